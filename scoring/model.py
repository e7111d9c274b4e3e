"""What a score consists of. All numbers are exact fractions; rounding happens only in `scoring.words`.

Points run from 0 to 100 (one level is 25 points); coverage runs from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from questionnaire.answers import Value
from questionnaire.models import Idea, Questionnaire


@dataclass(frozen=True, slots=True)
class Node:
    """A question, theme, line or the total.

    points     weighted mean of all known answers below, None without a known answer
    low, high  the points if every unknown answer were level 1, or level 5; None where nothing applies
    coverage   the known share of what applies, None where nothing applies
    reported   coverage is at least 2/3 (a group: and at least 3 persons contributed;
               its questions: at least 3 known answers, and no more unknown than known)
    stage      1..5, None without a value (a group's question: None where it is not reported)
    floor      the id of the question whose level holds the stage below the rounded mean level, else None
    known      the number of questions below with a known answer (a group: that are reported);
               `applicable_questions` of `questions` apply; questions of weight 0 are not counted in a parent
    """

    points: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None
    reported: bool
    stage: int | None
    applicable: bool
    floor: str | None = None
    known: int = 0
    applicable_questions: int = 0
    questions: int = 0

    @property
    def level(self) -> Fraction | None:
        """The mean level, 1 to 5."""
        return None if self.points is None else 1 + self.points / 25

    @property
    def low_level(self) -> Fraction | None:
        return None if self.low is None else 1 + self.low / 25

    @property
    def high_level(self) -> Fraction | None:
        return None if self.high is None else 1 + self.high / 25

    @property
    def shown_level(self) -> Fraction | None:
        """The mean level where it may be shown: None unless reported."""
        return self.level if self.reported else None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What a group question adds to its node: how many people chose what. See `scoring.groups`.

    `unknown` includes `blank`: the people who left the question open.
    """

    counts: tuple[int, int, int, int, int]
    unknown: int
    not_applicable: int
    agreement: Fraction | None
    flags: tuple[str, ...] = ()
    roles: Mapping[str, tuple[int, int, int, int, int]] = field(default_factory=dict)
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Scores:
    total: Node
    lines: Mapping[str, Node]
    themes: Mapping[str, Node]
    questions: Mapping[str, Node]
    group: Mapping[str, GroupFigures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one question contributes to the gain of a suggestion."""

    question: str
    level: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Suggestion:
    idea: Idea
    list: Literal["quick", "larger"]
    gain: Fraction
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that an idea does not meet yet: of kind size, level or partner."""

    kind: Literal["size", "level", "partner"]
    subject: tuple[str, ...]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Postponed:
    """An idea that would help, but for its conditions ("later mogelijk, als ...")."""

    idea: Idea
    gain: Fraction
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """suggestions   in the order of choice, at most 3 quick and 3 larger
    find_out         question ids answered "weet ik niet" or not at all ("zoek uit")
    later            at most 3 ideas whose conditions are not met, largest gain first
    unaddressed      weak questions that no suggestion works on
    outcome          "ideas", "share" (every need is 0: deel uw aanpak), "unknown" (nothing is known)
                     or "blocked" (there is need, and no idea can start)
    """

    suggestions: tuple[Suggestion, ...]
    find_out: tuple[str, ...]
    later: tuple[Postponed, ...]
    unaddressed: tuple[str, ...]
    outcome: Literal["ideas", "share", "unknown", "blocked"]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that screens, report and exports show about one measurement."""

    questionnaire: Questionnaire
    values: Mapping[str, Value]
    """The answers of one person; empty for a group, which has distributions in `scores.group` instead."""
    scores: Scores
    advice: Advice
    targets: Mapping[str, int]
    """The ambition of every theme id, the default filled in."""
