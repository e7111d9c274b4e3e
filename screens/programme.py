"""The programme behind the three lines: what there is to apply for today, its history, its form, and what to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from questionnaire import Programme
from questionnaire.calls import Call, call_on, completeness_text, gaps
from questionnaire.programme import Example, Funding, Tranche
from questionnaire.text import date_text
from screens import context, pages, parts
from screens.session import Session
from screens.sources import source_list

KINDS: Final = {"interview": "Interview", "film": "Film", "voorbeeld": "Voorbeeld", "rapport": "Rapport"}


def draw(visitor: Session) -> None:
    programme = context.content().programme
    call = call_on(programme, context.today())
    parts.title(f"Het programma {programme.name}")
    parts.html(_now(programme, call))
    parts.heading("Waar het over ging")
    parts.html(
        *map(parts.paragraph, (programme.summary, programme.period)),
        parts.paragraph(f"Van: {programme.owner}.", "klein"),
        "<h3>De ambitie</h3>",
        *map(parts.paragraph, (programme.ambition.text, programme.ambition.reading)),
    )
    if programme.history:
        parts.heading("Geschiedenis")
        parts.html(parts.definitions(((event.when, event.text) for event in programme.history), "woorden"))
    parts.heading("De rondes")
    parts.html(*(_tranche(tranche) for tranche in programme.tranches))
    if call.open is None:
        parts.html("<h3>Wie kon aanvragen</h3>", parts.paragraph(programme.who_could_apply))
    parts.heading("De kopjes van het formulier")
    parts.text("Met deze kopjes beschreef het programma een project. U kunt er uw eigen experiment mee uitschrijven.")
    parts.html(parts.definitions(((heading.title, heading.help) for heading in programme.form_headings), "lijnen"))
    if programme.inspiration:
        parts.heading("Om van te leren")
        parts.text(
            "Wij lazen deze pagina's in een bewaarde kopie. Een adres kan intussen zijn veranderd of verdwenen. "
            "Zoek dan op de titel."
        )
        parts.html(*(_cited(item) for item in programme.inspiration))
    if programme.living_funding:
        parts.heading("Ander geld")
        parts.html(*(_cited(item) for item in programme.living_funding))
    parts.heading("Bronnen van deze pagina")
    named = programme.cited()
    parts.html(
        source_list(source for source in context.content().sources if source.id in named),
        parts.paragraph(f"Deze pagina is nagekeken op {date_text(programme.checked)}.", "klein"),
    )


def form_state(programme: Programme, texts: Mapping[str, str]) -> str:
    """How far a plan (texts by heading id) is along the form, and what is still missing, as HTML."""
    missing = gaps(programme.form_headings, texts)
    return parts.paragraph(completeness_text(programme.form_headings, missing), "nadruk") + (
        parts.bullets(gap.text for gap in missing) if missing else ""
    )


def plan_beside_call(programme: Programme, day: date, texts: Mapping[str, str]) -> str:
    """For the page of a plan, while a call is open: how many days are left, and what the form still asks; else empty."""
    call = call_on(programme, day)
    if call.open is None:
        return ""
    return f'<div class="ronde">{parts.paragraph(call.text, "nadruk")}{form_state(programme, texts)}</div>'


def _now(programme: Programme, call: Call) -> str:
    """What there is to apply for today; with nothing open, what there is instead."""
    if call.open is not None:
        body = parts.paragraph(call.open.who or programme.who_could_apply)
        if call.open.apply_at:
            body += f'<p class="acties">{parts.outer_link(call.open.apply_at, "Naar de aanvraag", "knop")}</p>'
        return f'<div class="ronde open">{parts.paragraph(call.text, "nadruk")}{body}</div>'
    instead = [
        f"Begin zelf klein. {parts.link(pages.INSPIRATION, 'Kies een idee')} en schrijf het uit met de kopjes van het programma.",
        "Leer van wat anderen deden. Hieronder staan voorbeelden, met hun bronnen.",
    ]
    if programme.living_funding:
        titles = ", ".join(f"'{item.title}'" for item in programme.living_funding)
        instead.append(f"Vraag na of er ander geld is, zoals {parts.escape(titles)}.")
    items = "".join(f"<li>{item}</li>" for item in instead)
    return f'<div class="ronde">{parts.paragraph(call.text, "nadruk")}<p>Dit kan wel:</p><ul class="lijst">{items}</ul></div>'


def _tranche(tranche: Tranche) -> str:
    days = []
    if tranche.opened:
        days.append(f"Open vanaf {date_text(tranche.opened)}.")
    if tranche.closed:
        days.append(f"Laatste dag: {date_text(tranche.closed)}.")
    return (
        f'<div class="vondst"><h3>{parts.escape(tranche.name)}</h3>'
        f"{parts.paragraph(' '.join(days), 'klein') if days else ''}{parts.paragraph(tranche.text)}</div>"
    )


def _cited(item: Example | Funding) -> str:
    sources = context.content().source_by_id
    kind = f'<p><span class="merkje">{KINDS[item.kind]}</span></p>' if isinstance(item, Example) else ""
    checked = f"Nagekeken op {date_text(item.checked)}." if item.checked else "Niet nagegaan of dit nu nog bestaat."
    return (
        f'<div class="vondst"><h3>{parts.escape(item.title)}</h3>{kind}{parts.paragraph(item.text)}'
        f"{source_list(sources[id] for id in item.sources)}{parts.paragraph(checked, 'klein')}</div>"
    )
