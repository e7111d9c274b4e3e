"""Leading the conversation: which question is on the screen, and what the group settles on."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st

from questionnaire.answers import MAX_NOTE, Answer, Value
from scoring.conversation import conversation_help
from scoring.hints import worth_asking
from screens import context, parts, second_look
from screens.questions import CAUTION, levels
from screens.workshop import group, own, steps
from screens.workshop.leading import Leading
from storage import NotNow


def agenda(here: Leading) -> None:
    """The questions to talk about, with the reasons."""
    workshop = here.open
    questions = group.questionnaire(workshop).question_by_id
    items = group.view(workshop).agenda
    if not items:
        parts.text("De groep is te klein voor een uitkomst. U kunt wel samen praten en antwoorden afspreken.")
        return
    parts.heading("Om over te praten")
    body = "".join(
        f"<li><strong>{parts.escape(questions[item.question].text)}</strong><br>{parts.escape('; '.join(item.reasons))}.</li>"
        for item in items
    )
    parts.html(f'<ol class="lijst agenda">{body}</ol>')


def choose_questions(here: Leading) -> tuple[str, ...]:
    """The question of the conversation, and the questions of a second round."""
    workshop = here.open
    questionnaire = group.questionnaire(workshop)
    view, talk = group.view(workshop), steps.agenda(workshop)
    reasons = {item.question: "; ".join(item.reasons) for item in view.agenda}
    _pick(here, [*talk, *(id for id in workshop.questions if id not in talk)], "Welke vraag bespreekt u nu?")
    focus = here.open.focus
    if focus in questionnaire.question_by_id:
        question = questionnaire.question_by_id[focus]
        found = group.latest(workshop, focus)
        reason = f'<p class="reden">{parts.escape(reasons[focus])}.</p>' if focus in reasons else ""
        parts.html(reason, own.distribution(question, found), parts.bullets(conversation_help(questionnaire, focus, found)))
    if not view.questions:
        return ()
    texts = {id: questionnaire.question_by_id[id].text for id in workshop.questions}
    chosen = st.multiselect(
        "Vragen voor de tweede ronde",
        list(workshop.questions),
        default=list(talk),
        format_func=lambda id: texts[id],
        placeholder="Kies een of meer vragen",
        key="ronde-2",
    )
    return tuple(chosen)


def _pick(here: Leading, order: list[str], label: str) -> None:
    """The question that every screen shows."""
    workshop = here.open
    questionnaire = group.questionnaire(workshop)
    number = context.numbers(workshop.questionnaire_hash)
    key = f"focus-{workshop.id}"
    here.follow(key, workshop.focus, here.focus)
    words = {id: f"{number[id]}. {questionnaire.question_by_id[id].text}" for id in order}
    choice = st.selectbox(label, order, format_func=lambda id: words[id], key=key, placeholder="Kies een vraag", index=None)
    here.drawn(key, choice)


def agree(here: Leading) -> None:
    """One answer per question, with the reason."""
    workshop = here.open
    questionnaire = group.questionnaire(workshop)
    agreed = context.store().workshops.agreed(workshop.id)
    talk = steps.agenda(workshop)
    done = sum(answer.level is not None for answer in agreed.values())
    parts.heading("Antwoorden afspreken")
    parts.html(parts.progress(done, len(workshop.questions), "Hoeveel vragen een afgesproken antwoord hebben", "afgesproken"))
    open_ = [id for id in workshop.questions if id not in talk and (id not in agreed or agreed[id].level is None)]
    rest = [id for id in workshop.questions if id not in talk and id not in open_]
    _pick(here, [*talk, *open_, *rest], "Welke vraag bespreekt u nu?")
    focus = here.open.focus
    if focus not in questionnaire.question_by_id:
        return
    question = questionnaire.question_by_id[focus]
    found, shifts = group.latest(workshop, focus), group.shifts(workshop)
    if focus in shifts:
        parts.html(f'<p class="reden">{parts.escape(shifts[focus].sentence)}</p>')
    if found is not None:
        parts.html(parts.details("Zo antwoordde de groep", own.distribution(question, found)))
    _settle(here, focus, agreed.get(focus, Answer()))


def _settle(here: Leading, id: str, stored: Answer) -> None:
    workshop = here.open
    number = context.numbers(workshop.questionnaire_hash)
    question = group.questionnaire(workshop).question_by_id[id]
    key, note_key = f"afspraak-{workshop.id}-{id}", f"reden-{workshop.id}-{id}"
    with st.container(key=f"vraag-{id}"):
        here.follow(key, stored.level, partial(_save_level, here, id))
        level = levels(question, number[id], key)
        here.drawn(key, level)
        parts.text(CAUTION, kind="klein")
        here.follow(note_key, stored.note or "", partial(_save_note, here, id))
        note = st.text_area("Waarom dit antwoord? (niet verplicht)", key=note_key, height=110, max_chars=MAX_NOTE)
        here.drawn(note_key, note)
        kept = _agreed(here, id).level
        words = "Nog niet afgesproken" if kept is None else "Afgesproken en opgeslagen"
        parts.html(parts.stored(id, words, kept is not None, turn=kept))
    _second_look(here, id)


def _second_look(here: Leading, id: str) -> None:
    """For the facilitator: what the group agreed here, beside another agreed answer that rarely goes with it."""
    questionnaire = group.questionnaire(here.open)
    agreed = context.store().workshops.agreed(here.open.id)
    values = {question: answer.level for question, answer in agreed.items() if answer.level is not None}
    about = [hint for hint in second_look.meant(questionnaire, values) if id in dict(hint.answers)]
    bodies = "".join(second_look.body(questionnaire, hint, group=True) for hint in worth_asking(about))
    if bodies:
        parts.html(parts.details("Twee afspraken die zelden samengaan", bodies))


def _save_level(here: Leading, id: str, level: int | str | None) -> None:
    _save(here, id, cast("Value | None", level), _agreed(here, id).note)


def _save_note(here: Leading, id: str, note: str) -> None:
    _save(here, id, _agreed(here, id).level, note or None)


def _agreed(here: Leading, id: str) -> Answer:
    return context.store().workshops.agreed(here.open.id).get(id, Answer())


def _save(here: Leading, id: str, level: Value | None, note: str | None) -> None:
    try:
        context.store().workshops.save_agreed(here.open.id, id, level, note)
    except NotNow:
        here.read()
