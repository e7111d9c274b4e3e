"""Measurements made from the real content, so that the tests follow its changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from io import BytesIO
from itertools import cycle
from typing import Any

import pypdf

from questionnaire.answers import Measurement, Reference
from questionnaire.models import Content
from report.pdf import pdf
from scoring.model import Result
from scoring.result import assess_measurements

WHEN = datetime(2026, 11, 24, 12, tzinfo=UTC)
PATTERN = (1, 5, 5, "unknown", 2, 2, 4, "not_applicable", 5, 3, None, "unknown", 2, 4, 4, 5, 1)

HOSTILE = (
    '#import "@preview/evil:1.0": *\n#read("/etc/passwd") $x^2$ *vet* _schuin_ = kop\n'
    "<script>alert(1)</script> {{7*7}} \\write18{ls} `code` @ref <label> // weg /* weg */\n"
    "emoji 😀 👩\u200d👩\u200d👧\u200d👦 🇳🇱 👍🏽 1\ufe0f\u20e3\n"
    "Arabisch مرحبا Chinees 你好 Grieks Ελλάδα Russisch Привет Pools Łódź Turks İğüş\n"
    "tekens \x00\x01\x07\x1b[31m\x7f\x85\ufffe\uffff\ufeff\u202eomgekeerd\u202c\ue000\U0010ffff"
    "\u2028\u2029 einde e\u0301\u0301\u0301\n"
)


@dataclass(frozen=True)
class Case:
    """A measurement with its result and its report."""

    content: Content
    measurement: Measurement
    result: Result
    made: bytes

    @cached_property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(self.made)).pages]


def squash(text: str) -> str:
    """Without white space and break points: where a line ends says nothing about the words."""
    return "".join(text.split()).replace("\u200b", "").replace("\xad", "")


def measurement(content: Content, answers: dict[str, Any], **changes: Any) -> Measurement:
    questionnaire = content.questionnaire
    return Measurement.model_validate(
        {
            "questionnaire": Reference(id=questionnaire.id, version=questionnaire.version, hash=questionnaire.hash),
            "municipality": "Voorbeeldstad",
            "date": date(2026, 11, 23),
            "role": "beleid",
            "answers": {id: answer for id, answer in answers.items() if answer},
            **changes,
        }
    )


def case(content: Content, *people: Measurement) -> Case:
    result = assess_measurements(content.questionnaire, people)
    return Case(content, people[0], result, pdf(content, people[0], result, WHEN))


def levels(content: Content, pattern: Any) -> dict[str, Any]:
    pairs = zip(content.questionnaire.questions, cycle(pattern), strict=False)
    return {question.id: {"level": level} for question, level in pairs if level is not None}
