"""The settings of the login and its one rule, without a provider."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from screens import login, login_doors, shell

ROOT = Path(__file__).parents[2]
WHOLE = {
    "ISSUER": "https://inloggen.ede.test/realms/gemeente",
    "CLIENT_ID": "dienst-7",
    "CLIENT_SECRET": "geheim-van-de-dienst",
    "COOKIE_SECRET": "s" * 48,
    "REDIRECT": "https://zelfscan.ede.test/",
}
NOW = 1_800_000_000
HOUR = 3600


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> login.Login:
    for name in login.Login.model_fields:
        monkeypatch.delenv(login.variable(name), raising=False)
    for name, value in values.items():
        monkeypatch.setenv(f"ZELFSCAN_LOGIN_{name}", value)
    found = login.load()
    monkeypatch.setattr(login, "settings", lambda: found)
    return found


def test_without_settings_nobody_logs_in_and_no_address_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not given(monkeypatch).on
    assert login.secrets() is None
    assert not login.bars(Request({"type": "http", "headers": []}))
    for path in (login.LOGIN, login.LOGOUT, login.CALLBACK):
        assert not login.serves(path)
        assert path.split("/")[0] not in shell.SERVED


def test_with_all_settings_streamlit_gets_what_it_reads_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, str] = {}
    monkeypatch.setattr(login.config, "set_option", told.__setitem__)
    given(monkeypatch, **WHOLE)
    secrets = login.secrets()
    assert secrets is not None
    assert secrets["auth"]["redirect_uri"] == "https://zelfscan.ede.test/oauth2callback"
    assert secrets["auth"]["server_metadata_url"] == f"{WHOLE['ISSUER']}/.well-known/openid-configuration"
    assert secrets["auth"]["client_kwargs"] == {"scope": "openid email"}
    assert told == {"server.cookieSecret": WHOLE["COOKIE_SECRET"]}


@pytest.mark.parametrize("missing", WHOLE)
def test_half_of_the_settings_is_refused_with_what_is_missing(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    with pytest.raises(login.Misconfigured) as caught:
        given(monkeypatch, **{name: value for name, value in WHOLE.items() if name != missing})
    said = str(caught.value)
    assert f"ZELFSCAN_LOGIN_{missing} " in said
    assert not [name for name in WHOLE if name != missing and f"ZELFSCAN_LOGIN_{name} " in said]
    assert not [value for value in WHOLE.values() if value in said]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://inloggen.ede.test"),  # without TLS anybody on the way reads the secret
        ("ISSUER", "inloggen.ede.test"),
        ("REDIRECT", "http://zelfscan.ede.test"),
        ("REDIRECT", "https://zelfscan.ede.test/pad"),
        ("REDIRECT", "https://iemand:wachtwoord@zelfscan.ede.test"),
        ("COOKIE_SECRET", "te-kort-en-geheim"),
        ("DOMAINS", "ede.test, @ede.test"),
        ("DOMAINS", "geen-domein"),
    ],
)
def test_what_cannot_be_is_refused_without_saying_the_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(login.Misconfigured) as caught:
        given(monkeypatch, **{**WHOLE, name: value})
    assert f"ZELFSCAN_LOGIN_{name} " in str(caught.value)
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("domains", "email", "may"),
    [
        ("", "iemand@ergens.test", True),
        ("", "", True),
        ("ede.test", "Begeleider@EDE.test", True),
        ("ede.test", "", False),
        ("ede.test", "iemand@kwaad-ede.test", False),
        ("ede.test", "iemand@kwaad.ede.test", False),
        ("ede.test", "iemand@ede.test.kwaad.test", False),
        ("ede.test", "iemand@ede.test@kwaad.test", False),
        ("ede.test", "iemand@kwaad.test@ede.test", False),
        ("ede.test, iemand@ergens.test", "iemand@ergens.test", True),
        ("iemand@ergens.test", "ander@ergens.test", False),
    ],
)
def test_who_may_lead(monkeypatch: pytest.MonkeyPatch, domains: str, email: str, may: bool) -> None:
    assert given(monkeypatch, **WHOLE, DOMAINS=domains).admits(email) is may


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ({}, "allowed"),
        ({"email_verified": True}, "allowed"),
        ({"email_verified": False}, "stranger"),
        ({"email_verified": "false"}, "stranger"),
        ({"email": ["begeleider@ede.test"]}, "stranger"),
        ({"email": None}, "stranger"),
        ({"iat": NOW - 12 * HOUR}, "allowed"),
        ({"iat": NOW - 12 * HOUR - 1}, "nobody"),  # a stolen cookie is good for a day at most
        ({"iat": None}, "nobody"),
        ({"iat": True}, "nobody"),
        ({"is_logged_in": False}, "nobody"),
    ],
)
def test_where_somebody_stands(monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], kind: str) -> None:
    given(monkeypatch, **WHOLE, DOMAINS="ede.test")
    usual = {"is_logged_in": True, "email": "begeleider@ede.test", "iat": NOW - HOUR}
    assert login.standing(usual | claims, NOW).kind == kind


def test_a_cookie_counts_for_its_own_name_key_and_site_only(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **WHOLE)
    body = '{"origin": "%s", "email": "begeleider@ede.test"}'

    def read(key: str = settings.cookie_secret, name: str = login.USER, site: str = settings.redirect) -> str:
        value = create_signed_value(key, name, body % site).decode()
        return str(login.claims_in({login.USER: value}).get("email"))

    assert read() == "begeleider@ede.test"
    assert read(key="k" * 48) == read(name="_streamlit_user_tokens") == read(site="https://kwaad.test") == "None"
    for value in ("", "{}", "é", "a.b.c", "chunks-9"):
        assert login.claims_in({login.USER: value}) == {}


def test_a_cookie_of_the_login_is_for_tls_only_behind_tls() -> None:
    for scheme in ("https", "http"):
        request = Request({"type": "http", "scheme": scheme, "server": ("zelfscan.test", 1), "path": "/", "headers": []})
        kept = ("_streamlit_user=a.b; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", "_streamlit_session=c; path=/; httponly")
        found = login_doors._with(Response(), kept, request).headers.getlist("set-cookie")
        assert len(found) == 2
        assert all(cookie.endswith("Secure") is (scheme == "https") for cookie in found)
        assert "Max-Age=43200" in found[0]
        assert "2592000" not in found[0]
