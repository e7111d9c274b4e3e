from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from questionnaire.__main__ import main, schema
from tests.questionnaire.conftest import VALID, Edit


def test_good_content_gives_a_short_summary_and_exit_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(VALID)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "De inhoud is in orde: 1 veranderlijn, 1 thema, 2 vragen, 2 ideeën."
    assert second.startswith("Versie 1.0, kenmerk ")
    assert len(second.removeprefix("Versie 1.0, kenmerk ")) == len("0123456789ab.")


def test_advice_is_printed_and_counted_and_is_no_error(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edit("lines/dichtbij.yaml", {"Het bericht blijft soms liggen.": "Het bericht blijft altijd liggen."})
    assert main(["check", "--content", str(folder)]) == 0
    first, advice, *_, count, _version = capsys.readouterr().out.splitlines()
    assert first == "Advies, de inhoud blijft bruikbaar:"
    assert "absoluut" in advice
    assert count.startswith("De inhoud is in orde: 1 veranderlijn")
    assert count.endswith(", met 1 advies.")


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "schema").touch()
    assert main(["schema", "--write", "--content", str(tmp_path)]) == 1
    assert (
        capsys.readouterr().out == f"{tmp_path / 'schema'} is niet te lezen of te schrijven. Controleer de rechten van de map.\n"
    )


def test_output_that_is_no_terminal_or_file_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["check", "--content", str(VALID)]) == 0
    assert out.getvalue().startswith("De inhoud is in orde")


def test_quiet_says_nothing_about_good_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quiet", "--content", str(VALID)]) == 0
    assert capsys.readouterr().out == ""


def test_bad_content_gives_every_problem_a_count_and_exit_code_1(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("municipalities.yaml", {"count: 3": "count: 4"})
    folder = edit("programme.yaml", {"open_call: false": "open_call: nee"})
    assert main(["check", "--quiet", "--content", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "content/municipalities.yaml:2: count: Hier staat 4, maar de lijst heeft 3. Pas het getal aan, of de lijst.",
        "content/programme.yaml:18: open_call: 'nee' is niet true of false. Schrijf true voor ja, of false voor nee.",
        "",
        "2 fouten gevonden.",
    ]


def test_one_problem_is_counted_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(tmp_path / "weg")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 fout gevonden."


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--inhoud", "x"], ["check", "--content"]])
def test_a_wrong_command_gives_usage_in_dutch_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("Deze opdracht is niet bekend.\nGebruik: python -m questionnaire check")


@pytest.mark.laborious
def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("Gebruik: ")


def test_the_command_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "questionnaire", "schema"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert json.loads(done.stdout) == schema()


def validator(name: str) -> jsonschema.Draft202012Validator:
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": document["$defs"]})


def as_json(path: Path) -> Any:
    """A YAML file as an editor's schema check sees it: dates and level numbers as text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


FILES = [
    ("questionnaire", "questionnaire.yaml"),
    ("line", "lines/dichtbij.yaml"),
    ("ideas", "ideas.yaml"),
    ("programme", "programme.yaml"),
    ("sources", "sources.yaml"),
    ("glossary", "glossary.yaml"),
    ("municipalities", "municipalities.yaml"),
    ("facilitation", "facilitation.yaml"),
    ("contradictions", "contradictions.yaml"),
    ("plan", "plan.yaml"),
    ("indicators", "indicators.yaml"),
]


@pytest.mark.laborious
@pytest.mark.parametrize(("name", "file"), FILES)
def test_the_schema_accepts_valid_content(name: str, file: str) -> None:
    assert [error.message for error in validator(name).iter_errors(as_json(VALID / file))] == []


def test_the_schema_rejects_an_unknown_key() -> None:
    data = as_json(VALID / "lines" / "dichtbij.yaml")
    data["themes"][0]["questions"][0]["levles"] = {}
    assert not validator("line").is_valid(data)
