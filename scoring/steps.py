"""What brings a theme or a line to a stage with the least effort: the smallest set of one-level steps, exact.

Stage N asks two things (see `scoring.tree`): a mean level of at least N - 1/2, and no child below stage N - 1. So
1. every question of a theme must reach level N - 1 (below a line: every theme stage N - 1, every question level N - 2);
2. the rest is a choice: which questions to raise further until the weighted mean is there.
The choice is made by going through the questions one by one and keeping, for every gain, only the cheapest way to it.
A way that gains no more and costs no less than another can be dropped: costs add up, and their order stays the same
whatever is added to both. What is left at the end is the optimum, not an estimate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from questionnaire.answers import UNKNOWN, Value
from questionnaire.models import LEVELS, Idea, Question, Questionnaire, Strength, Theme
from scoring.model import Condition
from scoring.suggestions import unmet_conditions
from scoring.tree import score

DELIVERS: Final[frozenset[Strength]] = frozenset({"clear", "core"})
"""The strengths that carry a whole step. An idea that helps "a little" supports a step, and does not deliver it."""

_NO_IDEA: Final = (4, 61)
"""Effort and lead time of a step without an idea: more than any idea has."""
_TOP: Final = LEVELS[-1]
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Delivery:
    """An idea that fits a question at the level it has, strongly enough for one step.

    `conditions` are what the municipality does not meet yet; empty where the idea can start.
    """

    idea: Idea
    strength: Strength
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Raise one question by one level. `ideas` come in order of preference: those that can start, then least effort."""

    question: Question
    level: int
    ideas: tuple[Delivery, ...]

    @property
    def to(self) -> int:
        return self.level + 1

    @property
    def delivered(self) -> bool:
        """Whether an idea that can start now delivers the step."""
        return any(not delivery.conditions for delivery in self.ideas)


@dataclass(frozen=True, slots=True)
class Way:
    """How a theme or line gets to a stage.

    now       its stage now, None where too little is known
    outcome   "steps"; "there" (the stage is reached already); "find_out" (less than two thirds is known, so there is no
              stage to raise); "not_applicable"
    steps     the smallest set, in the order of the questionnaire; empty unless the outcome is "steps"
    find_out  the questions whose answer is not known: they can change what is needed
    values    the answers after the steps, by question id
    """

    id: str
    stage: int
    now: int | None
    outcome: Literal["steps", "there", "find_out", "not_applicable"]
    steps: tuple[Step, ...]
    find_out: tuple[Question, ...]
    values: Mapping[str, Value]


class _Cost(NamedTuple):
    """What a set of steps asks, compared from left to right.

    `effort` and `months` are sums over the steps, each counted with the lightest idea that delivers it. `later` holds
    minus the steps of every question in turn: at equal costs the earlier question is raised.
    """

    steps: int
    effort: int
    months: int
    later: tuple[int, ...]

    def plus(self, other: _Cost) -> _Cost:
        return _Cost(self.steps + other.steps, self.effort + other.effort, self.months + other.months, self.later + other.later)


class _Reach(NamedTuple):
    """A way with what it gains: the rise of a weighted sum of levels."""

    gain: Fraction
    cost: _Cost


_START: Final = _Reach(Fraction(0), _Cost(0, 0, 0, ()))


def way_to(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    id: str,
    stage: int,
    *,
    size: str | None = None,
    missing_partners: Collection[str] = (),
) -> Way:
    """The smallest set of one-level steps that brings the theme or line `id` to `stage`.

    Between sets of equal size the one whose ideas ask the least effort, then the least time, then the one with the
    earliest questions. `size` and `missing_partners` decide which ideas can start: see `scoring.suggestions.suggest`.
    Raises ValueError for an id, stage or answer that the questionnaire does not know.
    """
    if stage not in LEVELS:
        raise ValueError(f"fase {stage!r} bestaat niet; kies 1 tot en met {_TOP}")
    scores = score(questionnaire, values)
    line = next((line for line in questionnaire.lines if line.id == id), None)
    if line is None and id not in questionnaire.theme_by_id:
        raise ValueError(f"thema of veranderlijn '{id}' staat niet in de vragenlijst")
    themes = [theme for theme in line.themes if theme.weight > 0] if line else [questionnaire.theme_by_id[id]]
    asked = [question for theme in themes for question in theme.questions if question.weight > 0]
    find_out = tuple(question for question in asked if values.get(question.id, UNKNOWN) == UNKNOWN)
    node = scores.lines[id] if line else scores.themes[id]

    def ends(outcome: Literal["there", "find_out", "not_applicable"]) -> Way:
        return Way(id, stage, node.stage if node.reported else None, outcome, (), find_out, dict(values))

    if not node.applicable:
        return ends("not_applicable")
    if not node.reported or node.stage is None:
        return ends("find_out")
    if node.stage >= stage:
        return ends("there")

    levels = {id: value for id, value in values.items() if isinstance(value, int)}
    known = [_known(theme, levels) for theme in themes]
    ladder = _ladder(questionnaire, [question for row in known for question in row], levels, size, missing_partners)
    if line:
        cheapest = _line([(theme.weight, row) for theme, row in zip(themes, known, strict=True) if row], levels, ladder, stage)
    else:
        cheapest = _theme(known[0], levels, ladder, stage)
    raised = [question for row in known for question in row]
    steps = tuple(
        ladder[question.id][level - levels[question.id]]
        for question, fewer in zip(raised, cheapest.later, strict=True)
        for level in range(levels[question.id], levels[question.id] - fewer)
    )
    after = dict(values) | {step.question.id: step.to for step in steps}
    return Way(id, stage, node.stage, "steps", steps, find_out, after)


