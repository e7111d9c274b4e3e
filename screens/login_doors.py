"""The way to the login and back, around Streamlit's own addresses for it: plain ASGI middleware.

Streamlit brings everybody back to the first page and says in English, or not at all, what went wrong. A facilitator comes
back where the workshop is, and reads in Dutch what is wrong. Where one goes is never part of a request.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screens import login, pages
from screens.shell import message_page

BACK: Final = f"/{pages.LEAD}"

AWAY: Final = (
    "De inlogdienst is niet bereikbaar",
    "U kunt nu niet inloggen. Probeer het over een paar minuten opnieuw. Lukt het dan nog niet? Vraag de beheerder om hulp.",
    "Deelnemers hoeven niet in te loggen. Zij kunnen gewoon doorgaan, en hun antwoorden blijven bewaard.",
)
DENIED: Final = (
    "U bent niet ingelogd",
    "De inlogdienst liet u niet binnen, of u stopte met inloggen. U kunt het opnieuw proberen.",
)
FAILED: Final = (
    "Het inloggen is niet gelukt",
    "Misschien duurde het te lang, of gebruikte u de terugknop van de browser. Log opnieuw in. "
    "Lukt het dan nog niet? Vraag de beheerder om hulp.",
)
STRANGER: Final = (
    "Met dit account kunt u geen werksessie begeleiden",
    "Hebt u een ander account? Log dan daarmee in. Denkt u dat dit niet klopt? Vraag de beheerder om u toe te laten.",
    "Meedoen aan een werksessie kan zonder account. De vragen voor uzelf invullen ook.",
)


class LoginDoors:
    """Answers at the three addresses of the login while there is one; everything else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not login.serves(scope["path"].strip("/")):
            await self.app(scope, receive, send)
            return
        await (await self._answer(Request(scope), receive))(scope, receive, send)

    async def _answer(self, request: Request, receive: Receive) -> Response:
        path = request.url.path.strip("/")
        if path != login.CALLBACK and request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _to(BACK)  # another site logs nobody in or out
        if path == login.CALLBACK:
            asked = request.query_params
            if not {"code", "state", "error"} & set(asked):
                return _to(BACK)  # from the provider, after logging out there
            if "error" in asked:
                return _page(DENIED, 403)
        status, headers = await self._streamlit(request, receive)
        target = next((value.decode("latin-1") for name, value in headers if name == b"location"), "")
        cookies = [value.decode("latin-1") for name, value in headers if name == b"set-cookie"]
        if path != login.CALLBACK:
            if not 300 <= status < 400:
                return _page(AWAY, 503)
            return _with(_to(BACK if target in ("", "/") else target), cookies, request)
        who = login.standing(login.claims_in(_values(cookies)))
        if who.kind == "allowed":
            return _with(_to(BACK), cookies, request)
        kept = [cookie for cookie in cookies if not cookie.startswith(login.USER) or _removes(cookie)]
        # Nothing is kept of who may not lead, and nothing of who was logged in here before.
        refused = _with(_page(STRANGER if who.kind == "stranger" else FAILED, 403), kept, request)
        for name in request.cookies:
            if name.startswith(login.USER):
                refused.delete_cookie(name)
        return refused

    async def _streamlit(self, request: Request, receive: Receive) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Status and headers of what Streamlit answers; its words are never shown."""
        start: Message = {}

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)

        await self.app(request.scope, receive, keep)
        return start["status"], list(start["headers"])


def _to(target: str) -> Response:
    return RedirectResponse(target, 303, headers={"cache-control": "no-store"})


def _page(words: tuple[str, ...], status: int) -> Response:
    text = message_page(*words, link=(BACK, "Naar de pagina voor begeleiders"))
    return HTMLResponse(text, status, headers={"cache-control": "no-store"})


def _with(response: Response, cookies: Iterable[str], request: Request) -> Response:
    """With Streamlit's cookies: no longer than a login counts, and over TLS only where the visitor came that way."""
    for cookie in cookies:
        parts = [part.strip() for part in cookie.split(";")]
        if cookie.startswith(login.USER) and not _removes(cookie):
            parts = [part for part in parts if not part.lower().startswith(("max-age=", "expires="))]
            parts.append(f"Max-Age={login.HOURS * 3600}")
        if request.url.scheme == "https" and "secure" not in map(str.lower, parts):
            parts.append("Secure")
        response.raw_headers.append((b"set-cookie", "; ".join(parts).encode("latin-1")))
    return response


def _removes(cookie: str) -> bool:
    return "max-age=0" in cookie.lower()


def _values(cookies: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cookie in cookies:
        try:
            found |= {name: one.value for name, one in SimpleCookie(cookie).items() if not _removes(cookie)}
        except CookieError:
            continue
    return found
