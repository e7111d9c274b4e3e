"""The part of the workshop report that says why: what made the number of each line and theme, and how sure the ranking is."""

from __future__ import annotations

from typing import Any

from report.why import certainty_data
from report.workshop_record import WorkshopRecord
from scoring.model import Node
from scoring.reason_words import tell
from scoring.reasons import group_reasons
from scoring.robustness import group_robustness

Data = dict[str, Any]


def why(record: WorkshopRecord) -> Data | None:
    """None where nothing of the group may be shown. With 3 or 4 people the table says all there is about a theme."""
    if record.view.detail == "nothing":
        return None
    questionnaire = record.questionnaire
    found = group_reasons(questionnaire, record.view)
    lines: list[Data] = []
    for line in questionnaire.lines:
        rows = []
        for theme in line.themes if found.voice == "group" else ():
            told = tell(questionnaire, found, theme.id)
            stage = _stage(record, found.themes[theme.id].node)
            rows.append({"title": theme.title, "stage": stage, "why": told.why, "goal": told.goal or None})
        lines.append({"title": line.title, "why": tell(questionnaire, found, line.id).why, "themes": rows})
    return {
        "title": "Waarom staat het zo?",
        "intro": "Welke antwoorden het getal maken, en welke beschrijving een stap verder is.",
        "lines": lines,
        "certainty": certainty_data(questionnaire, group_robustness(questionnaire, record.view), found.voice),
    }


def _stage(record: WorkshopRecord, node: Node) -> str | None:
    if node.stage is None or not node.reported:
        return None
    return f"Fase {node.stage} {record.questionnaire.stage(node.stage).name}"
