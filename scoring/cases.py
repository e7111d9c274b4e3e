"""Experts' cases: answers in, expected scores, stages and suggestions out. They are data, in `content/cases/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StrictBool, ValidationError
from pydantic_core import ErrorDetails

from questionnaire import messages as say
from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, StrictLevel
from questionnaire.base import Frozen, Text
from questionnaire.document import Document, Where, kind_of, read_document
from questionnaire.models import Questionnaire
from questionnaire.problems import Problem
from questionnaire.text import clip, listed
from scoring import case_messages as case_say
from scoring.model import Node, Result
from scoring.result import assess


class CaseError(Exception):
    """A case file that cannot be read; the message is Dutch and names the file."""


# Bounded: Fraction("1e999999999") would calculate for hours.
_POINTS: Final = re.compile(r"\d{1,3}(\.\d{1,12})?|\d{1,9}/[1-9]\d{0,8}")


def _points(value: Any) -> Any:
    """Exact points: 12.5, or "100/3" where no decimal will do."""
    if value is None:
        return value
    if isinstance(value, bool) or not _POINTS.fullmatch(str(value)) or (points := Fraction(str(value))) > 100:
        raise ValueError("no points")
    return points


class ExpectedTheme(Frozen):
    """Only the keys that are given are compared; `null` expects no value."""

    points: Annotated[Fraction | None, BeforeValidator(_points)] = None
    stage: StrictLevel | None = None
    reported: StrictBool | None = None


class Expected(Frozen):
    """`later` and `outcome` are compared where they are given; see `scoring.model.Advice`."""

    themes: dict[str, ExpectedTheme] = Field(default_factory=dict)
    suggests: tuple[str, ...] = ()
    not_suggested: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    outcome: Literal["ideas", "share", "unknown", "blocked"] | None = None


class Case(Frozen):
    name: Text
    answers: dict[str, StrictLevel | Literal["unknown", "not_applicable"]]
    expect: Expected
    targets: dict[str, StrictLevel] = Field(default_factory=dict)
    size: str | None = None
    missing_partners: tuple[str, ...] = ()


# Which ids stand where. A pattern that ends with "*" names the keys of a mapping, or the items of a list.
_REFERENCES: Final = (
    ("De vraag", "questions", ("answers", "*")),
    ("Het thema", "themes", ("targets", "*")),
    ("Het thema", "themes", ("expect", "themes", "*")),
    ("Het idee", "ideas", ("expect", "suggests", "*")),
    ("Het idee", "ideas", ("expect", "not_suggested", "*")),
    ("Het idee", "ideas", ("expect", "later", "*")),
    ("De partner", "partners", ("missing_partners", "*")),
    ("De grootteklasse", "size_classes", ("size",)),
)


def read_case(path: Path, questionnaire: Questionnaire) -> Case:
    """One case file, with every id checked. Raises CaseError with all that is wrong, by file and line, in Dutch."""
    document = read_document(path, clip("/".join(path.absolute().parts[-3:]), 120))  # content/cases/dorp.yaml
    problems = list(document.problems)
    if document.readable and not problems:
        problems += _unknown_ids(document, questionnaire)
        problems += _ideas_twice(document)
        try:
            case = Case.model_validate(document.value)
        except ValidationError as error:
            problems += [_explain(document, detail) for detail in error.errors(include_url=False)]
        else:
            if case.expect == Expected():
                problems.append(document.problem(("expect",), case_say.NOTHING_EXPECTED))
    if problems:
        raise CaseError("\n".join(str(problem) for problem in sorted(set(problems))))
    return case


def _unknown_ids(document: Document, questionnaire: Questionnaire) -> Iterator[Problem]:
    for what, attribute, pattern in _REFERENCES:
        known = [item.id for item in getattr(questionnaire, attribute)]
        for where, value in document.find(*pattern):
            id = where[-1] if pattern[-1] == "*" and not isinstance(_parent(document, where), list) else value
            if isinstance(id, str | int) and str(id) not in known:
                hint = say.did_you_mean(str(id), known)
                message = say.UNKNOWN_REFERENCE.format(what=what, id=clip(str(id)), hint=hint, mend=case_say.FIX_ID)
                yield document.problem(where, message)


def _parent(document: Document, where: Where) -> Any:
    value: Any = document.value
    for step in where[:-1]:
        value = value[step]
    return value


def _ideas_twice(document: Document) -> Iterator[Problem]:
    """An idea stands once in a list, and what is expected as a suggestion is not expected elsewhere."""
    first: dict[tuple[str, str], int] = {}
    for key in ("suggests", "not_suggested", "later"):
        for where, idea in document.find("expect", key, "*"):
            earlier = next((first[other, str(idea)] for other in ("suggests", key) if (other, str(idea)) in first), None)
            if earlier is not None:
                yield document.problem(where, case_say.IDEA_TWICE.format(id=clip(str(idea)), first=earlier))
            first[key, str(idea)] = document.line(where)


def _explain(document: Document, detail: ErrorDetails) -> Problem:
    """One error of pydantic, by its types: docs.pydantic.dev, "Validation Errors"."""
    where, given = tuple(detail["loc"]), detail["input"]
    if detail["type"] == "missing":
        return document.problem(where, say.MISSING_KEY.format(key=where[-1]))
    if detail["type"] == "extra_forbidden":
        key, known = str(where[-1]), _keys(where[:-1])
        hint = say.did_you_mean(key, known)
        mend = case_say.FIX_KEY if hint else case_say.CHOOSE_KEY.format(keys=listed(known))
        return document.problem(where, say.UNKNOWN_KEY.format(key=clip(key), hint=hint, mend=mend))
    while where and where not in document.lines:  # pydantic adds the branches of a union that it tried
        where = where[:-1]
    return document.problem(where, _message(document, where, detail["type"], given))


def _keys(where: Where) -> list[str]:
    """The keys a case knows at a place."""
    models: dict[int, type[Frozen]] = {0: Case, 1: Expected}
    model = models.get(len(where), ExpectedTheme)
    return list(model.model_fields)


def _message(document: Document, where: Where, kind: str, given: object) -> str:
    value = clip(document.written.get(where, str(given)))
    match where:
        case _ if given is None:
            return say.NO_VALUE
        case _ if kind in ("model_type", "dict_type"):
            return say.MAPPING_EXPECTED.format(kind=kind_of(given))
        case _ if kind == "tuple_type":
            return say.LIST_EXPECTED.format(kind=kind_of(given))
        case ("answers", _):
            return case_say.BAD_ANSWER.format(value=value, hint=say.did_you_mean(value, (UNKNOWN, NOT_APPLICABLE)))
        case ("targets", _) | ("expect", "themes", _, "stage"):
            return case_say.BAD_LEVEL.format(value=value)
        case ("expect", "themes", _, "points"):
            return case_say.BAD_POINTS.format(value=value)
        case ("expect", "themes", _, "reported"):
            return case_say.BAD_REPORTED.format(value=value)
        case ("expect", "outcome"):
            choices = list(case_say.RULE_OUTCOME)
            return say.BAD_CHOICE.format(value=value, hint=say.did_you_mean(value, choices), choices=", ".join(choices))
        case _ if kind == "string_too_short":
            return say.NO_VALUE
        case _:  # at all other places stands a text
            return say.NOT_TEXT.format(value=value, kind=kind_of(given))


def assess_case(case: Case, questionnaire: Questionnaire) -> Result:
    return assess(questionnaire, case.answers, targets=case.targets, size=case.size, missing_partners=case.missing_partners)


def differences(case: Case, result: Result) -> list[str]:
    """What the engine finds otherwise than the expert, in Dutch; empty where they agree."""
    found: list[str] = []
    for theme, expected in case.expect.themes.items():
        found += _theme_differences(theme, expected, result.scores.themes[theme])
    return found + _advice_differences(case.expect, result)


def _theme_differences(theme: str, expected: ExpectedTheme, node: Node) -> list[str]:
    actual = {"points": node.points, "stage": node.stage, "reported": node.reported}
    return [
        case_say.THEME_DIFFERS.format(theme=theme, what=key, expected=_show(getattr(expected, key)), actual=_show(value))
        for key, value in actual.items()
        if key in expected.model_fields_set and getattr(expected, key) != value
    ]


def _advice_differences(expected: Expected, result: Result) -> list[str]:
    advice = result.advice
    suggested = [suggestion.idea.id for suggestion in advice.suggestions]
    later = [postponed.idea.id for postponed in advice.later]
    shown, shown_later = listed(suggested) or "niets", listed(later) or "niets"
    missing = [case_say.NOT_SUGGESTED.format(idea=idea, suggested=shown) for idea in expected.suggests if idea not in suggested]
    surplus = [case_say.SUGGESTED.format(idea=idea) for idea in expected.not_suggested if idea in suggested]
    waiting = [case_say.NOT_LATER.format(idea=idea, later=shown_later) for idea in expected.later if idea not in later]
    other = expected.outcome not in (None, advice.outcome)
    return (
        missing
        + surplus
        + waiting
        + ([case_say.OUTCOME_DIFFERS.format(expected=expected.outcome, actual=advice.outcome)] if other else [])
    )


def _show(value: Fraction | int | bool | None) -> str:
    if value is None:
        return "geen"
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
