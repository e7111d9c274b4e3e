"""The scores of one person or a group, up the tree: question, theme, line, total.

Every node is a weighted arithmetic mean of its children, in exact fractions. An unknown answer stays out of the
mean, lowers the coverage and widens the interval from `low` to `high`; "niet van toepassing" leaves the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import LEVELS, Questionnaire
from scoring.groups import MIN_PEOPLE, Counts, enough_known, figures, low_median
from scoring.model import GroupFigures, Node, Scores

REPORTED_FROM: Final = Fraction(2, 3)
"""The coverage from which a theme or line is reported (a rule of thumb, compared exactly)."""

_REMEMBERED: Final = 7**4
"""How many sets of answers are kept per theme: all of a theme of four questions."""

_NONE: Final = Fraction(0)
_ALL: Final = Fraction(1)
_TOP: Final = Fraction(100)


class _Branch(NamedTuple):
    """A finished node, with what its parent needs to know besides.

    The last five are the exact values of the node as whole numbers over one denominator, `scale`: adding those costs a
    small part of what adding fractions does. `points` is 0 where nothing is known, and all are 0 where nothing applies.
    """

    node: Node
    weakest: str | None
    """The question with the lowest stage, under the child with the lowest stage."""
    people: int
    """The people with a known answer below, as a set of bits."""
    scale: int = 1
    points: int = 0
    low: int = 0
    high: int = 0
    coverage: int = 0


@dataclass(frozen=True, slots=True)
class _Theme:
    """A theme as the tree needs it. `scored` are the places of the questions that count, with their whole weights."""

    id: str
    questions: tuple[str, ...]
    scored: tuple[tuple[int, int], ...]
    seen: dict[tuple[Value, ...], _Branch] = field(default_factory=dict)
    """The branch of each set of one person's answers so far."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all measurements of a questionnaire have in common. `lines` and `total` have places in `themes` with weights.

    The weights of children of one parent are whole numbers: only their proportions matter. What weighs 0 is not there.
    """

    themes: tuple[_Theme, ...]
    lines: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    total: tuple[tuple[int, int], ...]


def score(questionnaire: Questionnaire, values: Mapping[str, Value]) -> Scores:
    """The scores of one person's (or the agreed) answers, by question id. A missing answer counts as unknown.

    Raises ValueError for a question that is not in the questionnaire, or a value that is no answer.
    """
    _check(questionnaire, values)
    shape = _shape(questionnaire)
    questions: dict[str, Node] = {}
    branches: list[_Branch] = []
    for theme in shape.themes:
        given = tuple([values.get(id, UNKNOWN) for id in theme.questions])
        questions.update(zip(theme.questions, map(SOLO.__getitem__, given), strict=True))
        branch = theme.seen.get(given)
        if branch is None:
            leaves = [_solo_leaf(id, value) for id, value in zip(theme.questions, given, strict=True)]
            branch = _branch([(leaves[place], weight) for place, weight in theme.scored], min_people=1)
            if len(theme.seen) < _REMEMBERED:
                theme.seen[given] = branch
        branches.append(branch)
    return _grow(shape, branches, questions, min_people=1)


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

        leaves[question.id] = _group_leaf(question.id, counts, unknown, not_applicable, people_known)
        role_counts = {role: _count(theirs) for role, theirs in by_role.items()}
        sizes = {role: len(theirs) for role, theirs in by_role.items()}
        group[question.id] = figures(counts, unknown, not_applicable, role_counts, blank, sizes)
    shape = _shape(questionnaire)
    branches = [
        _branch([(leaves[theme.questions[place]], weight) for place, weight in theme.scored], MIN_PEOPLE)
        for theme in shape.themes
    ]
    return _grow(shape, branches, {id: leaf.node for id, leaf in leaves.items()}, MIN_PEOPLE, group)


def _check(questionnaire: Questionnaire, values: Mapping[str, Value]) -> None:
    for question, value in values.items():
        if question not in questionnaire.question_by_id:
            raise ValueError(f"vraag '{question}' staat niet in de vragenlijst")
        # type() and not isinstance(): True is an int, and equals 1.
        if type(value) not in (int, str) or value not in SOLO:
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


SOLO: Final[dict[Value, Node]] = {
    **{level: _known_leaf(level) for level in LEVELS},
    UNKNOWN: Node(None, _NONE, _TOP, _NONE, False, None, True, applicable_questions=1, questions=1),
    NOT_APPLICABLE: Node(None, None, None, None, False, None, False, questions=1),
}
"""The node of one person's question, by the answer."""


def _solo_leaf(question: str, value: Value) -> _Branch:
    node = SOLO[value]
    if isinstance(value, int):
        points = 25 * (value - 1)
        return _Branch(node, question, 1, points=points, low=points, high=points, coverage=1)
    return _Branch(node, question, 1, high=100 if node.applicable else 0)


