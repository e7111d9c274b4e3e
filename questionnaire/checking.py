"""Checking a content folder: every problem of a run together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from questionnaire.folder import Folder, read_folder
from questionnaire.problems import Problem
from questionnaire.rules import USABLE, Rule
from questionnaire.wording import GOOD


def check(folder: Path) -> list[Problem]:
    """Every problem of a content folder, sorted by file and line; empty when the content is in order."""
    return problems_of(read_folder(folder), (*USABLE, *GOOD))


def problems_of(folder: Folder, rules: Iterable[Rule]) -> list[Problem]:
    """The problems of single files and those that the rules find, sorted.

    Where the shape of a value is wrong, a rule does not complain about that value again.
    """
    told = {(problem.file, problem.line, problem.key) for problem in folder.problems}
    found = {problem for rule in rules for problem in rule(folder)}
    return sorted({*folder.problems, *(each for each in found if (each.file, each.line, each.key) not in told)})
