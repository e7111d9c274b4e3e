"""Privacy, in plain words."""

from __future__ import annotations

from screens import context, login, parts
from screens.privacy import sections
from screens.session import Session


def privacy(visitor: Session) -> None:
    parts.title("Privacy")
    parts.text(
        "We vragen zo min mogelijk. Over inwoners vragen we niets. Vult u dit in als ervaringsdeskundige? "
        "Dan hoeft u nergens te vertellen wat u zelf meemaakte."
    )
    for section in sections(context.settings(), login=login.settings().on):
        parts.heading(section.heading)
        for paragraph in section.paragraphs:
            parts.text(paragraph)
        if section.items:
            parts.html(parts.bullets(section.items))
