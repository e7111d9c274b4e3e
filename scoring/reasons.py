"""Why a theme or line has the number it has: facts from the same tree that computes it. `scoring.reason_words` tells them.

Everything is exact, and rests only on what may be shown: a group of 3 or 4 people gets no fact about a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from questionnaire.models import LEVELS, Questionnaire, Theme
from scoring.groups import Counts
from scoring.model import GroupFigures, Node, Result
from scoring.shown import detail, shown
from scoring.tree import REPORTED_FROM, rounded_stage
from scoring.view import Detail, GroupView

Voice = Literal["one", "group", "small"]
"""Who answered: one person (or a group that agreed), a group of at least 5, a group of 3 or 4."""

_NONE: Final = Fraction(0)
_STEP: Final = Fraction(25)


@dataclass(frozen=True, slots=True)
class Part:
    """A question of a theme, or a theme of a line, with a level that may be shown.

    pull  its weight times how many levels it lies below the mean of the whole: the part with the largest pull lowers
          the mean most. Negative for a part above the mean.
    """

    id: str
    level: Fraction
    weight: Fraction
    pull: Fraction


@dataclass(frozen=True, slots=True)
class Goal:
    """The next stage, and a step of one level towards it: recognising `level` of `question`.

    enough  this step alone reaches the stage; otherwise (of one person) no single step does, and this one is a good first
    In a group the step is taken by everyone who knows an answer below the highest, and `level` is the one after the
    middle of the group.
    """

    stage: int
    question: str
    level: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """The facts behind one theme or line.

    parts      what made the number, in the order of the questionnaire; empty unless reported
    lowers     the parts that lower the mean most; empty where all are equal
    heaviest   the parts that weigh most; empty where all weigh the same
    hidden     how many parts (may) count in the mean without a level that may be shown
    weakest    of a line whose stage is held back: the theme that holds it, where it may be shown
    goal       the smallest step to the next stage; None at the highest, and where it cannot be known
    needed     one person, not reported: how many more answers are needed at least
    find_out   questions of which the answer to one is enough to be reported
    """

    id: str
    kind: Literal["theme", "line"]
    node: Node
    parts: tuple[Part, ...] = ()
    lowers: tuple[str, ...] = ()
    heaviest: tuple[str, ...] = ()
    hidden: int = 0
    weakest: str | None = None
    goal: Goal | None = None
    needed: int = 0
    find_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Every theme and line by id; both are empty for a group that may see nothing."""

    voice: Voice
    themes: Mapping[str, Reason] = field(default_factory=dict)
    lines: Mapping[str, Reason] = field(default_factory=dict)


class Leaf(NamedTuple):
    """A question as far as it may be shown.

    valued  it counts in the mean of its theme
    level   its (mean) level, stage its level or the middle one of a group; both None where they may not be shown
    rise    how many points its mean rises when everyone goes one level up
    """

    applicable: bool
    valued: bool
    level: Fraction | None
    stage: int | None
    rise: Fraction


