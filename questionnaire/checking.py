"""Checking a content folder: every problem of a run together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from questionnaire.contradiction_rules import TELLING
from questionnaire.folder import Folder, read_folder
from questionnaire.indicator_rules import REGISTERED
from questionnaire.lint import lint
from questionnaire.problems import Problem, first
from questionnaire.programme_rules import CALLS
from questionnaire.rules import USABLE, Rule
from questionnaire.scripts import TIMED
from questionnaire.wording import GOOD


class Review(NamedTuple):
    """What there is to say about a content folder, each list sorted by file and line.

    errors  what must be mended; without errors the content is in order
    advice  what may read or work better; the rule and the id it is about stand in the problem
    """

    errors: list[Problem]
    advice: list[Problem]


def check(folder: Path) -> list[Problem]:
    """Every error of a content folder, sorted by file and line; empty when the content is in order."""
    return review(folder).errors


def review(folder: Path) -> Review:
    """Every error and all advice about a content folder. Raises nothing for bad content."""
    return review_folder(read_folder(folder))


def review_folder(read: Folder) -> Review:
    """The same for a folder that was read."""
    if not read.documents:  # there is no such folder
        return Review(read.problems, [])
    usable = not problems_of(read, USABLE)
    found = lint(read, usable=usable)
    rules = (*USABLE, *GOOD, *TIMED, *CALLS, *TELLING, *REGISTERED)
    return Review(sorted({*problems_of(read, rules), *found.errors}), sorted(set(found.advice)))


def problems_of(folder: Folder, rules: Iterable[Rule]) -> list[Problem]:
    """The problems of single files and those that the rules find, sorted.

    Where the shape of a value is wrong, a rule does not complain about that value again.
    """
    told = {(problem.file, problem.line, problem.key) for problem in folder.problems}
    found = {problem for rule in rules for problem in first(rule(folder))}
    return sorted({*folder.problems, *(each for each in found if (each.file, each.line, each.key) not in told)})
