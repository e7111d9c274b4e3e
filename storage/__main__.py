"""The command line for operators: `python -m storage migrate | expire | backup | restore | stats | settings`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Engine

from questionnaire.command import DutchParser
from questionnaire.text import print_anything
from storage.backup import back_up, restore
from storage.database import erase_traces, known_schema, make_engine, reading, writing
from storage.errors import StorageError, StorageUnavailable
from storage.maintenance import expire, stats
from storage.migration import upgrade
from storage.settings import Settings, settings_problem, settings_table
from storage.tables import SCHEMA
from storage.values import utc_now

USAGE = """python -m storage migrate
         python -m storage expire
         python -m storage backup BESTAND [--force]
         python -m storage restore BESTAND [--force]
         python -m storage stats [--json]
         python -m storage settings

migrate   brengt de database naar het schema van deze versie
expire    verwijdert wat over de bewaartermijn is, en zegt hoeveel
backup    schrijft alles naar BESTAND, ook terwijl de app draait; eindigt de naam op .gz, dan ingepakt
restore   zet een back-up terug in een lege database, van SQLite of PostgreSQL
stats     telt wat er staat, zonder de inhoud te tonen
settings  geeft de instellingen van de opslag als tabel; alle instellingen staan in docs/beheer.md

--force   backup: vervang BESTAND als het er al is; restore: gooi eerst weg wat in de database staat
--json    geef de getallen als JSON

De database is die van DATABASE_URL, of anders het SQLite-bestand in ZELFSCAN_DATA_DIR."""

_NO_SCHEMA = "De database is nog leeg. Start de app, of voer eerst uit: python -m storage migrate"


class _Stop(Exception):
    """What is wrong, for the operator."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 1 with one sentence about what is wrong."""
    parser = DutchParser(prog="python -m storage", usage=USAGE, allow_abbrev=False)
    parser.add_argument("command", choices=("migrate", "expire", "backup", "restore", "stats", "settings"))
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_intermixed_args(arguments)
    with_file = options.command in ("backup", "restore")
    if with_file != (options.file is not None) or (options.force and not with_file):
        parser.error("file")
    print_anything()
    if options.command == "settings":
        print(settings_table())
        return 0
    try:
        engine = make_engine(Settings().database_url)
        try:
            if options.command in ("backup", "expire", "stats"):
                _there(engine)
            _run(engine, options)
        finally:
            engine.dispose()
    except StorageUnavailable as error:
        print(f"{error}\nControleer of de database draait, en of DATABASE_URL of ZELFSCAN_DATA_DIR klopt.", file=sys.stderr)
        return 1
    except (StorageError, _Stop) as error:
        print(error, file=sys.stderr)
        return 1
    except ValidationError as error:
        print(settings_problem(error), file=sys.stderr)
        return 1
    return 0


def _run(engine: Engine, options: argparse.Namespace) -> None:
    match options.command:
        case "migrate":
            _migrate(engine)
        case "expire":
            _expire(engine)
        case "backup":
            written = back_up(engine, options.file, utc_now(), replace=options.force)
            print(f"Back-up gemaakt: {options.file}, {_measurements(written.rows.get('measurement', 0))}.")
        case "restore":
            _restore(engine, options.file, force=options.force)
        case _:
            _stats(engine, as_json=options.json)


def _there(engine: Engine) -> None:
    """SQLite makes a file where there is none; a mistake in the name must not."""
    name = engine.url.database or ""
    if engine.dialect.name == "sqlite" and not name.startswith((":", "file:")) and not Path(name).exists():
        raise _Stop(f"Er is geen databasebestand {name}. Controleer DATABASE_URL en ZELFSCAN_DATA_DIR.")


def _migrate(engine: Engine) -> None:
    found = known_schema(engine)
    if found == SCHEMA:
        print(f"De database heeft al het schema van deze versie ({SCHEMA}). Er is niets veranderd.")
        return
    with writing(engine) as connection:
        upgrade(connection)
    if found is None:
        print(f"De database is ingericht met schema {SCHEMA}.")
    else:
        print(f"De database ging van schema {found} naar {SCHEMA}.")


def _expire(engine: Engine) -> None:
    _up_to_date(engine)
    with writing(engine) as connection:
        gone = expire(connection, utc_now())
    if gone.measurements:
        erase_traces(engine)
    print(f"Verwijderd: {_measurements(gone.solo)}, {_count(gone.workshops, 'werksessie', 'werksessies')}.")


def _restore(engine: Engine, file: Path, *, force: bool) -> None:
    done = restore(engine, file, utc_now(), force=force)
    made = f"{done.backup.made:%Y-%m-%d %H:%M} UTC"
    print(f"Teruggezet: {_measurements(done.backup.written.rows.get('measurement', 0))}, uit de back-up van {made}.")
    if done.expired.measurements:
        print(f"Daarvan meteen weer verwijderd, omdat de bewaartermijn voorbij is: {done.expired.measurements}.")


def _stats(engine: Engine, *, as_json: bool) -> None:
    _up_to_date(engine)
    with reading(engine) as connection:
        found = stats(connection, utc_now())
    if as_json:
        print(json.dumps(asdict(found), default=datetime.isoformat, ensure_ascii=False))
        return
    changed = f"{found.changed:%Y-%m-%d %H:%M} UTC" if found.changed else "nog niets"
    lines = {
        "database": f"{found.database}, {found.size / 1e6:.1f} MB",
        "schema": found.schema,
        **found.counts,
        "over de bewaartermijn": found.overdue,
        "laatste wijziging": changed,
    }
    for name, value in lines.items():
        print(f"{name + ':':<23} {value}")


def _up_to_date(engine: Engine) -> None:
    found = known_schema(engine)
    if found is None:
        raise _Stop(_NO_SCHEMA)
    if found < SCHEMA:
        raise _Stop(
            f"De database heeft schema {found}, en deze versie werkt met {SCHEMA}. "
            "Maak eerst een back-up, en voer dan uit: python -m storage migrate"
        )


def _measurements(number: int) -> str:
    return _count(number, "meting", "metingen")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


if __name__ == "__main__":
    sys.exit(main())
