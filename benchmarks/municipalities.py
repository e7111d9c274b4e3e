"""`python -m benchmarks.municipalities [--record]`: 10,000 shared measurements, counted on SQLite and on PostgreSQL.

The measurements are made up, of municipalities that do not exist ("Proefgemeente 00001"), always the same ones. A third
are of workshops, with the agreed answers. What is measured is everything the page asks: the counts of a size from the
database, and what may be shown of each theme and line. Beside it stands a plain SQL count over the same rows.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select, text

from benchmarks.__main__ import RECORDS
from benchmarks.measure import Measured, median_ms, table
from questionnaire import load
from questionnaire.models import Questionnaire
from scoring.municipalities import basis, distribution
from storage import Store, new_token, tables
from storage.database import writing
from storage.keeping import keep_questionnaire
from storage.sharing import FEWEST
from storage.values import token_digest
from tests.postgres import Postgres

MEASUREMENTS: Final = 10_000
LIMIT: Final = 1000.0
RUNS: Final = 7


def seed(store: Store, questionnaire: Questionnaire, count: int = MEASUREMENTS) -> None:
    """Measurements with all answers, shared, in batches of five, over the size classes in turn."""
    chance, now, counted_with = random.Random(8), datetime.now(UTC), basis(questionnaire)
    sizes = [one.id for one in questionnaire.size_classes]
    parts = [*(line.id for line in questionnaire.lines), *(theme.id for theme in questionnaire.themes)]
    asked = [question.id for question in questionnaire.questions]
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (tables.measurement, tables.response, tables.answer, tables.share, tables.share_stage)
    }
    for number in range(1, count + 1):
        kind = "workshop" if number % 3 == 0 else "solo"
        name, place = f"Proefgemeente {number:05}", number - 1
        size = sizes[place % len(sizes)]
        level = chance.gauss(2.8, 0.8)
        head = {"id": number, "kind": kind, "municipality": name, "size": size, "date": now.date()}
        head |= {"questionnaire_hash": questionnaire.hash, "questionnaire_id": questionnaire.id}
        head |= {"questionnaire_version": questionnaire.version, "owner_token_hash": token_digest(new_token())}
        head |= {"phase": "closed" if kind == "workshop" else None, "created": now, "updated": now}
        rows[tables.measurement].append(head | {"expires": now + timedelta(days=365)})
        own = {"id": number, "measurement": number, "kind": "agreed" if kind == "workshop" else "individual", "round": 1}
        rows[tables.response].append(own)
        for question in asked:
            value = str(_stage(chance, level))
            rows[tables.answer].append({"response": number, "question": question, "value": value, "updated": now})
        share = {"measurement": number, "municipality": name, "size": size, "basis": counted_with, "shared": now}
        batch = place % len(sizes) + len(sizes) * (place // len(sizes) // FEWEST) + 1
        rows[tables.share].append(share | {"batch": batch, "members": FEWEST, "batched": now})
        for part in parts:
            rows[tables.share_stage].append({"measurement": number, "part": part, "stage": _stage(chance, level), "counts": True})
    with writing(store._engine) as connection:
        keep_questionnaire(store._engine, connection, questionnaire, now)
        for table, some in rows.items():
            for begin in range(0, len(some), 5_000):  # a statement may take ten seconds
                connection.execute(table.insert(), some[begin : begin + 5_000])
        connection.execute(text("ANALYZE"))  # as the database does by itself in the hours in which so much comes in


def _stage(chance: random.Random, level: float) -> int:
    return min(5, max(1, round(chance.gauss(level, 0.9))))


def answer(store: Store, questionnaire: Questionnaire, size: str) -> int:
    """All that the page asks for one size; how many municipalities count."""
    counts = store.sharing.counts(basis(questionnaire), size)
    for counted in counts.parts.values():
        distribution(counted)
    return counts.municipalities


def plain_count(store: Store, size: str) -> int:
    """The same rows, counted without any rule."""
    rows = select(func.count()).select_from(tables.share_stage.join(tables.share)).where(tables.share.c.size == size)
    with store._engine.connect() as connection:
        return connection.execute(rows).scalar_one()


def figures(store: Store, questionnaire: Questionnaire, name: str) -> list[Measured]:
    sizes = [one.id for one in questionnaire.size_classes]
    together = [answer(store, questionnaire, size) for size in sizes]
    assert sum(together) == MEASUREMENTS, together  # otherwise it measures something else
    plain = median_ms(lambda _: [plain_count(store, size) for size in sizes], RUNS)
    every = median_ms(lambda _: [answer(store, questionnaire, size) for size in sizes], RUNS)
    one = median_ms(lambda run: answer(store, questionnaire, sizes[run % len(sizes)]), RUNS)
    beside = "gewone SQL-telling van dezelfde rijen"
    return [
        Measured(f"{name}: de verdeling van één grootte (2.500 metingen)", one, LIMIT, beside, plain / len(sizes)),
        Measured(f"{name}: de verdelingen van alle vier de grootten (10.000 metingen)", every, LIMIT, beside, plain),
    ]


@contextmanager
def seeded(url: str, questionnaire: Questionnaire) -> Iterator[Store]:
    store = Store(url, timedelta(days=365))
    try:
        seed(store, questionnaire)
        yield store
    finally:
        store.close()


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m benchmarks.municipalities", description=__doc__)
    ask.add_argument("--record", action="store_true", help="schrijf de uitkomst met de datum in benchmarks/records")
    asked = ask.parse_args()
    questionnaire, found = load().questionnaire, []
    with tempfile.TemporaryDirectory() as folder, seeded(f"sqlite:///{folder}/proef.sqlite", questionnaire) as store:
        found += figures(store, questionnaire, "SQLite")
    server = Postgres.start()
    try:
        with server.database() as url, seeded(url, questionnaire) as store:
            found += figures(store, questionnaire, "PostgreSQL")
    finally:
        server.stop()
    print(table(found))
    if asked.record:
        record(found)


def record(found: list[Measured]) -> None:
    stamp = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} gedeelde kernen, Python {platform.python_version()}"
    words = (
        f"# Verdeling over gemeenten, gemeten op {stamp}\n\n{machine}. Mediaan van {RUNS} keer. De metingen zijn verzonnen "
        "(`Proefgemeente 00001` en verder), elk gedeeld, met 36 antwoorden; een derde is een werksessie. Het antwoord is alles "
        "wat de pagina vraagt. De grens is een doel en geen test.\n\n"
        f"Opnieuw: `python -m benchmarks.municipalities --record`.\n\n{table(found)}\n"
    )
    (RECORDS / f"{stamp}-municipalities.md").write_text(words, "utf-8")
    raw = {"date": stamp, "machine": machine, "figures": [asdict(figure) for figure in found]}
    (RECORDS / f"{stamp}-municipalities.json").write_text(json.dumps(raw, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
