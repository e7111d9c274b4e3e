"""What may be said about a group: the shapes that screens, PDF and exports read. `scoring.sharing` fills them.

Everything in a view may be shown to everyone in the room. No field identifies a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from questionnaire.answers import Value
from scoring.groups import Counts
from scoring.model import Node

Detail = Literal["nothing", "themes", "questions"]


@dataclass(frozen=True, slots=True)
class Person:
    """One participant's answers by question id, without anything that identifies."""

    role: str | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question in a group of at least five.

    node            without points, interval and stage where the question is not reported
    counts          how many people chose each level; None with fewer than 3 known answers, or fewer known than unknown
    unknown         how many people chose "weet ik niet"
    blank           how many people left the question open
    not_applicable  how many people chose "niet van toepassing"
    known           how many people chose a level
    agreement       van der Eijk's A, None below 5 known answers
    label           the agreement in words, or why there are no counts; None with 3 or 4 known answers
    flags           the reasons to talk about the question, as ids (see `scoring.groups.flags`)
    roles           the counts of the roles that may be shown, by role id
    low_median      the middle level, None without counts
    """

    node: Node
    counts: Counts | None
    unknown: int
    blank: int
    not_applicable: int
    known: int
    agreement: Fraction | None
    label: str | None
    flags: tuple[str, ...]
    roles: Mapping[str, Counts]
    low_median: int | None

    @property
    def people(self) -> int:
        """Everyone who takes part in the group, also those who left this question open."""
        return self.known + self.unknown + self.blank + self.not_applicable


@dataclass(frozen=True, slots=True)
class Spread:
    """All answers to a theme's reported questions together, as levels.

    At least a quarter of the answers lies at or below `low_quarter`, at least a quarter at or above `high_quarter`,
    and at least half of them from one to the other.
    """

    lowest: int
    highest: int
    low_quarter: int
    high_quarter: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A question to talk about, and why: parts of a sentence in Dutch, without capital and full stop."""

    question: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Everything that may be shown about a group.

    people     how many people gave at least one answer; the others do not count in anything
    detail     "nothing" below 3 people, "themes" for 3 and 4, "questions" from 5
    roles      how many of them have each role, None for no role
    total, lines, themes
               None and empty for "nothing"; a node that is not reported carries no points, interval or stage
    questions  by id, only for "questions"
    spread     by theme id, only for "questions", for themes with at least 5 answers to reported questions
    agenda     at most 5 questions to talk about first
    """

    people: int
    detail: Detail
    roles: Mapping[str | None, int] = field(default_factory=dict)
    total: Node | None = None
    lines: Mapping[str, Node] = field(default_factory=dict)
    themes: Mapping[str, Node] = field(default_factory=dict)
    questions: Mapping[str, QuestionView] = field(default_factory=dict)
    spread: Mapping[str, Spread] = field(default_factory=dict)
    agenda: tuple[AgendaItem, ...] = ()
