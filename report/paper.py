"""The questionnaire on paper: one person's form, with the same numbers as on screen, for who has no phone at hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from questionnaire.models import Content, Questionnaire
from report.joining import qr_svg, web_link
from report.payload import date_text
from report.render import render
from report.text import clean, deep, label

ALL: Final = "alles"
SHORT: Final = "kort"
_MINUTES_A_QUESTION: Final = 22 / 36
"""Reading and choosing: the time that the length of the questions is written for."""


class QuestionSet(NamedTuple):
    """A choice of questions for a workshop: its name on screen, and the ids in the order of the questionnaire."""

    title: str
    questions: tuple[str, ...]


def question_sets(questionnaire: Questionnaire) -> Mapping[str, QuestionSet]:
    """The sets one can choose, by name: "alles", the id of each line, and "kort"."""
    everything = tuple(question.id for question in questionnaire.questions)
    lines = {line.id: QuestionSet(line.title, tuple(question.id for question in line.questions)) for line in questionnaire.lines}
    return {
        ALL: QuestionSet("Alle vragen", everything),
        **lines,
        SHORT: QuestionSet("Korte vragenlijst", questionnaire.short_questions),
    }


def chosen_questions(questionnaire: Questionnaire, questions: Collection[str] | None) -> set[str]:
    """The ids to print; None gives all. Raises ValueError for an unknown id, and for none at all."""
    wanted = {question.id for question in questionnaire.questions} if questions is None else set(questions)
    if unknown := wanted - questionnaire.question_by_id.keys():
        raise ValueError(f"unknown questions: {', '.join(sorted(unknown))}")
    if not wanted:
        raise ValueError("a form needs at least one question")
    return wanted


def paper_pdf(
    content: Content,
    when: datetime,
    questions: Collection[str] | None = None,
    code: str | None = None,
    address: str | None = None,
) -> bytes:
    """The form as PDF: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a). The same input gives the same bytes.

    `questions` are ids, by default all; they keep the numbers of the whole questionnaire. `code` and `address` (of a
    workshop, with a QR code) stand on the first page, the code also at the foot of every page. `when` carries a time zone.
    Raises ValueError for an unknown id, for no questions at all, and for a time without zone.
    """
    return render("paper", paper_data(content, when.date(), questions, code, address), when)


def paper_data(
    content: Content,
    when: date,
    questions: Collection[str] | None = None,
    code: str | None = None,
    address: str | None = None,
) -> dict[str, Any]:
    """What the template shows, cleaned, in reading order."""
    questionnaire = content.questionnaire
    wanted = chosen_questions(questionnaire, questions)
    code = label(code) if code else None
    data = {
        "document_title": f"{questionnaire.title} Vragenlijst op papier, {date_text(when)}",
        "kind": questionnaire.title,
        "title": "Vragenlijst op papier",
        "intro": questionnaire.subtitle,
        "foot": f"Vragenlijst {questionnaire.version}{f'. Werksessie {code}' if code else ''}. {date_text(when)}",
        "how": {"title": "Zo vult u dit in", "steps": _how(len(wanted))},
        "role": {
            "title": "Vanuit welke rol antwoordt u?",
            "help": "Kruis er één aan. U mag dit overslaan.",
            "options": [role.title for role in questionnaire.roles],
        },
        "join": _join(code, address),
        "lines": _lines(questionnaire, wanted),
        "apart": ["Weet ik niet", "Niet van toepassing"],
        "entry": {
            "title": "Voor de begeleider",
            "text": "Typ bij elk vraagnummer 1 tot en met 5, w (weet ik niet) of n (niet van toepassing). "
            "Geen of meer dan één kruisje? Sla de vraag over. Versnipper het formulier daarna.",
        },
    }
    cleaned: dict[str, Any] = deep(data, clean)
    return cleaned


def _how(count: int) -> list[str]:
    minutes = max(1, round(count * _MINUTES_A_QUESTION))
    return [
        f"{'Dit is 1 vraag' if count == 1 else f'Dit zijn {count} vragen'}. "
        f"Dat kost ongeveer {'1 minuut' if minutes == 1 else f'{minutes} minuten'}.",
        "Kruis bij elke vraag één hokje aan. Kies wat het meest lijkt op wat er nu gebeurt in uw gemeente.",
        "'We' is uw hele gemeente, met iedereen die namens u werkt.",
        "Weet u het niet? Dat is ook een antwoord. Past de vraag niet bij uw gemeente? Kies 'niet van toepassing'.",
        "Schrijf geen namen op dit formulier: niet van uzelf en niet van inwoners.",
    ]


def _join(code: str | None, address: str | None) -> dict[str, Any] | None:
    if not code and not address:
        return None
    return {
        "title": "Liever op uw telefoon?",
        "text": _join_text(code, address),
        "address": address,
        "code": code,
        "alt": f"QR-code met het adres {address}",
        "link": web_link(address) if address else None,
        "qr": qr_svg(address) if address else None,
    }


def _join_text(code: str | None, address: str | None) -> str:
    if not address:
        return "Gebruik deze code om mee te doen."
    aim = "Richt de camera van uw telefoon op het vierkant."
    return aim if code else f"{aim} U vult de vragen dan alleen in. Is er een werksessie? Gebruik dan de code van de begeleider."


def _lines(questionnaire: Questionnaire, wanted: Collection[str]) -> list[dict[str, Any]]:
    numbers = {question.id: number for number, question in enumerate(questionnaire.questions, start=1)}
    lines = []
    for line in questionnaire.lines:
        themes = [
            {
                "title": theme.title,
                "questions": [
                    {"number": numbers[question.id], "text": question.text, "levels": list(question.levels.values())}
                    for question in theme.questions
                    if question.id in wanted
                ],
            }
            for theme in line.themes
        ]
        if shown := [theme for theme in themes if theme["questions"]]:
            lines.append({"title": line.title, "themes": shown})
    return lines
