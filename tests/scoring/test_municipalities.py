"""What may be shown of many municipalities: shares in tenths, no single municipality at an end, nothing that ranks."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.municipalities import EVERY_STAGE_FROM, Band, Distribution, basis, complete, distribution, stages
from scoring.tree import score
from tests.builders import idea, nested

COUNTS = st.tuples(*[st.integers(0, 40)] * 5)


def changed(questionnaire: Questionnaire, **question: object) -> Questionnaire:
    """The same questionnaire with one question changed."""
    line = questionnaire.lines[0]
    theme = line.themes[0]
    first = theme.questions[0].model_copy(update=question)
    theme = theme.model_copy(update={"questions": (first, *theme.questions[1:])})
    line = line.model_copy(update={"themes": (theme, *line.themes[1:])})
    parts = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
    return Questionnaire(**{**parts, "lines": (line, *questionnaire.lines[1:])})


def test_what_counts_together_has_the_same_questions_in_the_same_wording(small: Questionnaire) -> None:
    assert basis(changed(small, text="Een tikfout hersteld?")) == basis(small)
    assert basis(nested([[[1, 1], [1]]], [idea("ander", {"q1": ("core", 1, 3)})])) == basis(small)
    assert len(basis(small)) == 64
    others = [changed(small, wording=2), changed(small, weight=Fraction(2)), changed(small, id="q9"), nested([[[1, 1]]], [])]
    assert len({basis(small), *(basis(other) for other in others)}) == 5


def test_the_order_in_the_files_makes_no_difference(small: Questionnaire) -> None:
    line = small.lines[0]
    parts = {name: getattr(small, name) for name in Questionnaire.model_fields}
    turned = Questionnaire(**{**parts, "lines": (line.model_copy(update={"themes": line.themes[::-1]}),)})
    assert basis(turned) == basis(small)


@pytest.mark.parametrize(
    ("answers", "shared", "enough"),
    [
        ({"q1": 2, "q2": 3, "q3": 4}, {"l1": 3, "t1": 3, "t2": 4}, True),
        ({"q1": 2, "q2": 3}, {"l1": 3, "t1": 3}, False),  # one theme of two, though the line has an outcome
        ({"q1": 2, "q2": 3, "q3": "not_applicable"}, {"l1": 3, "t1": 3}, True),
        ({"q1": 2, "q2": "unknown", "q3": 4}, {"l1": 3, "t2": 4}, False),
        ({}, {}, False),
        (dict.fromkeys(("q1", "q2", "q3"), "not_applicable"), {}, False),
    ],
)
def test_only_what_has_an_outcome_is_shared(
    small: Questionnaire, answers: dict[str, Value], shared: dict[str, int], enough: bool
) -> None:
    scores = score(small, answers)
    assert stages(scores) | {"l1": 0} == shared | {"l1": 0}
    assert complete(scores) is enough


def test_fewer_than_five_show_nothing() -> None:
    assert distribution((1, 1, 1, 1, 0)) is None
    assert distribution(()) is None
    assert distribution((4, 0, 0, 0, 0), wide=True) is None


def test_a_few_stand_in_wide_bands_and_many_in_stages() -> None:
    assert distribution((1, 1, 2, 0, 1)) == Distribution(5, (Band(1, 2, 4), Band(3, 3, 4), Band(4, 5, 2)), middle=Band(3, 3, 4))
    many = distribution((2, 10, 4, 3, 1))
    assert many is not None
    assert [(band.first, band.last, band.tenths) for band in many.bands] == [
        *((1, 1, 1), (2, 2, 5), (3, 3, 2), (4, 4, 2), (5, 5, 1)),
    ]
    assert many.middle.title == "fase 2"
    wide = distribution((2, 10, 4, 3, 1), wide=True)
    assert wide is not None
    assert [band.title for band in wide.bands] == ["fase 1 of 2", "fase 3", "fase 4 of 5"]


@given(counts=COUNTS)
def test_what_is_shown_is_rounded_and_names_no_end(counts: tuple[int, ...]) -> None:
    found, many = distribution(counts), sum(counts)
    if many < 5:
        assert found is None
        return
    assert found is not None
    assert found.at_least % 5 == 0
    assert many - 5 < found.at_least <= many
    # The bands cover all stages, also those where nobody stands: where they begin and end says nothing.
    assert [level for band in found.bands for level in range(band.first, band.last + 1)] == [1, 2, 3, 4, 5]
    assert len(found.bands) == (5 if many >= EVERY_STAGE_FROM else 3)
    for band in found.bands:
        share = Fraction(10 * sum(counts[band.first - 1 : band.last]), many)
        assert abs(band.tenths - share) <= Fraction(1, 2)
    assert found.middle in found.bands


@given(where=st.lists(st.integers(1, 5), min_size=5, max_size=EVERY_STAGE_FROM - 1), stage=st.sampled_from([0, 3]))
def test_among_a_few_nobody_sees_who_stands_at_an_end(where: list[int], stage: int) -> None:
    """Whoever stands in stage 1 could stand in 2 (and 4 in 5): the page would be the same."""
    counts = [where.count(level) for level in range(1, 6)]
    moved = list(counts)
    moved[stage], moved[stage + 1] = 0, counts[stage] + counts[stage + 1]
    assert distribution(moved) == distribution(counts)


def test_there_is_no_field_for_a_place_or_a_name() -> None:
    assert {field.name for field in fields(Distribution)} == {"at_least", "bands", "middle"}
    assert {field.name for field in fields(Band)} == {"first", "last", "tenths"}


def test_a_band_holds_its_own_stages() -> None:
    assert [Band(4, 5, 3).holds(stage) for stage in (3, 4, 5)] == [False, True, True]
