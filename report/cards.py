"""Discussion cards for a table: one question a card, as large as a postcard (A6), with its five descriptions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final, Literal

from questionnaire.facilitation import Facilitation
from questionnaire.models import Content, Questionnaire
from report.paper import chosen_questions
from report.payload import date_text
from report.render import render
from report.text import clean, deep

Layout = Literal["a6", "a4"]
"""One card a page, or four on a sheet to cut."""

TITLE: Final = "Gesprekskaarten"
TALKING: Final = "gesprek"
"""The phase of a script in which the group talks about questions."""
HOW: Final = (
    "Leg de kaarten van één thema op tafel. Iemand leest de vraag voor.",
    "Ieder legt een vinger op de beschrijving die nu het meest past. Doe dat tegelijk.",
    "Vraag eerst wie laag en wie hoog koos om uitleg. Vraag daarna door.",
    "Schrijf op waar u het over eens bent, en wat u wilt uitzoeken.",
)
PROMPT: Final = "Welk niveau past nu het meest? Waaraan ziet u dat? Wat merkt de inwoner ervan?"
"""What to ask where the content has no guide."""


def cards_pdf(content: Content, when: datetime, questions: Collection[str] | None = None, layout: Layout = "a6") -> bytes:
    """The cards: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a). The same input gives the same bytes.

    `questions` are ids, by default all; they keep the numbers of the whole questionnaire. `when` carries a time zone.
    Raises ValueError for an unknown id, for no questions at all, and for a time without zone.
    """
    return render("cards", {**cards_data(content, when.date(), questions), "layout": layout}, when)


def cards_data(content: Content, when: date, questions: Collection[str] | None = None) -> dict[str, Any]:
    """What the template shows, cleaned, in reading order."""
    questionnaire = content.questionnaire
    wanted = chosen_questions(questionnaire, questions)
    data = {
        "document_title": f"{questionnaire.title} {TITLE}, {date_text(when)}",
        "kind": questionnaire.title,
        "title": TITLE,
        "intro": questionnaire.subtitle,
        "foot": f"Vragenlijst {questionnaire.version}. {date_text(when)}",
        "how": {"title": "Zo gebruikt u de kaarten", "steps": list(HOW)},
        "stages": {"title": "De vijf niveaus", "items": [[stage.name, stage.meaning] for stage in questionnaire.stages]},
        "agreements": _agreements(content.facilitation),
        "cards": _cards(questionnaire, wanted),
        "proof": "Waaraan ziet u dat?",
        "talk": {"title": "Praat erover", "text": talking_point(content.facilitation)},
    }
    cleaned: dict[str, Any] = deep(data, clean)
    return cleaned


def talking_point(guide: Facilitation | None) -> str:
    """What the facilitator asks in the conversation, in the words of the first script that has one."""
    steps = (step for script in guide.scripts for step in script.steps) if guide else iter(())
    return next((step.says for step in steps if step.phase == TALKING), PROMPT)


def _agreements(guide: Facilitation | None) -> dict[str, Any] | None:
    if guide is None:
        return None
    part = guide.agreements
    return {"title": part.title, "points": [[point.title, point.text] for point in part.points]}


def _cards(questionnaire: Questionnaire, wanted: Collection[str]) -> list[dict[str, Any]]:
    numbers = {question.id: number for number, question in enumerate(questionnaire.questions, start=1)}
    return [
        {
            "number": numbers[question.id],
            "line": line.title,
            "theme": theme.title,
            "question": question.text,
            "levels": list(question.levels.values()),
            "proof": list(question.evidence),
        }
        for line in questionnaire.lines
        for theme in line.themes
        for question in theme.questions
        if question.id in wanted
    ]
