"""`python -m benchmarks.failure [--only NAME] [--record]`: break a part of the world under load, mend it, and count.

Ends with 1 where something did not go as it must. `--record` keeps the outcome in benchmarks/records/. Two scenarios take
more than a minute; those with a disk need root (a mount).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from benchmarks.failure.checks import Checks
from benchmarks.failure.scenarios import SCENARIOS

RECORDS = Path(__file__).parents[1] / "records"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.failure", description="Wat gebeurt er als er iets uitvalt?")
    parser.add_argument("--only", action="append", choices=list(SCENARIOS), help="alleen dit scenario (mag vaker)")
    parser.add_argument("--record", action="store_true", help="bewaar de uitkomst in benchmarks/records/")
    given = parser.parse_args()
    os.environ.setdefault("ZELFSCAN_NOTES_KEY", Fernet.generate_key().decode())  # PostgreSQL asks for one
    done = []
    for name in given.only or SCENARIOS:
        done.append(run(name))
        if given.record:
            keep(done[-1:])
    return 0 if all(checks.good for checks in done) else 1


def run(name: str) -> Checks:
    title, scenario = SCENARIOS[name]
    checks, begun = Checks(name, title), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fail-", ignore_cleanup_errors=True) as folder:
        try:
            asyncio.run(scenario(Path(folder), checks))
        except (RuntimeError, OSError, AssertionError) as error:
            checks.that("het scenario kon worden uitgevoerd", False, f"{type(error).__name__}: {error}")
    checks.notes["seconden"] = round(time.monotonic() - begun, 1)
    print(f"{'goed ' if checks.good else 'FOUT '} {name}: {title} ({checks.notes['seconden']} s)")
    for what, good, seen in checks.lines:
        print(f"    {'goed' if good else 'FOUT'} {what}: {seen}", flush=True)
    return checks


def keep(done: list[Checks]) -> None:
    """Beside what an earlier run of the same day kept of other scenarios."""
    stamp = datetime.now(UTC).date().isoformat()
    file = RECORDS / f"{stamp}-failure.json"
    known = json.loads(file.read_text("utf-8"))["scenarios"] if file.exists() else {}
    known |= {one.name: {"title": one.title, "good": one.good, "lines": one.lines, "notes": one.notes} for one in done}
    ordered = {name: known[name] for name in SCENARIOS if name in known}
    file.write_text(json.dumps({"date": stamp, "scenarios": ordered}, ensure_ascii=False, default=str, indent=1) + "\n", "utf-8")
    text = [
        f"# Wat er gebeurt als er iets uitvalt, gemeten op {stamp}",
        "",
        "| Scenario | Verwacht | Gezien | Goed |",
        "|---|---|---|---|",
    ]
    for each in ordered.values():
        for number, (what, good, seen) in enumerate(each["lines"]):
            shown = seen.replace("|", "/")[:160]
            text.append(f"| {each['title'] if number == 0 else ''} | {what} | {shown} | {'ja' if good else '**nee**'} |")
    (RECORDS / f"{stamp}-failure.md").write_text("\n".join(text) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
