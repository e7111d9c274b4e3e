"""The app where facilitators log in, the OpenID provider that it trusts, and every screen that only such an app has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import expect

from screens.cookies import FACILITATOR
from storage import new_token
from tests.browser.rooms import SeededRoom
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.provider import ALLOWED, STRANGER, Provider

SECRET = new_token() * 2
USER = "_streamlit_user"


@dataclass
class Site:
    """The app with a login, and the provider that it trusts."""

    server: Server
    provider: Provider

    @property
    def url(self) -> str:
        return self.server.url

    @contextmanager
    def provider_away(self) -> Iterator[None]:
        self.provider.stop()
        try:
            yield
        finally:
            self.provider = Provider(self.provider.port)


@contextmanager
def login_site(data: Path) -> Iterator[Site]:
    provider = Provider()
    server = Server(data, ZELFSCAN_LOG="json")
    server.environment |= {
        "ZELFSCAN_LOGIN_ISSUER": provider.url,
        "ZELFSCAN_LOGIN_CLIENT_ID": "zelfscan",
        "ZELFSCAN_LOGIN_CLIENT_SECRET": new_token(),
        "ZELFSCAN_LOGIN_COOKIE_SECRET": SECRET,
        "ZELFSCAN_LOGIN_REDIRECT": server.url,
        "ZELFSCAN_LOGIN_DOMAINS": ALLOWED.split("@")[1],
    }
    running = Site(server.start(), provider)
    try:
        yield running
    finally:
        server.kill()
        running.provider.stop()


class Client(httpx.Client):
    """A browser without screens: it keeps cookies and goes nowhere by itself."""

    def __init__(self, site: Site) -> None:
        super().__init__(base_url=site.url, trust_env=False, timeout=30)

    def begin(self) -> httpx.Response:
        """As the button "Log in" does."""
        claims = {"provider": "default", "exp": int(time.time()) + 60}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        return self.get("/auth/login", params={"provider": token}, headers={"sec-fetch-site": "same-origin"})

    def at_provider(self, email: str = ALLOWED, **chosen: str) -> httpx.URL:
        """The address on which the provider sends this person back."""
        there = self.begin()
        assert there.status_code == 303
        back = httpx.post(there.headers["location"], data={"sub": email, **chosen}, trust_env=False)
        return httpx.URL(back.headers["location"])

    def log_in(self, email: str = ALLOWED) -> httpx.Response:
        return self.get(self.at_provider(email))


def screens(visitor: Visitor, site: Site) -> Iterator[str]:
    """Every screen of the login. The pages of the provider are passed by: they are not ours."""
    page = visitor.page

    def returns(address: httpx.URL | str, client: Client | None = None) -> None:
        if client is not None:
            kept = [{"name": name, "value": value, "url": site.url} for name, value in client.cookies.items()]
            page.context.add_cookies(kept)  # type: ignore[arg-type]
        page.goto(str(address))
        expect(page.locator("h1")).to_be_visible()

    visitor.open("begeleiden").heading("Log in om een werksessie te openen")
    yield "inloggen gevraagd"
    with Client(site) as stranger:
        returns(stranger.at_provider(STRANGER), stranger)
        expect(page.locator("h1")).to_have_text("Met dit account kunt u geen werksessie begeleiden")
        yield "inloggen geweigerd"
    returns(f"{site.url}/oauth2callback?error=access_denied")
    expect(page.locator("h1")).to_have_text("U bent niet ingelogd")
    yield "inloggen afgebroken"
    returns(f"{site.url}/oauth2callback?code=onbekend&state=onbekend")
    expect(page.locator("h1")).to_have_text("Het inloggen is niet gelukt")
    yield "inloggen niet gelukt"
    visitor.open("begeleiden").heading("Log in om een werksessie te openen")
    with site.provider_away():
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("h1")).to_have_text("De inlogdienst is niet bereikbaar")
        yield "inloggen zonder inlogdienst"
    visitor.open("privacy")
    yield "privacy bij inloggen"

    with Client(site) as client:
        assert client.log_in().status_code == 303
        returns(f"{site.url}/begeleiden", client)
    visitor.heading("Begeleid een werksessie")
    expect(page.get_by_text(f"Ingelogd als {ALLOWED}")).to_be_visible()
    yield "ingelogd"
    room = SeededRoom(site.server, people=0)
    site.server.stop()  # from now on somebody else is let in: who was, is not any more
    site.server.environment["ZELFSCAN_LOGIN_DOMAINS"] = STRANGER.split("@")[1]
    site.server.start()
    visitor.open("begeleiden").heading("Log in om een werksessie te openen")
    expect(page.get_by_text("Met dit account kunt u geen werksessie begeleiden.")).to_be_visible()
    yield "ingelogd en niet meer toegelaten"
    page.context.clear_cookies()
    page.context.add_cookies([{"name": FACILITATOR, "value": room.owner, "url": site.url}])
    visitor.open("begeleiden").heading("Log in om uw werksessie te begeleiden")
    yield "inloggen voor de eigen werksessie"
