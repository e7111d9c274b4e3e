"""Lint: the rules for texts and outcomes together, less the exceptions that editors made in `lint.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from questionnaire import lint_rules, outcomes
from questionnaire import messages as say
from questionnaire.document import Document, read_document
from questionnaire.explain import read_model
from questionnaire.folder import CONTRADICTIONS, IDEAS, Folder
from questionnaire.lint_rules import Texts
from questionnaire.lint_words import LINT, LINT_SHAPE, Lint
from questionnaire.outcomes import Outcomes
from questionnaire.problems import Problem, first
from questionnaire.rules import ids
from questionnaire.text import clip

HARD: Final = frozenset({*lint_rules.HARD, *outcomes.HARD})
"""The names of the rules that must be met; the others give advice."""
RULES: Final = (*lint_rules.HARD, *lint_rules.SOFT, *outcomes.HARD, *outcomes.SOFT)
_PLACES: Final = ("question", "idea", "contradiction", "theme", "line")


@dataclass(frozen=True)
class Findings:
    """What lint found: errors, and advice that leaves the content usable. Not sorted."""

    errors: tuple[Problem, ...]
    advice: tuple[Problem, ...]


def lint(folder: Folder, *, usable: bool) -> Findings:
    """Everything lint finds. `usable`: the content has no errors in shape or references, so its outcomes can be worked out."""
    document = read_document(folder.root / LINT, folder.shown(LINT))
    settings = read_model(document, LINT_SHAPE) if document.readable else None
    if settings is None:
        return Findings(tuple(document.problems), ())
    found = _found(folder, settings, usable)
    allowed = {(each.rule, each.where) for each in settings.allowed}
    kept = [
        problem
        for problems in found.values()
        for problem in first(each for each in problems if (each.rule, each.about) not in allowed)
    ]
    named = [folder.documents[name] for name in (IDEAS, CONTRADICTIONS) if name in folder.documents]
    complete = all(each.readable for each in (*named, *folder.line_documents.values()))
    exceptions = _exceptions(folder, document, settings, found) if complete else ()
    return Findings(
        (*document.problems, *exceptions, *(problem for problem in kept if problem.rule in HARD)),
        tuple(problem for problem in kept if problem.rule not in HARD),
    )


def _found(folder: Folder, settings: Lint, usable: bool) -> dict[str, list[Problem]]:
    """What each rule says, by its name; rules that could not be applied are left out."""
    texts = Texts(folder, settings.words)
    found = {name: list(rule(name, texts)) for name, rule in {**lint_rules.HARD, **lint_rules.SOFT}.items()}
    if usable:
        model = Outcomes(folder)
        found |= {name: list(rule(name, model)) for name, rule in {**outcomes.HARD, **outcomes.SOFT}.items()}
    return found


def _exceptions(folder: Folder, document: Document, settings: Lint, found: Mapping[str, list[Problem]]) -> Iterator[Problem]:
    """What is wrong with the exceptions themselves."""
    known = {name for kind in _PLACES for _, _, name in ids(folder, kind)}
    first: dict[tuple[str, str], int] = {}
    for index, each in enumerate(settings.allowed):
        place = ("allowed", index)
        if each.rule not in RULES:
            message = say.EXCEPTION_UNKNOWN_RULE.format(
                rule=clip(each.rule), hint=say.did_you_mean(each.rule, RULES), rules=", ".join(RULES)
            )
            yield document.problem((*place, "rule"), message)
        elif each.where not in known:
            hint = say.did_you_mean(each.where, known)
            yield document.problem((*place, "where"), say.EXCEPTION_UNKNOWN_ID.format(id=each.where, hint=hint))
        elif (each.rule, each.where) in first:
            yield document.problem(place, say.EXCEPTION_TWICE.format(first=first[each.rule, each.where]))
        elif each.rule in found and not any(problem.about == each.where for problem in found[each.rule]):
            yield document.problem(place, say.EXCEPTION_UNUSED.format(rule=each.rule, id=each.where))
        first.setdefault((each.rule, each.where), document.line(place))
