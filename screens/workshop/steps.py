"""The steps of a workshop: which phase can follow, in the words of the facilitator, and taking that step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from scoring.model import Result
from scoring.result import assess
from screens import context, parts
from screens.workshop import group
from storage import MeasurementGone, NotNow, Phase, StorageError, Workshop

NAMES: Final[dict[Phase, str]] = {
    "waiting": "Wachten",
    "answering": "Antwoorden",
    "results": "Uitkomst",
    "discussion": "Gesprek",
    "revote": "Tweede ronde",
    "agreeing": "Afspreken",
    "choosing": "Kiezen",
    "closed": "Afgesloten",
}


@dataclass(frozen=True)
class Step:
    """A way on. `sure` asks for a second click, because there is no way back."""

    to: Phase
    label: str
    sure: str = ""
    main: bool = True


_STEPS: Final[dict[Phase, tuple[Step, ...]]] = {
    "waiting": (Step("answering", "Start de vragen"),),
    "answering": (
        Step("results", "Sluit de vragen", "Daarna kan niemand nog antwoorden. Een open vraag telt als 'weet ik niet'."),
    ),
    "results": (Step("discussion", "Begin het gesprek"),),
    "discussion": (
        Step("revote", "Start de tweede ronde"),
        Step("agreeing", "Ga afspreken", "Daarna kan er geen tweede ronde meer komen.", main=False),
        Step("results", "Terug naar de uitkomst", main=False),
    ),
    "revote": (Step("agreeing", "Sluit de tweede ronde", "Daarna telt geen nieuwe stem meer."),),
    "agreeing": (Step("choosing", "Ga een experiment kiezen", "Daarna liggen de afgesproken antwoorden vast."),),
    "choosing": (Step("closed", "Sluit het kiezen", "Daarna kan niemand nog stippen geven. De code werkt dan niet meer."),),
    "closed": (),
}


def steps(workshop: Workshop) -> tuple[Step, ...]:
    """The steps that can be taken now. A group that is too small for an outcome goes from it straight to agreeing."""
    if workshop.phase == "results" and not group.view(workshop).agenda:
        return (Step("agreeing", "Ga afspreken"),)
    if workshop.phase == "discussion" and not group.view(workshop).questions:
        # Fewer than five people: no question is shown, so a second round would have nothing to compare.
        return tuple(step for step in _STEPS["discussion"] if step.to != "revote")
    return _STEPS[workshop.phase]


def agenda(workshop: Workshop) -> tuple[str, ...]:
    """The questions to talk about, in order."""
    return tuple(item.question for item in group.view(workshop).agenda)


def take(workshop: Workshop, step: Step, again: Sequence[str] = ()) -> None:
    """Take a step. `again`: the questions of a second round (empty: the whole agenda). Raises StorageError."""
    workshops = context.store().workshops
    talk = agenda(workshop)
    again = tuple(again) or talk
    focus = talk[0] if step.to in ("discussion", "agreeing") and talk else None
    ideas: Sequence[str] = ()
    if step.to == "choosing":
        ideas = [suggestion.idea.id for suggestion in agreed_result(workshop).advice.suggestions]
    if step.to == "agreeing" and focus is None:
        focus = workshop.questions[0]
    workshops.move(workshop.id, workshop.phase, step.to, focus=focus, revote=again if step.to == "revote" else (), ideas=ideas)
    if step.to == "agreeing":
        found = workshops.by_id(workshop.id)
        if found is not None:
            workshops.propose(workshop.id, group.to_propose(found))


def agreed_result(workshop: Workshop) -> Result:
    """The result of what the group agreed so far. Raises StorageError."""
    return assess(
        group.questionnaire(workshop),
        {id: answer.level for id, answer in context.store().workshops.agreed(workshop.id).items() if answer.level is not None},
        size=workshop.size,
    )


def ready_text(ready: int, joined: int) -> str:
    """ "1 van de 5 deelnemers is klaar"."""
    verb = "is" if 1 in (ready, joined) else "zijn"
    return f"{ready} van de {joined} {'deelnemer' if joined == 1 else 'deelnemers'} {verb} klaar"


def buttons(workshop: Workshop, *, again: Sequence[str] = ()) -> None:
    """The steps as buttons; one without a way back asks first."""
    asked = st.session_state.get(_ASKED)
    for step in steps(workshop):
        key = f"stap-{workshop.phase}-{step.to}"
        if asked == (workshop.phase, step.to):
            _ask(workshop, step, again)
        elif st.button(step.label, key=key, type="primary" if step.main else "secondary"):
            if step.sure:
                st.session_state[_ASKED] = (workshop.phase, step.to)
                st.rerun()
            _take(workshop, step, again)


def _ask(workshop: Workshop, step: Step, again: Sequence[str]) -> None:
    words = step.sure
    if workshop.phase in ("answering", "revote", "choosing"):
        joined, ready = context.store().workshops.progress(workshop.id, workshop.phase)
        words = f"{ready_text(ready, joined)}. {words}"
    with st.container(key="zeker-weten"):
        parts.text(words, kind="nadruk")  # gets the focus from the own script, and is read with it
        with st.container(horizontal=True, key="ja-nee"):
            if st.button(f"Ja: {step.label.lower()}", key="stap-ja", type="primary"):
                st.session_state.pop(_ASKED, None)
                _take(workshop, step, again)
            if st.button("Nee, nog niet", key="stap-nee"):
                st.session_state.pop(_ASKED, None)
                st.rerun()


def _take(workshop: Workshop, step: Step, again: Sequence[str]) -> None:
    try:
        take(workshop, step, again)
    except (NotNow, MeasurementGone):
        pass  # another screen was first: draw what is there now
    except StorageError:
        st.error("Deze stap is niet gezet: de opslag is even niet bereikbaar. Probeer het over een minuut opnieuw.")
        return
    st.rerun()


_ASKED: Final = "stap-zeker"
