"""`python -m benchmarks.load [--chaos] [--record]`: one line per figure, with its limit. About two minutes.

Ends with 1 where a figure is above its limit. `--record` keeps the figures and the raw data in benchmarks/records/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from benchmarks.load.chaos import BREAKS, KILLS, chaos
from benchmarks.load.figures import Record, everything

RECORDS = Path(__file__).parents[1] / "records"


async def disturbed(breaks: int, kills: int) -> Record:
    record = Record()
    await chaos(record, breaks, kills)
    return record


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Meet wat de app draagt.")
    parser.add_argument("--chaos", action="store_true", help="verbreek verbindingen en stop de server tijdens het antwoorden")
    parser.add_argument("--breaks", type=int, default=BREAKS, help="met --chaos: hoe vaak een verbinding breekt")
    parser.add_argument("--kills", type=int, default=KILLS, help="met --chaos: hoe vaak de server stopt (kill -9)")
    parser.add_argument("--record", action="store_true", help="bewaar de cijfers in benchmarks/records/")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    record = uvloop.run(disturbed(given.breaks, given.kills) if given.chaos else everything())
    lines = [figure.line() for figure in record.figures]
    print("\n".join(lines))
    if given.record:
        _keep(record, lines, "chaos" if given.chaos else "load", before)
    return 0 if all(figure.good for figure in record.figures) else 1


def _keep(record: Record, lines: list[str], name: str, before: float) -> None:
    stamp = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} gedeelde kernen, Python {platform.python_version()}"
    busy = f"Vooraf stonden gemiddeld {before:.1f} processen te rekenen of te wachten; de generator draait op dezelfde kernen."
    text = f"# Onder belasting gemeten op {stamp}\n\n{machine}. {busy}\n\n" + "".join(f"- {line}\n" for line in lines)
    (RECORDS / f"{stamp}-{name}.md").write_text(text, "utf-8")
    raw = {"date": stamp, "machine": machine, "load_before": before, "figures": [asdict(f) for f in record.figures]}
    (RECORDS / f"{stamp}-{name}.json").write_text(json.dumps({**raw, **record.raw}, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
