"""The page of a plan: choosing one, the form, looking back, what leaves the app, sharing and deleting."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from questionnaire.models import Idea
from questionnaire.plan import Plan
from report.plan import plan_pdf
from scoring.planning import first_draft, own_draft
from screens import address, context, making, pages, parts
from screens.cookies import PLAN
from screens.plan import form, outlook, track
from screens.programme import plan_beside_call
from screens.session import Session
from screens.take_along import file_name
from storage import MeasurementGone, OpenPlan, StorageError, TooManyPlans, is_token

OWNER: Final = "eigenaar"
CO_WRITER: Final = "mee"


def begin(visitor: Session, idea: Idea | None) -> int:
    """A plan for an idea of this measurement, or for an own idea: its id. Raises StorageError."""
    content = context.content()
    headings = [heading.id for heading in content.programme.form_headings]
    if idea is None:
        plan = own_draft(content.plan, headings, context.today())
    else:
        plan = first_draft(idea, visitor.result, content.plan, headings, context.today())
    id = context.store().plans.create(visitor.begun.id, plan)
    visitor.read()
    return id


def draw(visitor: Session) -> None:
    """The page for who has the measurement."""
    plans = {kept.id: kept for kept in visitor.begun.plans}
    asked = st.query_params.get("nr", "")
    id = int(asked) if asked.isdecimal() and int(asked) in plans else None
    if id is None and not asked and len(plans) == 1:
        (id,) = plans
    plan = context.store().plans.owned(visitor.token or "", id) if id is not None else None
    if plan is None:
        _choose(visitor)
        return
    _page(plan, OWNER)
    if len(plans) > 1:
        parts.html(f"<p>{parts.outer_link(f'/{pages.PLAN}?nr=lijst', 'Alle plannen bij deze meting')}</p>")
    _share(plan)
    _delete(visitor, plan)


def draw_shared(_visitor: Session) -> None:
    """The page for a co-writer, who has the link of one plan and nothing else."""
    token = st.context.cookies.get(PLAN) or ""
    try:
        plan = context.store().plans.shared(token) if is_token(token) else None
    except StorageError:
        parts.title("Het plan is even niet bereikbaar")
        st.error("We kunnen het plan nu niet ophalen. Het is wel bewaard. Probeer het over een paar minuten opnieuw.")
        return
    place = context.place_text(plan.municipality) if plan and plan.municipality else "Plan"
    parts.html(
        f'<div class="kop"><p class="merk"><span class="merknaam">{parts.escape(context.content().questionnaire.title)}</span>'
        f'<span class="merkplaats">{parts.escape(place)}</span></p>'
        f'<nav class="hoofdmenu" aria-label="Hoofdmenu">{parts.link(pages.CO_PLAN, "Plan", current="page")}'
        f"{parts.link(pages.START, 'Over de zelfscan')}</nav></div>"
    )
    if plan is None:
        parts.title("U hebt hier geen plan open")
        parts.text(
            "De link werkt niet meer, of het plan is verwijderd. Vraag wie u de link gaf om een nieuwe.",
        )
        return
    _page(plan, CO_WRITER)


def _choose(visitor: Session) -> None:
    """All plans of the measurement, and the ways to begin one."""
    stored = visitor.begun
    parts.title(context.content().plan.title)
    parts.text("Een plan is klein: een idee, een eerste stap, en een dag waarop u terugkijkt.", kind="inleiding")
    if stored.plans:
        parts.html("<h2>Uw plannen</h2>", track.listed(stored.plans))
    ideas = visitor.questionnaire.idea_by_id
    planned = {kept.plan.idea for kept in stored.plans}
    chosen = [ideas[id] for id in stored.chosen if id in ideas and id not in planned]
    parts.heading("Begin een plan")
    if chosen:
        parts.text("U koos deze ideeën. Wat het idee en uw meting al zeggen, staat straks vast in het plan.")
    else:
        parts.html(f"<p>Kies eerst een idee, of begin met een eigen idee. {parts.link(pages.IDEAS, 'Bekijk de ideeën')}</p>")
    for idea in chosen:
        begin_button(visitor, idea, f"Werk uit: {idea.title}")
    begin_button(visitor, None, "Begin met een eigen idee")


def begin_button(visitor: Session, idea: Idea | None, label: str) -> None:
    """A button that begins a plan and goes there."""
    key = f"plan-{visitor.begun.id}-{idea.id if idea else 'eigen'}"
    if st.button(parts.plain(label), key=key, type="secondary"):
        if making.refused():
            return
        try:
            id = begin(visitor, idea)
        except TooManyPlans as error:
            st.error(str(error))
            return
        parts.go(pages.PLAN, nr=str(id))


def _page(plan: OpenPlan, who: str) -> None:
    content = context.content()
    parts.html(
        parts.h1(content.plan.title),
        parts.paragraph(content.plan.intro, "inleiding"),
        form.progress(content),
        '<p class="schrijfstand" role="status">Het plan wordt geladen.</p>',
        parts.details("Ga naar een onderdeel", form.contents(content)),
        parts.paragraph(content.plan.caution, "klein"),
        f'<div class="plan" hidden data-nr="{plan.id}" data-wie="{who}"></div>',
    )
    with st.container(key="planformulier"):
        parts.html(form.form(content))
    with st.container(key="meelopen"):
        st.button("Ververs", key="ververs-plan")
    outlook.draw(content, plan.plan)
    if beside := plan_beside_call(content.programme, context.today(), plan.plan.headings):
        parts.html(beside)
    _look_back(plan.plan)
    _downloads(plan, who)


def _look_back(plan: Plan) -> None:
    """What happened: asked when the day has come, within reach before."""
    with st.container(key="terugblik"):
        words = "Vul dit in op de dag die u afsprak. Ook een experiment dat stopte, leert u iets."
        if plan.review_due(context.today()):
            words = "De dag om terug te kijken is er. Wat is er gebeurd?"
        told = plan.review_due(context.today()) or plan.reviewed
        body = parts.paragraph(words) + form.review()
        head = '<h2 id="terugkijken" tabindex="-1">Terugkijken</h2>'
        parts.html(head + (body if told else parts.details("Vertel hoe het ging", body)))


def _downloads(plan: OpenPlan, who: str) -> None:
    content = context.content()
    parts.heading("Neem het plan mee")
    parts.text("Als PDF voor een besluit, of als Word-bestand om verder te bewerken. In beide staat wat nu is opgeslagen.")
    token = st.context.cookies.get(PLAN) or ""
    owner = st.session_state.get("zelfscan")

    def latest() -> OpenPlan:
        """The plan as stored at the moment of the click."""
        plans = context.store().plans
        secret = owner.token or "" if isinstance(owner, Session) else ""
        found = plans.shared(token) if who == CO_WRITER else plans.owned(secret, plan.id)
        if found is None:
            raise MeasurementGone
        return found

    def pdf() -> bytes:
        found = latest()
        return plan_pdf(content, found.plan, found.municipality, datetime.now(context.AMSTERDAM))

    def word() -> bytes:
        from report.plan_word import plan_word  # only here: a process where nobody asks for Word needs less memory

        found = latest()
        return plan_word(content, found.plan, found.municipality, datetime.now(context.AMSTERDAM))

    name = file_name(plan.plan.title)
    with st.container(key="plan-mee", horizontal=True):
        st.download_button(
            "Download als PDF",
            data=pdf,
            file_name=f"plan-{name}.pdf",
            mime="application/pdf",
            key="plan-pdf",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            "Download als Word-bestand",
            data=word,
            file_name=f"plan-{name}.docx",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            key="plan-word",
            on_click="ignore",
        )


def _share(plan: OpenPlan) -> None:
    parts.heading("Schrijf samen")
    parts.text(
        "Met een eigen link leest en schrijft een collega of partner mee in dit plan. Uw meting blijft dicht. "
        "Eén mens schrijft tegelijk; de anderen lezen mee."
    )
    key = f"planlink-{plan.id}"
    link = st.session_state.get(key)
    with st.container(key="plandelen"):
        if link:
            st.code(f"{address.base()}/{pages.PLAN}/{link}", language=None, wrap_lines=True)
            parts.text(
                "Bewaar deze link: we tonen hem één keer. Wie de link heeft, kan het plan lezen en veranderen.", kind="klein"
            )
        elif plan.shared:
            parts.text("Er is al een link. Maakt u een nieuwe, dan werkt de oude niet meer.")
        if st.button("Maak een nieuwe link" if plan.shared or link else "Maak een link", key="plan-deel"):
            st.session_state[key] = context.store().plans.share(plan.id)
            st.rerun()
        if (plan.shared or link) and st.button("Stop met delen", key="plan-deel-niet"):
            context.store().plans.stop_sharing(plan.id)
            st.session_state.pop(key, None)
            st.rerun()


def _delete(visitor: Session, plan: OpenPlan) -> None:
    with st.expander("Verwijder dit plan", key="plan-verwijderen"):
        parts.text("Alle teksten van dit plan verdwijnen meteen en voorgoed. Uw meting blijft. Download eerst wat u wilt houden.")
        sure = st.checkbox("Ja, ik wil dit plan verwijderen", key=f"plan-zeker-{plan.id}")
        if st.button("Verwijder nu", key="plan-verwijder", disabled=not sure):
            context.store().plans.delete(plan.id)
            visitor.read()
            parts.go(pages.PLAN, nr="lijst")
