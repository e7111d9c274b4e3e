"""A folder of stored measurements, each by itself: one line of JSON per file (JSON Lines), for whoever analyses many."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import repeat
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
MANY: Final = 500
"""From this many files on, every processor takes a share: below it, starting them takes longer."""


@dataclass(frozen=True)
class Outcome:
    """`line` is JSON, None where the file could not be read; `said` is what to tell about it."""

    line: str | None
    said: tuple[str, ...]


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
    for file, outcome in zip(files, outcomes(content, folder, files), strict=True):
        for text in outcome.said:
            print(f"{file.relative_to(folder).as_posix()}: {text}", file=sys.stderr)
        if outcome.line is None:
            wrong += 1
        else:
            print(outcome.line)
    message = SOME_READ if wrong else ALL_READ
    print(message.format(right=len(files) - wrong, count=len(files), wrong=wrong), file=sys.stderr)
    return 1 if wrong else 0


def outcomes(content: Content, folder: Path, files: Sequence[Path]) -> Iterator[Outcome]:
    """The outcome of each file, in this order."""
    if len(files) < MANY:
        yield from map(partial(outcome, content, folder), files)
        return
    processors = os.cpu_count() or 1
    with ProcessPoolExecutor(processors, initializer=_shared.append, initargs=(content,)) as pool:
        yield from pool.map(_outcome_here, repeat(folder), files, chunksize=50)


_shared: Final[list[Content]] = []  # in a process of the pool: the content, sent once


def _outcome_here(folder: Path, file: Path) -> Outcome:
    return outcome(_shared[-1], folder, file)


def outcome(content: Content, folder: Path, file: Path) -> Outcome:
    """All numbers. The sentences about them come with one measurement: they take six times as long to make."""
    try:
        reading = read_measurement(file.read_bytes(), content.questionnaire)
    except OSError:
        return Outcome(None, (UNREADABLE,))
    except MeasurementError as error:
        return Outcome(None, (str(error),))
    measurement = reading.measurement
    about = {
        "file": file.relative_to(folder).as_posix(),
        "municipality": measurement.municipality,
        "date": measurement.date.isoformat(),
        "role": measurement.role,
        "differences": reading.differences,
    }
    result = assess_measurements(content.questionnaire, [measurement])
    return Outcome(dump(about | numbers_json(result, content.contradictions)).decode(), reading.differences)
