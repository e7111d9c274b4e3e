"""Slides in a row, and the place in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from storage import MeasurementGone, Phase, StorageError

Draw = Callable[[], None]

_PLACE: Final = "zaal-dia"
_PROBLEM: Final = "zaal-melding"
AWAY: Final = "De opslag is even niet bereikbaar. Probeer het opnieuw."


@dataclass(frozen=True)
class Deck:
    """`at` is the slide that is shown; `move` goes to another one, by its place."""

    slides: Sequence[Draw]
    at: int
    move: Callable[[int], None]
    problem: str = ""

    @property
    def last(self) -> bool:
        return self.at == len(self.slides) - 1

    def draw(self) -> None:
        self.slides[self.at]()

    def go(self, steps: int) -> None:
        """For a button: so many slides on, within the row."""
        st.session_state.pop(_PROBLEM, None)
        try:
            self.move(min(max(self.at + steps, 0), len(self.slides) - 1))
        except MeasurementGone:
            return  # the page will say so
        except StorageError:
            st.session_state[_PROBLEM] = AWAY


def deck(phase: Phase, slides: Sequence[Draw]) -> Deck:
    """Slides of which this session keeps the place, from the first one when the phase begins."""
    known: tuple[Phase, int] = st.session_state.get(_PLACE, (phase, 0))
    at = known[1] if known[0] == phase else 0

    def move(place: int) -> None:
        st.session_state[_PLACE] = (phase, place)

    move(at)
    return Deck(slides, min(at, len(slides) - 1), move)


def led(slides: Sequence[Draw], at: int, move: Callable[[int], None]) -> Deck:
    """Slides of which the store keeps the place, because phones follow."""
    return Deck(slides, at, move, st.session_state.get(_PROBLEM, ""))
