"""Bad input gets one clear Dutch sentence, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.access.checks import spoken
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("trouble")
HOSTILE = (
    "# kop *vet* <script>alert(1)</script> <img src=x onerror=alert(1)> $x^2$ {{7*7}} :smile: [link](javascript:alert(1)) "
    "😀 👩‍👩‍👧‍👦 مرحبا \u202e omgekeerd \u0007 einde "
)


def upload(visitor: Visitor, path: Path) -> None:
    visitor.page.locator('input[type="file"]').set_input_files(path)


@pytest.fixture
def importer(visit: Callable[..., Visitor]) -> Visitor:
    visitor = visit("wide").open("nieuw?naar=inlezen")
    visitor.heading("Lees een metingbestand in")
    return visitor


def good() -> dict[str, object]:
    return {
        "format": 1,
        "questionnaire": {"id": QUESTIONNAIRE.id, "version": QUESTIONNAIRE.version},
        "municipality": "Hoorn",
        "date": "2026-11-23",
        "answers": {QUESTIONNAIRE.questions[0].id: {"level": 3}},
    }


BAD_FILES = {
    "damaged": json.dumps(good())[:60].encode(),
    "foreign": b"%PDF-1.7 dit is een rapport",
    "newer": json.dumps(good() | {"format": 2}).encode(),
    "wrong level": json.dumps(good() | {"answers": {QUESTIONNAIRE.questions[0].id: {"level": 6}}}).encode(),
    "empty": b"",
}


@pytest.mark.parametrize("kind", sorted(BAD_FILES))
def test_a_bad_file_is_explained_and_the_next_try_works(importer: Visitor, tmp_path: Path, kind: str) -> None:
    bad = tmp_path / "meting.json"
    bad.write_bytes(BAD_FILES[kind])
    upload(importer, bad)
    expect(on_page(importer.page, "Er is niets veranderd aan wat u al had.")).to_be_visible()
    assert "Traceback" not in importer.page.locator("body").inner_text()
    better = tmp_path / "beter.json"
    better.write_text(json.dumps(good()))
    upload(importer, better)
    expect(on_page(importer.page, "Gemeente: Hoorn.")).to_be_visible()


def test_a_file_over_the_limit_is_refused_in_dutch(importer: Visitor, tmp_path: Path) -> None:
    huge = tmp_path / "meting.json"
    huge.write_bytes(b" " * 1_200_000)
    upload(importer, huge)
    expect(on_page(importer.page, "Dit bestand is te groot.")).to_be_visible()


def test_a_chosen_file_can_be_removed_in_dutch(importer: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "meting van juni.json"
    file.write_text(json.dumps(good()))
    upload(importer, file)
    expect(on_page(importer.page, "Gemeente: Hoorn.")).to_be_visible()
    assert not re.search(r"\b(remove|cancel|add files|uploading|file upload)\b", spoken(importer), re.IGNORECASE)
    importer.page.get_by_role("button", name="Verwijder meting van juni.json").click()
    expect(on_page(importer.page, "Gemeente: Hoorn.")).to_have_count(0)


def test_what_cannot_be_compared_is_listed_before_anything_is_stored(importer: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "meting.json"
    answers = {QUESTIONNAIRE.questions[0].id: {"level": 3}, "vraag-van-vroeger": {"level": 2}}
    questionnaire = {"id": QUESTIONNAIRE.id, "version": "0.9"}
    file.write_text(json.dumps(good() | {"answers": answers, "questionnaire": questionnaire}))
    upload(importer, file)
    expect(on_page(importer.page, "Let op: niet alles past bij deze vragenlijst.")).to_be_visible()
    expect(on_page(importer.page, "vraag-van-vroeger")).to_be_visible()


@pytest.mark.parametrize("token", ["onbekend", "x" * 5000, "%F0%9F%98%80", "A" * 32])
def test_an_unknown_link_is_explained(visit: Callable[..., Visitor], token: str) -> None:
    visitor = visit("phone")
    answer = visitor.page.goto(f"{visitor.url}/verder/{token}")
    assert answer is not None
    assert answer.status == 404
    expect(visitor.page.locator("h1")).to_have_text("Deze link werkt niet (meer)")


def test_a_hostile_note_of_10000_characters_is_kept_to_the_letter(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("wide"), "Hoorn")
    question = QUESTIONNAIRE.questions[0]
    note = (HOSTILE * 100)[:10_000]
    _write(visitor, question.id, note)
    expect(visitor.page.locator(f".st-key-vraag-{question.id} .fout")).to_have_count(0)
    visitor.page.reload()
    visitor.ready()
    visitor.page.locator(f".st-key-open-{question.id} summary").click()
    field = visitor.page.locator(f".st-key-vraag-{question.id} textarea")
    expect(field).not_to_have_value("")  # drawn first, filled a moment later
    kept = field.input_value()
    assert kept.strip() == note.replace("\u0007", "").strip()
    visitor.menu("Meenemen")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download het rapport").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_note_that_is_too_long_stays_on_screen_with_the_reason(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("wide"), "Hoorn")
    question = QUESTIONNAIRE.questions[0]
    _write(visitor, question.id, "lang " * 2_200)
    reason = visitor.page.locator(f".st-key-vraag-{question.id} .fout")
    expect(reason).to_contain_text("Er passen er 10.000. Maak de tekst korter")
    assert len(visitor.page.locator(f".st-key-vraag-{question.id} textarea").input_value()) == 11_000
    # The level is stored all the same.
    visitor.page.locator(f".st-key-vraag-{question.id} [data-testid='stRadioGroup'] > div").nth(3).click()
    visitor.rest()
    visitor.page.wait_for_timeout(500)
    visitor.page.reload()
    visitor.ready()
    visitor.expect_chosen(question.id, 3)


def _write(visitor: Visitor, question: str, note: str) -> None:
    visitor.page.locator(f".st-key-open-{question} summary").click()
    field = visitor.page.locator(f".st-key-vraag-{question} textarea")
    field.fill(note)
    field.blur()
    visitor.page.wait_for_timeout(500)
    visitor.rest()
