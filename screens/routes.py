"""Addresses outside Streamlit: health, a fresh start, the personal link, and our own static files.

A visitor is known by one random token in a cookie that scripts cannot read. The personal link sets that
cookie again and redirects to a clean address, so that the token stays out of the address bar.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from screens import context, pages
from screens.shell import ASSETS, STATIC, message_page, page_not_found
from storage import StorageError, new_token

COOKIE: Final = "meting"
BOOT: Final = secrets.token_hex(8)
"""Differs after every start of the server: the page reloads when it changes, so that it shows what is stored."""


def _with_token(request: Request, target: str, token: str) -> Response:
    response = RedirectResponse(target, 303, headers={"cache-control": "no-store"})
    response.set_cookie(
        COOKIE,
        token,
        max_age=context.settings().retention_days * 24 * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def health(request: Request) -> Response:
    """200 while the store answers, 503 otherwise."""
    headers = {"cache-control": "no-store"}
    try:
        context.store().ping()
    except StorageError:
        return JSONResponse({"status": "no storage", "boot": BOOT}, 503, headers=headers)
    return JSONResponse({"status": "ok", "boot": BOOT}, headers=headers)


def fresh_start(request: Request) -> Response:
    """A new token, nothing stored yet: the measurement begins when its details are given."""
    target = pages.IMPORT if request.query_params.get("naar") == pages.IMPORT else pages.DETAILS
    return _with_token(request, f"/{target}", new_token())


def resume(request: Request) -> Response:
    """The personal link: takes up a measurement where it was left."""
    token = request.path_params["token"]
    try:
        stored = context.store().find(token)
    except StorageError:
        text = message_page(
            "De zelfscan is even niet bereikbaar",
            "Uw antwoorden zijn bewaard. Probeer het over een paar minuten opnieuw met dezelfde link.",
        )
        return HTMLResponse(text, 503)
    if stored is None:
        text = message_page(
            "Deze link werkt niet (meer)",
            "De link is niet helemaal overgenomen, de meting is verwijderd, of de bewaartijd is voorbij.",
            "Controleer of u de hele link hebt. Hebt u een metingbestand bewaard? Dan kunt u dat opnieuw inlezen.",
        )
        return HTMLResponse(text, 404)
    return _with_token(request, f"/{pages.OVERVIEW}", token)


def own_file(request: Request) -> Response:
    """Style sheet, script and icon; the address carries their version, so they may be kept for ever."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return page_not_found()
    return FileResponse(STATIC / name, headers={"cache-control": "public, max-age=31536000, immutable"})


ROUTES = [
    Route("/health", health),
    Route("/nieuw", fresh_start),
    Route("/verder/{token}", resume),
    Route("/eigen/{name}", own_file),
]
