"""Where the data lives, how long it stays and how the app speaks to its operator: read from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

_PREFIX: Final = "ZELFSCAN_"


def _sqlite_in_data_dir(settings: dict[str, Any]) -> str:
    return URL.create("sqlite", database=str(settings["data_dir"] / "zelfscan.sqlite")).render_as_string()


class Settings(BaseSettings):
    """Settings of the app. An empty environment variable counts as absent.

    Each has a description, a unit, and where the default is worked out (`shown`) what it is in words.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, populate_by_name=True, frozen=True)

    data_dir: Path = Field(
        default=Path("data"),
        description="Map voor het databasebestand. De app maakt de map als die er niet is.",
        json_schema_extra={"unit": "pad"},
    )
    database_url: str = Field(
        default_factory=_sqlite_in_data_dir,
        validation_alias="DATABASE_URL",
        description="Adres van de database: SQLite of PostgreSQL.",
        json_schema_extra={"unit": "URL", "shown": "SQLite-bestand `zelfscan.sqlite` in `ZELFSCAN_DATA_DIR`"},
        repr=False,  # may hold a password
    )
    retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="Bewaartermijn van een meting, gerekend vanaf de laatste wijziging.",
        json_schema_extra={"unit": "dagen"},
    )
    workshop_retention_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="Bewaartermijn van een werksessie, gerekend vanaf wat de begeleider het laatst deed.",
        json_schema_extra={"unit": "dagen"},
    )
    content: Path | None = Field(
        default=None,
        description="Map met de inhoud: vragen, ideeën en teksten.",
        json_schema_extra={"unit": "pad", "shown": "de map `content` van de app"},
    )
    preview: bool = Field(
        default=False,
        description="Voorbeeld voor redacteuren: `1` zet het aan. Antwoorden worden dan weggegooid.",
        json_schema_extra={"unit": "0 of 1", "shown": "0"},
    )
    log: Literal["text", "json"] = Field(
        default="text",
        description="Vorm van het logboek: regels tekst (`text`), of een JSON-object per regel (`json`).",
        json_schema_extra={"unit": "text of json"},
    )

    notes_key: str = Field(
        default="",
        description="Sleutel waarmee teksten versleuteld in de database staan; meer sleutels met een komma ertussen, de nieuwste "
        "eerst. Verplicht bij PostgreSQL. Zonder waarde bij SQLite: een bestand naast de database.",
        json_schema_extra={"unit": "Fernet-sleutel (base64)"},
        repr=False,
    )

    @property
    def workshop_retention(self) -> timedelta:
        return timedelta(days=self.workshop_retention_days)

    @property
    def retention(self) -> timedelta:
        return timedelta(days=self.retention_days)


def variable(name: str, kind: type[BaseSettings] = Settings) -> str:
    """The environment variable of a setting of `kind`."""
    alias = kind.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"{kind.model_config['env_prefix']}{name.upper()}"


def unit(name: str, kind: type[BaseSettings] = Settings) -> str:
    return str(_extra(kind.model_fields[name])["unit"])


def _extra(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    assert isinstance(extra, dict)  # noqa: S101  # a test asks it of every setting
    return extra


def settings_table(kind: type[BaseSettings] = Settings) -> str:
    """All settings of `kind` as a Markdown table, for the operator's page."""
    rows = ["| Variabele | Zonder waarde | Eenheid | Betekenis |", "|---|---|---|---|"]
    for name, field in kind.model_fields.items():
        default = "geen" if field.default in ("", None) else f"`{field.default}`"
        least = next((each.ge for each in field.metadata if hasattr(each, "ge")), None)
        most = next((each.le for each in field.metadata if hasattr(each, "le")), None)
        between = f" Van {least} tot en met {most}." if most is not None else f" Minstens {least}." if least is not None else ""
        shown = _extra(field).get("shown", default)
        rows.append(f"| `{variable(name, kind)}` | {shown} | {unit(name, kind)} | {field.description}{between} |")
    return "\n".join(rows)


def settings_problem(error: ValidationError, *kinds: type[BaseSettings]) -> str:
    """What is wrong with the settings of the storage, or of `kinds`, without what they hold: one of them may be a password."""
    wrong = dict.fromkeys(str(each["loc"][0]) if each["loc"] else "" for each in error.errors())
    lines = ["Een instelling klopt niet. Herstel deze variabele in de omgeving, of haal haar weg:"]
    for key in wrong:
        for kind in kinds or (Settings,):
            for name, field in kind.model_fields.items():
                if key.lower() in (name, variable(name, kind).lower()):
                    lines.append(f"- {variable(name, kind)} ({unit(name, kind)}): {field.description}")
    return "\n".join(lines)
