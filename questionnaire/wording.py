"""The rules for good questions. An editor sees them in the check; the app also starts when one is broken.

The limits come from the time a questionnaire of 36 questions may take: about 22 minutes of reading and choosing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from questionnaire import messages as say
from questionnaire.folder import IDEAS, Folder
from questionnaire.problems import Problem
from questionnaire.rules import Rule, listed_questions
from questionnaire.text import clip, count_words

MOST_STEM_WORDS: Final = 20
MOST_ANCHOR_WORDS: Final = 15
MOST_QUESTION_WORDS: Final = 95
MOST_ANCHOR_RATIO: Final = Fraction(16, 10)
LEAST_IDEAS: Final = 2


def _anchors(question: dict[Any, Any]) -> dict[int | str, str]:
    """The texts of the levels, as far as they are texts."""
    levels = question.get("levels")
    if not isinstance(levels, dict):
        return {}
    return {level: text for level, text in levels.items() if isinstance(text, str) and text.strip()}


def word_limits(folder: Folder) -> Iterator[Problem]:
    """Stem, anchors and the question as a whole are short enough."""
    for document, where, question in listed_questions(folder):
        stem, anchors = question.get("text"), _anchors(question)
        counts = {level: count_words(text) for level, text in anchors.items()}
        stem_words = count_words(stem) if isinstance(stem, str) else 0
        total = stem_words + sum(counts.values())
        if stem_words > MOST_STEM_WORDS:
            yield document.problem((*where, "text"), say.STEM_TOO_LONG.format(count=stem_words, most=MOST_STEM_WORDS))
        for level, count in counts.items():
            if count > MOST_ANCHOR_WORDS:
                message = say.ANCHOR_TOO_LONG.format(level=level, count=count, most=MOST_ANCHOR_WORDS)
                yield document.problem((*where, "levels", level), message)
        if total > MOST_QUESTION_WORDS:
            yield document.problem(where, say.QUESTION_TOO_LONG.format(count=total, most=MOST_QUESTION_WORDS))


def even_anchors(folder: Folder) -> Iterator[Problem]:
    """No anchor stands out by its length: people choose the longest more often."""
    for document, where, question in listed_questions(folder):
        counts = {level: count_words(text) for level, text in _anchors(question).items()}
        if not counts:
            continue
        longest, shortest = max(counts, key=lambda level: counts[level]), min(counts, key=lambda level: counts[level])
        if counts[longest] > MOST_ANCHOR_RATIO * counts[shortest]:
            ratio = f"{float(MOST_ANCHOR_RATIO):.1f}".replace(".", ",")
            message = say.ANCHORS_UNEVEN.format(
                longest=longest, most=counts[longest], shortest=shortest, least=counts[shortest], ratio=ratio
            )
            yield document.problem((*where, "levels"), message)


def different_anchors(folder: Folder) -> Iterator[Problem]:
    """No two levels of a question read the same."""
    for document, where, question in listed_questions(folder):
        first: dict[str, int | str] = {}
        for level, text in _anchors(question).items():
            same = " ".join(text.casefold().split())
            if same in first:
                yield document.problem((*where, "levels", level), say.ANCHORS_EQUAL.format(first=first[same], second=level))
            first.setdefault(same, level)


def one_question(folder: Folder) -> Iterator[Problem]:
    """One question mark: in the stem, and nowhere else."""
    for document, where, question in listed_questions(folder):
        stem = question.get("text")
        if not isinstance(stem, str) or not stem.strip():
            continue
        marks = stem.count("?")
        inside = sum(text.count("?") for text in _anchors(question).values())
        if (marks, inside) != (1, 0):
            yield document.problem((*where, "text"), say.QUESTION_MARKS.format(stem=marks, levels=inside))


def enough_ideas(folder: Folder) -> Iterator[Problem]:
    """Every question can lead to a choice of experiments."""
    ideas = folder.documents.get(IDEAS)
    if ideas is None or not ideas.readable:
        return
    addressed: Counter[str] = Counter()
    for _, addresses in ideas.find("*", "addresses"):
        if isinstance(addresses, list):
            addressed.update({str(item.get("question", "")).strip() for item in addresses if isinstance(item, dict)})
    for document, where, question in listed_questions(folder):
        name = question.get("id")
        if isinstance(name, str) and addressed[name.strip()] < LEAST_IDEAS:
            count = "hoort maar 1 idee" if addressed[name.strip()] else "horen 0 ideeën"
            yield document.problem((*where, "id"), say.FEW_IDEAS.format(id=clip(name), count=count, least=LEAST_IDEAS))


GOOD: Final[tuple[Rule, ...]] = (word_limits, even_anchors, different_anchors, one_question, enough_ideas)