class _Step(NamedTuple):
    """One level up on a question, and what it does to its theme: points more, and the stage it then has."""

    question: str
    level: Fraction
    following: int
    lift: Fraction
    stage: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures that may be shown of one measurement or workshop. `questions` is empty for a small group."""

    voice: Voice
    themes: Mapping[str, Node]
    lines: Mapping[str, Node]
    questions: Mapping[str, Leaf]


def reasons(result: Result) -> Reasons:
    """The reasons behind every theme and line of a result."""
    return explain(result.questionnaire, figures(result))


def group_reasons(questionnaire: Questionnaire, view: GroupView) -> Reasons:
    """The reasons behind every theme and line of a workshop; `questionnaire` holds the questions it asked."""
    return explain(questionnaire, group_figures(view))


# What may be shown


def figures(result: Result) -> Shown:
    """The figures of a result; of a group only what its size allows."""
    scores = shown(result).scores
    if not scores.group:
        leaves = {id: _leaf(node, None) for id, node in scores.questions.items()}
        return Shown("one", scores.themes, scores.lines, leaves)
    what = detail(result)
    if what != "questions":
        return _small(what, scores.themes, scores.lines)
    leaves = {id: _leaf(node, scores.group[id]) for id, node in scores.questions.items()}
    return Shown("group", scores.themes, scores.lines, leaves)


def group_figures(view: GroupView) -> Shown:
    """The figures of a workshop."""
    if view.detail != "questions":
        return _small(view.detail, view.themes, view.lines)
    leaves = {id: _group_leaf(item.node, item.known, item.counts) for id, item in view.questions.items()}
    return Shown("group", view.themes, view.lines, leaves)


def _small(what: Detail, themes: Mapping[str, Node], lines: Mapping[str, Node]) -> Shown:
    return Shown("small", {}, {}, {}) if what == "nothing" else Shown("small", themes, lines, {})


def _leaf(node: Node, figures: GroupFigures | None) -> Leaf:
    if figures is not None:
        return _group_leaf(node, sum(figures.counts), figures.counts if node.reported else None)
    valued = node.points is not None
    return Leaf(node.applicable, valued, node.shown_level, node.stage, _NONE if node.stage in (None, LEVELS[-1]) else _STEP)


def _group_leaf(node: Node, known: int, counts: Counts | None) -> Leaf:
    valued = node.applicable and known > 0
    if counts is None or not node.reported:
        return Leaf(node.applicable, valued, None, None, _NONE)
    return Leaf(node.applicable, valued, node.shown_level, node.stage, _STEP * Fraction(known - counts[-1], known))


# The reasons


def explain(questionnaire: Questionnaire, figures: Shown) -> Reasons:
    """The reasons behind figures that may be shown."""
    if not figures.themes:
        return Reasons(figures.voice)
    steps = {theme.id: _steps(theme, figures) for theme in questionnaire.themes}
    themes = {theme.id: _theme(theme, figures, steps[theme.id]) for theme in questionnaire.themes}
    lines = {line.id: _line(line.id, line.themes, figures, steps) for line in questionnaire.lines}
    return Reasons(figures.voice, themes, lines)


def _theme(theme: Theme, figures: Shown, steps: Sequence[_Step]) -> Reason:
    node = figures.themes[theme.id]
    leaves = _scored(theme, figures)
    if not node.reported or node.level is None:
        gains = {id: weight for id, weight, leaf in leaves if not leaf.valued}
        needed, find_out = _missing(figures, node, gains, sum((weight for _, weight, _ in leaves), _NONE))
        return Reason(theme.id, "theme", node, needed=needed, find_out=find_out)
    parts = _parts(node.level, ((id, leaf.level, weight) for id, weight, leaf in leaves if leaf.level is not None))
    hidden = sum(leaf.valued and leaf.level is None for _, _, leaf in leaves)
    goal = None
    if node.stage is not None and node.stage < LEVELS[-1]:
        goal = _goal(node.stage + 1, [(step, step.stage) for step in steps])
    return Reason(theme.id, "theme", node, parts, _lowers(parts), _heaviest(parts), hidden, None, goal)


def _line(id: str, themes: Sequence[Theme], figures: Shown, steps: Mapping[str, Sequence[_Step]]) -> Reason:
    node = figures.lines[id]
    children = [(theme, figures.themes[theme.id]) for theme in themes if theme.weight > 0]
    applicable = [(theme, child) for theme, child in children if child.applicable]
    if not node.reported or node.level is None:
        gains: dict[str, Fraction] = {}
        for theme, _ in applicable:
            leaves = _scored(theme, figures)
            whole = sum((weight for _, weight, _ in leaves), _NONE)
            gains |= {question: theme.weight * weight / whole for question, weight, leaf in leaves if not leaf.valued}
        needed, find_out = _missing(figures, node, gains, sum((theme.weight for theme, _ in applicable), _NONE))
        return Reason(id, "line", node, needed=needed, find_out=find_out)
    parts = _parts(
        node.level, ((theme.id, level, theme.weight) for theme, child in applicable if (level := child.shown_level) is not None)
    )
    # A theme that is hidden from a small group keeps nothing, also not its coverage.
    valued = [(theme, child) for theme, child in applicable if child.coverage != 0]
    hidden = len(valued) - len(parts)
    weakest = goal = None
    if node.stage is not None and (figures.voice == "one" or not hidden):
        staged = [(child.stage, theme.id, child.reported) for theme, child in valued if child.stage is not None]
        if node.floor is not None:
            _, held, may_be_shown = min(staged, key=lambda item: item[0])
            weakest = held if may_be_shown else None
        if node.stage < LEVELS[-1]:
            goal = _goal(node.stage + 1, _line_steps(node, valued, steps))
    return Reason(id, "line", node, parts, _lowers(parts), _heaviest(parts), hidden, weakest, goal)


def _scored(theme: Theme, figures: Shown) -> list[tuple[str, Fraction, Leaf]]:
    """The questions that count and apply, with their weights; none for a small group."""
    found = ((question, figures.questions.get(question.id)) for question in theme.questions if question.weight > 0)
    return [(question.id, question.weight, leaf) for question, leaf in found if leaf is not None and leaf.applicable]


def _parts(mean: Fraction, children: Iterable[tuple[str, Fraction, Fraction]]) -> tuple[Part, ...]:
    return tuple(Part(id, level, weight, weight * (mean - level)) for id, level, weight in children)


def _lowers(parts: Sequence[Part]) -> tuple[str, ...]:
    """The parts with the largest pull, of at least two parts that differ."""
    if len({part.level for part in parts}) < 2:
        return ()
    largest = max(part.pull for part in parts)
    return tuple(part.id for part in parts if part.pull == largest > 0)


def _heaviest(parts: Sequence[Part]) -> tuple[str, ...]:
    weights = {part.weight for part in parts}
    return tuple(part.id for part in parts if part.weight == max(weights)) if len(weights) > 1 else ()


# What is missing


def _missing(figures: Shown, node: Node, gains: Mapping[str, Fraction], whole: Fraction) -> tuple[int, tuple[str, ...]]:
    """How many answers are needed at least to be reported, and the questions of which one is enough.

    `gains`: what an answer adds to the coverage, as a part of `whole`.
    """
    if figures.voice != "one" or node.coverage is None:
        return 0, ()
    short = (REPORTED_FROM - node.coverage) * whole
    alone = tuple(id for id, gain in gains.items() if gain >= short)
    needed, reached = 0, _NONE
    for gain in sorted(gains.values(), reverse=True):
        if reached >= short:
            break
        reached += gain
        needed += 1
    return needed, alone


# The next stage


def _steps(theme: Theme, figures: Shown) -> tuple[_Step, ...]:
    """Every step of one level within a theme that has a value, with what it does to that theme."""
    node = figures.themes[theme.id]
    leaves = _scored(theme, figures)
    if node.points is None:
        return ()
    whole = sum((weight for _, weight, leaf in leaves if leaf.valued), _NONE)
    stages = {id: leaf.stage for id, _, leaf in leaves if leaf.stage is not None}
    found: list[_Step] = []
    for id, weight, leaf in leaves:
        if leaf.stage is None or leaf.level is None or leaf.stage == LEVELS[-1]:
            continue
        following = leaf.stage + 1
        lift = leaf.rise * weight / whole
        lowest = min((stage for other, stage in stages.items() if other != id), default=following)
        stage = min(rounded_stage(node.points + lift), 1 + min(lowest, following))
        found.append(_Step(id, leaf.level, following, lift, stage))
    return tuple(found)


def _line_steps(
    line: Node, themes: Sequence[tuple[Theme, Node]], steps: Mapping[str, Sequence[_Step]]
) -> Iterable[tuple[_Step, int]]:
    """Every step within the themes of a line, with the stage that the line then has."""
    whole = sum((theme.weight for theme, _ in themes), _NONE)
    stages = {theme.id: node.stage for theme, node in themes if node.stage is not None}
    for theme, _ in themes:
        lowest = min((stage for id, stage in stages.items() if id != theme.id), default=LEVELS[-1])
        for step in steps[theme.id]:
            lift = step.lift * theme.weight / whole
            points = (line.points or _NONE) + lift
            yield step._replace(lift=lift), min(rounded_stage(points), 1 + min(lowest, step.stage))


def _goal(stage: int, steps: Iterable[tuple[_Step, int]]) -> Goal | None:
    """The step that reaches the stage, else the first of more: the lowest level first, then the largest lift, then order."""
    found = [(reached < stage, step.level, -step.lift, place, step) for place, (step, reached) in enumerate(steps)]
    if not found:
        return None
    short, _, _, _, step = min(found)
    return Goal(stage, step.question, step.following, not short)
