from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaire.__main__ import main
from questionnaire.differences import Common, common_by_theme, comparable_questions, describe
from questionnaire.versions import read_version, releases
from tests.questionnaire_versions.conftest import Edit

LINE = "lines/dichtbij.yaml"
NEW_QUESTION = """      - id: bericht-terug
        text: Wie hoort van u terug?
        levels: {1: Niemand hoort iets., 2: Soms een., 3: De meesten horen iets., 4: Elke inwoner hoort iets., 5: We leren ervan.}
"""


def story(folder: Path) -> str:
    return describe(releases(folder)[-1], read_version(folder))


def test_without_a_change_it_says_so(folder: Path) -> None:
    assert story(folder).endswith("Er is niets veranderd.")


def test_a_reworded_question_is_left_out_of_a_comparison(edit: Edit) -> None:
    folder = edit(LINE, {"We lezen berichten binnen vijf": "We lezen berichten binnen zes", "wording: 1": "wording: 2"})
    text = story(folder)
    assert (
        "- Vraag 'signaal'\n    wording: was 1, is nu 2\n    niveau 3: was 'We lezen berichten binnen vijf dagen.', "
        "is nu 'We lezen berichten binnen zes dagen.'\n"
    ) in text
    assert "LET OP" not in text
    assert "- 1 van de 2 vragen: ze hebben dezelfde id en dezelfde wording." in text
    assert "- Thema 'Contact' is niet te vergelijken (minder dan 2/3): 1 van de 2 vragen." in text
    assert "laat weg: 'signaal' (andere wording)." in text
    assert "Metingen die er al zijn, houden hun eigen vragen" in text


def test_a_change_without_a_higher_wording_gets_a_warning(edit: Edit) -> None:
    assert "LET OP" in story(edit(LINE, {"Wat gebeurt er": "Wat doet u"}))


def test_a_change_of_punctuation_is_named_as_such(edit: Edit) -> None:
    text = story(edit(LINE, {"Wat gebeurt er met een bericht?": "Wat gebeurt er, met een bericht?"}))
    assert "(alleen leestekens, spaties of hoofdletters)" in text
    assert "LET OP" not in text


def test_added_and_removed_questions(edit: Edit) -> None:
    folder = edit(LINE, {"      - id: gesprek\n": NEW_QUESTION + "      - id: vroeg-gesprek\n"})
    edit("ideas.yaml", {"question: gesprek, ": "question: vroeg-gesprek, ", "question: gesprek\n": "question: vroeg-gesprek\n"})
    text = story(folder)
    assert "- Vraag 'bericht-terug' is nieuw: Wie hoort van u terug?" in text
    assert "- Vraag 'gesprek' is vervallen: Wanneer spreekt u de inwoner?" in text
    assert "'bericht-terug' (nieuw), 'vroeg-gesprek' (nieuw) en 'gesprek' (vervallen)." in text
    assert "werkt nu ook aan vraag 'vroeg-gesprek': core, niveau 1 tot en met 3" in text
    assert "werkt niet meer aan vraag 'gesprek'" in text


def test_a_question_moved_to_another_theme_stays_comparable_but_not_the_theme(edit: Edit) -> None:
    theme = "  - id: vooraf\n    title: Vooraf\n    why: Een gesprek helpt.\n    questions:\n      - id: gesprek\n"
    folder = edit(LINE, {"      - id: gesprek\n": theme})
    old, new = releases(folder)[-1], read_version(folder)
    assert comparable_questions(old, new) == ("signaal", "gesprek")
    assert common_by_theme(old, new) == {"contact": Common(1, 2), "vooraf": Common(0, 1)}
    text = describe(old, new)
    assert "- Vraag 'gesprek'\n    verplaatst van 'Contact' naar 'Vooraf'" in text
    assert "- Thema 'vooraf' is nieuw: Vooraf" in text


