"""The shared screen: what the whole room looks at, readable from the back. The facilitator leads it with the arrow keys."""

from __future__ import annotations

from screens import parts
from screens.session import Session
from screens.workshop import steps
from screens.workshop.follow import follow_along
from screens.workshop.leading import leading


def draw(_visitor: Session) -> None:
    """The screen for the phase of this moment."""
    here = leading()
    if here.workshop is None:
        parts.title("Dit scherm is voor de begeleider")
        return
    workshop = here.workshop
    follow_along(workshop.stand, "begeleider")
    parts.title(steps.NAMES[workshop.phase])
    steps.buttons(workshop)
