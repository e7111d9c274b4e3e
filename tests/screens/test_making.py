"""Making very much: somebody who fills the database or keeps the processor busy is stopped, a full hall is not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pytest
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_websocket import StarletteClientContext

from questionnaire import Idea, write_measurement
from screens import context, details, downloads, importing, making, shell
from screens.plan import page as plan_page
from screens.session import Session
from screens.workshop import lead, lead_close
from screens.workshop.leading import Leading
from storage import Commitment, Store, Stored, new_token, to_measurement
from tests.loops import finished

HALL: Final = 200
VISITOR: Final = "192.0.2.80"
TODAY: Final = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is made yet. Without a server Streamlit knows no visitor: here it has the one whose line the server opened."""
    making.forget()
    line: Any = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "client": (VISITOR, 5)}
    visitor = StarletteClientContext(WebSocket(line, None, None))  # type: ignore[arg-type]
    monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: visitor)
    yield
    making.forget()


def until_refused(take: Callable[[str], bool], address: str, most: int = 10_000) -> int:
    """How often an address gets through."""
    return next((number for number in range(most) if not take(address)), most)


@pytest.mark.parametrize("take", [making.may_store, making.may_build])
def test_a_hall_behind_one_address_gets_through_and_who_goes_on_does_not(take: Callable[[str], bool]) -> None:
    allowed = until_refused(take, "192.0.2.7")
    assert HALL < allowed < 10_000
    assert take("198.51.100.1")  # who comes from elsewhere is not stopped
    assert not take("192.0.2.7")
    assert until_refused(take, "2001:db8:1:2::1") == allowed
    assert not take("2001:db8:1:2::9")  # the same subscriber


@pytest.mark.parametrize("take", [making.may_store, making.may_build])
def test_many_addresses_are_counted_together_too(take: Callable[[str], bool]) -> None:
    allowed = next(number for number in range(100_000) if not take(f"192.0.2.{number % 250}"))
    assert until_refused(take, "203.0.113.9") == 0
    assert allowed >= 4 * HALL


def test_files_and_measurements_are_counted_apart() -> None:
    until_refused(making.may_build, "192.0.2.7")
    assert making.may_store("192.0.2.7")


# What the visitor sees: each page with a button that stores something new


def begun(store: Store) -> tuple[str, Stored]:
    token, questionnaire = new_token(), context.content().questionnaire
    store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    stored = store.find(token)
    assert stored is not None
    return token, stored


def page(draw: Callable[..., Any], *given: Any) -> AppTest:
    def script(draw, given) -> None:  # type: ignore[no-untyped-def]  # its text runs elsewhere: it knows no names of ours
        draw(*given)

    return AppTest.from_function(script, args=(draw, given), default_timeout=30).run()


def pressed_twice(shown: AppTest, button: str, made: Callable[[], bool]) -> AppTest:
    """Press when too much was made, and again when that is over: only the second time something is stored."""
    until_refused(making.may_store, VISITOR)
    shown.button(key=button).click().run()
    assert not shown.exception
    assert [error.value for error in shown.error] == [making.TOO_MUCH]
    assert not made()
    making.forget()
    shown.button(key=button).click().run()  # what follows, another page, is not there in a test of one page
    assert made()
    return shown


def test_a_measurement(store: Store) -> None:
    token = new_token()
    visitor = Session(token=token)
    shown = page(details.draw, visitor)
    shown.selectbox(key="gemeente").set_value("Ede").run()
    pressed_twice(shown, "naar-vragen", lambda: store.find(token) is not None)
    assert shown.selectbox(key="gemeente").value == "Ede"


def test_changing_what_is_there_is_always_allowed(store: Store) -> None:
    token, stored = begun(store)
    until_refused(making.may_store, VISITOR)
    shown = page(details.draw, Session(token=token, stored=stored))
    shown.selectbox(key="gemeente").set_value("Goes").run()
    shown.button(key="naar-vragen").click().run()
    found = store.find(token)
    assert found is not None
    assert found.municipality == "Goes"


def test_a_measurement_from_a_file(store: Store) -> None:
    questionnaire, token = context.content().questionnaire, new_token()
    file = write_measurement(to_measurement(begun(store)[1], questionnaire))
    shown = page(importing.draw, Session(token=token))
    shown.file_uploader(key="bestand").set_value(("meting.json", file, "application/json")).run()
    pressed_twice(shown, "inlezen", lambda: store.find(token) is not None)


def test_a_plan(store: Store) -> None:
    token, stored = begun(store)

    def made() -> bool:
        found = store.find(token)
        return found is not None and bool(found.plans)

    shown = page(plan_page.begin_button, Session(token=token, stored=stored), None, "Begin")
    pressed_twice(shown, f"plan-{stored.id}-eigen", made)


def test_a_workshop(store: Store) -> None:
    token = new_token()
    shown = page(lead._open, Leading(token=token))
    shown.selectbox(key="gemeente").set_value("Ede").run()
    pressed_twice(shown, "openen", lambda: store.workshops.find(token) is not None)


def test_a_plan_of_a_workshop(store: Store) -> None:
    token, _ = begun(store)
    idea: Idea = context.content().questionnaire.ideas[0]
    agreed = Commitment(idea.id, "de wethouder", "Wij bellen morgen.", TODAY, TODAY)

    def made() -> bool:
        found = store.find(token)
        return found is not None and bool(found.plans)

    pressed_twice(page(lead_close._work_out, Leading(token=token), idea, agreed), f"uitwerken-{idea.id}", made)


# Files


def test_a_file_too_many_is_not_made_and_the_page_says_so_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MediaFileManager, "add_deferred", MediaFileManager.add_deferred)
    monkeypatch.setattr(MediaFileMetadata, "mark_for_delete", MediaFileMetadata.mark_for_delete)
    downloads.hold_downloads()
    files, made = MediaFileManager(MemoryMediaFileStorage("/media")), []
    wanted = files.add_deferred(lambda: made.append(1) or b"%PDF-", "application/pdf", "1.0", "verslag.pdf")
    handler = DeferredFileHandler(lambda: files)

    async def click() -> str:
        request = BackMsg().backend_operation_request
        request.deferred_file.file_id = wanted
        return (await asyncio.wait_for(handler.handle(request, "x"), 10)).error_msg

    assert finished(click()) == ""
    until_refused(making.may_build, VISITOR)
    said = finished(click())
    assert len(made) == 1
    assert f'"{said}":\n      "Dit bestand kon niet worden gemaakt.' in (shell.STATIC / "woorden.js").read_text("utf-8")
    making.forget()
    assert finished(click()) == ""
