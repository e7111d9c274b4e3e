"""Answers of one person, or of an agreeing group, that rarely go together: which pairs to ask about, and in what words.

A hint is a question to look again, never a judgement: it changes no score, and whoever says that both are right is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from questionnaire.answers import Value
from questionnaire.contradictions import Contradiction, Window
from questionnaire.models import Questionnaire

MOST_SHOWN: Final = 5
MOST_PER_QUESTION: Final = 2
"""In how many of the shown hints one question may stand: one odd answer would fill the screen otherwise."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A pair of answers to look at again. `answers`: two question ids with the level that was chosen, as in the file."""

    pair: Contradiction
    answers: tuple[tuple[str, int], tuple[str, int]]

    @property
    def id(self) -> str:
        return self.pair.id


def hints(pairs: Iterable[Contradiction], values: Mapping[str, Value]) -> tuple[Hint, ...]:
    """Every pair that was answered, in the order of the file; of pairs about the same two questions only the first."""
    found: dict[frozenset[str], Hint] = {}
    for pair in pairs:
        first, second = (_inside(window, values.get(window.question)) for window in pair.when)
        if first is not None and second is not None:
            found.setdefault(frozenset((first[0], second[0])), Hint(pair, (first, second)))
    return tuple(found.values())


def _inside(window: Window, value: Value | None) -> tuple[str, int] | None:
    """The question with its level, where that lies in the window."""
    if isinstance(value, int) and window.from_level <= value <= window.to_level:
        return window.question, value
    return None


def worth_asking(found: Iterable[Hint]) -> tuple[Hint, ...]:
    """The hints to show: in order, at most five, and at most two about one question."""
    shown: list[Hint] = []
    named: Counter[str] = Counter()
    for hint in found:
        questions = [question for question, _ in hint.answers]
        if len(shown) < MOST_SHOWN and all(named[question] < MOST_PER_QUESTION for question in questions):
            shown.append(hint)
            named.update(questions)
    return tuple(shown)


def hint_question(questionnaire: Questionnaire, hint: Hint, *, group: bool = False) -> str:
    """ "U kiest niveau 4 bij '...' en niveau 1 bij '...'. Klopt dat?" """
    (one, high), (two, low) = hint.answers
    texts = questionnaire.question_by_id
    chosen = f"spreekt niveau {high} af" if group else f"kiest niveau {high}"
    return f"U {chosen} bij '{texts[one].text}' en niveau {low} bij '{texts[two].text}'. Klopt dat?"
