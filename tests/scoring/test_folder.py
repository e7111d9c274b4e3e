"""A folder of measurements on the command line: a line of JSON for each, and what cannot be read is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from questionnaire.loading import load
from questionnaire.models import Questionnaire
from scoring import folder
from scoring.__main__ import main
from scoring.result import assess, numbers_json
from tests.scoring.conftest import measurement


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    folder = tmp_path / "metingen"
    (folder / "2025").mkdir(parents=True)
    measurement(folder / "b.json", {"q1": 2, "q3": "unknown"}, role="beleid", targets={"t1": 5})
    measurement(folder / "a.json", {"q1": 4}, municipality="Súdwest-Fryslân")
    measurement(folder / "2025" / "c.json", {"q2": 1, "vervallen": 3}, missing_partners=["werkgevers"])
    return folder


@pytest.fixture
def run(content: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def command(*arguments: Path) -> tuple[int, list[dict[str, Any]], list[str]]:
        code = main([*map(str, arguments), "--content", str(content)])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err.splitlines()

    return command


def test_each_measurement_gives_a_line_with_what_it_is_and_its_own_result(run: Any, stored: Path, small: Questionnaire) -> None:
    code, lines, said = run(stored)
    assert code == 0
    assert [line["file"] for line in lines] == ["2025/c.json", "a.json", "b.json"]
    about = [[line.pop(key) for key in ("file", "municipality", "date", "role", "differences")] for line in lines]
    assert about[1][1:] == ["Súdwest-Fryslân", "2026-11-23", None, []]
    assert about[2][3] == "beleid"
    assert lines == [
        numbers_json(assess(small, {"q2": 1}, missing_partners=["werkgevers"])),
        numbers_json(assess(small, {"q1": 4})),
        numbers_json(assess(small, {"q1": 2, "q3": "unknown"}, targets={"t1": 5})),
    ]
    assert said[-1] == "Verwerkt: 3 van 3."


def test_what_could_not_be_compared_stands_in_the_line_and_on_standard_error(run: Any, stored: Path) -> None:
    _, lines, said = run(stored)
    assert ["vervallen" in line for line in map(str, lines)] == [True, False, False]
    assert said[0] == f"2025/c.json: {lines[0]['differences'][0]}"


def test_what_cannot_be_read_is_named_and_the_others_go_on(run: Any, stored: Path) -> None:
    (stored / "aa.json").write_text("{", encoding="utf-8")
    (stored / "map.json").mkdir()
    measurement(stored / "zes.json", {"q1": 6})
    code, lines, said = run(stored)
    assert code == 1
    assert [line["file"] for line in lines] == ["2025/c.json", "a.json", "b.json"]
    named = [line.split(": ")[0] for line in said[1:-1]]
    assert named == ["aa.json", "map.json", "zes.json"]
    assert "map.json: dit bestand is niet te lezen" in said[2]
    assert said[-1] == "Verwerkt: 3 van 6. Niet te lezen: 3, zie hierboven."


def test_a_folder_without_measurements_is_an_error(run: Any, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "leeg" / "lijst.txt").write_text("geen meting", encoding="utf-8")
    code, lines, said = run(tmp_path / "leeg")
    assert (code, lines) == (1, [])
    assert said == [f"{tmp_path / 'leeg'}: in deze map staan geen metingen (*.json)."]


def test_a_folder_goes_alone(run: Any, stored: Path) -> None:
    code, lines, said = run(stored / "a.json", stored)
    assert (code, lines, said) == (1, [], ["Noem één map, of alleen bestanden."])


def test_many_files_are_shared_out_and_come_back_in_order(run: Any, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stored / "aa.json").write_text("{", encoding="utf-8")
    alone = run(stored)
    monkeypatch.setattr(folder, "MANY", 1)
    assert run(stored) == alone
    assert alone[0] == 1


def test_a_process_of_the_pool_uses_the_content_it_was_sent(stored: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = load(content)
    monkeypatch.setattr(folder, "_shared", [full])
    assert folder._outcome_here(stored, stored / "a.json") == folder.outcome(full, stored, stored / "a.json")
