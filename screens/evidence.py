"""What a local experiment can show: about recidivism, by luck, together with others, and on the day of release.

Needs no measurement and stores nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from questionnaire.indicators import Indicator
from questionnaire.text import clip
from report.registration import Period, registration_sheet
from scoring.power import MOST_PEOPLE, RATE_SOURCES, Change, Outlook, municipalities_needed, outlook
from scoring.power_words import (
    YEARS,
    Section,
    change_text,
    number,
    outlook_text,
    percent,
    reading_name,
    whole_percent,
)
from screens import context, pages, parts
from screens.session import Session
from screens.sources import source_list

EXAMPLE: Final = 20
KEPT: Final = "aantonen"
PERIODS: Final[dict[Period, str]] = {"quarter": "per kwartaal", "month": "per maand"}
MOMENTS: Final = {
    "tijdens detentie": "Tijdens detentie",
    "dag van vrijlating": "Op de dag van vrijlating",
    "week 1": "In week 1",
}


def draw(visitor: Session) -> None:
    del visitor  # the same for everyone
    parts.title("Wat kan een experiment laten zien?")
    parts.text(
        "Een experiment in één gemeente gaat over weinig mensen. Daarom kan het niet alles aantonen. "
        "Vul in om hoeveel mensen het bij u gaat. U leest dan wat u wel en niet kunt laten zien.",
        kind="inleiding",
    )
    shown = _asked()
    if shown is not None:
        for section in outlook_text(shown):
            _section(shown, section)
    _indicators()
    _sources()


def _asked() -> Outlook | None:
    """The numbers of the visitor worked out; None, with a message on screen, where they do not fit."""
    kept: tuple[str, str] = st.session_state.get(KEPT, (str(EXAMPLE), ""))
    with st.container(key="aantallen"):
        left, right = st.columns(2, gap="medium")
        returns = left.text_input("Hoeveel mensen komen per jaar bij u vrij?", value=kept[0], key="aantal-vrij")
        group = right.text_input("Hoeveel van hen doen mee?", value=kept[1], placeholder="iedereen", key="aantal-mee")
        parts.text(
            f"Een schatting is goed: een heel getal van 1 tot en met {number(MOST_PEOPLE)}. "
            f"Het getal {EXAMPLE} is een voorbeeld. We bewaren deze getallen niet.",
            kind="klein",
        )
    st.session_state[KEPT] = (returns, group)
    try:
        people = whole_number(returns, "Hoeveel mensen komen per jaar bij u vrij?")
    except ValueError as error:
        parts.error(str(error), at="aantal-vrij")
        return None
    try:
        return outlook(people, whole_number(group, "Hoeveel van hen doen mee?") if group.strip() else people)
    except ValueError as error:
        parts.error(str(error), at="aantal-mee" if group.strip() else "aantal-vrij")
        return None


def whole_number(text: str, label: str) -> int:
    """A number as people type it: "1200", "1.200". Raises ValueError, in Dutch."""
    digits = re.sub(r"[\s.]", "", text)
    if not digits:
        raise ValueError(f"Bij '{label}' staat nog niets. Vul een heel getal in, zoals {EXAMPLE}.")
    if not (digits.isascii() and digits.isdecimal() and re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+", "".join(text.split()))):
        raise ValueError(f"Bij '{label}' staat '{clip(text, 30)}'. Vul een heel getal in, zoals {EXAMPLE}.")
    if len(digits.lstrip("0")) > len(str(MOST_PEOPLE)):
        raise ValueError(f"Bij '{label}' staat een te groot getal. Vul een getal in van 1 tot en met {number(MOST_PEOPLE)}.")
    return int(digits)


def _section(shown: Outlook, section: Section) -> None:
    parts.heading(section.title)
    first, *rest = section.texts
    last = section.texts[-1]
    match section.topic:
        case "luck":
            parts.html(parts.message("toeval", first, "kern"), _luck(shown))
            parts.text(*rest)
        case "together":
            table = parts.details("Toon dit als tabel", _together(shown))
            parts.html(parts.bullets(section.texts[:-1]), parts.paragraph(last), table)
        case "indicators":
            parts.text(*section.texts)
            parts.html(_rises(shown))
        case _:
            readings = "".join(f'<div class="vondst">{parts.paragraph(text)}</div>' for text in rest[:-1])
            parts.html(parts.paragraph(first), readings, parts.paragraph(last, "nadruk"))


# Luck


def _luck(shown: Outlook) -> str:
    """A bar for every change with its chance, in three groups; and the table with the same numbers."""
    most = max(change.chance for change in shown.changes)
    groups = [(title, list(changes)) for title, changes in groupby(shown.changes, _direction)]
    bars = "".join(
        f'<div class="toevalgroep {_KINDS[title]}"><p class="toevalkop">{title}<b>{_share(changes)}</b></p>'
        + "".join(
            f'<div class="toevalrij"><span class="toevalwat">{parts.escape(change_text(change))}</span>'
            f'<span class="toevalbaan"><i style="width:{100 * change.chance / most:.1f}%"></i></span>'
            f'<span class="toevalkans">{_short(change.chance)}</span></div>'
            for change in changes
        )
        + "</div>"
        for title, changes in groups
    )
    sums = " ".join(f"{title}: {_share(changes)}." for title, changes in groups)
    caption = f"Zo verandert het recidivecijfer van jaar op jaar door toeval, bij {number(shown.returns)} vrijlatingen per jaar"
    rows = [
        (parts.escape(change_text(change)), title, whole_percent(change.chance))
        for title, changes in groups
        for change in changes
    ]
    alt = f"Staafdiagram. {caption}. {sums} De tabel hieronder heeft dezelfde cijfers."
    table = parts.table(caption, ("Verandering van het cijfer", "Groep", "Kans"), rows)
    return (
        f'<div class="toeval"><p class="toevaltitel">{parts.escape(caption)}</p>'
        f'<div role="img" aria-label="{parts.escape(alt)}">'
        f"{bars}</div></div>" + parts.details("Toon de cijfers als tabel", table)
    )


_KINDS: Final = {"10% of meer lager": "daling", "Ongeveer gelijk": "gelijk", "10% of meer hoger": "stijging"}


def _direction(change: Change) -> str:
    down, equal, up = _KINDS
    return down if change.fall else up if change.rise else equal


def _short(chance: float) -> str:
    """The chance behind a bar, where there is little room."""
    return parts.escape(whole_percent(chance).replace("minder dan ", "<").replace("meer dan ", ">"))


def _share(changes: list[Change]) -> str:
    return whole_percent(sum(change.chance for change in changes))


# Tables


def _together(shown: Outlook) -> str:
    heads = ("10% minder gelezen als", "Mensen per groep", "Kans dat u het ziet", *(_years(years) for years in YEARS))
    rows = [
        (
            f"{reading_name(reading)}: van {percent(shown.rate)} naar {percent(reading.goal)}",
            number(reading.needed),
            whole_percent(reading.power),
            *(_both(municipalities_needed(reading.needed, shown.group, years)) for years in YEARS),
        )
        for reading in shown.readings
    ]
    caption = f"Gemeenten met en zonder het experiment, met elk {number(shown.group)} mensen per jaar in de groep"
    return parts.table(caption, heads, ((parts.escape(row[0][:1].upper() + row[0][1:]), *row[1:]) for row in rows))


def _years(years: int) -> str:
    return f"Gemeenten in {years} jaar"


def _both(count: int) -> str:
    return f"{number(count)} en {number(count)}"


def _rises(shown: Outlook) -> str:
    rows = (
        (
            f"Van {percent(rise.start)} naar {percent(rise.goal)}".replace(" ", "\N{NO-BREAK SPACE}"),
            f"{rise.needed} en {rise.needed}",
            f"{number(rise.years)} en {number(rise.years)}",
            whole_percent(rise.power),
        )
        for rise in shown.rises
    )
    heads = ("Stijging", "Mensen ervoor en erna", "Jaren ervoor en erna", "Kans met 1 jaar ervoor en 1 erna")
    return parts.table(f"Wat nodig is om een stijging te zien, met {number(shown.group)} mensen per jaar", heads, rows)


# Indicators and their sheet


def _indicators() -> None:
    indicators = context.content().indicators
    if not indicators:
        return
    parts.heading("Kies wat u bijhoudt")
    parts.text(
        "Kies er een paar: elke vraag kost werk. U krijgt een blad voor Excel of LibreOffice, met één rij per persoon "
        "en een grafiek per vraag. Er staan geen namen op en geen geboortedata, alleen een nummer."
    )
    chosen = []
    with st.container(key="indicatoren"):
        for moment, group in groupby(indicators, lambda each: each.moment):
            parts.subheading(MOMENTS[moment])
            for indicator in group:
                label = f"**{parts.plain(indicator.title)}**: {parts.plain(indicator.question)}"
                if st.checkbox(label, key=f"indicator-{indicator.id}"):
                    chosen.append(indicator)
    parts.html(
        parts.details("Wanneer is het ja, en wanneer nee?", parts.definitions(((i.title, i.help) for i in indicators), "plan"))
    )
    _download(chosen)


def _download(chosen: list[Indicator]) -> None:
    period = st.radio("Een punt in de grafiek", list(PERIODS), format_func=PERIODS.__getitem__, key="periode", horizontal=True)
    if not chosen:
        parts.html(parts.stored("telblad", "U koos nog niets. Vink aan wat u wilt bijhouden.", False))
        return
    words = "1 vraag" if len(chosen) == 1 else f"{len(chosen)} vragen"
    parts.html(parts.stored("telblad", f"Het blad krijgt {words}."))
    st.download_button(
        "Download het registratieblad",
        data=partial(registration_sheet, tuple(chosen), datetime.now(context.AMSTERDAM), period),
        file_name="registratieblad.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="registratieblad",
        on_click="ignore",
        type="primary",
    )
    parts.text(
        "Vraag eerst aan uw functionaris gegevensbescherming of u dit mag bijhouden. "
        "Ook zonder naam kan een rij over een herkenbaar mens gaan.",
        kind="klein",
    )


def _sources() -> None:
    content = context.content()
    named = {*RATE_SOURCES, *(source for indicator in content.indicators for source in indicator.sources)}
    parts.heading("Waar dit op rust")
    parts.html(
        parts.paragraph(
            "De aantallen zijn berekend met formules die onderzoekers veel gebruiken: een kans van 80% om een verschil te zien "
            "dat er is, en 5% om er een te zien dat er niet is. Bij kleine groepen zijn het benaderingen. "
            "De kans op toeval is precies berekend."
        ),
        source_list(source for source in content.sources if source.id in named),
    )
    parts.actions(parts.link(pages.IDEAS, "Naar de ideeën", "knop2"), parts.link(pages.ABOUT, "Over deze zelfscan", "knop2"))
