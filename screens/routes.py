"""Addresses outside Streamlit: health and readiness, a fresh start, the personal link, and our own static files.

A visitor is known by one random token in a cookie that scripts cannot read. The personal link sets that
cookie again and redirects to a clean address, so that the token stays out of the address bar.
"""

from __future__ import annotations

import mimetypes
import secrets
from contextlib import suppress
from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from questionnaire import ContentError
from screens import context, pages
from screens.cookies import MEASUREMENT, from_own_page, redirect_with, redirect_without
from screens.shell import ASSETS, asset, message_page, page_not_found
from storage import SchemaTooNew, StorageError, Stored, new_token
from storage.tables import SCHEMA

BOOT: Final = secrets.token_hex(8)
"""Differs after every start of the server: the page reloads when it changes, so that it shows what is stored."""


def _with_token(request: Request, target: str, token: str) -> Response:
    return redirect_with(request, target, MEASUREMENT, token, context.settings().retention_days)


def health(request: Request) -> Response:
    """200 while the store answers, 503 otherwise."""
    headers = {"cache-control": "no-store"}
    try:
        context.store().ping()
    except StorageError:
        return JSONResponse({"status": "no storage", "boot": BOOT}, 503, headers=headers)
    return JSONResponse({"status": "ok", "boot": BOOT}, headers=headers)


def ready(request: Request) -> Response:
    """200 when this process can serve visitors, for a proxy that chooses between processes; 503 with one word why not."""
    headers = {"cache-control": "no-store"}
    why = _not_ready()
    if why is not None:
        return JSONResponse({"status": "not ready", "why": why}, 503, headers=headers)
    return JSONResponse({"status": "ready"}, headers=headers)


def _not_ready() -> str | None:
    """What is missing: "content", "storage", or "schema" when another version of the app changed the database meanwhile."""
    try:
        context.content()
        found = context.store().schema()
    except ContentError:
        return "content"
    except SchemaTooNew:
        return "schema"
    except StorageError:
        return "storage"
    return None if found == SCHEMA else "schema"


def _in_hand(request: Request) -> Stored | None:
    """The measurement of this browser, if it has one. Raises StorageError."""
    token = request.cookies.get(MEASUREMENT, "")
    return context.store().find(token)


def _ask_first(request: Request, mine: Stored, action: str, button: str) -> Response:
    """A page that shows the link of the measurement in hand before another one takes its place in this browser."""
    link = f"{request.url.scheme}://{request.url.netloc}/verder/{request.cookies[MEASUREMENT]}"
    place = f"Gemeente: {mine.municipality}. " if mine.municipality else ""
    return HTMLResponse(
        message_page(
            "U hebt al een meting open",
            f"{place}Bewaar eerst de link van die meting. Daarmee kunt u er later mee verder.",
            body=f"<p><code>{escape(link)}</code></p>"
            f'<form method="post" action="{escape(action)}"><button class="knop">{escape(button)}</button></form>',
            link=(f"/{pages.OVERVIEW}", "Ga verder met uw meting"),
        ),
        headers={"cache-control": "no-store"},
    )


def fresh_start(request: Request) -> Response:
    """A new token, nothing stored yet: the measurement begins when its details are given."""
    importing = request.query_params.get("naar") == pages.IMPORT
    target = pages.IMPORT if importing else pages.DETAILS
    try:
        mine = _in_hand(request)
    except StorageError:
        return away()
    if mine is not None and not from_own_page(request):
        return _ask_first(request, mine, f"/nieuw?naar={target}", "Begin een nieuwe meting")
    return _with_token(request, f"/{target}", new_token())


def resume(request: Request) -> Response:
    """The personal link: takes up a measurement where it was left."""
    token = request.path_params["token"]
    try:
        stored, mine = context.store().find(token), _in_hand(request)
    except StorageError:
        return away()
    if stored is None:
        text = message_page(
            "Deze link werkt niet (meer)",
            "De link is niet helemaal overgenomen, de meting is verwijderd, of de bewaartijd is voorbij.",
            "Controleer of u de hele link hebt. Hebt u een metingbestand bewaard? Dan kunt u dat opnieuw inlezen.",
        )
        return HTMLResponse(text, 404)
    if mine is not None and mine.id != stored.id and not from_own_page(request):
        return _ask_first(request, mine, f"/verder/{token}", "Open de andere meting")
    return _with_token(request, f"/{pages.OVERVIEW}", token)


def closed(request: Request) -> Response:
    """After a deletion: the cookie goes too, unless it belongs to a measurement that still exists."""
    with suppress(StorageError):
        if _in_hand(request) is None:
            return redirect_without("/", MEASUREMENT)
    return RedirectResponse("/", 303, headers={"cache-control": "no-store"})


def away() -> Response:
    text = message_page(
        "De zelfscan is even niet bereikbaar",
        "Uw antwoorden zijn bewaard. Probeer het over een paar minuten opnieuw.",
    )
    return HTMLResponse(text, 503)


def own_file(request: Request) -> Response:
    """Style sheet, script and icon; the address carries their version, so they may be kept for ever."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return page_not_found()
    kind = mimetypes.guess_type(name)[0]
    return Response(asset(name), media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"})


ROUTES = [
    Route("/health", health),
    Route("/ready", ready),
    Route("/nieuw", fresh_start, methods=["GET", "POST"]),
    Route("/verder/{token}", resume, methods=["GET", "POST"]),
    Route("/afgesloten", closed),
    Route("/eigen/{name}", own_file),
]
