"""The command line of every document that leaves the app; every text it prints is Dutch.

python -m report METING.json [METING.json ...] -o rapport.pdf [--before EERDER.json ...] [--content DIR] [--date 2026-11-23]
python -m report --workshop METING.json METING.json METING.json [...] [--agreed GROEP.json] -o verslag.pdf
python -m report --guide -o gids.pdf
python -m report --paper -o vragen.pdf [--questions LINE-ID|kort] [--address URL] [--code CODE]
python -m report --cards -o kaarten.pdf [--questions LINE-ID|kort] [--four]
python -m report --poster --address URL --code CODE [--place NAME] -o poster.pdf
python -m report --plan METING.json -o plan.pdf|plan.docx [--name TITLE]
python -m report --registration -o blad.xlsx [--indicators ID ...] [--period maand|kwartaal] [--date 2026-11-23]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final, NoReturn

import typst

from questionnaire.answers import Measurement
from questionnaire.loading import CONTENT, load
from questionnaire.measurement import MeasurementError, read_measurement
from questionnaire.messages import did_you_mean
from questionnaire.models import Content, Questionnaire
from questionnaire.problems import ContentError
from report.cards import cards_pdf
from report.guide import guide_pdf
from report.joining import door, web_link
from report.paper import paper_pdf, question_sets
from report.pdf import pdf
from report.plan import plan_pdf
from report.plan_word import plan_word
from report.poster import poster_pdf
from report.registration import Period, choose, registration_sheet
from report.workshop import WorkshopRecord, workshop_pdf
from scoring.earlier import FileProblem, read_comparison
from scoring.groups import MIN_PEOPLE
from scoring.result import assess_measurements
from scoring.sharing import share
from scoring.view import Person

USAGE: Final = """python -m report METING.json [METING.json ...] -o rapport.pdf [--content MAP] [--date 2026-11-23]
       python -m report METING.json --before EERDER.json [--before ...] -o rapport.pdf
       python -m report --workshop METING.json METING.json METING.json [...] [--agreed GROEP.json] -o verslag.pdf
       python -m report --guide -o gids.pdf
       python -m report --paper -o vragen.pdf [--questions LIJN|kort] [--address ADRES] [--code CODE]
       python -m report --cards -o kaarten.pdf [--questions LIJN|kort] [--four]
       python -m report --poster --address ADRES --code CODE [--place GEMEENTE] -o poster.pdf
       python -m report --plan METING.json -o plan.pdf|plan.docx [--name TITEL]
       python -m report --registration -o blad.xlsx [--indicators INDICATOR ...] [--period maand|kwartaal]"""
PERIODS: Final[dict[str, Period]] = {"maand": "month", "kwartaal": "quarter"}


class Failure(Exception):
    """The command cannot go on; the message is Dutch and complete."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failure(f"Deze opdracht klopt niet. Gebruik:\n       {USAGE}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one document; the same input and date give the same bytes.

    Returns the exit code: 0, or 1 after an error.
    """
    parser = _parser()
    try:
        options = parser.parse_intermixed_args(arguments)
        _fits(parser, options)
        when = _moment(options.date)
        content = load(options.content)
        try:
            made = _make(options, content, when)
        except typst.TypstError as error:
            raise Failure("De PDF is niet te maken: de opmaak geeft een fout. Meld dit met de versie van de app.") from error
        _write(options.output, made)
    except (Failure, ContentError, FileProblem) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> _Parser:
    parser = _Parser(prog="python -m report", usage=USAGE, description="Maakt wat de app als document aflevert.")
    add = parser.add_argument
    add("files", nargs="*", type=Path, metavar="METING.json", help="een bestand solo, meer bestanden een groep")
    add("-o", "--output", required=True, type=Path, metavar="rapport.pdf", help="waar het document komt te staan")
    before = "een eerdere meting (bestand, of map van een groep): het rapport zegt dan wat er veranderde; vaker mag, oudste eerst"
    add("--before", action="append", default=[], type=Path, metavar="EERDER.json", help=before)
    add("--workshop", action="store_true", help="maak van de metingen het verslag van een werksessie")
    add("--agreed", type=Path, metavar="GROEP.json", help="bij --workshop: de meting met wat de groep afsprak")
    add("--guide", action="store_true", help="maak de gids voor begeleiders van een werksessie")
    add("--paper", action="store_true", help="maak de vragenlijst op papier")
    add("--cards", action="store_true", help="maak gesprekskaarten (A6), een per vraag")
    add("--four", action="store_true", help="bij --cards: vier kaarten op een A4, met lijnen om te knippen")
    add("--poster", action="store_true", help="maak de poster van een werksessie, met adres, code en QR-code")
    add("--address", metavar="ADRES", help="waar de app te bereiken is, zoals https://zelfscan.voorbeeldstad.nl")
    add("--code", metavar="CODE", help="de code van de werksessie")
    add("--place", metavar="GEMEENTE", help="bij --poster: de gemeente van de werksessie")
    add("--registration", action="store_true", help="maak het registratieblad rond de dag van vrijlating")
    add("--indicators", nargs="+", metavar="INDICATOR", help="alleen deze indicatoren op het blad; zonder dit: alle")
    add("--period", choices=PERIODS, help="een punt van de grafiek per maand of kwartaal; zonder dit: kwartaal")
    add("--questions", metavar="LIJN|kort", help="alleen deze vragen op papier of op kaarten; zonder dit: alle vragen")
    add("--plan", action="store_true", help="maak het plan in het bestand: als PDF, of als Word-bestand (.docx)")
    add("--name", metavar="TITEL", help="welk plan, bij titel of idee; zonder dit: het eerste")
    add("--content", type=Path, default=CONTENT, metavar="MAP", help="de map met de vragenlijst")
    add("--date", metavar="JJJJ-MM-DD", help="de datum op het document; zonder dit: vandaag")
    return parser


def _fits(parser: _Parser, options: argparse.Namespace) -> None:
    """One document a run; a choice only for what it belongs to; and what a document cannot do without."""
    got = options
    kinds = bool(got.files) + got.guide + got.paper + got.cards + got.poster + got.registration
    odd = [
        got.questions and not (got.paper or got.cards),
        got.four and not got.cards,
        (got.address or got.code) and not (got.paper or got.poster),
        got.place and not got.poster,
        (got.indicators or got.period) and not got.registration,
        got.before and (got.plan or got.workshop or not got.files),
        got.workshop and (got.plan or not got.files),
        got.agreed and not got.workshop,
        got.plan and len(got.files) != 1,
        got.name and not got.plan,
    ]
    if kinds != 1 or any(odd):
        parser.error("one document")
    if got.poster and not (got.address and got.code):
        raise Failure("Een poster heeft een adres en een code nodig: --address en --code.")
    if got.address and web_link(got.address) is None:
        raise Failure(f"'{got.address}' is geen webadres. Begin met https:// of http://.")


def _make(options: argparse.Namespace, content: Content, when: datetime) -> bytes:
    """The document that was asked for."""
    if options.guide:
        if content.facilitation is None:
            raise Failure("In deze map staat geen gids: het bestand facilitation.yaml ontbreekt.")
        return guide_pdf(content, when)
    if options.registration:
        return _sheet(content, options.indicators, PERIODS[options.period or "kwartaal"], when)
    if options.cards:
        return cards_pdf(content, when, _chosen(options.questions, content.questionnaire), "a4" if options.four else "a6")
    if options.poster:
        return poster_pdf(content, door(options.address, options.code), options.place or "", when)
    if options.paper:
        address = door(options.address, options.code).link if options.address and options.code else options.address
        return paper_pdf(content, when, _chosen(options.questions, content.questionnaire), options.code, address)
    if options.plan:
        return _plan(content, options.files, options.name, options.output.suffix.lower(), when)
    if options.workshop:
        return _workshop(content, options.files, options.agreed, when)
    return _report(content, options.files, when, options.before, options.content)


def _report(content: Content, files: Sequence[Path], when: datetime, before: Sequence[Path], folder: Path) -> bytes:
    measurements = _read(files, content.questionnaire)
    try:
        result = assess_measurements(content.questionnaire, measurements)
        beside = read_comparison(before, measurements[0], result, folder) if before else None
        return pdf(content, measurements[0], result, when, beside)
    except ValueError as error:
        raise Failure(f"De uitkomst is niet te berekenen: {error}.") from error


def _workshop(content: Content, files: Sequence[Path], agreed: Path | None, when: datetime) -> bytes:
    """The report of a workshop of one round, from a file of each person, and what the group agreed where that is given."""
    if len(files) < MIN_PEOPLE:
        raise Failure(f"Een verslag van een werksessie kan vanaf {MIN_PEOPLE} metingen.")
    questionnaire = content.questionnaire
    measurements = _read(files, questionnaire)
    people = [
        Person(each.role, {id: answer.level for id, answer in each.answers.items() if answer.level is not None})
        for each in measurements
    ]
    record = WorkshopRecord(
        municipality=measurements[0].municipality,
        date=max(each.date for each in measurements),
        scope=f"alle {len(questionnaire.questions)} vragen",
        questionnaire=questionnaire,
        view=share(questionnaire, people),
        agreed=_read([agreed], questionnaire)[0].answers if agreed else {},
    )
    return workshop_pdf(content, record, when)


def _plan(content: Content, files: Sequence[Path], name: str | None, kind: str, when: datetime) -> bytes:
    """A plan of the measurement file, in the kind of document that the name of the output asks for."""
    (measurement,) = _read(files, content.questionnaire)
    plans = measurement.plans
    if not plans:
        raise Failure(f"{files[0]}: in dit bestand staat geen plan.")
    plan = next((plan for plan in plans if name in (None, plan.title, plan.idea)), None)
    if plan is None:
        known = [plan.title or plan.idea or "" for plan in plans]
        raise Failure(f"'{name}' is geen plan in dit bestand{did_you_mean(name or '', known)}. Kies uit: {', '.join(known)}.")
    make = plan_word if kind == ".docx" else plan_pdf
    return make(content, plan, measurement.municipality, when)


def _sheet(content: Content, indicators: Sequence[str] | None, period: Period, when: datetime) -> bytes:
    try:
        return registration_sheet(choose(content, indicators), when, period)
    except ValueError as error:
        raise Failure(str(error)) from error


def _chosen(name: str | None, questionnaire: Questionnaire) -> tuple[str, ...] | None:
    """The ids of a set of questions; None for all."""
    if name is None:
        return None
    sets = question_sets(questionnaire)
    if name not in sets:
        raise Failure(f"'{name}' is geen keuze bij --questions{did_you_mean(name, sets)}. Kies uit: {', '.join(sets)}.")
    return sets[name].questions


def _moment(text: str | None) -> datetime:
    """Noon (UTC) of the day: a report carries a date, no time of day."""
    try:
        day = date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError as error:
        raise Failure(f"'{text}' is geen datum. Schrijf de datum als 2026-11-23.") from error
    return datetime.combine(day, time(12), tzinfo=UTC)


def _read(files: Sequence[Path], questionnaire: Questionnaire) -> list[Measurement]:
    if 1 < len(files) < MIN_PEOPLE:
        raise Failure(f"Een rapport van een groep kan vanaf {MIN_PEOPLE} metingen. Zo leest niemand het antwoord van één ander.")
    measurements = []
    for file in files:
        try:
            reading = read_measurement(file.read_bytes(), questionnaire)
        except OSError as error:
            raise Failure(f"{file}: dit bestand is niet te lezen. Bestaat het, en mag u het lezen?") from error
        except MeasurementError as error:
            raise Failure(f"{file}: {error}") from error
        for difference in reading.differences:
            print(f"{file}: {difference}", file=sys.stderr)
        measurements.append(reading.measurement)
    return measurements


def _write(path: Path, made: bytes) -> None:
    try:
        path.write_bytes(made)
    except OSError as error:
        raise Failure(f"{path}: hier is niet te schrijven. Bestaat de map, en mag u er schrijven?") from error


if __name__ == "__main__":
    sys.exit(main())
