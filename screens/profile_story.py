"""What lies behind the profile, as a story: what stands out, why, how sure it is, and what to try."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from questionnaire.models import Line, Question, Theme
from scoring.certainty_words import RULE, certainty, whose_view
from scoring.model import Node, Result
from scoring.reason_words import Told, tell
from scoring.reasons import Reasons, reasons
from scoring.robustness import robustness
from scoring.step_words import ambition_text
from scoring.words import gaps, level_text, strengths, suggestion_reason
from screens import charts, pages, parts
from screens.charts import Axis
from screens.questions import APART
from screens.session import Session

SUGGESTED = 3
"""How many ideas the profile names; the page with ideas has all of them."""


def axes(result: Result, themes: tuple[Theme, ...], *, short: bool = False) -> list[Axis]:
    """The themes as axes of a chart, in the order of the questionnaire."""
    return [
        Axis(theme.label if short else theme.title, result.scores.themes[theme.id], result.targets[theme.id]) for theme in themes
    ]


# What stands out


def stands_out(result: Result) -> None:
    strong, weak = strengths(result), gaps(result)
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


# Why


def why(visitor: Session, result: Result) -> None:
    """Every line with its themes: the number, what made it, and what leads to the next stage."""
    parts.heading("Waarom staat het zo?")
    parts.text(
        "Per lijn en per thema leest u welke antwoorden het getal maken. De volgende fase herkent u aan een beschrijving "
        "uit de vragenlijst."
    )
    found = reasons(result)
    for line in result.questionnaire.lines:
        _line(visitor, result, found, line)


def _line(visitor: Session, result: Result, found: Reasons, line: Line) -> None:
    parts.html(f'<h3 class="lijnkop">{parts.escape(line.title)}</h3>')
    told = (_sentence(result, result.scores.lines[line.id]), *_told(tell(result.questionnaire, found, line.id)))
    line_axes = axes(result, line.themes)
    if charts.enough(line_axes):
        figure, words = st.columns([5, 6], gap="medium", vertical_alignment="center")
        alt = f"Spinnenweb van de thema's in {line.title}. De cijfers staan in de tabel hierboven."
        with figure:
            st.plotly_chart(
                charts.radar(line_axes, narrow=True), theme=None, config=charts.CONFIG, alt=alt, key=f"lijn-{line.id}"
            )
        with words:
            parts.html(*told)
    else:
        parts.html(*told)
    for theme in line.themes:
        _theme(visitor, result, found, theme)


def _theme(visitor: Session, result: Result, found: Reasons, theme: Theme) -> None:
    node = result.scores.themes[theme.id]
    with st.container(key=f"thema-{theme.id}"):
        answers = "".join(_answer(result, question) for question in theme.questions)
        change = f"<p>{parts.link(theme.id, 'Verander deze antwoorden')}</p>"
        parts.html(
            f"<h4>{parts.escape(theme.title)}</h4>",
            _sentence(result, node),
            *_told(tell(result.questionnaire, found, theme.id)),
            _ambition(visitor, result, theme),
            parts.details(f"Uw antwoorden bij {theme.title}", answers + change),
        )


def _ambition(visitor: Session, result: Result, theme: Theme) -> str:
    """The ambition and its reason, where the visitor chose one; the usual ambition stands in the table."""
    if theme.id not in visitor.begun.targets:
        return ""
    reason = (visitor.begun.target_reasons.get(theme.id) or "").strip()
    why = parts.paragraph(reason, "reden") if reason else ""
    return parts.paragraph(ambition_text(result, theme.id)) + why


def _sentence(result: Result, node: Node) -> str:
    """The number and the stage, as HTML; nothing without an outcome."""
    if node.shown_level is None or node.stage is None:
        return ""
    stage = result.questionnaire.stage(node.stage)
    text = f"Gemiddeld niveau {level_text(node.shown_level)}. Fase {stage.level}: {stage.name}."
    return f"<p><strong>{parts.escape(text)}</strong></p>"


def _told(told: Told) -> Sequence[str]:
    """The reason as HTML; the step to the next stage stands apart, and what is missing is said small."""
    texts = ((told.why, ""), (told.goal, "vervolgstap"), (told.missing, "klein"))
    return [parts.paragraph(text, kind) for text, kind in texts if text]


def _answer(result: Result, question: Question) -> str:
    value = result.values.get(question.id)
    apart = APART.get(str(value), "Nog geen antwoord")
    chosen = parts.quote(value, question.levels[value]) if isinstance(value, int) else apart
    return f'<div class="vondst"><p class="vondstvraag">{parts.escape(question.text)}</p><p>{chosen}</p></div>'


# How sure


def how_sure(result: Result) -> None:
    found = reasons(result)
    sentences = certainty(result.questionnaire, robustness(result), found.voice)
    parts.heading("Hoe zeker is dit?")
    if sentences:
        parts.text("De volgorde hangt ook af van hoe zwaar u iets laat tellen, en van wat u nog niet weet. Dit rekenden we na:")
        parts.html(parts.bullets(sentences))
    parts.text(whose_view(found.voice))
    if sentences:
        parts.text(RULE, kind="klein")


# What to try


def to_try(result: Result) -> None:
    parts.heading("Wat kunt u proberen?")
    suggestions = result.advice.suggestions[:SUGGESTED]
    if suggestions:
        parts.text("Deze ideeën passen bij uw antwoorden en uw ambitie. Kies er één of twee.")
        parts.html(
            "".join(
                f'<div class="vondst"><p class="vondstvraag">{parts.escape(suggestion.idea.title)}</p>'
                f"<p>{parts.escape(suggestion.idea.summary)}</p>"
                f"{parts.paragraph(suggestion_reason(result, suggestion), 'klein')}</div>"
                for suggestion in suggestions
            )
        )
    parts.actions(
        parts.link(pages.IDEAS, "Bekijk ideeën die hierbij passen", "knop"),
        parts.link(pages.WHAT_IF, "Wat als? Probeer een stap uit", "knop2"),
        parts.link(pages.AMBITION, "Stel uw ambitie bij", "knop2"),
        parts.link(pages.COMPARE, "Vergelijk met een eerdere meting", "knop2"),
        parts.link(pages.BESIDE, "Zet uw meting naast andere gemeenten", "knop2"),
        parts.PRINT,
    )