def _group_leaf(question: str, counts: Counts, unknown: int, not_applicable: int, people: int) -> _Branch:
    """A question in a group. It always counts in the mean, but is reported only when enough people know the answer:
    dropping small ones from the mean would put it outside its own interval."""
    known = sum(counts)
    applicable = known + unknown
    if not_applicable > applicable:  # more than half of everyone
        return _Branch(SOLO[NOT_APPLICABLE], question, people)
    points = sum(25 * (level - 1) * count for level, count in enumerate(counts, start=1))
    shown = enough_known(known, unknown)
    node = Node(
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
    return _over_one_denominator(node, question, people)


def _shape(questionnaire: Questionnaire) -> _Shape:
    """The shape of the questionnaire, made at the first score and kept with it."""
    shape: _Shape | None = questionnaire.kept.get(__name__)
    if shape is None:
        shape = _shaped(questionnaire)
        questionnaire.kept[__name__] = shape
    return shape


def _shaped(questionnaire: Questionnaire) -> _Shape:
    themes = tuple(
        _Theme(theme.id, tuple(question.id for question in theme.questions), _whole([each.weight for each in theme.questions]))
        for theme in questionnaire.themes
    )
    lines: list[tuple[str, tuple[tuple[int, int], ...]]] = []
    first = 0
    for line in questionnaire.lines:
        lines.append((line.id, tuple((first + place, weight) for place, weight in _whole([each.weight for each in line.themes]))))
        first += len(line.themes)
    total = _whole([theme.weight * line.weight for line in questionnaire.lines for theme in line.themes])
    return _Shape(themes, tuple(lines), total)


def _whole(weights: Sequence[Fraction]) -> tuple[tuple[int, int], ...]:
    """Each place whose weight is not 0, with the weights as whole numbers in the same proportions."""
    common = lcm(*(weight.denominator for weight in weights))
    return tuple((place, int(weight * common)) for place, weight in enumerate(weights) if weight > 0)


def _grow(
    shape: _Shape,
    themes: Sequence[_Branch],
    questions: Mapping[str, Node],
    min_people: int,
    group: Mapping[str, GroupFigures] | None = None,
) -> Scores:
    """The lines and the total over the finished themes."""

    def joined(children: Iterable[tuple[int, int]]) -> Node:
        return _join([(themes[place], weight) for place, weight in children], min_people)[0]

    return Scores(
        total=joined(shape.total),
        lines={id: joined(children) for id, children in shape.lines},
        themes={theme.id: branch.node for theme, branch in zip(shape.themes, themes, strict=True)},
        questions=questions,
        group=group or {},
    )


def _branch(children: Sequence[tuple[_Branch, int]], min_people: int) -> _Branch:
    """The branch of a theme over its weighted questions."""
    return _over_one_denominator(*_join(children, min_people))


def _join(children: Sequence[tuple[_Branch, int]], min_people: int) -> tuple[Node, str | None, int]:
    """The node over weighted children (a theme, a line or the total), its weakest question and its people. No weight is 0."""
    questions = sum([branch.node.questions for branch, _ in children])
    applicable = [(branch, weight) for branch, weight in children if branch.node.applicable]
    if not applicable:
        return Node(None, None, None, None, False, None, False, questions=questions), None, 0

    scale = lcm(*[branch.scale for branch, _ in applicable])
    people = weights = known_weights = points = low = high = coverage = 0
    for branch, weight in applicable:
        people |= branch.people
        weights += weight
        part = weight * (scale // branch.scale)
        low += part * branch.low
        high += part * branch.high
        coverage += part * branch.coverage
        if branch.node.points is not None:
            known_weights += weight
            points += part * branch.points
    covered = Fraction(coverage, weights * scale)
    mean = Fraction(points, known_weights * scale) if known_weights else None
    stage, floor, weakest = _stage(mean, [branch for branch, _ in applicable])
    node = Node(
        points=mean,
        low=Fraction(low, weights * scale),
        high=Fraction(high, weights * scale),
        coverage=covered,
        reported=covered >= REPORTED_FROM and people.bit_count() >= min_people,
        stage=stage,
        applicable=True,
        floor=floor,
        known=sum([branch.node.known for branch, _ in applicable]),
        applicable_questions=sum([branch.node.applicable_questions for branch, _ in applicable]),
        questions=questions,
    )
    return node, weakest, people


def _over_one_denominator(node: Node, weakest: str | None, people: int) -> _Branch:
    exact = (node.points or _NONE, node.low or _NONE, node.high or _NONE, node.coverage or _NONE)
    scale = lcm(*[value.denominator for value in exact])
    points, low, high, coverage = (value.numerator * (scale // value.denominator) for value in exact)
    return _Branch(node, weakest, people, scale, points, low, high, coverage)


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
