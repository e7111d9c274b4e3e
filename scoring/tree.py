"""The scores of one person or a group, up the tree: question, theme, line, total.

Every node is a weighted arithmetic mean of its children, in exact fractions. An unknown answer stays out of the
mean, lowers the coverage and widens the interval from `low` to `high`; "niet van toepassing" leaves the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import LEVELS, Questionnaire
from scoring.groups import MIN_PEOPLE, Counts, enough_known, figures, low_median
from scoring.model import GroupFigures, Node, Scores

REPORTED_FROM: Final = Fraction(2, 3)
"""The coverage from which a theme or line is reported (a rule of thumb, compared exactly)."""

_NONE: Final = Fraction(0)
_ALL: Final = Fraction(1)
_TOP: Final = Fraction(100)


class _Branch(NamedTuple):
    """A finished node, with what its parent needs to know besides."""

    node: Node
    weakest: str | None
    """The question with the lowest stage, under the child with the lowest stage."""
    people: int
    """The people with a known answer below, as a set of bits."""


def score(questionnaire: Questionnaire, values: Mapping[str, Value]) -> Scores:
    """The scores of one person's (or the agreed) answers, by question id. A missing answer counts as unknown.

    Raises ValueError for a question that is not in the questionnaire, or a value that is no answer.
    """
    _check(questionnaire, values)
    leaves = {
        question.id: _Branch(_SOLO[values.get(question.id, UNKNOWN)], question.id, 1) for question in questionnaire.questions
    }
    return _grow(questionnaire, leaves, min_people=1)


def score_group(questionnaire: Questionnaire, people: Sequence[Mapping[str, Value]], roles: Sequence[str | None] = ()) -> Scores:
    """The scores of several people, each with the same right to speak: means go via questions, not via persons.

    `roles` is empty, or names the role of each person (None without one). One person is scored as `score` does.
    Raises ValueError as `score` does, or where `roles` has another length than `people`.
    """
    if roles and len(roles) != len(people):
        raise ValueError(f"er zijn {len(people)} mensen en {len(roles)} rollen: geef elke persoon een rol of None")
    if len(people) < 2:
        return score(questionnaire, people[0] if people else {})
    for values in people:
        _check(questionnaire, values)

    leaves: dict[str, _Branch] = {}
    group: dict[str, GroupFigures] = {}
    for question in questionnaire.questions:
        answers = [values.get(question.id) for values in people]
        counts = _count(answers)
        blank = answers.count(None)
        unknown = answers.count(UNKNOWN) + blank
        not_applicable = answers.count(NOT_APPLICABLE)
        by_role: dict[str, list[Value | None]] = {}
        for role, answer in zip(roles, answers, strict=False):
            if role is not None:
                by_role.setdefault(role, []).append(answer)
        people_known = sum(1 << place for place, answer in enumerate(answers) if isinstance(answer, int))

        node = _group_leaf(counts, unknown, not_applicable)
        leaves[question.id] = _Branch(node, question.id, people_known)
        role_counts = {role: _count(theirs) for role, theirs in by_role.items()}
        sizes = {role: len(theirs) for role, theirs in by_role.items()}
        group[question.id] = figures(counts, unknown, not_applicable, role_counts, blank, sizes)
    return _grow(questionnaire, leaves, min_people=MIN_PEOPLE, group=group)


def _check(questionnaire: Questionnaire, values: Mapping[str, Value]) -> None:
    for question, value in values.items():
        if question not in questionnaire.question_by_id:
            raise ValueError(f"vraag '{question}' staat niet in de vragenlijst")
        # type() and not isinstance(): True is an int, and equals 1.
        if type(value) not in (int, str) or value not in _SOLO:
            raise ValueError(
                f"vraag '{question}': {value!r} is geen antwoord; kies 1 tot en met 5, '{UNKNOWN}' of '{NOT_APPLICABLE}'"
            )


def _count(answers: Iterable[Value | None]) -> Counts:
    counts = [0, 0, 0, 0, 0]
    for answer in answers:
        if isinstance(answer, int):
            counts[answer - 1] += 1
    return counts[0], counts[1], counts[2], counts[3], counts[4]


def _known_leaf(level: int) -> Node:
    points = Fraction(25 * (level - 1))
    return Node(points, points, points, _ALL, True, level, True, known=1, applicable_questions=1, questions=1)


_SOLO: Final[dict[Value, Node]] = {
    **{level: _known_leaf(level) for level in LEVELS},
    UNKNOWN: Node(None, _NONE, _TOP, _NONE, False, None, True, applicable_questions=1, questions=1),
    NOT_APPLICABLE: Node(None, None, None, None, False, None, False, questions=1),
}


def _group_leaf(counts: Counts, unknown: int, not_applicable: int) -> Node:
    """A question in a group. It always counts in the mean, but is reported only when enough people know the answer:
    dropping small ones from the mean would put it outside its own interval."""
    known = sum(counts)
    applicable = known + unknown
    if not_applicable > applicable:  # more than half of everyone
        return _SOLO[NOT_APPLICABLE]
    points = sum(25 * (level - 1) * count for level, count in enumerate(counts, start=1))
    shown = enough_known(known, unknown)
    return Node(
        points=Fraction(points, known) if known else None,
        low=Fraction(points, applicable),
        high=Fraction(points + 100 * unknown, applicable),
        coverage=Fraction(known, applicable),
        reported=shown,
        stage=low_median(counts) if shown else None,
        applicable=True,
        known=int(shown),
        applicable_questions=1,
        questions=1,
    )


def _grow(
    questionnaire: Questionnaire,
    leaves: Mapping[str, _Branch],
    min_people: int,
    group: Mapping[str, GroupFigures] | None = None,
) -> Scores:
    themes: dict[str, Node] = {}
    lines: dict[str, Node] = {}
    all_themes: list[tuple[Fraction, _Branch]] = []
    for line in questionnaire.lines:
        branches: list[tuple[Fraction, _Branch]] = []
        for theme in line.themes:
            branch = _join([(question.weight, leaves[question.id]) for question in theme.questions], min_people)
            themes[theme.id] = branch.node
            branches.append((theme.weight, branch))
            all_themes.append((theme.weight * line.weight, branch))
        lines[line.id] = _join(branches, min_people).node
    total = _join(all_themes, min_people).node
    return Scores(total, lines, themes, {question: leaf.node for question, leaf in leaves.items()}, group or {})


def _join(children: Sequence[tuple[Fraction, _Branch]], min_people: int) -> _Branch:
    """The node over weighted children: a theme, a line or the total. Children of weight 0 do not count in anything."""
    scored = [(weight, branch) for weight, branch in children if weight > 0]
    questions = sum(branch.node.questions for _, branch in scored)
    applicable = [(weight, branch) for weight, branch in scored if branch.node.applicable]
    if not applicable:
        return _Branch(Node(None, None, None, None, False, None, False, questions=questions), None, 0)

    people = 0
    for _, branch in applicable:
        people |= branch.people
    coverage = _mean((weight, branch.node.coverage) for weight, branch in applicable)
    points = _mean((weight, branch.node.points) for weight, branch in applicable)
    stage, floor, weakest = _stage(points, [branch for _, branch in applicable])
    node = Node(
        points=points,
        low=_mean((weight, branch.node.low) for weight, branch in applicable),
        high=_mean((weight, branch.node.high) for weight, branch in applicable),
        coverage=coverage,
        reported=coverage is not None and coverage >= REPORTED_FROM and people.bit_count() >= min_people,
        stage=stage,
        applicable=True,
        floor=floor,
        known=sum(branch.node.known for _, branch in applicable),
        applicable_questions=sum(branch.node.applicable_questions for _, branch in applicable),
        questions=questions,
    )
    return _Branch(node, weakest, people)


def _stage(points: Fraction | None, children: Sequence[_Branch]) -> tuple[int | None, str | None, str | None]:
    """The stage, the question that holds it below the rounded mean level (if any), and the weakest question."""
    if points is None:
        return None, None, None
    rounded = rounded_stage(points)
    staged = [(child.node.stage, child) for child in children if child.node.stage is not None]
    if not staged:  # a group in which no single question may be shown
        return rounded, None, None
    lowest, weakest = min(staged, key=lambda item: item[0])
    if 1 + lowest < rounded:
        return 1 + lowest, weakest.weakest, weakest.weakest
    return rounded, None, weakest.weakest


def rounded_stage(points: Fraction) -> int:
    """The mean level as a whole number, halves upwards: floor(level + 1/2) with level = 1 + points/25."""
    return (2 * points.numerator + 75 * points.denominator) // (50 * points.denominator)


def _mean(weighted: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """The weighted mean of the values that are there; None without any.

    The sums are taken over one common denominator: a reduction per child would cost several times as much.
    """
    pairs = [(weight, value) for weight, value in weighted if value is not None]
    if not pairs:
        return None
    common = lcm(*(weight.denominator * value.denominator for weight, value in pairs))
    above = below = 0
    for weight, value in pairs:
        part = weight.numerator * (common // weight.denominator)
        above += part // value.denominator * value.numerator
        below += part
    return Fraction(above, below)
