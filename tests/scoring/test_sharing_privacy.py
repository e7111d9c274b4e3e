"""What a group must not be able to find out: the anonymity rules of the method, attacked with everything a view shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.blind_spots import blind_spots
from scoring.groups import Counts
from scoring.model import Node
from scoring.sharing import GroupView, Person, share
from scoring.view import QuestionView
from tests.builders import levels, nested, one_theme, questionnaires, values
from tests.scoring.rooms import ROLES, people, room


def nodes(view: GroupView) -> Iterator[Node]:
    if view.total is not None:
        yield view.total
    yield from view.lines.values()
    yield from view.themes.values()


# (a) a group of fewer than three, and of three or four


@pytest.mark.laborious
@given(st.data())
def test_a_two_people_learn_nothing(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    group = data.draw(people(questionnaire, max_size=2))
    view = share(questionnaire, group)
    assert view == GroupView(view.people, "nothing", view.roles)


@pytest.mark.laborious
@given(st.data())
def test_a_three_or_four_people_see_no_question_no_role_and_no_stage(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    view = share(questionnaire, data.draw(people(questionnaire, min_size=3, max_size=4)))
    assert not view.questions
    assert not view.spread
    assert all((node.stage, node.floor) == (None, None) for node in nodes(view))
    assert all(node.points is None for node in nodes(view) if not node.reported)


@pytest.mark.laborious
@given(st.data())
def test_a_small_group_cannot_tell_which_question_of_a_theme_was_low(data: st.DataObject) -> None:
    """Someone answers one level higher on one question and one lower on another of the theme: nothing changes."""
    questionnaire = nested([[[1, 1, 1], [1, 1]], [[1, 1, 1]]])
    size = data.draw(st.integers(3, 4))
    known = {question.id: data.draw(st.lists(levels, min_size=size, max_size=size)) for question in questionnaire.questions}
    theme = data.draw(st.sampled_from(questionnaire.themes))
    up, down = data.draw(st.permutations([question.id for question in theme.questions]))[:2]
    raised, lowered = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    other = {id: list(column) for id, column in known.items()}
    other[up][raised] += 1
    other[down][lowered] -= 1
    if other[up][raised] > 5 or other[down][lowered] < 1:
        return
    assert share(questionnaire, room(questionnaire, *known.values())) == share(
        questionnaire, room(questionnaire, *other.values())
    )


Row = dict[str, Fraction]


def shown_rows(questionnaire: Questionnaire, view: GroupView, used: set[str]) -> list[Row]:
    """Every shown mean as a weighted mean of the questions that are `used`: question id -> its part."""

    def joined(parts: Sequence[tuple[Fraction, Row]]) -> Row:
        parts = [(weight, row) for weight, row in parts if weight and row]
        whole = sum(weight for weight, _ in parts)
        return {id: weight * part / whole for weight, row in parts for id, part in row.items()}

    rows: list[Row] = []
    everything: list[tuple[Fraction, Row]] = []
    for line in questionnaire.lines:
        in_line: list[tuple[Fraction, Row]] = []
        for theme in line.themes:
            parts = [(question.weight, {question.id: Fraction(1)}) for question in theme.questions if question.id in used]
            row = joined(parts)
            in_line.append((theme.weight, row))
            everything.append((theme.weight * line.weight, row))
            rows += [row] if view.themes[theme.id].reported else []
        rows += [joined(in_line)] if view.lines[line.id].reported else []
    assert view.total is not None
    return rows + ([joined(everything)] if view.total.reported else [])


def derivable(rows: list[Row], ids: Sequence[str]) -> set[str]:
    """The questions whose own value is a sum of multiples of the rows: Gauss-Jordan elimination on exact fractions."""
    matrix = [[row.get(id, Fraction(0)) for id in ids] for row in rows]
    pivot = 0
    for column in range(len(ids)):
        found = next((place for place in range(pivot, len(matrix)) if matrix[place][column]), None)
        if found is None:
            continue
        matrix[pivot], matrix[found] = matrix[found], matrix[pivot]
        matrix[pivot] = [value / matrix[pivot][column] for value in matrix[pivot]]
        for place, row in enumerate(matrix):
            if place != pivot and row[column]:
                matrix[place] = [value - row[column] * base for value, base in zip(row, matrix[pivot], strict=True)]
        pivot += 1
    # In reduced form a unit vector is in the space only if it is one of the rows.
    filled = [[id for id, value in zip(ids, row, strict=True) if value] for row in matrix]
    return {row[0] for row in filled if len(row) == 1}


@pytest.mark.laborious
@given(st.data())
@settings(max_examples=3 * settings.default.max_examples)
def test_a_small_group_cannot_compute_one_question_from_themes_lines_and_total(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    # One pattern for everyone: which questions are known, unknown or not applicable.
    size = data.draw(st.integers(3, 4))
    pattern = {question.id: data.draw(st.sampled_from(["level", "level", "dk", "na"])) for question in questionnaire.questions}
    columns = [
        data.draw(st.lists(levels, min_size=size, max_size=size)) if kind == "level" else [kind] * size
        for kind in pattern.values()
    ]
    view = share(questionnaire, room(questionnaire, *columns))
    if view.detail != "themes":
        return
    ids = list(pattern)
    known = {id for id, kind in pattern.items() if kind == "level"}
    applicable = {id for id, kind in pattern.items() if kind != "na"}
    assert derivable(shown_rows(questionnaire, view, known), ids) == set()
    assert derivable(shown_rows(questionnaire, view, applicable), ids) == set()


def test_the_attack_on_means_works_where_nothing_is_hidden() -> None:
    """The check above can fail: a theme beside its line gives away the other theme of one question."""
    rows = [{"q1": Fraction(1, 2), "q2": Fraction(1, 2)}, {"q1": Fraction(1, 3), "q2": Fraction(1, 3), "q3": Fraction(1, 3)}]
    assert derivable(rows, ["q1", "q2", "q3"]) == {"q3"}
    assert derivable(rows[1:], ["q1", "q2", "q3"]) == set()


@pytest.mark.parametrize(
    ("weights", "themes", "lines", "total"),
    [
        ([[[1], [1]]], [], ["l1"], True),  # one question per theme: the line is a mean of two
        ([[[1, 1], [1]]], ["t1"], [], False),  # the line minus t1 would be q3
        ([[[1, 1], [1]], [[1, 1], [1]]], ["t1", "t3"], [], True),  # the total minus the themes is a mean of q3 and q6
        ([[[1]], [[1]]], [], [], True),
        ([[[1]]], [], [], False),
        ([[[1, 1], [1, 0]]], ["t1"], [], False),  # a question of weight 0 does not count
    ],
)
def test_themes_of_one_question_are_hidden_from_a_small_group(
    weights: list[list[list[int]]], themes: list[str], lines: list[str], total: bool
) -> None:
    questionnaire = nested(weights)
    view = share(questionnaire, room(questionnaire, *[[2, 3, 4]] * len(questionnaire.questions)))
    assert [id for id, node in view.themes.items() if node.reported] == themes
    assert [id for id, node in view.lines.items() if node.reported] == lines
    assert view.total is not None
    assert view.total.reported == total


def test_a_hidden_theme_looks_the_same_whatever_the_answers() -> None:
    questionnaire = one_theme(1)
    views = [share(questionnaire, room(questionnaire, column)) for column in ([5, 5, 5], ["na"] * 3, ["dk"] * 3, [1, 2, "dk"])]
    assert all(view == views[0] for view in views)


# (b) and (c) roles


def column_of(sizes: Sequence[int]) -> tuple[list[int], list[str]]:
    roles = [f"rol-{place}" for place, size in enumerate(sizes) for _ in range(size)]
    return [3] * len(roles), roles


@pytest.mark.parametrize(
    ("sizes", "shown", "others"),
    [((6, 5, 2), [6], 7), ((6, 7), [6, 7], 0), ((4, 3), [], 7), ((8, 3, 3), [8], 6), ((10, 4, 1), [10], 5), ((5, 2), [], 7)],
)
def test_bc_roles_that_may_be_shown(sizes: tuple[int, ...], shown: list[int], others: int) -> None:
    questionnaire = one_theme(1)
    column, roles = column_of(sizes)
    question = share(questionnaire, room(questionnaire, column, roles=roles)).questions["q1"]
    assert [sum(counts) for counts in question.roles.values()] == shown
    assert question.known - sum(shown) == others


def test_bc_two_colleagues_who_do_not_know_are_protected_too() -> None:
    """Six people of one role know the answer, both of another do not: showing the six would tell that of the two."""
    questionnaire = one_theme(1)
    roles = ["beleid"] * 6 + ["wijkteam"] * 2
    assert share(questionnaire, room(questionnaire, [3] * 6 + ["dk"] * 2, roles=roles)).questions["q1"].roles == {}
    five_others = share(questionnaire, room(questionnaire, [3] * 6 + ["dk"] * 5, roles=["beleid"] * 6 + ["wijkteam"] * 5))
    assert list(five_others.questions["q1"].roles) == ["beleid"]


def shown_groups(view: QuestionView, group: Sequence[Person], id: str) -> list[tuple[frozenset[int], Counts]]:
    """Each group of people whose answers to a question are shown, with the counts."""
    everyone = [(frozenset(range(len(group))), view.counts)] if view.counts is not None else []
    return everyone + [
        (frozenset(place for place, person in enumerate(group) if person.role == role), counts)
        for role, counts in view.roles.items()
    ]


def derived(groups: list[tuple[frozenset[int], Counts]]) -> dict[frozenset[int], Counts]:
    """Every group whose counts follow by adding separate groups and subtracting a part from a whole, again and again."""
    known = dict(groups)
    grown = True
    while grown:
        grown = False
        for (one, counts), (two, others) in product(list(known.items()), repeat=2):
            if not one & two:
                new, sign = one | two, 1
            elif two < one:
                new, sign = one - two, -1
            else:
                continue
            if new not in known:
                known[new] = tuple(a + sign * b for a, b in zip(counts, others, strict=True))  # type: ignore[assignment]
                grown = True
    return known


@pytest.mark.laborious
@given(st.data())
@settings(max_examples=3 * settings.default.max_examples)
def test_bc_adding_and_subtracting_shown_groups_gives_no_group_of_one_to_four(data: st.DataObject) -> None:
    questionnaire = one_theme(1, 1)
    roles = data.draw(st.sampled_from([ROLES, ("beleid", "wijkteam"), ("beleid", "beleid", "wijkteam", None)]))
    group = [person for person in data.draw(people(questionnaire, min_size=5, max_size=26, roles=roles)) if person.values]
    view = share(questionnaire, group)
    for id, question in view.questions.items():
        for members, counts in derived(shown_groups(question, group, id)).items():
            answers = [group[place].values.get(id) for place in members]
            assert counts == tuple(answers.count(level) for level in range(1, 6)), "the attack itself must be right"
            assert len(members) >= 5
            # The whole group may be shown from 3 known answers; a part of it has none, or 5.
            assert len(members) == len(group) or sum(counts) == 0 or sum(counts) >= 5


def test_the_attack_on_roles_works_where_nothing_is_hidden() -> None:
    everyone, six = (frozenset(range(8)), (0, 0, 6, 0, 2)), (frozenset(range(6)), (0, 0, 6, 0, 0))
    assert derived([everyone, six])[frozenset({6, 7})] == (0, 0, 0, 0, 2)


@pytest.mark.laborious
@pytest.mark.parametrize("sizes", [(5, 1), (5, 2), (6, 1), (4, 3), (3, 3), (3, 2, 2), (5, 5), (5, 5, 1), (6, 5, 2)])
def test_bc_a_hidden_role_always_has_two_possible_distributions(sizes: tuple[int, ...]) -> None:
    """Every possible set of answers on one question: nobody can tell a hidden role's answers from what is shown.

    What is shown are all figures, and the sentences about blind spots.

    Whoever looks knows the rules, and the role of everyone. What they can always see: that all people outside the shown
    roles who know an answer gave the same one. Then the rule of five valid answers may also tell them how many of a role
    know it, but never a level that is not in sight already.
    """
    questionnaire = one_theme(1)
    options: tuple[Value, ...] = (1, 2, "unknown") if sum(sizes) > 7 else (1, 2, "unknown", "not_applicable")
    names = [f"rol-{place}" for place in range(len(sizes))]
    classes: dict[str, list[tuple[tuple[Value, ...], ...]]] = {}
    shown_of: dict[str, set[str]] = {}
    for room_answers in product(*(combinations_with_replacement(options, size) for size in sizes)):
        group = [Person(name, {"q1": value}) for name, answers in zip(names, room_answers, strict=True) for value in answers]
        view = share(questionnaire, group)
        key = repr((asdict(view), blind_spots(questionnaire, view)))
        classes.setdefault(key, []).append(room_answers)
        shown_of[key] = set(view.questions["q1"].roles)
    for key, possible in classes.items():
        hidden = [place for place, name in enumerate(names) if name not in shown_of[key]]
        others = {value for place in hidden for value in possible[0][place] if isinstance(value, int)}
        if len(others) < 2:
            continue
        for place in hidden:
            assert len({answers[place] for answers in possible}) >= 2


# (e) and (f)


@given(st.data())
def test_e_answers_to_different_questions_are_never_combined(data: st.DataObject) -> None:
    """People of one role exchange their answers to one question: nobody can see it, so nothing about a person shows."""
    questionnaire = nested([[[1, 1], [1]]])
    ids = [question.id for question in questionnaire.questions]
    sure = st.fixed_dictionaries(dict.fromkeys(ids, levels))
    free = st.fixed_dictionaries(dict.fromkeys(ids, values))
    # Three sure people, so that no exchange brings the number of people who know something below three.
    answers = data.draw(st.lists(sure, min_size=3, max_size=3)) + data.draw(st.lists(free, min_size=2, max_size=14))
    roles = [data.draw(st.sampled_from(ROLES)) for _ in answers]
    id = data.draw(st.sampled_from(ids))
    exchanged = [dict(given) for given in answers]
    for role in set(roles):
        places = [place for place, its in enumerate(roles) if its == role]
        for place, source in zip(places, data.draw(st.permutations(places)), strict=True):
            exchanged[place][id] = answers[source][id]
    before = share(questionnaire, [Person(role, given) for role, given in zip(roles, answers, strict=True)])
    after = share(questionnaire, [Person(role, given) for role, given in zip(roles, exchanged, strict=True)])
    assert before == after
    assert blind_spots(questionnaire, before) == blind_spots(questionnaire, after)


@given(st.data())
def test_f_reasons_name_no_role_that_is_hidden(data: st.DataObject) -> None:
    questionnaire = one_theme(1, 1)
    view = share(questionnaire, data.draw(people(questionnaire, min_size=5, max_size=20, roles=("beleid", "wijkteam", None))))
    titles = {role.id: role.title for role in questionnaire.roles}
    for item in view.agenda:
        shown = view.questions[item.question].roles if view.questions else {}
        named = {id for id, title in titles.items() if any(f"'{title}'" in reason for reason in item.reasons)}
        assert named <= shown.keys()


def named_roles(questionnaire: Questionnaire, sentence: str) -> set[str]:
    return {role.id for role in questionnaire.roles if f"'{role.title}'" in sentence}


@pytest.mark.laborious
@given(st.data())
@settings(max_examples=300)
def test_f_blind_spots_speak_of_no_part_of_one_to_four_people(data: st.DataObject) -> None:
    """A sentence is about the group, a shown role, or a shown role beside everyone else: each none, or at least five."""
    questionnaire = one_theme(1, 1)
    # Answers of a role lie close together, and unknown is common, so that there is something to say.
    leaning = data.draw(st.fixed_dictionaries({role: st.integers(1, 5) for role in ("beleid", "wijkteam", None)}))
    group = []
    for role, size in zip(("beleid", "wijkteam", None), data.draw(st.tuples(*[st.integers(0, 9)] * 3)), strict=True):
        option = st.sampled_from([leaning[role], leaning[role], "unknown", None] if role == "wijkteam" else [leaning[role], 3])
        for _ in range(size):
            given_ = {id: value for id in questionnaire.question_by_id if (value := data.draw(option)) is not None}
            group += [Person(role, given_)] if given_ else []
    view = share(questionnaire, group)
    found = blind_spots(questionnaire, view)
    if view.detail != "questions":
        assert not found
    for spot in (*found.roles, *found.unknown):
        question = view.questions[spot.question]
        for role in named_roles(questionnaire, spot.sentence):
            members = [person for person in group if person.role == role]
            others = [person for person in group if person.role != role]
            assert role in question.roles
            assert sum(isinstance(person.values.get(spot.question), int) for person in members) >= 5
            if "rest van de groep" in spot.sentence:
                assert len(others) >= 5
                known = sum(isinstance(person.values.get(spot.question), int) for person in others)
                assert known == 0 or known >= 5
                # And what it says is true.
                assert known * len(members) < len(others) * sum(question.roles[role])
