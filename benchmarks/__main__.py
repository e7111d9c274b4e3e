"""`python -m benchmarks`: every figure beside its comparator, printed and kept as a dated record."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import engine, server
from benchmarks.measure import Measured, table

RECORDS = Path(__file__).parent / "records"


def main() -> None:
    figures: list[Measured] = [
        *engine.scores(),
        *engine.workshop(),
        *engine.stored(),
        *engine.content(),
        *server.server_figures(),
    ]
    found = table(figures)
    print(found)
    RECORDS.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} gedeelde kernen, Python {platform.python_version()}"
    text = f"# Gemeten op {stamp}\n\n{machine}. Medianen; de grens is een doel en geen test.\n\n{found}\n"
    (RECORDS / f"{stamp}.md").write_text(text, "utf-8")
    raw = {"date": stamp, "machine": machine, "figures": [asdict(figure) for figure in figures]}
    (RECORDS / f"{stamp}.json").write_text(json.dumps(raw, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
