"""What changed between two measurements, exactly; the words for it are in `scoring.change_words`.

Only questions with the same id and the same wording in both questionnaires are compared, and only where both
measurements know a level. A part (theme or line) with fewer than two thirds of its questions left is not comparable:
then a difference says more about the questions than about the work.

"Aantoonbaar" is a rule of thumb (vuistregel): reasoned, not validated. It asks for a sum of level changes that is
larger than what a few answers given differently on another day would make. The method names the sum for 3 to 4, for 9
and for 12 questions. In between the same sum holds up to the next named size (5 to 8 questions as 9, 10 and more as
12); for fewer than 3 questions it stays 3, because little can show little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final, Literal

from questionnaire.differences import Common, comparable_questions
from questionnaire.models import Question, Theme
from scoring.model import Node, Result, Scores
from scoring.sharing import detail_of, themes_only

Direction = Literal["up", "down", "equal"]
Why = Literal["questions", "answers", "not_applicable", "small_group"]

_THRESHOLDS: Final = ((4, 3), (9, 4))
_LARGEST: Final = 5


def threshold(questions: int) -> int:
    """The sum of level changes from which a change in this many questions is demonstrable (a rule of thumb)."""
    return next((needed for most, needed in _THRESHOLDS if questions <= most), _LARGEST)


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question that both questionnaires have with the same wording.

    before, now     the level 1..5 that is recognised; of a group the middle one. None without one that may be shown
    step            the change of the (mean) level; None where a level is missing
    before_anchor, now_anchor
                    the description of that level, each from its own questionnaire
    """

    id: str
    before: int | None
    now: int | None
    step: Fraction | None
    before_anchor: str | None
    now_anchor: str | None

    @property
    def recognised(self) -> Direction | None:
        """Whether a higher or lower description is recognised now; None where a level is missing."""
        if self.before is None or self.now is None:
            return None
        return _direction(self.now - self.before)


