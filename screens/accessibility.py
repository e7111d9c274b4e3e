"""The accessibility statement, after the government's model, from what the last complete check found.

It claims nothing that the record does not hold, and says as plainly what was never tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from questionnaire.text import date_text
from screens import checked, context, parts
from screens.checked import Record
from screens.session import Session
from screens.settings import Settings

STATUS: Final = "D: voldoet nog niet"
NOT_TESTED: Final = (
    "Mensen met een beperking hebben de zelfscan niet getest.",
    "Er is niet getest met een echte schermlezer, zoals NVDA, JAWS of VoiceOver. "
    "We leggen wel van elk scherm vast wat een schermlezer te horen krijgt.",
    "Er is niet getest op een echte oude telefoon, maar in een nagebootste.",
    "Er is alleen getest in Chromium, de basis van Chrome en Edge. Niet in Firefox en Safari.",
    "Er is niet getest met spraakbesturing.",
    "Een onderzoeksbureau heeft de zelfscan niet onderzocht.",
)
SHORTCOMINGS: Final = (
    (
        "Zonder JavaScript werkt de zelfscan niet",
        "Oorzaak: de techniek die we gebruiken (Streamlit). In plaats daarvan: de vragen op papier, of een collega die ze "
        "voor u invult. Er is geen plan om dit te veranderen.",
    ),
    (
        "Een grafiek kunt u niet met een schermlezer doorlopen",
        "Oorzaak: een grafiek is één beeld met een beschrijving. In plaats daarvan: de tabel eronder, met dezelfde cijfers. "
        "Er is geen plan om dit te veranderen.",
    ),
)


def draw(_visitor: Session) -> None:
    parts.title("Toegankelijkheids\N{SOFT HYPHEN}verklaring")  # a phone needs two lines
    parts.html(statement(checked.last_check(), context.service()))


def statement(record: Record | None, service: Settings) -> str:
    """The whole statement under its title, as HTML."""
    return "".join(
        (
            _introduction(service),
            _status(record),
            _norm(),
            _tested(record),
            _heading("Wat niet is getest"),
            parts.bullets(NOT_TESTED),
            _heading("Wat we weten dat niet goed is"),
            parts.definitions(SHORTCOMINGS, "woorden"),
            _contact(service),
            _complaint(service),
            _about(record),
        )
    )


def _heading(text: str) -> str:
    return f"<h2>{parts.escape(text)}</h2>"


def _text(*paragraphs: str) -> str:
    return "".join(parts.paragraph(one) for one in paragraphs)


def _introduction(service: Settings) -> str:
    who = (
        f"{service.organisation} biedt deze zelfscan aan. Deze verklaring gaat over alle schermen en documenten van de zelfscan."
        if service.organisation
        else "Wie deze zelfscan aanbiedt, heeft hier nog geen naam ingevuld. "
        "Deze verklaring gaat over alle schermen en documenten van de zelfscan."
    )
    return parts.paragraph(
        "Iedereen moet deze zelfscan kunnen gebruiken: met een toetsenbord, met een schermlezer, op een telefoon, "
        "met grote letters of op papier.",
        "inleiding",
    ) + _text(who)


def _status(record: Record | None) -> str:
    faults = (
        ""
        if record is None
        else "Onze eigen automatische controle vond geen fouten. Dat is niet genoeg voor een hogere status."
        if record.faults == 0
        else f"Onze eigen automatische controle vond {whole(record.faults)} {'fout' if record.faults == 1 else 'fouten'}."
    )
    return (
        _heading("Status")
        + f"<p><strong>{STATUS}.</strong> De overheid kent de statussen A tot en met E.</p>"
        + _text(
            "Voor status A of B is een onderzoek nodig naar alle 50 eisen van de wet, volgens de methode WCAG-EM. "
            "Het mag niet ouder zijn dan 3 jaar. Dat onderzoek is er nog niet. "
            "Staat het binnen 6 maanden gepland? Dan wordt de status C.",
            *filter(None, [faults]),
            "Wie de zelfscan aanbiedt, publiceert de officiële verklaring zelf, in het register op "
            "toegankelijkheidsverklaring.nl.",
        )
    )


def _norm() -> str:
    return _heading("Aan welke eisen we toetsen") + _text(
        "De wet vraagt de Europese norm EN 301 549. Versie 3.2.1 van die norm neemt WCAG 2.1 over, niveau A en AA. "
        "Wij toetsen ook aan de nieuwe eisen van WCAG 2.2, niveau A en AA. "
        "Voor documenten toetsen we aan PDF/UA-1 en PDF/A-2a."
    )


def _tested(record: Record | None) -> str:
    if record is None:
        return _heading("Wat is getest, en hoe") + _text("Bij deze versie van de zelfscan zit geen verslag van een controle.")
    ways = [way.title for way in record.variants]
    found = "geen fouten" if record.faults == 0 else f"{whole(record.faults)} {'fout' if record.faults == 1 else 'fouten'}"
    items = [
        f"{whole(len(record.pages))} schermen, elk in {whole(len(record.variants))} weergaven: "
        f"{whole(len(record.cells))} keer gekeken.",
        f"axe-core {record.axe}: {whole(len(record.rules))} regels, samen {whole(record.checks)} controles, {found}. "
        "Er zijn geen uitzonderingen.",
        f"{whole(record.open)} uitkomsten liet axe open. Ze zijn van {whole(len(record.judged))} soorten, elk beoordeeld.",
        f"Contrast van {whole(record.texts)} teksten. Het laagste contrast van gewone tekst is {decimal(record.lowest)} op 1. "
        "We vragen minstens 7 op 1, en 4,5 op 1 voor grote letters en in grafieken.",
        "Nergens hoeft u opzij te schuiven om te lezen, ook niet op 320 pixels breed of 400% vergroot.",
    ]
    always = (
        "Bij elke wijziging kijken we opnieuw naar de schermen, in minder weergaven.",
        "Belangrijke taken testen we met alleen het toetsenbord.",
        "Van elk scherm is vastgelegd wat een schermlezer te horen krijgt. Een deel is nagelezen. "
        "Verandert er iets, dan zien we dat.",
        "Rapporten (PDF) controleren we met veraPDF.",
    )
    return (
        _heading("Wat is getest, en hoe")
        + _text(f"Op {date_text(record.date)} liep de laatste volledige controle. Dit is ermee gedaan:")
        + parts.bullets(items)
        + _text("En verder:")
        + parts.bullets(always)
        + parts.details("Welke weergaven", parts.bullets(ways))
        + parts.details("Welke schermen", "".join(_screens(record)))
        + parts.details(
            "Wat axe open liet, en waarom het klopt", parts.bullets(f"{one.why} ({one.count} keer)" for one in record.judged)
        )
    )


def _screens(record: Record) -> Iterable[str]:
    for part in dict.fromkeys(page.part for page in record.pages):
        names = [page.name for page in record.pages if page.part == part]
        yield parts.paragraph(f"{part[0].upper()}{part[1:]}: {'; '.join(names)}.")  # names have commas in them


def whole(number: int) -> str:
    """ "12.345" """
    return f"{number:,}".replace(",", ".")


def decimal(value: float) -> str:
    """ "7,04" """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _contact(service: Settings) -> str:
    head = _heading("Loopt u ergens vast?")
    if not service.contact:
        return head + _text(
            "Hier staat nog geen adres voor meldingen. Meld het bij wie u deze zelfscan gaf. "
            "Vertel op welk scherm het gebeurt, en wat u gebruikt.",
            "U kunt de vragen ook op papier krijgen, of iemand kan ze met u invullen.",
        )
    link = f'<a href="{parts.escape(service.contact_link)}">{parts.escape(service.contact)}</a>'
    days = service.answer_days
    term = (
        f"U krijgt binnen {days} {'werkdag' if days == 1 else 'werkdagen'} antwoord."
        if days
        else "Binnen hoeveel dagen u antwoord krijgt, is hier nog niet ingevuld."
    )
    return (
        head
        + f"<p>Meld het: {link}.</p>"
        + _text(
            f"Vertel op welk scherm het gebeurt, en wat u gebruikt. {term}",
            "U kunt zo ook om de vragen of het rapport in een andere vorm vragen, bijvoorbeeld op papier.",
        )
    )


def _complaint(service: Settings) -> str:
    who = service.organisation or "de gemeente of organisatie die deze zelfscan aanbiedt"
    return _heading("Bent u niet tevreden met het antwoord?") + _text(
        f"Dien dan een klacht in bij {who}. Helpt dat niet, en gaat het om een gemeente? "
        "Ga dan naar de ombudsman van die gemeente, of naar de Nationale ombudsman."
    )


def _about(record: Record | None) -> str:
    made = (
        ""
        if record is None
        else f"Deze verklaring is gemaakt uit de controle van {date_text(record.date)}, met axe-core {record.axe}, "
        f"Chromium {record.chromium} en Streamlit {record.streamlit}. "
    )
    return _heading("Over deze verklaring") + _text(
        f"{made}De uitleg over de statussen komt van digitoegankelijk.nl. "
        "De tekst is van ons en heeft de onderdelen van het model van de overheid."
    )
