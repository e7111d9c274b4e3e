"""The run chart: the median, and six points in a row on one side of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.run_chart import RUN, Run, median, run_chart, share

points = st.lists(st.none() | st.fractions(0, 1, max_denominator=10), max_size=30)


def test_a_share_is_of_the_known_answers() -> None:
    assert share(3, 1) == Fraction(3, 4)
    assert share(0, 2) == 0
    assert share(0, 0) is None


def test_a_count_below_zero_is_told() -> None:
    for counts in ((-1, 2), (2, -1)):
        with pytest.raises(ValueError, match="Een aantal kan niet lager zijn dan 0"):
            share(*counts)


def test_the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() -> None:
    half, third, fifth = Fraction(1, 2), Fraction(1, 3), Fraction(1, 5)
    assert median([half, fifth, third]) == third
    assert median([half, fifth]) == Fraction(7, 20)
    assert median([]) is None


def low_then_high(high: int) -> list[Fraction | None]:
    return [Fraction(2, 5), Fraction(1, 5), Fraction(2, 5), Fraction(1, 5), *[Fraction(4, 5)] * high]


def test_six_points_above_the_line_of_before_are_a_change_and_five_are_not() -> None:
    assert run_chart(low_then_high(5), before=4).changes == ()
    assert run_chart(low_then_high(6), before=4).changes == (Run(start=4, end=9, length=6, side=1),)
    assert run_chart([Fraction(1, 5), *[Fraction(3, 5)] * 6, Fraction(1, 2)], before=1).changes == (Run(1, 7, 7, 1),)


def test_points_on_the_line_and_empty_periods_neither_count_nor_break() -> None:
    low, line, high = Fraction(1, 5), Fraction(1, 2), Fraction(4, 5)
    chart = run_chart([line, high, high, None, high, line, high, high, None, high, low], before=1)
    assert chart.median == line
    assert chart.runs == (Run(1, 9, 6, 1), Run(10, 10, 1, -1))


def test_six_points_below_the_line_are_a_change_too() -> None:
    chart = run_chart([Fraction(1, 2), *[Fraction(1, 10)] * 6], before=1)
    assert [(run.length, run.side) for run in chart.changes] == [(6, -1)]


def test_the_line_needs_points_and_at_least_one_period() -> None:
    assert run_chart([]).median is None
    assert run_chart([None, Fraction(1, 2)], before=1).runs == ()
    with pytest.raises(ValueError, match="De lijn heeft minstens 1 periode nodig"):
        run_chart([Fraction(1, 2)], before=0)


@given(points)
def test_runs_are_the_stretches_on_one_side_in_order_of_time(values: list[Fraction | None]) -> None:
    chart = run_chart(values)
    sides = [1 if value > chart.median else -1 for value in values if value not in (None, chart.median)]  # type: ignore[operator]
    assert [(run.side, run.length) for run in chart.runs] == [(side, len(list(group))) for side, group in groupby(sides)]
    assert all(run.length >= RUN for run in chart.changes)


@given(points)
def test_more_no_than_yes_mirrors_the_chart(values: list[Fraction | None]) -> None:
    mirrored = run_chart([None if value is None else 1 - value for value in values])
    assert [(run.start, run.end, -run.side) for run in mirrored.runs] == [
        (run.start, run.end, run.side) for run in run_chart(values).runs
    ]