@dataclass(frozen=True, slots=True)
class PartChange:
    """The change of a theme or line.

    common       how many of its questions are the same in both questionnaires, out of how many
    compared     how many of those have a level at both moments; the others fell out
    aside        how many of those are "niet van toepassing" at both moments: they count for nothing
    steps        the sum of the level changes of the compared questions
    difference   the change in points, over the compared questions only
    overall      the change in points over everything that each measurement knows, None where one has no outcome
    why          why it is not comparable, else None; then steps and difference are None
    """

    id: str
    common: Common
    compared: int = 0
    aside: int = 0
    steps: Fraction | None = None
    difference: Fraction | None = None
    overall: Fraction | None = None
    why: Why | None = None

    @property
    def comparable(self) -> bool:
        return self.why is None

    @property
    def fell_out(self) -> int | None:
        """How many of the same questions have no level at one of the moments, or at both; None where none were compared."""
        if self.why in ("questions", "small_group"):
            return None
        return self.common.shared - self.aside - self.compared

    @property
    def needed(self) -> int:
        return threshold(self.compared)

    @property
    def demonstrable(self) -> bool:
        return self.steps is not None and abs(self.steps) >= self.needed

    @property
    def direction(self) -> Direction | None:
        return None if self.steps is None else _direction(self.steps)


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two measurements. Everything stands in the order of the newest questionnaire.

    new        the ids of its questions that the earlier questionnaire did not have with this wording
    lost       the ids of questions of the earlier questionnaire that are not compared for the same reason
    gone       the ids of themes that only the earlier questionnaire has
    """

    before: Result
    now: Result
    themes: Mapping[str, PartChange]
    lines: Mapping[str, PartChange]
    questions: tuple[QuestionChange, ...] = ()
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def group(self) -> bool:
        """Whether several people answered at one of the moments."""
        return bool(self.before.scores.group or self.now.scores.group)

    def level_before(self, id: str) -> Fraction | None:
        """The mean level of a theme or line in the earlier measurement; None without one that may be shown."""
        return _level(_visible(self.before), id)

    def level_now(self, id: str) -> Fraction | None:
        """As `level_before`, in the newest measurement."""
        return _level(_visible(self.now), id)

    @property
    def same_questions(self) -> bool:
        return not (self.new or self.lost)

    def recognised(self, direction: Direction) -> tuple[QuestionChange, ...]:
        """The questions where a higher ("up"), lower or equal description is recognised now."""
        return tuple(question for question in self.questions if question.recognised == direction)

    def demonstrable(self, direction: Direction) -> tuple[str, ...]:
        """The ids of the themes that changed demonstrably in this direction."""
        return tuple(id for id, part in self.themes.items() if part.demonstrable and part.direction == direction)


def compare(before: Result, now: Result) -> Change:
    """What changed from `before` to `now`. Of a group only what may be shown is used: see `scoring.sharing`.

    Raises ValueError for measurements of two different questionnaires (not: versions of one).
    """
    old, new = before.questionnaire, now.questionnaire
    if old.id != new.id:
        raise ValueError(f"'{old.id}' en '{new.id}' zijn twee vragenlijsten: hun metingen zijn niet te vergelijken")
    details = {detail_of(before.scores), detail_of(now.scores)}
    whole = details == {"questions"}
    questions = tuple(_question(before, now, id, levels=whole) for id in comparable_questions(old, new))
    applies = [scores.questions for scores in (before.scores, now.scores)]
    aside = frozenset(each.id for each in questions if not any(nodes[each.id].applicable for nodes in applies))
    both = _Both({question.id: question for question in questions}, aside, hidden=not whole)
    seen_before, seen_now = _visible(before), _visible(now)
    themes, lines = {}, {}
    for line in new.lines:
        for theme in line.themes:
            nodes = seen_before.themes.get(theme.id), seen_now.themes.get(theme.id)
            earlier = _scored([old.theme_by_id[theme.id]] if theme.id in old.theme_by_id else [], alone=True)
            themes[theme.id] = both.part(theme.id, earlier, _scored([theme], alone=True), *nodes)
        nodes = seen_before.lines.get(line.id), seen_now.lines.get(line.id)
        earlier = _scored(old.line_by_id[line.id].themes if line.id in old.line_by_id else [])
        lines[line.id] = both.part(line.id, earlier, _scored(line.themes), *nodes)

    return Change(
        before,
        now,
        themes,
        lines,
        questions,
        new=tuple(question.id for question in new.questions if question.id not in both.questions),
        lost=tuple(question.id for question in old.questions if question.id not in both.questions),
        gone=tuple(theme.id for theme in old.themes if theme.id not in new.theme_by_id),
    )


_Weighted = Sequence[tuple[Fraction, Mapping[str, Fraction]]]
"""Themes that count: their weight, and the weight of their questions that count."""


def _scored(themes: Iterable[Theme], *, alone: bool = False) -> _Weighted:
    """What counts below a line; `alone`: below one theme, whose own weight then says nothing."""
    found = [
        (Fraction(1) if alone else theme.weight, {each.id: each.weight for each in theme.questions if each.weight})
        for theme in themes
    ]
    return [(weight, questions) for weight, questions in found if weight and questions]


@dataclass(frozen=True, slots=True)
class _Both:
    """The questions that two measurements share. `aside`: not applicable in both; `hidden`: a group too small for questions."""

    questions: Mapping[str, QuestionChange]
    aside: Collection[str]
    hidden: bool

    def part(self, id: str, earlier: _Weighted, newer: _Weighted, was: Node | None, is_: Node | None) -> PartChange:
        """The change of a theme or line. `was` and `is_`: its outcomes, where there are any that may be shown."""
        before = {question for _, questions in earlier for question in questions}
        now = {question for _, questions in newer for question in questions}
        shared = before & now & self.questions.keys()
        common = Common(len(shared), max(len(before), len(now)))
        overall = _difference(was, is_)
        if not shared or not common.comparable:
            return PartChange(id, common, overall=overall, why="questions")
        if self.hidden:
            return PartChange(id, common, overall=overall, why="small_group")
        aside = len(shared.intersection(self.aside))
        if aside == len(shared):
            return PartChange(id, common, aside=aside, overall=overall, why="not_applicable")
        steps = {each: step for each in shared if (step := self.questions[each].step) is not None}
        if not Common(len(steps), common.total - aside).comparable:
            return PartChange(id, common, len(steps), aside, overall=overall, why="answers")
        return PartChange(id, common, len(steps), aside, _sum(steps.values()), 25 * _mean_step(newer, steps), overall)


def _visible(result: Result) -> Scores:
    """The scores as far as a group of this size may see them; nothing below 3 people."""
    detail = detail_of(result.scores)
    if detail == "questions":
        return result.scores
    if detail == "themes":
        return themes_only(result.questionnaire, result.scores)
    return Scores(result.scores.total, {}, {}, {})


def _level(scores: Scores, id: str) -> Fraction | None:
    node = scores.themes.get(id) or scores.lines.get(id)
    return node.shown_level if node else None


def _question(before: Result, now: Result, id: str, *, levels: bool) -> QuestionChange:
    was, is_ = before.scores.questions[id], now.scores.questions[id]
    first, second = (_points(was), _points(is_)) if levels else (None, None)
    old, new = before.questionnaire.question_by_id[id], now.questionnaire.question_by_id[id]
    return QuestionChange(
        id=id,
        before=None if first is None else was.stage,
        now=None if second is None else is_.stage,
        step=None if first is None or second is None else (second - first) / 25,
        before_anchor=_anchor(old, was, first),
        now_anchor=_anchor(new, is_, second),
    )


def _points(node: Node) -> Fraction | None:
    return node.points if node.reported else None


def _anchor(question: Question, node: Node, points: Fraction | None) -> str | None:
    return None if points is None or node.stage is None else question.levels[node.stage]


def _mean_step(themes: _Weighted, steps: Mapping[str, Fraction]) -> Fraction:
    """The weighted mean of the level changes, up the tree as every score, with the weights of the newest questionnaire."""
    means = []
    for weight, questions in themes:
        pairs = [(own, steps[id]) for id, own in questions.items() if id in steps]
        if pairs:
            means.append((weight, _weighted(pairs)))
    return _weighted(means)


def _weighted(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The weighted mean, over one common denominator: a reduction per value would cost several times as much."""
    common = lcm(*(weight.denominator * value.denominator for weight, value in pairs))
    parts = [weight.numerator * (common // weight.denominator) for weight, _ in pairs]
    above = sum((part // value.denominator) * value.numerator for part, (_, value) in zip(parts, pairs, strict=True))
    return Fraction(above, sum(parts))


def _sum(steps: Collection[Fraction]) -> Fraction:
    common = lcm(*(step.denominator for step in steps))
    return Fraction(sum(step.numerator * (common // step.denominator) for step in steps), common)


def _difference(before: Node | None, now: Node | None) -> Fraction | None:
    if before is None or now is None or not (before.reported and now.reported):
        return None
    return None if before.points is None or now.points is None else now.points - before.points


def _direction(value: Fraction | int) -> Direction:
    return "equal" if value == 0 else "up" if value > 0 else "down"
