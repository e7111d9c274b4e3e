"""What all models of the content are built on: frozen, no unknown keys, and the kinds of text in a file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_ID = 60

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=MAX_ID)]
SourceId = Annotated[str, StringConstraints(pattern=r"^S\d{2,3}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)]
LevelNumber = Annotated[int, Field(ge=1, le=5)]

# The descriptions of fields are Dutch: editors see them while they type, by way of the JSON Schema.
ID_HELP = "Vaste korte naam in kleine letters, met streepjes. Verander een id nooit en gebruik hem nooit opnieuw."
SOURCES_HELP = "De ids van de bronnen, zoals [S26]. Ze staan in sources.yaml."


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
