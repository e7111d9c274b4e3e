"""The facilitator's page: opening a workshop, and everything that leads it."""

from __future__ import annotations

from screens import parts
from screens.session import Session
from screens.workshop import steps
from screens.workshop.follow import follow_along
from screens.workshop.leading import leading


def draw(_visitor: Session) -> None:
    """The page for the phase of this moment."""
    here = leading()
    if here.workshop is None:
        parts.title("Begeleid een werksessie")
        return
    workshop = here.workshop
    follow_along(workshop.stand, "begeleider")
    parts.title("Werksessie begeleiden")
    steps.buttons(workshop)
