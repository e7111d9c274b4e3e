"""What an experiment of this size can show: in one paragraph, where the numbers of a plan stand."""

from __future__ import annotations

from typing import Final

from questionnaire.models import Content
from questionnaire.plan import Plan
from scoring.power_words import plan_outlook
from screens import pages, parts

EMPTY: Final = "Vul in hoeveel mensen terugkeren en meedoen. Dan ziet u hier wat toeval doet met die aantallen."


def indicators(content: Content) -> list[tuple[str, str]]:
    """The id and the title of everything that can be counted per person."""
    return [(indicator.id, indicator.title) for indicator in content.indicators]


def draw(content: Content, plan: Plan) -> None:
    """Draw it for `plan.returns` and `plan.group`. The page is drawn again when one of those, or an indicator, changes."""
    text = plan_outlook(plan.returns, plan.group)
    parts.html(
        '<div class="vooruitblik">',
        "<h3>Wat kan dit experiment laten zien?</h3>",
        parts.paragraph(
            text or "Vul in hoeveel mensen terugkeren en meedoen. Dan ziet u hier wat toeval doet met die aantallen."
        ),
        f"<p>{parts.link(pages.EVIDENCE, 'Meer hierover, en een registratieblad')}</p></div>",
    )
