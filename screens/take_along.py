"""What leaves the app: the report, the measurement file, the personal link; and the delete button."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import partial

import streamlit as st

from questionnaire import write_measurement
from report.payload import date_text
from report.pdf import pdf
from screens import address, context, held, pages, parts
from screens.earlier import comparison
from screens.session import Session
from storage import StorageError


def draw(visitor: Session) -> None:
    stored = visitor.begun
    parts.title("Neem uw meting mee")
    parts.text("Gebruik het in een gesprek met uw team, uw partners, uw bestuur en mensen die zelf terugkeerden.")
    chosen = len(stored.chosen)
    if chosen:
        words = "1 idee. Dat staat" if chosen == 1 else f"{chosen} ideeën. Die staan"
        parts.text(f"U koos {words} voorop in het rapport.")
    else:
        look = parts.link(pages.IDEAS, "Bekijk de ideeën")
        parts.html(f"<p>U koos nog geen idee om mee te nemen. {look}</p>")

    name = file_name(stored.municipality) or "gemeente"
    parts.heading("Rapport (PDF)")
    parts.text("Met uw profiel, wat opvalt, de ideeën, uw antwoorden en uw toelichtingen. Ook geschikt voor een schermlezer.")
    measurement, result, beside = visitor.measurement, visitor.result, comparison(visitor)
    if beside is not None:
        parts.text(f"Ook met wat er veranderde sinds {date_text(beside.before.date)}.")
    st.download_button(
        "Download het rapport",
        data=lambda: pdf(context.content(), measurement, result, datetime.now(context.AMSTERDAM), beside),
        file_name=f"rapport-{name}.pdf",
        mime="application/pdf",
        key="pdf",
        on_click="ignore",
        type="primary",
    )
    parts.heading("Uw persoonlijke link")
    parts.text(
        "Met deze link gaat u verder op een ander apparaat of op een ander moment. "
        "Wie de link heeft, kan uw antwoorden lezen en veranderen. Deel hem dus bewust."
    )
    link = f"{address.base()}/verder/{visitor.token}"
    with st.container(key="link"):
        st.code(link, language=None, wrap_lines=True)
    with st.expander("Toon een QR-code voor uw telefoon", key="qr"):
        st.markdown(address.qr(link, "QR-code met uw persoonlijke link"), unsafe_allow_html=True)
    parts.text(
        f"We bewaren uw meting tot {date_text(stored.expires.astimezone(context.AMSTERDAM).date())}. Elke wijziging verlengt dat."
    )

    parts.heading("Metingbestand")
    parts.text(
        "Bewaar uw antwoorden als bestand op uw eigen computer. "
        "U kunt het later weer inlezen, of vergelijken met een nieuwe meting."
    )
    parts.html(f"<p>{parts.link(pages.COMPARE, 'Vergelijk deze meting met een eerdere')}</p>")
    st.download_button(
        "Download het metingbestand",
        data=write_measurement(measurement),
        file_name=f"meting-{name}.json",
        mime="application/json",
        key="metingbestand",
        on_click="ignore",
    )
    parts.heading("Andere gemeenten")
    parts.text("Wilt u zien hoe andere gemeenten verdeeld zijn, of uw meting daarin laten meetellen?")
    parts.html(f"<p>{parts.link(pages.BESIDE, 'Zet uw meting naast andere gemeenten')}</p>")
    _everything(visitor, name)
    _delete(visitor)


def _everything(visitor: Session, name: str) -> None:
    if visitor.begun.of_group:  # see `_delete`
        return
    parts.heading("Alles wat we van u hebben")
    parts.text(
        "Eén bestand met alles wat we bewaren: ook teksten die nog naast een plan staan, wat u deelde, en de momenten. "
        "Inlezen kan dit bestand niet. Neem daarvoor het metingbestand."
    )
    held.download("Download alles wat we van u hebben", partial(context.store().held, visitor.token or ""), f"alles-{name}.json")


def _delete(visitor: Session) -> None:
    parts.heading("Alles verwijderen")
    if visitor.begun.of_group:  # whoever has this link may not lead, where facilitators log in
        parts.text(
            "Dit zijn de afspraken van een werksessie. Alles downloaden of verwijderen doet de begeleider, op de pagina van de "
            "werksessie."
        )
        return
    with st.expander("Verwijder deze meting", key="verwijderen"):
        parts.text(
            "Al uw antwoorden, toelichtingen en keuzes verdwijnen meteen en voorgoed. "
            "Uw persoonlijke link werkt daarna niet meer. Download eerst wat u wilt houden."
        )
        sure = st.checkbox("Ja, ik wil alles verwijderen", key="zeker")
        if st.button("Verwijder nu", key="verwijder", disabled=not sure):
            try:
                context.store().delete(visitor.token or "")
            except StorageError:
                st.error("De opslag is even niet bereikbaar. Er is nog niets verwijderd. Probeer het over een minuut opnieuw.")
                return
            visitor.forget()
            # The own script follows this at once: the route takes the cookie away and shows the start page.
            parts.html('<p>Uw meting is verwijderd. <a class="meteen" href="/afgesloten" target="_self">Naar de start</a></p>')


def file_name(text: str) -> str:
    """A name or title in letters that every file system takes; empty where none are left."""
    ascii_name = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60]
