"""`python -m questionnaire check` and `python -m questionnaire schema`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from pydantic import TypeAdapter

from questionnaire.checking import check
from questionnaire.folder import SHAPES
from questionnaire.loading import CONTENT, load

USAGE = """python -m questionnaire check [--content MAP] [--quiet]
         python -m questionnaire schema

check     controleert alle bestanden in de map met inhoud
schema    geeft het JSON Schema van die bestanden, voor een editor

--content MAP   de map met inhoud (anders: de map content van deze app)
--quiet         zeg alleen iets als er iets mis is"""


class _Parser(argparse.ArgumentParser):
    """Speaks Dutch: what argparse says itself is always English."""

    def error(self, message: str) -> NoReturn:
        del message
        self.exit(2, f"Deze opdracht is niet bekend.\n{self.format_help()}")

    def format_help(self) -> str:
        return f"Gebruik: {USAGE}\n"

    format_usage = format_help


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 1 when the content has problems."""
    parser = _Parser(prog="python -m questionnaire", allow_abbrev=False)
    parser.add_argument("command", choices=("check", "schema"))
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args(arguments)
    if options.command == "schema":
        print(json.dumps(schema(), ensure_ascii=False, indent=2))
        return 0
    return _check(options.content, quiet=options.quiet)


def _check(folder: Path, *, quiet: bool) -> int:
    problems = check(folder)
    if problems:
        print(*problems, sep="\n")
        print(f"\n{_count(len(problems), 'fout', 'fouten')} gevonden.")
        return 1
    if not quiet:
        questionnaire = load(folder).questionnaire
        counts = ", ".join(
            (
                _count(len(questionnaire.lines), "veranderlijn", "veranderlijnen"),
                _count(len(questionnaire.themes), "thema", "thema's"),
                _count(len(questionnaire.questions), "vraag", "vragen"),
                _count(len(questionnaire.ideas), "idee", "ideeën"),
            )
        )
        print(f"De inhoud is in orde: {counts}.")
        print(f"Versie {questionnaire.version}, kenmerk {questionnaire.hash[:12]}.")
    return 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def schema() -> dict[str, Any]:
    """One JSON Schema document; `$defs` has one for each file of the content (`line` for those in lines/) and their parts."""
    schemas, shared = TypeAdapter.json_schemas(
        [(name, "validation", shape) for name, shape in SHAPES.items()], ref_template="#/$defs/{model}"
    )
    files = {name: schema for (name, _), schema in schemas.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "De bestanden in de map content",
        "$defs": {**files, **shared["$defs"]},
    }


if __name__ == "__main__":
    sys.exit(main())
