"""The blind spots in the report of a workshop are those of the group, and no more than may be shown."""

from __future__ import annotations

from typing import Any

import pytest

from questionnaire.answers import Value
from questionnaire.models import Content
from report.workshop_blind_spots import MOST
from report.workshop_payload import payload
from scoring.blind_spots import blind_spots
from scoring.view import Person
from tests.report.cases import WHEN, squash
from tests.report.workshop_cases import WorkshopCase, case, record_of, room


def section(item: WorkshopCase) -> dict[str, Any] | None:
    found: dict[str, Any] | None = payload(item.content, item.record, WHEN.date())["talk"]["spots"]
    return found


def test_the_report_tells_what_roles_see_differently_and_what_is_not_known(content: Content) -> None:
    people = {id: Person("beleid" if id <= 6 else "wijkteam", person.values) for id, person in room(content).items()}
    item = case(content, people=people)
    found, data = blind_spots(content.questionnaire, item.record.view), section(item)
    assert data is not None
    assert [group["title"] for group in data["groups"]] == ["Rollen zien dit anders", "Niet iedereen weet dit"]
    texts = content.questionnaire.question_by_id
    for group, spots in zip(data["groups"], (found.roles, found.unknown), strict=True):
        assert group["rows"] == [[texts[spot.question].text, spot.sentence] for spot in spots[:MOST]]
        left = len(spots) - MOST
        assert group["more"] == (f"Dit geldt ook voor nog {left} {'vraag' if left == 1 else 'vragen'}." if left > 0 else None)
    printed = squash(" ".join(item.pages))
    for _, sentence in (row for group in data["groups"] for row in group["rows"]):
        assert squash(sentence) in printed


@pytest.mark.parametrize(
    ("unknown", "more"), [(5, None), (6, "Dit geldt ook voor nog 1 vraag."), (8, "Dit geldt ook voor nog 3 vragen.")]
)
def test_more_than_five_questions_are_counted(content: Content, unknown: int, more: str | None) -> None:
    ids = [question.id for question in content.questionnaire.questions]
    values: list[dict[str, Value]] = [
        {id: "unknown" if number < unknown and place < 4 else 3 for number, id in enumerate(ids)} for place in range(8)
    ]
    people = {place: Person(None, each) for place, each in enumerate(values)}
    data = section(case(content, people=people))
    assert data is not None
    (group,) = data["groups"]
    assert len(group["rows"]) == 5
    assert group["more"] == more


@pytest.mark.parametrize("size", [2, 4])
def test_a_small_group_has_no_such_section(content: Content, size: int) -> None:
    assert section(case(content, people=room(content, size))) is None


def test_a_group_that_knows_everything_and_agrees_has_none(content: Content) -> None:
    alike: dict[str, Value] = {question.id: 3 for question in content.questionnaire.questions}
    people = {place: Person("beleid", alike) for place in range(6)}
    item = case(content, people=people)
    assert section(item) is None
    assert "Blinde vlekken" not in squash(" ".join(item.pages))
    assert record_of(content, people).view.people == 6
