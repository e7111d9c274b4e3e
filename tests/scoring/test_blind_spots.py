"""What roles see differently, what is not known everywhere, and what one person sees beside the group."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import UNKNOWN, Value
from questionnaire.models import Questionnaire
from scoring.blind_spots import APART_FROM, MOST_OWN, BlindSpots, blind_spots, own_blind_spots
from scoring.groups import mean_level
from scoring.sharing import share
from scoring.view import GroupView
from tests.builders import answers_to, nested, one_theme
from tests.scoring.rooms import people, room

ONE = one_theme(1)
Cell = int | str | None


def view(*columns: list[Cell], roles: list[str | None], questionnaire: Questionnaire = ONE) -> GroupView:
    return share(questionnaire, room(questionnaire, *columns, roles=roles))


def spots(*columns: list[Cell], roles: list[str | None], questionnaire: Questionnaire = ONE) -> BlindSpots:
    return blind_spots(questionnaire, view(*columns, roles=roles, questionnaire=questionnaire))


TWO_ROLES: list[str | None] = ["beleid"] * 6 + ["wijkteam"] * 6


# Between roles


def test_two_roles_that_see_something_else() -> None:
    found = spots([4] * 6 + [2] * 6, roles=TWO_ROLES)
    assert [(spot.question, spot.size) for spot in found.roles] == [("q1", 2)]
    assert found.roles[0].sentence == "'Beleid' ziet dit gemiddeld 2 niveaus hoger dan 'Wijkteam'."
    assert found.unknown == ()


@pytest.mark.parametrize(("higher", "seen"), [([4] * 6, 1), ([4, 4, 4, 4, 4, 3], 0)])
def test_roles_differ_from_one_whole_level_on(higher: list[Cell], seen: int) -> None:
    assert len(spots([*higher, *[3] * 6], roles=TWO_ROLES).roles) == seen


@pytest.mark.parametrize("sizes", [(6, 4), (4, 4)])
def test_a_role_that_may_not_be_shown_is_in_no_blind_spot(sizes: tuple[int, int]) -> None:
    roles: list[str | None] = ["beleid"] * sizes[0] + ["wijkteam"] * sizes[1]
    assert not spots([5] * sizes[0] + [1] * sizes[1], roles=roles)


def test_a_group_of_four_has_no_blind_spots() -> None:
    assert spots([1, 5, "dk", "dk"], roles=["beleid"] * 4) == BlindSpots()


def test_the_largest_difference_comes_first_and_equal_ones_keep_their_order() -> None:
    questionnaire = one_theme(1, 1, 1)
    small, large = [4] * 6 + [3] * 6, [5] * 6 + [2] * 6
    found = spots(small, large, small, roles=TWO_ROLES, questionnaire=questionnaire)
    assert [(spot.question, spot.size) for spot in found.roles] == [("q2", 3), ("q1", 1), ("q3", 1)]


# What is not known everywhere


def test_what_many_people_do_not_know_is_said_with_the_role_that_knows_it() -> None:
    found = spots([3] * 6 + ["dk"] * 5 + [None], [3] * 12, roles=TWO_ROLES, questionnaire=one_theme(1, 1))
    assert found.roles == ()
    assert [(spot.question, spot.size) for spot in found.unknown] == [("q1", Fraction(1, 2))]
    assert found.unknown[0].sentence == (
        "5 van de 12 weten het antwoord niet en 1 liet de vraag open. "
        "Bij 'Beleid' weten mensen het vaker dan in de rest van de groep."
    )


def test_two_roles_can_know_it() -> None:
    roles: list[str | None] = [*TWO_ROLES, *[None] * 7]
    found = spots([3] * 12 + ["dk"] * 7, roles=roles)
    assert found.unknown[0].sentence == (
        "7 van de 19 weten het antwoord niet. Bij 'Beleid' en bij 'Wijkteam' weten mensen het vaker dan in de rest van de groep."
    )


@pytest.mark.parametrize(
    ("column", "roles"),
    [
        ([3] * 6 + ["dk"] * 5 + ["na"], TWO_ROLES),  # who has no level need not be someone who does not know
        ([3] * 6 + ["dk"] * 5, ["beleid"] * 11),  # there is no rest of the group
        ([3] * 2 + ["dk"] * 9, ["beleid"] * 5 + ["wijkteam"] * 6),  # too few know it, so no role is shown
        ([3] * 4 + ["dk"] * 2 + [3] * 4 + ["dk"] * 2, TWO_ROLES),  # both roles have too few answers
    ],
)
def test_no_role_is_named(column: list[Cell], roles: list[str | None]) -> None:
    found = spots(column, roles=roles)
    assert len(found.unknown) == 1
    assert "vaker" not in found.unknown[0].sentence


def test_the_contrast_counts_exactly() -> None:
    """12 of 15 know it in one role; 7 of 15 others is exactly a third less, 8 of 15 is not."""
    roles: list[str | None] = ["beleid"] * 15 + ["wijkteam"] * 15
    for others, named in ((7, True), (8, False)):
        column: list[Cell] = [3] * 12 + ["dk"] * 3 + [3] * others + ["dk"] * (15 - others)
        (spot,) = spots(column, roles=roles).unknown
        assert ("Bij 'Beleid' weten" in spot.sentence) is named
        assert "Wijkteam" not in spot.sentence


def test_what_fewest_people_know_comes_first() -> None:
    questionnaire = one_theme(1, 1, 1)
    columns: list[list[Cell]] = [[3] * 8 + ["dk"] * 4, [3] * 4 + ["dk"] * 8, [3] * 8 + ["dk"] * 4]
    found = spots(*columns, roles=[None] * 12, questionnaire=questionnaire)
    assert [spot.question for spot in found.unknown] == ["q2", "q1", "q3"]
    assert found.unknown[0].sentence == "8 van de 12 weten het antwoord niet."


# One person beside the group


SIX: list[Cell] = [2, 2, 2, 2, 2, 5]  # mean 2.5


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (5, "U ziet dit 2,5 niveaus hoger dan de groep gemiddeld."),
        (4, "U ziet dit 1,5 niveau hoger dan de groep gemiddeld."),
        (1, "U ziet dit 1,5 niveau lager dan de groep gemiddeld."),
        (3, None),
        (2, None),
        (UNKNOWN, None),
    ],
)
def test_one_person_beside_the_group(mine: Value, sentence: str | None) -> None:
    found = own_blind_spots(ONE, view(SIX, roles=[None] * 6), {"q1": mine})
    assert [spot.sentence for spot in found] == ([] if sentence is None else [sentence])


def test_without_a_distribution_nothing_stands_beside_the_own_answer() -> None:
    for column in ([5, 1, 1, 1], [5, 1, "dk", "dk", "dk", "dk"]):
        assert own_blind_spots(ONE, view(column, roles=[None] * len(column)), {"q1": 5}) == ()
    assert own_blind_spots(ONE, view(SIX, roles=[None] * 6), {}) == ()


def test_the_largest_three_are_told() -> None:
    questionnaire = one_theme(1, 1, 1, 1, 1)
    group = view([2] * 6, [3] * 6, [1] * 6, [2] * 6, [3] * 6, roles=[None] * 6, questionnaire=questionnaire)
    found = own_blind_spots(questionnaire, group, {f"q{place}": 5 for place in range(1, 6)})
    assert [(spot.question, spot.size) for spot in found] == [("q3", 4), ("q1", 3), ("q4", 3)]


@given(st.data())
def test_own_blind_spots_are_true(data: st.DataObject) -> None:
    questionnaire = nested([[[1, 1], [1]], [[1, 1]]])
    group = share(questionnaire, data.draw(people(questionnaire, max_size=9)))
    values = data.draw(answers_to(questionnaire))
    found = own_blind_spots(questionnaire, group, values)
    assert len(found) <= MOST_OWN
    assert [spot.size for spot in found] == sorted((spot.size for spot in found), reverse=True)
    for spot in found:
        counts, mine = group.questions[spot.question].counts, values[spot.question]
        assert counts is not None
        assert isinstance(mine, int)
        assert spot.size == abs(mine - mean_level(counts)) >= APART_FROM
        assert ("hoger" in spot.sentence) == (mine > mean_level(counts))
