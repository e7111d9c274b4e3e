"""The rules for the indicators: they are there, ask one thing each, and stand in order of time. The app also starts without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from questionnaire import messages as say
from questionnaire.document import Document, Where
from questionnaire.folder import INDICATORS, Folder
from questionnaire.indicators import MOMENTS
from questionnaire.problems import Problem
from questionnaire.rules import Rule
from questionnaire.text import count_words

MOST_QUESTION_WORDS: Final = 20
MOST_TITLE_SIGNS: Final = 31
"""What fits on the tab of a spreadsheet."""


def _indicators(folder: Folder) -> Iterator[tuple[Document, Where, dict[Any, Any]]]:
    document = folder.documents.get(INDICATORS)
    if document is not None:
        yield from ((document, where, item) for where, item in document.find("*") if isinstance(item, dict))


def indicators_present(folder: Folder) -> Iterator[Problem]:
    """There are indicators."""
    if INDICATORS not in folder.documents:
        yield Problem(folder.shown(INDICATORS), 1, "", say.FILE_MISSING)


def one_thing(folder: Folder) -> Iterator[Problem]:
    """The title fits a column, and the question is short and has one question mark, at its end."""
    for document, where, item in _indicators(folder):
        title, question = item.get("title"), item.get("question")
        if isinstance(title, str) and len(title.strip()) > MOST_TITLE_SIGNS:
            message = say.INDICATOR_TITLE.format(count=len(title.strip()), most=MOST_TITLE_SIGNS)
            yield document.problem((*where, "title"), message)
        if not isinstance(question, str) or not question.strip():
            continue
        if question.count("?") != 1 or not question.rstrip().endswith("?"):
            yield document.problem((*where, "question"), say.INDICATOR_QUESTION)
        if (count := count_words(question)) > MOST_QUESTION_WORDS:
            message = say.STEM_TOO_LONG.format(count=count, most=MOST_QUESTION_WORDS)
            yield document.problem((*where, "question"), message)


def order_of_time(folder: Folder) -> Iterator[Problem]:
    """Who fills in the sheet goes from left to right: no indicator comes before one of an earlier moment."""
    latest = MOMENTS[0]
    for document, where, item in _indicators(folder):
        moment = item.get("moment")
        if not isinstance(moment, str) or moment not in MOMENTS:
            continue  # its own problem has been told
        if MOMENTS.index(moment) < MOMENTS.index(latest):
            yield document.problem((*where, "moment"), say.INDICATOR_ORDER.format(moment=moment, later=latest))
        else:
            latest = moment


REGISTERED: Final[tuple[Rule, ...]] = (indicators_present, one_thing, order_of_time)
