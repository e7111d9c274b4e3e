"""The profile: what stands out, and radar, dot plot and table as equals; `screens.profile_story` tells what lies behind."""

from __future__ import annotations

import streamlit as st

from scoring.model import Node, Result
from scoring.words import coverage_text, headline, level_text
from screens import changed, charts, pages, parts
from screens import profile_story as story
from screens.session import Session

RADAR, DOTS = "Spinnenweb", "Puntenlijst"


def draw(visitor: Session) -> None:
    """From top to bottom: what stands out, the figures, why, how sure it is, what to try."""
    result = visitor.result
    parts.title("Uw profiel")
    if result.advice.outcome == "unknown":
        parts.text(headline(result), kind="inleiding")
        parts.text("Zodra u een paar vragen hebt beantwoord, ziet u hier uw spinnenweb. Zoek uit wat u nog niet weet.")
        parts.actions(parts.link(pages.OVERVIEW, "Naar de vragen", "knop"))
        return
    parts.text(headline(result), kind="inleiding")
    parts.text(
        "Dit is geen cijfer en geen ranglijst. Het laat zien waar u met elkaar over kunt praten. "
        "Vraag ook inwoners die terugkeerden of zij dit herkennen."
    )
    _figures(result)
    parts.html(numbers(result), parts.details("Wat betekenen de fasen?", _stages(result)))
    parts.heading("Wat opvalt")
    story.stands_out(result)
    story.why(visitor, result)
    story.how_sure(result)
    changed.what_changed(visitor)
    story.to_try(result)


def _figures(result: Result) -> None:
    themes = result.questionnaire.themes
    parts.heading(f"Uw {len(themes)} thema's")
    kind = st.segmented_control("Weergave", [RADAR, DOTS], default=RADAR, required=True, key="weergave")
    wide, narrow = story.axes(result, themes), story.axes(result, themes, short=True)
    if kind == DOTS:
        alt = "Puntenlijst met per thema het gemiddelde niveau, wat nog open is en uw ambitie. De cijfers staan in de tabel."
        _both(charts.dots(wide), charts.dots(narrow, narrow=True), alt)
        parts.text(
            "Een lichte balk laat zien waar het gemiddelde nog kan uitkomen, omdat antwoorden onbekend zijn.", kind="klein"
        )
    elif charts.enough(wide):
        alt = f"Spinnenweb van {len(themes)} thema's op een schaal van 1 tot 5. {headline(result)} De cijfers staan in de tabel."
        _both(charts.radar(wide), charts.radar(narrow, narrow=True), alt)
        parts.text("Elke ring is een niveau. Thema's zonder uitkomst blijven open: dat is geen laag niveau.", kind="klein")
    else:
        parts.text("Een spinnenweb vraagt minstens 3 thema's met een uitkomst. Bekijk de tabel of de puntenlijst.")


def _both(wide: dict[str, object], narrow: dict[str, object], alt: str) -> None:
    """One figure for large screens and one for phones; the style sheet shows the right one."""
    with st.container(key="figuur-breed"):
        st.plotly_chart(wide, theme=None, config=charts.CONFIG, alt=alt, key="figuur-1")
    with st.container(key="figuur-smal"):
        st.plotly_chart(narrow, theme=None, config=charts.CONFIG, alt=alt, key="figuur-2")


def numbers(result: Result) -> str:
    """The table with the numbers of the figures, as HTML."""
    rows = []
    for theme in result.questionnaire.themes:
        node = result.scores.themes[theme.id]
        rows.append(
            (
                parts.escape(theme.title),
                _level_cell(node),
                _stage_cell(result, node),
                coverage_text(node),
                str(result.targets[theme.id]),
            )
        )
    caption = "Dezelfde cijfers in een tabel. Het niveau loopt van 1 tot 5."
    return parts.table(caption, ("Thema", "Niveau", "Fase", "Bekend", "Ambitie"), rows)


def _level_cell(node: Node) -> str:
    level = node.shown_level
    if level is None:
        return "geen score"
    interval = ""
    if node.coverage != 1 and node.low_level is not None and node.high_level is not None:
        interval = f' <span class="tussen">(tussen {level_text(node.low_level)} en {level_text(node.high_level)})</span>'
    return f"<strong>{level_text(level)}</strong>{interval}"


def _stage_cell(result: Result, node: Node) -> str:
    if not node.reported or node.stage is None:
        return "–"
    stage = result.questionnaire.stage(node.stage)
    return f"{stage.level} · {parts.escape(stage.name)}"


def _stages(result: Result) -> str:
    """What the stages mean and how they come about, as HTML."""
    stages = "".join(
        f"<li><strong>{parts.escape(stage.name)}.</strong> {parts.escape(stage.meaning)}</li>"
        for stage in result.questionnaire.stages
    )
    rule = (
        "De fase is het afgeronde gemiddelde van een thema, maar nooit meer dan één stap boven het laagste antwoord. "
        "Zo verdwijnt een zwakke plek niet achter sterke. Deze grens is een vuistregel."
    )
    return f'<ol class="fasen">{stages}</ol>{parts.paragraph(rule, "klein")}'
