"""Begin with the contents of a measurement file that was saved before."""

from __future__ import annotations

import streamlit as st

from questionnaire import MeasurementError, read_measurement
from screens import making, pages, parts
from screens.session import Session
from storage import StorageError


def draw(visitor: Session) -> None:
    parts.title("Lees een metingbestand in")
    if visitor.token is None or visitor.stored is not None:
        parts.text(
            "Zo maakt u van een bestand een nieuwe meting. "
            "Een meting die u al open hebt, blijft bewaard onder haar eigen persoonlijke link."
        )
        parts.actions(parts.outer_link(f"/nieuw?naar={pages.IMPORT}", "Begin met een bestand", "knop"))
        return
    parts.text(
        "Kies het bestand dat u eerder bewaarde bij 'Meenemen'. De naam begint met 'meting'. "
        "Uw antwoorden, toelichtingen en gekozen ideeën komen terug."
    )
    file = st.file_uploader("Metingbestand (hooguit 1 MB)", key="bestand")
    if file is None:
        return
    try:
        reading = read_measurement(file.getvalue(), visitor.questionnaire)
    except MeasurementError as error:
        st.error(parts.plain(f"{error} Er is niets veranderd aan wat u al had."))
        return
    measurement = reading.measurement
    answered = len(measurement.values)
    parts.heading("Dit staat erin")
    place = measurement.municipality or "niet ingevuld"
    parts.text(
        f"Gemeente: {place}. Datum: {measurement.date.day}-{measurement.date.month}-{measurement.date.year}. "
        f"{answered} van {len(visitor.questionnaire.questions)} vragen beantwoord."
    )
    if reading.differences:
        parts.html("<p><strong>Let op: niet alles past bij deze vragenlijst.</strong></p>", parts.bullets(reading.differences))
    if st.button("Maak hier een meting van", type="primary", key="inlezen"):
        if making.refused():
            return
        try:
            visitor.take_in(measurement)
        except StorageError as error:
            st.error(parts.plain(f"{error} Uw bestand is niet veranderd."))
            return
        parts.go(pages.OVERVIEW if measurement.municipality else pages.DETAILS)
