"""What if: the smallest steps to a stage, and a trial in which every level can be moved. Only the ambition is ever stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from questionnaire import UNKNOWN
from questionnaire.models import LEVELS, Question, Theme
from questionnaire.text import listed
from scoring.model import Node, Result, Scores
from scoring.step_words import delivery_text, find_out_text, trial_text, way_text
from scoring.steps import Step, Way, way_to
from scoring.tree import score
from scoring.words import headline, level_text
from screens import charts, pages, parts, trial_chart
from screens.charts import Axis
from screens.questions import APART
from screens.session import Session
from storage import MeasurementGone, StorageUnavailable

TRIAL: Final = "Dit is een proef: uw antwoorden veranderen niet."


def draw(visitor: Session) -> None:
    parts.title("Wat als?")
    parts.text(
        "Wat brengt een thema een fase verder, met de minste moeite? En wat doet dat met uw profiel? Hier probeert u het uit.",
        kind="inleiding",
    )
    parts.html(f'<p class="proef">{TRIAL} Alleen een ambitie die u hier kiest, bewaren we.</p>')
    _trial(visitor)
    parts.actions(
        parts.link(pages.IDEAS, "Bekijk ideeën die bij u passen", "knop"),
        parts.link(pages.AMBITION, "Uw ambitie per thema", "knop2"),
        parts.link(pages.PROFILE, "Terug naar uw profiel", "knop2"),
    )


@st.fragment
def _trial(visitor: Session) -> None:
    """Drawn again at every choice, without the rest of the page."""
    result, number = visitor.result, visitor.begun.id
    themes = result.questionnaire.theme_by_id
    first = list(themes).index(_widest_gap(result))
    chosen = st.selectbox("Thema", list(themes), index=first, format_func=lambda id: themes[id].title, key=f"proefthema-{number}")
    theme = themes[chosen]
    key = f"proeffase-{number}-{theme.id}"
    if key not in st.session_state:
        st.session_state[key] = result.targets[theme.id]
    stage = st.segmented_control(
        "Naar welke fase wilt u?",
        LEVELS,
        format_func=lambda level: f"{level} · {parts.plain(result.questionnaire.stage(level).name)}",
        required=True,
        key=key,
    )
    way = way_to(
        result.questionnaire,
        result.values,
        theme.id,
        stage or result.targets[theme.id],
        size=visitor.begun.size,
        missing_partners=visitor.begun.missing_partners,
    )
    _way(visitor, result, way)

    parts.heading("Probeer zelf")
    parts.text("Kies bij een vraag een ander niveau. U ziet meteen wat dat doet.")
    for question in theme.questions:
        _question(visitor, result, question)
    scores = score(result.questionnaire, {**result.values, **visitor.tried})
    _outcome(visitor, result, scores, theme)


def _widest_gap(result: Result) -> str:
    """The theme that is furthest from its ambition; the first one where none has an outcome."""

    def gap(theme: Theme) -> float:
        level = result.scores.themes[theme.id].shown_level
        return -5 if level is None else float(result.targets[theme.id] - level)

    return max(result.questionnaire.themes, key=gap).id


# The smallest set of steps


def _way(visitor: Session, result: Result, way: Way) -> None:
    parts.heading("Met de minste moeite")
    later = find_out_text(way)
    by_question = groupby(way.steps, key=lambda step: step.question.id)
    steps = "".join(_question_steps(result, list(steps)) for _, steps in by_question)
    parts.html(
        parts.message("weg", way_text(result.questionnaire, way), "nadruk"),
        f'<ul class="zetten">{steps}</ul>' if steps else "",
        parts.paragraph(later) if later else "",
        parts.bullets(question.text for question in way.find_out) if way.find_out else "",
    )
    if way.steps:
        st.button("Zet deze stappen in de proef", key="stappen-in-proef", on_click=partial(_fill, visitor, way))


def _question_steps(result: Result, steps: Sequence[Step]) -> str:
    """The steps of one question, from the anchor of now up, and the ideas that fit them."""
    question = steps[0].question
    anchors = [f"<p>Nu: {parts.quote(steps[0].level, question.levels[steps[0].level])}</p>"]
    anchors += [
        f"<p>{'Daarna' if place else 'Eerst'}: {parts.quote(step.to, question.levels[step.to])}</p>"
        for place, step in enumerate(steps)
    ]
    if len(steps) == 1:
        anchors[1] = anchors[1].replace("<p>Eerst:", "<p>Straks:")
    deliveries = {delivery.idea.id: delivery for step in steps for delivery in step.ideas}
    ideas = ""
    for id, delivery in deliveries.items():
        fits = [step for step in steps if any(each.idea.id == id for each in step.ideas)]
        only = "" if len(fits) == len(steps) else f" ({_named(fits)})"
        asks = f"{delivery_text(result.questionnaire, delivery)}{only}."
        ideas += f"<li><strong>{parts.escape(delivery.idea.title)}</strong>: {parts.escape(asks)}</li>"
    body = ""
    if ideas:
        head = "Dit idee past hierbij:" if len(deliveries) == 1 else "Deze ideeën passen hierbij:"
        body += f'{parts.paragraph(head, "klein")}<ul class="lijst">{ideas}</ul>'
    if without := [step for step in steps if not step.delivered]:
        body += parts.paragraph(f"{_named(without).capitalize()} kan nu nog geen idee starten. Wat zou u zelf proberen?", "klein")
    return f'<li><p class="vondstvraag">{parts.escape(question.text)}</p>{"".join(anchors)}{body}</li>'


def _named(steps: Sequence[Step]) -> str:
    """ "voor de stap van 2 naar 3" """
    moves = listed([f"van {step.level} naar {step.to}" for step in steps])
    return f"voor de {'stap' if len(steps) == 1 else 'stappen'} {moves}"


def _fill(visitor: Session, way: Way) -> None:
    for question in visitor.questionnaire.theme_by_id[way.id].questions:
        visitor.tried.pop(question.id, None)
        level = way.values.get(question.id)
        if isinstance(level, int):
            visitor.tried[question.id] = level
        st.session_state.pop(_key(visitor, question), None)


# The trial


def _key(visitor: Session, question: Question) -> str:
    return f"proef-{visitor.begun.id}-{question.id}"


def _question(visitor: Session, result: Result, question: Question) -> None:
    value, key = result.values.get(question.id, UNKNOWN), _key(visitor, question)
    with st.container(key=f"proefvraag-{question.id}"):
        if not isinstance(value, int) and value != UNKNOWN:
            parts.html(
                parts.paragraph(question.text, "vondstvraag"), parts.paragraph(f"{APART[value]}. Deze vraag telt niet mee.")
            )
            return
        known = value if isinstance(value, int) else None
        if key not in st.session_state:
            st.session_state[key] = visitor.tried.get(question.id, known)
        tried = st.segmented_control(
            parts.plain(question.text),
            LEVELS,
            format_func=lambda level: f"{level} (nu)" if level == known else str(level),
            required=known is not None,
            key=key,
        )
        if tried is None or tried == known:
            visitor.tried.pop(question.id, None)
        else:
            visitor.tried[question.id] = tried
        if tried is None:
            parts.html(parts.paragraph("Het antwoord is nog niet bekend. In deze proef mag u een niveau kiezen.", "klein"))
        else:
            parts.html(f"<p>{parts.quote(tried, question.levels[tried])}</p>")


def _restart(visitor: Session) -> None:
    for question in visitor.questionnaire.questions:
        st.session_state.pop(_key(visitor, question), None)
    visitor.tried.clear()


def _outcome(visitor: Session, result: Result, scores: Scores, theme: Theme) -> None:
    before, after = result.scores.themes[theme.id], scores.themes[theme.id]
    parts.heading("Uw profiel in deze proef")
    parts.html(
        parts.message("proef", trial_text(result.questionnaire, theme.id, before, after), "nadruk")
        if after.applicable
        else parts.paragraph("Dit thema is bij u niet van toepassing.")
    )
    with st.container(key="proefknoppen"):
        _make_ambition(visitor, theme, after)
        if visitor.tried:
            st.button("Begin de proef opnieuw", key="proef-opnieuw", on_click=partial(_restart, visitor))
    _radar(result, scores)
    _table(result, scores)


def _make_ambition(visitor: Session, theme: Theme, after: Node) -> None:
    if not after.reported or after.stage is None:
        return
    if visitor.begun.targets.get(theme.id) == after.stage:
        parts.html(parts.stored("ambitie", f"Niveau {after.stage} is uw ambitie bij dit thema."))
        return
    if not st.button(f"Maak niveau {after.stage} uw ambitie bij dit thema", key="proef-ambitie", type="primary"):
        return
    try:
        visitor.save_target(theme.id, after.stage)
    except StorageUnavailable:
        st.error("Uw ambitie is nog niet opgeslagen: de opslag is even niet bereikbaar. Probeer het over een minuut opnieuw.")
        return
    except MeasurementGone:
        visitor.forget()
        st.rerun()
    st.rerun(scope="fragment")


def _radar(result: Result, scores: Scores) -> None:
    figures = []
    for narrow in (False, True):
        axes = [
            [
                Axis(theme.label if narrow else theme.title, nodes[theme.id], result.targets[theme.id])
                for theme in result.questionnaire.themes
            ]
            for nodes in (result.scores.themes, scores.themes)
        ]
        figures.append((axes[0], axes[1], narrow))
    if not any(charts.enough(axes) for axes in figures[0][:2]):
        parts.text("Een spinnenweb vraagt minstens 3 thema's met een uitkomst. De tabel toont wat al bekend is.")
        return
    alt = f"Spinnenweb met twee lijnen: uw profiel nu, en in deze proef. Nu: {headline(result)} De cijfers staan in de tabel."
    for (now, tried, narrow), key in zip(figures, ("figuur-breed", "figuur-smal"), strict=True):
        with st.container(key=key):
            figure = trial_chart.radar(now, tried, narrow=narrow)
            st.plotly_chart(figure, theme=None, config=charts.CONFIG, alt=alt, key=f"proef-{key}")


def _table(result: Result, scores: Scores) -> None:
    rows = []
    for theme in result.questionnaire.themes:
        before, after = result.scores.themes[theme.id], scores.themes[theme.id]
        cells = [_level(before), _level(after), _stage(result, before), _stage(result, after)]
        changed = (before.points, before.stage, before.reported) != (after.points, after.stage, after.reported)
        if changed:
            cells[1], cells[3] = f"<strong>{cells[1]}</strong>", f"<strong>{cells[3]}</strong>"
        rows.append((parts.escape(theme.title) + (' <span class="anders">anders</span>' if changed else ""), *cells))
    head = ("Thema", "Niveau nu", "Niveau in de proef", "Fase nu", "Fase in de proef")
    parts.html(parts.table("Dezelfde cijfers in een tabel. Het niveau loopt van 1 tot 5.", head, rows))


def _level(node: Node) -> str:
    return "geen score" if node.shown_level is None else level_text(node.shown_level)


def _stage(result: Result, node: Node) -> str:
    if not node.reported or node.stage is None:
        return "–"
    return f"{node.stage} · {parts.escape(result.questionnaire.stage(node.stage).name)}"
