"""`python -m benchmarks.replicas [--only crowd|breaking] [--short] [--record]`: one line per figure, with its limit.

About eight minutes. Needs nginx, and h2load (apt-get install nghttp2-client) for the crowd. Ends with 1 where a figure is
above its limit. `--record` keeps the figures and the raw data in benchmarks/records/.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import uvloop
from cryptography.fernet import Fernet

from benchmarks.load.figures import Record
from benchmarks.load.keeping import keep
from benchmarks.replicas.breaking import breaking
from benchmarks.replicas.crowd import crowd
from benchmarks.replicas.files import H2LOAD, MISSING
from benchmarks.replicas.scale import SHORT, Scale
from benchmarks.replicas.site import Site

PARTS = {"crowd": (crowd, "replicas"), "breaking": (breaking, "replicas-breaking")}


async def measured(name: str, scale: Scale) -> Record:
    record = Record()
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder)) as site:
        await PARTS[name][0](site, record, scale)
        logs = [server.log.read_text().splitlines()[-20:] for server in site.servers]
        record.raw["server_logs"] = logs
    return record


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replicas", description="Meet twee processen op PostgreSQL.")
    parser.add_argument("--only", choices=PARTS, help="alleen dit deel")
    parser.add_argument("--short", action="store_true", help="klein en kort: kijk of het werkt")
    parser.add_argument("--record", action="store_true", help="bewaar de cijfers in benchmarks/records/")
    given = parser.parse_args()
    if given.short and given.record:
        parser.error("een korte meting wordt niet bewaard")
    os.environ.setdefault("ZELFSCAN_NOTES_KEY", Fernet.generate_key().decode())  # the same one for every process
    if given.only != "breaking" and H2LOAD is None:
        parser.error(MISSING)
    good = True
    for name in [given.only] if given.only else PARTS:
        before = os.getloadavg()[0]
        record = uvloop.run(measured(name, SHORT if given.short else Scale()))
        print("\n".join(figure.line() for figure in record.figures))
        good = good and all(figure.good for figure in record.figures)
        if given.record:
            keep(record, PARTS[name][1], before)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
