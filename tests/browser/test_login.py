"""Logging in as a facilitator, at a real OpenID provider: there, back, out again, and everything that must not work."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Profiles, opening
from tests.browser.login_site import SECRET, USER, Client, Site, login_site
from tests.browser.workshop import Facilitator, Participant
from tests.provider import ALLOWED, STRANGER, UNSURE

pytestmark = [
    pytest.mark.xdist_group("login"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # of the provider
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with login_site(tmp_path_factory.mktemp("login")) as running:
        yield running


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    with Client(site) as one:
        yield one


def refused(answer: httpx.Response, heading: str, status: int = 403) -> bool:
    """A Dutch page with this heading, and nobody is logged in."""
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.text
    assert answer.headers["content-security-policy"]
    assert not answer.headers.get_list("location")
    given = [cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith(USER)]
    return all("max-age=0" in cookie.lower() for cookie in given)


def test_who_is_let_in_comes_back_to_the_workshops_with_a_cookie_for_a_day(client: Client) -> None:
    there = client.begin()
    assert there.headers["location"].startswith("http://127.0.0.1:")
    assert {"openid", "email"} == set(httpx.URL(there.headers["location"]).params["scope"].split())
    back = client.log_in()
    assert (back.status_code, back.headers["location"]) == (303, "/begeleiden")
    (cookie,) = (one for one in back.headers.get_list("set-cookie") if one.startswith(f"{USER}="))
    assert {"HttpOnly", "SameSite=lax", "Max-Age=43200"} <= {part.strip() for part in cookie.split(";")}
    assert client.get("/nieuwe-werksessie").headers.get("set-cookie", "").startswith("begeleiding=")


@pytest.mark.parametrize("email", [STRANGER, UNSURE])
def test_another_domain_or_an_address_that_is_not_sure_is_refused_and_nothing_is_kept(client: Client, email: str) -> None:
    assert refused(client.log_in(email), "Met dit account kunt u geen werksessie begeleiden")
    assert USER not in client.cookies
    assert client.get("/nieuwe-werksessie").headers["location"] == "/begeleiden"
    assert "begeleiding" not in client.cookies


def test_who_breaks_off_reads_so(client: Client) -> None:
    assert refused(client.get(client.at_provider(action="deny")), "U bent niet ingelogd")
    answer = client.get("/oauth2callback", params={"error": "<b>x</b>", "error_description": "in English"})
    assert refused(answer, "U bent niet ingelogd")
    assert "<b>" not in answer.text
    assert "English" not in answer.text


def test_a_changed_cookie_is_nobody(client: Client) -> None:
    client.log_in()
    good = client.cookies[USER]
    assert "begeleiding" in client.get("/nieuwe-werksessie").headers["set-cookie"]
    for bad in (f"f{good[1:]}", good[:-1], good.replace(".", "", 1), "chunks-2", "{}"):
        answer = httpx.get(f"{client.base_url}/nieuwe-werksessie", headers={"cookie": f"{USER}={bad}"}, trust_env=False)
        assert (answer.status_code, answer.headers.get("set-cookie")) == (303, None)


def test_a_login_that_somebody_else_began_is_refused(site: Site, client: Client) -> None:
    """The address of a login that an attacker began logs nobody in as the attacker."""
    with Client(site) as attacker:
        assert refused(client.get(attacker.at_provider()), "Het inloggen is niet gelukt")


def test_a_code_of_another_login_is_refused(site: Site, client: Client) -> None:
    """The state is right, the nonce in the token is not."""
    with Client(site) as other:
        mine, theirs = client.at_provider(), other.at_provider()
        assert refused(client.get(mine.copy_set_param("code", theirs.params["code"])), "Het inloggen is niet gelukt")


def test_a_code_counts_once(client: Client) -> None:
    address = client.at_provider()
    assert client.get(address).status_code == 303
    client.cookies.delete(USER)
    assert refused(client.get(address), "Het inloggen is niet gelukt")


def test_no_address_of_the_login_leads_to_another_site(client: Client) -> None:
    for path in ("/auth/login?next=//kwaad.test", "/oauth2callback?next=//kwaad.test", "/auth/logout?next=//kwaad.test"):
        assert client.get(path).headers["location"] == "/begeleiden"


def test_another_site_logs_nobody_in_or_out(client: Client) -> None:
    client.log_in()
    for path in ("/auth/login", "/auth/logout"):
        answer = client.get(path, headers={"sec-fetch-site": "cross-site"})
        assert (answer.headers["location"], answer.headers.get("set-cookie")) == ("/begeleiden", None)
    assert USER in client.cookies


def test_the_link_of_a_workshop_shows_nothing_to_who_is_not_logged_in(client: Client) -> None:
    for path in ("/groepsmeting", "/nieuwe-werksessie"):
        assert client.get(path).headers["location"] == "/begeleiden"


def test_a_provider_that_is_away_is_told_in_dutch(site: Site, client: Client) -> None:
    half_way = client.at_provider()
    with site.provider_away():
        assert refused(client.begin(), "De inlogdienst is niet bereikbaar", 503)
        assert refused(client.get(half_way), "Het inloggen is niet gelukt")
        for path in ("/", "/mee", "/nieuw"):
            assert client.get(path).status_code < 400  # who does not lead notices nothing
    assert client.log_in().status_code == 303


def no_style_from_outside(page: Page) -> None:
    """The pages of the provider ask another company for their style; ours never do."""
    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.fulfill(body=""))


def test_a_facilitator_logs_in_leads_and_logs_out(site: Site, profiles: Profiles) -> None:
    with opening(profiles, others=site.provider.url) as make:
        page, phone = make("wide"), make("phone")
        profile = page.context
        no_style_from_outside(page)
        facilitator = Facilitator(page, site.url)
        facilitator.open("begeleiden").heading("Log in om een werksessie te openen")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("button", name=ALLOWED).click()
        facilitator.heading("Begeleid een werksessie")
        expect(page.get_by_text(f"Ingelogd als {ALLOWED}")).to_be_visible()
        code = facilitator.open_workshop("Ede", "Kort")
        key = next(cookie["value"] for cookie in profile.cookies() if cookie["name"] == "begeleiding")

        person = Participant(phone, site.url, "Beleid").join(code)  # logs in nowhere
        assert [cookie["name"] for cookie in phone.context.cookies() if cookie["name"].startswith(USER)] == []
        person.page.goto(f"{site.url}/begeleiden/{key}")  # the link alone is not enough any more
        person.heading("Log in om uw werksessie te begeleiden")
        person.go("scherm").heading("Dit is het scherm voor de zaal")

        page.get_by_role("button", name="Log uit").click()
        page.get_by_role("button", name="End session").click()
        facilitator.heading("Log in om uw werksessie te begeleiden")
        assert [cookie["name"] for cookie in profile.cookies() if cookie["name"].startswith(USER)] == []
        assert (
            httpx.get(f"{site.url}/stand?wie=begeleider&na=0", cookies={"begeleiding": key}, trust_env=False).status_code == 404
        )
    kept = b"".join(path.read_bytes() for path in site.server.data.iterdir() if path.is_file())
    for secret in (ALLOWED, STRANGER, SECRET, key):
        assert secret.encode() not in kept  # the database and the log
    assert b"Traceback" not in kept
