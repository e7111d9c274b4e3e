"""Steps and ambitions in Dutch: sentences for screens and PDF alike. Numbers come from `scoring.steps` and the result."""

from __future__ import annotations

from typing import Final

from questionnaire.models import Questionnaire
from scoring.model import Node, Result
from scoring.steps import Delivery, Way
from scoring.words import condition_text, effort_text, lead_time_text, level_text

GOOD_ENOUGH: Final = "Goed genoeg voor ons."
"""A full answer to the question why a municipality aims at the stage that it has."""


def way_text(questionnaire: Questionnaire, way: Way) -> str:
    """What it takes: "Met 2 stappen komt 'Contact' van fase 2 (Op weg) in fase 3 (Afgesproken). Met minder kan het niet." """
    title = f"'{_title(questionnaire, way.id)}'"
    if way.outcome == "not_applicable":
        return f"{title} is bij u niet van toepassing. Daar zijn geen stappen te zetten."
    if way.now is None:
        return f"Bij {title} is nog te weinig bekend voor een fase. Zoek eerst deze antwoorden uit."
    now = stage_name(questionnaire, way.now)
    if way.outcome == "there":
        return f"{title} is nu in {now}. Daar zijn geen stappen meer voor nodig."
    steps = "1 stap" if len(way.steps) == 1 else f"{len(way.steps)} stappen"
    least = "" if len(way.steps) == 1 else " Met minder stappen kan het niet."
    return f"Met {steps} komt {title} van {now} in {stage_name(questionnaire, way.stage)}.{least}"


def find_out_text(way: Way) -> str:
    """That unknown answers can change the steps; empty where all is known."""
    if not way.find_out or way.outcome == "find_out":
        return ""
    if len(way.find_out) == 1:
        return "Eén antwoord is nog niet bekend. Zoek dat eerst uit: het kan deze stappen veranderen."
    return f"{len(way.find_out)} antwoorden zijn nog niet bekend. Zoek die eerst uit: ze kunnen deze stappen veranderen."


def delivery_text(questionnaire: Questionnaire, delivery: Delivery) -> str:
    """What an idea asks, and what has to be there first: "past in het werk van één team, binnen 3 maanden"."""
    idea = delivery.idea
    asks = f"{effort_text(idea.effort)}, {lead_time_text(idea.lead_time_months)}"
    conditions = [condition_text(questionnaire, condition) for condition in delivery.conditions]
    return f"{asks}; later mogelijk, {' en '.join(conditions)}" if conditions else asks


def stage_name(questionnaire: Questionnaire, stage: int) -> str:
    """ "fase 3 (Afgesproken)" """
    return f"fase {stage} ({questionnaire.stage(stage).name})"


def trial_text(questionnaire: Questionnaire, id: str, before: Node, after: Node) -> str:
    """What tried answers do with a theme, in level and stage."""
    title = f"'{_title(questionnaire, id)}'"
    if after.shown_level is None or after.stage is None:
        return f"Ook in deze proef is bij {title} te weinig bekend voor een fase."
    level, stage = level_text(after.shown_level), stage_name(questionnaire, after.stage)
    if before.shown_level is None or before.stage is None:
        return f"In deze proef komt {title} op gemiddeld niveau {level} en in {stage}. Nu is er nog geen uitkomst."
    if after.points == before.points:
        stays = f"In deze proef blijft {title} op gemiddeld niveau {level}"
        return (
            f"{stays} en in {stage}."
            if after.stage == before.stage
            else f"{stays}, en gaat van fase {before.stage} naar {stage}."
        )
    moved = f"In deze proef gaat {title} van gemiddeld niveau {level_text(before.shown_level)} naar {level}"
    if after.stage == before.stage:
        return f"{moved}. De fase blijft {after.stage} ({questionnaire.stage(after.stage).name})."
    return f"{moved}, en van fase {before.stage} naar {stage}."


def ambition_text(result: Result, theme: str) -> str:
    """The ambition of a theme, and how far it is: "Uw ambitie is niveau 4: gemiddeld nog 1,5 niveau verder."

    It is reached with its stage, as on the page with the steps. The distance is the unrounded one.
    """
    target, node = result.targets[theme], result.scores.themes[theme]
    level, stage = node.shown_level, node.stage
    ambition = f"Uw ambitie is niveau {target}"
    if level is None or stage is None:
        return f"{ambition}."
    if stage >= target:
        return f"{ambition}. Daar bent u: het thema is in {stage_name(result.questionnaire, stage)}."
    if level >= target:
        return f"{ambition}. Gemiddeld bent u daar, maar het laagste antwoord houdt de fase op {stage}."
    return f"{ambition}: gemiddeld nog {level_text(target - level)} niveau verder."


def _title(questionnaire: Questionnaire, id: str) -> str:
    theme = questionnaire.theme_by_id.get(id)
    return theme.title if theme else next(line.title for line in questionnaire.lines if line.id == id)
