"""Which rules a case exercises, and the report of what no case does."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from questionnaire.models import Questionnaire
from scoring import case_messages as say
from scoring.case_coverage import coverage, report
from scoring.result import assess
from tests.builders import answers, idea, nested, with_lines


def test_rules_that_the_content_cannot_exercise_are_not_asked_for(small: Questionnaire) -> None:
    assert say.RULE_CONDITION["partner"] in coverage(small, []).rules
    assert say.RULE_CONDITION["size"] not in coverage(small, []).rules
    plain = coverage(nested([[[1, 1, 1]]]), []).rules
    assert say.RULE_PARTLY_KNOWN in plain
    assert say.RULE_OUTCOME["blocked"] not in plain
    assert say.RULE_WEIGHT not in plain


def test_a_weight_is_exercised_by_a_known_answer(small: Questionnaire) -> None:
    weighted = with_lines(small, nested([[[1, Fraction(1, 2)], [1]]]).lines)
    known, unknown = (assess(weighted, answers(weighted, 3, value, 3)) for value in (2, "dk"))
    assert coverage(weighted, [unknown]).rules[say.RULE_WEIGHT] == 0
    assert coverage(weighted, [unknown, known]).rules[say.RULE_WEIGHT] == 1
    assert f"  {say.MISSING_RULE.format(rule=say.RULE_WEIGHT)}" in report(coverage(weighted, [unknown]))


def exercised(asked: Questionnaire, *values: int | str, **more: Any) -> set[str]:
    """The rules that one case exercises."""
    return {rule for rule, count in coverage(asked, [assess(asked, answers(asked, *values), **more)]).rules.items() if count}


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ((4, 4, 4), {say.RULE_OUTCOME["share"]}),
        ((1, 5, 4), {say.RULE_FLOOR, say.RULE_OUTCOME["ideas"]}),
        ((4, 4, "dk"), {say.RULE_PARTLY_KNOWN, say.RULE_UNKNOWN, say.RULE_OUTCOME["share"]}),
        ((4, "dk", "dk"), {say.RULE_NOT_REPORTED, say.RULE_UNKNOWN, say.RULE_OUTCOME["share"]}),
        ((4, 4, "na"), {say.RULE_NOT_APPLICABLE, say.RULE_OUTCOME["share"]}),
        (("na",) * 3, {say.RULE_NOT_APPLICABLE, say.RULE_THEME_NOT_APPLICABLE, say.RULE_OUTCOME["unknown"]}),
        ((3, 3, 3), {say.RULE_UNADDRESSED, say.RULE_OUTCOME["ideas"]}),
    ],
)
def test_the_rules_that_one_case_exercises(values: tuple[int | str, ...], rules: set[str]) -> None:
    asked = nested([[[1, 1, 1]]], [idea("bellen", {"q1": ("core", 1, 3)})])
    assert exercised(asked, *values) == rules


@pytest.mark.parametrize(
    ("target", "rules"),
    [(3, {say.RULE_LOWER_TARGET}), (4, set[str]()), (5, {say.RULE_HIGHER_TARGET})],
)
def test_only_another_target_exercises_the_rules_about_targets(target: int, rules: set[str]) -> None:
    both = {say.RULE_LOWER_TARGET, say.RULE_HIGHER_TARGET}
    assert exercised(nested([[[1, 1, 1]]]), 5, 5, 5, targets={"t1": target}) & both == rules


@pytest.mark.parametrize(
    ("kind", "needs", "more"),
    [
        ("size", {"size": ["klein"]}, {"size": "groot"}),
        ("level", {"levels": {"q2": 3}}, {}),
        ("partner", {"partners": ["werkgevers"]}, {"missing_partners": ["werkgevers"]}),
    ],
)
def test_each_condition_is_a_rule_of_its_own(kind: str, needs: dict[str, Any], more: dict[str, Any]) -> None:
    asked = nested([[[1, 1]]], [idea("maat", {"q1": ("core", 1, 3)}, **needs)])
    assert set(say.RULE_CONDITION.values()) & coverage(asked, []).rules.keys() == {say.RULE_CONDITION[kind]}
    assert exercised(asked, 2, 2, **more) >= {say.RULE_CONDITION[kind], say.RULE_OUTCOME["blocked"]}
    assert say.RULE_CONDITION[kind] not in exercised(asked, 4, 4)


def test_the_whole_report_of_a_small_questionnaire() -> None:
    asked = nested([[[1]]], [idea("bellen", {"q1": ("core", 1, 3)})])
    text = report(coverage(asked, [assess(asked, answers(asked, value)) for value in (2, 4, "dk")]))
    rules = {say.RULE_NOT_REPORTED, say.RULE_UNKNOWN, *(say.RULE_OUTCOME[outcome] for outcome in ("ideas", "share", "unknown"))}
    every = list(coverage(asked, []).rules)
    wide = max(map(len, every))
    assert text[:9] == [
        say.COVERAGE,
        "",
        "Niveaus: 2 van 5. Per vraag niveau 1 tot en met 5:",
        f"  {'q1'.ljust(wide)}   0   1   0   1   0",
        "",
        "Ideeën: 1 van 1. Voorgesteld, en bij 'later mogelijk':",
        f"  {'bellen'.ljust(wide)}   1   0",
        "",
        "Regels: 5 van 11.",
    ]
    assert text[9:20] == [f"  {rule.ljust(wide)}   {int(rule in rules)}" for rule in every]
    assert text[20:] == [
        "",
        say.MISSING_HEAD,
        *(f"  niveau {level} van de vraag 'q1'" for level in (1, 3, 5)),
        *(f"  de regel '{rule}'" for rule in every if rule not in rules),
    ]
    assert coverage(asked, []).missing[5] == "het idee 'bellen'"


def test_an_idea_that_is_only_possible_later_is_exercised_too() -> None:
    asked = nested([[[1, 1]]], [idea("samen", {"q1": ("core", 1, 3)}, partners=["werkgevers"])])
    found = coverage(asked, [assess(asked, answers(asked, 2, 2), missing_partners=["werkgevers"])])
    assert (found.suggested, found.later) == ({"samen": 0}, {"samen": 1})
    assert say.MISSING_IDEA.format(idea="samen") not in found.missing
    assert say.MISSING_IDEA.format(idea="samen") in coverage(asked, []).missing


def test_one_unknown_of_two_is_too_many_to_ask_for_a_theme_that_is_partly_known() -> None:
    assert say.RULE_PARTLY_KNOWN not in coverage(nested([[[1, 1]]]), []).rules


@pytest.mark.parametrize("part", ["question", "theme", "line"])
def test_a_weight_counts_wherever_it_stands(part: str) -> None:
    plain = nested([[[1]]])
    (line,) = plain.lines
    (theme,) = line.themes
    (question,) = theme.questions
    heavy = {"weight": Fraction(2)}
    question = question.model_copy(update=heavy if part == "question" else {})
    theme = theme.model_copy(update={"questions": (question,)} | (heavy if part == "theme" else {}))
    line = line.model_copy(update={"themes": (theme,)} | (heavy if part == "line" else {}))
    assert say.RULE_WEIGHT not in coverage(plain, []).rules
    assert say.RULE_WEIGHT in exercised(with_lines(plain, [line]), 3)
