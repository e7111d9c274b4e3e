"""What changed since an earlier measurement, for the template: numbers from the `Comparison`, words from `scoring`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.change import Direction, PartChange
from scoring.change_words import (
    RULE,
    basis_text,
    headline,
    notes,
    recognised_text,
    recognised_title,
    steps_text,
    verdict_text,
    why_text,
)
from scoring.series import Comparison, Point
from scoring.words import level_text

Data = dict[str, Any]

MIN_AXES = 3


def change_section(beside: Comparison, dates: Mapping[date, str]) -> Data:
    """The chapter. `dates` holds the day of each moment as people read it."""
    change, questionnaire = beside.change, beside.now.result.questionnaire
    then, now = dates[beside.before.date], dates[beside.now.date]
    themes = beside.themes()
    axes = [_axis(theme.title, themes[theme.id], beside.place) for theme in questionnaire.themes]
    both = [axis for axis in axes if axis["value"] is not None and axis["before"] is not None]
    radar = {
        "axes": axes,
        "alt": f"Spinnenweb met twee profielen op een schaal van 1 tot 5. {headline(change, then)} "
        "De tabel hierna toont alle getallen.",
        "caption": "De streeplijn met ruiten is toen, de volle lijn met stippen is nu. De getallen horen bij nu. "
        "Een thema zonder score blijft open.",
        "before": f"Toen: {then}",
        "now": f"Nu: {now}",
    }
    left_out = [(line.title, change.lines[line.id]) for line in questionnaire.lines]
    left_out += [(theme.title, change.themes[theme.id]) for theme in questionnaire.themes]
    return {
        "title": "Wat is er veranderd",
        "headline": headline(change, then),
        "remarks": [text for text in (recognised_text(change), f"Deze meting is van {now}, de eerdere van {then}.") if text],
        "radar": radar if len(both) >= MIN_AXES else None,
        "table_title": "Toen en nu in getallen",
        "table_intro": "Het verschil gaat alleen over vragen met op beide momenten een niveau.",
        "lines": [
            {
                "total": _row(line.title, beside.lines()[line.id], beside.place, change.lines[line.id]),
                "themes": [_row(theme.title, themes[theme.id], beside.place, change.themes[theme.id]) for theme in line.themes],
            }
            for line in questionnaire.lines
        ],
        "rule": RULE,
        "quotes": [part for way in ("up", "down") if (part := _quotes(beside, way))["items"]],
        "left_out_title": "Niet vergelijkbaar",
        "left_out": [[title, why_text(part)] for title, part in left_out if not part.comparable],
        "notes_title": "Lees dit erbij",
        "notes": notes(beside),
        "series": _series(beside, dates) if len(beside.earlier) > 1 else None,
    }


def _axis(title: str, points: tuple[Point, ...], place: int) -> Data:
    before, now = points[place].level, points[-1].level
    return {
        "label": title,
        "before": None if before is None else float(before),
        "value": None if now is None else float(now),
        "text": "geen score" if now is None else level_text(now),
    }


def _row(title: str, points: tuple[Point, ...], place: int, part: PartChange) -> Data:
    return {
        "title": title,
        "before": _level(points[place]),
        "now": _level(points[-1]),
        "steps": steps_text(part) or "–",
        "verdict": verdict_text(part),
        "demonstrable": part.demonstrable,
        "basis": basis_text(part).removesuffix(" vragen").removesuffix(" vraag") if part.comparable else "–",
    }


def _level(point: Point) -> str:
    if not point.comparable:
        return "andere vragen"
    return "geen score" if point.level is None else level_text(point.level)


def _quotes(beside: Comparison, way: Direction) -> Data:
    """The questions where a higher or lower description is recognised, with both descriptions."""
    change, questionnaire = beside.change, beside.now.result.questionnaire
    middle = "midden van de groep, " if change.group else ""
    return {
        "title": recognised_title(change, way),
        "items": [
            {
                "question": questionnaire.question_by_id[each.id].text,
                "rows": [
                    [f"Toen: {middle}niveau {each.before}", each.before_anchor or ""],
                    [f"Nu: {middle}niveau {each.now}", each.now_anchor or ""],
                ],
            }
            for each in change.recognised(way)
        ],
    }


def _series(beside: Comparison, dates: Mapping[date, str]) -> Data:
    questionnaire, rows = beside.now.result.questionnaire, beside.themes()
    return {
        "title": "Door de tijd",
        "heads": ["Thema", *(dates[moment.date] for moment in beside.moments), "Verloop"],
        "rows": [
            {
                "title": theme.title,
                "levels": [_level(point) for point in rows[theme.id]],
                "line": [None if point.level is None else float(point.level) for point in rows[theme.id]],
            }
            for theme in questionnaire.themes
        ],
    }
