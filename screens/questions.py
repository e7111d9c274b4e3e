"""One theme per page: why it matters, and its questions."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final, cast

import streamlit as st

from questionnaire import NOT_APPLICABLE, UNKNOWN
from questionnaire.models import LEVELS, Question, Theme
from screens import glossary, pages, parts
from screens.session import NOT_STORED, Session, answer_key, note_key

OPTIONS: Final = (*LEVELS, UNKNOWN, NOT_APPLICABLE)
CAUTION: Final = (
    "Schrijf geen namen op en geen situaties die iemand kan herkennen. "
    "Een veilige opmerking is bijvoorbeeld: 'Lukt bij grote gevangenissen, bij kleine nog niet.'"
)
KEYS: Final = (
    "Met het toetsenbord: kies in een vraag met 1 tot en met 5. Toets 6 is 'weet ik niet', toets 7 is 'niet van toepassing'. "
    "Na uw eerste keuze gaat u vanzelf naar de volgende vraag. Verandert u een antwoord? Dan gaat u verder met Enter."
)
_plain: Final = lru_cache(4096)(parts.plain)  # questions and anchors are drawn again with every answer
APART: Final = {UNKNOWN: "Weet ik niet", NOT_APPLICABLE: "Niet van toepassing"}


def draw(visitor: Session, theme: Theme) -> None:
    questionnaire = visitor.questionnaire
    themes = questionnaire.themes
    number = themes.index(theme)
    line = next(line for line in questionnaire.lines if theme in line.themes)
    visitor.save_position(theme.id)

    done = visitor.answered(question.id for question in questionnaire.questions)
    parts.html(
        parts.paragraph(f"{line.title} · Thema {number + 1} van {len(themes)}", "stap"),
        parts.h1(theme.title),
        parts.progress(done, len(questionnaire.questions), "Voortgang"),
        parts.paragraph(theme.why, "waarom"),
        glossary.below(theme.why),
        parts.paragraph(KEYS, "klein toetsen"),
    )
    first = questionnaire.questions.index(theme.questions[0]) + 1
    for place, question in enumerate(theme.questions, start=first):
        _question(visitor, question, place)
    if visitor.stored is None or done != visitor.answered(question.id for question in questionnaire.questions):
        # The measurement was deleted, or the browser brought an answer that the count above did not have yet.
        st.rerun()
    before, after = themes[number - 1], themes[(number + 1) % len(themes)]
    back = parts.link(before.id, f"Vorig thema: {before.title}", "knop2") if number > 0 else ""
    if number + 1 < len(themes):
        onward = parts.link(after.id, f"Volgend thema: {after.title}", "knop")
    else:
        onward = parts.link(pages.OVERVIEW, "Naar het overzicht", "knop")
    parts.html(
        f'<p class="acties stapknoppen">{onward}{back}</p>',
        parts.details("Ga naar een ander thema", contents(visitor)),
    )


def _question(visitor: Session, question: Question, number: int) -> None:
    stored = visitor.begun
    key = answer_key(stored.id, question.id)
    visitor.follow(key, visitor.answer(question.id).level, partial(visitor.save_value, question.id))
    with st.container(key=f"vraag-{question.id}"):
        visitor.drawn(key, levels(question, number, key))
        parts.html(_status(visitor, question), explanation(question))
        # Always the same words: with others it would be a new element, which folds and loses the focus.
        folded = st.expander("Toelichting (niet verplicht)", key=f"open-{question.id}", on_change="rerun")
        # A field that nobody opens is not drawn, which saves work; one whose text could not be stored stays.
        if folded.open or question.id in visitor.unsaved:
            with folded:
                _note(visitor, question, number)


def levels(question: Question, number: int, key: str) -> int | str | None:
    """The question with its five levels and the two answers apart from them, as a radio group; returns the choice."""
    label = f"{number}. {_plain(question.text)}"
    choice = st.radio(label, OPTIONS, index=None, format_func=partial(_option, question), key=key, width="stretch")
    return cast("int | str | None", choice)


def _note(visitor: Session, question: Question, number: int) -> None:
    key = note_key(visitor.begun.id, question.id)
    visitor.follow(key, visitor.answer(question.id).note or "", partial(visitor.save_note, question.id))
    parts.text(CAUTION, kind="klein")
    visitor.drawn(key, st.text_area(f"Uw toelichting bij vraag {number}", key=key, height=140))
    pending = visitor.unsaved.get(question.id)
    if pending is not None and pending.reason != NOT_STORED:
        parts.error(pending.reason, at=key)


def _option(question: Question, value: int | str) -> str:
    return f"**{value}** {_plain(question.levels[value])}" if isinstance(value, int) else APART[value]


def explanation(question: Question) -> str:
    """Help, evidence and the terms of the question, folded, as HTML."""
    return _explained(question.text, tuple(question.levels.values()), question.help or "", tuple(question.evidence))


@lru_cache(maxsize=512)
def _explained(text: str, levels: tuple[str, ...], help: str, evidence: tuple[str, ...]) -> str:
    """Made once: a page draws it again after every answer."""
    terms = glossary.used(text, *levels, help, *evidence)
    body = parts.paragraph(help) if help else ""
    if evidence:
        body += "<p><strong>Waaraan ziet u dat?</strong></p>" + parts.bullets(evidence)
    if terms:
        body += "<p><strong>Woorden</strong></p>" + glossary.explained(terms)
    named = glossary.names(terms)
    summary = f"Uitleg bij deze vraag en bij {named}" if named else "Uitleg bij deze vraag"
    return parts.details(summary, body)


def _status(visitor: Session, question: Question) -> str:
    """Says whether the answer is in the store. Always one line high, so that nothing moves."""
    pending = visitor.unsaved.get(question.id)
    if pending is not None and pending.reason == NOT_STORED:
        return f'<p class="fout" role="alert">{parts.escape(NOT_STORED)}</p>'
    level = visitor.answer(question.id).level
    stored = level is not None
    return parts.stored(question.id, "Opgeslagen" if stored else "Nog geen antwoord", stored, turn=level)


def contents(visitor: Session) -> str:
    """All themes by line, each with how many of its questions have an answer, as HTML."""
    text = ""
    for line in visitor.questionnaire.lines:
        text += parts.paragraph(line.title, "inhoudlijn") + f'<ul class="inhoud" aria-label="{parts.escape(line.title)}">'
        for theme in line.themes:
            done, total = visitor.answered(question.id for question in theme.questions), len(theme.questions)
            count = f'<span class="aantal{" klaar" if done == total else ""}">{done} van {total} beantwoord</span>'
            text += f"<li>{parts.link(theme.id, theme.title)}{count}</li>"
        text += "</ul>"
    return text
