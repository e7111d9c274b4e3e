"""`python -m benchmarks.load [--chaos] [--record]`: one line per figure, with its limit. About two minutes.

Ends with 1 where a figure is above its limit. `--record` keeps the figures and the raw data in benchmarks/records/.
"""

from __future__ import annotations

import argparse
import os
import sys

import uvloop

from benchmarks.load.chaos import BREAKS, KILLS, chaos
from benchmarks.load.figures import Record, everything
from benchmarks.load.keeping import keep


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
    print("\n".join(figure.line() for figure in record.figures))
    if given.record:
        keep(record, "chaos" if given.chaos else "load", before)
    return 0 if all(figure.good for figure in record.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
