"""Groups of people for the tests of what a group may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.view import Person
from tests.builders import SHORT, values

ROLES = ("beleid", "wijkteam", "wonen", None)
_OPEN: Any = "open"


def room(questionnaire: Questionnaire, *columns: Sequence[int | str | None], roles: Sequence[str | None] = ()) -> list[Person]:
    """People from one column of answers per question: 1..5, "dk", "na" or None (left open)."""
    ids = [question.id for question in questionnaire.questions]
    assert len(ids) == len(columns)
    people = []
    for place in range(len(columns[0])):
        given: dict[str, Value] = {}
        for id, column in zip(ids, columns, strict=True):
            value = column[place]
            if value is not None:
                given[id] = SHORT[value] if isinstance(value, str) else value
        people.append(Person(roles[place] if roles else None, given))
    return people


@st.composite
def people(
    draw: st.DrawFn,
    questionnaire: Questionnaire,
    min_size: int = 0,
    max_size: int = 14,
    roles: Sequence[str | None] = ROLES,
) -> list[Person]:
    """People with a role or without, who may have left questions open."""
    ids = [question.id for question in questionnaire.questions]
    one = st.builds(Person, st.sampled_from(roles), st.fixed_dictionaries({}, optional=dict.fromkeys(ids, values)))
    return draw(st.lists(one, min_size=min_size, max_size=max_size))


def answering(persons: Sequence[Person], question: str) -> list[Person]:
    """The people with a level on this question."""
    return [person for person in persons if isinstance(person.values.get(question), int)]
