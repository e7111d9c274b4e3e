"""Who offers this zelfscan and how to reach them: read from the environment, shown in the accessibility statement."""

from __future__ import annotations

import re

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


class Settings(BaseSettings):
    """Settings of the screens. An empty environment variable counts as absent: the statement then says what is missing."""

    model_config = SettingsConfigDict(env_prefix="ZELFSCAN_", env_ignore_empty=True, frozen=True)

    organisation: str = Field(
        default="",
        max_length=120,
        description="Naam van de organisatie die de zelfscan aanbiedt.",
        json_schema_extra={"unit": "tekst"},
    )
    contact: str = Field(
        default="",
        max_length=300,
        description="E-mailadres of webadres voor meldingen over toegankelijkheid.",
        json_schema_extra={"unit": "e-mailadres of URL"},
    )
    answer_days: int | None = Field(
        default=None,
        ge=1,
        le=60,
        description="Binnen hoeveel werkdagen een melding antwoord krijgt.",
        json_schema_extra={"unit": "werkdagen"},
    )

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str) -> str:
        value = value.strip()
        if value and not (_EMAIL.fullmatch(value) or _ADDRESS.fullmatch(value)):
            raise ValueError("ZELFSCAN_CONTACT moet een e-mailadres zijn, of een webadres dat met https:// begint.")
        return value

    @property
    def contact_link(self) -> str:
        """The address that a link to the contact has."""
        return f"mailto:{self.contact}" if _EMAIL.fullmatch(self.contact) else self.contact
