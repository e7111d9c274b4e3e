from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import CONTENT
from questionnaire.checking import review
from questionnaire.lint import HARD, RULES
from questionnaire.lint_ease import ease, sentences, syllables
from questionnaire.lint_text import abbreviations
from tests.questionnaire.cases import CONTENT_CASES
from tests.questionnaire.conftest import Edit


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("huis", 1),
        ("straf", 1),
        ("inwoner", 3),
        ("gemeente", 3),
        ("bureau", 2),
        ("ideeën", 3),
        ("coördinator", 5),
        ("financiën", 4),
        ("beïnvloeden", 4),
        ("sociaal", 3),
        ("situatie", 4),
        ("vrijlating", 3),
        ("IJssel", 2),
        ("nieuw", 1),
        ("leeuw", 1),
        ("mooie", 2),
        ("BRP", 3),
        ("RIC", 1),
        ("2019", 1),
        ("één", 1),
    ],
)
def test_syllables_of_dutch_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_flesch_douma_and_lix_follow_their_formulas() -> None:
    found = ease(["De gemeente helpt. Wij bellen elke inwoner."])
    assert found is not None
    assert (found.sentences, found.words, found.syllables, found.long_words) == (2, 7, 13, 2)
    assert found.flesch_douma == pytest.approx(206.835 - 0.93 * 7 / 2 - 77 * 13 / 7)
    assert found.lix == pytest.approx(7 / 2 + 100 * 2 / 7)


def test_a_text_without_words_has_no_reading_ease() -> None:
    assert ease(["...", " - "]) is None


@given(st.text())
def test_any_text_with_words_has_a_reading_ease(text: str) -> None:
    found = ease([text])
    assert found is None or (found.flesch_douma < 206.835 and found.lix > 0)


def test_an_abbreviation_with_points_ends_no_sentence() -> None:
    assert sentences("De v.i. telt mee. Ook 'dit' telt! \"En?\" Ja.") == ["De v.i. telt mee.", "Ook 'dit' telt!", '"En?', "Ja."]


def test_abbreviations_are_words_with_at_least_two_capitals() -> None:
    assert abbreviations("Het D&R-plan, de 3RO en VOG's van Wmo in een ZSM-overleg, SAMENWERKING S04") == [
        "D&R",
        "3RO",
        "VOG",
        "ZSM",
    ]


def rules_of(folder: Path) -> set[str]:
    found = review(folder)
    return {problem.rule for problem in (*found.errors, *found.advice)}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("ideas.yaml", "Let op vervanging.", "Let op de nazorg."),  # a listed word that the glossary explains
        ("ideas.yaml", "Let op vervanging.", "Let op de re-integratie."),  # another spelling of a term
        ("ideas.yaml", "Let op vervanging.", "Let op de arbeidsmarkt-samenwerking."),  # a hyphen parts a long word
        ("ideas.yaml", "Let op vervanging.", "Let vaak op, en doe dat natuurlijk altijd."),  # vague only counts in a level
        ("lines/dichtbij.yaml", "Wat gebeurt er met een bericht?", "Hoe merkt u of een bericht er is?"),
        ("lines/dichtbij.yaml", "Het bericht blijft soms liggen.", "Het bericht wordt soms laat."),  # no participle
        ("lines/dichtbij.yaml", "Het bericht blijft soms liggen.", "Het wordt laat, we zijn gebeld."),  # in another clause
        ("lines/dichtbij.yaml", "Het bericht blijft soms liggen.", "We lezen niet. We bellen niet."),  # in two sentences
    ],
)
def test_what_is_fine_is_left_alone(edit: Edit, file: str, old: str, new: str) -> None:
    assert rules_of(edit(file, {old: new})) == set()


@pytest.mark.parametrize("word", ["nazorgen", "Nazorgs"])
def test_an_inflected_term_is_explained(edit: Edit, word: str) -> None:
    edit("lint.yaml", {"jargon: [": f"jargon: [{word}, "})
    assert rules_of(edit("ideas.yaml", {"Let op vervanging.": f"Let op {word}."})) == set()


def test_every_rule_with_a_name_is_broken_by_some_case() -> None:
    said = {text.rpartition(" [")[2] for case in CONTENT_CASES for text in (*case.says, *(case.advises or ())) if " [" in text}
    assert {f"{name}]" for name in RULES} <= said


LISTED = [case for case in CONTENT_CASES if any("[" in text[-25:] for text in (*case.says, *(case.advises or ())))]


@pytest.mark.parametrize("case", LISTED, ids=lambda case: case.name)
def test_an_exception_silences_its_rule_for_its_question_or_idea_only(case: Any, edit: Edit, folder: Path) -> None:
    edit(case.file, case.change)
    for file, change in case.also.items():
        edit(file, change)
    before = review(folder)
    named = [problem for problem in (*before.errors, *before.advice) if problem.rule]
    allowed = {(problem.rule, problem.about) for problem in named}
    settings = yaml.safe_load((folder / "lint.yaml").read_text(encoding="utf-8"))
    pairs = {(each["rule"], each["where"]) for each in settings["allowed"]}
    settings["allowed"] += [{"rule": rule, "where": about, "reason": "Zo is het hier beter."} for rule, about in allowed - pairs]
    (folder / "lint.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    after = review(folder)
    assert [problem for problem in (*after.errors, *after.advice) if problem.rule] == []


def test_an_exception_is_not_called_needless_while_the_file_cannot_be_read(edit: Edit) -> None:
    folder = edit("lines/dichtbij.yaml", {"themes:": "\tthemes:"})
    assert {problem.file for problem in review(folder).errors if "lint" in problem.file} == set()


def test_lint_says_nothing_about_outcomes_while_references_are_broken(edit: Edit) -> None:
    folder = edit("ideas.yaml", {"question: signaal, strength": "question: signaa, strength"})
    assert not rules_of(folder) & {"zonder-gevolg", "onbereikbaar-idee", "niveau-zonder-idee"}


def test_the_app_starts_without_the_file_for_lint(folder: Path) -> None:
    from questionnaire import load

    (folder / "lint.yaml").unlink()
    assert load(folder).questionnaire.questions
    assert [problem.file for problem in review(folder).errors] == ["content/lint.yaml"]


def test_hard_rules_are_errors_and_the_others_advice(edit: Edit) -> None:
    edit("lines/dichtbij.yaml", {"Het bericht blijft soms liggen.": "Het bericht blijft vaak of altijd liggen."})
    found = review(edit("ideas.yaml", {"Tel de gesprekken.": "Tel de gesprekken en/of brieven."}))
    assert {problem.rule for problem in found.errors} == {"vaag"} <= HARD
    assert {problem.rule for problem in found.advice} == {"absoluut", "en-of"}


def test_every_exception_in_the_content_of_the_app_has_a_reason_of_some_length() -> None:
    settings = yaml.safe_load((CONTENT / "lint.yaml").read_text(encoding="utf-8"))
    assert all(len(each["reason"].split()) >= 5 for each in settings["allowed"])