# The optimum


def _known(theme: Theme, levels: Mapping[str, int]) -> list[Question]:
    return [question for question in theme.questions if question.weight > 0 and question.id in levels]


def _theme(questions: Sequence[Question], levels: Mapping[str, int], ladder: Mapping[str, Sequence[Step]], stage: int) -> _Cost:
    return min(reach.cost for reach in _ways(questions, levels, ladder, stage))


def _line(
    themes: Sequence[tuple[Fraction, Sequence[Question]]],
    levels: Mapping[str, int],
    ladder: Mapping[str, Sequence[Step]],
    stage: int,
) -> _Cost:
    """The cheapest way for a line, in terms of the mean of its themes' means."""
    missing = Fraction(0)
    reaches = [_START]
    for weight, questions in themes:
        whole = sum(question.weight for question in questions)
        mean = sum((question.weight * levels[question.id] for question in questions), Fraction(0)) / whole
        missing += weight * (stage - _HALF - mean)
        ways = _ways(questions, levels, ladder, stage - 1)
        reaches = _best(
            _Reach(reach.gain + weight * way.gain / whole, reach.cost.plus(way.cost)) for reach in reaches for way in ways
        )
    return min(reach.cost for reach in reaches if reach.gain >= missing)


def _ways(
    questions: Sequence[Question], levels: Mapping[str, int], ladder: Mapping[str, Sequence[Step]], stage: int
) -> list[_Reach]:
    """Every way worth keeping that brings a theme to `stage`; `gain` is the rise of its weighted sum of levels."""
    reaches = [_START]
    for question in questions:
        level, steps = levels[question.id], ladder[question.id]
        rises = [
            _Reach(question.weight * rise, _price(steps[:rise])) for rise in range(max(0, stage - 1 - level), _TOP - level + 1)
        ]
        reaches = _best(_Reach(reach.gain + rise.gain, reach.cost.plus(rise.cost)) for reach in reaches for rise in rises)
    missing = sum((question.weight * (stage - _HALF - levels[question.id]) for question in questions), Fraction(0))
    return [reach for reach in reaches if reach.gain >= missing]


def _price(steps: Sequence[Step]) -> _Cost:
    prices = [_lightest(step) for step in steps]
    return _Cost(len(steps), sum(effort for effort, _ in prices), sum(months for _, months in prices), (-len(steps),))


def _lightest(step: Step) -> tuple[int, int]:
    first = step.ideas[0] if step.delivered else None
    return _NO_IDEA if first is None else (first.idea.effort, first.idea.lead_time_months)


def _best(reaches: Iterable[_Reach]) -> list[_Reach]:
    """Those that gain more than every cheaper one, cheapest first."""
    kept: list[_Reach] = []
    for reach in sorted(reaches, key=lambda reach: reach.cost):
        if not kept or reach.gain > kept[-1].gain:
            kept.append(reach)
    return kept


# The ideas


def _ladder(
    questionnaire: Questionnaire,
    questions: Sequence[Question],
    levels: Mapping[str, int],
    size: str | None,
    missing_partners: Collection[str],
) -> dict[str, list[Step]]:
    """Per question every step from its level to the top."""
    addressed = {question.id for question in questions}
    fitting: dict[tuple[str, int], dict[str, Delivery]] = {}
    for idea in questionnaire.ideas:
        conditions = unmet_conditions(idea, levels, size, missing_partners)
        for address in idea.addresses:
            if address.question in addressed and address.strength in DELIVERS:
                delivery = Delivery(idea, address.strength, conditions)
                for level in range(address.from_level, address.to_level + 1):
                    known = fitting.setdefault((address.question, level), {})
                    if idea.id not in known or address.strength == "core":
                        known[idea.id] = delivery
    return {
        question.id: [
            Step(question, level, tuple(sorted(fitting.get((question.id, level), {}).values(), key=_preference)))
            for level in range(levels[question.id], _TOP)
        ]
        for question in questions
    }


def _preference(delivery: Delivery) -> tuple[bool, int, int, str]:
    idea = delivery.idea
    return bool(delivery.conditions), idea.effort, idea.lead_time_months, idea.id
