"""Experts' cases: answers in, expected scores, stages and suggestions out. They are data, in `content/cases/`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from questionnaire import messages as say
from questionnaire.answers import StrictLevel
from questionnaire.document import Document, read_document
from questionnaire.models import Frozen, LevelNumber, Questionnaire, Text
from questionnaire.problems import Problem
from questionnaire.text import clip
from scoring.model import Node, Result
from scoring.result import assess


class CaseError(Exception):
    """A case file that cannot be read; the message is Dutch and names the file."""


def _points(value: Any) -> Any:
    """Exact points: 12.5, or "100/3" where no decimal will do."""
    if isinstance(value, bool) or value is None:
        return value
    try:
        return Fraction(str(value))
    except ZeroDivisionError as error:
        raise ValueError("division by zero") from error


class ExpectedTheme(Frozen):
    """Only the keys that are given are compared; `null` expects no value."""

    points: Annotated[Fraction | None, BeforeValidator(_points)] = None
    stage: LevelNumber | None = None
    reported: bool | None = None


class Expected(Frozen):
    themes: dict[str, ExpectedTheme] = Field(default_factory=dict)
    suggests: tuple[str, ...] = ()
    not_suggested: tuple[str, ...] = ()


class Case(Frozen):
    name: Text
    answers: dict[str, StrictLevel | Literal["unknown", "not_applicable"]]
    expect: Expected
    targets: dict[str, LevelNumber] = Field(default_factory=dict)
    size: str | None = None
    missing_partners: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str | None = None


# Which ids stand where. A pattern that ends with "*" names the keys of a mapping, or the items of a list.
_REFERENCES: Final = (
    ("De vraag", "questions", ("answers", "*")),
    ("Het thema", "themes", ("targets", "*")),
    ("Het thema", "themes", ("expect", "themes", "*")),
    ("Het idee", "ideas", ("expect", "suggests", "*")),
    ("Het idee", "ideas", ("expect", "not_suggested", "*")),
    ("De partner", "partners", ("missing_partners", "*")),
    ("De grootteklasse", "size_classes", ("size",)),
)


def read_case(path: Path, questionnaire: Questionnaire) -> Case:
    """One case file, with every id checked. Raises CaseError with all that is wrong, by file and line, in Dutch."""
    document = read_document(path, path.name)
    problems = list(document.problems)
    if not problems:
        problems += _unknown_ids(document, questionnaire)
        try:
            case = Case.model_validate(document.value)
        except ValidationError as error:
            problems += [_explain(document, detail) for detail in error.errors()]
    if problems:
        raise CaseError("\n".join(str(problem) for problem in sorted(set(problems))))
    return case


def _unknown_ids(document: Document, questionnaire: Questionnaire) -> Iterator[Problem]:
    for what, attribute, pattern in _REFERENCES:
        known = [item.id for item in getattr(questionnaire, attribute)]
        for where, value in document.find(*pattern):
            id = str(where[-1] if pattern[-1] == "*" and isinstance(where[-1], str) else value)
            if id not in known and value is not None:
                mend = "Verbeter de id, of haal de regel weg."
                yield document.problem(
                    where, say.UNKNOWN_REFERENCE.format(what=what, id=clip(id), hint=say.did_you_mean(id, known), mend=mend)
                )


def _explain(document: Document, detail: ErrorDetails) -> Problem:
    where = detail["loc"]
    if detail["type"] == "missing":
        return document.problem(where, say.MISSING_KEY.format(key=where[-1]))
    if detail["type"] == "extra_forbidden":
        mend = "Verbeter de naam, of haal de sleutel weg."
        return document.problem(where, say.UNKNOWN_KEY.format(key=clip(str(where[-1])), hint="", mend=mend))
    while where and where not in document.lines:  # pydantic adds the branches of a union that it tried
        where = where[:-1]
    return document.problem(where, f"'{clip(str(detail['input']))}' is hier geen geldige waarde.")


def differences(case: Case, questionnaire: Questionnaire) -> list[str]:
    """What the engine finds otherwise than the expert, in Dutch; empty where they agree."""
    result = assess(questionnaire, case.answers, targets=case.targets, size=case.size, missing_partners=case.missing_partners)
    found: list[str] = []
    for theme, expected in case.expect.themes.items():
        found += [f"thema '{theme}': {difference}" for difference in _theme_differences(expected, result.scores.themes[theme])]
    return found + _suggestion_differences(case.expect, result)


def _theme_differences(expected: ExpectedTheme, node: Node) -> list[str]:
    actual = {"points": node.points, "stage": node.stage, "reported": node.reported}
    return [
        f"{key} verwacht {_show(getattr(expected, key))}, uitkomst {_show(value)}"
        for key, value in actual.items()
        if key in expected.model_fields_set and getattr(expected, key) != value
    ]


def _suggestion_differences(expected: Expected, result: Result) -> list[str]:
    suggested = [suggestion.idea.id for suggestion in result.advice.suggestions]
    but = f"voorgesteld: {', '.join(suggested) or 'niets'}"
    missing = [f"idee '{idea}' is niet voorgesteld ({but})" for idea in expected.suggests if idea not in suggested]
    surplus = [f"idee '{idea}' is voorgesteld en dat hoort niet" for idea in expected.not_suggested if idea in suggested]
    return missing + surplus


def _show(value: Fraction | int | bool | None) -> str:
    if value is None:
        return "geen"
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
