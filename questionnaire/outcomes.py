"""What answers can lead to: questions, levels and ideas that make no difference whatever anyone answers.

A question makes a difference through its weight in the score, and through the ideas that fit the level chosen. An idea
is worth suggesting at a level below the target only, and no target lies above 5: at level 5 nothing is left to gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from questionnaire import messages as say
from questionnaire.document import Document, Where
from questionnaire.folder import IDEAS, Folder
from questionnaire.models import DEFAULT_TARGET, LEVELS, Idea, Question
from questionnaire.problems import Problem
from questionnaire.rules import listed_questions

_GAINFUL: Final = range(1, LEVELS[-1])
_BELOW_TARGET: Final = range(1, DEFAULT_TARGET)


class _Placed(NamedTuple):
    question: Question
    document: Document
    where: Where


class Outcomes:
    """The questions and ideas of a folder without errors in shape or references, and where they stand."""

    def __init__(self, folder: Folder) -> None:
        models = {question.id: question for line in folder.lines.values() for question in line.questions}
        self.questions = [
            _Placed(models[question["id"].strip()], document, where) for document, where, question in listed_questions(folder)
        ]
        self.by_id = models
        self.ideas = list(enumerate(folder.ideas or ()))
        self.document = folder.documents[IDEAS]

    def fits(self, idea: Idea, question: str) -> set[int]:
        """The levels of a question at which the idea can be suggested for it."""
        least = idea.requires.levels.get(question, 1)
        return {
            level
            for address in idea.addresses
            if address.question == question and self.by_id[question].weight
            for level in range(max(least, address.from_level), min(address.to_level, _GAINFUL[-1]) + 1)
        }


OutcomeRule = Callable[[str, Outcomes], Iterator[Problem]]


def _about(document: Document, where: Where, message: str, rule: str, about: str) -> Problem:
    plain = document.problem(where, message)
    return Problem(plain.file, plain.line, plain.key, plain.message, rule, about)


def questions_without_effect(rule: str, outcomes: Outcomes) -> Iterator[Problem]:
    """Questions of weight 0 that no idea names, and questions that ideas name but at no level with something to gain."""
    named = {address.question for _, idea in outcomes.ideas for address in idea.addresses}
    named |= {question for _, idea in outcomes.ideas for question in idea.requires.levels}
    for question, document, where in outcomes.questions:
        if question.weight == 0 and question.id not in named:
            yield _about(document, (*where, "weight"), say.QUESTION_IGNORED, rule, question.id)
        elif question.weight and question.id in named and not any(outcomes.fits(idea, question.id) for _, idea in outcomes.ideas):
            yield _about(document, (*where, "levels"), say.QUESTION_WITHOUT_FOLLOW_UP, rule, question.id)


def ideas_for_nobody(rule: str, outcomes: Outcomes) -> Iterator[Problem]:
    """Ideas that no answers lead to."""
    for index, idea in outcomes.ideas:
        if not any(outcomes.by_id[address.question].weight for address in idea.addresses):
            yield _about(outcomes.document, (index, "addresses"), say.IDEA_WEIGHTLESS, rule, idea.id)
        elif not any(outcomes.fits(idea, address.question) for address in idea.addresses):
            yield _about(outcomes.document, (index, "addresses"), say.IDEA_TOO_HIGH, rule, idea.id)


def unscored_questions(rule: str, outcomes: Outcomes) -> Iterator[Problem]:
    """Questions of weight 0 that ideas address in vain: without weight there is no need. A condition does use them."""
    addressed = {address.question for _, idea in outcomes.ideas for address in idea.addresses}
    required = {question for _, idea in outcomes.ideas for question in idea.requires.levels}
    for question, document, where in outcomes.questions:
        if question.weight == 0 and question.id in addressed - required:
            yield _about(document, (*where, "weight"), say.QUESTION_UNSCORED, rule, question.id)


def ideas_for_all(rule: str, outcomes: Outcomes) -> Iterator[Problem]:
    """Ideas without a condition that fit more than half of the questions that count, at every level below the usual target."""
    counting = sum(1 for placed in outcomes.questions if placed.question.weight)
    for index, idea in outcomes.ideas:
        conditions = idea.requires.size or idea.requires.partners or any(level > 1 for level in idea.requires.levels.values())
        asked = {address.question for address in idea.addresses}
        wide = sum(1 for question in asked if outcomes.fits(idea, question).issuperset(_BELOW_TARGET))
        if not conditions and 2 * wide > counting:
            message = say.IDEA_FOR_ALL.format(target=DEFAULT_TARGET)
            yield _about(outcomes.document, (index, "addresses"), message, rule, idea.id)


def levels_without_idea(rule: str, outcomes: Outcomes) -> Iterator[Problem]:
    """Levels below the usual target where a question that does lead to ideas leads to none."""
    for question, document, where in outcomes.questions:
        fitting = {level for _, idea in outcomes.ideas for level in outcomes.fits(idea, question.id)}
        for level in _BELOW_TARGET:
            if fitting and level not in fitting:
                place = (*where, "levels", level)
                yield _about(document, place, say.LEVEL_WITHOUT_IDEA.format(level=level), rule, question.id)


HARD: Final[dict[str, OutcomeRule]] = {
    "zonder-gevolg": questions_without_effect,
    "onbereikbaar-idee": ideas_for_nobody,
}
SOFT: Final[dict[str, OutcomeRule]] = {
    "telt-niet-mee": unscored_questions,
    "idee-voor-iedereen": ideas_for_all,
    "niveau-zonder-idee": levels_without_idea,
}
