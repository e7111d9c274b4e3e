"""A real browser at the site as an operator sets it up: over TLS, with nginx between it and two processes of the app."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.replicas.site import Site
from tests.browser.conftest import Profiles, opening
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page
from tests.postgres import Postgres

pytestmark = pytest.mark.xdist_group("load")
LOADED = """() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
    .filter((one) => one.name.startsWith(location.origin)).map((one) => one.nextHopProtocol)"""


def test_a_first_visit_comes_over_one_connection_and_an_answer_is_stored(
    profiles: Profiles, postgres: Postgres, tmp_path: Path
) -> None:
    with Site(tmp_path, postgres) as site, opening(profiles) as make:
        page = make("wide", ignore_https_errors=True)  # the certificate of a test is signed by nobody
        visitor = Visitor(page, f"https://{site.door.address}").open()
        for path in ("/", "/health"):
            told = page.context.request.get(f"{visitor.url}{path}").headers_array
            assert [one["value"] for one in told if one["name"].lower() == "strict-transport-security"] == ["max-age=31536000"]
        protocols = visitor.page.evaluate(LOADED)
        assert len(protocols) > 60
        assert set(protocols) == {"h2"}
        first = QUESTIONNAIRE.questions[0].id
        visitor.begin("Tilburg").answer(first, 3)
        expect(on_page(visitor.page, "Opgeslagen").first).to_be_visible()
        visitor.page.reload()
        visitor.expect_chosen(first, 2)
