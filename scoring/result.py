"""From answers to a result, and from a result to JSON. Screens, report and exports all start here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from questionnaire.answers import UNKNOWN, Measurement, Value
from questionnaire.contradictions import Contradiction
from questionnaire.models import DEFAULT_TARGET, LEVELS, Questionnaire
from scoring.certainty_words import certainty
from scoring.groups import agenda
from scoring.hints import hints
from scoring.model import Condition, GroupFigures, Node, Result, Scores
from scoring.reason_words import tell_all
from scoring.reasons import reasons
from scoring.robustness import End, Rank, robustness
from scoring.suggestions import suggest
from scoring.tree import SOLO, score, score_group


def assess(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    *,
    targets: Mapping[str, int] | None = None,
    size: str | None = None,
    missing_partners: Collection[str] = (),
) -> Result:
    """The result of one person's, or a group's agreed, answers by question id.

    `targets` holds levels 1..5 by theme id (4 where absent), `size` a size class id, `missing_partners` partner ids.
    Raises ValueError for an answer, id or target that the questionnaire does not know.
    """
    scores = score(questionnaire, values)
    return _result(questionnaire, dict(values), scores, targets, size, missing_partners)


def assess_group(
    questionnaire: Questionnaire,
    people: Sequence[Mapping[str, Value]],
    roles: Sequence[str | None] = (),
    *,
    targets: Mapping[str, int] | None = None,
    size: str | None = None,
    missing_partners: Collection[str] = (),
) -> Result:
    """The result of several people; one person gives the same result as `assess`. Errors: see `assess`."""
    values = people[0] if len(people) == 1 else {}
    scores = score_group(questionnaire, people, roles)
    return _result(questionnaire, dict(values), scores, targets, size, missing_partners)


def assess_measurements(questionnaire: Questionnaire, measurements: Sequence[Measurement]) -> Result:
    """The result of one or more measurement files. The first one sets targets, size and missing partners."""
    first = measurements[0]
    return assess_group(
        questionnaire,
        [measurement.values for measurement in measurements],
        [measurement.role for measurement in measurements],
        targets=first.targets,
        size=first.size,
        missing_partners=first.missing_partners,
    )


def _result(
    questionnaire: Questionnaire,
    values: Mapping[str, Value],
    scores: Scores,
    targets: Mapping[str, int] | None,
    size: str | None,
    missing_partners: Collection[str],
) -> Result:
    targets = targets or {}
    for theme, target in targets.items():
        if theme not in questionnaire.theme_by_id:
            raise ValueError(f"thema '{theme}' staat niet in de vragenlijst")
        if type(target) is not int or target not in LEVELS:
            raise ValueError(f"thema '{theme}': {target!r} is geen ambitie; kies 1 tot en met 5")
    if size is not None and size not in {named.id for named in questionnaire.size_classes}:
        raise ValueError(f"grootteklasse '{size}' staat niet in de vragenlijst")
    if unknown_partners := sorted(set(missing_partners) - {named.id for named in questionnaire.partners}):
        raise ValueError(f"partner '{unknown_partners[0]}' staat niet in de vragenlijst")

    filled = {theme.id: targets.get(theme.id, DEFAULT_TARGET) for theme in questionnaire.themes}
    # The levels that may be shown: of one person those that were chosen, as whole numbers.
    levels: dict[str, Fraction | int] = {id: value for id, value in values.items() if isinstance(value, int)}
    if scores.group:
        levels = {id: level for id, node in scores.questions.items() if (level := node.shown_level) is not None}
    unknown = {id for id, node in scores.questions.items() if node.applicable and not node.reported}
    advice = suggest(questionnaire, levels, unknown, filled, size, missing_partners)
    return Result(questionnaire, values, scores, advice, filled)


def to_json(result: Result, contradictions: Iterable[Contradiction] = ()) -> dict[str, Any]:
    """The result as plain data for JSON; exact values are fractions as text ("75/2", "25").

    `contradictions` are those of the content; "hints" names the ones that the answers of one person meet.
    """
    return numbers_json(result, contradictions) | _why(result)


def numbers_json(result: Result, contradictions: Iterable[Contradiction] = ()) -> dict[str, Any]:
    """What `to_json` gives without the sentences: for whoever analyses many measurements."""
    questionnaire, scores, advice = result.questionnaire, result.scores, result.advice
    return {
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version, "hash": questionnaire.hash},
        "total": _node(scores.total),
        "lines": {id: _node(node) for id, node in scores.lines.items()},
        "themes": {id: _node(node) for id, node in scores.themes.items()},
        "questions": _questions(result),
        "suggestions": [
            {
                "idea": suggestion.idea.id,
                "list": suggestion.list,
                "gain": str(suggestion.gain),
                "reasons": [
                    {"question": reason.question, "level": _level(reason.level), "share": str(reason.share)}
                    for reason in suggestion.reasons
                ],
            }
            for suggestion in advice.suggestions
        ],
        "agenda": list(agenda(questionnaire, scores)),
        "find_out": list(advice.find_out),
        "later": [
            {
                "idea": postponed.idea.id,
                "gain": str(postponed.gain),
                "conditions": [_condition(condition) for condition in postponed.conditions],
            }
            for postponed in advice.later
        ],
        "unaddressed": list(advice.unaddressed),
        "outcome": advice.outcome,
        "hints": [hint.id for hint in hints(contradictions, result.values)],
    }


def _why(result: Result) -> dict[str, Any]:
    """The reasons of every theme and line in sentences, and how sure both ends of the rankings are."""
    found, sure = reasons(result), robustness(result)
    sentences = certainty(result.questionnaire, sure, found.voice)
    return {
        "reasons": tell_all(result.questionnaire, found),
        "robustness": {"themes": _ends(sure.themes), "lines": _ends(sure.lines), "sentences": sentences},
    }


def _ends(ends: Mapping[End, Rank] | None) -> dict[str, Any] | None:
    if ends is None:
        return None
    return {
        end: {
            "ids": list(rank.ids),
            "chance": _exact(rank.chance),
            "closest": rank.closest,
            "stays": rank.stays,
            "sure": rank.sure,
            "passing": list(rank.passing),
        }
        for end, rank in ends.items()
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _level(level: Fraction) -> int | str:
    """A chosen level is a whole number; the mean of a group need not be."""
    return level.numerator if level.denominator == 1 else str(level)


def _node(node: Node) -> dict[str, Any]:
    return {
        "points": _exact(node.points),
        "low": _exact(node.low),
        "high": _exact(node.high),
        "coverage": _exact(node.coverage),
        "reported": node.reported,
        "stage": node.stage,
        "applicable": node.applicable,
    }


_LEAVES: Final = {value: _node(node) for value, node in SOLO.items()}
"""The question of one person, by the answer: there are only seven."""


def _questions(result: Result) -> dict[str, dict[str, Any]]:
    scores, values = result.scores, result.values
    if not scores.group:
        return {id: dict(_LEAVES[values.get(id, UNKNOWN)]) for id in scores.questions}
    return {id: _node(node) | _group(scores.group[id]) for id, node in scores.questions.items()}


def _group(figures: GroupFigures) -> dict[str, Any]:
    return {
        "counts": list(figures.counts),
        "unknown": figures.unknown,
        "not_applicable": figures.not_applicable,
        "agreement": _exact(figures.agreement),
        "flags": list(figures.flags),
        "roles": {role: list(counts) for role, counts in figures.roles.items()},
    }


def _condition(condition: Condition) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": condition.kind, "subject": list(condition.subject)}
    return data if condition.level is None else data | {"level": condition.level}
