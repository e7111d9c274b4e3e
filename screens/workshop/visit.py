"""What one participant has open: a typed object, filled from the store, that the page reads and saves through."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from questionnaire.answers import Value
from screens import context
from screens.cookies import PARTICIPANT
from screens.widgets import Widgets
from storage import MeasurementGone, NotNow, Participation, Phase, StorageUnavailable, is_token
from storage.workshop import Seen

_KEY: Final = "deelname"
NOT_STORED: Final = (
    "Nog niet opgeslagen: de opslag is even niet bereikbaar. Laat dit scherm open. Bij uw volgende keuze proberen we het opnieuw."
)

PAUSE: Final = 2.0
"""Seconds: every part of a page that is drawn tries again, and a store that is away can keep each of them waiting."""


@dataclass
class Visit(Widgets):
    """`found` is the participant as the store has it (None: takes no part). `unsaved` holds, by question,
    what could not be stored, `tried` when that was last tried again. `theme` is the place in the questions; `fresh`: read in
    this run."""

    token: str | None = None
    found: Participation | None = None
    fresh: bool = False
    unsaved: dict[str, Any] = field(default_factory=dict)
    tried: float = 0.0
    theme: int = 0

    @property
    def here(self) -> Participation:
        """The participant. The page checks that there is one; a question that runs by itself after somebody left goes
        back to the page."""
        if self.found is None:
            st.rerun(scope="app")
        return self.found

    def catch_up(self) -> None:
        """Read again if the workshop moved on or another tab answered, then store what was chosen since.

        Raises StorageUnavailable.
        """
        if self.found is not None and not self.fresh:
            seen = context.store().participants.seen(self.found.response_id)
            if seen is None:
                self.forget()
            elif seen != self.found.seen:
                self.read()
        self.fresh = False
        if self.found is not None:
            self.retry()
            self.store_choices()

    def retry(self) -> bool:
        """Store what could not be stored before, unless it was just tried. True where some of it is stored now."""
        waiting = list(self.unsaved.items())
        if not waiting or time.monotonic() < self.tried + PAUSE:
            return False
        for question, value in waiting:
            (self.save_vote if self.here.workshop.phase == "revote" else self.save_answer)(question, value)
        self.tried = time.monotonic()
        return len(self.unsaved) < len(waiting)

    def read(self) -> None:
        """Fill from the store. Raises StorageUnavailable."""
        before = self.found.workshop.phase if self.found else None
        self.found = context.store().participants.find(self.token) if self.token else None
        if self.found is None or self.found.workshop.phase != before:
            # Widgets of another phase are gone, and what they held is not for this one.
            self.shown.clear()
            self.unsaved.clear()

    def forget(self) -> None:
        self.token = self.found = None
        self.shown.clear()
        self.unsaved.clear()

    # Saving

    def save_answer(self, question: str, value: Value | None) -> None:
        """Store an answer of the first round."""
        here = self.here
        if value is None or value == here.answers.get(question):
            self.unsaved.pop(question, None)
            return
        try:
            moment = context.store().participants.save_answer(here.response_id, question, value)
        except StorageUnavailable:
            self.unsaved[question] = value
            return
        except (NotNow, MeasurementGone):
            self._moved_on()
            return
        self.unsaved.pop(question, None)
        self.found = replace(here, answers={**here.answers, question: value}, seen=Seen(here.seen.stand, moment))
        if len(self.found.answers) == len(here.workshop.questions):
            self.finish("answering")

    def save_vote(self, question: str, value: Value | None) -> None:
        """Store an answer of the second round. Keeping the first answer needs no vote."""
        here = self.here
        if value is None or value == here.votes.get(question, here.answers.get(question)):
            self.unsaved.pop(question, None)
            return
        try:
            context.store().participants.save_vote(here.response_id, question, value)
        except StorageUnavailable:
            self.unsaved[question] = value
            return
        except (NotNow, MeasurementGone):
            self._moved_on()
            return
        self.unsaved.pop(question, None)
        self.found = replace(here, votes={**here.votes, question: value})

    def save_dots(self, dots: Mapping[str, int]) -> bool:
        """Store a whole division of dots. False when it could not be stored."""
        here = self.here
        given = {idea: count for idea, count in dots.items() if count}
        if given == here.dots:
            return True
        try:
            context.store().participants.save_dots(here.response_id, given)
        except StorageUnavailable:
            return False
        except (NotNow, MeasurementGone):
            self._moved_on()
            return True
        self.found = replace(here, dots=given)
        return True

    def finish(self, phase: Phase) -> None:
        """Say that this person is ready with the phase; it can still be changed."""
        here = self.here
        if phase in here.finished:
            return
        try:
            context.store().participants.finish(here.response_id, phase)
        except StorageUnavailable:
            return
        except (NotNow, MeasurementGone):
            # Not `_moved_on`: this is called when a button is pressed, before the page is drawn anyhow.
            with suppress(StorageUnavailable):
                self.read()
            return
        self.found = replace(here, finished=here.finished | {phase})

    def _moved_on(self) -> None:
        """The phase is over, or this person was removed: look again, and draw what is there now."""
        with suppress(StorageUnavailable):  # the page looks again, and says it
            self.read()
        st.rerun(scope="app")


def visit() -> Visit:
    """The participant of this session; the first call reads the store. Raises StorageUnavailable."""
    known = st.session_state.get(_KEY)
    if isinstance(known, Visit):
        return known
    token = st.context.cookies.get(PARTICIPANT)
    fresh = Visit(token=token if token and is_token(token) else None)
    fresh.read()
    fresh.fresh = True
    st.session_state[_KEY] = fresh
    return fresh
