"""Experts' cases: answers in, expected scores, stages and suggestions out. They are data, in `content/cases/`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from questionnaire.answers import StrictLevel
from questionnaire.models import Frozen, LevelNumber, Questionnaire, Text
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


_KINDS: Final = {
    "missing": "ontbreekt",
    "extra_forbidden": "is geen bekende sleutel",
    "dict_type": "moet een lijst van sleutels en waarden zijn",
    "tuple_type": "moet een lijst zijn",
    "string_type": "moet tekst zijn",
    "bool_type": "moet true of false zijn",
}


def read_case(path: Path, questionnaire: Questionnaire) -> Case:
    """One case file, with every id checked. Raises CaseError, with all that is wrong in Dutch."""
    try:
        text = path.read_text(encoding="utf-8")
        case = Case.model_validate(yaml.safe_load(text))
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: het bestand is niet te lezen ({type(error).__name__}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", regel {mark.line + 1}" if mark else ""
        raise CaseError(f"{path}{where}: dit is geen geldige YAML.") from error
    except ValidationError as error:
        raise CaseError("\n".join(f"{path}: {_describe(item)}" for item in error.errors())) from error

    known: list[tuple[str, Iterable[str], Container[str]]] = [
        ("vraag", case.answers, questionnaire.question_by_id),
        ("thema", [*case.expect.themes, *case.targets], questionnaire.theme_by_id),
        ("idee", [*case.expect.suggests, *case.expect.not_suggested], questionnaire.idea_by_id),
        ("partner", case.missing_partners, {partner.id for partner in questionnaire.partners}),
        ("grootteklasse", [case.size] if case.size else [], {size.id for size in questionnaire.size_classes}),
    ]
    unknown = [
        f"{path}{_line(text, id)}: {kind} '{id}' staat niet in de vragenlijst."
        for kind, ids, valid in known
        for id in ids
        if id not in valid
    ]
    if unknown:
        raise CaseError("\n".join(unknown))
    return case


def _describe(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "het bestand"
    what = _KINDS.get(error["type"], f"{error.get('input')!r} is hier geen geldige waarde")
    return f"{where} {what}."


def _line(text: str, id: str) -> str:
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")
    return next((f", regel {number}" for number, line in enumerate(text.splitlines(), start=1) if word.search(line)), "")


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
