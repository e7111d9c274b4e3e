"""The earlier measurements that a visitor compares with: from a link or a file, and only for this session.

They stand beside the visitor's own measurement and never take its place: no cookie changes, nothing is stored, and a
link is read from a field, not from an address, so that its secret reaches no log, history or referrer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import streamlit as st

from questionnaire import MeasurementError, Questionnaire, write_measurement
from questionnaire.origin import OwnReading, read_with_own
from questionnaire.versions import VersionError, releases
from scoring.result import assess_measurements
from scoring.series import Comparison, Moment
from screens import context
from screens.session import Session
from storage import QuestionnaireDamaged, to_measurement

MOST: Final = 5
_KEY: Final = "vergelijking"
_LINK: Final = re.compile(r"(?:^|/(?:verder|begeleiden)/)([A-Za-z0-9_-]{32})/?$")


class NotComparable(Exception):
    """This measurement cannot stand beside the visitor's own; the message is Dutch and complete."""


@dataclass
class Earlier:
    """`of` is the id of the visitor's measurement; `moments` stand oldest first; `chosen` is the one compared in full."""

    of: int
    moments: list[Moment] = field(default_factory=list)
    chosen: int = -1
    turn: int = 0
    """Counts what was added or taken away: part of the keys of the fields, which are then empty again."""


def earlier(visitor: Session) -> Earlier:
    """What this visitor compares with; empty at first, and again when another measurement is open."""
    known = st.session_state.get(_KEY)
    if isinstance(known, Earlier) and known.of == visitor.begun.id:
        return known
    fresh = Earlier(visitor.begun.id)
    st.session_state[_KEY] = fresh
    return fresh


def comparison(visitor: Session) -> Comparison | None:
    """The visitor's measurement of this moment beside the earlier ones; None while there are none."""
    known = earlier(visitor)
    if not known.moments:
        return None
    stored = visitor.begun
    now = Moment(stored.date, visitor.result, stored.municipality, stored.role)
    return Comparison(now, tuple(known.moments), known.chosen)


def add(visitor: Session, reading: OwnReading) -> None:
    """Put an earlier measurement in its place by date. Raises NotComparable."""
    known, measurement = earlier(visitor), reading.measurement
    if len(known.moments) >= MOST:
        raise NotComparable(f"U vergelijkt al met {MOST} metingen. Haal er eerst een weg.")
    result = assess_measurements(reading.questionnaire, [measurement])
    moment = Moment(measurement.date, result, measurement.municipality, measurement.role, reading.notes)
    if any((other.date, other.result.values) == (moment.date, moment.result.values) for other in known.moments):
        raise NotComparable("Deze meting staat er al bij.")
    known.moments.append(moment)
    known.moments.sort(key=lambda each: each.date)
    known.chosen = -1
    known.turn += 1


def remove(visitor: Session, place: int) -> None:
    known = earlier(visitor)
    del known.moments[place]
    known.chosen = -1
    known.turn += 1


def from_link(visitor: Session, text: str) -> OwnReading:
    """The measurement behind a personal link, or what the group agreed behind a facilitator's link.

    Raises NotComparable, and StorageError.
    """
    found = _LINK.search(text.strip().strip("<>\"'"))
    if found is None:
        raise NotComparable(
            "Dit is geen persoonlijke link van een meting. Zo'n link bevat /verder/ met daarachter 32 tekens. "
            "Kopieer de hele link."
        )
    stored = context.store().find(found.group(1))
    if stored is None:
        raise NotComparable(
            "Bij deze link hoort geen meting (meer). De link is niet helemaal overgenomen, de meting is verwijderd, of de "
            "bewaartijd is voorbij. Hebt u een metingbestand? Gebruik dan dat."
        )
    if stored.id == visitor.begun.id:
        raise NotComparable("Dit is de link van de meting die u nu open hebt. Gebruik de link van een eerdere meting.")
    # Through the measurement file, so that a stored measurement and an uploaded one are read in one way.
    return _read(write_measurement(to_measurement(stored, context.content().questionnaire)))


def from_file(data: bytes) -> OwnReading:
    """The measurement in a file. Raises NotComparable, and StorageError."""
    return _read(data)


def _read(data: bytes) -> OwnReading:
    try:
        return read_with_own(data, context.content().questionnaire, released(), _kept)
    except MeasurementError as error:
        raise NotComparable(str(error)) from error


def _kept(hash: str) -> Questionnaire | None:
    """A questionnaire that the store kept; one that is damaged is lost, and the reading says so."""
    try:
        return context.store().questionnaire(hash)
    except QuestionnaireDamaged:
        return None


@cache
def released() -> tuple[Questionnaire, ...]:
    """The released versions; none where a file is damaged, which is for the checker to tell."""
    try:
        return tuple(releases(context.folder()))
    except VersionError:
        return ()
