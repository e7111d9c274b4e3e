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

from questionnaire.loading import ContentError, load
from questionnaire.measurement import MeasurementError, read_measurement
from questionnaire.models import Questionnaire
from scoring.cases import CaseError, differences, read_case
from scoring.result import assess_measurements, to_json

CONTENT: Final = Path(__file__).resolve().parent.parent / "content"
USAGE: Final = "python -m scoring METING.json [METING.json ...] [--content MAP]\n       python -m scoring --cases [--content MAP]"


class Failure(Exception):
    """The command cannot go on; the message is Dutch and complete."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failure(f"Deze opdracht klopt niet. Gebruik:\n       {USAGE}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code: 0, or 1 after an error or a case that differs."""
    parser = _Parser(prog="python -m scoring", usage=USAGE, description="Berekent de uitkomst van een meting.")
    parser.add_argument("files", nargs="*", type=Path, metavar="METING.json", help="een bestand solo, meer bestanden een groep")
    parser.add_argument("--cases", action="store_true", help="controleer de voorbeelden van deskundigen")
    parser.add_argument("--content", type=Path, default=CONTENT, metavar="MAP", help="de map met de vragenlijst")
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
