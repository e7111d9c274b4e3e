"""The form of a plan, as HTML without any value in it: the own script fills it in and saves each field.

So this text never changes while people type, and Streamlit leaves the fields, the focus and the caret alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from questionnaire.models import Content
from questionnaire.plan import MAX_LINE, MAX_NUMBER, MAX_ROWS, MAX_TEXT
from report.plan import OUTCOMES
from screens import parts
from screens.plan.outlook import indicators

MEASURE: Final = "meten"
"""The place of the part about numbers and indicators, after the counted parts."""


def count(content: Content) -> int:
    """How many parts are counted."""
    return len(content.programme.form_headings) + len(content.plan.parts)


def contents(content: Content) -> str:
    """The parts as links within the page, each with whether it is filled in."""
    rows = [(_heading_key(heading.id), heading.title) for heading in content.programme.form_headings]
    rows += [(part.id, part.title) for part in content.plan.parts]
    items = "".join(
        f'<li><a class="deellink" href="#{_place(id)}" target="_self">{parts.escape(title)}</a>'
        f'<span class="aantal" data-deel="{id}"></span></li>'
        for id, title in rows
    )
    return f'<nav aria-label="Onderdelen van het plan"><ul class="inhoud">{items}</ul></nav>'


def progress(content: Content) -> str:
    total = count(content)
    return (
        f'<div class="voortgang" data-voortgang><progress max="{total}" value="0" aria-label="Voortgang van uw plan"></progress>'
        f"<span>0 van {total} onderdelen ingevuld</span></div>"
    )


def form(content: Content) -> str:
    """All parts, in order."""
    words = content.plan
    body = [_line("title", "Titel van het experiment")]
    for heading in content.programme.form_headings:
        key = _heading_key(heading.id)
        body.append(_part(key, heading.title, heading.help, _area(key, part=key), names=key))
    insides = {
        "doelgroep": _area("target_group", part="doelgroep"),
        "partners": _rows(
            "partners",
            "Partner",
            (("name", "Organisatie", ()), ("role", "Rol", [(role.id, role.title) for role in words.roles])),
        ),
        "eerste-stap": _area("first_step", "Wat is de eerste stap?", rows=3)
        + _side_by_side(
            _line("first_step_by", "Wie doet dat? Een rol, geen naam"), _line("first_step_date", "Klaar op", kind="date")
        )
        + "<h3>Daarna</h3>"
        + _rows("steps", "Stap", (("what", "Wat", ()), ("when", "Wanneer (datum of maand)", ()))),
        "geld": _choice("money", "Geldklasse", [(money.id, money.title) for money in words.money])
        + _area("money_note", "Waar gaat het geld heen? (niet verplicht)", rows=2),
        "privacy": _area("ground", "Grondslag", help=words.ground, rows=3)
        + _ticks("privacy", "Vink aan wat geregeld is", [(tick.id, tick.title) for tick in words.privacy]),
        "risico": _area("risks", "Wat kan er misgaan?", rows=3) + _area("stop_rule", "Wanneer stopt u of past u aan?", rows=3),
        "daarna": _area("afterwards", "Wie gaat ermee verder?", rows=3)
        + _line("review_date", "Op deze dag kijkt u terug", kind="date"),
    }
    named = {"doelgroep": "target_group"}
    body += [_part(part.id, part.title, part.help, insides[part.id], names=named.get(part.id, "")) for part in words.parts]
    body.append(
        _part(
            MEASURE,
            "Wat gaat u meten?",
            "Met deze twee getallen rekent de zelfscan uit wat uw experiment kan laten zien. Een schatting is genoeg.",
            _side_by_side(
                _line("returns", "Hoeveel inwoners keren er per jaar terug?", kind="number"),
                _line("group", "Hoeveel van hen doen er mee?", kind="number"),
            )
            + _indicator_ticks(content),
        )
    )
    return "".join(body)


def review() -> str:
    """The questions about what happened."""
    return (
        _choice("review.outcome", "Hoe is het gegaan?", list(OUTCOMES.items()))
        + _area("review.learned", "Wat hebt u geleerd?", help="Werkte het niet? Dat is ook een uitkomst.", rows=4)
        + _area("review.evidence", "Waaraan ziet u dat?", help="Aantallen en wat inwoners zeiden. Geen namen.", rows=3)
        + _line("review.day", "Op welke dag keek u terug?", kind="date")
    )


def _heading_key(id: str) -> str:
    return f"headings.{id}"


def _place(key: str) -> str:
    return "deel-" + key.replace(".", "-")


def _part(id: str, title: str, help: str, body: str, *, names: str = "") -> str:
    """A part of the form. `names`: the one field of the part that its heading is the label of."""
    place, words = _place(id), parts.escape(title)
    inside = f'<label for="{_name(names)}">{words}</label>' if names else words
    return (
        f'<section class="deel" aria-labelledby="{place}"><h2 id="{place}" tabindex="-1">{inside}</h2>'
        f'<p class="uitleg" id="uitleg-{place}">{parts.escape(help)}</p>{body}</section>'
    )


def _name(key: str) -> str:
    return "veld-" + key.replace(".", "-")


def _side_by_side(*fields: str) -> str:
    return f'<div class="naastelkaar">{"".join(fields)}</div>'


def _field(body: str) -> str:
    """A field with the place where the script says whether it is stored, and shows a second text."""
    return f'<div class="planveld">{body}<p class="bewaard"></p><div class="tweede"></div></div>'


def _area(key: str, label: str = "", *, part: str = "", help: str = "", rows: int = 3) -> str:
    """A text of several lines. Without a label it has the heading of its `part`."""
    name, described = _name(key), ""
    above = f'<label for="{name}">{parts.escape(label)}</label>' if label else ""
    if part:
        described = f' aria-describedby="uitleg-{_place(part)}"'
    if help:
        above += f'<p class="klein" id="{name}-uitleg">{parts.escape(help)}</p>'
        described = f' aria-describedby="{name}-uitleg"'
    return _field(f'{above}<textarea id="{name}" data-veld="{key}" rows="{rows}" maxlength="{MAX_TEXT}"{described}></textarea>')


def _line(key: str, label: str, *, kind: Literal["text", "date", "number"] = "text", most: int = MAX_LINE) -> str:
    name = _name(key)
    limits = {
        "text": f'maxlength="{most}" autocomplete="off"',
        "date": 'min="2015-01-01" max="2099-12-31"',
        "number": f'min="0" max="{MAX_NUMBER}" step="1" inputmode="numeric"',
    }
    words = '<p class="dag klein"></p>' if kind == "date" else ""
    control = f'<input type="{kind}" id="{name}" data-veld="{key}" {limits[kind]}>'
    return _field(f'<label for="{name}">{parts.escape(label)}</label>{control}{words}')


Cell = tuple[str, str, Sequence[tuple[str, str]]]


def _rows(group: str, what: str, cells: tuple[Cell, ...]) -> str:
    """Rows of cells; the script shows the filled ones and one more. A cell with options is a list to choose from."""
    rows = ""
    for number in range(1, MAX_ROWS + 1):
        inside = "".join(_cell(f"{group}.{number}.{cell}", label, options) for cell, label, options in cells)
        rows += (
            f'<div class="planrij" role="group" aria-label="{what} {number}" data-rij="{group}.{number}">'
            f"{_side_by_side(inside)}</div>"
        )
    return f'<div class="planrijen" data-rijen="{group}">{rows}</div>'


def _cell(key: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    if not options:
        return _line(key, label)
    name = _name(key)
    choices = '<option value="">Kies</option>' + "".join(
        f'<option value="{id}">{parts.escape(title)}</option>' for id, title in options
    )
    return _field(f'<label for="{name}">{parts.escape(label)}</label><select id="{name}" data-veld="{key}">{choices}</select>')


def _choice(key: str, legend: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<label class="keuze"><input type="radio" name="veld-{key}" value="{id}" data-veld="{key}">'
        f"<span>{parts.escape(title)}</span></label>"
        for id, title in options
    )
    return _field(f"<fieldset><legend>{parts.escape(legend)}</legend>{rows}</fieldset>")


def _ticks(group: str, legend: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<label class="keuze"><input type="checkbox" value="1" data-veld="{group}.{id}">'
        f"<span>{parts.escape(title)}</span></label>"
        for id, title in options
    )
    return _field(f"<fieldset><legend>{parts.escape(legend)}</legend>{rows}</fieldset>")


def _indicator_ticks(content: Content) -> str:
    options = indicators(content)
    return _ticks("indicators", "Wat houdt u per persoon bij?", options) if options else ""
