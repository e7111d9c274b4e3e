"""A dated record of a measurement under load: the lines to read, and the raw data behind them."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load.figures import Record

RECORDS = Path(__file__).parents[1] / "records"


def keep(record: Record, name: str, before: float) -> None:
    """In benchmarks/records/; `before` is how busy the machine was."""
    stamp = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} gedeelde kernen, Python {platform.python_version()}"
    busy = f"Vooraf stonden gemiddeld {before:.1f} processen te rekenen of te wachten; de generator draait op dezelfde kernen."
    lines = "".join(f"- {figure.line()}\n" for figure in record.figures)
    (RECORDS / f"{stamp}-{name}.md").write_text(f"# Onder belasting gemeten op {stamp}\n\n{machine}. {busy}\n\n{lines}", "utf-8")
    raw = {"date": stamp, "machine": machine, "load_before": before, "figures": [asdict(f) for f in record.figures]}
    (RECORDS / f"{stamp}-{name}.json").write_text(json.dumps({**raw, **record.raw}, ensure_ascii=False) + "\n", "utf-8")
