"""The rules for pairs of answers that rarely go together: each asks something, of few people, once. The app starts without."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, Final, NamedTuple

from questionnaire import messages as say
from questionnaire.document import Document, Where
from questionnaire.folder import CONTRADICTIONS, Folder
from questionnaire.lint_ease import sentences
from questionnaire.models import LEVELS
from questionnaire.problems import Problem
from questionnaire.rules import Rule, unknown_ids
from questionnaire.text import clip, listed

# Of the 25 combinations of two answers. A quarter is no longer "rarely".
MOST_COMBINATIONS: Final = 6
MOST_SENTENCES: Final = 2


class _Side(NamedTuple):
    """One answer of a pair, as written."""

    where: Where
    question: str
    low: int
    high: int

    @property
    def levels(self) -> range:
        return range(self.low, self.high + 1)


def _pairs(folder: Folder) -> Iterator[tuple[Document, Where, str, tuple[_Side, _Side]]]:
    """Every pair of which both answers can be read, with its place and id."""
    document = folder.documents.get(CONTRADICTIONS)
    for where, pair in document.find("*") if document is not None else ():
        when = pair.get("when") if isinstance(pair, dict) else None
        sides = [_side(item, (*where, "when", place)) for place, item in enumerate(when)] if isinstance(when, list) else []
        if document is not None and len(sides) == 2 and sides[0] is not None and sides[1] is not None:
            yield document, where, str(pair.get("id", "")).strip(), (sides[0], sides[1])


def _side(item: Any, where: Where) -> _Side | None:
    question, low, high = (item.get("question"), item.get("from"), item.get("to")) if isinstance(item, dict) else (None,) * 3
    if not isinstance(question, str) or low not in LEVELS or high not in LEVELS:
        return None
    return _Side(where, question.strip(), low, high)


def known_questions(folder: Folder) -> Iterator[Problem]:
    """Both questions exist. The app also starts without: a pair about a question that went is never shown."""
    yield from unknown_ids(folder, [(CONTRADICTIONS, ("*", "when", "*", "question"), "question")])


def different_questions(folder: Folder) -> Iterator[Problem]:
    """A pair is about two questions."""
    for document, _, _, (one, two) in _pairs(folder):
        if one.question == two.question:
            place = (*two.where, "question")
            message = say.CONTRADICTION_SAME_QUESTION.format(id=clip(two.question), first=document.line(one.where))
            yield document.problem(place, message)


def telling_windows(folder: Folder) -> Iterator[Problem]:
    """Both answers matter, and few people give both."""
    for document, where, _, sides in _pairs(folder):
        wide = False
        for side in sides:
            if side.low > side.high:
                yield document.problem(side.where, say.CONTRADICTION_REVERSED.format(low=side.low, high=side.high))
            if len(side.levels) == len(LEVELS):
                wide = True
                yield document.problem(side.where, say.CONTRADICTION_ANY_LEVEL)
        count = len(sides[0].levels) * len(sides[1].levels)
        if count > MOST_COMBINATIONS and not wide:
            message = say.CONTRADICTION_FOR_MANY.format(count=count, all=len(LEVELS) ** 2, most=MOST_COMBINATIONS)
            yield document.problem((*where, "when"), message)


def reachable(folder: Folder) -> Iterator[Problem]:
    """Some answers lead to this pair: of the pairs about the same two questions only the first one that fits is shown."""
    earlier: dict[tuple[str, ...], dict[tuple[int, ...], str]] = {}
    for document, where, id, sides in _pairs(folder):
        one, two = sorted(sides, key=lambda side: side.question)
        taken = earlier.setdefault((one.question, two.question), {})
        combinations = list(product(one.levels, two.levels))
        if combinations and all(each in taken for each in combinations):
            others = listed(list(dict.fromkeys(taken[each] for each in combinations)))
            yield document.problem((*where, "when"), say.CONTRADICTION_NEVER_SHOWN.format(others=others))
        place = f"'{clip(id)}' (regel {document.line(where)})"
        for each in combinations:
            taken.setdefault(each, place)


def short_reasons(folder: Folder) -> Iterator[Problem]:
    """The reason is one or two sentences."""
    document = folder.documents.get(CONTRADICTIONS)
    for where, why in document.find("*", "why") if document is not None else ():
        count = len(list(sentences(why))) if isinstance(why, str) else 0
        if document is not None and count > MOST_SENTENCES:
            yield document.problem(where, say.CONTRADICTION_LONG.format(count=count, most=MOST_SENTENCES))


TELLING: Final[tuple[Rule, ...]] = (known_questions, different_questions, telling_windows, reachable, short_reasons)
