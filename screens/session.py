"""What one visitor has open: a typed object, filled from the store, that pages read and save through.

Choices are saved by comparing, not by callbacks: after a lost connection the browser sends its values again
without a change event. At every run
1. the store is read again if something changed there (another tab, another device);
2. each value that differs from what this session last showed is a choice of the visitor: it is stored;
3. each widget shows what is stored, unless the visitor's choice could not be stored.
So the newest choice counts, a stale tab overwrites nothing, and nothing is called saved before the store has
confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

import streamlit as st

from questionnaire import Answer, Measurement, Questionnaire, clean_text
from questionnaire.answers import MAX_NOTE, MAX_REASON, Value
from scoring.hints import Hint
from scoring.model import Result
from scoring.result import assess
from screens import context
from screens.cookies import MEASUREMENT
from screens.widgets import Widgets
from storage import MeasurementGone, StorageUnavailable, Stored, TokenInUse, is_token, to_measurement

KEY: Final = "zelfscan"


@dataclass
class Unsaved:
    """A choice that is not in the store yet, with the reason in words."""

    value: Value | None
    note: str | None
    reason: str


@dataclass
class Session(Widgets):
    """`token` is the visitor's secret, `stored` the measurement as the store has it (None: not begun).

    `unsaved` holds, by question id, what could not be stored, and `unsaved_reasons` the reasons of ambitions by theme id;
    `gone` says that the measurement was deleted since. `tried` holds levels by question id that the visitor tries out on
    the page "Wat als?": they are never stored.
    `aside` holds the pairs of answers that the visitor confirmed; a changed answer makes another pair.
    """

    token: str | None = None
    stored: Stored | None = None
    questionnaire: Questionnaire = field(default_factory=lambda: context.content().questionnaire)
    unsaved: dict[str, Unsaved] = field(default_factory=dict)
    unsaved_reasons: dict[str, Unsaved] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    gone: bool = False
    aside: set[Hint] = field(default_factory=set)

    # Reading

    @property
    def begun(self) -> Stored:
        """The measurement; pages that need one ask `main` to check that there is one."""
        if self.stored is None:
            raise RuntimeError("no measurement")
        return self.stored

    def answer(self, question: str) -> Answer:
        return self.begun.answers.get(question, Answer())

    def answered(self, questions: Iterable[str]) -> int:
        """How many of the questions have a level, "weet ik niet" or "niet van toepassing"."""
        return sum(self.answer(question).level is not None for question in questions)

    @property
    def place(self) -> str:
        """The id of the theme to go on with: the last one visited, else the first."""
        themes = self.questionnaire.theme_by_id
        last = self.begun.position
        return last if last in themes else next(iter(themes))

    @property
    def result(self) -> Result:
        """The scores and suggestions of this moment. Computed on demand: a few milliseconds."""
        stored = self.begun
        return assess(
            self.questionnaire,
            self.measurement.values,
            targets=stored.targets,
            size=stored.size,
            missing_partners=stored.missing_partners,
        )

    @property
    def measurement(self) -> Measurement:
        return to_measurement(self.begun, self.questionnaire)

    # Keeping up with the store and with the browser

    def catch_up(self) -> None:
        """Read the measurement again if it changed, then store what the visitor chose since. Raises StorageUnavailable."""
        if self.stored is not None:
            changed = context.store().changed(self.stored.id)
            if changed is None:
                self.forget()
            elif changed != self.stored.updated:
                self.read()
        try:
            for question, pending in list(self.unsaved.items()):
                if self.stored is not None and pending.reason == NOT_STORED:
                    self.save_answer(question, pending.value, pending.note)
            for theme, pending in list(self.unsaved_reasons.items()):
                if self.stored is not None and pending.reason == NOT_STORED:
                    self.save_reason(theme, pending.note)
            if self.stored is not None:
                self.store_choices()
        except MeasurementGone:
            self.forget()

    def read(self) -> None:
        """Fill the session from the store. Raises StorageUnavailable."""
        self.stored = context.store().find(self.token) if self.token else None
        current = context.content().questionnaire
        self.questionnaire = context.questionnaire(self.stored.questionnaire_hash) if self.stored else current

    # Saving

    def save_value(self, question: str, value: Value | None) -> None:
        self.save_answer(question, value, self.answer(question).note)

    def save_note(self, question: str, note: str | None) -> None:
        self.save_answer(question, self.answer(question).level, note)

    def save_answer(self, question: str, value: Value | None, note: str | None) -> None:
        """Store the answer where it differs from what is stored; on failure keep it, with the reason, in `unsaved`."""
        stored, known = self.begun, self.answer(question)
        note = clean_text(note) if note else None
        self.unsaved.pop(question, None)
        if (value, note) == (known.level, known.note):
            return
        if note and len(note) > MAX_NOTE:
            self.unsaved[question] = Unsaved(value, note, _too_long("toelichting", note, MAX_NOTE))
            return
        try:
            changed = context.store().save_answer(stored.response_id, question, value, note)
        except StorageUnavailable:
            self.unsaved[question] = Unsaved(value, note, NOT_STORED)
            return
        answers = stored.answers | {question: Answer(level=value, note=note)}
        self.stored = replace(stored, answers=answers, updated=changed)

    def save_details(self, municipality: str, role: str | None, size: str | None) -> None:
        """Begin the measurement, or change its details. Raises StorageError."""
        store = context.store()
        if self.stored is None:
            assert self.token is not None  # noqa: S101  # the details page checks for it
            with suppress(TokenInUse):  # another tab was first: go on with that one
                store.create(
                    self.token, self.questionnaire, municipality=municipality, role=role, size=size, today=context.today()
                )
            self.read()
        if self.stored is not None:
            store.save_details(self.stored.id, municipality, role, size)
        self.read()

    def save_target(self, theme: str, level: int | None) -> None:
        context.store().save_target(self.begun.id, theme, level)
        self.read()

    def save_reason(self, theme: str, reason: str | None) -> None:
        """Store why the ambition for a theme is what it is; on failure keep the text in `unsaved_reasons`."""
        reason = (clean_text(reason) or None) if reason else None
        self.unsaved_reasons.pop(theme, None)
        if reason == self.begun.target_reasons.get(theme):
            return
        if reason and len(reason) > MAX_REASON:
            self.unsaved_reasons[theme] = Unsaved(None, reason, _too_long("reden", reason, MAX_REASON))
            return
        try:
            context.store().save_target_reason(self.begun.id, theme, reason)
            self.read()
        except StorageUnavailable:
            self.unsaved_reasons[theme] = Unsaved(None, reason, NOT_STORED)

    def save_choice(self, idea: str, taken: bool) -> None:
        """Take an idea along, or leave it; what other tabs chose stays."""
        others = tuple(chosen for chosen in self.begun.chosen if chosen != idea)
        context.store().save_chosen(self.begun.id, (*others, idea) if taken else others)
        self.read()

    def save_missing_partner(self, partner: str, missing: bool) -> None:
        others = self.begun.missing_partners - {partner}
        context.store().save_missing_partners(self.begun.id, others | {partner} if missing else others)
        self.read()

    def save_position(self, theme: str) -> None:
        """Remember the theme; a failure here loses nothing, so it is not reported."""
        if self.begun.position == theme:
            return
        with suppress(StorageUnavailable, MeasurementGone):
            changed = context.store().save_position(self.begun.id, theme)
            self.stored = replace(self.begun, position=theme, updated=changed)

    def take_in(self, measurement: Measurement) -> None:
        """Begin with the contents of a measurement file. Raises StorageError."""
        assert self.token is not None  # noqa: S101  # the import page checks for it
        self.stored = context.store().import_measurement(self.token, measurement, self.questionnaire, context.today())

    def forget(self) -> None:
        """The measurement is gone from the store, and its token is never used again."""
        self.token, self.stored, self.gone = None, None, True
        self.questionnaire = context.content().questionnaire
        self.unsaved.clear()
        self.unsaved_reasons.clear()
        self.tried.clear()
        self.aside.clear()
        self.shown.clear()


NOT_STORED: Final = (
    "Dit is nog niet opgeslagen: de opslag is even niet bereikbaar. Laat deze pagina open. "
    "Bij uw volgende keuze proberen we het opnieuw."
)


def answer_key(measurement: int, question: str) -> str:
    """The key of a radio group. It names the measurement: a browser never brings an answer to another one."""
    return f"antwoord-{measurement}-{question}"


def note_key(measurement: int, question: str) -> str:
    return f"toelichting-{measurement}-{question}"


def reason_key(measurement: int, theme: str) -> str:
    return f"reden-{measurement}-{theme}"


def _too_long(what: str, text: str, most: int) -> str:
    return (
        f"Uw {what} heeft {_thousands(len(text))} tekens. Er passen er {_thousands(most)}. "
        "Maak de tekst korter: tot dan staat hij alleen hier op uw scherm en bewaren we hem niet."
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def session() -> Session:
    """The session of this visitor; the first call in a session reads the store. Raises StorageUnavailable."""
    known = st.session_state.get(KEY)
    if isinstance(known, Session):
        return known
    context.sweep()
    token = st.context.cookies.get(MEASUREMENT)
    fresh = Session(token=token if token and is_token(token) else None)
    fresh.read()
    st.session_state[KEY] = fresh
    return fresh
