"""Which version of the questionnaire a measurement was made with, and reading a measurement file with that version.

By its hash first, then by its version. Only where both are lost is the current questionnaire used, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from questionnaire.answers import Measurement, Reference
from questionnaire.measurement import read_measurement
from questionnaire.models import Questionnaire
from questionnaire.text import clip

OTHER_CONTENT: Final = (
    "De precieze vragenlijst van deze meting (versie {version}) is niet bewaard. We lezen de meting met een vragenlijst "
    "met hetzelfde versienummer. Een vraag kan toen anders zijn geweest."
)
LOST: Final = (
    "De vragenlijst van deze meting (versie {version}) is niet bewaard. We lezen de meting met de vragenlijst van nu "
    "(versie {own}). Een vraag kan toen anders zijn geweest. Lees de vergelijking daarom met zorg."
)


@dataclass(frozen=True, slots=True)
class Origin:
    """`note` says in Dutch why this is not surely the questionnaire of the measurement; None where it surely is."""

    questionnaire: Questionnaire
    note: str | None = None


def origin(
    reference: Reference,
    current: Questionnaire,
    released: Sequence[Questionnaire] = (),
    stored: Callable[[str], Questionnaire | None] | None = None,
) -> Origin:
    """The questionnaire that `reference` names: the current one, a released one, or what `stored` gives for a hash.

    A reference without a hash is taken at its version: a version is released once.
    """
    known = (current, *released)
    if reference.hash:
        same = next((each for each in known if each.hash == reference.hash), None) or (stored and stored(reference.hash))
        if same:
            return Origin(same)
    version = clip(reference.version)
    # A released version before a folder in which somebody is working on it.
    named = next((each for each in (*released, current) if each.version == reference.version), None)
    if named is None:
        return Origin(current, LOST.format(version=version, own=current.version))
    return Origin(named, OTHER_CONTENT.format(version=version) if reference.hash else None)


@dataclass(frozen=True, slots=True)
class OwnReading:
    """A measurement with its own questionnaire, and in Dutch what is uncertain or was left out."""

    measurement: Measurement
    questionnaire: Questionnaire
    notes: tuple[str, ...] = ()


def read_with_own(
    data: bytes,
    current: Questionnaire,
    released: Sequence[Questionnaire] = (),
    stored: Callable[[str], Questionnaire | None] | None = None,
) -> OwnReading:
    """Read a measurement file with the questionnaire it was made with. Raises MeasurementError as `read_measurement` does."""
    found = origin(read_measurement(data, current).measurement.questionnaire, current, released, stored)
    reading = read_measurement(data, found.questionnaire)
    # `found.note` says it better than the first difference, which advises to look the answers over.
    notes = (found.note, *reading.differences[1:]) if found.note else reading.differences
    return OwnReading(reading.measurement, found.questionnaire, notes)
