"""What is wrong with the content, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from questionnaire import messages as say

MOST: Final = 100
"""Of one kind of problem in one run. Nobody reads more, and a file of nonsense would take seconds to explain."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One error or piece of advice about the content, in Dutch. Sorts by file and line.

    file     relative to the parent of the content folder: `content/lines/x.yaml`
    line     1-based; 1 where the file as a whole is meant
    key      where in the file: `themes[0].questions[1].levels`; empty for the file as a whole
    message  what is wrong and how to mend it
    rule     the name of the rule, for rules that an editor can make an exception to in lint.yaml; else empty
    about    the id of the question, idea, contradiction, theme or line that such a rule speaks of; else empty
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


def first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of a kind; where there are more, a last one says so and the rest is not worked out."""
    found = iter(problems)
    yield from islice(found, MOST)
    for more in islice(found, 1):
        yield Problem(more.file, more.line, "", say.MORE, more.rule)


class ContentError(Exception):
    """The content cannot be used. `problems` holds every reason, `str()` prints them one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
