"""A measurement put into the store of a running server, with the visitor's own cookie: for tests that begin after the start.

How a visitor begins on the screen is tested where it matters (`test_main_job`, `test_two_places`); every other test would
only pay for it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from questionnaire.answers import Answer, Measurement, Reference
from screens.cookies import MEASUREMENT
from storage import Store, new_token
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor


def started(
    visitor: Visitor, municipality: str = "Tilburg", answers: Mapping[str, int | str] | None = None, *, path: str | None = None
) -> Visitor:
    """The visitor has a measurement with these answers, and the first theme (or the page at `path`) is open."""
    measurement = Measurement(
        questionnaire=Reference(id=QUESTIONNAIRE.id, version=QUESTIONNAIRE.version, hash=QUESTIONNAIRE.hash),
        municipality=municipality,
        date=date(2026, 11, 24),
        role="beleid",
        answers={id: Answer(level=level) for id, level in (answers or {}).items()},  # type: ignore[arg-type]
    )
    token = new_token()
    store = Store(f"sqlite:///{Server.at(visitor.url).data / 'zelfscan.sqlite'}", timedelta(days=365))
    try:
        store.import_measurement(token, measurement, QUESTIONNAIRE, datetime.now(UTC).date())
    finally:
        store.close()
    visitor.page.context.add_cookies([{"name": MEASUREMENT, "value": token, "url": visitor.url}])
    visitor.open(QUESTIONNAIRE.themes[0].id if path is None else path).still()
    return visitor
