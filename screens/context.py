"""What the whole process shares: settings, content and the store. Loaded once, before the first visitor."""

from __future__ import annotations

import atexit
import importlib
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from questionnaire import Content, Questionnaire, load
from questionnaire.loading import CONTENT
from screens.logs import LOG
from screens.settings import Settings as Service
from storage import Settings, StorageError, Store

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@cache
def settings() -> Settings:
    return Settings()


@cache
def service() -> Service:
    """Who offers the zelfscan."""
    return Service()


def folder() -> Path:
    """Where the content stands."""
    return settings().content or CONTENT


@cache
def content() -> Content:
    """The content that visitors get; raises ContentError with every fault in it."""
    return load(folder())


def questionnaire(hash: str) -> Questionnaire:
    """The questionnaire with this hash as it was when a measurement began; the current one where it is lost.

    Raises StorageError.
    """
    current = content().questionnaire
    return current if hash == current.hash else store().questionnaire(hash) or current


@lru_cache(maxsize=8)
def numbers(hash: str) -> Mapping[str, int]:
    """The number of each question id in the questionnaire with this hash, from 1. Raises StorageError."""
    return {question.id: number for number, question in enumerate(questionnaire(hash).questions, start=1)}


def preview() -> bool:
    """Whether this is an editor's preview: an extra page, and a store of its own that is thrown away."""
    return settings().preview


@cache
def municipality_names() -> frozenset[str]:
    return frozenset(municipality.name for municipality in content().municipalities.names)


def place_text(name: str) -> str:
    """ "Gemeente Goes"; a region or another organisation has its own name only."""
    return f"Gemeente {name}" if name in municipality_names() else name


@cache
def store() -> Store:
    if preview():
        throw_away = tempfile.TemporaryDirectory(prefix="zelfscan-voorbeeld-")
        atexit.register(throw_away.cleanup)
        return Store(f"sqlite:///{throw_away.name}/voorbeeld.sqlite", settings().retention, settings().workshop_retention)
    return Store(settings().database_url, settings().retention, settings().workshop_retention)


_swept: list[date] = []


def sweep() -> None:
    """Remove what has expired, once a day. A store that is away is no reason to keep a visitor waiting."""
    day = today()
    if _swept and _swept[0] == day:
        return
    _swept[:] = [day]
    try:
        gone = store().expire(datetime.now(UTC))
    except StorageError:
        _swept.clear()
        return
    LOG.info("Verwijderd omdat de bewaartermijn voorbij is: %d", gone)


def today() -> date:
    """The date in the Netherlands, whatever the clock of the server says."""
    return datetime.now(AMSTERDAM).date()


def warm_up() -> None:
    """Load what every run needs, so that the first visitor waits no longer than the next.

    Not pandas and pyarrow, 95 MB together: no screen needs them (a test holds that).
    """
    content()
    service()
    store()
    for module in ("screens.main", "screens.charts", "report.pdf", "plotly.graph_objects"):
        importlib.import_module(module)
    LOG.info(
        "De zelfscan is gestart: %s, schema %d, vragenlijst %s (%s)",
        store().kind,
        store().schema(),
        content().questionnaire.version,
        content().questionnaire.hash[:12],
    )
