"""Comparing with earlier measurements, by link and by file, on a phone; the visitor's own measurement stays theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import expect

from questionnaire import write_measurement
from questionnaire.answers import Value
from scoring.change import compare
from scoring.change_words import headline
from scoring.result import assess
from storage import Store, new_token, to_measurement
from tests.access.checks import check, unfold
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page, varied

pytestmark = pytest.mark.xdist_group("main-job")
FIRST = {question.id for question in QUESTIONNAIRE.themes[0].questions}


def answers(steps: int) -> dict[str, Value]:
    """The varied answers, with the first theme so many levels from its lowest."""
    return {id: 1 + steps if id in FIRST else value for id, value in varied().items()}  # type: ignore[misc]


def test_what_changed_since_a_link_and_a_file(visit: Callable[..., Visitor], server: Server) -> None:
    store = Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))
    tokens = {}
    for year, steps in ((2024, 1), (2025, 2), (2026, 3)):
        token = tokens[year] = new_token()
        made = store.create(token, QUESTIONNAIRE, municipality="Tilburg", role=None, size=None, today=date(year, 5, 3))
        for question, value in answers(steps).items():
            store.save_answer(made.response_id, question, value, None)
    oldest = store.find(tokens[2024])
    assert oldest is not None
    said = headline(compare(assess(QUESTIONNAIRE, answers(2)), assess(QUESTIONNAIRE, answers(3))), "3 mei 2025")

    visitor = visit("phone").open(f"verder/{tokens[2026]}")
    visitor.open("profiel")
    page = visitor.page
    page.get_by_role("link", name="Vergelijk met een eerdere meting").click()
    visitor.heading("Vergelijk met een eerdere meting")
    assert check(visitor) == []
    link = page.get_by_label("Link van de eerdere meting", exact=True)
    for wrong, message in (
        ("https://voorbeeld.nl/iets", "Dit is geen persoonlijke link"),
        (f"{server.url}/verder/{tokens[2026]}", "Dit is de link van de meting die u nu open hebt"),
        (f"{server.url}/verder/{new_token()}", "Bij deze link hoort geen meting (meer)"),
    ):
        link.fill(wrong)
        page.get_by_role("button", name="Vergelijk met deze link").click()
        expect(on_page(page, message)).to_be_visible()
    assert check(visitor) == []
    link.fill(f"{server.url}/verder/{tokens[2025]}")
    page.get_by_role("button", name="Vergelijk met deze link").click()
    visitor.heading("Wat is er veranderd")

    expect(on_page(page, said)).to_be_visible()
    theme = page.get_by_role("row", name=QUESTIONNAIRE.themes[0].title).first
    expect(theme).to_contain_text("aantoonbaar hoger")
    question = QUESTIONNAIRE.questions[0]
    found = page.locator(".vondst", has_text=question.text)
    expect(found).to_contain_text(question.levels[3])
    expect(found).to_contain_text(question.levels[4])
    unfold(visitor)
    assert check(visitor) == []
    page.get_by_role("radio", name="Puntenlijst").click()
    visitor.rest()
    assert check(visitor) == []

    page.locator("input[type=file]").set_input_files(
        {
            "name": "meting.json",
            "mimeType": "application/json",
            "buffer": write_measurement(to_measurement(oldest, QUESTIONNAIRE)),
        }
    )
    expect(page.get_by_role("heading", name="Door de tijd")).to_be_visible()
    visitor.rest()
    expect(on_page(page, said)).to_be_visible()  # still since the newest of the earlier ones
    expect(page.get_by_role("row", name=QUESTIONNAIRE.themes[0].title).last).to_contain_text("3,0")
    assert check(visitor) == []
    width = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert width <= 390

    page.get_by_role("link", name="Terug naar uw profiel").click()
    visitor.heading("Uw profiel")
    expect(page.get_by_role("heading", name="Wat is er veranderd")).to_be_visible()
    assert check(visitor) == []
    # The own measurement is still the one of 2026, and no address or log saw the secret of another.
    assert visitor.personal_link().endswith(tokens[2026])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het rapport").click()
    text = "".join(part.extract_text() for part in pypdf.PdfReader(BytesIO(download.value.path().read_bytes())).pages)
    assert "Wat is er veranderd" in text
    assert tokens[2025] not in server.log.read_text()
    # Nothing of it is kept: a new session begins without.
    visitor.open("vergelijken")
    visitor.heading("Vergelijk met een eerdere meting")
