"""Voting again: who counts, what moved, what to propose."""

from __future__ import annotations

from dataclasses import asdict, replace
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.second_round import proposals, revote, shift
from scoring.sharing import Person, QuestionView, restricted, share
from tests.builders import nested, one_theme, values
from tests.scoring.rooms import ROLES, room

IDS = ("q1", "q2", "q3")
QUESTIONNAIRE = nested([[[1, 1], [1]]])

some_answers = st.fixed_dictionaries({}, optional=dict.fromkeys(IDS, values))
rooms = st.dictionaries(st.integers(0, 15), st.builds(Person, st.sampled_from(ROLES), some_answers), max_size=16)
asked = st.lists(st.sampled_from(IDS), unique=True, min_size=1)


def person(role: str | None = "beleid", **given: int) -> Person:
    return Person(role, dict(given))


# Who counts


def test_a_vote_replaces_the_first_answer_and_the_others_keep_theirs() -> None:
    first = {1: person(q1=1, q2=2), 2: person(q1=5), 3: person(q1=3)}
    votes = {1: person(q1=4, q2=5), 2: person(q2=1)}
    assert revote(first, votes, ["q1"]) == [Person(None, {"q1": 4, "q2": 2}), Person(None, {"q1": 5}), Person(None, {"q1": 3})]


@pytest.mark.parametrize(("late", "counted"), [(1, 0), (4, 0), (5, 5), (7, 7)])
def test_late_joiners_count_from_five(late: int, counted: int) -> None:
    first = {id: person(q1=3) for id in range(6)}
    votes = {id: person(q1=1) for id in range(100, 100 + late)}
    assert len(revote(first, votes, ["q1"])) == 6 + counted


def test_late_joiners_are_counted_per_question() -> None:
    first = {id: person(q1=3, q2=3) for id in range(6)}
    votes = {id: person(q1=1, q2=1) for id in range(100, 104)} | {104: person(q1=1)}
    again = revote(first, votes, ["q1", "q2"])
    assert [values.get("q1") for values in (one.values for one in again)].count(1) == 5
    assert [values.get("q2") for values in (one.values for one in again)].count(1) == 0


def test_someone_who_left_a_question_open_is_new_to_it() -> None:
    """One person answers a question for the first time: with everyone else unchanged that answer would be in sight."""
    first = {id: person(q1=3, q2=3) for id in range(6)} | {6: person(q1=3)}
    assert revote(first, {6: person(q2=1)}, ["q2"])[6].values == {"q1": 3}
    unsure = first | {6: Person("beleid", {"q1": 3, "q2": "unknown"})}
    assert revote(unsure, {6: person(q2=1)}, ["q2"])[6].values == {"q1": 3, "q2": 1}


def test_late_joiners_and_open_questions_do_not_add_up_to_five() -> None:
    first = {id: person(q1=3, q2=3) for id in range(6)} | {id: person(q1=3) for id in range(6, 9)}
    votes = {id: person(q2=1) for id in range(6, 9)} | {id: person(q2=1) for id in range(100, 104)}
    again = revote(first, votes, ["q2"])
    assert len(again) == 9
    assert all(one.values.get("q2") != 1 for one in again)


def test_someone_who_joined_without_answering_is_a_late_joiner() -> None:
    first = {id: person(q1=3) for id in range(5)} | {5: person()}
    assert len(revote(first, {5: person(q1=1)}, ["q1"])) == 5


@given(rooms, rooms, asked)
def test_between_rounds_the_people_behind_a_question_differ_by_none_or_five(
    first: dict[int, Person], votes: dict[int, Person], questions: list[str]
) -> None:
    again = revote(first, votes, questions)
    before = [one for one in first.values() if one.values]
    late = len(again) - len(before)
    assert late >= 0
    for id in IDS:
        old = sum(id in one.values for one in before)
        new = sum(id in one.values for one in again)
        assert new == old or new - old >= 5
        assert id in questions or new == old
    # People as the view counts them, over the whole questionnaire: nobody left, and five or more came.
    assert share(QUESTIONNAIRE, again).people - share(QUESTIONNAIRE, before).people in (0, *range(5, 17))


@given(rooms, rooms, asked)
def test_a_second_round_shows_no_roles(first: dict[int, Person], votes: dict[int, Person], questions: list[str]) -> None:
    view = share(QUESTIONNAIRE, revote(first, votes, questions))
    assert set(view.roles) <= {None}
    assert all(not question.roles and "rolverschil" not in question.flags for question in view.questions.values())


@given(rooms, rooms, asked, st.data())
def test_what_is_shown_of_one_question_does_not_depend_on_votes_on_the_others(
    first: dict[int, Person], votes: dict[int, Person], questions: list[str], data: st.DataObject
) -> None:
    """Questions are voted on one after the other: a later vote must not change who counts on an earlier one."""
    id = data.draw(st.sampled_from(questions))
    now = {who: Person(None, {id: vote.values[id]} if id in vote.values else {}) for who, vote in votes.items()}
    only = restricted(QUESTIONNAIRE, [id])
    assert share(only, revote(first, now, [id])) == share(only, revote(first, votes, questions))


@given(rooms, rooms, asked)
def test_without_votes_nothing_changes_but_the_roles(
    first: dict[int, Person], votes: dict[int, Person], questions: list[str]
) -> None:
    same = [Person(None, one.values) for _, one in sorted(first.items()) if one.values]
    assert revote(first, {}, questions) == same
    assert revote(first, first, questions) == same
    assert revote(first, votes, []) == same


# What moved


