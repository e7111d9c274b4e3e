"""The registration sheet: a spreadsheet with one row per person, without names, and a run chart per indicator.

Every text is written as text, so that nothing in the content can become a formula. The formulas of a run chart say what
`scoring.run_chart` says. The same input and date give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Literal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from questionnaire.indicators import Indicator
from questionnaire.messages import did_you_mean
from questionnaire.models import Content
from report.colours import BLUE, BLUE_PALE, EDGE, ORANGE, SURFACE
from report.registration_chart import Place, chart_sheet

Period = Literal["month", "quarter"]

ANSWERS: Final = ("ja", "nee", "onbekend")
PERSONS: Final = 300
"""How many people fit on the sheet."""
PERIODS: Final[dict[Period, int]] = {"month": 24, "quarter": 12}
LANGUAGE: Final = "nl-NL"
EXPLANATION, PEOPLE = "Uitleg", "Personen"
NO_NAMES: Final = (
    "Schrijf geen namen, geboortedata, adressen of nummers van een dossier op. Geef elke persoon een nummer: 1, 2, 3. "
    "Houdt u bij welk nummer bij wie hoort? Bewaar dat dan ergens anders."
)
STEPS: Final = (
    "Vraag eerst aan uw functionaris gegevensbescherming of u dit mag bijhouden. "
    "Ook zonder naam kan dit over een herkenbaar mens gaan.",
    "Vul op het blad 'Personen' per persoon één rij in: de periode van vrijlating, en bij elke vraag ja, nee of onbekend.",
    "Weet u het niet? Kies dan onbekend. Laat een cel leeg zolang het moment nog niet is geweest.",
    "Kijk op de bladen met een grafiek; de tabel staat eronder. "
    "Een punt is het deel ja van alle keren ja en nee in die periode. Onbekend telt niet mee.",
    "Liggen zes punten op een rij aan dezelfde kant van de lijn? Dan is er waarschijnlijk iets veranderd. "
    "Punten op de lijn tellen niet mee.",
    "De lijn is de middelste waarde van alle periodes. Verandert u iets? "
    "Zet dan boven de grafiek hoeveel periodes er daarvoor al waren.",
    "Een punt van minder dan 5 mensen springt snel op en neer. Deel zo'n punt niet: iemand kan zich herkennen.",
    "De grafiek zegt niets over opnieuw een strafbaar feit plegen (recidive). Daarvoor zijn de aantallen te klein.",
)


def choose(content: Content, ids: Sequence[str] | None = None) -> tuple[Indicator, ...]:
    """The indicators with these ids, in order of time; None for all. Raises ValueError, in Dutch."""
    known = {indicator.id: indicator for indicator in content.indicators}
    if not known:
        raise ValueError("In deze map staan geen indicatoren: het bestand indicators.yaml ontbreekt of is leeg.")
    for id in ids or ():
        if id not in known:
            raise ValueError(f"'{id}' is geen indicator{did_you_mean(id, known)}. Kies uit: {', '.join(known)}.")
    chosen = tuple(indicator for indicator in content.indicators if ids is None or indicator.id in ids)
    if not chosen:
        raise ValueError("Er is niets gekozen. Kies minstens één indicator.")
    return chosen


def periods(start: date, period: Period) -> list[str]:
    """The names of the periods, from the one of `start` on. No spreadsheet takes them for a date."""
    if period == "month":
        months = (start.year * 12 + start.month - 1 + step for step in range(PERIODS[period]))
        return [f"{month // 12} maand {month % 12 + 1:02}" for month in months]
    quarters = (start.year * 4 + (start.month - 1) // 3 + step for step in range(PERIODS[period]))
    return [f"{quarter // 4} kwartaal {quarter % 4 + 1}" for quarter in quarters]


# Signs that a tab may not have, and those that no XML may hold.
_NOT_IN_A_NAME: Final = re.compile("[\\[\\]:*?/\\\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def registration_sheet(indicators: Sequence[Indicator], when: datetime, period: Period = "quarter") -> bytes:
    """The spreadsheet (.xlsx) for these indicators, with periods from `when` on."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(made, options)
    book.set_properties(
        {
            "title": "Registratieblad rond de dag van vrijlating",
            "subject": "Per persoon ja, nee of onbekend, zonder namen",
            "author": "Hoe inclusief werkt uw gemeente?",
            "comments": NO_NAMES,
            "created": datetime(when.year, when.month, when.day),  # noqa: DTZ001  # the format has no zone
        }
    )
    book.set_calc_mode("auto")
    formats = _formats(book)
    explanation, people = book.add_worksheet(EXPLANATION), book.add_worksheet(PEOPLE)
    names = periods(when.date(), period)
    tabs = sheet_names(indicators)
    _explain(explanation, indicators, tabs, formats)
    _people(people, indicators, names, formats)
    for column, (indicator, tab) in enumerate(zip(indicators, tabs, strict=True), start=2):
        place = Place(PEOPLE, column, PERSONS)
        chart_sheet(book, book.add_worksheet(tab), indicator, names, place, formats)
    explanation.activate()
    book.close()
    return _in_dutch(made.getvalue())


