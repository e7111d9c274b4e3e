"""The editors' preview: on only with a setting, reading the content again on every save, storing nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import ROOT, Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor

pytestmark = pytest.mark.xdist_group("preview")


def test_the_preview_follows_the_files_and_says_what_is_wrong(open_page: Callable[..., Page], tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    server = Server(tmp_path / "data", ZELFSCAN_PREVIEW="1", ZELFSCAN_CONTENT=str(content)).start()
    try:
        visitor = Visitor(open_page(), server.url).open("voorbeeld")
        first = QUESTIONNAIRE.questions[0]
        # The question itself: pairs of answers below it quote it too.
        shown = visitor.page.locator(f".st-key-vraag-{first.id}")
        expect(shown.get_by_text(first.text)).to_be_visible()
        expect(visitor.page.get_by_role("heading", name="Controlevragen bij dit thema")).to_be_visible()
        file = content / "lines" / f"{QUESTIONNAIRE.lines[0].id}.yaml"
        text = file.read_text("utf-8")
        file.write_text(text.replace(first.text, "Wat doet u na een bericht?"), "utf-8")
        expect(shown.get_by_text("Wat doet u na een bericht?")).to_be_visible()
        expect(visitor.page.get_by_text("maar 'wording' is niet hoger").first).to_be_visible()
        file.write_text(text.replace("    why:", "    wyh:", 1), "utf-8")
        expect(visitor.page.get_by_text("Met deze fouten start de app niet.")).to_be_visible()
        file.write_text(text, "utf-8")
        expect(shown.get_by_text(first.text)).to_be_visible()
        assert not list((tmp_path / "data").glob("*.sqlite"))
    finally:
        server.stop()


def test_the_preview_is_off_without_the_setting(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    answer = visitor.page.goto(f"{visitor.url}/voorbeeld")
    assert answer is not None
    assert answer.status == 404
