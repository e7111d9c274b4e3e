"""Who may lead workshops when an operator asks facilitators to log in: the settings, and the one rule.

Without settings there is no login anywhere. With them, Streamlit's own login (OpenID Connect) says who somebody is; here
is decided whether that person may lead. Nothing of it is stored: who somebody is, stands in a signed cookie only.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.requests import Request
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from storage.settings import unit
from storage.settings import variable as settings_variable

_PREFIX: Final = "ZELFSCAN_LOGIN_"
_DISCOVERY: Final = "/.well-known/openid-configuration"
USER: Final = USER_COOKIE_NAME
LOGIN, LOGOUT, CALLBACK = "auth/login", "auth/logout", "oauth2callback"
"""Streamlit's addresses for the login."""
HOURS: Final = 12
"""How long a login counts: a working day with an evening, so that a forgotten browser leads nothing tomorrow."""


class Misconfigured(Exception):
    """Some setting is missing or impossible; the words are for the operator and never hold a value."""


def _address(value: str) -> SplitResult:
    """An address that may carry secrets: over TLS, or on this machine. Raises ValueError."""
    found = urlsplit(value)
    own = found.hostname in ("localhost", "127.0.0.1", "::1")
    if not found.hostname or found.username or found.scheme not in (("https", "http") if own else ("https",)):
        raise ValueError("no address that may carry secrets")
    return found


class Login(BaseSettings):
    """Settings of the login for facilitators. An empty environment variable counts as absent."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True, validate_default=False
    )

    issuer: str = Field(
        default="",
        description="Adres van de inlogdienst van uw organisatie.",
        json_schema_extra={"unit": "URL, https"},
    )
    client_id: str = Field(
        default="",
        description="Naam waaronder de inlogdienst de zelfscan kent.",
        json_schema_extra={"unit": "tekst"},
    )
    client_secret: str = Field(
        default="",
        description="Wachtwoord van de zelfscan bij de inlogdienst.",
        json_schema_extra={"unit": "tekst"},
        repr=False,
    )
    cookie_secret: str = Field(
        default="",
        min_length=32,
        description="Sleutel die cookies ondertekent, bij elk proces dezelfde.",
        json_schema_extra={"unit": "tekst, minstens 32 tekens"},
        repr=False,
    )
    redirect: str = Field(
        default="",
        description="Adres van de zelfscan zelf, zoals in de browser.",
        json_schema_extra={"unit": "URL, https, zonder pad"},
    )
    domains: str = Field(
        default="",
        description="Wie mag begeleiden: domeinen of hele e-mailadressen, met een komma ertussen. "
        "Zonder waarde: iedereen die de inlogdienst binnenlaat.",
        json_schema_extra={"unit": "tekst"},
    )

    @field_validator("issuer")
    @classmethod
    def _discovery(cls, value: str) -> str:
        found = _address(value.strip()).geturl()
        return found if found.endswith(_DISCOVERY) else f"{found.rstrip('/')}{_DISCOVERY}"

    @field_validator("redirect")
    @classmethod
    def _site(cls, value: str) -> str:
        found = _address(value.strip())
        if found.path.strip("/") or found.query or found.fragment:
            raise ValueError("more than the name of a site")
        return f"{found.scheme}://{found.netloc}"

    @field_validator("domains")
    @classmethod
    def _names(cls, value: str) -> str:
        names = [name.strip().lower() for name in value.split(",") if name.strip()]
        if not all(re.fullmatch(r"([^\s@]+@)?[^\s@.]+(\.[^\s@.]+)+", name) for name in names):
            raise ValueError("no domain and no e-mail address")
        return ",".join(names)

    @property
    def on(self) -> bool:
        return bool(self.issuer)

    def admits(self, email: str) -> bool:
        """Whether somebody with this e-mail address may lead. A subdomain is another domain."""
        names = self.domains.split(",") if self.domains else []
        email = email.lower()
        return not names or (email.count("@") == 1 and (email in names or email.split("@")[1] in names))


REQUIRED: Final = ("issuer", "client_id", "client_secret", "cookie_secret", "redirect")


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return settings_variable(name, Login)


def load() -> Login:
    """The settings of the environment: all that are needed, or none. Raises Misconfigured."""
    try:
        found = Login()
    except ValidationError as error:
        wrong = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
        raise Misconfigured(_words("Een instelling voor het inloggen van begeleiders klopt niet:", wrong)) from None
    missing = [name for name in REQUIRED if not getattr(found, name)]
    given = [name for name in Login.model_fields if getattr(found, name)]
    if given and missing:
        raise Misconfigured(_words("Voor het inloggen van begeleiders ontbreekt een instelling:", missing))
    return found


def _words(first: str, names: Mapping[str, None] | list[str]) -> str:
    lines = [f"- {variable(name)} ({unit(name, Login)}): {Login.model_fields[name].description}" for name in names]
    mend = "Vul deze variabelen in. Of haal alles weg wat met ZELFSCAN_LOGIN_ begint: dan logt niemand in."
    return "\n".join((first, *lines, mend))


@cache
def settings() -> Login:
    """The settings of this process. Raises Misconfigured."""
    return load()


def serves(path: str) -> bool:
    """Whether this is an address of the login, and there is one."""
    return path in (LOGIN, LOGOUT, CALLBACK) and settings().on


def secrets() -> dict[str, Any] | None:
    """What Streamlit would read from secrets.toml, so that there is no file with secrets; None without a login.

    The key of the cookies goes to Streamlit's own setting too: the cookie in which a login under way is remembered is
    then good at every process.
    """
    login = settings()
    if not login.on:
        return None
    config.set_option("server.cookieSecret", login.cookie_secret)
    return {
        "auth": {
            "redirect_uri": f"{login.redirect}/{CALLBACK}",
            "cookie_secret": login.cookie_secret,
            "client_id": login.client_id,
            "client_secret": login.client_secret,
            "server_metadata_url": login.issuer,
            "client_kwargs": {"scope": "openid email"},  # no name: the rule and the screen need the address only
        }
    }


# The rule


class Standing(NamedTuple):
    """Where somebody stands: `nobody` is not logged in (any more), a `stranger` is, but may not lead."""

    kind: Literal["allowed", "stranger", "nobody"]
    email: str = ""


NOBODY: Final = Standing("nobody")


def standing(claims: Mapping[str, Any], now: float | None = None) -> Standing:
    """Where the person of these claims stands. They come from a token that the provider signed; see `claims_in`."""
    issued, email = claims.get("iat"), claims.get("email")
    if not claims.get("is_logged_in") or isinstance(issued, bool) or not isinstance(issued, int | float):
        return NOBODY
    if (time.time() if now is None else now) - issued > HOURS * 3600:
        return NOBODY
    # A provider that knows that an address is not somebody's own says so.
    email = email if isinstance(email, str) and str(claims.get("email_verified", True)).lower() in ("true", "1") else ""
    return Standing("allowed" if settings().admits(email) else "stranger", email)


def claims_in(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """What the signed cookie says of somebody; nothing when it is absent, changed, or made for another site."""
    login = settings()

    def one(name: str) -> bytes | None:
        return decode_signed_value(login.cookie_secret, name, cookies.get(name, ""), HOURS / 24)

    try:
        claims = json.loads(get_cookie_with_chunks(one, USER) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) and claims.get("origin") == login.redirect else {}


def bars(request: Request) -> bool:
    """Whether somebody must log in before this request is answered."""
    return settings().on and standing(claims_in(request.cookies)).kind != "allowed"
