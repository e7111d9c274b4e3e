"""What the template of the workshop report gets: plain dictionaries, lists and strings, in reading order.

Every figure about the group comes from a `GroupView`, so the report can show no more than the shared screen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from questionnaire.models import Content, Line, Theme
from report.payload import MIN_AXES, date_text, municipality_name, radar_alt, source_text
from report.text import clean, deep, label
from report.workshop_choice import choice
from report.workshop_explanation import explanation
from report.workshop_record import WorkshopRecord
from report.workshop_talk import agreements, talk
from report.workshop_why import why
from scoring import words
from scoring.conversation import group_headline, no_outcome
from scoring.model import Node

Data = dict[str, Any]

NOT_SHOWN = "niet getoond"
NO_OUTCOME = "geen uitkomst"


def payload(content: Content, record: WorkshopRecord, when: date) -> Data:
    """Everything the report shows, cleaned: see `report.text`. `when` is the day the report is made."""
    questionnaire = record.questionnaire
    municipality = municipality_name(record.municipality)
    day = date_text(record.date)
    title = "Verslag van de werksessie"
    chosen = choice(record)
    data = {
        "title": title,
        "document_title": f"{title}: {municipality}, {day}",
        "kind": questionnaire.title,
        "subtitle": questionnaire.subtitle,
        "municipality": municipality,
        "date": day,
        "facts": _facts(record, municipality),
        "purpose": "Dit verslag laat zien hoe de groep naar de gemeente keek, waar de antwoorden verschilden en wat de groep "
        "afsprak. Het geeft geen cijfer en geen rangorde van gemeenten. Het gaat over hoe de gemeente werkt, "
        "niet over wat één deelnemer antwoordde.",
        "profile": _profile(record),
        "why": why(record),
        "talk": talk(record),
        "agreements": agreements(record),
        "choice": chosen.data,
        "method": explanation(record),
        "sources": {
            "title": "Bronnen",
            "intro": "De bronnen bij de gekozen experimenten.",
            "items": [[source.id, source_text(source)] for source in content.sources if source.id in chosen.sources],
        },
        "origin": {
            "title": "Herkomst van dit verslag",
            "rows": [
                ["Vragenlijst", f"{questionnaire.title} Versie {questionnaire.version}"],
                ["Werksessie op", day],
                ["Gemaakt op", date_text(when)],
            ],
        },
    }
    cleaned: Data = deep(data, clean)
    # No break points: people copy and compare it.
    cleaned["origin"]["rows"].insert(1, ["Kenmerk", record.hash or questionnaire.hash])
    return cleaned


# The cover


def _facts(record: WorkshopRecord, municipality: str) -> list[list[str]]:
    rows = [
        ["Gemeente", municipality.removeprefix("Gemeente ")],
        ["Datum", date_text(record.date)],
        ["Deelnemers", _people(record)],
    ]
    if record.view.people:
        rows.append(["Rollen", _roles(record)])
    rows.append(["Vragen", label(record.scope)])
    if again := [id for id in record.revote if record.again(id) is not None]:
        rows.append(["Tweede ronde", f"over {len(again)} {'vraag' if len(again) == 1 else 'vragen'}"])
    return rows


def _people(record: WorkshopRecord) -> str:
    people = record.view.people
    if not people:
        return "niemand gaf antwoord"
    return "1 mens gaf antwoord" if people == 1 else f"{people} mensen gaven antwoord"


def _roles(record: WorkshopRecord) -> str:
    """Who was in the room: roles in the order of the questionnaire, with how many people had them."""
    titles = {role.id: role.title for role in record.questionnaire.roles}
    order = [*titles, *(role for role in record.view.roles if role is not None and role not in titles)]
    counts = [(label(titles.get(role, role)), record.view.roles[role]) for role in order if role in record.view.roles]
    if without := record.view.roles.get(None):
        counts.append(("Zonder rol", without))
    return "; ".join(f"{title}: {count}" for title, count in counts)


# The profile


def _profile(record: WorkshopRecord) -> Data:
    view, questionnaire = record.view, record.questionnaire
    data: Data = {
        "title": "Het profiel van de groep",
        "headline": group_headline(questionnaire, view),
        "remarks": _remarks(record),
        "detail": view.detail,
        "radar": None,
        "no_radar": None,
        "table": None,
    }
    if view.detail == "nothing":
        return data
    axes = [_axis(theme, record) for theme in questionnaire.themes]
    if sum(axis["value"] is not None for axis in axes) >= MIN_AXES:
        data["radar"] = {
            "axes": axes,
            "alt": radar_alt(axes),
            "caption": _caption(record),
            "own": "Gemiddelde van de groep",
            "band": "Middelste helft van de antwoorden" if view.spread else None,
        }
    else:
        data["no_radar"] = (
            "Minder dan 3 thema's hebben een uitkomst. Daarom staat hier geen spinnenweb. De tabel toont wat wel bekend is."
        )
    data["table"] = {
        "title": "Het profiel in getallen",
        "intro": "De niveaus lopen van 1 tot 5. Vergelijk ze niet met andere gemeenten: de uitkomst hangt af van wie er was.",
        "note": _note(record),
        "lines": [_line(line, record) for line in questionnaire.lines],
        "without": _without(record),
        "stages_title": "De vijf niveaus",
        "stages": [{"level": stage.level, "name": stage.name, "meaning": stage.meaning} for stage in questionnaire.stages],
    }
    return data


def _remarks(record: WorkshopRecord) -> list[str]:
    if record.view.detail == "nothing":
        return ["Er staan daarom geen cijfers van de groep in dit verslag. Zo blijft een antwoord van de persoon die het gaf."]
    if record.view.detail == "themes":
        return ["Met 3 of 4 mensen tonen we alleen thema's. Antwoorden per vraag tonen we vanaf 5 mensen."]
    return ["Dit is de eerste ronde: wat de deelnemers zelf kozen, voordat ze er samen over spraken."]


def _axis(theme: Theme, record: WorkshopRecord) -> Data:
    node, spread = record.view.themes[theme.id], record.view.spread.get(theme.id)
    level = node.shown_level
    band = spread if level is not None else None
    return {
        "label": theme.title,
        "value": None if level is None else float(level),
        "text": _level(node),
        "low_quarter": None if band is None else band.low_quarter,
        "high_quarter": None if band is None else band.high_quarter,
    }


def _level(node: Node) -> str:
    if node.shown_level is not None:
        return words.level_text(node.shown_level)
    return NO_OUTCOME if node.applicable else "n.v.t."


def _caption(record: WorkshopRecord) -> str:
    band = "De band is de middelste helft van de antwoorden. " if record.view.spread else ""
    return (
        f"Het gemiddelde niveau per thema, van 1 (binnenste ring) tot 5 (rand). {band}"
        "Een thema zonder uitkomst blijft open. De tabel hierna toont alles."
    )


def _line(line: Line, record: WorkshopRecord) -> Data:
    level = record.view.lines[line.id].shown_level
    return {
        "title": line.title,
        "level": None if level is None else f"gemiddeld niveau {words.level_text(level)}",
        "themes": [_row(theme, record) for theme in line.themes],
    }


def _row(theme: Theme, record: WorkshopRecord) -> Data:
    """The same values as `_axis`, with the range of the answers and how much of the theme is known."""
    node, spread = record.view.themes[theme.id], record.view.spread.get(theme.id)
    axis = _axis(theme, record)
    low, high = node.low_level, node.high_level
    without = NOT_SHOWN if node.applicable else "n.v.t."
    interval = without
    if node.reported and low is not None and high is not None:
        interval = "geen" if low == high else f"{words.level_text(low)} tot {words.level_text(high)}"
    return {
        "title": theme.title,
        "reported": node.reported,
        "level": axis["text"],
        "value": axis["value"],
        "low_quarter": axis["low_quarter"],
        "high_quarter": axis["high_quarter"],
        "lowest": None if spread is None else spread.lowest,
        "highest": None if spread is None else spread.highest,
        "middle": without if spread is None else _from_to(spread.low_quarter, spread.high_quarter),
        "range": without if spread is None else _from_to(spread.lowest, spread.highest),
        "low": None if not node.reported or low is None else float(low),
        "high": None if not node.reported or high is None else float(high),
        "interval": interval,
        "known": f"{node.known} van {node.questions}" if _coverage_shown(record, node) else without,
    }


def _coverage_shown(record: WorkshopRecord, node: Node) -> bool:
    """A hidden theme of a small group carries no coverage: its 0 would not be true."""
    return node.applicable and (node.reported or record.view.detail == "questions")


def _from_to(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} tot {high}"


def _note(record: WorkshopRecord) -> str:
    room = "Ruimte: waarin het gemiddelde ligt als ook de onbekende antwoorden meetellen."
    known = "Bekend: bij hoeveel vragen genoeg mensen een antwoord weten."
    if record.view.detail == "themes":
        return f"De stip is het gemiddelde niveau, de balk de ruimte. {room} {known}"
    return (
        "De stip is het gemiddelde niveau. De balk is de middelste helft: daarbinnen ligt minstens de helft van de antwoorden. "
        f"De lijn loopt van het laagste tot het hoogste antwoord. {room} {known}"
    )


def _without(record: WorkshopRecord) -> list[str]:
    """Why themes have no outcome: a sentence per reason, with the themes."""
    reasons: dict[str, list[str]] = {}
    for theme in record.questionnaire.themes:
        if reason := no_outcome(record.view.themes[theme.id], record.view.detail):
            reasons.setdefault(reason, []).append(theme.title)
    everything = len(record.questionnaire.themes)
    named = {reason: "elk thema" if len(titles) == everything else ", ".join(titles) for reason, titles in reasons.items()}
    return [f"{reason} Dit geldt voor: {titles}." for reason, titles in named.items()]
