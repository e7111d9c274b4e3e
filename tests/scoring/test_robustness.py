"""How sure a ranking is: the exact chance under any weights, and what unknown answers leave open."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.certainty_words import RULE, certainty, whose_view
from scoring.groups import MIN_PEOPLE
from scoring.model import Result
from scoring.reasons import reasons
from scoring.result import assess, assess_group
from scoring.robustness import STAYS_FROM, End, Rank, chance_above, group_robustness, robustness
from scoring.sharing import Person, share
from tests.builders import answers, answers_to, groups, nested, questionnaires

scores = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=12), min_size=1, max_size=4)
few = st.lists(st.integers(1, 5), min_size=1, max_size=4)


# The chance


@pytest.mark.parametrize(
    ("differences", "expected"),
    [((30, -20), "3/5"), ((10, -30), "1/4"), ((30, -10, -20), "9/20"), ((10, -10, -10), "1/4"), ((10, 10, -10), "3/4")],
)
def test_the_values_of_the_method(differences: tuple[int, ...], expected: str) -> None:
    assert chance_above(differences, (0,)) == Fraction(expected)


@given(st.lists(st.integers(-50, 50).filter(bool), min_size=1, max_size=5, unique=True))
def test_distinct_differences_follow_the_formula(differences: list[int]) -> None:
    formula = sum(
        (prod((Fraction(d, d - other) for other in differences if other != d), start=Fraction(1)) for d in differences if d > 0),
        Fraction(0),
    )
    assert chance_above(differences, (0,)) == formula


@given(scores, scores)
def test_one_of_the_two_is_above_unless_all_are_equal(first: list[Fraction], second: list[Fraction]) -> None:
    both = chance_above(first, second) + chance_above(second, first)
    assert both == (0 if len({*first, *second}) == 1 else 1)


@given(scores, scores, st.randoms())
def test_order_scale_and_place_of_the_scores_do_not_matter(
    first: list[Fraction], second: list[Fraction], chosen: random.Random
) -> None:
    expected = chance_above(first, second)
    mixed = [3 * score + 7 for score in first]
    chosen.shuffle(mixed)
    assert chance_above(mixed, [3 * score + 7 for score in second]) == expected


@given(few, few, st.integers(0, 3))
def test_raising_a_score_never_lowers_the_chance(first: list[int], second: list[int], place: int) -> None:
    raised = [score + (index == place) for index, score in enumerate(first)]
    assert chance_above(raised, second) >= chance_above(first, second)


def test_equal_scores_are_the_limit_of_nearly_equal_ones() -> None:
    tiny = Fraction(1, 10**9)
    exact = chance_above((1, 1, 4), (2, 2, 3))
    nearly = chance_above((1, 1 + tiny, 4), (2, 2 + tiny, 3))
    assert abs(exact - nearly) < 10 * tiny


@pytest.mark.parametrize(
    ("first", "second"),
    [((1, 2, 5), (2, 3, 3)), ((1, 1, 4), (2, 2, 5)), ((1, 5), (2, 3, 4)), ((3, 3, 4, 1), (2, 2, 5, 4)), ((2, 4), (3,))],
)
def test_weights_by_lot_come_near(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    chosen = random.Random(7)

    def mean(levels: tuple[int, ...]) -> float:
        weights = [chosen.expovariate(1) for _ in levels]
        return sum(weight * level for weight, level in zip(weights, levels, strict=True)) / sum(weights)

    above = sum(mean(first) > mean(second) for _ in range(8000)) / 8000
    assert abs(above - float(chance_above(first, second))) < 0.025


def test_without_scores_there_is_nothing_to_weigh() -> None:
    with pytest.raises(ValueError, match="niets te wegen"):
        chance_above((), (1,))


# The ranking


def rank(result: Result, end: End = "lowest") -> Rank:
    found = robustness(result).themes
    assert found is not None
    return found[end]


def solo(made: Questionnaire, *values: int | str) -> Result:
    return assess(made, answers(made, *values))


def three(*values: int | str) -> Result:
    """Three themes of two questions in one line."""
    return solo(nested([[[1, 1], [1, 1], [1, 1]]]), *values)


def said(result: Result) -> list[str]:
    return certainty(result.questionnaire, robustness(result), reasons(result).voice)


def test_a_rank_that_stays_whatever_the_weights() -> None:
    result = three(1, 2, 3, 3, 4, 5)
    assert rank(result) == Rank(("t1",), Fraction(1), "t2", False, ())
    assert rank(result).stays
    assert rank(result).sure
    assert said(result) == [
        "'Thema t3' blijft het hoogst, ook als u de onderdelen anders weegt.",
        "'Thema t1' blijft het laagst, ook als u de onderdelen anders weegt.",
    ]


def test_ninety_percent_is_enough() -> None:
    assert chance_above((9, -1), (0,)) == Fraction(9, 10)
    assert Rank(("t1",), Fraction(9, 10), "t2", False, ()).stays
    assert not Rank(("t1",), Fraction(9, 10) - Fraction(1, 10**9), "t2", False, ()).stays


def test_a_rank_that_changes_with_the_weights() -> None:
    result = three(1, 4, 3, 3, 5, 5)
    assert rank(result).chance == Fraction(2, 3)
    assert not rank(result).stays
    assert said(result)[1] == "Het laagste thema wisselt met de weging: 'Thema t2' kan dan onder 'Thema t1' komen."


def test_equal_scores_share_a_rank() -> None:
    result = three(2, 2, 1, 3, 5, 5)
    assert rank(result) == Rank(("t1", "t2"), None, None, False, ())
    assert not rank(result).sure
    assert said(result)[1] == "'Thema t1' en 'Thema t2' staan samen het laagst en zijn niet te onderscheiden."
    many = solo(nested([[[1]] * 4]), 2, 2, 2, 5)
    assert said(many)[1] == "Drie thema's staan samen het laagst en zijn niet te onderscheiden."


def test_nothing_is_ranked_where_all_are_equal_or_one_has_an_outcome() -> None:
    for result in (three(3, 3, 3, 3, 3, 3), three(3, 3, "dk", "dk", "na", "na"), three(*["dk"] * 6)):
        assert robustness(result).themes is None
        assert robustness(result).lines is None
        assert said(result) == []


def test_lines_are_ranked_by_their_themes() -> None:
    result = solo(nested([[[1], [1]], [[1], [1]]]), 1, 2, 4, 5)
    found = robustness(result).lines
    assert found is not None
    assert found["lowest"] == Rank(("l1",), Fraction(1), "l2", False, ())
    assert said(result)[2:] == [
        "'Lijn 2' blijft het hoogst, ook als u de onderdelen anders weegt.",
        "'Lijn 1' blijft het laagst, ook als u de onderdelen anders weegt.",
    ]
    changing = said(solo(nested([[[1], [1]], [[1], [1]]]), 1, 4, 2, 4))
    assert changing[-1] == "De laagste lijn wisselt met de weging: 'Lijn 2' kan dan onder 'Lijn 1' komen."


def wide(*values: int | str) -> Result:
    """Two themes of three questions in one line."""
    return solo(nested([[[1, 1, 1], [1, 1, 1]]]), *values)


def test_what_unknown_answers_leave_open() -> None:
    sure = wide(1, 1, "dk", 4, 4, "dk")  # at most 7/3 beside at least 3
    assert rank(sure).sure
    assert said(sure)[1] == (
        "'Thema t1' blijft het laagst, ook als u de onderdelen anders weegt. De onbekende antwoorden veranderen dat niet."
    )

    stays = wide(2, 2, "dk", 3, 3, "dk")
    assert rank(stays).passing == ("t2",)
    assert said(stays)[1] == (
        "'Thema t1' blijft het laagst, ook als u de onderdelen anders weegt. "
        "Wel kan 'Thema t2' nog even laag uitkomen als 'Thema t1', of lager, als u de onbekende antwoorden weet."
    )

    changes = wide(1, 4, "dk", 3, 3, "dk")
    assert said(changes)[1] == (
        "Het laagste thema wisselt met de weging: 'Thema t2' kan dan onder 'Thema t1' komen. "
        "Ook als u de onbekende antwoorden weet, kan 'Thema t2' even laag uitkomen als 'Thema t1', of lager."
    )

    order = solo(nested([[[1, 1, 1], [1, 1, 1], [1, 1, 1]]]), 1, 4, 1, 2, 3, 3, 5, 5, "dk")
    assert said(order)[1].endswith("Met de weging van nu blijft 'Thema t1' het laagst, wat de onbekende antwoorden ook zijn.")


def test_a_theme_without_outcome_can_come_past_too() -> None:
    made = nested([[[1, 1, 1]] * 4])
    result = solo(made, 2, 2, 2, 4, 4, 4, "dk", "dk", "dk", "dk", "dk", "dk")
    assert rank(result).passing == ("t3", "t4")
    assert "Wel kunnen 'Thema t3' en 'Thema t4' nog even laag uitkomen" in said(result)[1]
    assert rank(solo(made, 2, 2, 2, 4, 4, 4, *["na"] * 6)).passing == ()


def test_a_group_and_a_small_one() -> None:
    made = nested([[[1, 1], [1, 1]]])
    large = assess_group(made, [answers(made, 2, "dk", 3, 4)] + [answers(made, 2, 2, 3, 4)] * 4)
    assert rank(large).stays
    assert said(large)[1].endswith("De onbekende antwoorden veranderen dat niet.")
    # Nothing of the questions: only what the means and their intervals say.
    small = assess_group(made, [answers(made, 2, "dk", 3, 4)] + [answers(made, 2, 2, 3, 4)] * 2)
    assert (rank(small).chance, rank(small).closest) == (None, None)
    assert said(small)[1] == "Ook met de onbekende antwoorden erbij blijft 'Thema t1' het laagst."
    half = assess_group(made, [answers(made, 2, "dk", 2, 3)] * 2 + [answers(made, 2, 2, 2, 3)])
    assert said(half)[1] == (
        "Als de groep de onbekende antwoorden weet, kan 'Thema t2' even laag uitkomen als 'Thema t1', of lager."
    )
    known = assess_group(made, [answers(made, 2, 2, 3, 4)] * 3)
    assert said(known) == []


def test_the_rule_says_the_chance_from_which_a_rank_stays() -> None:
    assert Fraction(9, 10) == STAYS_FROM
    assert "minstens 9 van de 10" in RULE


def test_whose_view_it_is() -> None:
    assert "Een collega kan het anders zien" in whose_view("one")
    assert "Met andere mensen" in whose_view("group") == whose_view("small")


# Laws


@given(st.data())
def test_sure_means_whatever_the_unknown_answers_are(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    values = data.draw(answers_to(questionnaire))
    ends = robustness(assess(questionnaire, values)).themes
    assume(ends is not None)
    assert ends is not None
    unknown = [id for id, value in values.items() if value == "unknown"]
    for end, side in (("lowest", 1), ("highest", -1)):
        found = ends[end]  # type: ignore[index]
        first = found.ids[0]
        fills = [dict.fromkeys(unknown, value) for value in (1, 5)]
        fills.append({id: data.draw(st.integers(1, 5)) for id in unknown})
        for fill in fills:
            themes = assess(questionnaire, values | fill).scores.themes
            for other, node in themes.items():
                if other not in found.ids and node.points is not None and other not in found.passing:
                    assert side * ((themes[first].points or 0) - node.points) < 0
        # And who can come past, does so with some answers.
        for other in found.passing:
            worst: dict[str, Value] = {
                id: (5 if side > 0 else 1) if questionnaire.theme_of[id].id == first else (1 if side > 0 else 5) for id in unknown
            }
            themes = assess(questionnaire, values | worst).scores.themes
            assert side * ((themes[first].points or 0) - (themes[other].points or 0)) >= 0


@given(st.data())
def test_a_workshop_says_the_same_as_its_files(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=5, max_size=7))
    view = share(questionnaire, [Person(None, values) for values in people])
    from_files, from_workshop = robustness(assess_group(questionnaire, people)), group_robustness(questionnaire, view)
    for files, workshop in ((from_files.themes, from_workshop.themes), (from_files.lines, from_workshop.lines)):
        assert (files is None) == (workshop is None)
        if files is not None and workshop is not None:
            for end in ("lowest", "highest"):
                mine, theirs = files[end], workshop[end]  # type: ignore[index]
                assert (mine.ids, mine.chance, mine.closest) == (theirs.ids, theirs.chance, theirs.closest)


@given(st.data())
def test_a_small_group_ranks_without_its_questions(data: st.DataObject) -> None:
    """Two groups with the same shown themes get the same ranking: nothing of a question leaks through the chances."""
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=MIN_PEOPLE, max_size=4))
    found = robustness(assess_group(questionnaire, people)).themes
    for end in ("lowest", "highest") if found is not None else ():
        assert found is not None
        assert found[end].chance is None  # type: ignore[index]


def test_every_pair_of_themes_of_three_questions_is_exact() -> None:
    """All levels of one question against a sure rival, beside what counting says."""
    for low, high in product((1, 2), (4, 5)):
        # Two questions: the mean lies evenly between the levels.
        assert chance_above((low, high), (3,)) == Fraction(high - 3, high - low)


def test_the_closest_is_the_one_with_the_smallest_chance_and_not_the_first() -> None:
    assert (rank(three(1, 3, 5, 5, 2, 3)).closest, rank(three(1, 3, 5, 5, 2, 3)).chance) == ("t3", Fraction(3, 4))
    assert (rank(three(1, 3, 2, 3, 5, 5)).closest, rank(three(1, 3, 2, 3, 5, 5)).chance) == ("t2", Fraction(3, 4))
    assert (rank(three(3, 5, 1, 1, 2, 4), "highest").closest, rank(three(3, 5, 1, 1, 2, 4), "highest").chance) == (
        "t3",
        Fraction(7, 8),
    )


def test_the_highest_is_told_as_the_lowest_is() -> None:
    assert said(three(5, 5, "dk", 5, 1, 1))[0] == (
        "'Thema t1' blijft het hoogst, ook als u de onderdelen anders weegt. "
        "Wel kan 'Thema t2' nog even hoog uitkomen als 'Thema t1', of hoger, als u de onbekende antwoorden weet."
    )
    assert said(wide(5, 2, "dk", 3, 3, "dk"))[0] == (
        "Het hoogste thema wisselt met de weging: 'Thema t2' kan dan boven 'Thema t1' komen. "
        "Ook als u de onbekende antwoorden weet, kan 'Thema t2' even hoog uitkomen als 'Thema t1', of hoger."
    )
    lines = said(solo(nested([[[1], [1]], [[1], [1]]]), 1, 4, 2, 4))
    assert lines[-2] == "De hoogste lijn wisselt met de weging: 'Lijn 1' kan dan boven 'Lijn 2' komen."
