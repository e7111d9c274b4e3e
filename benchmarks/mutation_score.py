"""`python -m benchmarks.mutation_score [--share N] [PATTERN ...]`: change the code of the scores in small ways; do tests notice?

mutmut makes the mutants and runs, for each, the tests that reach the changed function (see [tool.mutmut] in pyproject.toml).
It changes functions only, and it forks: what ran while the modules were imported ran unchanged. So whatever survives there,
or takes too long, gets a second look in a new Python. A pattern chooses mutants by name, such as "scoring.groups*".
`--share 4` takes a quarter of them, chosen by a hash of their names: the same ones each time, spread over all functions.

Everything is kept in mutants/: after an interruption, or a change of some function, the same command goes on from there.
Remove that folder to begin anew, as after a change of the tests.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import math
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

ROOM: Final = Path("mutants")
SECOND: Final = ROOM / "second-look.json"
MUTMUT: Final = str(Path(sys.executable).parent / "mutmut")
ENOUGH: Final = 90
_KILLED: Final = {1, 3}
_SURVIVED: Final = 0
_SECONDS: Final = 1800
_SETTINGS: Final = {**os.environ, "HYPOTHESIS_PROFILE": "quick"}


@dataclass(frozen=True)
class Mutant:
    """One changed function. `code` is what mutmut found: an exit code of pytest, None for not yet run."""

    name: str
    function: str
    version: str
    code: int | None

    @property
    def module(self) -> str:
        return self.name.split(".x")[0]


def mutants(patterns: Sequence[str]) -> Iterator[Mutant]:
    exact = frozenset(patterns)
    wild = [pattern for pattern in patterns if "*" in pattern]
    for file in sorted(ROOM.glob("scoring/*.meta")):
        data = json.loads(file.read_text("utf-8"))
        for name, code in data["exit_code_by_key"].items():
            function = name.rpartition("__mutmut_")[0]
            if not patterns or name in exact or any(fnmatch.fnmatch(name, pattern) for pattern in wild):
                yield Mutant(name, function, data["hash_by_function_name"].get(function.rpartition(".")[2], ""), code)


def second_look(mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether a new Python with this mutant fails the tests, or does not come to an end."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir=.", *tests]
    settings = {**_SETTINGS, "MUTANT_UNDER_TEST": mutant.name}
    try:
        done = subprocess.run(command, cwd=ROOM, env=settings, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)


def look_again(found: Sequence[Mutant]) -> dict[str, bool]:
    """The second look at each of these by name, from an earlier run where the function is still the same."""
    kept: dict[str, Any] = json.loads(SECOND.read_text("utf-8")) if SECOND.exists() else {}
    stats = json.loads((ROOM / "mutmut-stats.json").read_text("utf-8"))
    tests, seconds = stats["tests_by_mangled_function_name"], stats["duration_by_test"]
    todo = [mutant for mutant in found if kept.get(mutant.name, [None])[0] != mutant.version]

    def look(mutant: Mutant) -> bool:
        quick_first = sorted(tests.get(mutant.function, ()), key=lambda test: seconds.get(test, 0))
        return second_look(mutant, quick_first or ["tests/scoring"])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutant, killed in zip(todo, pool.map(look, todo), strict=True):
            kept[mutant.name] = [mutant.version, killed]
            SECOND.write_text(json.dumps(kept, indent=1), "utf-8")
    return {mutant.name: kept[mutant.name][1] for mutant in found}


def chosen(name: str, share: int) -> bool:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big") % share == 0


def run(names: Sequence[str]) -> None:
    """mutmut on these mutants; without names it makes them all, and runs one."""
    command = [MUTMUT, "run", "--max-children", str(os.cpu_count()), *names]
    subprocess.run(command, env=_SETTINGS, check=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print a table in Dutch and what survived; 1 when too few are killed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutation_score", description="Merken de tests een fout in de scores?"
    )
    parser.add_argument("--share", type=int, default=1, help="neem een op de zoveel mutanten")
    parser.add_argument("patterns", nargs="*", help='namen van mutanten, zoals "scoring.groups*"')
    given = parser.parse_args(arguments)
    if not ROOM.exists():
        run(["scoring.words.x_level_text__mutmut_1"])
    names = [mutant.name for mutant in mutants(given.patterns) if chosen(mutant.name, given.share)]
    run(names)
    found = [mutant for mutant in mutants(names) if mutant.code is not None]
    again = look_again([mutant for mutant in found if mutant.code not in _KILLED])
    killed = [mutant for mutant in found if again.get(mutant.name, True)]
    alive = [mutant for mutant in found if not again.get(mutant.name, True)]
    print(table(found, alive))
    low, high = between(len(killed), len(found))
    print(
        f"\nVan {len(list(mutants([])))} mutanten {len(found)} gedraaid. Zeker (95%) tussen {low:.1f}% en {high:.1f}% van alle."
    )
    for mutant in alive:
        shown = subprocess.run([MUTMUT, "show", mutant.name], capture_output=True, text=True, check=False).stdout
        print(
            f"\n{mutant.name}",
            *(line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")),
            sep="\n",
        )
    return 0 if 100 * len(killed) >= ENOUGH * len(found) else 1


def between(part: int, whole: int) -> tuple[float, float]:
    """The share of all in percent, with 95% certainty, from `part` of a random `whole` (Wilson 1927)."""
    if not whole:
        return 0.0, 100.0
    z, share = 1.96, part / whole
    middle, wide = share + z * z / (2 * whole), z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 100 / (1 + z * z / whole)
    return scale * (middle - wide), scale * (middle + wide)


def table(found: Sequence[Mutant], alive: Sequence[Mutant]) -> str:
    made, left = (Counter(mutant.module for mutant in group) for group in (found, alive))
    rows = [
        f"| {module} | {count} | {count - left[module]} | {left[module]} | {100 * (count - left[module]) / count:.1f}% |"
        for module, count in made.items()
    ]
    total = len(found)
    rows.append(f"| samen | {total} | {total - len(alive)} | {len(alive)} | {100 * (total - len(alive)) / max(total, 1):.1f}% |")
    return "\n".join(["| module | mutanten | gedood | overleefd | score |", "|---|--:|--:|--:|--:|", *rows])


if __name__ == "__main__":
    sys.exit(main())
