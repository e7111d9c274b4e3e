"""The doors of a workshop, without a browser: what another site or a stranger's link can make a visitor do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from screens import context
from screens.workshop import doors, group, limits, watch
from screens.workshop.leading import Leading
from storage import Settings, Store, Workshop, new_token
from tests.loops import finished


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/zelfscan.sqlite", timedelta(days=365))
    monkeypatch.setattr(context, "store", lambda: store)
    monkeypatch.setattr(context, "settings", lambda: Settings())
    limits.forget()
    yield store
    store.close()


def opened(store: Store, owner: str, municipality: str = "Ede") -> Workshop:
    questionnaire = context.content().questionnaire
    questions = questionnaire.short_questions
    return store.workshops.open(
        owner, questionnaire, municipality=municipality, size=None, scope="short", questions=questions, today=date(2026, 11, 24)
    )


def ask(
    door: Callable[[Request], Response],
    cookies: str,
    *,
    method: str = "GET",
    site: str = "same-origin",
    kind: str = "document",
    **path: str,
) -> Response:
    headers = [(b"host", b"zelfscan.test"), (b"cookie", cookies.encode()), (b"sec-fetch-site", site.encode())]
    headers.append((b"sec-fetch-dest", kind.encode()))
    scope = {"type": "http", "method": method, "scheme": "https", "server": ("zelfscan.test", 443), "path": "/"}
    rest = {"query_string": b"", "client": ("192.0.2.7", 4), "headers": headers, "path_params": path}
    return door(Request({**scope, **rest}))


def sets_cookie(response: Response) -> bool:
    return "set-cookie" in response.headers


def test_a_link_of_another_site_takes_nobody_out_of_a_workshop(store: Store) -> None:
    owner, token = new_token(), new_token()
    workshop = opened(store, owner)
    store.participants.join(workshop.join_code or "", token, None)
    for door, cookie in ((doors.gone, f"deelname={token}"), (doors.closed_workshop, f"begeleiding={owner}")):
        assert not sets_cookie(ask(door, cookie, site="cross-site"))
    store.participants.leave(token)
    store.delete(owner)
    for door, cookie in ((doors.gone, f"deelname={token}"), (doors.closed_workshop, f"begeleiding={owner}")):
        assert sets_cookie(ask(door, cookie))


def test_a_strangers_link_does_not_silently_change_for_whom_a_person_answers(store: Store) -> None:
    mine, theirs = new_token(), new_token()
    workshop = opened(store, new_token())
    for token in (mine, theirs):
        store.participants.join(workshop.join_code or "", token, None)
    asked = ask(doors.come_back, f"deelname={mine}", token=theirs)
    assert (asked.status_code, sets_cookie(asked)) == (200, False)
    assert not sets_cookie(ask(doors.come_back, f"deelname={mine}", token=theirs, method="POST", site="cross-site"))
    assert sets_cookie(ask(doors.come_back, f"deelname={mine}", token=theirs, method="POST"))
    assert sets_cookie(ask(doors.come_back, "", token=theirs))
    assert sets_cookie(ask(doors.come_back, f"deelname={mine}", token=mine))


def test_a_second_facilitators_link_asks_before_the_first_one_is_lost(store: Store) -> None:
    mine, theirs = new_token(), new_token()
    opened(store, mine, "<b>Ede</b>")
    opened(store, theirs)
    asked = ask(doors.lead, f"begeleiding={mine}", token=theirs)
    text = bytes(asked.body).decode()
    assert not sets_cookie(asked)
    assert f"https://zelfscan.test/begeleiden/{mine}" in text
    assert "<b>Ede" not in text
    assert sets_cookie(ask(doors.lead, f"begeleiding={mine}", token=theirs, method="POST"))
    assert sets_cookie(ask(doors.lead, f"begeleiding={mine}", token=mine))


def test_the_secret_of_a_deleted_workshop_is_never_used_again(store: Store) -> None:
    """Another tab deleted it, and its cookie went: a workshop opened with that secret would be lost at the next reload."""
    owner = new_token()
    opened(store, owner)
    page = Leading(token=owner)
    page.read()
    assert page.workshop is not None
    store.delete(owner)
    page.read()
    assert page.gone
    assert {page.token, page.workshop} == {None}
    fresh = Leading(token=owner)
    fresh.read()
    assert (fresh.token, fresh.gone) == (owner, False)


def test_everybody_is_told_how_many_forms_the_facilitator_typed_in(store: Store) -> None:
    """Who types a form in knows it: with four forms and one phone the outcome is the answer of that phone."""
    owner, token = new_token(), new_token()
    workshop = opened(store, owner)
    response_id = store.participants.join(workshop.join_code or "", token, None).response_id
    store.workshops.move(workshop.id, "waiting", "answering")
    store.participants.save_answer(response_id, workshop.questions[0], 2)
    for _ in range(4):
        store.workshops.add_paper(workshop.id, None, {workshop.questions[0]: 5})
    before = store.workshops.find(owner)
    assert before is not None
    assert group.on_paper(before) == 0
    store.workshops.move(workshop.id, "answering", "results")
    found = store.workshops.find(owner)
    assert found is not None
    assert group.on_paper(found) == 4


def test_one_subscriber_guesses_from_one_address_also_with_ipv6() -> None:
    limits.forget()
    for number in range(30):
        limits.wrong(f"2001:db8:1:2::{number:x}")
    assert limits.too_many("2001:db8:1:2:ffff::1")
    assert not limits.too_many("2001:db8:1:3::1")
    for number in range(30):
        limits.wrong(f"::ffff:192.0.2.{number}")
    assert not limits.too_many("::ffff:192.0.2.200")
    assert not limits.too_many("")
    limits.forget()


def test_a_picture_on_another_site_uses_up_nobodys_guesses(store: Store) -> None:
    limits.forget()
    workshop = opened(store, new_token())
    for _ in range(40):
        assert ask(doors.join, "", site="cross-site", kind="image", code="BCDFGH").status_code == 403
    assert not limits.too_many("192.0.2.7")
    assert ask(doors.join, "", site="cross-site", code=workshop.join_code or "").status_code == 200  # a link, or a QR code
    assert ask(doors.join, "", code="BCDFGH").status_code == 404


def test_a_screen_that_is_ahead_of_the_last_look_is_not_told_to_draw_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facilitator's own page is drawn from a stand that the watch has not seen yet."""
    workshop = opened(store, new_token())
    looks = iter([{workshop.id: 4}, {workshop.id: 4}])
    monkeypatch.setattr(watch, "PAUSE", 0.01)
    monkeypatch.setattr(store.workshops, "stands", lambda _ids: next(looks, {workshop.id: 6}))

    async def wait() -> int | None:
        return await watch.Watch().wait(workshop.id, 5, 30.0)

    assert finished(wait()) == 6


def test_who_waits_for_news_is_answered_when_the_process_stops(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = opened(store, new_token())
    monkeypatch.setattr(watch, "PAUSE", 0.01)

    async def wait() -> tuple[int | None, ...]:
        here = watch.Watch()
        waiting = asyncio.create_task(here.wait(workshop.id, workshop.stand, 300.0))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        here.end()
        late = here.wait(workshop.id, workshop.stand, 300.0)
        return await waiting, await late

    assert finished(wait()) == (workshop.stand, workshop.stand)


def test_a_process_that_stops_before_anybody_waited_does_so() -> None:
    async def end() -> None:
        here = watch.Watch()
        here.end()
        await asyncio.sleep(0)

    assert finished(end()) is None
