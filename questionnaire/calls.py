"""Calls of a programme on a given day: which tranche is open, and whether a plan answers the form.

A day is a day in the Netherlands; the caller gives it. A tranche is open from its first day up to and including its last.
One of which a date is unknown is never called open: nothing may promise a call that may not be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from questionnaire.programme import FormHeading, Programme, Tranche
from questionnaire.text import count_words, date_text

NONE_OPEN = "Er is nu geen open ronde."


@dataclass(frozen=True)
class Call:
    """What there is to apply for on a day.

    open       the tranche that is open (the one that closes first), None without one
    days_left  the days after today on which an application is still possible: 0 on the last day; None when none is open
    next       the first tranche that opens later, None when none is known
    """

    open: Tranche | None
    days_left: int | None
    next: Tranche | None

    @property
    def text(self) -> str:
        """The same in one or two sentences."""
        if self.open is None or self.open.closed is None:
            if self.next is None or self.next.opened is None:
                return NONE_OPEN
            return f"{NONE_OPEN} De ronde '{self.next.name}' opent op {date_text(self.next.opened)}."
        last = date_text(self.open.closed)
        if not self.days_left:
            return f"De ronde '{self.open.name}' is open. Vandaag, {last}, is de laatste dag."
        days = "nog 1 dag" if self.days_left == 1 else f"nog {self.days_left} dagen"
        return f"De ronde '{self.open.name}' is open tot en met {last}: {days}."


def is_open(opened: date | None, closed: date | None, day: date) -> bool:
    """Whether a tranche with these dates is open on a day."""
    return opened is not None and closed is not None and opened <= day <= closed


def call_on(programme: Programme, day: date) -> Call:
    """What there is to apply for on a day."""
    dated = [(each.closed, each) for each in programme.tranches if each.closed and is_open(each.opened, each.closed, day)]
    later = [(each.opened, each) for each in programme.tranches if each.opened and each.opened > day and each.closed]
    closed, tranche = min(dated, key=lambda pair: pair[0], default=(None, None))
    _, following = min(later, key=lambda pair: pair[0], default=(None, None))
    return Call(tranche, (closed - day).days if closed else None, following)


Fault = Literal["empty", "short", "long"]


@dataclass(frozen=True)
class Gap:
    """A heading of the form that is not answered as the form asks; `words` is how many there are."""

    heading: FormHeading
    fault: Fault
    words: int

    @property
    def text(self) -> str:
        """What to do about it, in one sentence."""
        title, words = self.heading.title, _words(self.words)
        if self.fault == "empty":
            return f"'{title}' is nog leeg."
        if self.fault == "short":
            return f"'{title}' heeft {words}. Het formulier vraagt er minstens {self.heading.least_words}."
        return f"'{title}' heeft {words}. Op het formulier passen er {self.heading.most_words}."


def gaps(headings: Iterable[FormHeading], texts: Mapping[str, str]) -> tuple[Gap, ...]:
    """The headings that `texts` (by heading id) leaves empty, too short or too long, in the order of the form."""
    found = []
    for heading in headings:
        words = count_words(texts.get(heading.id, ""))
        fault: Fault | None = None
        if not words:
            fault = "empty"
        elif heading.least_words is not None and words < heading.least_words:
            fault = "short"
        elif heading.most_words is not None and words > heading.most_words:
            fault = "long"
        if fault:
            found.append(Gap(heading, fault, words))
    return tuple(found)


def completeness_text(headings: Sequence[FormHeading], missing: Sequence[Gap]) -> str:
    """How far a plan is along the form, in one sentence."""
    total, ready = len(headings), len(headings) - len(missing)
    kopjes = "1 kopje" if total == 1 else f"{total} kopjes"
    if not missing:
        return f"Uw plan is compleet voor het formulier: {'het kopje is' if total == 1 else f'alle {kopjes} zijn'} ingevuld."
    return f"{ready} van {kopjes} {'is' if ready == 1 else 'zijn'} klaar."


def _words(count: int) -> str:
    return "1 woord" if count == 1 else f"{count} woorden"
