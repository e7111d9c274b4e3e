"""Two profiles in one figure: the same levels in radar and dots, a gap for what is missing, and no reliance on colour."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.differences import Common
from scoring.change import PartChange
from scoring.series import Point
from screens.change_charts import Pair, dots, enough, radar, sparkline
from screens.earlier import _LINK

MOVED = PartChange("a", Common(3, 3), compared=3, steps=Fraction(3), difference=Fraction(25))
SMALL = PartChange("b", Common(3, 3), compared=3, steps=Fraction(1), difference=Fraction(25, 3))
OTHER = PartChange("c", Common(0, 3), why="questions")
PAIRS = (
    Pair("Contact", Fraction(2), Fraction(3), MOVED),
    Pair("Plek", Fraction(7, 3), Fraction(8, 3), SMALL),
    Pair("Werk", None, Fraction(4), OTHER),
    Pair("Gezin", Fraction(1), None, OTHER),
)


def traces(figure: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    before, now = figure["data"]
    return before, now


def test_radar_and_dots_show_the_same_levels_and_no_zero() -> None:
    before, now = traces(radar(PAIRS, "toen", "nu"))
    assert before["r"] == [2.0, 7 / 3, None, 1.0, 2.0]
    assert now["r"] == [3.0, 8 / 3, 4.0, None, 3.0]
    assert now["text"][:4] == ["3,0", "2,7", "4,0", ""]
    was, is_ = traces(dots(PAIRS, "toen", "nu"))
    assert dict(zip(was["y"], was["x"], strict=True)) == {0: 2.0, 1: 7 / 3, 3: 1.0}
    assert dict(zip(is_["y"], is_["text"], strict=True)) == {0: "3,0", 1: "2,7", 2: "4,0"}


def test_then_and_now_differ_in_colour_dash_and_shape() -> None:
    before, now = traces(radar(PAIRS, "3 mei 2025", "24 november 2026"))
    assert before["line"]["color"] != now["line"]["color"]
    assert (before["line"]["dash"], now["line"].get("dash")) == ("dash", None)
    assert before["marker"]["symbol"] != now["marker"]["symbol"]
    assert (before["name"], now["name"]) == ("Toen: 3 mei 2025", "Nu: 24 november 2026")


def test_only_a_whole_profile_is_filled_and_only_the_newest() -> None:
    assert [trace.get("fill", "none") for trace in traces(radar(PAIRS, "toen", "nu"))] == ["none", "none"]
    assert [trace.get("fill", "none") for trace in traces(radar(PAIRS[:3], "toen", "nu"))] == ["none", "toself"]


def test_a_demonstrable_difference_is_a_thick_line() -> None:
    ways = dots(PAIRS, "toen", "nu")["layout"]["shapes"]
    assert [(way["y0"], way["line"]["width"]) for way in ways] == [(0, 6), (1, 1.5)]


def test_a_radar_needs_three_themes_with_both_moments() -> None:
    assert not enough(PAIRS)
    assert enough((*PAIRS, PAIRS[0]))


def test_a_line_through_time_has_a_gap_where_a_moment_says_nothing() -> None:
    levels = [Fraction(1), None, Fraction(3), Fraction(5)]
    drawn = sparkline([Point(level, level is not None) for level in levels])
    assert drawn.count("<circle") == 3
    assert drawn.count('stroke-width="2"') == 1
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)]
    assert heights == sorted(heights, reverse=True)
    assert 'aria-hidden="true"' in drawn


TOKEN = "AbC_-" + "x" * 27


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"https://zelfscan.voorbeeld.nl/verder/{TOKEN}", TOKEN),
        (f"/begeleiden/{TOKEN}/", TOKEN),
        (TOKEN, TOKEN),
        (f"https://voorbeeld.nl/{TOKEN}", None),
        (f"https://voorbeeld.nl/verder/{TOKEN}x", None),
        (f"https://voorbeeld.nl/verder/{TOKEN[:-1]}", None),
        (f"https://voorbeeld.nl/terug/{TOKEN}", None),
        ("", None),
    ],
)
def test_what_is_a_link_of_a_measurement(text: str, found: str | None) -> None:
    match = _LINK.search(text)
    assert (match.group(1) if match else None) == found
