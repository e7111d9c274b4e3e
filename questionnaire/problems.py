"""What is wrong with the content, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One error or piece of advice about the content, in Dutch. Sorts by file and line.

    file     relative to the parent of the content folder: `content/lines/x.yaml`
    line     1-based; 1 where the file as a whole is meant
    key      where in the file: `themes[0].questions[1].levels`; empty for the file as a whole
    message  what is wrong and how to mend it
    rule     the name of the rule, for rules that an editor can make an exception to in lint.yaml; else empty
    about    the id of the question, idea, theme or line that such a rule speaks of; else empty
    """

    file: str
    line: int
    key: str
    message: str
    rule: str = ""
    about: str = ""

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.file}:{self.line}:{key} {self.message}{rule}"


class ContentError(Exception):
    """The content cannot be used. `problems` holds every reason, `str()` prints them one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
