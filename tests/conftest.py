"""Settings and a database server for all tests."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any, Final

import pytest
from cryptography.fernet import Fernet
from hypothesis import settings
from sqlalchemy import Connection, Engine, event

from tests.postgres import Postgres

# No deadline: how long an example takes depends on what else the machine does.
settings.register_profile("suite", deadline=None)
# The same few examples each time, for runs that ask something else of the tests: `make coverage` and `make mutants`.
settings.register_profile("quick", deadline=None, max_examples=8, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# Every process of a test run reads and writes with the same key, as a PostgreSQL asks; a server of a test inherits it.
os.environ.setdefault("ZELFSCAN_NOTES_KEY", Fernet.generate_key().decode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres.start()
    yield server
    server.stop()


# How many tests each database saw: `make test` says it at the end.

DATABASES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_seen: set[str] = set()  # by the test that runs now, in this process; not by an app in a process of its own


@event.listens_for(Engine, "engine_connect")
def _note(connection: Connection) -> None:
    _seen.add(connection.dialect.name)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    _seen.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[Any]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":  # a property goes along from a worker of xdist
        report.user_properties += [("database", name) for name in sorted(_seen)]
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    counts = Counter(
        value for report in reports if report.when == "call" for key, value in report.user_properties if key == "database"
    )
    terminalreporter.write_line("database: " + ", ".join(f"{shown} {counts[name]}" for name, shown in DATABASES.items()))
