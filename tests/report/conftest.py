from __future__ import annotations

import pytest

from questionnaire import loading
from questionnaire.models import Content
from report.workshop import workshop_pdf
from scoring.result import assess_measurements
from tests.report import workshop_cases
from tests.report.cases import HOSTILE, PATTERN, WHEN, Case, case, levels, measurement
from tests.report.documents import Document
from tests.report.documents import documents as every_document
from tests.report.workshop_cases import NAMES, WorkshopCase, record_of, room


@pytest.fixture(scope="session")
def content() -> Content:
    return loading.load(loading.CONTENT)


@pytest.fixture(scope="session")
def sample(content: Content) -> Case:
    """Known, unknown, not applicable and open answers, notes, own ambitions, and one chosen idea."""
    answers = levels(content, PATTERN)
    for answer in list(answers.values())[::3]:
        answer["note"] = "Besproken met het wijkteam.\n\nVolgende keer ook met de gevangenis."
    themes = content.questionnaire.themes
    targets = {themes[0].id: 3, themes[-1].id: 5}
    first = assess_measurements(content.questionnaire, [measurement(content, answers, targets=targets)])
    chosen = (first.advice.suggestions[-1].idea.id,)
    return case(content, measurement(content, answers, targets=targets, chosen=chosen))


@pytest.fixture(scope="session")
def hostile(content: Content) -> Case:
    answers = levels(content, PATTERN)
    notes = [
        HOSTILE,
        (HOSTILE * 40)[:10_000],
        "a" * 5000 + " " + "https://voorbeeld.nl/" + "x1" * 2000,
        "W" * 39 + " " + "😀" * 300,
        "\x00",
        "e" + "\u0301" * 500,
    ]
    for answer, note in zip(answers.values(), notes, strict=False):
        answer["note"] = note
    name = '#eval("1") Ã–vereenstad مرحبا \x00 ' + "L" * 200
    return case(content, measurement(content, answers, municipality=name, role="*rol* $x$ \ufffe"))


@pytest.fixture(scope="session")
def empty(content: Content) -> Case:
    return case(content, measurement(content, {}, municipality="", role=None))


@pytest.fixture(scope="session")
def top(content: Content) -> Case:
    return case(content, measurement(content, levels(content, [5])))


@pytest.fixture(scope="session")
def cases(content: Content) -> dict[str, WorkshopCase]:
    """The reports of workshops that the tests look at, made once."""
    records = {
        "full": workshop_cases.full(content),
        "three": record_of(content, room(content, 3)),
        "short": workshop_cases.short(content),
        "two": record_of(content, room(content, 2)),
        "nothing": record_of(content),
        "hostile": workshop_cases.hostile(content),
    }
    assert set(records) == set(NAMES)
    return {name: WorkshopCase(content, record, workshop_pdf(content, record, WHEN)) for name, record in records.items()}


@pytest.fixture(scope="session")
def documents(
    content: Content, sample: Case, hostile: Case, empty: Case, top: Case, cases: dict[str, WorkshopCase]
) -> dict[str, Document]:
    """Every PDF in every state; made when a test first asks for it."""
    return every_document(content, {"sample": sample, "hostile": hostile, "empty": empty, "top": top}, cases)


@pytest.fixture
def full(cases: dict[str, WorkshopCase]) -> WorkshopCase:
    return cases["full"]
