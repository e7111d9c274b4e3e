"""What the report of a group may show: see `scoring.sharing` for the rules."""

from __future__ import annotations

from dataclasses import replace

from scoring.model import Result
from scoring.sharing import detail_of, themes_only


def people_in(result: Result) -> int:
    """How many people a group result rests on; 0 for one person."""
    return max((sum(item.counts) + item.unknown + item.not_applicable for item in result.scores.group.values()), default=0)


def questions_shown(result: Result) -> bool:
    """Whether results per question may be shown: always for one person, for a group from five people with an answer."""
    return detail_of(result.scores) == "questions"


def shown(result: Result) -> Result:
    """The result with themes and lines as far as a group of this size may see them."""
    if questions_shown(result):
        return result
    small = themes_only(result.questionnaire, result.scores)
    return replace(result, scores=replace(result.scores, themes=small.themes, lines=small.lines))
