"""After the choosing: the dots, the experiments the group chose, and thanks."""

from __future__ import annotations

from functools import partial

from report.payload import date_text
from scoring.groups import MIN_PEOPLE
from screens import context, parts
from screens.workshop import group
from screens.workshop.hall_deck import Deck, Draw, deck
from screens.workshop.leading import Leading
from storage import Commitment, Workshop


def closed(here: Leading) -> Deck:
    """The dots, a slide for every experiment, and thanks."""
    workshop = here.open
    ideas = group.questionnaire(workshop).idea_by_id
    chosen = [plan for plan in context.store().workshops.commitments(workshop.id) if plan.idea in ideas]
    slides: list[Draw] = []
    if any(id in ideas for id in workshop.ideas):
        slides.append(partial(_dots, workshop))
    slides += [partial(_experiment, ideas[plan.idea].title, plan) for plan in chosen]
    slides.append(partial(_thanks, len(chosen)))
    return deck("closed", slides)


def _dots(workshop: Workshop) -> None:
    known = group.questionnaire(workshop).idea_by_id
    dots, voters = context.store().workshops.dots(workshop.id)
    titles = {id: known[id].title for id in workshop.ideas if id in known}
    if voters < MIN_PEOPLE:
        items = "".join(f"<li><span>{parts.escape(title)}</span></li>" for title in titles.values())
        words = f"Minder dan {MIN_PEOPLE} mensen gaven stippen. Dat is te weinig om ze te tonen. Kies samen."
    else:
        most = max(dots.values(), default=1)
        items = "".join(
            f'<li><span>{parts.escape(titles[id])}</span><span class="rij"><span class="baan">'
            f'<i style="width:{100 * dots.get(id, 0) / most:.1f}%"></i></span>'
            f'<span class="hoeveel">{_count(dots.get(id, 0))}</span></span></li>'
            for id in sorted(titles, key=lambda id: -dots.get(id, 0))
        )
        words = f"{voters} mensen verdeelden hun stippen."
    parts.html(
        f'<div class="zaal">{parts.h1("Dit koos de groep")}{parts.paragraph(words, "kop")}<ol class="stippen">{items}</ol></div>'
    )


def _count(count: int) -> str:
    return "1 stip" if count == 1 else f"{count} stippen"


def _experiment(title: str, plan: Commitment) -> None:
    items = (
        ("Wie pakt dit op?", plan.owner),
        ("Eerste stap", f"{plan.step.rstrip('.')}. Klaar op {date_text(plan.step_date)}."),
        ("We kijken terug op", f"{date_text(plan.review_date)}."),
    )
    parts.html(
        f'<div class="zaal experiment"><p class="stap">Ons experiment</p>{parts.h1(title)}'
        f"{parts.definitions(items, 'afspraken')}</div>"
    )


def _thanks(chosen: int) -> None:
    words = {
        0: "U hebt met elkaar gekeken, gepraat en afgesproken. De begeleider bewaart wat de groep afsprak.",
        1: "U koos samen een experiment. De begeleider bewaart de afspraken.",
    }.get(chosen, f"U koos samen {chosen} experimenten. De begeleider bewaart de afspraken.")
    parts.html(
        f'<div class="zaal midden">{parts.h1("Dank u wel")}{parts.paragraph(words, "groot")}'
        f"{parts.paragraph('Op uw telefoon ziet u uw eigen antwoorden nog terug. De code werkt niet meer.', 'kop')}</div>"
    )
