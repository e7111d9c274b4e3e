"""All ideas with their filters: by keyboard, on a phone, in an address to share, and beside a measurement."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from scoring.browsing import facets, matching
from tests.browser.started import started
from tests.browser.visitor import CONTENT, QUESTIONNAIRE, Visitor, on_page

IDEAS = QUESTIONNAIRE.ideas
FACETS = facets(QUESTIONNAIRE, CONTENT.partner_groups)


def shown(visitor: Visitor, **chosen: str) -> None:
    """The cards, the count that is announced and the address all follow the filter."""
    found = matching(IDEAS, FACETS, chosen)
    expect(visitor.page.locator(".ideekaart h2")).to_have_text([idea.title for idea in found])
    number = f"{len(found)} {'idee' if len(found) == 1 else 'ideeën'}"
    words = number if len(found) == len(IDEAS) else f"{number} van {len(IDEAS)}"
    said = visitor.page.locator("[data-melding=gevonden]")
    expect(said).to_have_text(words if found else "Geen enkel idee past bij al deze filters.")
    expect(visitor.page.locator("[role=alert]").filter(has_text="ging iets mis")).to_have_count(0)
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    expect(visitor.page).to_have_url(f"{visitor.url}/inspiratie{'?' + query if query else ''}")


def test_ideas_are_found_shared_and_taken_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").open("inspiratie")
    shown(visitor)
    keys = visitor.page.keyboard
    visitor.page.get_by_role("combobox", name="Moeite").focus()
    keys.press("ArrowDown")
    visitor.page.get_by_role("option", name="Eén team").wait_for()
    keys.press("Enter")
    shown(visitor, moeite="1")
    visitor.choose_from("Partner", "Reclassering")
    shown(visitor, moeite="1", partner="reclassering")
    visitor.page.go_back()
    shown(visitor, moeite="1")

    friend = visit("phone").open("inspiratie?lijn=vakmanschap-voorop&moeite=1&tijd=kwartaal&kleur=rood")
    shown(friend, lijn="vakmanschap-voorop", moeite="1", tijd="kwartaal")
    expect(on_page(friend.page, "Dit adres noemt een filter die er niet is: kleur=rood.")).to_be_visible()
    friend.choose_from("Onderbouwing", "Nieuw")
    shown(friend, lijn="vakmanschap-voorop", moeite="1", tijd="kwartaal", onderbouwing="nieuw")
    friend.choose_from("Doorlooptijd", "Langer dan 6 maanden")
    shown(friend, lijn="vakmanschap-voorop", moeite="1", tijd="langer", onderbouwing="nieuw")
    friend.page.get_by_role("button", name="Wis de filters").click()
    shown(friend)
    card = friend.page.locator(".ideekaart").first
    card.locator("summary").click()
    for words in ("Eerste stap, binnen 14 dagen", "Wanneer stopt u of past u aan?", "Hier werkt het idee aan", "Bronnen"):
        expect(card.get_by_text(words, exact=True)).to_be_visible()

    started(friend, answers={question.id: 1 for question in QUESTIONNAIRE.themes[0].questions}, path="ideeen")
    choice = friend.page.get_by_role("checkbox").first
    friend.rest()
    friend.page.locator("[data-testid=stCheckbox] label").first.click()
    expect(choice).to_be_checked()
    expect(on_page(friend.page, "U koos 1 idee. Opgeslagen.")).to_be_visible()
    suggested = friend.page.locator("[class*='st-key-idee-']").count()
    friend.page.get_by_role("link", name="Bekijk alle ideeën").click()
    friend.heading("Inspiratie: alle ideeën")
    expect(on_page(friend.page, "Voorgesteld bij uw meting")).to_have_count(suggested)
    expect(on_page(friend.page, "Door u gekozen")).to_have_count(1)
