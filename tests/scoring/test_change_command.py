"""`python -m scoring NEW.json --before OLD.json`: the change as JSON, and clear errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from questionnaire.answers import Measurement, Reference
from questionnaire.measurement import MAX_BYTES
from questionnaire.versions import release
from scoring.__main__ import main
from scoring.earlier import moment
from scoring.result import assess
from scoring.series import Moment
from tests.builders import one_theme
from tests.scoring.conftest import measurement

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(content: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--content", str(content)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_the_change_is_printed_beside_the_result(run: Run, tmp_path: Path) -> None:
    old = measurement(tmp_path / "oud.json", {"q1": 1, "q2": 2, "q3": 3}, date="2025-05-03")
    new = measurement(tmp_path / "nieuw.json", {"q1": 3, "q2": 3, "q3": 3})
    code, output, errors = run(new, "--before", old)
    assert (code, errors) == (0, "")
    data = json.loads(output)
    assert data["themes"]["t1"]["points"] == "50"
    change = data["change"]
    assert (change["themes"]["t1"]["demonstrable"], change["themes"]["t1"]["word"]) == (True, "aantoonbaar")
    assert (change["themes"]["t2"]["demonstrable"], change["themes"]["t2"]["word"]) == (False, "geen aantoonbaar verschil")
    assert change["lines"]["l1"]["demonstrable"] is True
    assert change["questions"]["q1"]["before"] == {"level": 1, "anchor": "Beschrijving 1 van q1."}
    assert change["questions"]["q1"]["now"] == {"level": 3, "anchor": "Beschrijving 3 van q1."}
    assert len(data["series"]["moments"]) == 2


def test_more_moments_are_a_series_and_the_last_is_compared(run: Run, tmp_path: Path) -> None:
    files = [
        measurement(tmp_path / f"{year}.json", {"q1": level}, date=f"{year}-05-03") for year, level in ((2023, 1), (2025, 2))
    ]
    new = measurement(tmp_path / "nieuw.json", {"q1": 4})
    _, output, _ = run(new, "--before", files[0], "--before", files[1])
    data = json.loads(output)
    assert [moment["date"] for moment in data["series"]["moments"]] == ["2023-05-03", "2025-05-03", "2026-11-23"]
    assert data["change"]["before"]["date"] == "2025-05-03"
    assert data["change"]["questions"]["q1"]["step"] == "2"


def test_a_folder_is_a_group(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "groep"
    folder.mkdir()
    for number in range(5):
        measurement(folder / f"{number}.json", {"q1": 1, "q2": 1, "q3": 2}, date="2025-05-03")
    new = [measurement(tmp_path / f"n{number}.json", {"q1": 3, "q2": 2, "q3": 2}) for number in range(5)]
    code, output, _ = run(*new, "--before", str(folder))
    assert code == 0
    change = json.loads(output)["change"]
    assert change["group"] is True
    assert change["themes"]["t1"]["demonstrable"] is True
    assert "verschillende mensen" in change["notes"][0]


def test_an_earlier_version_is_read_with_its_own_words(run: Run, content: Path, tmp_path: Path) -> None:
    release(content)
    questionnaire, line = content / "questionnaire.yaml", content / "lines" / "l1.yaml"
    head = yaml.safe_load(questionnaire.read_text(encoding="utf-8"))
    questionnaire.write_text(yaml.safe_dump(head | {"version": "2.0"}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    body = yaml.safe_load(line.read_text(encoding="utf-8"))
    body["themes"][0]["questions"][0] |= {"wording": 2, "text": "Hoe gaat het nu met q1?"}
    body["themes"][0]["questions"][1]["levels"]["3"] = "Beschrijving 3, van q2."
    line.write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), encoding="utf-8")

    old = measurement(tmp_path / "oud.json", {"q1": 1, "q2": 3, "q3": 1})
    new = tmp_path / "nieuw.json"
    measurement(new, {"q1": 5, "q2": 3, "q3": 4}, questionnaire={"id": "proef", "version": "2.0"})
    code, output, errors = run(str(new), "--before", old)
    assert (code, errors) == (0, "")
    change = json.loads(output)["change"]
    assert change["themes"]["t1"]["word"] == "niet vergelijkbaar"
    assert change["themes"]["t2"]["demonstrable"] is True
    assert change["questions"]["q2"]["before"]["anchor"] == "Beschrijving 3 van q2."
    assert change["questions"]["q2"]["now"]["anchor"] == "Beschrijving 3, van q2."
    assert change["not_compared"]["new"] == ["q1"]
    assert any("van versie 1.0 naar versie 2.0" in note for note in change["notes"])


def test_a_lost_version_is_never_silent(run: Run, tmp_path: Path) -> None:
    old = measurement(tmp_path / "oud.json", {"q1": 1}, questionnaire={"id": "proef", "version": "0.3"})
    code, output, errors = run(measurement(tmp_path / "nieuw.json", {"q1": 2}), "--before", old)
    assert code == 0
    assert "oud.json: De vragenlijst van deze meting (versie 0.3) is niet bewaard." in errors
    assert any("versie 0.3" in note for note in json.loads(output)["change"]["notes"])


def test_errors_are_dutch(run: Run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = measurement(tmp_path / "nieuw.json", {"q1": 2})
    (tmp_path / "kapot.json").write_text("{", encoding="utf-8")
    (tmp_path / "leeg").mkdir()
    mixed = tmp_path / "gemengd"
    mixed.mkdir()
    measurement(mixed / "a.json", {"q1": 1})
    (mixed / "b.json").write_text("nee", encoding="utf-8")
    for path, message in {
        "weg.json": "dit bestand is niet te lezen",
        "kapot.json": "niet te lezen als JSON",
        "leeg": "in deze map staat geen meting",
        "gemengd": "b.json: ",
    }.items():
        code, output, errors = run(new, "--before", str(tmp_path / path))
        assert (code, output) == (1, "")
        assert path in errors
        assert message in errors
    monkeypatch.setattr("scoring.earlier._MOST_FILES", 1)
    assert "meer dan 1 bestanden" in run(new, "--before", str(mixed))[2]
    (content / "released").mkdir()
    (content / "released" / "1.0.json").write_text("{", encoding="utf-8")
    assert run(new, "--before", new)[0] == 1


def test_a_group_has_one_version(run: Run, content: Path, tmp_path: Path) -> None:
    release(content)
    head = content / "questionnaire.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("version: '1.0'", "version: '2.0'"), encoding="utf-8")
    folder = tmp_path / "groep"
    folder.mkdir()
    measurement(folder / "a.json", {"q1": 1})
    measurement(folder / "b.json", {"q1": 1}, questionnaire={"id": "proef", "version": "2.0"})
    new = measurement(tmp_path / "nieuw.json", {"q1": 2})
    assert "de metingen van een groep horen bij dezelfde versie" in run(new, "--before", str(folder))[2]


@pytest.mark.parametrize("arguments", [["--before", "a.json"], ["--cases", "--before", "a.json"]])
def test_before_needs_a_measurement_to_compare(run: Run, arguments: list[str]) -> None:
    code, _, errors = run(*arguments)
    assert code == 1
    assert "--before PAD" in errors


def test_a_role_counts_only_where_one_person_answered(run: Run, tmp_path: Path) -> None:
    def first_note(*arguments: str) -> str:
        code, output, _ = run(*arguments)
        assert code == 0
        return str(json.loads(output)["change"]["notes"][0])

    old = measurement(tmp_path / "oud.json", {"q1": 1}, role="beleid")
    new = measurement(tmp_path / "nieuw.json", {"q1": 2}, role="wijkteam")
    assert first_note(new, "--before", old) == (
        "De eerdere meting is vanuit een andere rol ingevuld. Een verschil kan ook daarvan komen."
    )
    assert first_note(new, "--before", new).startswith("Vulde toen iemand anders de vragen in")
    assert first_note(new, new, "--before", old).startswith("Aan de twee metingen kunnen verschillende mensen")


def test_one_person_has_a_role_and_a_group_has_none() -> None:
    asked = one_theme(1)

    own = Reference(id="proef", version="1.0")
    first = Measurement(questionnaire=own, municipality="Goes", date=date(2025, 5, 3), role="beleid")
    second = Measurement(questionnaire=own, municipality="Ede", date=date(2026, 1, 1), role="wijkteam")
    result = assess(asked, {})
    alone, together = moment([first], result, ["a", "b", "a"]), moment([first, second], result)
    assert alone == Moment(date(2025, 5, 3), result, "Goes", "beleid", ("a", "b"))
    assert together == Moment(date(2025, 5, 3), result, "Goes", None, ())


def test_a_broken_release_is_told_in_full(run: Run, content: Path, tmp_path: Path) -> None:
    new = measurement(tmp_path / "nieuw.json", {"q1": 2})
    (content / "released").mkdir()
    (content / "released" / "1.0.json").write_text("{", encoding="utf-8")
    code, output, errors = run(new, "--before", new)
    assert (code, output) == (1, "")
    assert "1.0.json" in errors
    assert "None" not in errors


def test_what_cannot_be_used_is_told_with_its_path_and_a_way_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, folder = measurement(tmp_path / "nieuw.json", {"q1": 2}), tmp_path / "map"
    folder.mkdir()

    def told(path: Path) -> str:
        code, output, errors = run(new, "--before", str(path))
        assert (code, output) == (1, "")
        assert errors.startswith(f"{path}: ")
        return errors.removeprefix(f"{path}: ").rstrip("\n")

    assert told(tmp_path / "weg.json") == "dit bestand is niet te lezen. Bestaat het, en mag u het lezen?"
    assert told(folder) == "in deze map staat geen meting. Een meting is een bestand dat eindigt op .json."
    for number in range(3):
        measurement(folder / f"{number}.json", {"q1": 1})
    monkeypatch.setattr("scoring.earlier._MOST_FILES", 2)
    assert told(folder) == "in deze map staan meer dan 2 bestanden. Een groep is kleiner."
    monkeypatch.setattr("scoring.earlier._MOST_FILES", 3)
    assert run(new, "--before", str(folder))[0] == 0


def test_a_note_about_an_earlier_file_names_the_file_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "groep"
    folder.mkdir()
    files = [folder / f"{number}.json" for number in range(2)]
    for file in files:
        measurement(file, {"q1": 1, "vervallen": 3})
    _, output, _ = run(measurement(tmp_path / "nieuw.json", {"q1": 2}), "--before", str(folder))
    notes = json.loads(output)["change"]["before"]["notes"]
    assert [note.split(": ")[0] for note in notes] == [str(file) for file in files]
    assert all("vervallen" in note for note in notes)


def test_an_earlier_file_that_is_too_large_is_refused_and_not_cut_off(run: Run, tmp_path: Path) -> None:
    """Spaces after the measurement: cut off, it could be read."""
    old, new = tmp_path / "oud.json", measurement(tmp_path / "nieuw.json", {"q1": 2})
    measurement(old, {"q1": 1})
    text = old.read_text(encoding="utf-8")
    old.write_text(text.ljust(MAX_BYTES), encoding="utf-8")
    assert run(new, "--before", str(old))[0] == 0
    old.write_text(text.ljust(MAX_BYTES + 1), encoding="utf-8")
    code, output, errors = run(new, "--before", str(old))
    assert (code, output) == (1, "")
    assert errors.startswith(f"{old}: ")
