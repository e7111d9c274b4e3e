"""What an experiment of this size can show: the place where its sentences and its chart stand on the page of a plan."""

from __future__ import annotations

from questionnaire.models import Content
from questionnaire.plan import Plan


def indicators(content: Content) -> list[tuple[str, str]]:
    """The id and the title of everything that can be counted per person."""
    return []


def draw(content: Content, plan: Plan) -> None:
    """Draw it for `plan.returns` and `plan.group`. The page is drawn again when one of those, or an indicator, changes."""
