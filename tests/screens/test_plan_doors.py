"""The addresses that a plan is saved through, without a browser: who may do what, and what strange requests get."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from questionnaire.plan import Plan, PlanReview, kind_of
from screens import context
from screens.plan import doors, form, track
from storage import KeptPlan, Store, new_token
from tests.loops import finished

WHAT = "headings.de-aanpak"


def begin(store: Store, plan: Plan | None = None) -> tuple[str, int]:
    token = new_token()
    questionnaire = context.content().questionnaire
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=date(2026, 11, 24))
    return token, store.plans.create(stored.id, plan or Plan(title="Proef"))


def request(
    cookies: str = "",
    *,
    body: bytes = b"",
    query: str = "",
    site: str = "same-origin",
    kind: str = "application/json",
    **path: str,
) -> Request:
    headers = [
        (b"host", b"zelfscan.test"),
        (b"cookie", cookies.encode()),
        (b"sec-fetch-site", site.encode()),
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    scope = {
        "type": "http",
        "method": "POST" if body else "GET",
        "scheme": "https",
        "server": ("zelfscan.test", 443),
        "path": "/",
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({**scope, "query_string": query.encode(), "headers": headers, "path_params": path}, receive)


def change(what: str, cookies: str, *, site: str = "same-origin", kind: str = "application/json", **body: Any) -> Response:
    data = json.dumps({"schrijver": "ann", **body}).encode()
    return finished(doors.change(request(cookies, body=data, site=site, kind=kind, wat=what)))


def said(response: Response) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(response.body))
    return found


def look(cookies: str, **query: object) -> Response:
    return finished(doors.stand(request(cookies, query="&".join(f"{key}={value}" for key, value in query.items()))))


def save(cookies: str, id: int, text: str, **more: Any) -> Response:
    return change("veld", cookies, **{"nr": id, "wie": "eigenaar", "veld": WHAT, "waarde": text, "versie": 0, **more})


def test_what_is_typed_is_stored_before_it_is_called_saved(store: Store) -> None:
    token, id = begin(store)
    answer = said(save(f"meting={token}", id, "Wij bellen."))
    assert (answer["uitkomst"], answer["versie"], answer["schrijft"]) == ("saved", 1, "ik")
    assert answer["velden"][WHAT] == ["Wij bellen.", 1]
    assert sum(answer["delen"].values()) == 1
    assert len(answer["delen"]) == form.count(context.content())
    found = store.plans.owned(token, id)
    assert found is not None
    assert found.fields[WHAT].value == "Wij bellen."


def test_a_co_writer_reads_along_and_writes_when_the_pen_is_free(store: Store) -> None:
    token, id = begin(store)
    link = store.plans.share(id)
    save(f"meting={token}", id, "Van de eigenaar.")
    seen = said(look(f"plan={link}", wie="mee", nr=id, schrijver="ben", na=0))
    assert (seen["velden"][WHAT][0], seen["schrijft"]) == ("Van de eigenaar.", "eigenaar")
    unchanged = said(look(f"plan={link}", wie="mee", nr=id, schrijver="ben", na=seen["stand"]))
    assert set(unchanged) == {"stand", "schrijft"}
    late = said(save(f"plan={link}", id, "Van Ben.", wie="mee", schrijver="ben"))
    assert late["uitkomst"] == "beside"
    assert [other["tekst"] for other in late["ander"]] == ["Van Ben."]
    change("pen", f"meting={token}", nr=id, wie="eigenaar", weg=True)
    chosen = said(
        change("kies", f"plan={link}", nr=id, wie="mee", schrijver="ben", id=late["ander"][0]["id"], houd="both", versie=1)
    )
    assert chosen["gelukt"]
    assert chosen["velden"][WHAT][0] == "Van de eigenaar.\n\nVan Ben."
    assert said(change("pen", f"plan={link}", nr=id, wie="mee", schrijver="ben"))["schrijft"] == "ik"
    assert said(look(f"meting={token}", wie="eigenaar", nr=id, schrijver="ann"))["schrijft"] == "meeschrijver"


def test_who_leaves_gives_the_pen_away_also_with_a_value_that_does_not_fit(store: Store) -> None:
    token, id = begin(store)
    save(f"meting={token}", id, "Wij bellen.")
    assert save(f"meting={token}", id, "9999999", veld="returns", weg=True).status_code == 400
    assert said(look(f"meting={token}", wie="eigenaar", nr=id, schrijver="ben"))["schrijft"] is None


def test_nobody_gets_into_a_plan_without_its_secret(store: Store) -> None:
    token, id = begin(store)
    stranger, _ = begin(store)
    link = store.plans.share(id)
    for cookies in ("", f"meting={stranger}", f"plan={token}", f"meting={link}"):
        assert look(cookies, wie="eigenaar", nr=id).status_code == 404
        assert save(cookies, id, "Ingebroken").status_code == 404
    assert look(f"plan={stranger}", wie="mee", nr=id).status_code == 404
    for number in ("", "abc", "-1", "1" * 40, "²"):
        assert look(f"meting={token}", wie="eigenaar", nr=number).status_code in (404,)
    store.plans.stop_sharing(id)
    assert save(f"plan={link}", id, "Te laat", wie="mee").status_code == 404


def test_another_site_cannot_write_in_a_visitors_name(store: Store) -> None:
    token, id = begin(store)
    assert save(f"meting={token}", id, "Van elders", site="cross-site").status_code == 403
    assert save(f"meting={token}", id, "Van elders", kind="text/plain").status_code == 403
    found = store.plans.owned(token, id)
    assert found is not None
    assert WHAT not in found.fields


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("veld", {"veld": "bestaat-niet", "waarde": "x", "versie": 0}),
        ("veld", {"veld": WHAT, "waarde": 3, "versie": 0}),
        ("veld", {"veld": WHAT, "waarde": "x", "versie": "0"}),
        ("veld", {"veld": WHAT, "waarde": "x", "versie": True}),
        ("veld", {"veld": WHAT, "waarde": "x" * 4001, "versie": 0}),
        ("veld", {"veld": "review_date", "waarde": "morgen", "versie": 0}),
        ("veld", {"veld": WHAT}),
        ("kies", {"id": 1, "houd": "weg", "versie": 0}),
        ("iets", {}),
    ],
)
def test_a_request_that_makes_no_sense_gets_a_sentence(store: Store, what: str, more: dict[str, Any]) -> None:
    token, id = begin(store)
    answer = change(what, f"meting={token}", nr=id, wie="eigenaar", **more)
    assert answer.status_code == 400
    assert said(answer)["reden"].endswith(".")


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"schrijver": ""}', b'{"schrijver": 3}', b" " * 50_000, b"[" * 39_000, b'{"schrijver": "\\ud800"}']
)
def test_a_body_that_is_no_message_is_refused(store: Store, body: bytes) -> None:
    assert finished(doors.change(request(body=body, wat="veld"))).status_code == 400


def test_a_link_brings_a_co_writer_in_and_does_not_stay_in_the_address(store: Store) -> None:
    _, id = begin(store)
    link = store.plans.share(id)
    answer = doors.enter(request(token=link))
    assert (answer.status_code, answer.headers["location"]) == (303, "/meeschrijven")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert doors.enter(request(token=new_token())).status_code == 404
    # A second plan asks before it takes the place of the first.
    _, other = begin(store)
    second = store.plans.share(other)
    asked = doors.enter(request(f"plan={link}", token=second))
    assert (asked.status_code, "set-cookie" in asked.headers) == (200, False)


def test_the_form_holds_no_value_so_that_it_never_changes_while_people_type() -> None:
    text = form.form(context.content()) + form.review()
    assert text.count("<textarea") == text.count("></textarea>") > 10
    assert " checked" not in text
    assert " selected" not in text
    assert not re.search(r'type="(?:text|date|number)"[^>]* value=', text)


def test_every_field_of_the_form_is_one_that_a_plan_has() -> None:
    text = form.form(context.content()) + form.review()
    keys = re.findall(r'data-veld="([^"]+)"', text)
    assert [key for key in keys if kind_of(key) is None] == []
    plain = {key for key in Plan.model_fields if kind_of(key)}
    assert plain <= set(keys)


# What became of experiments

TODAY = date(2026, 11, 24)
STOPPED = Plan(
    title="<b>Bellen</b>",
    idea="bericht-in-twee-werkdagen",
    review_date=TODAY,
    review=PlanReview(outcome="stopped", learned="Te weinig <mensen>.", day=date(2026, 11, 20)),
)


def test_an_idea_tells_what_this_municipality_did_with_it_before() -> None:
    plans = [KeptPlan(1, STOPPED), KeptPlan(2, Plan(idea="bericht-in-twee-werkdagen"))]
    told = track.tried(plans, "bericht-in-twee-werkdagen")
    assert "Eerder geprobeerd: gestopt op 20 november 2026." in told
    assert "Te weinig &lt;mensen&gt;." in told
    assert track.tried(plans, "een-ander-idee") == ""


def test_the_day_to_look_back_asks_until_somebody_tells() -> None:
    waiting = STOPPED.model_copy(update={"review": None})
    asked = track.due([KeptPlan(7, waiting)], TODAY)
    assert "/plan?nr=7#terugkijken" in asked
    assert "&lt;b&gt;Bellen" in asked
    assert track.due([KeptPlan(7, waiting)], TODAY - timedelta(days=1)) == ""
    assert track.due([KeptPlan(7, STOPPED)], TODAY) == ""


def test_the_record_beside_another_measurement_holds_what_was_looked_back_on() -> None:
    assert track.record([Plan(title="Loopt nog")]) == ""
    table = track.record([STOPPED, Plan(title="Loopt nog")])
    assert "gestopt" in table
    assert "Loopt nog" not in table
