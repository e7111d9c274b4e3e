"""The conversation and the agreeing: one question at a time, with what may be shown of the answers and what to ask."""

from __future__ import annotations

from functools import partial

from questionnaire.models import Questionnaire
from scoring.conversation import conversation_help
from screens import context, parts
from screens.questions import APART
from screens.workshop import distribution, group, steps
from screens.workshop.hall_deck import Deck, Draw, led
from screens.workshop.hall_results import sentence
from screens.workshop.leading import Leading
from storage import Workshop


def talking(here: Leading) -> Deck:
    """The questions in order; every phone follows the one that is shown."""
    workshop = here.open
    questions = order(workshop)
    focus = workshop.focus if workshop.focus in group.questionnaire(workshop).question_by_id else None
    if focus is None:
        focus = questions[0]
    elif focus not in questions:
        questions.insert(0, focus)  # chosen on the facilitator's page, outside the agenda
    slides: list[Draw] = [
        partial(_question, workshop, id, f"vraag {place} van {len(questions)}") for place, id in enumerate(questions, start=1)
    ]
    return led(slides, questions.index(focus), lambda place: here.focus(questions[place]))


def order(workshop: Workshop) -> list[str]:
    """The agenda; when the group agrees (or has no agenda), then all other questions in their order."""
    talk = list(steps.agenda(workshop))
    if workshop.phase == "discussion" and talk:
        return talk
    return [*talk, *(id for id in workshop.questions if id not in talk)]


def _question(workshop: Workshop, id: str, place: str) -> None:
    questionnaire, first = group.questionnaire(workshop), group.view(workshop)
    question, seen = questionnaire.question_by_id[id], group.latest(workshop, id)
    agreeing = workshop.phase == "agreeing"
    shift = group.shifts(workshop).get(id) if agreeing else None
    agreed = context.store().workshops.agreed(workshop.id).get(id) if agreeing else None
    level = agreed.level if agreed is not None else None
    # After a second round the reason of before no longer holds: what changed stands in its place.
    reasons = () if shift else next((item.reasons for item in first.agenda if item.question == id), ())
    beside = ""
    if agreeing:
        beside += _agreed(question.levels, level)
    if shift is not None:
        beside += distribution.moved(shift)
    else:
        titles = {role.id: role.title for role in questionnaire.roles}
        beside += distribution.roles(titles, seen.roles if seen is not None else {})
        beside += _prompts(questionnaire, workshop, id)
    said = distribution.summary(seen)
    parts.html(
        f'<div class="zaal gesprek"><p class="stap">{steps.NAMES[workshop.phase]}, {place}</p>{parts.h1(question.text)}'
        + (f'<p class="reden">{parts.escape(sentence(reasons))}</p>' if reasons else "")
        + '<div class="vlakken"><div>'
        + distribution.anchors(question, seen, shift, level if isinstance(level, int) else None)
        + (parts.paragraph(said, "onder") if said else "")
        + f"</div><div>{beside}</div></div></div>"
    )


def _agreed(levels: dict[int, str], level: int | str | None) -> str:
    if level is None:
        words = "<p>Nog niets afgesproken bij deze vraag.</p>"
    elif isinstance(level, int):
        words = f"<p><strong>Niveau {level}:</strong> {parts.escape(levels[level])}</p>"
    else:
        words = f"<p><strong>{parts.escape(APART[level])}</strong></p>"
    return f'<div class="afspraak"><h2>Afgesproken</h2>{words}</div>'


def _prompts(questionnaire: Questionnaire, workshop: Workshop, id: str) -> str:
    """Three prompts; of four the first two and the last, which is about the inhabitant."""
    found = conversation_help(questionnaire, id, group.latest(workshop, id), quoted=False)
    three = found if len(found) <= 3 else (*found[:2], found[-1])
    return f"<h2>Om over te praten</h2>{parts.bullets(three)}"