def seen(column: list[int | str | None]) -> QuestionView:
    questionnaire = one_theme(1)
    return share(questionnaire, room(questionnaire, column)).questions["q1"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            [1, 1, 2, 4, 4],
            [3, 3, 3, 3, 4],
            "De groep ging van gemiddeld niveau 2,4 naar 3,2. De antwoorden liggen nu dichter bij elkaar.",
        ),
        ([3, 3, 3, 3, 3], [1, 3, 3, 3, 5], "Het gemiddelde bleef gelijk: niveau 3,0. De antwoorden liggen nu verder uit elkaar."),
        ([2, 3, 3, 4, 4], [4, 2, 3, 3, 4], "De uitkomst bleef gelijk: gemiddeld niveau 3,2."),
        (
            [1, 1, 2, 2, 2],
            [2, 2, 3, 3, 3],
            "De groep ging van gemiddeld niveau 1,6 naar 2,6. De antwoorden liggen even ver uit elkaar.",
        ),
        (
            [1, 1, 2, 2, 2],
            [2] * 5,
            "De groep ging van gemiddeld niveau 1,6 naar 2,0. Iedereen die het weet, ziet nu hetzelfde niveau.",
        ),
        (
            [3] * 39 + [4],
            [3] * 38 + [4] * 2,
            "De groep ging van gemiddeld niveau 3,0 naar 3,1. De antwoorden liggen nu verder uit elkaar.",
        ),
        (
            [3] * 58 + [4],
            [3] * 59 + [2],
            "Het gemiddelde bleef ongeveer gelijk: niveau 3,0. De antwoorden liggen nu dichter bij elkaar. "
            "Nu weten 60 mensen een antwoord, eerst 59.",
        ),
        ([2, 2, 2, 3, "dk"], [3, 3, 3, 3, "dk"], "De groep ging van gemiddeld niveau 2,3 naar 3,0."),
        (
            [2, 2, 2, "dk", "dk"],
            [2, 2, 2, 4, 4],
            "De groep ging van gemiddeld niveau 2,0 naar 2,8. Nu weten 5 mensen een antwoord, eerst 3.",
        ),
        ([2, 2, "dk", "dk", "dk"], [3] * 5, "Er zijn te weinig antwoorden om de twee rondes te vergelijken."),
        ([3] * 5, [2, 2, "dk", "dk", "dk"], "Er zijn te weinig antwoorden om de twee rondes te vergelijken."),
    ],
)
def test_a_shift_in_words(before: list[int | str | None], after: list[int | str | None], sentence: str) -> None:
    assert shift(seen(before), seen(after)).sentence == sentence


def test_a_shift_keeps_the_exact_figures_of_both_rounds() -> None:
    old, new = seen([1, 1, 2, 4, 4]), seen([3, 3, 3, 3, 4])
    moved = shift(old, new)
    assert (moved.mean_before, moved.mean_after) == (F(12, 5), F(16, 5)) == (old.node.level, new.node.level)
    assert (moved.agreement_before, moved.agreement_after) == (old.agreement, new.agreement)
    assert (moved.counts_before, moved.counts_after) == (old.counts, new.counts)


@pytest.mark.parametrize("hidden_first", [True, False])
def test_a_round_that_is_not_shown_leaves_no_figures_of_the_other(hidden_first: bool) -> None:
    hidden, shown = seen([2, 2, "dk", "dk", "dk"]), seen([3] * 5)
    moved = asdict(shift(hidden, shown) if hidden_first else shift(shown, hidden))
    assert [name for name, value in moved.items() if value is not None] == ["sentence"]


columns = st.lists(st.integers(1, 5), min_size=5, max_size=12)


@given(columns, columns)
def test_a_shift_back_says_the_opposite(one: list[int], other: list[int]) -> None:
    there, back = shift(seen([*one]), seen([*other])), shift(seen([*other]), seen([*one]))
    assert (there.mean_before, there.mean_after) == (back.mean_after, back.mean_before)
    assert ("gelijk" in there.sentence) == ("gelijk" in back.sentence)
    if "dichter bij" in there.sentence:
        assert "verder uit" in back.sentence


# What to propose


def test_proposals_are_the_low_medians_where_enough_people_agree() -> None:
    questionnaire = one_theme(*[1] * 6)
    columns: list[list[int | str | None]] = [
        [2, 2, 2, 3, 3, 3],  # A = 3/4, two equal halves: the lower
        [2, 2, 3, 4, 4, 4],  # not close enough
        [4, 4, 4, 4, "dk", "dk"],  # 4 known
        [4, 4, 4, 4, 4, "dk"],
        [1, 5, 1, 5, 1, 5],
        ["dk"] * 6,
    ]
    assert proposals(share(questionnaire, room(questionnaire, *columns))) == {"q1": 2, "q4": 4}


def test_nothing_is_proposed_where_most_people_find_the_question_not_applicable() -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, room(questionnaire, [3] * 5 + ["na"] * 6))
    assert view.questions["q1"].agreement == 1
    assert proposals(view) == {}


def test_a_small_group_gets_no_proposals() -> None:
    questionnaire = one_theme(1, 1)
    assert proposals(share(questionnaire, room(questionnaire, [3] * 4, [3] * 4))) == {}


@given(columns)
def test_a_proposal_is_an_answer_that_someone_gave_in_a_group_that_agrees(column: list[int]) -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, room(questionnaire, column))
    for id, level in proposals(view).items():
        assert level in column
        assert view.questions[id].label == "dicht bij elkaar"
        assert proposals(replace(view, questions={})) == {}
