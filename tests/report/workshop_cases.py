"""Workshops made from the real content, so that the tests follow its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdf

from questionnaire.answers import Answer, Value
from questionnaire.models import Content
from report.workshop import WorkshopRecord, workshop_pdf
from report.workshop_payload import payload
from scoring.result import assess
from scoring.second_round import proposals, revote
from scoring.sharing import restricted, share
from scoring.view import Person
from storage import Commitment
from tests.report.cases import HOSTILE, WHEN, squash

NAMES = ("full", "three", "short", "two", "nothing", "hostile")

ROLES = ("beleid",) * 6 + ("wijkteam",) * 5 + (None,)
# Per person, repeated over the questions: some far apart, some close together, some unknown.
ROOM: tuple[tuple[Value | None, ...], ...] = (
    (1, 2, 4, 3, 5, "unknown", 3),
    (2, 2, 4, 3, 5, "unknown", 3),
    (1, 3, 4, 2, 4, "unknown", 3),
    (2, 2, 5, 3, 5, 1, 4),
    (1, 2, 3, 3, 5, "unknown", "not_applicable"),
    (2, 3, 4, 3, 4, 2, "not_applicable"),
    (4, 2, 4, 3, 5, 3, 2),
    (5, 2, 4, None, 5, "unknown", 3),
    (4, 3, 2, 3, 5, 5, 1),
    (4, 2, 4, 4, 5, "unknown", 3),
    (5, 2, 4, 3, 5, 2, 5),
    (3, 2, 1, 3, 4, "unknown", 3),
)


@dataclass(frozen=True)
class WorkshopCase:
    content: Content
    record: WorkshopRecord
    made: bytes

    @cached_property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(self.made)).pages]


def case(content: Content, **changes: Any) -> WorkshopCase:
    record = record_of(content, **changes)
    return WorkshopCase(content, record, workshop_pdf(content, record, WHEN))


def room(content: Content, size: int = len(ROOM), asked: Sequence[str] = ()) -> dict[int, Person]:
    people = {}
    for place in range(size):
        pattern = ROOM[place % len(ROOM)]
        ids = [question.id for question in content.questionnaire.questions]
        values = {id: pattern[at % len(pattern)] for at, id in enumerate(ids) if not asked or id in asked}
        known = {id: value for id, value in values.items() if value is not None}
        people[place + 1] = Person(ROLES[place % len(ROLES)], known)
    return people


def record_of(content: Content, people: dict[int, Person] | None = None, **changes: Any) -> WorkshopRecord:
    people = room(content) if people is None else people
    return WorkshopRecord(
        **{
            "municipality": "Voorbeeldstad",
            "date": date(2026, 11, 23),
            "scope": "alle 36 vragen",
            "questionnaire": content.questionnaire,
            "view": share(content.questionnaire, list(people.values())),
            "hash": content.questionnaire.hash,
            **changes,
        }
    )


def full(content: Content) -> WorkshopRecord:
    """Twelve people with roles, a second round over the agenda in which they came closer, agreements and two experiments."""
    people = room(content)
    before = record_of(content, people)
    again = tuple(item.question for item in before.view.agenda)
    votes = {id: Person(None, {question: min(4, 2 + id % 2) for question in again}) for id in people if id % 4}
    second = share(content.questionnaire, revote(people, votes, again))
    levels = {**proposals(before.view), **dict.fromkeys(again[:4], 3)}
    agreed: dict[str, Answer] = {id: Answer(level=level) for id, level in levels.items()}
    agreed[again[0]] = Answer(level=3, note="Het lukt bij lange straffen.\n\nBij korte straffen horen we het vaak te laat.")
    agreed[again[4]] = Answer(level="unknown", note="De nazorgcoördinator vraagt dit na.")
    known = {id: answer.level for id, answer in agreed.items() if isinstance(answer.level, int)}
    ideas = tuple(item.idea.id for item in assess(content.questionnaire, known).advice.suggestions)
    return record_of(
        content,
        people,
        second=second,
        revote=again,
        agreed=agreed,
        dots=dict(zip(ideas, (14, 9, 7, 4, 0, 1), strict=False)),
        voters=12,
        ideas=ideas,
        commitments=[
            Commitment(
                ideas[0],
                "Nazorgcoördinator",
                "Bellen met de gevangenis over een vaste dag.",
                date(2026, 12, 7),
                date(2027, 2, 22),
            ),
            Commitment(
                ideas[1], "Wijkteam", "Een eerste gesprek met drie collega's plannen.", date(2026, 11, 30), date(2027, 1, 25)
            ),
        ],
    )


def short(content: Content) -> WorkshopRecord:
    """Three people, the short set: every theme rests on one question, so every theme is hidden."""
    asked = content.questionnaire.short_questions
    questionnaire = restricted(content.questionnaire, asked)
    people = room(content, 3, asked)
    view = share(questionnaire, list(people.values()))
    return record_of(content, people, questionnaire=questionnaire, view=view, scope="12 vragen: één per thema")


def hostile(content: Content) -> WorkshopRecord:
    """Every text of people is as unkind as it can be."""
    base = full(content)
    long = (HOSTILE * 40)[:10_000]
    notes = [
        HOSTILE,
        long,
        "a" * 5000 + " https://voorbeeld.nl/" + "x1" * 2000,
        "W" * 39 + " " + "😀" * 300,
        "\x00",
        "e" + "\u0301" * 200,
    ]
    agreed = {
        id: answer.model_copy(update={"note": notes[place % len(notes)]})
        for place, (id, answer) in enumerate(base.agreed.items())
    }
    left = next(question.id for question in content.questionnaire.questions if question.id not in agreed)
    agreed[left] = Answer(note=long)
    plans = [
        Commitment(base.ideas[0], long, long, date.min, date.max),
        Commitment("weg-idee", "\x00", "\u202e#panic()", date(2026, 12, 7), date(2027, 2, 22)),
    ]
    people = room(content)
    people[1] = Person("*rol* $x$ \ufffe", people[1].values)
    return record_of(
        content,
        people,
        municipality='#eval("1") Ã–vereenstad مرحبا \x00 ' + "L" * 200,
        scope=long,
        second=base.second,
        revote=base.revote,
        agreed=agreed,
        dots=base.dots,
        voters=12,
        ideas=base.ideas,
        commitments=plans,
    )


def data_of(item: WorkshopCase) -> dict[str, Any]:
    return payload(item.content, item.record, WHEN.date())


def text_of(item: WorkshopCase) -> str:
    return squash(" ".join(item.pages))


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for line in data["profile"]["table"]["lines"] for row in line["themes"]]
