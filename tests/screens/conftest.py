"""What the tests of screens share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from screens import context
from storage import Settings, Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store, which the screens use."""
    store = Store(f"sqlite:///{tmp_path}/zelfscan.sqlite", timedelta(days=365))
    monkeypatch.setattr(context, "store", lambda: store)
    monkeypatch.setattr(context, "settings", lambda: Settings())
    yield store
    store.close()
