"""Accessibility and privacy, in plain words."""

from __future__ import annotations

from screens import context, parts
from screens.privacy import sections
from screens.session import Session


def accessibility(visitor: Session) -> None:
    parts.title("Toegankelijkheid")
    parts.text(
        "Iedereen moet deze zelfscan kunnen gebruiken: met een toetsenbord, met een schermlezer, op een telefoon, "
        "met grote letters of op papier. We werken volgens WCAG 2.2, niveau A en AA."
    )
    parts.heading("Wat we controleren")
    parts.html(
        parts.bullets(
            (
                "Elke pagina wordt bij elke wijziging automatisch gecontroleerd met axe, op een breed en een smal scherm.",
                "Elke grafiek heeft een tabel met dezelfde cijfers.",
                "Het rapport (PDF) voldoet aan PDF/UA-1 en PDF/A-2a. Dat controleren we met veraPDF.",
            )
        )
    )
    parts.heading("Wat we nog niet weten")
    parts.text(
        "Mensen met een beperking hebben de zelfscan nog niet getest, ook niet met een schermlezer. "
        "De gemeente die de zelfscan aanbiedt, publiceert zelf een toegankelijkheidsverklaring."
    )
    parts.heading("Loopt u ergens vast?")
    parts.text("Meld het bij de gemeente of organisatie die u deze zelfscan gaf. Vertel op welke pagina het gebeurt.")


def privacy(visitor: Session) -> None:
    parts.title("Privacy")
    parts.text(
        "We vragen zo min mogelijk. Over inwoners vragen we niets. Vult u dit in als ervaringsdeskundige? "
        "Dan hoeft u nergens te vertellen wat u zelf meemaakte."
    )
    for section in sections(context.settings()):
        parts.heading(section.heading)
        for paragraph in section.paragraphs:
            parts.text(paragraph)
        if section.items:
            parts.html(parts.bullets(section.items))
