"""Where the data lives and how long it stays: read from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL


def _sqlite_in_data_dir(settings: dict[str, Any]) -> str:
    return URL.create("sqlite", database=str(settings["data_dir"] / "zelfscan.sqlite")).render_as_string()


class Settings(BaseSettings):
    """Settings of the storage. An empty environment variable counts as absent."""

    model_config = SettingsConfigDict(env_prefix="ZELFSCAN_", env_ignore_empty=True, populate_by_name=True, frozen=True)

    data_dir: Path = Field(
        default=Path("data"),
        description="Map voor het databasebestand; wordt gemaakt als die er niet is. Variabele ZELFSCAN_DATA_DIR.",
        json_schema_extra={"unit": "pad"},
    )
    database_url: str = Field(
        default_factory=_sqlite_in_data_dir,
        validation_alias="DATABASE_URL",
        description="Database als SQLAlchemy-URL; zonder waarde een SQLite-bestand in data_dir. Variabele DATABASE_URL.",
        json_schema_extra={"unit": "URL"},
        repr=False,  # may hold a password
    )
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="Bewaartermijn van een meting, gerekend vanaf de laatste wijziging. Variabele ZELFSCAN_RETENTION_DAYS.",
        json_schema_extra={"unit": "dagen"},
    )
    workshop_retention_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="Bewaartermijn van een werksessie, gerekend vanaf wat de begeleider het laatst deed. "
        "Variabele ZELFSCAN_WORKSHOP_RETENTION_DAYS.",
        json_schema_extra={"unit": "dagen"},
    )

    notes_key: str = Field(
        default="",
        description="Sleutel waarmee teksten versleuteld in de database staan; meer sleutels met een komma ertussen, de nieuwste "
        "eerst. Verplicht bij PostgreSQL. Zonder waarde bij SQLite: een bestand naast de database. "
        "Variabele ZELFSCAN_NOTES_KEY.",
        json_schema_extra={"unit": "Fernet-sleutel (base64)"},
        repr=False,
    )

    @property
    def workshop_retention(self) -> timedelta:
        return timedelta(days=self.workshop_retention_days)

    @property
    def retention(self) -> timedelta:
        return timedelta(days=self.retention_days)
