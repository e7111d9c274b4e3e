"""What a group sees: the figures of a view, per size of the group."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN
from questionnaire.models import Questionnaire
from scoring.groups import agreement, average_deviation, low_median
from scoring.model import Node
from scoring.sharing import Person, restricted, share
from scoring.tree import score
from tests.builders import answers, answers_to, idea, idea_lists, nested, one_theme, questionnaires, with_lines
from tests.scoring.rooms import people, room


def silent(node: Node) -> Node:
    return node if node.reported else replace(node, points=None, low=None, high=None, stage=None, floor=None)


# People and detail


@pytest.mark.parametrize(("size", "detail"), [(0, "nothing"), (2, "nothing"), (3, "themes"), (4, "themes"), (5, "questions")])
def test_the_detail_follows_the_number_of_people_with_an_answer(size: int, detail: str) -> None:
    questionnaire = one_theme(1, 1)
    silent_people = [Person("beleid", {})] * 4
    view = share(questionnaire, room(questionnaire, [3] * size, [4] * size) + silent_people if size else silent_people)
    assert (view.people, view.detail, view.roles) == (size, detail, {None: size} if size else {})
    assert bool(view.questions) == bool(view.spread) == (detail == "questions")
    assert bool(view.themes) == bool(view.lines) == bool(view.agenda) == (detail != "nothing")
    assert (view.total is None) == (detail == "nothing")


def test_roles_count_the_people_who_took_part() -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, room(questionnaire, [3, 3, "dk", "na", None], roles=["wonen", "beleid", None, "wonen", "beleid"]))
    assert list(view.roles.items()) == [("beleid", 1), ("wonen", 2), (None, 1)]


@given(st.data())
def test_the_order_of_people_and_those_without_answers_do_not_matter(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    group = data.draw(people(questionnaire))
    silent_people = [Person("beleid", {})] * data.draw(st.integers(0, 3))
    other_order = data.draw(st.permutations(group + silent_people))
    assert share(questionnaire, group) == share(questionnaire, other_order)


@given(st.data(), st.integers(5, 8))
def test_people_who_answer_alike_score_as_one(data: st.DataObject, size: int) -> None:
    questionnaire = data.draw(questionnaires())
    values = data.draw(answers_to(questionnaire))
    solo, view = score(questionnaire, values), share(questionnaire, [Person(None, values)] * size)
    assert view.total == silent(solo.total)
    assert view.lines == {id: silent(node) for id, node in solo.lines.items()}
    assert view.themes == {id: silent(node) for id, node in solo.themes.items()}
    assert {id: question.node for id, question in view.questions.items()} == {
        id: silent(node) for id, node in solo.questions.items()
    }


def test_a_wrong_value_is_refused_and_answers_to_other_questions_do_not_count() -> None:
    questionnaire = nested([[[1], [1]]])
    group = room(questionnaire, [3] * 5, [None, None, None, None, 4])
    only_second = restricted(questionnaire, ["q2"])
    assert share(only_second, group).people == 1
    assert share(restricted(questionnaire, ["q1"]), group).people == 5
    with pytest.raises(ValueError, match="6 is geen antwoord"):
        share(questionnaire, [*group, Person(None, {"q1": 6}), Person(None, {"q1": 6})])


# Questions


def test_the_figures_of_a_question() -> None:
    questionnaire = one_theme(1, 1)
    column = [1, 2, 2, 5, 5, "dk", None, None, "na"]
    question = share(questionnaire, room(questionnaire, column, [3] * 9)).questions["q1"]
    assert question.counts == (1, 2, 0, 0, 2)
    assert (question.known, question.unknown, question.blank, question.not_applicable, question.people) == (5, 1, 2, 1, 9)
    assert question.low_median == 2
    assert (question.agreement, question.label) == (agreement((1, 2, 0, 0, 2)), "twee kampen")
    assert question.node.level == 3
    assert question.flags == ("verdeeld", "spreiding", "onbekend")


@pytest.mark.parametrize(
    ("column", "counts", "agreed", "label"),
    [
        ([3, 3, "dk", "dk", "na"], None, None, "te weinig antwoorden"),  # 2 known
        ([1, 5, 3, "dk", "dk", "dk", None], None, None, "te weinig antwoorden"),  # 3 known, 4 unknown
        ([1, 5, 3, "dk", "dk", "dk"], (1, 0, 1, 0, 1), None, None),  # 3 known, 3 unknown
        ([3, 3, 3, 3, "dk"], (0, 0, 4, 0, 0), None, None),
        ([3, 3, 3, 3, 3], (0, 0, 5, 0, 0), 1, "dicht bij elkaar"),
        (["na", "na", "na", 3, "dk"], None, None, "niet van toepassing"),
        (["na"] * 6 + [3] * 5, (0, 0, 5, 0, 0), 1, "dicht bij elkaar"),
        ([1, 1, 1, 5, 5, *["dk"] * 6], None, None, "te weinig antwoorden"),  # divided, but more unknown than known
    ],
)
def test_too_few_answers_show_no_counts(
    column: list[int | str | None], counts: tuple[int, ...] | None, agreed: int | None, label: str | None
) -> None:
    questionnaire = one_theme(1, 1)
    people = room(questionnaire, column, [3] * len(column), roles=["beleid"] * len(column))
    question = share(questionnaire, people).questions["q1"]
    assert (question.counts, question.agreement, question.label) == (counts, agreed, label)
    assert (question.low_median is None) == (counts is None)
    if counts is None:
        assert (question.node.points, question.node.low, question.node.high, question.node.stage) == (None, None, None, None)
        assert set(question.flags) <= {"onbekend", "toepasselijkheid"}
        assert question.roles == {}


@given(st.data())
def test_every_figure_counts_answers(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    group = data.draw(people(questionnaire, min_size=5, max_size=16))
    view = share(questionnaire, group)
    if view.detail != "questions":
        return
    present = [person for person in group if person.values]
    for id, question in view.questions.items():
        given = Counter(person.values.get(id) for person in present)
        counts = tuple(given[level] for level in range(1, 6))
        assert (question.unknown, question.not_applicable, question.blank) == (given[UNKNOWN], given[NOT_APPLICABLE], given[None])
        assert (question.known, question.people) == (sum(counts), view.people)
        enough = sum(counts) >= 3 and sum(counts) >= given[UNKNOWN] + given[None]
        assert question.counts == (counts if enough else None)
        assert question.low_median == (low_median(counts) if enough else None)
        assert (question.agreement is not None) == (enough and sum(counts) >= 5)
        for role, shown in question.roles.items():
            theirs = Counter(person.values.get(id) for person in present if person.role == role)
            assert shown == tuple(theirs[level] for level in range(1, 6))


@given(st.data())
def test_levels_of_a_question_with_too_few_answers_show_only_in_the_mean_of_what_is_above_it(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    group = data.draw(people(questionnaire, min_size=5))
    view = share(questionnaire, group)
    hidden = [id for id, question in view.questions.items() if question.counts is None and question.known]
    if not hidden:
        return
    id = data.draw(st.sampled_from(hidden))
    changed = [
        Person(
            person.role, {**person.values, id: 6 - level} if isinstance(level := person.values.get(id), int) else person.values
        )
        for person in group
    ]
    other = share(questionnaire, changed)
    assert other.questions == view.questions
    assert other.spread == view.spread
    assert other.agenda == view.agenda
    assert {id: node for id, node in other.themes.items() if not node.reported} == {
        id: node for id, node in view.themes.items() if not node.reported
    }


# Spread


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([1, 2, 2, 3, 3], [3, 3, 4, 4, 5], (1, 5, 2, 4)),
        ([1, 1, 1, 1, 1], [5, 5, 5, 5, 5], (1, 5, 1, 5)),
        ([3, 3, 3, 3, 3], [3, 3, 3, 3, 5], (3, 5, 3, 3)),
        ([1, 1, 1, 4, 4, 4], [4, 4, 4, 5, 5, 5], (1, 5, 1, 5)),  # exactly a quarter lies lowest, and highest
        ([2, 3, 3, 3, 3], ["dk", "dk", "dk", 1, 1], (2, 3, 3, 3)),  # the second question is not shown
        ([2, 3, 3, 3, 3], ["na", "na", "na", 1, 1], (2, 3, 3, 3)),
    ],
)
def test_spread_pools_the_answers_of_a_theme(
    first: list[int | str | None], second: list[int | str | None], expected: tuple[int, ...]
) -> None:
    questionnaire = one_theme(1, 1)
    spread = share(questionnaire, room(questionnaire, first, second)).spread["t1"]
    assert (spread.lowest, spread.highest, spread.low_quarter, spread.high_quarter) == expected


def test_spread_needs_five_answers_and_leaves_out_questions_that_do_not_count() -> None:
    questionnaire = nested([[[1], [1, 0]]])
    view = share(questionnaire, room(questionnaire, [3, 3, 3, 3, "dk"], [2] * 5, [5] * 5))
    assert list(view.spread) == ["t2"]
    assert view.spread["t2"].highest == 2


@given(st.data())
def test_half_of_the_answers_lie_within_the_middle_and_a_mirror_mirrors_it(data: st.DataObject) -> None:
    questionnaire = one_theme(1, 1)
    group = data.draw(people(questionnaire, min_size=5))
    mirrored = [
        Person(person.role, {id: 6 - value if isinstance(value, int) else value for id, value in person.values.items()})
        for person in group
    ]
    view, mirror = share(questionnaire, group), share(questionnaire, mirrored)
    for id, spread in view.spread.items():
        shown = [question.id for question in questionnaire.questions if view.questions[question.id].node.reported]
        pooled = [value for id in shown for person in group if isinstance(value := person.values.get(id), int)]
        inside = sum(spread.low_quarter <= value <= spread.high_quarter for value in pooled)
        assert 2 * inside >= len(pooled)
        assert (spread.lowest, spread.highest) == (min(pooled), max(pooled))
        other = mirror.spread[id]
        assert (other.lowest, other.highest) == (6 - spread.highest, 6 - spread.lowest)
        assert (other.low_quarter, other.high_quarter) == (6 - spread.high_quarter, 6 - spread.low_quarter)


# Agenda


def test_the_agenda_orders_by_flags_then_agreement_then_questionnaire() -> None:
    questionnaire = nested([[[1] * 7]])
    columns: list[list[int | str | None]] = [
        [3, 3, 3, 3, 3],  # all alike
        [2, 3, 3, 3, 4],  # A below 1, no flag
        [1, 1, 5, 5, 5],  # divided and wide: two flags
        [3, 3, 3, "dk", "dk"],  # one flag
        [1, 2, 3, 4, 5],  # two flags, A = 0
        [3, 3, 3, 3, 3],
        [3, 3, "na", "na", None],  # a flag, and too few answers
    ]
    agenda = share(questionnaire, room(questionnaire, *columns)).agenda
    assert [item.question for item in agenda] == ["q3", "q5", "q4", "q7", "q2"]
    assert agenda[0].reasons == (
        "twee kampen: 2 mensen zien niveau 1, 3 zien niveau 5",
        "er zitten 4 niveaus tussen het laagste en het hoogste antwoord",
    )
    assert agenda[4].reasons == ("hier liggen de antwoorden gemiddeld 0,4 niveau uit elkaar",)


def test_the_answers_that_may_not_be_shown_do_not_order_the_agenda() -> None:
    """Five people in two camps, six who do not know: their agreement of -1 stays out of sight."""
    questionnaire = one_theme(1, 1)
    camps: list[int | str | None] = [1, 1, 1, 5, 5, *["dk"] * 6]
    spread: list[int | str | None] = [3, 3, 3, 4, 4, 4, *["dk"] * 5]
    agenda = share(questionnaire, room(questionnaire, camps, spread)).agenda
    assert [item.question for item in agenda] == ["q2", "q1"]


def test_the_agenda_of_a_small_group_is_its_lowest_theme() -> None:
    questionnaire = nested([[[1, 1], [1, 1], [1, 1, 1]]])
    view = share(questionnaire, room(questionnaire, [4] * 3, [4] * 3, [2] * 3, [3] * 3, *[[1, "dk", "dk"]] * 3))
    assert [item.question for item in view.agenda] == ["q3", "q4"]
    assert view.agenda[0].reasons == ("het thema 'Thema t2' heeft de laagste uitkomst: gemiddeld niveau 2,5",)


def test_equal_themes_share_the_agenda_of_a_small_group_up_to_five_questions() -> None:
    questionnaire = nested([[[1, 1], [1, 1], [1, 1]]])
    view = share(questionnaire, room(questionnaire, *[[2, 3, 4]] * 6))
    assert [item.question for item in view.agenda] == ["q1", "q2", "q3", "q4", "q5"]


def test_a_small_group_without_an_outcome_has_no_agenda() -> None:
    questionnaire = one_theme(1, 1)
    assert share(questionnaire, room(questionnaire, ["dk"] * 3, ["dk"] * 3)).agenda == ()


# Restricted questionnaires


def test_restricting_to_every_question_changes_nothing() -> None:
    questionnaire = nested([[[1, 2], [1]], [[1]]], [idea("bellen", {"q1": ("core", 1, 3)})])
    assert restricted(questionnaire, ["q4", "q1", "q2", "q3"]) == questionnaire
    assert restricted(questionnaire, ["q4", "q1", "q2", "q3"]).hash == questionnaire.hash


def test_a_restricted_questionnaire_has_no_empty_parts_and_no_dangling_ideas() -> None:
    ideas = [
        idea("bellen", {"q1": ("core", 1, 3), "q3": ("clear", 1, 3)}, levels={"q1": 2, "q4": 3}, partners=["werkgevers"]),
        idea("overleg", {"q2": ("core", 1, 3)}),
    ]
    small = restricted(nested([[[1, 2], [1]], [[1]]], ideas), ["q3", "q4"])
    assert [line.id for line in small.lines] == ["l1", "l2"]
    assert [theme.id for theme in small.themes] == ["t2", "t3"]
    assert list(small.question_by_id) == ["q3", "q4"]
    assert [(item.id, [address.question for address in item.addresses]) for item in small.ideas] == [("bellen", ["q3"])]
    assert small.ideas[0].requires.levels == {"q4": 3}
    assert small.ideas[0].requires.partners == ("werkgevers",)


@pytest.mark.parametrize(("questions", "message"), [([], "minstens één vraag"), (["q1", "q9"], "vraag 'q9' staat niet")])
def test_a_restriction_that_makes_no_sense_is_refused(questions: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        restricted(one_theme(1), questions)


@st.composite
def restrictions(draw: st.DrawFn) -> tuple[Questionnaire, list[str]]:
    base = draw(questionnaires())
    whole = with_lines(base.model_copy(update={"ideas": tuple(draw(idea_lists(base)))}), base.lines)
    ids = [question.id for question in whole.questions]
    return whole, draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))


@given(restrictions())
def test_a_restriction_keeps_order_weights_and_valid_references(case: tuple[Questionnaire, list[str]]) -> None:
    whole, kept = case
    small = restricted(whole, kept)
    assert [question for question in whole.questions if question.id in kept] == list(small.questions)
    assert restricted(small, kept) is small
    assert all(line.themes for line in small.lines)
    for item in small.ideas:
        original = whole.idea_by_id[item.id]
        assert list(item.addresses) == [address for address in original.addresses if address.question in kept]
        assert item.requires.levels.keys() <= set(kept)
    gone = whole.idea_by_id.keys() - small.idea_by_id.keys()
    assert all(address.question not in kept for id in gone for address in whole.idea_by_id[id].addresses)
    named = {name: getattr(small, name) for name in ("id", "version", "title", "subtitle", "stages", "roles", "partners")}
    assert named == {name: getattr(whole, name) for name in named}


@given(st.data())
def test_whole_themes_keep_their_scores_in_a_restriction(data: st.DataObject) -> None:
    whole = data.draw(questionnaires())
    group = data.draw(people(whole, min_size=5))
    themes = data.draw(st.lists(st.sampled_from(whole.themes), min_size=1, unique_by=lambda theme: theme.id))
    small = restricted(whole, [question.id for theme in themes for question in theme.questions])
    complete = [person for person in group if person.values.keys() & small.question_by_id.keys()]
    before, after = share(whole, complete), share(small, complete)
    assert after.themes == {id: node for id, node in before.themes.items() if id in after.themes}
    assert after.questions == {id: view for id, view in before.questions.items() if id in after.questions}


def test_one_person_of_one_restricted_line() -> None:
    questionnaire = nested([[[1, 1]], [[1, 1]]])
    assert score(restricted(questionnaire, ["q1", "q2"]), {"q1": 2, "q2": 4}).lines == {
        "l1": score(questionnaire, answers(questionnaire, 2, 4, 5, 5)).lines["l1"]
    }


def test_the_average_distance_on_the_agenda_is_the_figure_of_the_counts() -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, room(questionnaire, [2, 3, 3, 4, 4]))
    assert average_deviation((0, 1, 2, 2, 0)) == F(3, 5)
    assert view.agenda[0].reasons == ("hier liggen de antwoorden het verst uit elkaar (gemiddeld 0,6 niveau)",)
