"""What a facilitator's browser has open. Read from the store in every run: there are few facilitators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from screens import context
from screens.cookies import FACILITATOR
from screens.widgets import Widgets
from screens.workshop import lead_login
from storage import Workshop, is_token

_KEY: Final = "begeleiding"


@dataclass
class Leading(Widgets):
    """`token` is the facilitator's secret (None: none in this browser); `workshop` None: not opened yet, or gone.

    `gone` says that the workshop was deleted or expired while this page was open.
    """

    token: str | None = None
    workshop: Workshop | None = None
    gone: bool = False

    @property
    def open(self) -> Workshop:
        """The workshop; pages that need one check that there is one."""
        if self.workshop is None:
            raise RuntimeError("no workshop")
        return self.workshop

    def read(self) -> None:
        """Read the workshop. The secret of one that is gone is never used again. Raises StorageUnavailable."""
        found = context.store().workshops.find(self.token) if self.token else None
        if found is None and self.workshop is not None:
            self.token, self.gone = None, True
            self.shown.clear()
        self.workshop = found

    def focus(self, question: str | None) -> None:
        """Let every screen show this question. Raises StorageError."""
        workshop = self.open
        if workshop.focus != question:
            context.store().workshops.focus(workshop.id, question)
            self.workshop = replace(workshop, focus=question)


def leading() -> Leading:
    """The facilitator of this session, as the store has it now, after storing what was chosen since. Raises StorageError.

    Who must log in first, leads nothing.
    """
    if lead_login.barred():
        return Leading()
    known = st.session_state.get(_KEY)
    if not isinstance(known, Leading):
        token = st.context.cookies.get(FACILITATOR)
        known = Leading(token=token if token and is_token(token) else None)
        st.session_state[_KEY] = known
    known.read()
    if known.workshop is not None:
        # Another screen may have gone to the next question: a text sent just before that is drawn nowhere any more.
        known.store_choices()
    return known
