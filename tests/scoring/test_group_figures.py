"""Agreement, flags, roles and agenda of groups."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.groups import (
    Counts,
    agenda,
    agreement,
    average_deviation,
    figures,
    flags,
    low_median,
    shown_roles,
    shown_to_group,
)
from scoring.tree import score, score_group
from tests.builders import answers, nested

counts_of_five = st.tuples(*[st.integers(0, 9)] * 5)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 0, 0, 0, 0), F(1)),
        ((5, 0, 0, 0, 5), F(-1)),
        ((5, 0, 5, 0, 0), F(1, 6)),
        ((1, 2, 4, 2, 1), F(7, 20)),
        ((1, 0, 0, 0, 4), F(1, 5)),
        ((2, 2, 2, 2, 2), F(0)),
        ((0, 5, 5, 0, 0), F(3, 4)),
        ((5, 0, 0, 5, 0), F(-5, 12)),
        ((0, 1, 3, 4, 0), F(11, 16)),
        ((0, 2, 3, 1, 0), F(2, 3)),
        ((30, 40, 210, 130, 530, 50, 10), F(917, 1500)),
        ((0, 0, 0, 0, 0), None),
    ],
)
def test_van_der_eijks_agreement(counts: tuple[int, ...], expected: F | None) -> None:
    assert agreement(counts) == expected


@given(counts_of_five.filter(any), st.integers(2, 4))
def test_agreement_is_bounded_symmetric_and_free_of_group_size(counts: Counts, times: int) -> None:
    value = agreement(counts)
    assert value is not None
    assert -1 <= value <= 1
    assert agreement(counts[::-1]) == value
    assert agreement([count * times for count in counts]) == value


def test_median_and_average_deviation() -> None:
    assert low_median((2, 0, 0, 1, 1)) == 1
    assert low_median((1, 0, 0, 1, 1)) == 4
    assert average_deviation((0, 1, 3, 1, 0)) == F(2, 5)
    with pytest.raises(ValueError, match="geen mediaan"):
        low_median((0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("counts", "unknown", "not_applicable", "expected"),
    [
        ((5, 0, 0, 5, 0), 0, 0, ("verdeeld", "spreiding")),
        ((1, 0, 0, 1, 0), 0, 0, ()),  # two people: nothing
        ((2, 0, 0, 1, 0), 0, 0, ("spreiding",)),
        ((2, 0, 1, 0, 0), 0, 0, ()),  # a range of 2
        ((0, 2, 0, 0, 0), 1, 0, ()),  # a third, but one person
        ((0, 4, 0, 0, 0), 2, 0, ("onbekend",)),
        ((0, 5, 0, 0, 0), 2, 0, ()),
        ((0, 4, 0, 0, 0), 0, 1, ("toepasselijkheid",)),
        ((0, 1, 0, 0, 0), 0, 4, ("toepasselijkheid",)),
        ((0, 5, 0, 0, 0), 0, 1, ()),
        ((0, 1, 0, 0, 0), 0, 5, ()),
        ((0, 0, 0, 0, 0), 0, 0, ()),
    ],
)
def test_flags(counts: Counts, unknown: int, not_applicable: int, expected: tuple[str, ...]) -> None:
    assert flags(counts, unknown, not_applicable, {}) == expected


def test_agreement_of_exactly_a_half_is_not_divided() -> None:
    counts = (0, 2, 2, 2, 0)
    assert agreement(counts) == F(1, 2)
    assert flags(counts, 0, 0, {}) == ()


def test_a_difference_of_exactly_one_level_between_roles_is_flagged() -> None:
    all_two, all_three, nearly_three = (0, 5, 0, 0, 0), (0, 0, 5, 0, 0), (0, 1, 4, 0, 0)
    assert "rolverschil" in flags((0, 5, 5, 0, 0), 0, 0, {"a": all_two, "b": all_three})
    assert "rolverschil" not in flags((0, 6, 4, 0, 0), 0, 0, {"a": all_two, "b": nearly_three})
    assert "rolverschil" not in flags((0, 5, 4, 0, 0), 0, 0, {"a": all_two})


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [((6, 5, 2), [6]), ((6, 7), [6, 7]), ((4, 3), []), ((8, 3, 3), [8]), ((10, 4, 1), [10]), ((5, 1), []), ((5, 5), [5, 5])],
)
def test_roles_that_may_be_shown(sizes: tuple[int, ...], shown: list[int]) -> None:
    roles: dict[str, Counts] = {f"r{place}": (size, 0, 0, 0, 0) for place, size in enumerate(sizes)}
    assert [sum(counts) for counts in shown_roles(roles, sum(sizes)).values()] == shown


def test_the_smallest_role_is_hidden_first_whatever_its_name() -> None:
    sizes = {"a": 5, "b": 8, "c": 5}
    roles: dict[str, Counts] = {role: (size, 0, 0, 0, 0) for role, size in sizes.items()}
    assert list(shown_roles(roles, 18 + 2)) == ["a", "b"]  # of two equal ones the last name
    assert list(shown_roles({**roles, "a": (6, 0, 0, 0, 0)}, 19 + 2)) == ["a", "b"]
    assert list(shown_roles({**roles, "c": (6, 0, 0, 0, 0)}, 19 + 2)) == ["b", "c"]


@given(st.dictionaries(st.sampled_from("abcde"), counts_of_five, max_size=5), st.integers(0, 6))
def test_no_shown_role_and_no_remainder_is_smaller_than_five(roles: dict[str, Counts], without_role: int) -> None:
    total = sum(sum(counts) for counts in roles.values()) + without_role
    shown = shown_roles(roles, total)
    assert all(sum(counts) >= 5 for counts in shown.values())
    rest = total - sum(sum(counts) for counts in shown.values())
    assert not shown or rest == 0 or rest >= 5


def test_people_without_a_role_count_in_the_remainder() -> None:
    questionnaire = nested([[[1]]])
    people = [answers(questionnaire, 3)] * 8
    with_two_strangers = score_group(questionnaire, people, ["beleid"] * 6 + [None, None])
    assert with_two_strangers.group["q1"].roles == {}
    assert score_group(questionnaire, people, ["beleid"] * 8).group["q1"].roles == {"beleid": (0, 0, 8, 0, 0)}


def test_a_flag_does_not_reveal_a_role_that_is_hidden() -> None:
    """Six, five and two people: the five are hidden to protect the two, so they raise no flag either."""
    questionnaire = nested([[[1]]])
    people = [answers(questionnaire, level) for level in [3] * 6 + [4] * 5 + [3] * 2]
    figures = score_group(questionnaire, people, ["a"] * 6 + ["b"] * 5 + ["c"] * 2).group["q1"]
    assert list(figures.roles) == ["a"]
    assert "rolverschil" not in figures.flags


@pytest.mark.parametrize(("people", "shown"), [(1, "nothing"), (2, "nothing"), (3, "themes"), (4, "themes"), (5, "questions")])
def test_what_a_small_group_may_see(people: int, shown: str) -> None:
    assert shown_to_group(people) == shown


def test_the_agenda_orders_by_flags_then_agreement_then_questionnaire() -> None:
    questionnaire = nested([[[1] * 7]])
    columns = {
        "q1": [3, 3, 3, 3, 3],  # all alike
        "q2": [2, 3, 3, 3, 4],  # A below 1, no flag
        "q3": [1, 1, 5, 5, 5],  # divided and wide: two flags
        "q4": [3, 3, 3, "unknown", "unknown"],  # one flag, A = 1
        "q5": [1, 2, 3, 4, 5],  # two flags, A = 0
        "q6": [3, 3, 3, 3, 3],
        "q7": [3, 3, 3, 3, 3],
    }
    people = [{id: column[person] for id, column in columns.items()} for person in range(5)]
    assert agenda(questionnaire, score_group(questionnaire, people)) == ("q3", "q5", "q4", "q2", "q1")


def test_solo_has_no_agenda() -> None:
    questionnaire = nested([[[1]]])
    assert agenda(questionnaire, score(questionnaire, {"q1": 1})) == ()


@pytest.mark.parametrize(("unknown", "not_applicable"), [(1, 0), (0, 1), (2, 2)])
def test_one_to_four_without_a_level_hide_the_role_of_all_others(unknown: int, not_applicable: int) -> None:
    """Else everybody knows what those few did: they are the rest of the group."""
    five: Counts = (0, 0, 5, 0, 0)
    assert figures(five, 0, 0, {"beleid": five}).roles == {"beleid": five}
    assert figures(five, unknown, not_applicable, {"beleid": five}).roles == {}
    assert figures(five, 0, 5, {"beleid": five}).roles == {"beleid": five}
