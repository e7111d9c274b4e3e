"""The part of the workshop report about the conversation: the agenda, the two rounds, and what the group settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from questionnaire.models import LEVELS, Question
from report.payload import LONG_NOTE, answer_data
from report.workshop_blind_spots import spots
from report.workshop_record import WorkshopRecord
from scoring import words
from scoring.groups import mean_level
from scoring.view import QuestionView

Data = dict[str, Any]

ROUNDS = ("Eerste ronde", "Tweede ronde")
_INTRO = {
    "questions": "Over deze vragen was het meest te bespreken. U ziet hoeveel mensen elk niveau kozen, en wat de groep afsprak. "
    "Wat mensen in het gesprek zeiden, staat er niet in.",
    "themes": "Deze vragen stonden op de agenda. Met 3 of 4 mensen tonen we geen antwoorden per vraag.",
}
_NO_AGENDA = "Uit de antwoorden kwam geen agenda: daarvoor waren er te weinig. Samen praten en antwoorden afspreken kon wel."


def talk(record: WorkshopRecord) -> Data:
    """The questions of the agenda, and the others that were voted on again."""
    reasons = {item.question: item.reasons for item in record.view.agenda}
    again = ("de groep koos deze vraag voor een tweede ronde",)
    return {
        "title": "Het gesprek",
        "intro": _INTRO[record.view.detail] if record.talked else _NO_AGENDA,
        "items": [_item(record, id, reasons.get(id, again)) for id in record.talked],
        "spots": spots(record),
    }


def _item(record: WorkshopRecord, id: str, reasons: Sequence[str]) -> Data:
    question = record.questionnaire.question_by_id[id]
    first, second, shift = record.view.questions.get(id), record.again(id), record.shift(id)
    rounds = [(name, view) for name, view in zip(ROUNDS, (first, second), strict=True) if view is not None]
    shown = [(name, view) for name, view in rounds if view.counts is not None]
    agreed = answer_data(question, record.answer(id)) if record.answer(id).level is not None else None
    rows = [[name if second else "De antwoorden", _summary(view)] for name, view in rounds]
    if shift is not None:
        rows.append(["Het verschil", shift.sentence])
    return {
        # The reason of a small group names the theme.
        "theme": record.questionnaire.theme_of[id].title if first is not None else None,
        "question": question.text,
        "reasons": " ".join(f"{reason[:1].upper()}{reason[1:]}." for reason in reasons),
        "heads": [name if second else "Mensen" for name, _ in shown],
        "levels": _levels(question, [view for _, view in shown], record.answer(id).level),
        "others": _others([view for _, view in shown]),
        "most": max((max(view.counts) for _, view in shown if view.counts), default=0),
        "rows": rows,
        "agreed": agreed,
        "open": "Nog niet afgesproken.",
        "long": bool(agreed and agreed["long"]),
    }


def _summary(view: QuestionView) -> str:
    """The mean and how close the answers lie; or why they are not shown, with what is known of it."""
    if view.counts is None:
        return f"{(view.label or '').capitalize()}."
    mean = f"Gemiddeld niveau {words.level_text(mean_level(view.counts))}"
    return f"{mean}; de antwoorden: {view.label}." if view.label else f"{mean}."


def _levels(question: Question, views: Sequence[QuestionView], agreed: object) -> list[Data]:
    """A row per level with its description and, per shown round, how many people chose it."""
    if not views:
        return []
    return [
        {
            "level": str(level),
            "anchor": question.levels[level],
            "counts": [view.counts[level - 1] for view in views if view.counts is not None],
            "agreed": agreed == level,
        }
        for level in LEVELS
    ]


def _others(views: Sequence[QuestionView]) -> list[Data]:
    rows = [
        ("Weet ik niet", [view.unknown for view in views]),
        ("Open gelaten", [view.blank for view in views]),
        ("Niet van toepassing", [view.not_applicable for view in views]),
    ]
    return [{"title": title, "counts": counts} for title, counts in rows if any(counts)]


# What the group settled


def agreements(record: WorkshopRecord) -> Data:
    """Every agreed answer with its description and reason, by theme, and after them the questions that are still open."""
    questionnaire = record.questionnaire
    themes: list[Data] = []
    still: list[Data] = []
    for theme in questionnaire.themes:
        settled = [question for question in theme.questions if record.answer(question.id).level is not None]
        answers = [answer_data(question, record.answer(question.id)) for question in settled]
        if answers:
            length = sum(len(answer["note"] or "") for answer in answers)
            themes.append({"title": theme.title, "questions": answers, "long": length > LONG_NOTE})
        if open_ := [question for question in theme.questions if question not in settled]:
            items = [
                {"text": question.text, "note": (record.answer(question.id).note or "").strip() or None} for question in open_
            ]
            still.append({"title": theme.title, "questions": items})
    done = sum(len(theme["questions"]) for theme in themes)
    return {
        "title": "Wat de groep afsprak",
        "intro": _how_many(done, len(questionnaire.questions)),
        "themes": themes,
        "open_title": "Nog niet afgesproken",
        "open_intro": "Bij deze vragen is nog geen antwoord afgesproken. Wie in uw gemeente kan hiermee verder?",
        "open": still,
    }


def _how_many(done: int, all_: int) -> str:
    if not done:
        return "De groep heeft nog geen antwoorden afgesproken."
    if done == all_:
        return "De groep sprak bij elke vraag een antwoord af. De redenen staan erbij, als de groep die opschreef."
    return f"De groep sprak bij {done} van de {all_} vragen een antwoord af. De redenen staan erbij, als de groep die opschreef."
