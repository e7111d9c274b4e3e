"""A workshop: people answer the same questions at the same time, see where they differ, agree, and choose an experiment.

The phase stands in the database, so that every screen, phone and server process shows the same one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from questionnaire.answers import Value

Phase = Literal["waiting", "answering", "results", "discussion", "revote", "agreeing", "choosing", "closed"]

FOLLOWING: Final[Mapping[Phase, tuple[Phase, ...]]] = {
    "waiting": ("answering",),
    "answering": ("results",),
    "results": ("discussion", "agreeing", "closed"),
    "discussion": ("results", "revote", "agreeing", "closed"),
    "revote": ("agreeing",),
    "agreeing": ("choosing", "closed"),
    "choosing": ("closed",),
    "closed": (),
}
"""Where a workshop can go from each phase. Answering never opens again: a second result that differs from the first by
the answers of one person would show that person's answers."""

MOST_PARTICIPANTS: Final = 100
DOTS: Final = 3
"""How many dots a participant divides over the ideas."""

# Without vowels (no words), and without letters and digits that look alike on a screen at the back of a room.
CODE_LETTERS: Final = "BCDFGHJKMNPQRSTVWXZ23456789"
CODE_LENGTH: Final = 6


def new_code() -> str:
    """A random join code: six letters and digits, 387 million possibilities."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def tidy_code(text: str) -> str | None:
    """A typed code without spaces, dashes and small letters; None when it cannot be a code."""
    code = "".join(text.upper().split()).replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else None


@dataclass(frozen=True)
class Workshop:
    """A workshop as everyone in it may know it. Times are aware, in UTC.

    `scope` names a set of questions ("alles", "kort" or the id of a line), and `questions` are their ids; `focus` is the
    question the group talks about now; `revote` the questions of the second round; `ideas` the ids to choose from.
    `stand` goes up with every change that screens must follow; `join_code` is None once the workshop is closed.
    """

    id: int
    municipality: str
    size: str | None
    date: date
    questionnaire_hash: str
    scope: str
    questions: tuple[str, ...]
    phase: Phase
    stand: int
    join_code: str | None
    join_expires: datetime
    focus: str | None
    revote: tuple[str, ...]
    ideas: tuple[str, ...]
    created: datetime
    expires: datetime


class Seen(NamedTuple):
    """Differs when a participant's screen has to be read again: the workshop moved on, or another tab answered a question
    of the first round. (Votes and dots of another tab show at the next step; the newest choice counts all the same.)"""

    stand: int
    answered: datetime | None


@dataclass(frozen=True)
class Participation:
    """One participant: `number` counts from 1 in order of joining; `answers` of the first round, `votes` of the second,
    both by question id; `dots` by idea id; `finished` the phases this person said to be ready with."""

    workshop: Workshop
    response_id: int
    number: int
    role: str | None
    answers: dict[str, Value]
    votes: dict[str, Value]
    dots: dict[str, int]
    finished: frozenset[str]
    seen: Seen


@dataclass(frozen=True)
class Attendee:
    """A participant as the facilitator sees one: who can be removed. `on_paper`: typed in by the facilitator."""

    response_id: int
    number: int
    role: str | None
    joined: datetime
    on_paper: bool


@dataclass(frozen=True)
class Entry:
    """The answers of one participant at the end of a round, without anything that identifies. `on_paper`: typed in by
    the facilitator, who knows them."""

    role: str | None
    values: Mapping[str, Value]
    on_paper: bool = False


@dataclass(frozen=True)
class Commitment:
    """An experiment the group chose: who owns it (a role, not a name), the first step and its day, and when to look back."""

    idea: str
    owner: str
    step: str
    step_date: date
    review_date: date
