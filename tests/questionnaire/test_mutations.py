"""A few hundred of the mutants that `python -m benchmarks.mutations` makes: the checker reports, and never fails."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from benchmarks.mutants import KINDS, Mutant
from benchmarks.mutations import MEGABYTES, pristine, run

SEEDS = range(50_000, 50_010)  # others than those of the record


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    with pristine() as room:
        yield room


@pytest.fixture(scope="module")
def small() -> Iterator[Executor]:
    """A Python of its own to fork from: what other tests loaded here would count as memory of the checker."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as small:
        yield small


@pytest.mark.laborious
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_checker_survives_whatever_happens_to_the_files(room: Path, small: Executor, kind: Mutant) -> None:
    for seed in SEEDS:
        done = small.submit(run, room, seed, kinds=(kind,)).result()
        assert done.right, f"{seed}: {done.what}\n{done.crash}"
        assert done.megabytes < MEGABYTES, f"{seed}: {done.what}"


@pytest.mark.laborious
@pytest.mark.parametrize("command", ["diff", "release", "cases"])
def test_the_other_commands_survive_too(room: Path, command: str) -> None:
    for seed in SEEDS:
        done = run(room, seed, command)
        assert done.right, f"{seed}: {done.what}\n{done.crash}"
