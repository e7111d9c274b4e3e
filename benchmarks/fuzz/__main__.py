"""`python -m benchmarks.fuzz [--count N] [--seed S] [--minutes M] [--record]`: strange input, and whether the app stands.

Ends with 1 where an answer was a server error, a traceback came into the log, or the database holds something else than it
should. 100,000 inputs take three to ten minutes. `--record` keeps the outcome in benchmarks/records/.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.fuzz.found import Found
from benchmarks.fuzz.run import everything

RECORDS = Path(__file__).parents[1] / "records"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Geef de app vreemde invoer.")
    parser.add_argument("--count", type=int, default=100_000, help="hoeveel (100.000)")
    parser.add_argument("--seed", type=int, default=8, help="met hetzelfde getal komt dezelfde invoer")
    parser.add_argument(
        "--minutes", type=float, default=float("inf"), help="stop na zoveel minuten, ook als het aantal niet is gehaald"
    )
    parser.add_argument("--record", action="store_true", help="bewaar de uitkomst in benchmarks/records/")
    given = parser.parse_args()
    begun = time.monotonic()
    found = everything(given.count, given.seed, given.minutes)
    text = report(found, given.seed, time.monotonic() - begun)
    print(text)
    if given.record:
        stamp = datetime.now(UTC).date().isoformat()
        name = f"{stamp}-fuzz-seed-{given.seed}"
        (RECORDS / f"{name}.md").write_text(f"# Vreemde invoer op {stamp}\n\n{text}", "utf-8")
        raw = {
            "date": stamp,
            "seed": given.seed,
            "seconds": time.monotonic() - begun,
            **{key: value for key, value in vars(found).items() if key != "end"},
        }
        (RECORDS / f"{name}.json").write_text(json.dumps(raw, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return 1 if found.faults else 0


def report(found: Found, seed: int, seconds: float) -> str:
    """The outcome as Markdown."""
    total = sum(found.tried.values())
    lines = [f"{total} keer vreemde invoer, seed {seed}, in {seconds:.0f} seconden. Fouten: {len(found.faults)} soorten.", ""]
    lines += ["| Invoer | Aantal | Antwoorden (HTTP) |", "|---|---|---|"]
    for kind, count in sorted(found.tried.items()):
        statuses = [(key.rsplit(" ", 1), number) for key, number in sorted(found.statuses.items())]
        answers = ", ".join(f"{status}: {number}" for (of, status), number in statuses if of == kind)
        lines.append(f"| {kind} | {count} | {answers or 'geen HTTP'} |")
    lines += ["", "Een 0 is een verbinding die de server zonder antwoord sloot.", ""]
    lines += [f"- {name}: {count}" for name, count in sorted(found.counts.items())]
    for kind, examples in found.faults.items():
        lines += [f"- **{kind}**", *(f"  - `{example}`" for example in examples[:5])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
