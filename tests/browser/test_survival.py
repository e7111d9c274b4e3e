"""A server that dies (kill -9) and comes back: what was called saved is there, and the screen shows what is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keys
from tests.browser.server import Server
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("survival")


def test_a_killed_server_loses_nothing_that_was_saved(visit: Callable[..., Visitor], own_server: Server) -> None:
    visitor = visit("wide", own_server.url)
    told = Keys(visitor.page, own_server.url)
    started(visitor, "Meppel")
    first, second, third = QUESTIONNAIRE.themes[0].questions
    visitor.answer(first.id, 2)
    visitor.answer(second.id, 4)
    before = own_server.health()["boot"]

    own_server.kill()
    expect(on_page(visitor.page, "De verbinding is weg.")).to_be_visible()
    told.heard("De verbinding is weg.")
    own_server.start()
    assert own_server.health()["boot"] != before

    expect(on_page(visitor.page, "De verbinding is weg.")).to_be_hidden(timeout=30_000)
    expect(visitor.page.locator(f".st-key-vraag-{second.id} .bewaard.ja")).to_be_visible()
    visitor.expect_chosen(first.id, 1)
    visitor.expect_chosen(second.id, 3)
    visitor.answer(third.id, 5)
    visitor.page.reload()
    visitor.ready()
    for question, place in ((first, 1), (second, 3), (third, 4)):
        visitor.expect_chosen(question.id, place)


@pytest.mark.parametrize("wait", [0, 40, 150])
def test_an_answer_just_before_the_kill_is_stored_or_visibly_open(
    visit: Callable[..., Visitor], own_server: Server, wait: int
) -> None:
    """Whatever moment the server dies: after its return the screen and the store agree."""
    visitor = started(visit("wide", own_server.url), "Meppel")
    question = QUESTIONNAIRE.questions[0].id
    visitor.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup'] > div").nth(2).click()
    visitor.page.wait_for_timeout(wait)
    own_server.kill()
    expect(on_page(visitor.page, "De verbinding is weg.")).to_be_visible()
    own_server.start()
    expect(on_page(visitor.page, "De verbinding is weg.")).to_be_hidden(timeout=30_000)
    visitor.page.wait_for_timeout(1500)  # the reload that follows a new start of the server
    visitor.ready()
    on_screen = visitor.chosen(question)
    visitor.page.reload()
    visitor.ready()
    assert visitor.chosen(question) == on_screen
