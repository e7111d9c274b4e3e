"""The page "Naast andere gemeenten": how municipalities of the same size are spread over the stages, and sharing your own.

The own stage stands beside the others as a mark. There is no place, no order and no name.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from questionnaire.models import Line
from report.colours import BLUE, EDGE, INK
from report.payload import date_text
from scoring.groups import ANONYMITY
from scoring.municipalities import EVERY_STAGE_FROM, Distribution, basis, complete, distribution, stages
from screens import context, pages, parts
from screens.session import Session
from storage import Counts, NotNow, Shared

NOT_A_RANKING: Final = (
    "Dit is geen ranglijst. U ziet geen namen, en geen volgorde van gemeenten. Een vroege fase is geen slecht teken: "
    "gemeenten beginnen op een ander moment, en kiezen anders waar zij aan werken. Gebruik het verschil als begin van een "
    "gesprek."
)
WHAT: Final = (
    "Per thema en per veranderlijn de fase: een getal van 1 tot 5, zoals het nu is.",
    "De naam en de grootte van uw gemeente. Andere gemeenten zien die naam niet. De naam zorgt ervoor dat elke gemeente "
    "één keer telt.",
)
NOT: Final = "Niet uw antwoorden, uw toelichtingen, uw rol of uw plannen. Niets over personen."
HOW: Final = (
    f"U telt mee in een groep van minstens {ANONYMITY} gemeenten van uw grootte. Zo'n groep telt samen mee, of helemaal niet, "
    "en hooguit een jaar. Verandert u later een antwoord? Dan blijft wat u deelde zoals het was.",
    "U kunt het vinkje altijd weer uitzetten. De fasen die u deelde, verwijderen we dan meteen. Telde u al mee? Dan blijft bij "
    "uw meting staan dat u deelde en stopte. Ook telt uw hele groep dan niet meer mee, en kan deze meting niet nog een keer "
    "meetellen. Verwijdert u de meting? Dan telt uw groep ook niet meer mee, en blijft er niets staan.",
    "Is dit de meting van een werksessie? Dan beslist de begeleider. Vraag het eerst aan de groep.",
)
LIMIT: Final = (
    "De zelfscan kan niet controleren wie een meting invulde. Wie vier gemeenten van een groep kent, kan de vijfde afleiden. "
    "Kiezen alle gemeenten dezelfde fase? Dan weet u die fase van elk van hen. Vindt u dat te veel? Deel dan niet. U ziet de "
    "verdeling ook zonder te delen."
)
_STANDING: Final = {
    "waiting": f"U deelt deze meting. Zij wacht nog. Zij telt mee zodra minstens {ANONYMITY} gemeenten van uw grootte wachten, "
    "en er geen andere meting van uw gemeente meetelt.",
    "counted": "U deelt deze meting. Zij telt mee in de verdeling.",
    "over": "Deze meting telt niet meer mee: een gemeente uit uw groep deelt niet meer, of het jaar is voorbij. "
    "Een nieuwe meting kunt u weer delen.",
}
_STOPPED: Final = "U deelt deze meting niet meer. De fasen die u deelde, zijn verwijderd. Een nieuwe meting kunt u weer delen."


def draw(visitor: Session) -> None:
    parts.title("Naast andere gemeenten")
    parts.text(
        "Hier ziet u hoe gemeenten van uw grootte verdeeld zijn over de fasen. "
        "Alleen gemeenten die daar zelf voor kozen, tellen mee.",
        kind="inleiding",
    )
    parts.text(NOT_A_RANKING)
    parts.heading("De verdeling")
    _spread(visitor)
    parts.heading("Deel uw meting")
    _sharing(visitor)
    parts.actions(parts.link(pages.PROFILE, "Terug naar uw profiel", "knop"), parts.PRINT)


# The distribution


def _spread(visitor: Session) -> None:
    size = visitor.begun.size
    titles = {one.id: one.title for one in visitor.questionnaire.size_classes}
    if size not in titles:
        parts.text("U ziet alleen gemeenten van uw eigen grootte. Kies daarom eerst hoe groot uw gemeente is.")
        parts.actions(parts.link(pages.DETAILS, "Kies hoe groot uw gemeente is", "knop2"))
        return
    counts = context.store().sharing.counts(basis(visitor.questionnaire), size)
    if counts.municipalities < ANONYMITY:
        parts.text(
            f"Er is nog geen verdeling. Daarvoor zijn minstens {ANONYMITY} gemeenten van deze grootte nodig die een meting "
            "delen. Met minder kan iemand zien welke gemeente wat koos.",
            f"Uw grootte is: {titles[size]}.",
        )
        return
    # In fives, like everything that is shown of it: a number that goes up by one shows who came in.
    parts.text(
        f"Er tellen minstens {counts.municipalities // 5 * 5} gemeenten mee van uw grootte: {titles[size]}. De aantallen zijn "
        "afgerond: van elke 10 gemeenten staan er ongeveer zoveel in een fase. Een 0 kan ook een enkele gemeente zijn.",
    )
    own = stages(visitor.result.scores)
    for line in visitor.questionnaire.lines:
        _line(line, counts, own)
    parts.text(
        "In het beeld staat elke kolom voor een fase, of voor twee fasen samen. Hoe hoger de kolom, hoe meer gemeenten. "
        "Het rondje is uw eigen gemeente. Bij 'Midden' staat de fase van de middelste gemeente, of de twee fasen waar die bij "
        "hoort.",
        kind="klein",
    )


def _line(line: Line, counts: Counts, own: dict[str, int]) -> None:
    """A table: the line as a whole, and below it its themes."""
    named = {line.id: f"<strong>{parts.escape(line.title)}, de hele lijn</strong>"}
    named |= {theme.id: parts.escape(theme.title) for theme in line.themes}
    many = {id: counts.parts.get(id, ()) for id in named}
    # The rows of a table have the same columns: wide bands as soon as one of them needs those.
    wide = any(ANONYMITY <= sum(counted) < EVERY_STAGE_FROM for counted in many.values())
    found = {id: distribution(counted, wide=wide) for id, counted in many.items()}
    bands = next((one.bands for one in found.values() if one is not None), ())
    if not bands:
        parts.text(f"{line.title}: minder dan {ANONYMITY} gemeenten hebben hier een uitkomst.")
        return
    head = ("Thema", *(band.title.capitalize() for band in bands), "Midden", "U", "Beeld")
    rows = [(title, *_cells(found[id], own.get(id), len(bands))) for id, title in named.items()]
    # Not parts.html: Streamlit strips drawings from it.
    caption = f"{line.title}: hoeveel van elke 10 gemeenten."
    table = parts.table(caption, head, rows, "cijfers verdeling")
    st.markdown(f'<div class="tabelvak">{table}</div>', unsafe_allow_html=True)


def _cells(found: Distribution | None, own: int | None, columns: int) -> tuple[str, ...]:
    mine = "geen uitkomst" if own is None else _figure(f"fase {own}")
    if found is None:
        return (*["–"] * columns, f"minder dan {ANONYMITY} gemeenten", mine, "")
    many = (_figure(f"<strong>{band.tenths}</strong> van 10") for band in found.bands)
    return (*many, _figure(found.middle.title), mine, picture(found, own))


def _figure(html: str) -> str:
    """A figure with what belongs to it: never on two lines by chance."""
    return f'<span class="cijfer">{html}</span>'


_WIDTH, _HEIGHT, _FOOT = 136, 64, 18


def picture(found: Distribution, own: int | None) -> str:
    """A column for each band, and a ring below that of the own stage, as SVG. An ornament: the row has the numbers."""
    step = _WIDTH / len(found.bands)
    top = _HEIGHT - _FOOT
    drawn = [f'<line x1="0" x2="{_WIDTH}" y1="{top}" y2="{top}" stroke="{EDGE}" stroke-width="1"/>']
    for place, band in enumerate(found.bands):
        height = band.tenths / 10 * (top - 4)
        left, wide = place * step + 3, step - 6
        drawn.append(f'<rect x="{left:.1f}" y="{top - height:.1f}" width="{wide:.1f}" height="{height:.1f}" fill="{BLUE}"/>')
        if own is not None and band.holds(own):
            drawn.append(
                f'<circle cx="{(place + 0.5) * step:.1f}" cy="{top + 10}" r="5.5" fill="none" stroke="{INK}" stroke-width="2.5"/>'
            )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true" '
        f'focusable="false">{"".join(drawn)}</svg>'
    )


# Sharing


def _sharing(visitor: Session) -> None:
    shared = context.store().sharing.of(visitor.begun.id)
    parts.text("Zo helpt u andere gemeenten. Het hoeft niet. Dit delen we als u dat wilt:")
    parts.html(parts.bullets(WHAT), parts.paragraph(NOT))
    parts.text(*HOW)
    parts.text(LIMIT)
    if shared is not None and shared.standing == "stopped":
        parts.html(parts.message("delen", _STOPPED))
        return
    missing = _missing(visitor)
    if missing and shared is None:
        parts.html(parts.message("delen", missing))
        return
    key = f"delen-{visitor.begun.id}"
    visitor.follow(key, shared is not None, lambda wanted: _save(visitor, key, bool(wanted)))
    st.checkbox("Ja, deel deze meting", key=key)
    parts.html(_told(shared))


def _told(shared: Shared | None) -> str:
    if shared is None:
        return parts.stored("delen", "U deelt deze meting niet.", yes=False)
    since = date_text(shared.moment.astimezone(context.AMSTERDAM).date())
    return parts.stored("delen", f"{_STANDING[shared.standing]} Gedeeld op {since}.", yes=shared.standing != "over")


def _missing(visitor: Session) -> str:
    """What is needed before this measurement can count, or nothing."""
    stored = visitor.begun
    if stored.municipality not in context.municipality_names():
        return "Delen kan alleen voor een gemeente uit de lijst. Deze meting is van een regio of een andere organisatie."
    if stored.size not in {one.id for one in visitor.questionnaire.size_classes}:
        return "Delen kan zodra u kiest hoe groot uw gemeente is. Dat doet u bij uw gegevens."
    if not complete(visitor.result.scores):
        return "Delen kan zodra twee derde van de thema's een uitkomst heeft. Beantwoord eerst meer vragen."
    return ""


def _save(visitor: Session, key: str, wanted: bool) -> None:
    """Share, or take it back. Raises StorageError."""
    sharing = context.store().sharing
    if not wanted:
        sharing.stop(visitor.begun.id)
        return
    try:
        if _missing(visitor):
            raise NotNow
        sharing.share(visitor.begun.id, basis(visitor.questionnaire), stages(visitor.result.scores))
    except NotNow:  # another tab was first, or took away what is needed: the page tells how it stands
        st.session_state[key] = False
