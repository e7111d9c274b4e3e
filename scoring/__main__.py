"""The command line of the scores; every text it prints is Dutch, the result itself is JSON.

python -m scoring METING.json [METING.json ...] [--content DIR]    one file solo, several a group
python -m scoring METING.json --before EERDER.json [--before ...]  and what changed since, oldest first
python -m scoring FOLDER [--content DIR]                           every measurement in a folder by itself, as JSON Lines
python -m scoring --cases [--content DIR]                          run the experts' cases, and report what they cover
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from questionnaire.answers import Measurement
from questionnaire.loading import CONTENT, load
from questionnaire.measurement import MeasurementError, read_measurement
from questionnaire.models import Content, Questionnaire
from questionnaire.problems import ContentError
from questionnaire.text import clip, print_anything
from scoring import case_messages as say
from scoring.case_coverage import coverage, report
from scoring.cases import CaseError, assess_case, differences, read_case
from scoring.change_json import change_json, series_json
from scoring.earlier import FileProblem, read_comparison
from scoring.folder import print_folder
from scoring.result import assess_measurements, to_json

USAGE: Final = """python -m scoring METING.json [METING.json ...] [--content MAP]
         python -m scoring METING.json --before EERDER.json [--before ...] [--content MAP]
         python -m scoring METINGEN [--content MAP]
         python -m scoring --cases [--content MAP]

METING.json     een meting; van meer bestanden wordt de uitkomst van de groep berekend
--before PAD    een eerdere meting: een bestand, of een map met de metingen van een groep. Toont ook wat er veranderde.
                Geef --before vaker voor meer momenten, de oudste eerst. De laatste wordt met METING.json vergeleken.
METINGEN        een map: van elke meting (*.json) daarin, ook in mappen daaronder, de eigen uitkomst op één regel JSON.
                Wat niet te lezen is, wordt genoemd en overgeslagen; de opdracht eindigt dan met code 1
--cases         reken de voorbeelden van deskundigen na, en toon wat zij raken
--content MAP   de map met inhoud (anders: de map content van deze app)"""


class Failure(Exception):
    """The command cannot go on; the message is Dutch and complete."""


class _Parser(argparse.ArgumentParser):
    """Speaks Dutch: what argparse says itself is always English."""

    def error(self, message: str) -> NoReturn:
        del message
        raise Failure(f"Deze opdracht is niet bekend.\n{self.format_help()}".rstrip())

    def format_help(self) -> str:
        return f"Gebruik: {USAGE}\n"

    format_usage = format_help


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 0, or 1 after an error, a case that differs or a gap in what they cover."""
    print_anything()
    parser = _Parser(prog="python -m scoring", allow_abbrev=False)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--before", action="append", default=[], type=Path)
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--content", type=Path, default=CONTENT)
    try:
        options = parser.parse_args(arguments)
        if options.cases == bool(options.files) or (options.cases and options.before):
            parser.error("")
        content = load(options.content)
        if options.cases:
            return _run_cases(content.questionnaire, options.content / "cases")
        if any(path.is_dir() for path in options.files):
            if len(options.files) > 1 or options.before:
                raise Failure("Noem één map, of alleen bestanden.")
            return print_folder(options.files[0], content)
        _print_result(content, options)
    except (Failure, ContentError, FileProblem) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print_result(content: Content, options: argparse.Namespace) -> None:
    questionnaire = content.questionnaire
    measurements = [_measurement(file, questionnaire) for file in options.files]
    result = assess_measurements(questionnaire, measurements)
    data = to_json(result, content.contradictions)
    if options.before:
        comparison = read_comparison(options.before, measurements[0], result, options.content)
        for moment in comparison.earlier:
            print(*moment.notes, sep="\n", end="\n" if moment.notes else "", file=sys.stderr)
        data |= {"change": change_json(comparison), "series": series_json(comparison)}
    print(json.dumps(data, indent=2, ensure_ascii=False))


def _measurement(file: Path, questionnaire: Questionnaire) -> Measurement:
    """The measurement in a file; what could not be compared is said on standard error."""
    try:
        reading = read_measurement(file.read_bytes(), questionnaire)
    except OSError as error:
        raise Failure(f"{file}: dit bestand is niet te lezen. Bestaat het, en mag u het lezen?") from error
    except MeasurementError as error:
        raise Failure(f"{file}: {error}") from error
    for difference in reading.differences:
        print(f"{file}: {difference}", file=sys.stderr)
    return reading.measurement


def _run_cases(questionnaire: Questionnaire, folder: Path) -> int:
    """Print a line per case with the differences below it, then what the cases exercise. 1 unless all is right."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise Failure(say.NO_CASES.format(folder=folder))
    failed = 0
    results = []
    for path in paths:
        try:
            case = read_case(path, questionnaire)
        except CaseError as error:
            name, found = say.UNREADABLE, str(error).splitlines()
        else:
            result = assess_case(case, questionnaire)
            results.append(result)
            name, found = case.name, differences(case, result)
        failed += bool(found)
        print(f"{'FOUT' if found else 'goed'}  {clip(path.name)}: {name}")
        for difference in found:
            print(f"      {difference}")
    count = len(paths)
    print(say.SOME_RIGHT.format(right=count - failed, count=count) if failed else say.ALL_RIGHT.format(count=count))

    covered = coverage(questionnaire, results)
    print("", *report(covered), sep="\n")
    if failed:  # the last line is the one that is read
        print("", say.SOME_WRONG.format(wrong=failed, count=count), sep="\n")
    return 1 if failed or covered.missing else 0


if __name__ == "__main__":
    sys.exit(main())
