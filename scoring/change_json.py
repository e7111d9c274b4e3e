"""A comparison as plain data for JSON; exact values are fractions as text ("75/2", "25")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.change import Change, PartChange, QuestionChange
from scoring.change_words import notes, verdict, why_text
from scoring.series import Comparison, Moment, Point


def change_json(comparison: Comparison) -> dict[str, Any]:
    """What changed since the earlier measurement, or since the last of several."""
    change = comparison.change
    theme_of = change.now.questionnaire.theme_of
    return {
        "before": _moment(comparison.before),
        "now": _moment(comparison.now),
        "group": change.group,
        "lines": {id: _part(part) for id, part in change.lines.items()},
        "themes": {id: _part(part) for id, part in change.themes.items()},
        "questions": {each.id: {"theme": theme_of[each.id].id} | _question(each) for each in change.questions},
        "higher": [question.id for question in change.recognised("up")],
        "lower": [question.id for question in change.recognised("down")],
        "not_compared": _left_out(change),
        "notes": notes(comparison),
    }


def series_json(comparison: Comparison) -> dict[str, Any]:
    """All moments, oldest first, with the mean level of every theme and line at each of them."""
    return {
        "moments": [_moment(moment) for moment in comparison.moments],
        "lines": _rows(comparison.lines()),
        "themes": _rows(comparison.themes()),
        "demonstrable_since": [
            {id: part.demonstrable for id, part in {**change.lines, **change.themes}.items()} for change in comparison.changes
        ],
    }


def _left_out(change: Change) -> dict[str, list[str]]:
    return {"new": list(change.new), "lost": list(change.lost), "themes_gone": list(change.gone)}


def _moment(moment: Moment) -> dict[str, Any]:
    questionnaire = moment.result.questionnaire
    return {
        "date": moment.date.isoformat(),
        "municipality": moment.municipality,
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version, "hash": questionnaire.hash},
        "notes": list(moment.notes),
    }


def _part(part: PartChange) -> dict[str, Any]:
    return {
        "demonstrable": part.demonstrable,
        "word": verdict(part),
        "comparable": part.comparable,
        "why_not": why_text(part) or None,
        "direction": part.direction,
        "steps": _exact(part.steps),
        "needed": part.needed if part.comparable else None,
        "points": _exact(part.difference),
        "points_overall": _exact(part.overall),
        "questions": {
            "total": part.common.total,
            "same": part.common.shared,
            "compared": part.compared,
            "fell_out": part.fell_out,
        },
    }


def _question(question: QuestionChange) -> dict[str, Any]:
    return {
        "before": {"level": question.before, "anchor": question.before_anchor},
        "now": {"level": question.now, "anchor": question.now_anchor},
        "step": _exact(question.step),
        "recognised": question.recognised,
    }


def _rows(rows: Mapping[str, Sequence[Point]]) -> dict[str, list[dict[str, Any]]]:
    return {id: [{"level": _exact(point.level), "comparable": point.comparable} for point in row] for id, row in rows.items()}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
