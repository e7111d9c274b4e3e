from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from questionnaire import CONTENT
from questionnaire.__main__ import main
from questionnaire.schema import FOLDER, schema, schema_files

ROOT = CONTENT.parent
FILES = sorted([*CONTENT.glob("*.yaml"), *(CONTENT / "lines").glob("*.yaml")])


def kind(path: Path) -> str:
    return "line" if path.parent.name == "lines" else path.stem


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(child)


def test_the_committed_schema_files_are_current() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (CONTENT / FOLDER).glob("*.json")}
    assert kept == schema_files(), "run: python -m questionnaire schema --write"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_content_file_fits_its_schema(path: Path) -> None:
    rules = json.loads((CONTENT / FOLDER / f"{kind(path)}.json").read_text(encoding="utf-8"))
    checker = jsonschema.validators.validator_for(rules)
    checker.check_schema(rules)
    data = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
    assert [error.message for error in checker(rules).iter_errors(data)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_first_line_of_a_content_file_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("$schema=")[2]).resolve() == CONTENT / FOLDER / f"{kind(path)}.json"


def test_the_editor_settings_map_every_schema_to_the_same_files() -> None:
    mapping = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    found = {path: schema_file for schema_file, pattern in mapping.items() for path in ROOT.glob(pattern)}
    assert found == {path: f"./content/{FOLDER}/{kind(path)}.json" for path in FILES}


def test_every_field_has_a_description_and_no_english_from_the_code() -> None:
    for name, text in schema_files().items():
        for part in parts(json.loads(text)):
            for key, field in part.get("properties", {}).items():
                assert field.get("description"), f"{name}: {key}"
                assert "title" not in field
        assert "veranderlijnen." not in text.split('"properties"')[0]


def test_the_schema_refuses_a_weight_below_zero() -> None:
    rules = {"$ref": "#/$defs/Question", "$defs": schema()["$defs"]}
    question = {"id": "x", "text": "Wat?", "levels": {}, "weight": -1}
    assert not jsonschema.Draft7Validator(rules).is_valid(question)
    assert jsonschema.Draft7Validator(rules).is_valid({**question, "weight": "1/3"})


def test_the_command_writes_the_files_next_to_the_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--write", "--content", str(tmp_path)]) == 0
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == set(schema_files())
    assert str(tmp_path / FOLDER / "line.json") in capsys.readouterr().out
