"""The part of the report about experiment ideas: what was chosen, what is suggested, and what stays open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from questionnaire.models import Idea
from scoring import words
from scoring.model import Result
from scoring.shown import questions_shown

Data = dict[str, Any]

LONG_IDEA = 1800
"""Characters from which a card may run over two pages: about half a page of text."""

_INTRO = {
    "ideas": "Dit zijn ideeën om klein te proberen. Ze passen bij uw antwoorden. "
    "Of een idee bij u werkt, weet u pas als u het probeert en meet.",
    "share": "Bij alle bekende vragen haalt u uw ambitie. Daarom staan hier geen nieuwe ideeën. "
    "Deel uw aanpak met een andere gemeente.",
    "unknown": "Er is nog geen antwoord bekend. Daarom staan hier nog geen voorstellen. Begin met wat u kunt uitzoeken.",
    "blocked": "Er is ruimte om te groeien, maar geen enkel idee kan nu starten. Hieronder staat wat er eerst nodig is.",
}


@dataclass(frozen=True)
class Ideas:
    """`data` for the template, `shown` the ideas it presents (for the list of sources)."""

    data: Data
    shown: tuple[Idea, ...]


def ideas(result: Result, chosen: Sequence[str]) -> Ideas:
    """Chosen ideas first, then the other suggestions in two lists, then what to find out, what comes later and what stays open.

    The last three name questions, so a small group does not get them.
    """
    questionnaire, advice = result.questionnaire, result.advice
    suggested = {suggestion.idea.id: suggestion for suggestion in advice.suggestions}
    picked = [questionnaire.idea_by_id[id] for id in dict.fromkeys(chosen) if id in questionnaire.idea_by_id]
    detailed = questions_shown(result)
    reasons = {
        id: words.suggestion_reason(result, suggestion) if detailed else "Voorgesteld bij de antwoorden van uw groep."
        for id, suggestion in suggested.items()
    }

    lists: list[Data] = []
    shown = list(picked)
    if picked:
        cards = [_card(idea, reasons.get(idea.id, "U koos dit idee zelf."), chosen=True) for idea in picked]
        lists.append({"title": "Door u gekozen", "intro": None, "ideas": cards})
    for list_id in ("quick", "larger"):
        others = [item.idea for item in advice.suggestions if item.list == list_id and item.idea not in picked]
        shown += others
        if others:
            cards = [_card(idea, reasons[idea.id], chosen=False) for idea in others]
            lists.append({"title": words.list_text(list_id), "intro": None, "ideas": cards})
    data = {
        "title": "Ideeën om te proberen",
        "intro": _INTRO[advice.outcome],
        "lists": lists,
        "notes": [note for note in (_find_out(result), _later(result), _unaddressed(result)) if detailed and note["items"]],
    }
    return Ideas(data, tuple(shown))


def _card(idea: Idea, reason: str, *, chosen: bool) -> Data:
    rows = [
        ["Waarom", reason],
        ["Verwachting", idea.hypothesis],
        ["Eerste stap", idea.first_step],
        ["Meten", idea.measure],
        ["Stoppen", idea.stop_rule],
        ["Let op", idea.caution],
    ]
    if idea.partners:
        rows.append(["Met wie", ", ".join(idea.partners)])
    facts = [words.evidence_text(idea.evidence), words.effort_text(idea.effort), words.lead_time_text(idea.lead_time_months)]
    return {
        "title": idea.title,
        "chosen": chosen,
        "facts": "  ·  ".join(facts),
        "summary": idea.summary,
        "rows": rows,
        "sources": f"Bronnen: {', '.join(idea.sources)}." if idea.sources else None,
        "long": len(idea.summary) + sum(len(text) for _, text in rows) > LONG_IDEA,
    }


def _find_out(result: Result) -> Data:
    return {
        "title": "Zoek uit",
        "intro": "Op deze vragen is nog geen antwoord bekend. Wie in uw gemeente weet het wel?",
        "items": _questions(result, result.advice.find_out),
    }


def _later(result: Result) -> Data:
    def conditions(item_conditions: Sequence[Any]) -> str:
        text = " en ".join(words.condition_text(result.questionnaire, condition) for condition in item_conditions)
        return f"Later mogelijk, {text}."

    return {
        "title": "Later mogelijk",
        "intro": "Deze ideeën passen bij uw antwoorden, maar er is eerst iets anders nodig.",
        "items": [
            {"label": "Idee", "title": item.idea.title, "texts": [item.idea.summary, conditions(item.conditions)]}
            for item in result.advice.later
        ],
    }


def _unaddressed(result: Result) -> Data:
    return {
        "title": "Nog zonder voorstel",
        "intro": "Bij deze vragen ligt uw niveau onder uw ambitie, en geen voorstel hierboven werkt eraan. "
        "Wat zou u zelf proberen?",
        "items": _questions(result, result.advice.unaddressed),
    }


def _questions(result: Result, ids: Sequence[str]) -> list[Data]:
    questionnaire = result.questionnaire
    items = []
    for id in ids:
        level = result.scores.questions[id].stage
        question = questionnaire.question_by_id[id]
        now = [] if level is None else [f"Nu niveau {level}: {question.levels[level]}"]
        items.append({"label": questionnaire.theme_of[id].label, "title": question.text, "texts": now})
    return items
