"""The profile: what stands out, radar and dot plot with a table as their equal, and what lies behind each line."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from questionnaire.models import Line, Question, Theme
from scoring.model import Node, Result
from scoring.words import (
    coverage_text,
    gaps,
    headline,
    interval_text,
    level_text,
    not_reported_text,
    stage_reason,
    strengths,
)
from screens import charts, pages, parts
from screens.charts import Axis
from screens.questions import APART
from screens.session import Session

RADAR, DOTS = "Spinnenweb", "Puntenlijst"


def draw(visitor: Session) -> None:
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
    parts.html(numbers(result))
    _stands_out(result)
    for line in result.questionnaire.lines:
        _line(result, line)
    _stages(result)
    parts.heading("En nu?")
    parts.actions(
        parts.link(pages.IDEAS, "Bekijk ideeën die hierbij passen", "knop"),
        parts.link(pages.AMBITION, "Stel uw ambitie bij", "knop2"),
        parts.PRINT,
    )


def axes(result: Result, themes: tuple[Theme, ...], *, short: bool = False) -> list[Axis]:
    """The themes as axes of a chart, in the order of the questionnaire."""
    return [
        Axis(theme.label if short else theme.title, result.scores.themes[theme.id], result.targets[theme.id]) for theme in themes
    ]


def _figures(result: Result) -> None:
    themes = result.questionnaire.themes
    parts.heading(f"Uw {len(themes)} thema's")
    kind = st.segmented_control("Weergave", [RADAR, DOTS], default=RADAR, required=True, key="weergave")
    wide, narrow = axes(result, themes), axes(result, themes, short=True)
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


def _stands_out(result: Result) -> None:
    strong, weak = strengths(result), gaps(result)
    parts.heading("Wat opvalt")
    if strong:
        parts.subheading("Hier staat u sterk")
        parts.html("".join(_found(question, level, None) for question, level in strong))
    if weak:
        parts.subheading("Hier is ruimte om te groeien")
        parts.html("".join(_found(question, level, next_level(question, level)) for question, level in weak))


def next_level(question: Question, level: Fraction) -> int | None:
    """The level above, None at the top."""
    following = int(level) + 1
    return following if following <= 5 else None


def _found(question: Question, level: Fraction, following: int | None) -> str:
    chosen = int(level)
    text = f'<div class="vondst"><p class="vondstvraag">{parts.escape(question.text)}</p>'
    text += f"<p>U koos: {parts.quote(chosen, question.levels[chosen])}</p>"
    if following:
        text += f"<p>Een stap verder: {parts.quote(following, question.levels[following])}</p>"
    return text + "</div>"


def _line(result: Result, line: Line) -> None:
    parts.heading(line.title)
    line_axes = axes(result, line.themes)
    drawn = charts.enough(line_axes)
    figure, words = st.columns([5, 6], gap="medium") if drawn else (None, st.container())
    if figure is not None:
        alt = f"Spinnenweb van de thema's in {line.title}. De cijfers staan in de tabel hierboven."
        with figure:
            st.plotly_chart(
                charts.radar(line_axes, narrow=True), theme=None, config=charts.CONFIG, alt=alt, key=f"lijn-{line.id}"
            )
    with words:
        for theme in line.themes:
            _theme(result, theme)


def _theme(result: Result, theme: Theme) -> None:
    node = result.scores.themes[theme.id]
    with st.container(key=f"thema-{theme.id}"):
        parts.subheading(theme.title)
        sentences = [
            _theme_sentence(result, node),
            stage_reason(result, theme.id),
            interval_text(node) if node.reported else None,
        ]
        answers = "".join(_answer(result, question) for question in theme.questions)
        change = f"<p>{parts.link(theme.id, 'Verander deze antwoorden')}</p>"
        parts.html(
            *(parts.paragraph(sentence) for sentence in sentences if sentence),
            parts.details(f"Uw antwoorden bij {theme.title}", answers + change),
        )


def _theme_sentence(result: Result, node: Node) -> str:
    if not node.reported or node.shown_level is None or node.stage is None:
        return not_reported_text(node)
    stage = result.questionnaire.stage(node.stage)
    return f"Gemiddeld niveau {level_text(node.shown_level)}. Fase {stage.level}: {stage.name}."


def _answer(result: Result, question: Question) -> str:
    value = result.values.get(question.id)
    apart = APART.get(str(value), "Nog geen antwoord")
    chosen = parts.quote(value, question.levels[value]) if isinstance(value, int) else apart
    return f'<div class="vondst"><p class="vondstvraag">{parts.escape(question.text)}</p><p>{chosen}</p></div>'


def _stages(result: Result) -> None:
    parts.heading("Wat betekenen de fasen?")
    parts.html(
        '<ol class="fasen">'
        + "".join(
            f"<li><strong>{parts.escape(stage.name)}.</strong> {parts.escape(stage.meaning)}</li>"
            for stage in result.questionnaire.stages
        )
        + "</ol>"
    )
    parts.text(
        "De fase is het afgeronde gemiddelde van een thema, maar nooit meer dan één stap boven het laagste antwoord. "
        "Zo verdwijnt een zwakke plek niet achter sterke. Deze grens is een vuistregel.",
        kind="klein",
    )
