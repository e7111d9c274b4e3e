"""What changed, in the few parts that the page "Vergelijken" and the profile share."""

from __future__ import annotations

from report.payload import date_text
from scoring.change import Direction, QuestionChange
from scoring.change_words import headline, recognised_text, recognised_title, verdict_text
from scoring.series import Comparison
from screens import pages, parts
from screens.earlier import comparison
from screens.session import Session

_OPEN = 6
"""So many questions are shown at once; the others are folded."""


def what_changed(visitor: Session) -> None:
    """On the profile: the gist, while a comparison is open; nothing otherwise."""
    found = comparison(visitor)
    if found is None:
        return
    parts.heading("Wat is er veranderd")
    since = date_text(found.before.date)
    parts.text(*filter(None, (headline(found.change, since), recognised_text(found.change))))
    titles = {theme.id: theme.title for theme in visitor.questionnaire.themes}
    moved = [f"{titles[id]}: {verdict_text(part)}" for id, part in found.change.themes.items() if part.demonstrable]
    if moved:
        parts.html(parts.bullets(moved))
    parts.html(f"<p>{parts.link(pages.COMPARE, 'Bekijk de hele vergelijking')}</p>")


def recognised(found: Comparison, direction: Direction) -> None:
    """The questions where a higher or lower description is recognised now, with both descriptions quoted."""
    changed = found.change.recognised(direction)
    if not changed:
        return
    parts.subheading(recognised_title(found.change, direction))
    quoted = [_quoted(found, question) for question in changed]
    folded = parts.details(f"Nog {len(quoted) - _OPEN} van deze vragen", "".join(quoted[_OPEN:])) if len(quoted) > _OPEN else ""
    parts.html(*quoted[:_OPEN], folded)


def _quoted(found: Comparison, question: QuestionChange) -> str:
    text = found.now.result.questionnaire.question_by_id[question.id].text
    theme = found.now.result.questionnaire.theme_of[question.id].title
    middle = "midden van de groep: " if found.change.group else ""
    rows = (("Toen", question.before, question.before_anchor), ("Nu", question.now, question.now_anchor))
    return (
        f'<div class="vondst"><p class="vondstvraag">{parts.escape(text)}</p><p class="klein">{parts.escape(theme)}</p>'
        + "".join(f"<p>{when}: {middle}{parts.quote(level or 0, anchor or '')}</p>" for when, level, anchor in rows)
        + "</div>"
    )
