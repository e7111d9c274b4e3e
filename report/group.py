"""What the report of a group may show: see `scoring.groups` for the rules."""

from __future__ import annotations

from scoring.groups import shown_to_group
from scoring.model import Result


def people_in(result: Result) -> int:
    """How many people a group result rests on; 0 for one person."""
    return max((sum(item.counts) + item.unknown + item.not_applicable for item in result.scores.group.values()), default=0)


def questions_shown(result: Result) -> bool:
    """Whether results per question may be shown: always for one person, for a group from five people."""
    people = people_in(result)
    return not people or shown_to_group(people) == "questions"
