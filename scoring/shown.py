"""What may be shown of the result of a group, by its size: see `scoring.sharing` for the rules."""

from __future__ import annotations

from dataclasses import replace

from scoring.model import Result
from scoring.sharing import detail_of, themes_only
from scoring.view import Detail


def people_in(result: Result) -> int:
    """How many people a group result rests on; 0 for one person."""
    return max((sum(item.counts) + item.unknown + item.not_applicable for item in result.scores.group.values()), default=0)


def detail(result: Result) -> Detail:
    """What may be shown: everything of one person, of a group what belongs to the number of people with an answer."""
    return detail_of(result.scores)


def questions_shown(result: Result) -> bool:
    """Whether results per question may be shown."""
    return detail(result) == "questions"


def shown(result: Result) -> Result:
    """The result with themes and lines as far as a group of this size may see them."""
    if questions_shown(result):
        return result
    small = themes_only(result.questionnaire, result.scores)
    return replace(result, scores=replace(result.scores, themes=small.themes, lines=small.lines))
