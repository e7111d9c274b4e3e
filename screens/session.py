"""What one visitor has open: a typed object, filled from the store, that pages read and save through.

Answers are saved by comparing: at every run, whatever the browser holds that the store does not is stored.
After a lost connection the browser sends its values again without a change event, so a callback would miss
them. Nothing is called saved before the store has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, cast

import streamlit as st

from questionnaire import Answer, Measurement, Questionnaire, clean_text
from questionnaire.answers import MAX_NOTE, Value
from scoring.model import Result
from scoring.result import assess
from screens import context
from screens.routes import COOKIE
from storage import MeasurementGone, StorageUnavailable, Stored, to_measurement

KEY: Final = "zelfscan"


@dataclass
class Session:
    """`token` is the visitor's secret, `stored` the measurement as the store has it (None: not begun).

    `unsaved` maps question ids to the reason that the last change is not in the store;
    `drawn` are the questions last on the visitor's screen, and `gone` says that the measurement was deleted.
    """

    token: str | None = None
    stored: Stored | None = None
    questionnaire: Questionnaire = field(default_factory=lambda: context.content().questionnaire)
    unsaved: dict[str, str] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()
    gone: bool = False

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

    # Saving

    def save_answer(self, question: str, value: Value | None, note: str | None) -> None:
        """Store the answer where it differs from what is stored; on failure keep the reason in `unsaved`."""
        stored, known = self.begun, self.answer(question)
        note = clean_text(note) if note else None
        if (value, note) == (known.level, known.note):
            self.unsaved.pop(question, None)
            return
        if note and len(note) > MAX_NOTE:
            self.unsaved[question] = (
                f"Uw toelichting heeft {_thousands(len(note))} tekens. Er passen er {_thousands(MAX_NOTE)}. "
                "Maak de tekst korter: tot dan staat hij alleen hier op uw scherm en bewaren we hem niet."
            )
            if value == known.level:
                return
            note = known.note
        elif question in self.unsaved:
            del self.unsaved[question]
        try:
            context.store().save_answer(stored.response_id, question, value, note)
        except StorageUnavailable:
            self.unsaved[question] = NOT_STORED
            return
        except MeasurementGone:
            self.forget()
            return
        stored.answers[question] = Answer(level=value, note=note)

    def save_drawn(self) -> None:
        """Store what the browser holds for the questions on screen, whichever page comes next."""
        for question in self.drawn:
            if self.stored is None:
                return
            known = self.answer(question)
            value = st.session_state.get(answer_key(question), known.level)
            note = st.session_state.get(note_key(question), known.note)
            self.save_answer(question, cast("Value | None", value), note)

    def save_details(self, municipality: str, role: str | None, size: str | None) -> None:
        """Begin the measurement, or change its details. Raises StorageUnavailable."""
        store = context.store()
        if self.stored is None:
            assert self.token is not None  # noqa: S101  # the details page checks for it
            self.stored = store.create(
                self.token, self.questionnaire, municipality=municipality, role=role, size=size, today=context.today()
            )
        else:
            store.save_details(self.stored.id, municipality, role, size)
            self.stored = replace(self.stored, municipality=municipality, role=role, size=size)

    def save_target(self, theme: str, level: int) -> None:
        stored = self.begun
        if stored.targets.get(theme) != level:
            context.store().save_target(stored.id, theme, level)
            stored.targets[theme] = level

    def save_chosen(self, ideas: tuple[str, ...]) -> None:
        if ideas != self.begun.chosen:
            context.store().save_chosen(self.begun.id, ideas)
            self.stored = replace(self.begun, chosen=ideas)

    def save_missing_partners(self, partners: frozenset[str]) -> None:
        if partners != self.begun.missing_partners:
            context.store().save_missing_partners(self.begun.id, partners)
            self.stored = replace(self.begun, missing_partners=partners)

    def save_position(self, theme: str) -> None:
        """Remember the theme; a failure here loses nothing, so it is not reported."""
        if self.begun.position == theme:
            return
        try:
            context.store().save_position(self.begun.id, theme)
        except (StorageUnavailable, MeasurementGone):
            return
        self.stored = replace(self.begun, position=theme)

    def take_in(self, measurement: Measurement) -> None:
        """Begin with the contents of a measurement file. Raises StorageError."""
        assert self.token is not None  # noqa: S101  # the import page checks for it
        self.stored = context.store().import_measurement(self.token, measurement, self.questionnaire, context.today())

    def forget(self) -> None:
        """The measurement is gone from the store."""
        self.stored, self.gone, self.drawn = None, True, ()
        self.unsaved.clear()


NOT_STORED: Final = (
    "Dit is nog niet opgeslagen: de opslag is even niet bereikbaar. Laat deze pagina open. "
    "Bij uw volgende keuze proberen we het opnieuw."
)


def answer_key(question: str) -> str:
    return f"antwoord-{question}"


def note_key(question: str) -> str:
    return f"toelichting-{question}"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def session() -> Session:
    """The session of this visitor; the first call in a session reads the store. Raises StorageUnavailable."""
    known = st.session_state.get(KEY)
    if isinstance(known, Session):
        return known
    context.sweep()
    fresh = Session(token=st.context.cookies.get(COOKIE))
    if fresh.token:
        fresh.stored = context.store().find(fresh.token)
        if fresh.stored and fresh.stored.questionnaire_hash != fresh.questionnaire.hash:
            fresh.questionnaire = context.store().questionnaire(fresh.stored.questionnaire_hash) or fresh.questionnaire
    st.session_state[KEY] = fresh
    return fresh
