"""`python -m benchmarks.endurance [--minutes N] [--record]`: continuous workshops, and whether memory stays flat.

Eight hours unless told otherwise. Ends with 1 where a figure is above its limit. SIGTERM and SIGINT end the run in the ordinary
way, with the minutes that it got. `--record` keeps the figures and the raw data in benchmarks/records/.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

import uvloop

from benchmarks.endurance.day import endure
from benchmarks.load.figures import Record
from benchmarks.load.keeping import keep

MINUTES = 480.0


async def run(minutes: float) -> Record:
    stop = asyncio.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(which, stop.set)
    return await endure(minutes, stop)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.endurance", description="Blijft het geheugen vlak, een werkdag lang?"
    )
    parser.add_argument("--minutes", type=float, default=MINUTES, help="hoe lang (standaard 480)")
    parser.add_argument("--record", action="store_true", help="bewaar de cijfers in benchmarks/records/")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    record = uvloop.run(run(given.minutes))
    print("\n".join(figure.line() for figure in record.figures))
    if given.record:
        keep(record, "endurance", before)
    return 0 if all(figure.good for figure in record.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