def test_help_weights_windows_and_conditions(edit: Edit) -> None:
    edit(LINE, {"Denk aan de berichten van vorige maand.": "Denk aan de berichten van dit jaar.", "weight: 2": "weight: 1/2"})
    changes = {"question: signaal, strength: core, from: 1, to: 3": "question: signaal, strength: clear, from: 1, to: 4"}
    folder = edit("ideas.yaml", {**changes, "signaal: 2": "signaal: 3", "effort: 1": "effort: 2"})
    text = story(folder)
    assert "de uitleg: was 'Denk aan de berichten van vorige maand.', is nu 'Denk aan de berichten van dit jaar.'" in text
    assert "het gewicht: was 2, is nu 1/2" in text
    assert "vraag 'signaal': was core, niveau 1 tot en met 3; is nu clear, niveau 1 tot en met 4" in text
    assert "het niveau dat nodig is bij vraag 'signaal': was 2, is nu 3" in text
    assert "de inzet: was 1, is nu 2" in text
    assert "gebruikt alle vragen" in text


def test_a_part_that_is_added_or_taken_away(edit: Edit) -> None:
    help = "        help: Denk aan de berichten van vorige maand.\n"
    text = story(edit(LINE, {help: "", "weight: 2\n": "weight: 2\n        help: Denk aan een gesprek.\n"}))
    assert "- Vraag 'signaal'\n    de uitleg: weggehaald" in text
    assert "- Vraag 'gesprek'\n    de uitleg: toegevoegd: 'Denk aan een gesprek.'" in text


def test_lists_and_their_order(edit: Edit) -> None:
    edit(LINE, {"sources: [S01, S02]": "sources: [S02, S01]", "- Een afspraak over de termijn": "- Een werkproces"})
    text = story(
        edit(
            "questionnaire.yaml",
            {
                "roles:\n  - {id: beleid, title: Beleid}\n": "roles:\n",
                "size_classes:": ("  - {id: beleid, title: Beleid}\nsize_classes:"),
            },
        )
    )
    assert "de bronnen: de volgorde is anders" in text
    assert "erbij: Een werkproces" in text
    assert "eraf: Een afspraak over de termijn" in text
    assert "- Rol: de volgorde is anders." in text


def test_another_number_needs_no_reminder(edit: Edit) -> None:
    text = story(edit("questionnaire.yaml", {'version: "1.0"': 'version: "1.1"', "title: Proefvragenlijst": "title: Anders"}))
    assert text.startswith("Van versie 1.0 ")
    assert "Verhoog 'version'" not in text
    assert "was Proefvragenlijst, is nu Anders" in text


def test_a_long_text_shows_only_what_changed(edit: Edit) -> None:
    long = " ".join(f"woord{number}" for number in range(40))
    folder = edit(LINE, {"Een vroeg gesprek helpt.": long})
    before = read_version(folder)
    edit(LINE, {"woord20": "anders"})
    text = describe(before, read_version(folder))
    assert "was '… woord17 woord18 woord19 woord20 woord21 woord22 woord23 …'" in text
    assert "is nu '… woord17 woord18 woord19 anders woord21 woord22 woord23 …'" in text


@pytest.mark.parametrize(
    ("shared", "total", "comparable"), [(2, 3, True), (1, 2, False), (1, 3, False), (3, 4, True), (0, 1, False)]
)
def test_two_thirds_is_exact(shared: int, total: int, *, comparable: bool) -> None:
    assert Common(shared, total).comparable is comparable


def test_two_different_questionnaires_are_not_compared(edit: Edit) -> None:
    assert "Dit zijn twee vragenlijsten: 'proef' en 'anders'." in story(edit("questionnaire.yaml", {"id: proef": "id: anders"}))


def test_the_command_compares_folders_and_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    released = folder / "released" / "1.0.json"
    other = shutil.copytree(folder, tmp_path / "anders")
    for arguments in ([], [released], [released, other], [other, folder]):
        assert main(["diff", *map(str, arguments), "--content", str(folder)]) == 0
        assert capsys.readouterr().out.endswith("Er is niets veranderd.\n")


def test_the_command_says_when_there_is_nothing_to_compare(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(folder / "weg"), "--content", str(folder)]) == 1
    assert "weg is er niet. Geef een map met inhoud" in capsys.readouterr().out
    shutil.rmtree(folder / "released")
    assert main(["diff", "--content", str(folder)]) == 1
    assert capsys.readouterr().out.startswith("Er is nog niets uitgebracht")


@pytest.mark.parametrize("arguments", [["diff", "a", "b", "c"], ["check", "a"]])
def test_too_many_names_give_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "Gebruik:" in capsys.readouterr().err
