"""A run of tests says how many of them each database saw; without it nobody would notice that PostgreSQL had none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.browser.server import ROOT


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["one", "xdist"])
def test_a_run_counts_its_tests_on_each_database(workers: list[str]) -> None:
    both = "tests/storage/test_ambition.py::test_a_reason_before_a_level_is_about_the_usual_level"
    none = "tests/storage/test_store.py::test_tokens_are_long_and_different"
    only = "tests/storage/test_store.py::test_delete_leaves_no_row_and_no_byte[sqlite]"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, both, none, only],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "database: SQLite 2, PostgreSQL 1\n" in done.stdout
