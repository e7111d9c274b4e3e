"""The figures on the shared screen carry the numbers of the group view, and nothing where it has none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaire.models import Question, Questionnaire
from scoring.second_round import shift
from scoring.sharing import share
from scoring.view import GroupView
from scoring.words import level_text
from screens.workshop import distribution, figures
from tests.builders import nested
from tests.scoring.rooms import people, room

SIX = nested([[[1, 1]] * 3, [[1, 1]] * 3])
"""Six themes of two questions."""


def view(*columns: list[int | str | None], questionnaire: Questionnaire = SIX) -> GroupView:
    return share(questionnaire, room(questionnaire, *columns))


def means(figure: dict[str, Any]) -> dict[str, Any]:
    """The trace with the means."""
    found: dict[str, Any] = next(trace for trace in figure["data"] if trace["name"] == "Gemiddelde")
    return found


def varied() -> GroupView:
    """Six people; the third theme is hardly known, the fifth does not apply."""
    unknown: list[int | str | None] = ["dk", "dk", "dk", "dk", 2, None]
    return view(
        [1, 2, 2, 3, 4, 5],
        [2, 2, 2, 3, 4, 4],
        [3] * 6,
        [3, 3, 3, 3, "dk", 4],
        unknown,
        unknown,
        [1, 1, 1, 1, 1, 5],
        [5, 5, 1, 1, 1, 5],
        ["na"] * 6,
        ["na"] * 6,
        [2, 3, 4, 2, 3, 4],
        [2, 3, 4, 2, 3, 4],
    )


@settings(max_examples=40)
@given(st.data())
def test_every_number_in_the_figures_is_one_of_the_view(data: st.DataObject) -> None:
    found = share(SIX, data.draw(people(SIX, min_size=3, max_size=9)))
    assume(found.themes)
    themes = figures.axes(SIX, found)
    levels = {place: found.themes[theme.id].shown_level for place, theme in enumerate(SIX.themes)}
    known = {place: float(level) for place, level in levels.items() if level is not None}

    dots = figures.dots(themes)
    mean = means(dots)
    assert dict(zip(mean["y"], mean["x"], strict=True)) == known
    assert mean["text"] == [level_text(level) for level in levels.values() if level is not None]
    ranges = {trace["y"][0]: tuple(trace["x"]) for trace in dots["data"] if trace["mode"] == "lines+markers"}
    assert ranges == {
        place: (spread.lowest, spread.highest)
        for place, theme in enumerate(SIX.themes)
        if (spread := found.spread.get(theme.id)) is not None and place in known
    }
    gaps = [trace for trace in dots["data"] if trace["name"] == "Geen uitkomst"]
    assert sorted(place for trace in gaps for place in trace["y"]) == sorted(set(levels) - set(known))

    radius = means(figures.radar(themes))["r"]
    assert [known.get(place) for place in levels] == radius[:-1]
    assert radius[0] == radius[-1]


def test_the_band_has_the_quarters_and_stops_where_a_theme_has_no_outcome() -> None:
    found = varied()
    themes = figures.axes(SIX, found)
    assert [axis.text for axis in themes] == ["2,8", "3,1", "geen uitkomst", "2,3", "niet van toepassing", "3,0"]
    bands = [trace for trace in figures.radar(themes)["data"] if trace["name"] == "Middelste helft"]
    spread = [found.spread[id] for id in ("t6", "t1", "t2")]
    outward, inward = [one.high_quarter for one in spread], [one.low_quarter for one in spread]
    alone = found.spread["t4"]
    assert [(trace["r"], trace["theta"]) for trace in bands] == [
        ([alone.high_quarter, alone.low_quarter], [180, 180]),
        (outward + inward[::-1], [300, 0, 60, 60, 0, 300]),
    ]
    assert bands[0]["line"]["width"] > 0


def test_a_whole_ring_closes() -> None:
    found = view(*[[2, 2, 3, 3, 4, 4]] * 12)
    (band,) = [trace for trace in figures.radar(figures.axes(SIX, found))["data"] if trace["name"] == "Middelste helft"]
    assert band["theta"] == [0, 60, 120, 180, 240, 300, 0, 0, 300, 240, 180, 120, 60, 0]
    assert set(band["r"][:7]) == {found.spread["t1"].high_quarter}
    assert set(band["r"][7:]) == {found.spread["t1"].low_quarter}


def test_what_is_open_is_a_bar_as_long_as_the_interval() -> None:
    found = varied()
    bars = figures.dots(figures.axes(SIX, found))["layout"]["shapes"]
    node = found.themes["t2"]
    assert node.low_level is not None
    assert node.high_level is not None
    assert [(bar["x0"], bar["x1"]) for bar in bars] == [
        (pytest.approx(float(node.low_level) - 0.03), pytest.approx(float(node.high_level) + 0.03))
    ]


def test_three_people_get_no_spread_and_two_get_no_theme() -> None:
    three = figures.axes(SIX, view(*[[1, 3, 5]] * 12))
    assert all(axis.spread is None and axis.value == 3 for axis in three)
    assert [trace["name"] for trace in figures.radar(three)["data"]] == ["Gemiddelde"]
    assert {len(row) for row in figures.rows(three)} == {3}
    assert figures.axes(SIX, view(*[[1, 5]] * 12)) == ()


def test_a_radar_needs_three_known_themes() -> None:
    two = nested([[[1, 1]] * 2])
    assert not figures.enough(figures.axes(two, view(*[[1, 3, 5]] * 4, questionnaire=two)))
    assert figures.enough(figures.axes(SIX, varied()))


def test_the_table_says_the_same() -> None:
    assert figures.rows(figures.axes(SIX, varied())) == [
        ("Thema t1", "2,8", "alles bekend", "2 tot 4", "1 tot 5"),
        ("Thema t2", "3,1", "2,9 tot 3,3", "3", "3 tot 4"),
        ("Thema t3", "geen uitkomst", "–", "–", "–"),
        ("Thema t4", "2,3", "alles bekend", "1 tot 5", "1 tot 5"),
        ("Thema t5", "niet van toepassing", "–", "–", "–"),
        ("Thema t6", "3,0", "alles bekend", "2 tot 4", "2 tot 4"),
    ]


# One question


def question(questionnaire: Questionnaire = SIX) -> Question:
    return questionnaire.question_by_id["q1"]


def test_a_distribution_without_a_view_has_the_levels_and_no_number_of_people() -> None:
    html = distribution.anchors(question(), None)
    assert all(question().levels[level] in html for level in range(1, 6))
    assert "baan" not in html
    assert "mens" not in html
    assert distribution.summary(None) == ""


def test_two_rounds_stand_side_by_side() -> None:
    before = varied().questions["q1"]
    after = view([2, 2, 2, 3, 3, 3], *[[3] * 6] * 11).questions["q1"]
    html = distribution.anchors(question(), after, shift(before, after), agreed=2)
    assert [html.count(f"eerst {count}<") for count in (0, 1, 2)] == [0, 4, 1]
    assert [html.count(f"nu {count}<") for count in (0, 3)] == [3, 2]
    assert html.count('<li class="gekozen"><span class="niveau">2<') == 1
    moved = distribution.moved(shift(before, after))
    assert "<strong>2,8</strong> uiteenlopend" in moved
    assert "<strong>2,5</strong> dicht bij elkaar" in moved


def test_a_question_hardly_anyone_knows_shows_no_bar() -> None:
    seen = varied().questions["q5"]
    assert "baan" not in distribution.anchors(question(), seen)
    assert distribution.summary(seen) == "Te weinig antwoorden om te tonen; weet ik niet: 4; open gelaten: 1."


def test_roles_are_a_table_of_the_shown_counts() -> None:
    html = distribution.roles({"beleid": "Beleid & co"}, {"beleid": (0, 2, 4, 0, 0)})
    assert "Beleid &amp; co" in html
    assert html.count("<td>") == 5
    assert '<span style="--deel:100%">4</span>' in html
    assert distribution.roles({}, {}) == ""


def test_the_mean_of_a_summary_is_exact() -> None:
    seen = varied().questions["q1"]
    assert distribution.summary(seen) == f"Gemiddeld niveau {level_text(Fraction(17, 6))}, uiteenlopend."
