"""The rules for the guide for facilitators: it is there, and the minutes of its scripts add up. The app also starts without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from questionnaire import messages as say
from questionnaire.document import Document, Where
from questionnaire.folder import FACILITATION, Folder
from questionnaire.problems import Problem
from questionnaire.rules import Rule


def _scripts(folder: Folder) -> Iterator[tuple[Document, Where, dict[Any, Any]]]:
    document = folder.documents.get(FACILITATION)
    if document is not None:
        yield from ((document, where, script) for where, script in document.find("scripts", "*") if isinstance(script, dict))


def guide_present(folder: Folder) -> Iterator[Problem]:
    """There is a guide."""
    if FACILITATION not in folder.documents:
        yield Problem(folder.shown(FACILITATION), 1, "", say.FILE_MISSING)


def filled_scripts(folder: Folder) -> Iterator[Problem]:
    """The steps of a script follow each other from minute 0 to its last, without a gap or an overlap."""
    for document, where, script in _scripts(folder):
        steps, minutes = script.get("steps"), script.get("minutes")
        if not isinstance(steps, list) or not steps:
            continue
        previous: int | None = None
        for index, step in enumerate(steps):
            place = (*where, "steps", index)
            start, end = (step.get("from"), step.get("to")) if isinstance(step, dict) else (None, None)
            if not isinstance(start, int) or not isinstance(end, int):
                previous = None  # its own problem has been told
                continue
            if index == 0 and start != 0:
                yield document.problem((*place, "from"), say.SCRIPT_START.format(start=start))
            if previous is not None and start != previous:
                yield document.problem((*place, "from"), say.SCRIPT_GAP.format(end=previous, start=start))
            if end <= start:
                yield document.problem((*place, "to"), say.STEP_REVERSED.format(start=start, end=end))
            previous = end
        if previous is not None and isinstance(minutes, int) and previous != minutes:
            place = (*where, "steps", len(steps) - 1, "to")
            yield document.problem(place, say.SCRIPT_END.format(end=previous, minutes=minutes))


def different_scripts(folder: Folder) -> Iterator[Problem]:
    """No two scripts take the same time: people choose one by its length."""
    first: dict[int, int] = {}
    for document, where, script in _scripts(folder):
        minutes = script.get("minutes")
        if isinstance(minutes, int):
            place = (*where, "minutes")
            if minutes in first:
                yield document.problem(place, say.SCRIPT_TWICE.format(minutes=minutes, first=first[minutes]))
            first.setdefault(minutes, document.line(place))


TIMED: Final[tuple[Rule, ...]] = (guide_present, filled_scripts, different_scripts)
