"""The command line: the JSON of a result, and clear errors. The experts' cases are in `test_cases`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from questionnaire.answers import Measurement
from questionnaire.models import Questionnaire
from scoring.__main__ import main
from scoring.result import assess, assess_group, assess_measurements, to_json
from tests.builders import answers, idea, nested
from tests.scoring.conftest import measurement

NODE = {"points", "low", "high", "coverage", "reported", "stage", "applicable"}
GROUP = {"counts", "unknown", "not_applicable", "agreement", "flags", "roles"}
RESULT = ["questionnaire", "total", "lines", "themes", "questions", "suggestions", "agenda"]
ADDED = ["find_out", "later", "unaddressed", "outcome", "hints", "reasons", "robustness"]

Run = Any


@pytest.fixture
def run(content: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the small content; returns exit code, output and errors."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--content", str(content)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


# JSON


def test_the_json_of_one_measurement(small: Questionnaire) -> None:
    data = to_json(assess(small, answers(small, 2, 3, "dk"), missing_partners=["werkgevers"]))
    assert list(data) == RESULT + ADDED
    assert data["questionnaire"] == {"id": "proef", "version": "1.0", "hash": small.hash}
    assert data["themes"]["t1"] == {
        "points": "75/2",
        "low": "75/2",
        "high": "75/2",
        "coverage": "1",
        "reported": True,
        "stage": 3,
        "applicable": True,
    }
    assert data["themes"]["t2"]["points"] is None
    assert (data["lines"]["l1"]["coverage"], data["lines"]["l1"]["high"]) == ("1/2", "275/4")
    assert set(data["questions"]["q1"]) == set(data["total"]) == NODE
    assert data["suggestions"][0] == {
        "idea": "bellen",
        "list": "quick",
        "gain": "3/5",
        "reasons": [{"question": "q1", "level": 2, "share": "3/5"}],
    }
    assert data["agenda"] == []
    assert data["find_out"] == ["q3"]
    assert data["outcome"] == "ideas"
    assert data["reasons"]["themes"] == {
        "t1": [
            "Bij 'Hoe gaat het met q1?' koos u niveau 2, bij de andere vraag niveau 3.",
            "Voor fase 4 is meer dan één stap nodig. Begin bijvoorbeeld daar, met niveau 3: 'Beschrijving 3 van q1.'",
        ],
        "t2": [
            "Nog geen uitkomst: u hebt hier nog geen antwoord op een vraag. "
            "Die is er zodra u het antwoord weet op 'Hoe gaat het met q3?'."
        ],
    }
    assert data["robustness"] == {"themes": None, "lines": None, "sentences": []}
    assert json.loads(json.dumps(data)) == data


def test_the_json_of_a_ranking(small: Questionnaire) -> None:
    data = to_json(assess(small, answers(small, 1, 4, 3)))["robustness"]
    lowest = {"ids": ["t1"], "chance": "2/3", "closest": "t2", "stays": False, "sure": True, "passing": []}
    assert data["themes"] == {
        "lowest": lowest,
        "highest": lowest | {"ids": ["t2"], "closest": "t1"},
    }
    assert data["lines"] is None
    assert data["sentences"] == [
        "Het hoogste thema wisselt met de weging: 'Thema t1' kan dan boven 'Thema t2' komen.",
        "Het laagste thema wisselt met de weging: 'Thema t2' kan dan onder 'Thema t1' komen.",
    ]


def test_the_json_of_a_ranking_of_lines() -> None:
    asked = nested([[[1], [1]], [[1], [1]]])
    lines = to_json(assess(asked, answers(asked, 1, 2, 4, 5)))["robustness"]["lines"]
    lowest = {"ids": ["l1"], "chance": "1", "closest": "l2", "stays": True, "sure": True, "passing": []}
    assert lines == {"lowest": lowest, "highest": lowest | {"ids": ["l2"], "closest": "l1"}}


def test_the_json_of_a_question_has_the_phase_of_its_answer(small: Questionnaire) -> None:
    questions = to_json(assess(small, answers(small, 2, "dk", "na")))["questions"]
    assert [questions[id]["stage"] for id in ("q1", "q2", "q3")] == [2, None, None]
    assert [questions[id]["points"] for id in ("q1", "q2", "q3")] == ["25", None, None]
    assert [questions[id]["applicable"] for id in ("q1", "q2", "q3")] == [True, True, False]


def test_the_first_of_several_files_says_what_the_municipality_is_and_lacks() -> None:
    ideas = [
        idea("maat", {"q1": ("core", 1, 3)}, size=["klein"]),
        idea("niveau", {"q1": ("core", 1, 3)}, levels={"q2": 3}),
        idea("samen", {"q1": ("core", 1, 3)}, partners=["werkgevers"]),
    ]
    asked = nested([[[1, 1]]], ideas)
    first, *others = (
        Measurement.model_validate(
            {
                "questionnaire": {"id": "proef", "version": "1.0"},
                "date": "2026-11-23",
                "role": role,
                "answers": {"q1": {"level": 2}, "q2": {"level": 2}},
                **more,
            }
        )
        for role, more in [
            ("beleid", {"size": "groot", "missing_partners": ["werkgevers"], "targets": {"t1": 3}}),
            *[("beleid", {"size": "klein"})] * 4,
            *[("wijkteam", {})] * 5,
        ]
    )
    data = to_json(assess_measurements(asked, [first, *others]))
    assert {item["idea"]: item["conditions"] for item in data["later"]} == {
        "maat": [{"kind": "size", "subject": ["klein"]}],
        "niveau": [{"kind": "level", "subject": ["q2"], "level": 3}],
        "samen": [{"kind": "partner", "subject": ["werkgevers"]}],
    }
    assert {item["gain"] for item in data["later"]} == {"9/20"}  # half of the need is left below target 3
    assert data["questions"]["q1"]["roles"] == {"beleid": [0, 5, 0, 0, 0], "wijkteam": [0, 5, 0, 0, 0]}


def test_the_json_of_a_postponed_idea(small: Questionnaire) -> None:
    data = to_json(assess(small, answers(small, 4, 4, 1), missing_partners=["werkgevers"]))
    assert data["outcome"] == "blocked"
    assert data["unaddressed"] == ["q3"]
    assert data["later"] == [{"idea": "samen", "gain": "9/10", "conditions": [{"kind": "partner", "subject": ["werkgevers"]}]}]


def test_the_json_of_a_group(small: Questionnaire) -> None:
    people = [answers(small, *row) for row in ((1, 2, "na"), (2, 2, "dk"), (2, 3, 4), (1, 3, 4), (5, 3, 4))]
    data = to_json(assess_group(small, people, ["beleid"] * 5))
    assert set(data["questions"]["q1"]) == NODE | GROUP
    assert data["questions"]["q3"]["counts"] == [0, 0, 0, 3, 0]
    assert (data["questions"]["q3"]["unknown"], data["questions"]["q3"]["not_applicable"]) == (1, 1)
    assert data["questions"]["q1"]["agreement"] == "2/15"
    assert data["questions"]["q1"]["flags"] == ["verdeeld", "spreiding"]
    assert data["questions"]["q1"]["roles"] == {"beleid": [2, 2, 0, 0, 1]}
    assert data["agenda"] == ["q1", "q3", "q2"]
    (reason,) = [reason for item in data["suggestions"] for reason in item["reasons"] if item["idea"] == "bellen"]
    assert reason["level"] == "11/5"


# The command


def test_one_file_is_solo_and_several_are_a_group(run: Run, tmp_path: Path, small: Questionnaire) -> None:
    one = measurement(tmp_path / "a.json", {"q1": 2, "q2": "unknown", "q3": 4}, targets={"t1": 5})
    code, output, errors = run(one)
    assert (code, errors) == (0, "")
    assert json.loads(output) == to_json(assess(small, {"q1": 2, "q3": 4}, targets={"t1": 5}))
    assert output.startswith('{\n  "questionnaire"')

    two = measurement(tmp_path / "b.json", {"q1": 3}, role="beleid")
    code, output, _ = run(one, two)
    assert code == 0
    assert json.loads(output)["questions"]["q1"]["counts"] == [0, 1, 1, 0, 0]


def test_what_could_not_be_compared_is_said_on_standard_error(run: Run, tmp_path: Path) -> None:
    path = measurement(tmp_path / "oud.json", {"q1": 2, "vervallen": 3})
    code, output, errors = run(path)
    assert code == 0
    assert json.loads(output)["questions"]["q1"]["points"] == "25"
    assert "oud.json" in errors
    assert "vervallen" in errors


def test_errors_are_dutch_and_end_with_exit_code_one(run: Run, tmp_path: Path) -> None:
    for name, text in {"kapot.json": "{", "leeg.json": "", "getal.json": "3", "tekst.json": "hallo"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        code, output, errors = run(str(tmp_path / name))
        assert (code, output) == (1, "")
        assert name in errors
        assert "Traceback" not in errors
    code, _, errors = run(str(tmp_path / "weg.json"))
    assert code == 1
    assert "weg.json: dit bestand is niet te lezen" in errors
    code, _, errors = run(measurement(tmp_path / "zes.json", {"q1": 6}))
    assert code == 1
    assert "q1" in errors


@pytest.mark.parametrize("arguments", [[], ["--onbekend"], ["--cases", "a.json"]])
def test_a_wrong_command_shows_how_to_use_it(run: Run, arguments: list[str]) -> None:
    code, _, errors = run(*arguments)
    assert code == 1
    assert errors.startswith("Deze opdracht is niet bekend.\nGebruik: python -m scoring METING.json")
    assert errors.endswith("(anders: de map content van deze app)\n")
    assert not errors.endswith("\n\n")


@pytest.mark.laborious
def test_a_missing_content_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "--content", str(tmp_path / "nergens")]) == 1
    assert "nergens" in capsys.readouterr().err


def test_the_command_runs_as_a_module(content: Path, tmp_path: Path) -> None:
    path = measurement(tmp_path / "a.json", {"q1": 2})
    command = [sys.executable, "-m", "scoring", path, "--content", str(content)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(json.loads(done.stdout)) == RESULT + ADDED
