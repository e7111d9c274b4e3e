"""The command line of the scores; every text it prints is Dutch, the result itself is JSON.

python -m scoring METING.json [METING.json ...] [--content DIR]    one file solo, several a group
python -m scoring --cases [--content DIR]                          run the experts' cases
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from questionnaire.loading import CONTENT, load
from questionnaire.measurement import MeasurementError, read_measurement
from questionnaire.models import Questionnaire
from questionnaire.problems import ContentError
from scoring.cases import CaseError, differences, read_case
from scoring.result import assess_measurements, to_json

USAGE: Final = """python -m scoring METING.json [METING.json ...] [--content MAP]
         python -m scoring --cases [--content MAP]

METING.json     een meting; van meer bestanden wordt de uitkomst van de groep berekend
--cases         reken de voorbeelden van deskundigen na
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
    """Run the command. Returns the exit code: 0, or 1 after an error or a case that differs."""
    parser = _Parser(prog="python -m scoring", allow_abbrev=False)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--content", type=Path, default=CONTENT)
    try:
        options = parser.parse_args(arguments)
        if options.cases == bool(options.files):
            parser.error("")
        questionnaire = load(options.content).questionnaire
        if options.cases:
            return _run_cases(questionnaire, options.content / "cases")
        _print_result(questionnaire, options.files)
    except (Failure, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print_result(questionnaire: Questionnaire, files: Sequence[Path]) -> None:
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
    try:
        result = assess_measurements(questionnaire, measurements)
    except ValueError as error:
        raise Failure(f"De uitkomst is niet te berekenen: {error}.") from error
    print(json.dumps(to_json(result), indent=2, ensure_ascii=False))


def _run_cases(questionnaire: Questionnaire, folder: Path) -> int:
    """Print a line per case, with the differences below it."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise Failure(f"{folder}: hier staan geen voorbeelden (*.yaml).")
    failed = 0
    for path in paths:
        try:
            case = read_case(path, questionnaire)
            name, found = case.name, differences(case, questionnaire)
        except CaseError as error:
            name, found = "niet te lezen", str(error).splitlines()
        failed += bool(found)
        print(f"{'FOUT' if found else 'goed'}  {path.name}: {name}")
        for difference in found:
            print(f"      {difference}")
    print(
        f"{len(paths) - failed} van {len(paths)} voorbeelden kloppen." if failed else f"Alle voorbeelden kloppen ({len(paths)})."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
