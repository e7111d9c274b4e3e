"""The people of a workshop, for its facilitator: the code, who is in, who is ready, and forms on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

import streamlit as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from report.joining import door
from report.paper import paper_pdf
from report.payload import date_text
from report.poster import poster_pdf
from screens import address, context, parts
from screens.workshop import group, steps
from screens.workshop.leading import Leading
from storage import NotNow, StorageError, Trace, Workshop, WorkshopFull

REFRESH: Final = 2.0
"""Seconds between two looks at how many people are ready."""
PAPER: Final[dict[str, Value | None]] = {
    **{str(level): level for level in range(1, 6)},
    "w": UNKNOWN,
    "n": NOT_APPLICABLE,
    "-": None,
}


@st.fragment(run_every=REFRESH)
def progress(workshop: Workshop) -> None:
    """How many people are in, and how many are ready; nothing about what they answer."""
    try:
        joined, ready = context.store().workshops.progress(workshop.id, workshop.phase)
    except StorageError:  # this runs by itself, outside the page that would catch it
        parts.text("De opslag is even niet bereikbaar. We tellen zo verder.")
        return
    if workshop.phase == "waiting":
        words = "Er is nog niemand binnen." if not joined else f"{_people(joined)} binnen."
        body = f"<span>{words}</span>"
    else:
        body = (
            f'<progress max="{max(joined, 1)}" value="{ready}" aria-label="Hoeveel mensen klaar zijn"></progress>'
            f"<span>{steps.ready_text(ready, joined)}</span>"
        )
    parts.html(f'<div class="voortgang klaar-stand" data-klaar="{ready}" data-deelnemers="{joined}">{body}</div>')


def _people(count: int) -> str:
    return "1 persoon is" if count == 1 else f"{count} mensen zijn"


def code(workshop: Workshop) -> None:
    """The code and the address to join, and a new code."""
    until = date_text(workshop.join_expires.astimezone(context.AMSTERDAM).date())
    link = f"{address.base()}/mee/{workshop.join_code}"
    parts.heading("Meedoen")
    parts.html(
        f"<p>Ga naar <strong>{parts.escape(address.base().split('//')[-1])}/mee</strong> en typ deze code:</p>"
        f'<p class="meecode">{parts.escape(workshop.join_code or "")}</p>'
        f'<p class="klein">De code werkt tot en met {until}, of tot u het kiezen sluit.</p>'
    )
    way, municipality = door(address.base(), workshop.join_code or ""), workshop.municipality
    st.download_button(
        "Download de poster (PDF)",
        data=lambda: poster_pdf(context.content(), way, municipality, datetime.now(context.AMSTERDAM)),
        file_name="poster-werksessie.pdf",
        mime="application/pdf",
        key="poster-pdf",
        on_click="ignore",
        help="Met het adres, de code en de QR-code. Voor bij de deur en voor in de zaal.",
    )
    with st.expander("QR-code, en een nieuwe code", key="qr-en-code"):
        st.markdown(address.qr(link, "QR-code om mee te doen"), unsafe_allow_html=True)
        parts.text("Doen er mensen mee die er niet bij horen? Maak dan een nieuwe code. De oude werkt meteen niet meer.")
        if st.button("Maak een nieuwe code", key="nieuwe-code"):
            context.store().workshops.renew_code(workshop.id)
            st.rerun()


def attendees(here: Leading) -> None:
    """Who takes part, and removing somebody."""
    workshop = here.open
    people = context.store().workshops.attendees(workshop.id)
    roles = {role.id: role.title for role in group.questionnaire(workshop).roles}
    with st.expander(f"Deelnemers ({len(people)})", key="deelnemers"):
        if not people:
            parts.text("Er is nog niemand binnen.")
            return
        rows = [
            (
                f"Deelnemer {person.number}",
                parts.escape(roles.get(person.role or "", "zonder rol")) + (" (op papier)" if person.on_paper else ""),
                person.joined.astimezone(context.AMSTERDAM).strftime("%H:%M"),
            )
            for person in people
        ]
        parts.html(
            parts.table(
                "Deelnemers zien hun nummer op de telefoon, bij 'Ander apparaat, of stoppen'.", ("Wie", "Rol", "Binnen om"), rows
            )
        )
        numbers = {person.response_id: f"Deelnemer {person.number}" for person in people}
        parts.text(
            "U kunt iemand verwijderen. Dan verdwijnen de antwoorden van die persoon. "
            "Wat al in een gesloten ronde is geteld, blijft in de uitkomst: anders kan iemand dat antwoord uitrekenen."
        )
        who = st.selectbox(
            "Wie wilt u verwijderen?",
            list(numbers),
            index=None,
            format_func=lambda id: numbers[id],
            placeholder="Kies een deelnemer",
            key="wie-weg",
        )
        if st.button("Verwijder deze deelnemer", key="deelnemer-weg", disabled=who is None) and who is not None:
            context.store().workshops.remove(workshop.id, who)
            st.rerun()


def paper(here: Leading) -> None:
    """Typing in a form that was filled in on paper."""
    workshop = here.open
    if workshop.phase not in ("waiting", "answering"):
        return
    questions = group.questionnaire(workshop).questions
    roles = {None: "Niet ingevuld"} | {role.id: role.title for role in group.questionnaire(workshop).roles}
    with st.expander("Typ een papieren formulier over", key="papier"):
        parts.html(
            "<p>Geen internet, of liever op papier? Print dit formulier. Typ daarna per formulier de antwoorden achter elkaar, "
            "in de volgorde van de vragen. U mag spaties gebruiken.</p>"
            "<p>Typ 1, 2, 3, 4 of 5 voor het niveau. Typ w voor 'weet ik niet' en n voor 'niet van toepassing'. "
            "Typ een - voor een vraag die open bleef.</p>"
        )
        _form(workshop)
        with st.form("papier-formulier", clear_on_submit=False, border=False):
            role = st.selectbox("Rol op het formulier", list(roles), format_func=lambda id: roles[id], key="papier-rol")
            typed = st.text_input(f"De {len(questions)} antwoorden", key="papier-antwoorden", max_chars=200)
            sent = st.form_submit_button("Voeg dit formulier toe", key="papier-erbij")
        if not sent:
            return
        values, problem = read_paper(typed, [question.id for question in questions])
        if problem:
            parts.error(problem, at="papier-antwoorden", go=True)
            return
        try:
            number = context.store().workshops.add_paper(workshop.id, role, values)
        except (NotNow, WorkshopFull) as error:
            st.error(str(error))
            return
        st.success(f"Toegevoegd als deelnemer {number}. Zet dat nummer op het formulier.")


def _form(workshop: Workshop) -> None:
    """The questions of this workshop on paper, with its code."""
    whole = context.content().model_copy(update={"questionnaire": context.questionnaire(workshop.questionnaire_hash)})
    way, questions = door(address.base(), workshop.join_code or ""), workshop.questions
    st.download_button(
        "Download het formulier (PDF)",
        data=lambda: paper_pdf(whole, datetime.now(context.AMSTERDAM), questions, way.code, way.link),
        file_name="formulier-werksessie.pdf",
        mime="application/pdf",
        key="formulier-pdf",
        on_click="ignore",
    )


def read_paper(typed: str, questions: Sequence[str]) -> tuple[dict[str, Value], str]:
    """The answers as typed, by question, and what is wrong with them in words (empty: nothing)."""
    marks = "".join(typed.lower().split())
    for place, mark in enumerate(marks, start=1):
        if mark not in PAPER:
            return {}, f"Bij antwoord {place} staat '{mark}'. Kies 1, 2, 3, 4, 5, w, n of -. Er is nog niets toegevoegd."
    if len(marks) != len(questions):
        more = "te weinig" if len(marks) < len(questions) else "te veel"
        return {}, (
            f"Aantal antwoorden dat u typte: {len(marks)}. Het moeten er {len(questions)} zijn: "
            f"{abs(len(questions) - len(marks))} {more}. "
            "Typ een - voor een vraag die open bleef. Er is nog niets toegevoegd."
        )
    values = {question: value for question, mark in zip(questions, marks, strict=True) if (value := PAPER[mark]) is not None}
    return values, ""


ACTS: Final[dict[str, str]] = {
    "opened": "werksessie geopend",
    "renewed": "nieuwe code gemaakt",
    "removed": "een deelnemer verwijderd",
    "paper": "een papieren formulier overgetypt",
    "agreed": "een afgesproken antwoord opgeslagen",
    "chosen": "een experiment gekozen of veranderd",
    "withdrawn": "een gekozen experiment weggehaald",
    "shared": "de fasen van de groep gedeeld, bij 'Naast andere gemeenten'",
    "unshared": "het delen van de fasen gestopt",
    "details": "gemeente, rol of grootte opgeslagen",
    "ambition": "een ambitie of de reden daarvan veranderd",
    "ideas": "de gekozen ideeën veranderd",
    "partners": "de ontbrekende partners veranderd",
    "plan_begun": "een plan begonnen",
    "plan_written": "in een plan geschreven",
    "plan_shared": "een link gemaakt waarmee anderen een plan lezen en veranderen",
    "plan_unshared": "het delen van een plan gestopt",
    "plan_deleted": "een plan verwijderd",
}


def trail(workshop: Workshop) -> None:
    """What was done as the facilitator, by whoever has that link."""
    done = context.store().workshops.trail(workshop.id)
    with st.expander(f"Wat de begeleider deed ({len(done)})", key="verloop"):
        parts.text(
            "Herkent u iets niet? Misschien gebruikt iemand anders ook uw link. "
            "Hier staat nooit wat iemand antwoordde of schreef. Deze lijst verdwijnt met de werksessie."
        )
        parts.html(parts.table("In volgorde, het eerste bovenaan.", ("Wanneer", "Wat"), trail_rows(done)))


def trail_rows(done: Sequence[Trace]) -> list[tuple[str, str]]:
    """When (the last time) and what; the same act a few times in a row is one row, with how many times."""
    rows = []
    for what, traces in groupby(done, act_text):
        same = list(traces)
        times = f" ({len(same)} keer)" if len(same) > 1 else ""
        when = same[-1].moment.astimezone(context.AMSTERDAM).strftime("%d-%m-%Y %H:%M")
        rows.append((when, parts.escape(what + times)))
    return rows


def act_text(trace: Trace) -> str:
    if trace.act != "moved":
        return ACTS[trace.act]
    name = next((name for phase, name in steps.NAMES.items() if phase == trace.phase), "onbekend")
    return f"naar de stap '{name.lower()}'"
