"""The command line for editors: `python -m questionnaire check | schema | release | diff`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from questionnaire.checking import review_folder
from questionnaire.command import DutchParser
from questionnaire.differences import describe
from questionnaire.folder import read_folder
from questionnaire.loading import CONTENT, content_of
from questionnaire.problems import ContentError
from questionnaire.schema import schema, write_schemas
from questionnaire.text import print_anything
from questionnaire.versions import RELEASED, VersionError, read_version, release, releases, version_problems

USAGE = """python -m questionnaire check [--content MAP] [--quiet]
         python -m questionnaire schema [--write] [--content MAP]
         python -m questionnaire release [--content MAP]
         python -m questionnaire diff [OUD [NIEUW]] [--content MAP]

check     controleert alle bestanden in de map met inhoud
schema    geeft het JSON Schema van die bestanden, voor een editor
release   bewaart de vragenlijst van nu als uitgebrachte versie, in de map released
diff      vertelt wat er is veranderd en wat te vergelijken blijft; OUD en NIEUW zijn elk een map met inhoud
          of een bestand uit released (anders: de nieuwste uitgebrachte versie, en de inhoud van nu)

--content MAP   de map met inhoud (anders: de map content van deze app)
--write         schrijf de schema's in de map schema, per soort bestand
--quiet         zeg alleen iets als er iets mis is, en geef geen advies"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 1 when the content has problems."""
    parser = DutchParser(prog="python -m questionnaire", usage=USAGE, allow_abbrev=False)
    parser.add_argument("command", choices=("check", "schema", "release", "diff"))
    parser.add_argument("versions", nargs="*", type=Path)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_intermixed_args(arguments)
    print_anything()
    if len(options.versions) > (2 if options.command == "diff" else 0):
        parser.error("too many")
    try:
        match options.command:
            case "schema" if options.write:
                print(*write_schemas(options.content), sep="\n")
                return 0
            case "schema":
                print(json.dumps(schema(), ensure_ascii=False, indent=2))
                return 0
            case "release":
                return _release(options.content)
            case "diff":
                return _diff(options.content, options.versions)
    except (VersionError, ContentError) as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{error.filename} is niet te lezen of te schrijven. Controleer de rechten van de map.")
        return 1
    return _check(options.content, quiet=options.quiet)


def _release(content: Path) -> int:
    if _check(content, quiet=True):
        print("Er is niets uitgebracht. Herstel eerst de fouten.")
        return 1
    path, new = release(content)
    version = path.stem
    print(f"Versie {version} is uitgebracht: {path}." if new else f"Versie {version} was al uitgebracht, met dezelfde inhoud.")
    return 0


def _diff(content: Path, versions: list[Path]) -> int:
    if not versions and not (earlier := releases(content)):
        print(f"Er is nog niets uitgebracht in {content / RELEASED}. Noem twee mappen of bestanden om te vergelijken.")
        return 1
    old = read_version(versions[0]) if versions else earlier[-1]
    new = read_version(versions[1] if len(versions) > 1 else content)
    print(describe(old, new))
    return 0


def _check(folder: Path, *, quiet: bool) -> int:
    read = read_folder(folder)
    errors, advice = review_folder(read)
    errors = sorted([*errors, *version_problems(folder, read)])
    if quiet:
        advice = []
    if errors:
        print(*errors, "", sep="\n")
    if advice:
        print("Advies, de inhoud blijft bruikbaar:", *advice, "", sep="\n")
    pieces = _count(len(advice), "advies", "adviezen")
    if errors:
        print(f"{_count(len(errors), 'fout', 'fouten')}{f' en {pieces}' if advice else ''} gevonden.")
        return 1
    if not quiet:
        questionnaire = content_of(read).questionnaire
        counts = ", ".join(
            (
                _count(len(questionnaire.lines), "veranderlijn", "veranderlijnen"),
                _count(len(questionnaire.themes), "thema", "thema's"),
                _count(len(questionnaire.questions), "vraag", "vragen"),
                _count(len(questionnaire.ideas), "idee", "ideeën"),
            )
        )
        print(f"De inhoud is in orde: {counts}{f', met {pieces}' if advice else ''}.")
        print(f"Versie {questionnaire.version}, kenmerk {questionnaire.hash[:12]}.")
        if any(each.version == questionnaire.version and each != questionnaire for each in releases(folder)):
            print(
                f"De inhoud is anders dan de uitgebrachte versie {questionnaire.version}. Verhoog 'version' voordat u uitbrengt."
            )
    return 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


if __name__ == "__main__":
    sys.exit(main())
