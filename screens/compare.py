"""The page "Vergelijken": what really changed since an earlier measurement, read from top to bottom as a story."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import streamlit as st

from questionnaire.origin import OwnReading
from report.payload import date_text
from scoring.change import PartChange
from scoring.change_words import (
    RULE,
    basis_text,
    headline,
    notes,
    recognised_text,
    steps_text,
    verdict_text,
    why_text,
)
from scoring.series import Comparison, Point
from scoring.words import level_text
from screens import change_charts, changed, charts, context, earlier, pages, parts
from screens.change_charts import Pair
from screens.plan import track
from screens.session import Session
from storage import StorageError

RADAR, DOTS = "Spinnenweb", "Puntenlijst"


def draw(visitor: Session) -> None:
    found = earlier.comparison(visitor)
    if found is None:
        parts.title("Vergelijk met een eerdere meting")
        parts.text(
            "Vulde uw gemeente deze vragen eerder in? Dan ziet u hier wat er echt veranderde. "
            "Uw eigen meting blijft zoals zij is. De eerdere meting bewaren we niet opnieuw.",
            kind="inleiding",
        )
        _add(visitor, parts.heading)
        return
    _story(visitor, found)
    if tried := track.record(kept.plan for kept in visitor.begun.plans):
        parts.html(tried)
    parts.heading("Andere momenten")
    _take_away(visitor, found)
    if len(found.earlier) < earlier.MOST:
        with st.expander("Voeg nog een eerdere meting toe", key="nog-een"):
            _add(visitor, parts.subheading)
    parts.text(
        "De vergelijking blijft staan zolang u deze pagina's open hebt. Laadt u opnieuw? "
        "Geef dan de link of het bestand nog een keer.",
        kind="klein",
    )
    parts.heading("En nu?")
    parts.actions(
        parts.link(pages.TAKE_ALONG, "Neem de vergelijking mee in het rapport", "knop"),
        parts.link(pages.PROFILE, "Terug naar uw profiel", "knop2"),
        parts.PRINT,
    )


def _story(visitor: Session, found: Comparison) -> None:
    change, since = found.change, date_text(found.before.date)
    parts.title("Wat is er veranderd")
    parts.text(headline(change, since), kind="inleiding")
    where = f" ({context.place_text(found.before.municipality)})" if found.before.municipality else ""
    sentences = [recognised_text(change), f"U vergelijkt de meting van {date_text(found.now.date)} met die van {since}{where}."]
    parts.text(*filter(None, sentences))
    _choose(visitor, found)

    _figures(found)
    _themes(found)
    if change.recognised("up") or change.recognised("down"):
        parts.heading("Wat u nu anders ziet")
        changed.recognised(found, "up")
        changed.recognised(found, "down")
    _not_comparable(found)
    parts.heading("Hoe zeker is dit?")
    parts.text(RULE)
    parts.html(parts.bullets(notes(found)))
    if len(found.earlier) > 1:
        _through_time(found)


# Figures


def _pairs(found: Comparison, *, short: bool = False) -> tuple[Pair, ...]:
    """Both levels per theme, in the order of the questionnaire."""
    rows = found.themes()
    return tuple(
        Pair(
            theme.label if short else theme.title,
            rows[theme.id][found.place].level,
            rows[theme.id][-1].level,
            found.change.themes[theme.id],
        )
        for theme in found.now.result.questionnaire.themes
    )


def _figures(found: Comparison) -> None:
    wide, narrow = _pairs(found), _pairs(found, short=True)
    then, now = date_text(found.before.date), date_text(found.now.date)
    parts.heading("Toen en nu")
    kind = st.segmented_control("Weergave", [RADAR, DOTS], default=RADAR, required=True, key="weergave-vergelijken")
    told = f"{headline(found.change, then)} De cijfers staan in de tabel."
    if kind == DOTS:
        figures = change_charts.dots(wide, then, now), change_charts.dots(narrow, then, now, narrow=True)
        _both(*figures, f"Puntenlijst met per thema het niveau toen en nu. {told}")
        parts.text("De ruit is toen, de stip is nu. Een dikke lijn ertussen is een aantoonbaar verschil.", kind="klein")
    elif change_charts.enough(wide):
        figures = change_charts.radar(wide, then, now), change_charts.radar(narrow, then, now, narrow=True)
        _both(*figures, f"Spinnenweb met twee profielen op een schaal van 1 tot 5. {told}")
        parts.text(
            "De streeplijn met ruiten is toen, de volle lijn met stippen is nu. De getallen horen bij nu. "
            "Waar geen score is, blijft het spinnenweb open.",
            kind="klein",
        )
    else:
        parts.text("Een spinnenweb vraagt minstens 3 thema's met een score op beide momenten. Bekijk de tabel of de puntenlijst.")


def _both(wide: dict[str, object], narrow: dict[str, object], alt: str) -> None:
    """One figure for large screens and one for phones; the style sheet shows the right one."""
    with st.container(key="figuur-breed"):
        st.plotly_chart(wide, theme=None, config=charts.CONFIG, alt=alt, key="vergelijking-1")
    with st.container(key="figuur-smal"):
        st.plotly_chart(narrow, theme=None, config=charts.CONFIG, alt=alt, key="vergelijking-2")


# Tables


def _themes(found: Comparison) -> None:
    head = ("Toen", "Nu", "Verschil", "Oordeel", "Gebaseerd op")
    questionnaire, change = found.now.result.questionnaire, found.change
    themes = {theme.id: theme.title for theme in questionnaire.themes}
    lines = {line.id: line.title for line in questionnaire.lines}
    caption = "Dezelfde cijfers in een tabel. Het verschil gaat alleen over vragen met op beide momenten een niveau."
    rows = [_row(found, title, found.themes()[id], change.themes[id]) for id, title in themes.items()]
    parts.html(parts.table(caption, ("Thema", *head), rows))
    rows = [_row(found, title, found.lines()[id], change.lines[id]) for id, title in lines.items()]
    parts.html(parts.table("Hetzelfde per veranderlijn.", ("Veranderlijn", *head), rows))


def _row(found: Comparison, title: str, points: tuple[Point, ...], part: PartChange) -> tuple[str, ...]:
    word = verdict_text(part)
    return (
        parts.escape(title),
        _level(points[found.place]),
        _level(points[-1]),
        steps_text(part) or "–",
        f"<strong>{word}</strong>" if part.demonstrable else word,
        basis_text(part) if part.comparable else "–",
    )


def _level(point: Point) -> str:
    return _written(point.level) if point.comparable else "andere vragen"


def _written(level: Fraction | None) -> str:
    return "geen score" if level is None else level_text(level)


def _not_comparable(found: Comparison) -> None:
    """The parts that could not be compared, each with the reason."""
    questionnaire, change = found.now.result.questionnaire, found.change
    named = [(line.title, change.lines[line.id]) for line in questionnaire.lines]
    named += [(theme.title, change.themes[theme.id]) for theme in questionnaire.themes]
    left = [(title, part) for title, part in named if not part.comparable]
    if not left:
        return
    parts.heading("Niet vergelijkbaar")
    reasons = {why_text(part) for _, part in left}
    if len(reasons) == 1:
        parts.text(reasons.pop())
        parts.html(parts.bullets(title for title, _ in left))
        return
    parts.html(parts.definitions(((title, why_text(part)) for title, part in left), "plan"))


def _through_time(found: Comparison) -> None:
    """A line per theme through all moments; the numbers stand beside it."""
    parts.heading("Door de tijd")
    dates = [date_text(moment.date) for moment in found.moments]
    head = ("Thema", *dates, "Verloop")
    rows = [
        (parts.escape(theme.title), *map(_level, found.themes()[theme.id]), change_charts.sparkline(found.themes()[theme.id]))
        for theme in found.now.result.questionnaire.themes
    ]
    caption = "Het niveau per thema op elk moment, met een lijn van 1 (onder) tot 5 (boven)."
    # Not parts.html: Streamlit strips drawings from it.
    st.markdown(parts.table(caption, head, rows), unsafe_allow_html=True)


# Which moments


def _choose(visitor: Session, found: Comparison) -> None:
    """Which of several earlier measurements is compared in full."""
    known = earlier.earlier(visitor)
    places = list(range(len(found.earlier)))
    if len(places) < 2:
        return
    chosen = st.selectbox(
        "Vergelijk met", places, index=found.place, format_func=lambda place: _name(found, place), key=f"met-{known.turn}"
    )
    if chosen != found.place:
        known.chosen = chosen - len(places)
        st.rerun()


def _take_away(visitor: Session, found: Comparison) -> None:
    known = earlier.earlier(visitor)
    for place in range(len(found.earlier)):
        if st.button(f"Haal weg: {_name(found, place)}", key=f"weg-{known.turn}-{place}"):
            earlier.remove(visitor, place)
            st.rerun()


def _name(found: Comparison, place: int) -> str:
    moment = found.earlier[place]
    return f"{date_text(moment.date)}, {moment.municipality or 'gemeente niet ingevuld'}"


def _add(visitor: Session, heading: Callable[[str], None]) -> None:
    """The two ways in: a link or a file."""
    turn = earlier.earlier(visitor).turn
    heading("Met een persoonlijke link")
    key = f"eerdere-link-{turn}"
    link = st.text_input(
        "Link van de eerdere meting",
        key=key,
        max_chars=300,
        autocomplete="off",
        help="U vond deze link bij 'Meenemen'. Begeleidde u een werksessie? Dan werkt ook de link van de begeleider.",
    )
    if st.button("Vergelijk met deze link", type="primary", key="met-link"):
        if link.strip():
            _try(visitor, lambda: earlier.from_link(visitor, link), at=key)
        else:
            parts.error("Plak eerst de link van de eerdere meting in het veld.", at=key, go=True)
    heading("Met een metingbestand")
    file = st.file_uploader("Metingbestand van toen (hooguit 1 MB)", key=f"eerder-bestand-{turn}")
    if file is not None:
        _try(visitor, lambda: earlier.from_file(file.getvalue()))


def _try(visitor: Session, read: Callable[[], OwnReading], at: str = "") -> None:
    try:
        earlier.add(visitor, read())
    except earlier.NotComparable as error:
        parts.error(f"{error} Er is niets veranderd aan uw eigen meting.", at=at, go=bool(at))
        return
    except StorageError:
        st.error("De opslag is even niet bereikbaar. Probeer het over een minuut opnieuw.")
        return
    st.rerun()
