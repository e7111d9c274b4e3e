"""What the template of the report gets: plain dictionaries, lists and strings, in reading order.

Nothing is computed here. Numbers come from the `Result`, their words from `scoring.words`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Answer, Measurement
from questionnaire.models import Content, Question, Source, Theme
from questionnaire.text import date_text as date_text  # the rest of the report takes it from here
from report.change import change_section
from report.explanation import method
from report.ideas import ideas
from report.text import clean, deep, label
from report.why import NO_SCORE, chapters, stage_text, sure
from scoring import words
from scoring.groups import MIN_PEOPLE
from scoring.model import Result
from scoring.series import Comparison
from scoring.shown import people_in, questions_shown, shown

Data = dict[str, Any]

MAX_NAME = 100
MIN_AXES = 3
LONG_NOTE = 700
"""Characters of notes from which a question, or a theme, may run over two pages."""
_SEEN = {"passage": "", "secondhand": " Gezien via een andere bron.", "exists": " Niet zelf gelezen."}


def payload(content: Content, measurement: Measurement, result: Result, when: date, beside: Comparison | None = None) -> Data:
    """Everything the report shows, cleaned: see `report.text`. `when` is the day the report is made.

    Raises ValueError for a group of two: each would read the other's answers.
    """
    if 0 < people_in(result) < MIN_PEOPLE:
        raise ValueError(f"the report of a group needs at least {MIN_PEOPLE} people")
    result = shown(result)
    questionnaire = result.questionnaire
    municipality = municipality_name(measurement.municipality)
    cited = {source for question in questionnaire.questions for source in question.sources}
    experiments = ideas(result, measurement.chosen)
    cited |= {source for idea in experiments.shown for source in idea.sources}
    data = {
        "title": questionnaire.title,
        "document_title": f"{questionnaire.title} Rapport: {municipality}, {date_text(measurement.date)}",
        "kind": "Rapport van de zelfscan",
        "subtitle": questionnaire.subtitle,
        "municipality": municipality,
        "date": date_text(measurement.date),
        "facts": _facts(measurement, result, municipality),
        "purpose": "Dit rapport helpt bij een gesprek. Het geeft geen cijfer en geen rangorde van gemeenten. "
        "Het laat zien hoe u nu werkt, zoals u dat zelf ziet.",
        "profile": _profile(result),
        "change": change_section(beside, {each.date: date_text(each.date) for each in beside.moments}) if beside else None,
        "stages": [{"level": stage.level, "name": stage.name, "meaning": stage.meaning} for stage in questionnaire.stages],
        "certainty": sure(result),
        "lines": chapters(result, measurement),
        "ideas": experiments.data,
        "answers": _answers(measurement, result),
        "method": method(result),
        "sources": {
            "title": "Bronnen",
            "intro": "Alleen de bronnen die dit rapport noemt.",
            "items": [[source.id, source_text(source)] for source in content.sources if source.id in cited],
        },
        "origin": {
            "title": "Herkomst van dit rapport",
            "rows": [
                ["Vragenlijst", f"{questionnaire.title} Versie {questionnaire.version}"],
                ["Ingevuld op", date_text(measurement.date)],
                ["Gemaakt op", date_text(when)],
            ],
        },
    }
    cleaned: Data = deep(data, clean)
    cleaned["origin"]["rows"].insert(1, ["Kenmerk", questionnaire.hash])  # no break points: people copy and compare it
    return cleaned


def municipality_name(name: str) -> str:
    """ "Gemeente Voorbeeldstad", also when the word stands in the name already."""
    name = label(name, MAX_NAME)
    if not name:
        return "Gemeente niet ingevuld"
    return name if name.lower().startswith("gemeente") else f"Gemeente {name}"


def _facts(measurement: Measurement, result: Result, municipality: str) -> list[list[str]]:
    roles = {role.id: role.title for role in result.questionnaire.roles}
    sizes = {size.id: size.title for size in result.questionnaire.size_classes}
    rows = [["Gemeente", municipality.removeprefix("Gemeente ")], ["Datum", date_text(measurement.date)]]
    if people := people_in(result):
        rows.append(["Ingevuld door", f"een groep van {people} mensen"])
    elif measurement.role:
        rows.append(["Ingevuld vanuit", label(roles.get(measurement.role, measurement.role))])
    if measurement.size in sizes:
        rows.append(["Grootte", sizes[measurement.size]])
    return rows


# The profile


def _profile(result: Result) -> Data:
    axes = [_axis(theme, result) for theme in result.questionnaire.themes]
    known = [axis for axis in axes if axis["value"] is not None]
    total = result.scores.total
    remarks = []
    if total.applicable and total.known < total.applicable_questions:
        remarks.append(
            "Waar een antwoord ontbreekt, staat de ruimte erbij waarin het gemiddelde kan liggen. "
            "De vragen zonder antwoord staan verderop bij 'Zoek uit'."
        )
    radar = None
    if len(known) >= MIN_AXES:
        radar = {
            "axes": axes,
            "alt": radar_alt(axes),
            "caption": "Het niveau per thema, van 1 (binnenste ring) tot 5 (rand). Een thema zonder score blijft open. "
            "De tabel hierna toont alles.",
            "own": "Niveau van de groep" if result.scores.group else "Uw niveau",
            "goal": "Uw ambitie",
        }
    return {
        "title": "Het profiel",
        "headline": words.headline(result),
        "remarks": remarks,
        "radar": radar,
        "no_radar": "Minder dan 3 thema's hebben een score. Daarom staat hier geen spinnenweb. "
        "De tabel toont wat al wel bekend is.",
        "table_title": "Het profiel in getallen",
        "table_intro": "De niveaus lopen van 1 tot 5. Vergelijk ze met uw eigen ambitie, niet met andere gemeenten.",
        "table_note": "De stip is het gemiddelde niveau. De balk is de ruimte waarin het gemiddelde kan liggen als ook de "
        "onbekende antwoorden meetellen. Een open stip betekent: te weinig bekend voor een score. "
        "Het streepje is uw ambitie.",
        "lines": [
            {"title": line.title, "themes": [_row(theme, result) for theme in line.themes]} for line in result.questionnaire.lines
        ],
    }


def _axis(theme: Theme, result: Result) -> Data:
    level = result.scores.themes[theme.id].shown_level
    return {
        "label": theme.title,
        "value": None if level is None else float(level),
        "text": NO_SCORE if level is None else words.level_text(level),
        "target": result.targets[theme.id],
    }


def radar_alt(axes: list[Data]) -> str:
    """The gist; the table has all numbers."""
    known = [axis for axis in axes if axis["value"] is not None]
    highest = max(known, key=lambda axis: axis["value"])
    lowest = min(known, key=lambda axis: axis["value"])
    text = f"Spinnenweb van {len(axes)} thema's op een schaal van 1 tot 5. "
    if highest["value"] == lowest["value"]:
        text += f"Alle thema's met een score staan op {highest['text']}."
    else:
        text += f"Hoogst: {highest['label']}, {highest['text']}. Laagst: {lowest['label']}, {lowest['text']}."
    without = len(axes) - len(known)
    return text + (f" Zonder score: {without}." if without else "") + " De tabel hierna toont alle getallen."


def _row(theme: Theme, result: Result) -> Data:
    node = result.scores.themes[theme.id]
    level, low, high = node.level, node.low_level, node.high_level
    hidden = NO_SCORE if node.applicable else "n.v.t."
    shown = hidden if node.shown_level is None else words.level_text(node.shown_level)
    interval = ""
    if low is not None and high is not None:
        interval = "geen" if low == high else f"{words.level_text(low)} tot {words.level_text(high)}"
    return {
        "title": theme.title,
        "reported": node.reported,
        "level": shown,
        "value": None if level is None else float(level),
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "interval": interval if node.applicable else "niet van toepassing",
        "stage": stage_text(node, result),
        "known": words.coverage_text(node).removesuffix(" vragen").removesuffix(" vraag") if node.applicable else "n.v.t.",
        "target": str(result.targets[theme.id]),
        "target_level": result.targets[theme.id],
    }


# All answers


def _answers(measurement: Measurement, result: Result) -> Data:
    group = bool(result.scores.group)
    themes = []
    for theme in result.questionnaire.themes if questions_shown(result) else ():
        sources = sorted({source for question in theme.questions for source in question.sources})
        questions = [
            _group_answer(question, result) if group else answer_data(question, measurement.answers.get(question.id, Answer()))
            for question in theme.questions
        ]
        themes.append(
            {
                "title": theme.title,
                "questions": questions,
                "sources": f"Bronnen bij deze vragen: {', '.join(sources)}." if sources else None,
                "long": sum(len(question["note"] or "") for question in questions) > LONG_NOTE,
            }
        )
    intro = "Per vraag het niveau dat u koos, met de beschrijving en uw toelichting."
    if group:
        intro = "Per vraag hoe vaak elk niveau is gekozen. Toelichtingen van deelnemers staan niet in dit rapport."
    if not themes:
        intro = "Met minder dan 5 mensen toont dit rapport geen antwoorden per vraag. Zo blijft een antwoord van één persoon."
    return {"title": "Bijlage: alle antwoorden", "intro": intro, "themes": themes}


def answer_data(question: Question, answer: Answer) -> Data:
    """One answer with its description and note."""
    known = isinstance(answer.level, int)
    missing = {
        UNKNOWN: ("Weet ik niet", "Nog uit te zoeken."),
        NOT_APPLICABLE: ("Niet van toepassing", "Deze vraag telt niet mee."),
    }
    head, text = missing.get(str(answer.level), ("Niet ingevuld", "Nog geen antwoord."))
    note = (answer.note or "").strip() or None
    return {
        "question": question.text,
        "known": known,
        "label": f"Niveau {answer.level}" if known else head,
        "anchor": question.levels[answer.level] if isinstance(answer.level, int) else None,
        "missing": text,
        "note": note,
        "long": len(note or "") > LONG_NOTE,
    }


def _group_answer(question: Question, result: Result) -> Data:
    figures = result.scores.group[question.id]
    level = result.scores.questions[question.id].shown_level
    parts = [f"niveau {number}: {count} keer" for number, count in enumerate(figures.counts, start=1) if count]
    parts += [f"weet ik niet of niet ingevuld: {figures.unknown} keer"] if figures.unknown else []
    parts += [f"niet van toepassing: {figures.not_applicable} keer"] if figures.not_applicable else []
    agreed = words.agreement_text(figures.agreement, sum(figures.counts))
    return {
        "question": question.text,
        "known": level is not None,
        "label": NO_SCORE.capitalize() if level is None else f"Gemiddeld {words.level_text(level)}",
        "anchor": ", ".join(parts).capitalize() + (f". De antwoorden: {agreed}." if agreed else "."),
        "missing": "",
        "note": None,
        "long": False,
    }


def source_text(source: Source) -> str:
    """Publisher, year and title, and how it was seen where it was not read itself."""
    year = f", {source.year}" if source.year else ""
    return f"{source.publisher}{year}. {source.title.rstrip('.')}.{_SEEN[source.seen]}"
