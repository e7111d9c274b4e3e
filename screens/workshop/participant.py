"""The phone of a participant: one page that follows the phase of the workshop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from questionnaire.models import Question
from questionnaire.text import listed
from scoring.words import level_text
from screens import context, parts
from screens.questions import APART, KEYS, explanation, levels
from screens.session import Session
from screens.workshop import dots, group, own
from screens.workshop.follow import follow_along
from screens.workshop.visit import NOT_STORED, Visit, visit
from storage import Phase, StorageError

WAIT_HERE: Final = "Dit scherm gaat vanzelf verder. U hoeft niets te doen."
VOTED: Final = "U bent klaar. U kunt uw stem nog veranderen, tot de begeleider de tweede ronde sluit."
_TALK: Final[Mapping[Phase, str]] = {
    "discussion": "Alleen u ziet hier wat u koos. U hoeft het niet te vertellen.",
    "agreeing": "De begeleider vult in wat u samen afspreekt. Alleen u ziet hier wat u zelf koos.",
}


def draw(_visitor: Session) -> None:
    """The page for the phase of this moment."""
    try:
        here = visit()
        here.catch_up()
    except StorageError:
        parts.title("De werksessie is even niet bereikbaar")
        parts.text("Wat u hebt geantwoord, is bewaard. Probeer het over een minuut opnieuw.")
        return
    if here.found is None:
        parts.title("U doet nog niet mee")
        parts.text(
            "Doe mee met de code op het grote scherm. Deed u al mee? "
            "Dan bent u gestopt, de begeleider heeft u verwijderd, of de werksessie bestaat niet meer."
        )
        parts.actions(parts.outer_link("/mee", "Typ de code", "knop"))
        return
    follow_along(here.found.workshop.stand, "deelnemer")
    _PHASES[here.found.workshop.phase](here)


def _step(here: Visit, words: str) -> str:
    workshop = here.here.workshop
    place = context.place_text(workshop.municipality) if workshop.municipality else "Werksessie"
    return f'<p class="werkkop"><strong>{parts.escape(place)}</strong><span>{parts.escape(words)}</span></p>'


# Waiting


def _waiting(here: Visit) -> None:
    found = here.here
    roles = {role.id: role.title for role in group.questionnaire(found.workshop).roles}
    role = roles.get(found.role or "", "")
    known = f"U bent deelnemer {found.number}. " + (f"Uw rol: {role}." if role else "U koos geen rol.")
    parts.html(
        _step(here, "Werksessie"),
        parts.h1("U doet mee"),
        parts.paragraph("De begeleider start zo de vragen. " + WAIT_HERE, "inleiding"),
        parts.paragraph(known + " Uw naam hebben we niet nodig."),
        parts.bullets(
            (
                "Niemand ziet uw eigen antwoorden, ook de begeleider niet.",
                "De groep ziet pas een uitkomst als de begeleider de vragen sluit. Van minder dan 3 mensen tonen we niets.",
                "Wie meedoet, kan wel het eigen antwoord van de uitkomst aftrekken. "
                "In een kleine groep weet die dan meer over de anderen.",
            )
        ),
    )
    own.leave_or_move(here)


# Answering


def _answering(here: Visit) -> None:
    _theme(here)


@st.fragment
def _theme(here: Visit) -> None:
    """The theme this person is at. A fragment: going on to the next theme draws nothing around it."""
    here.retry()
    found = here.here
    questionnaire = group.questionnaire(found.workshop)
    themes = questionnaire.themes
    if here.theme >= len(themes):
        _ready(here)
        return
    theme = themes[here.theme]
    number = context.numbers(found.workshop.questionnaire_hash)
    parts.html(
        _step(here, f"Thema {here.theme + 1} van {len(themes)}"),
        parts.h1(theme.title),
        parts.progress(len(found.answers), len(found.workshop.questions), "Voortgang"),
        parts.paragraph(theme.why, "waarom"),
        parts.paragraph(KEYS, "klein toetsen"),
    )
    for question in theme.questions:
        with st.container(key=f"vraag-{question.id}"):
            _question(here, question, number[question.id])
    _onward(here, len(themes))


@st.fragment
def _question(here: Visit, question: Question, number: int) -> None:
    """One question, stored and drawn by itself: an answer costs no other part of the page."""
    _catch_up(here)
    found = here.here
    key = f"antwoord-{found.response_id}-{question.id}"
    here.follow(key, found.answers.get(question.id), lambda value: here.save_answer(question.id, value))
    here.drawn(key, levels(question, number, key))
    done, total = len(here.here.answers), len(found.workshop.questions)
    parts.html(_status(here, question.id, f"{done} van {total} beantwoord"), explanation(question))


def _catch_up(here: Visit) -> None:
    """Before a part of the page that runs by itself: where another part has stored something since, all of it is out of date."""
    if here.retry():
        st.rerun(scope="app")


def _status(here: Visit, question: str, progress: str) -> str:
    if question in here.unsaved:
        return f'<p class="fout" role="alert">{parts.escape(NOT_STORED)}</p>'
    if question in here.here.answers:
        return parts.stored(question, f"Opgeslagen · {progress}", turn=here.here.answers[question])
    return parts.stored(question, "Nog geen antwoord", False)


def _onward(here: Visit, count: int) -> None:
    last = here.theme + 1 == count

    def go(steps: int) -> None:
        here.theme += steps

    with st.container(key="stapknoppen", horizontal=True):
        label = "Naar het einde" if last else "Volgend thema"
        st.button(label, key=f"volgend-{here.theme}", type="primary", on_click=go, args=(1,))
        if here.theme > 0:
            st.button("Vorig thema", key=f"vorig-{here.theme}", on_click=go, args=(-1,))


def _ready(here: Visit) -> None:
    found = here.here
    questionnaire = group.questionnaire(found.workshop)
    left = [question for question in questionnaire.questions if question.id not in found.answers]
    ready = "answering" in found.finished

    def back(place: int) -> None:
        here.theme = place

    parts.html(_step(here, "Vragen"), parts.h1("U bent klaar met de vragen" if ready else "Dit was de laatste vraag"))
    if left:
        count = "staat nog 1 vraag" if len(left) == 1 else f"staan nog {len(left)} vragen"
        parts.text(f"Er {count} open. Een open vraag telt als 'weet ik niet'.")
        theme = questionnaire.theme_of[left[0].id]
        st.button("Naar de eerste open vraag", key="eerste-open", on_click=back, args=(questionnaire.themes.index(theme),))
    if ready:
        parts.text(
            "Dank u wel. U kunt uw antwoorden nog veranderen, tot de begeleider de vragen sluit. "
            f"Daarna staat de uitkomst op het grote scherm. {WAIT_HERE}"
        )
    else:
        parts.text("Druk op 'Ik ben klaar'. U kunt daarna nog iets veranderen, tot de begeleider de vragen sluit.")
        st.button("Ik ben klaar", key="klaar", type="primary", on_click=here.finish, args=("answering",))
    st.button("Kijk uw antwoorden nog eens na", key="nakijken", on_click=back, args=(0,))
    own.leave_or_move(here)


# Talking


def _results(here: Visit) -> None:
    parts.html(
        _step(here, "Uitkomst"),
        parts.h1("De uitkomst staat op het grote scherm"),
        parts.paragraph("Kijk er samen naar. Wat valt u op?", "inleiding"),
    )
    paper = group.on_paper(here.here.workshop)
    if paper:
        forms = "1 formulier op papier telt" if paper == 1 else f"{paper} formulieren op papier tellen"
        parts.text(f"{forms} mee. De begeleider voerde dat in, en kent dus die antwoorden.", kind="klein")
    own.answers_beside_group(here)
    own.leave_or_move(here)


def _talking(here: Visit) -> None:
    workshop = here.here.workshop
    focus = group.questionnaire(workshop).question_by_id.get(workshop.focus or "")
    words = "Gesprek" if workshop.phase == "discussion" else "Afspreken"
    parts.html(_step(here, words), parts.h1("Praat erover met elkaar" if words == "Gesprek" else "Spreek samen een antwoord af"))
    if focus is None:
        parts.text("De begeleider kiest zo een vraag. " + WAIT_HERE)
    else:
        parts.text(_TALK[workshop.phase])
        own.question_beside_group(here, focus)
    own.answers_beside_group(here)
    own.leave_or_move(here)


# The second round


def _revote(here: Visit) -> None:
    found = here.here
    questionnaire = group.questionnaire(found.workshop)
    number = context.numbers(found.workshop.questionnaire_hash)
    parts.html(
        _step(here, "Tweede ronde"),
        parts.h1("Stem opnieuw"),
        parts.paragraph(
            "Kijkt u er nu anders naar? Verander dan uw antwoord. Denkt u er nog hetzelfde over? "
            "Laat uw antwoord dan staan. "
            "Niemand ziet uw stem, ook de begeleider niet."
        ),
    )
    for id in found.workshop.revote:
        with st.container(key=f"vraag-{id}"):
            _vote(here, questionnaire.question_by_id[id], number[id])
    if "revote" in found.finished:
        parts.text(VOTED, kind="bewaard ja klaar-nu")
    else:
        st.button("Ik ben klaar", key="klaar-ronde-2", type="primary", on_click=here.finish, args=("revote",))
    own.leave_or_move(here)


@st.fragment
def _vote(here: Visit, question: Question, number: int) -> None:
    _catch_up(here)
    found = here.here
    first, vote = found.answers.get(question.id), found.votes.get(question.id)
    key = f"stem-{found.response_id}-{question.id}"
    here.follow(key, vote if vote is not None else first, lambda value: here.save_vote(question.id, value))
    here.drawn(key, levels(question, number, key))
    found = here.here
    vote = found.votes.get(question.id)
    before = "U liet deze vraag eerst open." if first is None else f"Eerst koos u: {answer_text(first).lower()}."
    if question.id in here.unsaved:
        parts.html(f'<p class="fout" role="alert">{parts.escape(NOT_STORED)}</p>')
    elif vote is None:
        parts.html(parts.stored(question.id, before, False))
    else:
        parts.html(parts.stored(question.id, f"Opgeslagen. {before}", turn=vote))


def answer_text(value: int | str) -> str:
    """ "Niveau 3", or one of the two answers beside the levels."""
    return f"Niveau {value}" if isinstance(value, int) else APART[value]


# Choosing and after


def _choosing(here: Visit) -> None:
    parts.html(_step(here, "Kiezen"), parts.h1("Welk experiment kiest u?"))
    dots.divide(here)
    own.leave_or_move(here)


def _closed(here: Visit) -> None:
    workshop = here.here.workshop
    parts.html(_step(here, "Afgesloten"), parts.h1("Dank u wel"))
    chosen = context.store().workshops.commitments(workshop.id)
    titles = [idea.title for plan in chosen if (idea := group.questionnaire(workshop).idea_by_id.get(plan.idea)) is not None]
    if titles:
        parts.text(f"De groep koos: {listed(titles)}. De begeleider heeft de afspraken.", kind="inleiding")
    else:
        parts.text("De werksessie is afgesloten.", kind="inleiding")
    theme_levels(here)
    own.answers_beside_group(here, opened=True)
    own.leave_or_move(here)


def theme_levels(here: Visit) -> None:
    """The themes as the group saw them."""
    workshop = here.here.workshop
    view, themes = group.view(workshop), group.questionnaire(workshop).themes
    rows = [
        (parts.escape(theme.title), level_text(level))
        for theme in themes
        if (node := view.themes.get(theme.id)) is not None and (level := node.shown_level) is not None
    ]
    if rows:
        parts.heading("Zo ziet de groep het")
        parts.html(parts.table("Gemiddeld niveau per thema, van 1 tot 5.", ("Thema", "Groep"), rows))


_PHASES: Final[Mapping[Phase, Callable[[Visit], None]]] = {
    "waiting": _waiting,
    "answering": _answering,
    "results": _results,
    "discussion": _talking,
    "revote": _revote,
    "agreeing": _talking,
    "choosing": _choosing,
    "closed": _closed,
}