def sheet_names(indicators: Sequence[Indicator]) -> list[str]:
    """A name for the tab of each: its title in signs that fit, at most 31, and each only once."""
    taken = {EXPLANATION.casefold(), PEOPLE.casefold(), "history"}
    names = []
    for number, indicator in enumerate(indicators, start=1):
        name = " ".join(_NOT_IN_A_NAME.sub(" ", indicator.title).split())[:31].strip() or f"Grafiek {number}"
        if name.casefold() in taken:
            name = f"{name[:26].strip()} ({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _formats(book: Workbook) -> dict[str, Any]:
    """The few looks that cells have."""
    plain = {"font_name": "Calibri", "font_size": 12, "valign": "top"}
    edge = {"border": 1, "border_color": EDGE}
    words = {**plain, **edge, "align": "left", "indent": 1}
    looks = {
        "title": {**plain, "bold": True, "font_size": 20, "font_color": BLUE},
        "heading": {**plain, "bold": True, "font_size": 14, "font_color": BLUE},
        "plain": plain,
        "text": {**plain, "text_wrap": True},
        "warning": {**plain, "text_wrap": True, "bold": True, "bg_color": SURFACE, "left": 5, "left_color": ORANGE},
        "head": {**words, "text_wrap": True, "bold": True, "font_color": "white", "bg_color": BLUE},
        "cell": {**plain, **edge},
        "words": words,
        "wrapped": {**words, "text_wrap": True},
        "choice": {**words, "num_format": "@"},  # as text: a program makes no date of a period
        "input": {**plain, **edge, "bg_color": BLUE_PALE, "bold": True},
        "share": {**plain, **edge, "num_format": "0%"},
        "outcome": {**plain, "bold": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _explain(sheet: Worksheet, indicators: Sequence[Indicator], tabs: Sequence[str], formats: dict[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 3, 52)
    sheet.write_string(0, 0, "Registratieblad rond de dag van vrijlating", formats["title"])
    sheet.merge_range(1, 0, 1, 3, "", formats["warning"])
    sheet.write_string(1, 0, NO_NAMES, formats["warning"])
    sheet.set_row(0, 34)
    sheet.set_row(3, 26)
    sheet.set_row(1, 36)
    sheet.write_string(3, 0, "Zo gebruikt u dit blad", formats["heading"])
    row = 4
    for number, step in enumerate(STEPS, start=1):
        sheet.merge_range(row, 0, row, 3, "", formats["text"])
        sheet.write_string(row, 0, f"{number}. {step}", formats["text"])
        sheet.set_row(row, 36 if len(step) > 150 else 20)
        row += 1
    row += 1
    sheet.write_string(row, 0, "De vragen", formats["heading"])
    row += 1
    for column, head in enumerate(("Naam en blad", "Wanneer", "Vraag", "Wanneer ja, wanneer nee")):
        sheet.write_string(row, column, head, formats["head"])
    for indicator, tab in zip(indicators, tabs, strict=True):
        row += 1
        sheet.write_string(
            row, 0, indicator.title if indicator.title == tab else f"{indicator.title} ({tab})", formats["wrapped"]
        )
        for column, text in enumerate((indicator.moment, indicator.question, indicator.help), start=1):
            sheet.write_string(row, column, text, formats["wrapped"])
        sheet.set_row(row, 17 * max(2, -(-max(len(indicator.help), len(indicator.question)) // 48)))
    _paper(sheet)


def _people(sheet: Worksheet, indicators: Sequence[Indicator], names: Sequence[str], formats: dict[str, Any]) -> None:
    """A row per person with choices to pick from; the head stays in sight."""
    heads = ("Nummer (geen naam)", "Periode van vrijlating", *(indicator.title for indicator in indicators))
    sheet.set_default_row(18)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, len(heads) - 1, 16)
    sheet.set_row(0, 50)
    sheet.freeze_panes(1, 2)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["head"])
    for row in range(1, PERSONS + 1):
        sheet.write_number(row, 0, row, formats["cell"])
        for column in range(1, len(heads)):
            sheet.write_blank(row, column, None, formats["choice"])
    sheet.data_validation(
        1,
        0,
        PERSONS,
        0,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": 99999,
            "error_title": "Alleen een nummer",
            "error_message": "Schrijf hier geen naam en geen geboortedatum. Gebruik een nummer.",
        },
    )
    # The periods stand on the first chart's sheet; a list in the rule itself may have 255 signs at most.
    source = f"='{sheet_names(indicators)[0]}'!$A${Place.FIRST + 1}:$A${Place.FIRST + len(names)}"
    _choices(sheet, 1, source, "Periode", "In welke periode kwam deze persoon vrij? Schrijf geen datum op.")
    for column, indicator in enumerate(indicators, start=2):
        _choices(sheet, column, list(ANSWERS), indicator.title[:32], indicator.question[:255])
    sheet.autofilter(0, 0, PERSONS, len(heads) - 1)
    sheet.repeat_rows(0)
    _paper(sheet)


def _choices(sheet: Worksheet, column: int, source: str | list[str], title: str, message: str) -> None:
    rule = {
        "validate": "list",
        "source": source,
        "input_title": title,
        "input_message": message,
        "error_title": "Kies uit de lijst",
        "error_message": "Dit staat niet in de lijst. Klik op het pijltje naast de cel en kies.",
    }
    sheet.data_validation(1, column, PERSONS, column, rule)


def _paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _in_dutch(made: bytes) -> bytes:
    """The same file with its language: the writer has no setting for it and calls the text of charts American."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                tag = f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                data = data.replace(b"</cp:coreProperties>", tag)
            elif entry.filename.startswith(("xl/charts/", "xl/drawings/")):
                data = data.replace(b'lang="en-US"', f'lang="{LANGUAGE}"'.encode())
            new.writestr(entry, data)
    return result.getvalue()
