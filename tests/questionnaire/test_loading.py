from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

from questionnaire import Content, check, load
from questionnaire.models import Questionnaire
from tests.questionnaire.conftest import VALID, Edit


def test_every_file_ends_up_in_the_content(content: Content) -> None:
    questionnaire = content.questionnaire
    assert [line.id for line in questionnaire.lines] == ["dichtbij"]
    assert [question.id for question in questionnaire.questions] == ["signaal", "gesprek"]
    assert questionnaire.question_by_id["gesprek"].weight == Fraction(2)
    assert questionnaire.question_by_id["gesprek"].levels[5] == "We vragen iedereen hoe het ging."
    assert questionnaire.idea_by_id["bezoek"].requires.levels == {"signaal": 2}
    assert content.programme.tranches[0].closed == date(2018, 4, 30)
    assert [source.id for source in content.sources] == ["S01", "S02"]
    assert content.glossary[1].also == ("re-integratie",)
    assert [name.name for name in content.municipalities.names] == ["Aa en Hunze", "Aalsmeer", "Aalten"]
    assert content.facilitation is not None
    assert [step.phase for script in content.facilitation.scripts for step in script.steps] == [
        "antwoorden",
        "gesprek",
        "tweede ronde",
    ]


def test_the_indicators_are_read_in_order_and_change_no_hash(folder: Path, edit: Edit) -> None:
    before = load(folder)
    assert [(each.id, each.moment) for each in before.indicators] == [
        ("gesproken", "tijdens detentie"),
        ("onderdak", "dag van vrijlating"),
    ]
    after = load(edit("indicators.yaml", {"Is er een bed?": "Is er een huis?"}))
    assert after.indicators[1].question == "Is er een huis?"
    assert after.questionnaire.hash == before.questionnaire.hash


def test_a_folder_without_indicators_can_be_used_and_the_check_asks_for_them(folder: Path) -> None:
    (folder / "indicators.yaml").unlink()
    assert load(folder).indicators == ()
    assert [str(problem) for problem in check(folder)] == [
        "content/indicators.yaml:1: Dit bestand ontbreekt. Zet het terug, of kopieer het uit een eerdere versie."
    ]


def test_a_folder_without_a_guide_can_be_used_and_the_check_asks_for_one(folder: Path) -> None:
    (folder / "facilitation.yaml").unlink()
    assert load(folder).facilitation is None
    assert [str(problem) for problem in check(folder)] == [
        "content/facilitation.yaml:1: Dit bestand ontbreekt. Zet het terug, of kopieer het uit een eerdere versie."
    ]


def test_the_short_set_is_the_first_question_of_each_theme(questionnaire: Questionnaire) -> None:
    assert questionnaire.short_questions == ("signaal",)
    real = load().questionnaire
    assert [real.theme_of[id] for id in real.short_questions] == list(real.themes)
    assert all(real.theme_of[id].questions[0].id == id for id in real.short_questions)


def test_lines_stand_in_the_order_of_the_list(folder: Path, edit: Edit) -> None:
    edit("questionnaire.yaml", {"  - dichtbij\n": "  - dichtbij\n  - anders\n"})
    text = (folder / "lines" / "dichtbij.yaml").read_text(encoding="utf-8")
    for name in ("dichtbij", "contact", "signaal", "gesprek"):
        text = text.replace(f"id: {name}", f"id: {'anders' if name == 'dichtbij' else name + '-2'}")
    (folder / "lines" / "anders.yaml").write_text(text, encoding="utf-8")
    assert [line.id for line in load(folder).questionnaire.lines] == ["dichtbij", "anders"]


def test_a_weight_is_read_exactly(edit: Edit) -> None:
    assert load(edit("lines/dichtbij.yaml", {"weight: 2": "weight: 0.1"})).questionnaire.questions[1].weight == Fraction(1, 10)


def test_the_hash_changes_when_one_anchor_changes(questionnaire: Questionnaire, edit: Edit) -> None:
    folder = edit("lines/dichtbij.yaml", {"We vragen iedereen hoe het ging.": "We vragen iedereen hoe dit ging."})
    assert load(folder).questionnaire.hash != questionnaire.hash


def test_the_hash_stays_when_keys_stand_in_another_order(questionnaire: Questionnaire, folder: Path) -> None:
    def reversed_keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: reversed_keys(value[key]) for key in reversed(value)}
        return [reversed_keys(item) for item in value] if isinstance(value, list) else value

    for name in ("questionnaire.yaml", "lines/dichtbij.yaml", "ideas.yaml"):
        data = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
        turned = yaml.safe_dump(reversed_keys(data), sort_keys=False, allow_unicode=True)
        assert turned != yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        (folder / name).write_text(turned, encoding="utf-8")
    assert load(folder).questionnaire.hash == questionnaire.hash


def test_the_words_around_the_questionnaire_do_not_change_its_hash(questionnaire: Questionnaire, edit: Edit) -> None:
    edit("facilitation.yaml", {"Een kleine gids.": "Een gids."})
    folder = edit("glossary.yaml", {"Hulp na de vrijlating.": "Hulp daarna."})
    assert load(folder).questionnaire.hash == questionnaire.hash


def test_a_questionnaire_survives_its_own_json(questionnaire: Questionnaire) -> None:
    again = Questionnaire.model_validate_json(questionnaire.to_json())
    assert again == questionnaire
    assert again.hash == questionnaire.hash


def test_loading_twice_gives_the_same_content(content: Content) -> None:
    assert load(VALID) == content
