"""A few hundred of the mutants that `python -m benchmarks.mutations` makes: the checker reports, and never fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.mutants import KINDS, Mutant
from benchmarks.mutations import MEGABYTES, pristine, run

SEEDS = range(50_000, 50_010)  # others than those of the record


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    with pristine() as room:
        yield room


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_checker_survives_whatever_happens_to_the_files(room: Path, kind: Mutant) -> None:
    for seed in SEEDS:
        done = run(room, seed, kinds=(kind,))
        assert done.right, f"{seed}: {done.what}\n{done.crash}"
        assert done.megabytes < MEGABYTES, f"{seed}: {done.what}"


@pytest.mark.parametrize("command", ["diff", "release", "cases"])
def test_the_other_commands_survive_too(room: Path, command: str) -> None:
    for seed in SEEDS:
        done = run(room, seed, command)
        assert done.right, f"{seed}: {done.what}\n{done.crash}"
