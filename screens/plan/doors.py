"""The addresses that the form of a plan saves through, and the door for co-writers.

The form does not go by way of Streamlit: what is typed is stored also when the page has lost its connection with the
script, and the fields stay usable meanwhile. `/plan/TOKEN` is the link for co-writers. Every answer is small JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from questionnaire.plan import filled_parts
from screens import context, pages
from screens.cookies import MEASUREMENT, PLAN, from_own_page, redirect_with
from screens.routes import away
from screens.shell import message_page
from storage import MeasurementGone, OpenPlan, StorageError

NO_STORE: Final = {"cache-control": "no-store"}
MOST_BYTES: Final = 40_000
WRITER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
CO_WRITER: Final = "mee"


def enter(request: Request) -> Response:
    """The link for co-writers. Asks first where this browser has another plan open."""
    token = request.path_params["token"]
    try:
        found, mine = (context.store().plans.shared(key) for key in (token, request.cookies.get(PLAN, "")))
    except StorageError:
        return away()
    if found is None:
        text = message_page(
            "Deze link werkt niet (meer)",
            "De link is niet helemaal overgenomen, of het plan is verwijderd. Of er is een nieuwe link gemaakt.",
            "Vraag wie u de link gaf om een nieuwe.",
        )
        return HTMLResponse(text, 404, headers=NO_STORE)
    if mine is not None and mine.id != found.id and not from_own_page(request):
        form = f'<form method="post" action="/plan/{token}"><button class="knop">Open het andere plan</button></form>'
        text = message_page(
            "U schrijft al mee aan een plan",
            "In deze browser hebt u een ander plan open. Dat blijft bewaard: met de link van dat plan komt u er weer bij.",
            body=form,
            link=(f"/{pages.CO_PLAN}", "Blijf bij het plan dat ik open had"),
        )
        return HTMLResponse(text, headers=NO_STORE)
    return redirect_with(request, f"/{pages.CO_PLAN}", PLAN, token, context.settings().retention_days)


def _answer(status: int, **data: Any) -> Response:
    return JSONResponse(data, status, headers=NO_STORE)


def _plan(request: Request, who: Any, number: Any) -> OpenPlan | None:
    """The plan that this browser may open. Raises StorageError."""
    plans = context.store().plans
    if who == CO_WRITER:
        return plans.shared(request.cookies.get(PLAN, ""))
    found = str(number)
    if not found.isdecimal() or len(found) > 12:
        return None
    return plans.owned(request.cookies.get(MEASUREMENT, ""), int(found))


async def stand(request: Request) -> Response:
    """Everything on the page, or only that nothing changed since `na`. `schrijver` is this browser page."""
    ask = request.query_params
    try:
        plan = await run_in_threadpool(_plan, request, ask.get("wie"), ask.get("nr", ""))
    except StorageError:
        return _answer(503)
    if plan is None:
        return _answer(404)
    writing = _writing(plan, ask.get("schrijver", ""))
    if ask.get("na") == str(plan.stand):
        return _answer(200, stand=plan.stand, schrijft=writing)
    return _answer(200, **_state(plan), schrijft=writing)


def _state(plan: OpenPlan) -> dict[str, Any]:
    return {
        "stand": plan.stand,
        "velden": {key: [field.value, field.version] for key, field in plan.fields.items()},
        "ander": [{"id": other.id, "veld": other.field, "tekst": other.value} for other in plan.others],
        "gedeeld": plan.shared,
        "delen": parts_of(plan),
    }


def parts_of(plan: OpenPlan) -> dict[str, bool]:
    """Which parts are filled in."""
    content = context.content()
    headings = [heading.id for heading in content.programme.form_headings]
    return filled_parts(plan.plan, headings, [tick.id for tick in content.plan.privacy])


def _writing(plan: OpenPlan, me: str) -> str | None:
    """Who writes now: nobody, this page, somebody with the measurement, or a co-writer. Never a name."""
    if plan.writer is None:
        return None
    return "ik" if plan.writer == me else "eigenaar" if plan.owner_writes else "meeschrijver"


async def change(request: Request) -> Response:
    """Store one field, decide about a second text, or take or leave the pen: what the last part of the address says."""
    if not from_own_page(request) or not request.headers.get("content-type", "").startswith("application/json"):
        return _answer(403)
    body = await _body(request)
    if body is None:
        return _answer(400, reden="Dit is niet goed aangekomen. Probeer het opnieuw.")
    try:
        return await run_in_threadpool(_CHANGES[request.path_params["wat"]], request, body)
    except MeasurementGone:
        return _answer(404)
    except StorageError:
        return _answer(503)
    except (KeyError, TypeError):  # no such field, or a request that our own page does not send
        return _answer(400, reden="Dit onderdeel is er niet meer. Laad de pagina opnieuw.")


async def _body(request: Request) -> dict[str, Any] | None:
    if not request.headers.get("content-length", "").isdecimal() or int(request.headers["content-length"]) > MOST_BYTES:
        return None
    try:
        data = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    writer = data.get("schrijver") if isinstance(data, dict) else None
    return data if isinstance(writer, str) and WRITER.fullmatch(writer) else None


def _opened(request: Request, body: dict[str, Any]) -> OpenPlan:
    plan = _plan(request, body.get("wie"), body.get("nr", ""))
    if plan is None:
        raise MeasurementGone
    return plan


def _text(body: dict[str, Any], key: str) -> str:
    if not isinstance(body[key], str):
        raise TypeError(key)
    return str(body[key])


def _number(body: dict[str, Any], key: str) -> int:
    if type(body[key]) is not int or not 0 <= body[key] < 2**31:
        raise TypeError(key)
    return int(body[key])


def _save(request: Request, body: dict[str, Any]) -> Response:
    plan, plans = _opened(request, body), context.store().plans
    writer, owner = body["schrijver"], body.get("wie") != CO_WRITER
    try:
        saved = plans.save(
            plan.id, _text(body, "veld"), _text(body, "waarde"), base=_number(body, "versie"), writer=writer, owner=owner
        )
    except ValueError as error:
        return _answer(400, reden=str(error))
    finally:
        if body.get("weg"):
            plans.leave_seat(plan.id, writer)
    now = _opened(request, body)
    result = {"uitkomst": saved.outcome, "versie": saved.version, "waarde": saved.value}
    return _answer(200, **result, **_state(now), schrijft=_writing(now, writer))


def _choose(request: Request, body: dict[str, Any]) -> Response:
    plan = _opened(request, body)
    keep = body["houd"]
    if keep not in ("plan", "other", "both"):
        raise KeyError(keep)
    done = context.store().plans.choose(
        plan.id,
        _number(body, "id"),
        keep,
        base=_number(body, "versie"),
        writer=body["schrijver"],
        owner=body.get("wie") != CO_WRITER,
    )
    now = _opened(request, body)
    return _answer(200, gelukt=done, **_state(now), schrijft=_writing(now, body["schrijver"]))


def _pen(request: Request, body: dict[str, Any]) -> Response:
    plan, plans = _opened(request, body), context.store().plans
    if body.get("weg"):
        plans.leave_seat(plan.id, body["schrijver"])
    else:
        plans.take_seat(plan.id, body["schrijver"], owner=body.get("wie") != CO_WRITER)
    now = _opened(request, body)
    return _answer(200, schrijft=_writing(now, body["schrijver"]))


_CHANGES: Final = {"veld": _save, "kies": _choose, "pen": _pen}

DOORS = [
    Route("/plan/stand", stand),
    Route("/plan/bewaar/{wat}", change, methods=["POST"]),
    Route("/plan/{token}", enter, methods=["GET", "POST"]),
]
