"""The secrets a browser keeps: one for a measurement, one for a place in a workshop, one for leading a workshop, one
for writing along in a plan.

Scripts cannot read them. A link that carries a secret sets its cookie and redirects to a clean address, so that the
secret stays out of the address bar, the history and the referrer.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from screens.guard import own_origin

MEASUREMENT: Final = "meting"
PARTICIPANT: Final = "deelname"
FACILITATOR: Final = "begeleiding"
PLAN: Final = "plan"


def redirect_with(request: Request, target: str, cookie: str, token: str, days: int) -> Response:
    """Go to `target`, an address of ours, with the secret in its cookie."""
    response = RedirectResponse(target, 303, headers={"cache-control": "no-store"})
    response.set_cookie(
        cookie, token, max_age=days * 24 * 3600, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return response


def redirect_without(target: str, cookie: str) -> Response:
    """Go to `target`, and take the cookie away."""
    response = RedirectResponse(target, 303, headers={"cache-control": "no-store"})
    response.delete_cookie(cookie, httponly=True, samesite="lax")
    return response


def embedded(request: Request) -> bool:
    """Whether a page of another site asks this by itself, as for a picture: not somebody who follows a link or a QR code.

    Else such a page could use up the guesses of everybody who opens it.
    """
    return (
        request.headers.get("sec-fetch-site") == "cross-site" and request.headers.get("sec-fetch-dest", "document") != "document"
    )


def from_own_page(request: Request) -> bool:
    """Whether a form on one of our own pages sent this: another site must not act in a visitor's name.

    A browser from before 2023 does not say where a request comes from; it does name the origin.
    """
    if request.method != "POST":
        return False
    site = request.headers.get("sec-fetch-site")
    return own_origin(request.headers) if site is None else site == "same-origin"
