"""The command line of the report; every text it prints is Dutch.

python -m report METING.json [METING.json ...] -o rapport.pdf [--before EERDER.json ...] [--content DIR] [--date 2026-11-23]
python -m report --guide -o gids.pdf
python -m report --paper -o vragen.pdf [--questions LINE-ID|kort]
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
from report.guide import guide_pdf
from report.paper import paper_pdf, question_sets
from report.pdf import pdf
from report.plan import plan_pdf
from report.plan_word import plan_word
from report.registration import Period, choose, registration_sheet
from scoring.earlier import FileProblem, read_comparison
from scoring.groups import MIN_PEOPLE
from scoring.result import assess_measurements

USAGE: Final = """python -m report METING.json [METING.json ...] -o rapport.pdf [--content MAP] [--date 2026-11-23]
       python -m report METING.json --before EERDER.json [--before ...] -o rapport.pdf
       python -m report --guide -o gids.pdf
       python -m report --paper -o vragen.pdf [--questions LIJN|kort]
       python -m report --plan METING.json -o plan.pdf|plan.docx [--name TITEL]
       python -m report --registration -o blad.xlsx [--indicators INDICATOR ...] [--period maand|kwartaal]"""
PERIODS: Final[dict[str, Period]] = {"maand": "month", "kwartaal": "quarter"}


class Failure(Exception):
    """The command cannot go on; the message is Dutch and complete."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failure(f"Deze opdracht klopt niet. Gebruik:\n       {USAGE}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report, the guide, the form or the registration sheet; the same input and date give the same bytes.

    Returns the exit code: 0, or 1 after an error.
    """
    parser = _Parser(prog="python -m report", usage=USAGE, description="Maakt het rapport van een meting als PDF.")
    parser.add_argument("files", nargs="*", type=Path, metavar="METING.json", help="een bestand solo, meer bestanden een groep")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="rapport.pdf", help="waar het rapport komt te staan")
    before = "een eerdere meting (bestand, of map van een groep): het rapport zegt dan wat er veranderde; vaker mag, oudste eerst"
    parser.add_argument("--before", action="append", default=[], type=Path, metavar="EERDER.json", help=before)
    parser.add_argument("--guide", action="store_true", help="maak de gids voor begeleiders van een werksessie")
    parser.add_argument("--paper", action="store_true", help="maak de vragenlijst op papier")
    parser.add_argument("--registration", action="store_true", help="maak het registratieblad rond de dag van vrijlating")
    parser.add_argument(
        "--indicators", nargs="+", metavar="INDICATOR", help="alleen deze indicatoren op het blad; zonder dit: alle"
    )
    parser.add_argument("--period", choices=PERIODS, help="een punt van de grafiek per maand of kwartaal; zonder dit: kwartaal")
    parser.add_argument("--questions", metavar="LIJN|kort", help="alleen deze vragen op papier; zonder dit: alle vragen")
    parser.add_argument("--plan", action="store_true", help="maak het plan in het bestand: als PDF, of als Word-bestand (.docx)")
    parser.add_argument("--name", metavar="TITEL", help="welk plan, bij titel of idee; zonder dit: het eerste")
    parser.add_argument("--content", type=Path, default=CONTENT, metavar="MAP", help="de map met de vragenlijst")
    parser.add_argument("--date", metavar="JJJJ-MM-DD", help="de datum op het rapport; zonder dit: vandaag")
    try:
        options = parser.parse_intermixed_args(arguments)
        # One document a run: files, --guide, --paper or --registration; and a choice only for what it belongs to.
        kinds = bool(options.files) + options.guide + options.paper + options.registration
        sheet_only = options.indicators or options.period
        odd = (options.questions and not options.paper) or (sheet_only and not options.registration)
        if kinds != 1 or odd or (options.before and (options.plan or not options.files)):
            parser.error("one document")
        if (options.plan and len(options.files) != 1) or (options.name and not options.plan):
            parser.error("one measurement, and a name only for a plan")
        when = _moment(options.date)
        content = load(options.content)
        try:
            if options.guide and content.facilitation is None:
                raise Failure("In deze map staat geen gids: het bestand facilitation.yaml ontbreekt.")
            if options.guide:
                made = guide_pdf(content, when)
            elif options.registration:
                made = _sheet(content, options.indicators, PERIODS[options.period or "kwartaal"], when)
            elif options.paper:
                made = paper_pdf(content, when, _chosen(options.questions, content.questionnaire))
            elif options.plan:
                made = _plan(content, options.files, options.name, options.output.suffix.lower(), when)
            else:
                made = _report(content, options.files, when, options.before, options.content)
        except typst.TypstError as error:
            raise Failure("De PDF is niet te maken: de opmaak geeft een fout. Meld dit met de versie van de app.") from error
        _write(options.output, made)
    except (Failure, ContentError, FileProblem) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(content: Content, files: Sequence[Path], when: datetime, before: Sequence[Path], folder: Path) -> bytes:
    measurements = _read(files, content.questionnaire)
    try:
        result = assess_measurements(content.questionnaire, measurements)
        beside = read_comparison(before, measurements[0], result, folder) if before else None
        return pdf(content, measurements[0], result, when, beside)
    except ValueError as error:
        raise Failure(f"De uitkomst is niet te berekenen: {error}.") from error


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
