"""A folder of stored measurements, each by itself: one line of JSON per file (JSON Lines), for whoever analyses many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from pydantic_core import to_json as dump

from questionnaire.measurement import MeasurementError, read_measurement
from questionnaire.models import Content
from scoring.result import assess_measurements, numbers_json

NO_FILES: Final = "{folder}: in deze map staan geen metingen (*.json)."
UNREADABLE: Final = "dit bestand is niet te lezen. Bestaat het, en mag u het lezen?"
ALL_READ: Final = "Verwerkt: {count} van {count}."
SOME_READ: Final = "Verwerkt: {right} van {count}. Niet te lezen: {wrong}, zie hierboven."


def files_in(folder: Path) -> list[Path]:
    """The measurement files in this folder and those below it, by name."""
    return sorted(folder.rglob("*.json"))


def print_folder(folder: Path, content: Content) -> int:
    """Print a line for each file. What cannot be read is named on standard error, and the others go on.

    Returns the exit code: 1 when a file could not be read.
    """
    files = files_in(folder)
    if not files:
        print(NO_FILES.format(folder=folder), file=sys.stderr)
        return 1
    wrong = 0
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            line, differences = _line(name, file.read_bytes(), content)
        except OSError:
            print(f"{name}: {UNREADABLE}", file=sys.stderr)
            wrong += 1
        except MeasurementError as error:
            print(f"{name}: {error}", file=sys.stderr)
            wrong += 1
        else:
            for difference in differences:
                print(f"{name}: {difference}", file=sys.stderr)
            print(line)
    message = SOME_READ if wrong else ALL_READ
    print(message.format(right=len(files) - wrong, count=len(files), wrong=wrong), file=sys.stderr)
    return 1 if wrong else 0


def _line(name: str, data: bytes, content: Content) -> tuple[str, tuple[str, ...]]:
    """All numbers. The sentences about them come with one measurement: they take six times as long to make."""
    reading = read_measurement(data, content.questionnaire)
    measurement = reading.measurement
    about = {
        "file": name,
        "municipality": measurement.municipality,
        "date": measurement.date.isoformat(),
        "role": measurement.role,
        "differences": reading.differences,
    }
    result = assess_measurements(content.questionnaire, [measurement])
    return dump(about | numbers_json(result, content.contradictions)).decode(), reading.differences
