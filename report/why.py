"""The parts of the report that say why: what made the number of each line and theme, and how sure the ranking is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionnaire.answers import Measurement
from questionnaire.models import Line, Question, Questionnaire, Theme
from scoring import words
from scoring.certainty_words import certainty, whose_view
from scoring.groups import ANONYMITY
from scoring.model import Node, Result
from scoring.reason_words import Told, tell
from scoring.reasons import Reasons, Voice, reasons
from scoring.robustness import Robustness, robustness
from scoring.shown import questions_shown
from scoring.step_words import ambition_text

Data = dict[str, Any]

NO_SCORE = "geen score"


def stage_text(node: Node, result: Result) -> str:
    if not node.applicable:
        return "n.v.t."
    if not node.reported:
        return "nog open"
    if node.stage is None:  # a small group: its stage would follow from one question
        return f"vanaf {ANONYMITY} mensen"
    return f"{node.stage} {result.questionnaire.stage(node.stage).name}"


def chapters(result: Result, measurement: Measurement) -> list[Data]:
    """A chapter per line, with its themes. `result` is what may be shown (`scoring.shown`)."""
    found = reasons(result)
    return [
        {
            "title": line.title,
            "intro": line.intro,
            "new_page": place == 0,
            **_line(line, result, found),
            "themes": [_theme(theme, result, found) | _ambition(theme, result, measurement) for theme in line.themes],
        }
        for place, line in enumerate(result.questionnaire.lines)
    ]


def sure(result: Result) -> Data:
    """How sure the ranking is."""
    return certainty_data(result.questionnaire, robustness(result), reasons(result).voice)


def certainty_data(questionnaire: Questionnaire, found: Robustness, voice: Voice) -> Data:
    items = certainty(questionnaire, found, voice)
    return {
        "title": "Hoe zeker is dit?",
        "intro": "Dit is nagerekend: met elke weging van de vragen, en met elk antwoord dat nog kan komen." if items else None,
        "items": items,
        "view": whose_view(voice),
    }


def told_data(told: Told, stage: int | None) -> Data:
    """A reason: what made the number, the step to the next stage with its label, and what is missing."""
    return {
        "why": told.why,
        "goal": told.goal or None,
        "goal_label": "Vasthouden" if stage == 5 else f"Naar fase {stage + 1}" if stage is not None else "",
        "missing": told.missing or None,
    }


def _line(line: Line, result: Result, found: Reasons) -> Data:
    """Compact: a step of the line only where one is enough, as the themes below have steps too."""
    node, told = result.scores.lines[line.id], tell(result.questionnaire, found, line.id)
    goal = found.lines[line.id].goal
    data = told_data(told, node.stage)
    return {"numbers": _numbers(node, result), **data, "goal": data["goal"] if goal is not None and goal.enough else None}


def _numbers(node: Node, result: Result) -> Data:
    """The number and the stage of a line or theme, in words and for the squares beside it."""
    staged = node.reported and node.stage is not None
    return {
        "stage_level": node.stage if staged else None,
        "stage": f"Fase {stage_text(node, result)}" if node.reported else stage_text(node, result).capitalize(),
        "level": f"gemiddeld niveau {words.level_text(node.shown_level)}" if node.shown_level is not None else NO_SCORE,
    }


def _theme(theme: Theme, result: Result, found: Reasons) -> Data:
    node, told = result.scores.themes[theme.id], tell(result.questionnaire, found, theme.id)
    return {
        "title": theme.title,
        **_numbers(node, result),
        **told_data(told, node.stage),
        "highlights": list(_highlights(theme, result, told)) if questions_shown(result) else [],
    }


def _ambition(theme: Theme, result: Result, measurement: Measurement) -> Data:
    """The ambition that somebody chose, and why; the usual one stands in the table."""
    chosen = theme.id in {**measurement.targets, **measurement.target_reasons}
    return {
        "ambition": ambition_text(result, theme.id) if chosen else None,
        "reason": measurement.target_reasons.get(theme.id, "").strip() or None,
    }


def _highlights(theme: Theme, result: Result, told: Told) -> Iterator[Data]:
    """The weakest and the strongest question; only one of them when all levels are equal."""
    levels = [
        (question, level)
        for question in theme.questions
        if (level := result.scores.questions[question.id].shown_level) is not None
    ]
    if not levels:
        return
    strongest, highest = max(levels, key=lambda item: item[1])
    weakest, lowest = min(levels, key=lambda item: item[1])
    if highest > lowest:
        yield {"kind": "Dit lukt het best", "question": strongest.text, "quotes": _quotes(strongest, result)}
    kind = "Meeste ruimte" if highest > lowest else ("Uw antwoord" if len(levels) == 1 else "Alles op één niveau")
    # The reason names the question already, and the step quotes the level above: then only the level itself is left to quote.
    named = f"'{weakest.text}'" in told.why
    yield {"kind": kind, "question": None if named else weakest.text, "quotes": _quotes(weakest, result, told)}


def _quotes(question: Question, result: Result, told: Told | None = None) -> list[Data]:
    """The anchor that was chosen (in a group: of the middle answer); with a reason also the next, unless that quotes it."""
    stage = result.scores.questions[question.id].stage
    if stage is None:
        return []
    who = f"Midden van de groep: {stage}" if result.scores.group else f"U koos niveau {stage}"
    quotes = [{"label": who, "anchor": question.levels[stage]}]
    if told is not None and stage < 5 and question.levels[stage + 1] not in told.goal:
        quotes.append({"label": f"Niveau {stage + 1} ziet er zo uit", "anchor": question.levels[stage + 1]})
    return quotes
