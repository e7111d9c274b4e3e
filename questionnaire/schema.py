"""The JSON Schema of the content files, for editors: it completes keys, explains fields and underlines slips."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from questionnaire.folder import SHAPES
from questionnaire.lint_words import LINT_SHAPE

# Draft 7 is what the YAML extensions of editors read; nothing in these schemas needs a later one.
DIALECT: Final = "http://json-schema.org/draft-07/schema#"
FOLDER: Final = "schema"

KINDS: Final[Mapping[str, TypeAdapter[Any]]] = {**SHAPES, "lint": LINT_SHAPE}
# What each kind of file is about.
TITLES: Final[Mapping[str, str]] = {
    "questionnaire": "Het geraamte van de vragenlijst (questionnaire.yaml)",
    "line": "Eén veranderlijn met thema's en vragen (lines/*.yaml)",
    "ideas": "De experiment-ideeën (ideas.yaml)",
    "programme": "Het programma Koers en kansen (programme.yaml)",
    "sources": "De bronnen (sources.yaml)",
    "glossary": "De begrippen met hun uitleg (glossary.yaml)",
    "municipalities": "De gemeenten (municipalities.yaml)",
    "facilitation": "De gids voor begeleiders van een werksessie (facilitation.yaml)",
    "contradictions": "De controlevragen: antwoorden die zelden samengaan (contradictions.yaml)",
    "partner_groups": "De groepen waarin mensen partners van ideeën zoeken (partner_groups.yaml)",
    "plan": "De onderdelen van een plan voor een experiment (plan.yaml)",
    "indicators": "Wat u per persoon bijhoudt rond de dag van vrijlating (indicators.yaml)",
    "lint": "De woorden waar de controle op let, en de uitzonderingen (lint.yaml)",
}


def schema() -> dict[str, Any]:
    """One JSON Schema document; `$defs` has one for each file of the content (`line` for those in lines/) and their parts."""
    schemas, shared = TypeAdapter.json_schemas(
        [(name, "validation", shape) for name, shape in KINDS.items()], ref_template="#/$defs/{model}"
    )
    files = {name: {"title": TITLES[name], **schema} for (name, _), schema in schemas.items()}
    return {
        "$schema": DIALECT,
        "title": "De bestanden in de map content",
        "$defs": {**files, **{name: _plain(part) for name, part in shared["$defs"].items()}},
    }


def schema_files() -> dict[str, str]:
    """The text of each schema file by its name (`line.json`), one for each kind of content file."""
    result = {}
    for name, shape in KINDS.items():
        document = _plain(shape.json_schema(ref_template="#/$defs/{model}"))
        parts = {key: _plain(part) for key, part in document.pop("$defs", {}).items()}
        whole = {"$schema": DIALECT, "title": TITLES[name], **document, "$defs": parts}
        result[f"{name}.json"] = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return result


def write_schemas(content: Path) -> list[Path]:
    """Write the schema files of a content folder in its folder `schema`; returns their paths. Raises OSError."""
    folder = content / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in schema_files()]


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """A model's schema without what pydantic takes from the English code: its name, docstring and the titles of fields."""
    kept = {key: value for key, value in part.items() if key not in ("title", "description")}
    if "properties" in kept:
        kept["properties"] = {key: _field(field) for key, field in kept["properties"].items()}
    return kept


def _field(field: dict[str, Any]) -> dict[str, Any]:
    # "ge" is what pydantic writes for the lowest weight; no editor knows that word.
    return {"minimum" if key == "ge" else key: value for key, value in field.items() if key != "title"}
