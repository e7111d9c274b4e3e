"""What gets installed is fixed: every package by version and by hash, the same for the app and for its tests."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP, TESTS = "requirements.lock", "requirements-dev.lock"


def packages(file: str) -> dict[str, tuple[set[str], int]]:
    """The versions of each package (more than one where they differ by system), and the fewest hashes that one of them has."""
    found: dict[str, tuple[set[str], int]] = {}
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.match(r"([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ;]+)", line)
        assert match, f"{file}: no fixed version: {line[:80]}"
        versions, least = found.get(match[1], (set(), 10_000))
        found[match[1]] = (versions | {match[2]}, min(least, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line))))
    return found


def named(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9._-]+", one)[0].lower().replace("_", "-") for one in requirements}  # type: ignore[index]


@pytest.mark.parametrize("file", [APP, TESTS])
def test_every_package_is_fixed_with_its_hash(file: str) -> None:
    found = packages(file)
    assert len(found) > 20
    assert [name for name, (_, hashes) in found.items() if not hashes] == []
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text  # from the registry that whoever installs trusts, and no other place
    assert re.search(r"^-", text, re.MULTILINE) is None  # no option that names one


def test_what_the_app_needs_is_in_both_lists_with_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    app, tests = packages(APP), packages(TESTS)
    assert named(project["project"]["dependencies"]) <= set(app)
    assert named(project["dependency-groups"]["dev"]) <= set(tests)
    assert {name: versions for name, (versions, _) in app.items()} == {name: tests[name][0] for name in app}


def test_installing_without_a_hash_is_impossible() -> None:
    lines = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "pip install" in line]
    assert lines
    assert all("--require-hashes" in line for line in lines)
