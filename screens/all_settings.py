"""All settings of the app. `python -m screens.all_settings` gives the tables of the operator's page, each with its name."""

from __future__ import annotations

from typing import Final

from pydantic_settings import BaseSettings

from screens.guard import Limits
from screens.login import Login
from screens.settings import Settings as Statement
from storage.settings import Settings, settings_table

KINDS: Final[dict[str, type[BaseSettings]]] = {
    "opslag": Settings,
    "verbindingen": Limits,
    "toegankelijkheid": Statement,
    "inloggen": Login,
}
PROXY: Final = (
    "| `FORWARDED_ALLOW_IPS` | `127.0.0.1,::1` | IP-adressen, met een komma ertussen | Adres van de proxy, zoals nginx. Alleen "
    "een proxy met zo'n adres mag zeggen wie de bezoeker is en of er TLS is. `*` is elke proxy: dat is alleen goed als niemand "
    "anders bij de app kan. |"
)
"""The one setting that uvicorn reads, and not the app."""


def tables() -> dict[str, str]:
    """Name and Markdown table of each group of settings."""
    found = {name: settings_table(kind) for name, kind in KINDS.items()}
    found["verbindingen"] += f"\n{PROXY}"
    return found


if __name__ == "__main__":
    for name, table in tables().items():
        print(f"{name}\n\n{table}\n")
