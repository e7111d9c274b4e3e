from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.__main__ import main
from questionnaire.versions import VersionError, release, releases, same_words, version_order, version_problems
from tests.questionnaire.cases import NO_VERSION, VERSION_CASES
from tests.questionnaire_versions.conftest import Edit

LINE = "lines/dichtbij.yaml"
TEXT = "Wat gebeurt er met een bericht?"
LEVEL = "We lezen berichten binnen vijf dagen."


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in version_problems(folder)]


def raised(folder: Path, version: str) -> None:
    frame = folder / "questionnaire.yaml"
    frame.write_text(frame.read_text(encoding="utf-8").replace('version: "1.0"', f'version: "{version}"'), encoding="utf-8")


def test_nothing_is_forbidden_before_the_first_release(edit: Edit, folder: Path) -> None:
    shutil.rmtree(folder / "released")
    assert told(edit(LINE, {TEXT: "Iets heel anders?"})) == []


def test_the_content_as_released_has_no_problems(folder: Path) -> None:
    assert told(folder) == []


def test_the_hash_of_a_released_file_is_the_hash_of_the_questionnaire(folder: Path) -> None:
    data = (folder / "released" / "1.0.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == load(folder).questionnaire.hash


def test_a_changed_question_needs_a_higher_wording(edit: Edit) -> None:
    folder = edit(LINE, {TEXT: "Wie leest een bericht?"})
    (problem,) = told(folder)
    line = (folder / LINE).read_text(encoding="utf-8").splitlines().index("        text: Wie leest een bericht?") + 1
    assert problem == (
        f"content/lines/dichtbij.yaml:{line}: themes[0].questions[0].text: De vraag is anders dan in versie 1.0, maar 'wording' "
        "is niet hoger. Schrijf 'wording: 2', of zet de tekst van toen terug: 'Wat gebeurt er met een bericht?'."
    )


def test_a_changed_level_needs_a_higher_wording(edit: Edit) -> None:
    (problem,) = told(edit(LINE, {LEVEL: "We lezen berichten binnen zes dagen."}))
    assert "themes[0].questions[0].levels.3: Niveau 3 is anders dan in versie 1.0" in problem


def test_one_question_gives_one_problem_that_names_all_that_changed(edit: Edit) -> None:
    (problem,) = told(
        edit(LINE, {TEXT: "Wie leest een bericht?", LEVEL: "Iets.", "We verbeteren de route": "We volgen de route"})
    )
    assert "De vraag en niveau 3 en 5 zijn anders" in problem


def test_a_question_without_the_key_wording_counts_as_wording_1(edit: Edit) -> None:
    (problem,) = told(edit(LINE, {"Wanneer spreekt u de inwoner?": "Waar spreekt u de inwoner?"}))
    assert "Schrijf 'wording: 2'" in problem


def test_a_higher_wording_allows_the_change(edit: Edit) -> None:
    assert told(edit(LINE, {TEXT: "Wie leest een bericht?", "wording: 1": "wording: 2"})) == []


def test_help_evidence_and_weight_are_free(edit: Edit) -> None:
    changes = {"Denk aan de berichten van vorige maand.": "Denk aan vorig jaar.", "weight: 2": "weight: 3"}
    assert told(edit(LINE, changes)) == []


def test_spaces_and_punctuation_are_free(edit: Edit) -> None:
    changes = {TEXT: "Wat gebeurt er, met een 'bericht' ?", LEVEL: "We lezen berichten: binnen  vijf dagen!"}
    assert told(edit(LINE, changes)) == []


def test_a_wording_never_goes_down(edit: Edit, folder: Path) -> None:
    edit(LINE, {"wording: 1": "wording: 3"})
    raised(folder, "1.1")
    release(folder)
    (problem,) = told(edit(LINE, {"wording: 3": "wording: 2"}))
    assert "Hier staat wording 2, maar in versie 1.1 was dat 3. Schrijf 3 of hoger." in problem


def test_a_removed_id_does_not_come_back_with_another_meaning(edit: Edit, folder: Path) -> None:
    edit(LINE, {"id: gesprek": "id: contact-vooraf"})
    edit("ideas.yaml", {"question: gesprek, ": "question: contact-vooraf, ", "question: gesprek\n": "question: contact-vooraf\n"})
    raised(folder, "1.1")
    release(folder)
    back = {"id: contact-vooraf": "id: gesprek"}
    assert told(edit(LINE, back)) == []
    (problem,) = told(edit(LINE, {"We spreken soms iemand ervoor.": "We bellen soms iemand ervoor."}))
    assert problem.startswith("content/lines/dichtbij.yaml:")
    assert "De id 'gesprek' hoort sinds versie 1.0 bij iets anders: 'Wanneer spreekt u de inwoner?'" in problem


def test_a_removed_idea_does_not_come_back_with_another_title(edit: Edit, folder: Path) -> None:
    edit("ideas.yaml", {"id: bezoek": "id: op-bezoek"})
    raised(folder, "1.1")
    release(folder)
    (problem,) = told(edit("ideas.yaml", {"id: op-bezoek": "id: bezoek", "title: Op bezoek": "title: Een brief"}))
    assert problem.startswith("content/ideas.yaml:")
    assert "[1].id: De id 'bezoek' hoort sinds versie 1.0 bij iets anders: 'Op bezoek'." in problem


def test_the_check_command_refuses_a_changed_question(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edit(LINE, {TEXT: "Wie leest een bericht?"})
    assert main(["check", "--quiet", "--content", str(folder)]) == 1
    assert "maar 'wording' is niet hoger" in capsys.readouterr().out


def test_the_check_command_reminds_of_a_number_that_was_released(
    edit: Edit, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reminder = "De inhoud is anders dan de uitgebrachte versie 1.0. Verhoog 'version' voordat u uitbrengt."
    assert main(["check", "--content", str(folder)]) == 0
    assert reminder not in capsys.readouterr().out
    edit("questionnaire.yaml", {"title: Proefvragenlijst": "title: Andere titel"})
    assert main(["check", "--content", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == reminder
    raised(folder, "1.1")
    assert main(["check", "--content", str(folder)]) == 0
    assert reminder not in capsys.readouterr().out


@pytest.mark.parametrize("data", ["", "{", "[]", '{"id": "x"}', "\x00"])
def test_a_damaged_released_file_is_named(folder: Path, data: str) -> None:
    (folder / "released" / "1.0.json").write_text(data, encoding="utf-8")
    (problem,) = told(folder)
    assert problem.startswith("content/released/1.0.json:1: Dit bestand is niet te lezen als uitgebrachte versie.")


def test_a_folder_in_place_of_a_released_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "released" / "1.0.json").unlink()
    (folder / "released" / "1.0.json").mkdir()
    (problem,) = told(folder)
    assert problem.startswith("content/released/1.0.json:1: Dit bestand is niet te lezen als uitgebrachte versie.")
    for command in ("check", "release", "diff"):
        assert main([command, "--content", str(folder)]) == 1
        assert "niet te lezen als uitgebrachte versie" in capsys.readouterr().out


def test_a_version_is_never_released_twice_with_other_content(edit: Edit, folder: Path) -> None:
    path = folder / "released" / "1.0.json"
    before = path.read_bytes()
    assert release(folder) == (path, False)
    edit("questionnaire.yaml", {"title: Proefvragenlijst": "title: Andere titel"})
    with pytest.raises(VersionError, match="al uitgebracht, met andere inhoud"):
        release(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "says"), VERSION_CASES, ids=[version for version, _ in VERSION_CASES])
def test_a_version_that_cannot_be_released_says_why(edit: Edit, folder: Path, version: str, says: str) -> None:
    edit("questionnaire.yaml", {"title: Proefvragenlijst": "title: Andere titel"})
    raised(folder, version)
    with pytest.raises(VersionError) as error:
        release(folder)
    assert str(error.value) == says


def test_comparing_with_what_is_not_there_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "weg", "weg"]) == 1
    assert capsys.readouterr().out == f"{NO_VERSION}\n"


def test_releases_are_sorted_by_number(folder: Path) -> None:
    raised(folder, "1.9")
    release(folder)
    frame = folder / "questionnaire.yaml"
    frame.write_text(frame.read_text(encoding="utf-8").replace('"1.9"', '"1.10"'), encoding="utf-8")
    release(folder)
    assert [each.version for each in releases(folder)] == ["1.0", "1.9", "1.10"]


def test_the_release_command_says_whether_the_version_is_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raised(folder, "1.1")
    path = folder / "released" / "1.1.json"
    for said in (f"Versie 1.1 is uitgebracht: {path}.", "Versie 1.1 was al uitgebracht, met dezelfde inhoud."):
        assert main(["release", "--content", str(folder)]) == 0
        assert capsys.readouterr().out == f"{said}\n"
    assert path.is_file()


def test_a_released_file_larger_than_any_is_named(folder: Path) -> None:
    (folder / "released" / "1.0.json").write_bytes(b" " * 5_000_001)
    (problem,) = told(folder)
    assert problem.startswith("content/released/1.0.json:1: Dit bestand is niet te lezen als uitgebrachte versie.")


def test_a_question_without_levels_is_compared_by_its_text(edit: Edit) -> None:
    lines = "levels:\n          1: Het bericht blijft soms liggen.\n"
    assert told(edit(LINE, {lines: "lvels:\n          1: Het bericht blijft soms liggen.\n"})) == []
    (problem,) = told(edit(LINE, {TEXT: "Wie leest een bericht?"}))
    assert "De vraag is anders" in problem


def test_release_command_refuses_content_with_errors(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edit(LINE, {TEXT: "Wie leest een bericht?"})
    raised(folder, "1.1")
    assert main(["release", "--content", str(folder)]) == 1
    assert capsys.readouterr().out.endswith("Er is niets uitgebracht. Herstel eerst de fouten.\n")
    assert not (folder / "released" / "1.1.json").exists()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Soms, we bellen dan.", "Soms. We bellen dan", True),
        ("teveel", "te veel", True),
        ("re-integratie", "reintegratie", True),
        ("binnen 1,5 dag", "binnen 15 dag", False),
        ("niveau 1 2", "niveau 12", False),
        ("10%", "10", False),
        ("wel", "niet", False),
    ],
)
def test_only_the_loose_marks_are_loose(first: str, second: str, *, same: bool) -> None:
    assert same_words(first, second) is same


@given(st.text(), st.sampled_from([" ", ".", ",", "!", "?", "\n"]))
def test_a_mark_at_the_end_never_matters(text: str, mark: str) -> None:
    assert same_words(text, text + mark)


def test_a_version_has_numbers_only() -> None:
    assert version_order("1.10") > version_order("1.9")
    with pytest.raises(VersionError):
        version_order("1." + "9" * 5000)
