"""Suggested experiments in two lists, each with its reason; the visitor chooses which to take along."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from questionnaire.models import Idea
from scoring.model import Result
from scoring.words import condition_text, list_text, suggestion_reason
from screens import pages, parts
from screens.idea_cards import labels, plan
from screens.plan import track
from screens.plan.page import begin_button
from screens.session import Session

INTRODUCTION = {
    "ideas": (
        "Deze ideeën passen bij uw antwoorden en uw ambitie. Een experiment is klein: u probeert iets, "
        "u kijkt wat het doet, en u besluit of u doorgaat. Inwoners weten dat het een proef is en mogen nee zeggen. "
        "Kies er één of twee."
    ),
    "share": (
        "Volgens uw antwoorden bent u overal waar u wilt zijn. Vraag inwoners die terugkeerden of zij dat ook merken. "
        "Deel daarna uw aanpak: vertel een buurgemeente wat bij u werkt, en vraag wat zij anders doen."
    ),
    "unknown": "Er is nog te weinig bekend om ideeën voor te stellen. Zoek eerst uit wat u nog niet weet.",
    "blocked": (
        "Er is wel ruimte om te groeien, maar de ideeën die daarbij passen, kunnen nu nog niet starten. "
        "Hieronder leest u wat er eerst nodig is."
    ),
}


def draw(visitor: Session) -> None:
    result = visitor.result
    parts.title("Ideeën voor een experiment")
    parts.text(INTRODUCTION[result.advice.outcome], kind="inleiding")
    for kind in ("quick", "larger"):
        group = [suggestion for suggestion in result.advice.suggestions if suggestion.list == kind]
        if not group:
            continue
        parts.heading(list_text(kind))
        for suggestion in group:
            _card(visitor, suggestion.idea, parts.paragraph(suggestion_reason(result, suggestion), "reden"))
    _kept(visitor, result)
    parts.html(f"<p>{parts.link(pages.EVIDENCE, 'Wat kan een experiment bij u laten zien?')}</p>")
    _summary(len(visitor.begun.chosen))
    _find_out(result)
    _later(visitor, result)
    _unaddressed(result)


def _card(visitor: Session, idea: Idea, reason: str = "") -> None:
    """One idea with its plan and the tick box that takes it along; `reason` is HTML."""
    key = f"kies-{visitor.begun.id}-{idea.id}"
    with st.container(key=f"idee-{idea.id}"):
        parts.subheading(idea.title)
        earlier = track.tried(visitor.begun.plans, idea.id)
        parts.html(parts.paragraph(idea.summary), reason, earlier, labels(idea), parts.details("Hoe pakt u dit aan?", plan(idea)))
        visitor.follow(key, idea.id in visitor.begun.chosen, partial(visitor.save_choice, idea.id))
        visitor.drawn(key, st.checkbox(f"Neem '{parts.plain(idea.title)}' mee in het rapport", key=key))
        if idea.id in visitor.begun.chosen:
            _plan_of(visitor, idea)


def _plan_of(visitor: Session, idea: Idea) -> None:
    """From a chosen idea to its plan."""
    mine = next((kept for kept in visitor.begun.plans if kept.plan.idea == idea.id), None)
    if mine is None:
        begin_button(visitor, idea, "Werk dit uit tot een plan")
    else:
        parts.actions(parts.outer_link(track.address(mine.id), "Ga verder met uw plan", "knop2"))


def _kept(visitor: Session, result: Result) -> None:
    """Ideas chosen earlier that are no longer suggested stay visible, so that a choice is never lost silently."""
    suggested = {suggestion.idea.id for suggestion in result.advice.suggestions}
    ideas = result.questionnaire.idea_by_id
    kept = [ideas[id] for id in visitor.begun.chosen if id not in suggested and id in ideas]
    if not kept:
        return
    parts.heading("Eerder door u gekozen")
    parts.text("Deze ideeën koos u al. Ze horen niet meer bij de voorstellen, omdat uw antwoorden of ambitie veranderden.")
    for idea in kept:
        _card(visitor, idea)


def _summary(count: int) -> None:
    words = "U koos nog geen idee." if count == 0 else f"U koos {count} {'idee' if count == 1 else 'ideeën'}."
    parts.html(parts.stored("ideeen", f"{words} Opgeslagen." if count else words, bool(count)))
    own = parts.outer_link(f"/{pages.PLAN}?nr=lijst", "Maak een plan met een eigen idee")
    parts.html(f"<p>Hebt u zelf een beter idee? {own}</p>")
    parts.actions(
        parts.link(pages.TAKE_ALONG, "Neem uw meting mee", "knop"), parts.link(pages.AMBITION, "Stel uw ambitie bij", "knop2")
    )
    parts.html(f"<p>{parts.link(pages.INSPIRATION, 'Bekijk alle ideeën')}</p>")


def _find_out(result: Result) -> None:
    if not result.advice.find_out:
        return
    parts.heading("Zoek uit")
    parts.text("Bij deze vragen is het antwoord nog niet bekend. Wie in uw gemeente weet het wel?")
    _questions(result, result.advice.find_out)


def _unaddressed(result: Result) -> None:
    if not result.advice.unaddressed:
        return
    parts.heading("Hier werkt nog geen voorstel aan")
    parts.text("Ook hier is ruimte om te groeien. De voorstellen hierboven raken deze vragen niet.")
    _questions(result, result.advice.unaddressed)


def _questions(result: Result, ids: Iterable[str]) -> None:
    """The questions by theme."""
    by_theme: dict[str, list[str]] = {}
    for id in ids:
        by_theme.setdefault(result.questionnaire.theme_of[id].id, []).append(result.questionnaire.question_by_id[id].text)
    body = "".join(
        f"<li><strong>{parts.escape(result.questionnaire.theme_by_id[theme].title)}</strong><ul>"
        + "".join(f"<li>{parts.escape(text)}</li>" for text in texts)
        + "</ul></li>"
        for theme, texts in by_theme.items()
    )
    parts.html(f'<ul class="lijst perthema">{body}</ul>')


def _later(visitor: Session, result: Result) -> None:
    questionnaire = result.questionnaire
    needed = {partner for idea in questionnaire.ideas for partner in idea.requires.partners}
    partners = {partner.id: partner.title for partner in questionnaire.partners if partner.id in needed}
    if result.advice.later:
        parts.heading("Later mogelijk")
        parts.text("Deze ideeën passen ook bij uw antwoorden, maar vragen eerst iets anders.")
        for postponed in result.advice.later:
            parts.html(
                f'<div class="vondst"><p class="vondstvraag">{parts.escape(postponed.idea.title)}</p>'
                f"<p>{parts.escape(postponed.idea.summary)}</p>"
                + "".join(
                    f"<p>Mogelijk {parts.escape(condition_text(questionnaire, condition))}.</p>"
                    for condition in postponed.conditions
                )
                + "</div>"
            )
    if not partners:
        return
    with st.expander("Welke partners hebt u niet?", key="partners"):
        parts.text(
            "Vink aan wie er bij u niet is of niet mee kan doen. Ideeën die hen nodig hebben, gaan dan naar 'Later mogelijk'."
        )
        for id, title in partners.items():
            key = f"mist-{visitor.begun.id}-{id}"
            visitor.follow(key, id in visitor.begun.missing_partners, partial(visitor.save_missing_partner, id))
            visitor.drawn(key, st.checkbox(parts.plain(title), key=key))
