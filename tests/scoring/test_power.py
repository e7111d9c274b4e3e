"""What an experiment can show: every figure of the method, to the digits given there, and laws that any figure obeys."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.power import (
    RATE,
    READINGS,
    effect_size,
    exact_people_needed,
    exact_people_needed_z,
    luck,
    luck_of_fall,
    municipalities_needed,
    outlook,
    people_needed,
    people_needed_z,
    power,
    power_z,
    smallest_fall,
    smallest_goal,
)

LOWER = READINGS["relative"]
POINTS = READINGS["points"]
sizes = st.integers(1, 300)
shares = st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100)


# The figures of the method


def test_ten_percent_less_is_read_in_two_ways() -> None:
    assert [float(share) for share in (RATE, LOWER, POINTS)] == [0.47, 0.423, 0.37]


def test_the_effect_size() -> None:
    assert f"{effect_size(RATE, LOWER):.10f}" == "0.0945792417"


def test_people_needed_for_ten_percent_less() -> None:
    assert f"{exact_people_needed(RATE, LOWER):.2f}" == "1754.87"
    assert f"{exact_people_needed(RATE, POINTS):.2f}" == "380.98"
    assert (people_needed(RATE, LOWER), people_needed(RATE, POINTS)) == (1755, 381)


@pytest.mark.parametrize(("people", "seen"), [(20, "0.0603"), (100, "0.1026"), (400, "0.2673")])
def test_the_power_of_small_groups(people: int, seen: str) -> None:
    assert f"{power(RATE, LOWER, people):.4f}" == seen


@pytest.mark.parametrize(("people", "fall"), [(88, "43%"), (1000, "13%")])
def test_the_smallest_fall_that_shows(people: int, fall: str) -> None:
    assert f"{smallest_fall(RATE, people) or 0:.0%}" == fall


@pytest.mark.parametrize(("people", "chance"), [(20, "0.40"), (225, "0.15")])
def test_how_often_luck_gives_ten_percent_less(people: int, chance: str) -> None:
    assert f"{luck_of_fall(people):.2f}" == chance


def test_an_indicator_from_half_to_eighty_percent_needs_39_people_before_and_after() -> None:
    assert people_needed_z(Fraction(1, 2), Fraction(4, 5)) == 39


# Laws


def exact_luck(people: int, rate: Fraction, fall: Fraction) -> Fraction:
    """The same chance in exact fractions, from the definition: every pair of years."""
    chance = [math.comb(people, x) * rate**x * (1 - rate) ** (people - x) for x in range(people + 1)]
    pairs = ((x, y) for x in range(people + 1) for y in range(people + 1))
    return sum((chance[x] * chance[y] for x, y in pairs if y < x and y <= (1 - fall) * x), Fraction(0))


@given(st.integers(1, 12), shares, st.fractions(Fraction(1, 20), 1, max_denominator=20))
def test_the_chance_of_a_fall_is_that_of_the_definition(people: int, rate: Fraction, fall: Fraction) -> None:
    assert luck_of_fall(people, rate, fall) == pytest.approx(float(exact_luck(people, rate, fall)), rel=1e-9, abs=1e-12)


@given(st.integers(1, 150), shares)
def test_the_changes_by_luck_are_all_there_is(people: int, rate: Fraction) -> None:
    changes = luck(people, rate)
    assert math.fsum(change.chance for change in changes) == pytest.approx(1)
    assert math.fsum(change.chance for change in changes if change.fall) == pytest.approx(luck_of_fall(people, rate))
    assert all(before.high == after.low for before, after in pairwise(changes))
    assert [change.fall for change in changes] == [True] * 3 + [False] * 4
    assert [change.rise for change in changes] == [False] * 4 + [True] * 3


def test_a_single_person_changes_nothing_or_everything() -> None:
    changes = luck(1, Fraction(1, 2))
    assert [round(change.chance, 9) for change in changes] == [0.25, 0, 0, 0.5, 0, 0, 0.25]


def test_a_change_of_exactly_ten_percent_is_a_fall_and_a_rise_and_not_about_equal() -> None:
    # From 10 to 9 is a fall of exactly 10%, from 10 to 11 a rise of exactly 10%.
    rate, people = Fraction(1, 2), 11
    chance = [math.comb(people, x) / 2**people for x in range(people + 1)]
    equal = sum(chance[x] * chance[x] for x in range(people + 1))
    equal += chance[11] * chance[10] + chance[10] * 0  # 11 to 10 is a fall of 9%; every other step of one is 10% or more
    assert next(change for change in luck(people, rate) if not change.fall and not change.rise).chance == pytest.approx(equal)


@given(shares, shares, sizes, sizes)
def test_the_order_of_groups_changes_no_power(first: Fraction, second: Fraction, people: int, others: int) -> None:
    assert power(first, second, people, others) == pytest.approx(power(second, first, others, people))
    assert 0.05 - 1e-9 <= power(first, second, people, others) <= 1


@given(shares, shares, sizes)
def test_more_people_see_more(first: Fraction, second: Fraction, people: int) -> None:
    assert power(first, second, people + 1) >= power(first, second, people)
    assert power_z(first, second, people + 1) >= power_z(first, second, people)


@given(shares, shares)
def test_the_people_needed_have_the_power_and_one_fewer_has_not(first: Fraction, second: Fraction) -> None:
    if first == second or (needed := people_needed_z(first, second)) not in range(2, 5000):
        return
    assert power_z(first, second, needed) >= 0.8 - 1e-9
    assert power_z(first, second, needed - 1) < 0.8


@given(st.integers(2, 2000))
def test_the_smallest_fall_needs_exactly_these_people(people: int) -> None:
    fall = smallest_fall(RATE, people)
    if fall is not None:
        assert exact_people_needed(RATE, float(RATE) * (1 - fall)) == pytest.approx(people)
    goal = smallest_goal(Fraction(1, 2), people)
    if goal is not None:
        assert exact_people_needed_z(Fraction(1, 2), goal) == pytest.approx(people)


def test_groups_that_are_too_small_show_nothing() -> None:
    assert smallest_fall(RATE, 5) is None
    assert smallest_goal(Fraction(1, 2), 10) is None
    assert 0.99 < (smallest_goal(Fraction(1, 2), 11) or 0) <= 1


def test_everybody_against_nobody_shows_with_a_handful() -> None:
    assert [power_z(0, 1, people) for people in (1, 2)] == [0, 1]


def test_municipalities_are_rounded_up_and_years_share_the_work() -> None:
    assert [municipalities_needed(1755, 20, years) for years in (1, 3, 5)] == [88, 30, 18]
    assert municipalities_needed(1755, 1755) == 1
    assert municipalities_needed(1756, 1755) == 2


# All of it


def test_the_outlook_of_a_municipality_with_twenty_returns() -> None:
    found = outlook(20, 20)
    assert [(each.kind, each.goal, each.needed, each.municipalities) for each in found.readings] == [
        ("relative", LOWER, 1755, 88),
        ("points", POINTS, 381, 20),
    ]
    assert [(float(each.goal), each.needed, each.years) for each in found.rises] == [(0.7, 93, 5), (0.8, 39, 2), (0.9, 20, 1)]
    assert found.example.goal == Fraction(4, 5)
    assert found.luck_of_fall == luck_of_fall(20)
    assert found.smallest_fall == smallest_fall(RATE, 20)


def test_luck_is_of_all_returns_and_power_of_the_group() -> None:
    found = outlook(225, 20)
    assert found.luck_of_fall == luck_of_fall(225)
    assert found.readings[0].power == power(RATE, LOWER, 20)


# What cannot be


@pytest.mark.parametrize(
    ("returns", "group", "says"),
    [
        (0, 1, "Bij mensen die per jaar vrijkomen past geen 0. Vul een heel getal in van 1 tot en met 5.000."),
        (5001, 1, "Bij mensen die per jaar vrijkomen past geen 5001. Vul een heel getal in van 1 tot en met 5.000."),
        (20, -3, "Bij mensen die meedoen past geen -3. Vul een heel getal in van 1 tot en met 5.000."),
        (20.0, 20, "Bij mensen die per jaar vrijkomen past geen 20.0. Vul een heel getal in van 1 tot en met 5.000."),
        (True, 1, "Bij mensen die per jaar vrijkomen past geen True. Vul een heel getal in van 1 tot en met 5.000."),
        (20, 21, "Er doen 21 mensen mee, maar er komen er 20 per jaar vrij. Maak de groep even groot of kleiner."),
    ],
)
def test_numbers_that_do_not_fit_are_told(returns: int, group: int, says: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(says)}$"):
        outlook(returns, group)


SHARE = "Een aandeel ligt tussen 0% en 100%. Kies een getal daartussen."
SEEN = "De kans om een verschil te zien ligt tussen 50% en 100%. Gebruikelijk is 80%."
FALL = "Een daling ligt tussen 0% en 100%. Kies een daling daartussen."
SAME = "Zonder verschil is geen aantal te berekenen. Kies twee verschillende percentages."
FIXED = "Een cijfer van 0% of 100% kan alleen gelijk blijven. Kies een getal daartussen."


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: effect_size(1.2, 0.5), SHARE),
        (lambda: effect_size(0.5, -0.1), SHARE),
        (lambda: power_z(0.5, 1.1, 10), SHARE),
        (lambda: people_needed(0.5, 0.5), SAME),
        (lambda: people_needed_z(0.5, 0.5), SAME),
        (lambda: people_needed(0.5, 0.4, seen=1), SEEN),
        (lambda: people_needed_z(0.5, 0.4, seen=0.4), SEEN),
        (lambda: luck_of_fall(20, fall=Fraction(0)), FALL),
        (lambda: luck_of_fall(20, 0), FIXED),
        (lambda: smallest_fall(1, 20), FIXED),
        (lambda: smallest_goal(1, 20), FIXED),
        (lambda: power(0.5, 0.4, 0), "Bij het aantal past geen 0. Vul een heel getal in van 1 tot en met 5.000."),
        (lambda: municipalities_needed(0, 20), "Bij het aantal past geen 0. Vul een heel getal in vanaf 1."),
        (lambda: municipalities_needed(10, 0), "Bij het aantal past geen 0. Vul een heel getal in van 1 tot en met 5.000."),
    ],
)
def test_values_that_cannot_be_are_told(call: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(says)}$"):
        call()
