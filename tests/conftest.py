"""Settings and a database server for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from hypothesis import settings

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
