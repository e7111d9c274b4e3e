"""Without a measurement, on a phone: what an experiment can show, live, and a registration sheet to take along."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from playwright.sync_api import Download, expect

from tests.access.checks import check, unfold
from tests.browser.visitor import Visitor, on_page


def test_a_visitor_sees_what_luck_does_and_takes_a_sheet_along(visit: Callable[..., Visitor]) -> None:
    visitor = visit("phone").open()
    page = visitor.page
    page.get_by_role("navigation", name="Over deze zelfscan").get_by_role("link", name="Wat kunt u aantonen?").click()
    visitor.heading("Wat kan een experiment laten zien?")
    expect(page.locator("[data-melding=toeval]")).to_contain_text("in 4 van de 10 jaren met 10% of meer")
    expect(page.get_by_role("img", name="10% of meer lager: 40%.")).to_be_visible()
    returns, group = (
        page.get_by_label("Hoeveel mensen komen per jaar bij u vrij?"),
        page.get_by_label("Hoeveel van hen doen mee?"),
    )

    returns.fill("12")
    group.fill("15")
    group.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("Er doen 15 mensen mee, maar er komen er 12 per jaar vrij.")
    found = check(visitor)
    returns.fill("225")
    returns.press("Tab")
    expect(page.locator("[data-melding=toeval]")).to_contain_text("in 15 van de 100 jaren")
    expect(on_page(page, "Met twee groepen van 15 mensen valt pas een daling van")).to_be_visible()

    expect(on_page(page, "U koos nog niets.")).to_be_visible()
    expect(page.get_by_role("button", name="Download het registratieblad")).to_have_count(0)
    for title in ("Onderdak", "Contact in week 1"):
        page.locator(".st-key-indicatoren label", has_text=title).click()
        visitor.rest()
    expect(on_page(page, "Het blad krijgt 2 vragen.")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download het registratieblad").click()
    assert tabs(waiting.value) == ["Uitleg", "Personen", "Onderdak", "Contact in week 1"]

    unfold(visitor)
    found += check(visitor)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert found == []
    # The numbers are still there after another page.
    page.get_by_role("link", name="Over deze zelfscan").first.click()
    visitor.heading("Over deze zelfscan")
    page.get_by_role("link", name="Reken uit wat een experiment bij u kan laten zien").click()
    visitor.heading("Wat kan een experiment laten zien?")
    expect(page.get_by_label("Hoeveel mensen komen per jaar bij u vrij?")).to_have_value("225")


def tabs(download: Download) -> list[str]:
    assert download.suggested_filename == "registratieblad.xlsx"
    with zipfile.ZipFile(download.path()) as archive:
        text = archive.read("xl/workbook.xml").decode()
    return [part.split('"')[0] for part in text.split('<sheet name="')[1:]]
