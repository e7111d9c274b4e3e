"""Earlier measurements from files, for the command lines of scores and report: each read with its own questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from questionnaire.answers import Measurement
from questionnaire.loading import load
from questionnaire.measurement import MAX_BYTES, MeasurementError
from questionnaire.models import Questionnaire
from questionnaire.origin import OwnReading, read_with_own
from questionnaire.versions import VersionError, releases
from scoring.model import Result
from scoring.result import assess_measurements
from scoring.series import Comparison, Moment

_MOST_FILES: Final = 500


class FileProblem(Exception):
    """An earlier measurement cannot be used; the message is Dutch and complete."""


def moment(measurements: Sequence[Measurement], result: Result, notes: Sequence[str] = ()) -> Moment:
    """One measurement, or those of a group, as a moment. The first one gives date, municipality and role."""
    first = measurements[0]
    role = first.role if len(measurements) == 1 else None
    return Moment(first.date, result, first.municipality, role, tuple(dict.fromkeys(notes)))


def read_comparison(paths: Sequence[Path], measurement: Measurement, result: Result, content: Path) -> Comparison:
    """The newest result beside the measurements in `paths`, oldest first: files, or folders with the files of a group.

    Raises FileProblem.
    """
    current = load(content).questionnaire
    try:
        released = releases(content)
    except VersionError as error:
        raise FileProblem(str(error)) from error
    now = Moment(measurement.date, result, measurement.municipality, None if result.scores.group else measurement.role)
    return Comparison(now, tuple(_moment(path, current, released) for path in paths))


def _moment(path: Path, current: Questionnaire, released: Sequence[Questionnaire]) -> Moment:
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise FileProblem(f"{path}: in deze map staat geen meting. Een meting is een bestand dat eindigt op .json.")
        if len(files) > _MOST_FILES:
            raise FileProblem(f"{path}: in deze map staan meer dan {_MOST_FILES} bestanden. Een groep is kleiner.")
    else:
        files = [path]
    readings = [_read(file, current, released) for file in files]
    own = readings[0].questionnaire
    if any(reading.questionnaire != own for reading in readings):
        raise FileProblem(f"{path}: de metingen van een groep horen bij dezelfde versie van de vragenlijst.")
    notes = [f"{file}: {note}" for file, reading in zip(files, readings, strict=True) for note in reading.notes]
    measurements = [reading.measurement for reading in readings]
    return moment(measurements, assess_measurements(own, measurements), notes)


def _read(file: Path, current: Questionnaire, released: Sequence[Questionnaire]) -> OwnReading:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileProblem(f"{file}: dit bestand is niet te lezen. Bestaat het, en mag u het lezen?") from error
    try:
        return read_with_own(data, current, released)
    except MeasurementError as error:
        raise FileProblem(f"{file}: {error}") from error
