"""After the conversation: the experiment the group chose, what leaves the workshop, and deleting it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

import streamlit as st

from questionnaire import write_measurement
from questionnaire.models import Idea
from questionnaire.plan import MAX_LINE, MAX_TEXT, Plan
from report.held import ABOUT_GROUP
from report.paper import ALL
from report.payload import date_text
from report.workshop import workshop_pdf
from report.workshop_record import WorkshopRecord
from scoring.groups import MIN_PEOPLE
from scoring.planning import first_draft
from scoring.result import assess_measurements
from screens import context, held, making, parts
from screens.workshop import group
from screens.workshop.leading import Leading
from storage import Commitment, StorageError, Stored, Workshop, to_measurement

STEP_DAYS: Final = (7, 14)
REVIEW_DAYS: Final = {30: "over een maand", 61: "over twee maanden", 91: "over drie maanden", 182: "over een half jaar"}


def choose(here: Leading) -> None:
    """The outcome of the dots, the choice with its owner and dates, and the downloads."""
    workshop = here.open
    ideas = [idea for id in workshop.ideas if (idea := group.questionnaire(workshop).idea_by_id.get(id))]
    dots, voters = context.store().workshops.dots(workshop.id)
    plans = {plan.idea: plan for plan in context.store().workshops.commitments(workshop.id)}
    if ideas:
        parts.heading("Wat koos de groep?")
        if voters < MIN_PEOPLE:
            parts.text(f"Minder dan {MIN_PEOPLE} mensen gaven stippen. Daarom tonen we de stippen niet. Kies samen.")
        else:
            ideas.sort(key=lambda idea: -dots.get(idea.id, 0))
            rows = [(parts.escape(idea.title), _dots(dots.get(idea.id, 0))) for idea in ideas]
            parts.html(parts.table(f"{voters} mensen gaven stippen.", ("Idee", "Stippen"), rows))
        parts.text("Kies één experiment, hooguit twee. Spreek af wie het oppakt: een rol, geen naam.")
        for idea in ideas:
            _plan(here, idea, plans.get(idea.id))
    _downloads(here)


def _dots(count: int) -> str:
    return "1 stip" if count == 1 else f"{count} stippen"


def _plan(here: Leading, idea: Idea, plan: Commitment | None) -> None:
    today = context.today()
    chosen = " (gekozen)" if plan else ""
    with st.expander(f"{parts.plain(idea.title)}{chosen}", key=f"keuze-{idea.id}"):
        parts.text(idea.summary)
        steps = sorted({*(today + timedelta(days) for days in STEP_DAYS), *([plan.step_date] if plan else [])})
        reviews = {today + timedelta(days): words for days, words in REVIEW_DAYS.items()}
        if plan and plan.review_date not in reviews:
            reviews[plan.review_date] = "afgesproken"
        with st.form(f"plan-{idea.id}", border=False):
            owner = st.text_input(
                "Wie pakt dit op? Schrijf een rol, zoals 'nazorgcoördinator'",
                value=plan.owner if plan else "",
                max_chars=120,
                key=f"eigenaar-{idea.id}",
            )
            step = st.text_area(
                "Eerste stap", value=plan.step if plan else idea.first_step, max_chars=1000, height=110, key=f"eerste-{idea.id}"
            )
            step_date = st.radio(
                "Klaar op",
                steps,
                index=steps.index(plan.step_date) if plan else 1,
                format_func=date_text,
                key=f"klaar-op-{idea.id}",
            )
            days = sorted(reviews)
            review = st.radio(
                "Terugkijken",
                days,
                index=days.index(plan.review_date) if plan else 2,
                format_func=lambda day: f"{date_text(day)} ({reviews[day]})",
                key=f"terug-op-{idea.id}",
            )
            sent = st.form_submit_button(
                "Bewaar deze keuze" if plan else "Kies dit experiment", type="primary", key=f"kies-{idea.id}"
            )
        if sent:
            if not owner.strip() or not step.strip():
                words = "Vul in wie dit oppakt en wat de eerste stap is. Daarna kunt u de keuze bewaren."
                parts.error(words, at=f"eerste-{idea.id}" if owner.strip() else f"eigenaar-{idea.id}", go=True)
                return
            context.store().workshops.commit(here.open.id, Commitment(idea.id, owner.strip(), step.strip(), step_date, review))
            st.rerun()
        if plan:
            parts.html(parts.stored(f"keuze-{idea.id}", "Opgeslagen."))
            _work_out(here, idea, plan)
            if st.button("Toch niet kiezen", key=f"niet-{idea.id}"):
                context.store().workshops.withdraw(here.open.id, idea.id)
                st.rerun()


def _work_out(here: Leading, idea: Idea, plan: Commitment) -> None:
    """The choice as a plan in the measurement of the group: what was agreed here stands in it already."""
    stored = context.store().find(here.token or "")
    if stored is None:
        return
    if st.button("Werk dit uit tot een plan", key=f"uitwerken-{idea.id}"):
        if making.refused():
            return
        id = context.store().plans.create(stored.id, group_draft(stored, idea, plan))
        parts.html(f'<p>Het plan is klaar. <a class="meteen" href="/groepsmeting?plan={id}" target="_self">Open het plan</a></p>')


def group_draft(stored: Stored, idea: Idea, plan: Commitment) -> Plan:
    """The first draft of a plan, with the step, the role and the days that the group agreed."""
    content, questionnaire = context.content(), context.questionnaire(stored.questionnaire_hash)
    result = assess_measurements(questionnaire, [to_measurement(stored, questionnaire)])
    headings = [heading.id for heading in content.programme.form_headings]
    draft = first_draft(idea, result, content.plan, headings, context.today())
    agreed = {
        "first_step": plan.step[:MAX_TEXT],
        "first_step_by": plan.owner[:MAX_LINE],
        "first_step_date": plan.step_date,
        "review_date": plan.review_date,
    }
    return draft.model_copy(update=agreed)


def _downloads(here: Leading) -> None:
    parts.heading("Neem het mee")
    stored = context.store().find(here.token or "")
    if stored is not None:
        parts.text("Wat de groep afsprak, is nu een meting: met een profiel, ideeën en een rapport.")
        parts.actions(parts.outer_link("/groepsmeting", "Open het profiel van de groep", "knop"))
        parts.text(
            "Vanuit dat profiel kunt u de fasen van de groep ook naast die van andere gemeenten zetten. Of u ze deelt, kiest "
            "u daar."
        )
        questionnaire = context.questionnaire(stored.questionnaire_hash)
        st.download_button(
            "Download het metingbestand",
            data=write_measurement(to_measurement(stored, questionnaire)),
            file_name="meting-werksessie.json",
            mime="application/json",
            key="metingbestand",
            on_click="ignore",
        )
    workshop, store = here.open, context.store().workshops
    dots, voters = store.dots(workshop.id)
    record = WorkshopRecord(
        municipality=workshop.municipality,
        date=workshop.date,
        scope=_scope_text(workshop),
        questionnaire=group.questionnaire(workshop),
        view=group.view(workshop),
        second=group.second_view(workshop),
        revote=workshop.revote,
        agreed=store.agreed(workshop.id),
        dots=dots,
        voters=voters,
        ideas=workshop.ideas,
        commitments=store.commitments(workshop.id),
        hash=workshop.questionnaire_hash,
    )
    st.download_button(
        "Download het verslag (PDF)",
        data=lambda: workshop_pdf(context.content(), record, datetime.now(context.AMSTERDAM)),
        file_name="verslag-werksessie.pdf",
        mime="application/pdf",
        key="verslag",
        on_click="ignore",
        type="primary",
    )
    until = date_text(here.open.expires.astimezone(context.AMSTERDAM).date())
    parts.text(f"We bewaren de werksessie tot {until}. U kunt alles ook nu al verwijderen, onderaan deze pagina.")


def _scope_text(workshop: Workshop) -> str:
    """Which questions were asked, as part of a sentence."""
    questionnaire, count = group.questionnaire(workshop), len(workshop.questions)
    if workshop.scope == ALL:
        return f"alle {count} vragen"
    line = questionnaire.line_by_id.get(workshop.scope)
    return f"de lijn {line.title}, {count} vragen" if line else f"{count} vragen, één per thema"


def everything(here: Leading) -> None:
    """All that is kept of the workshop and that the facilitator may know, in one file."""
    with st.expander("Alles wat we van deze werksessie hebben", key="alles-werksessie"):
        parts.text(
            "Eén bestand met alles wat we bewaren: de afspraken, de plannen, de stippen samen, wie er meedoen en wat de "
            "begeleider deed. Wie wat antwoordde, staat er niet in."
        )
        held.download(
            "Download alles van de werksessie",
            partial(context.store().workshops.held, here.token or "", MIN_PEOPLE),
            "alles-werksessie.json",
            ABOUT_GROUP,
        )


def delete(here: Leading) -> None:
    """Everything of the workshop, at once and for good."""
    with st.expander("Verwijder de werksessie", key="verwijder-werksessie"):
        parts.text(
            "Alle antwoorden, afspraken en keuzes verdwijnen meteen en voorgoed, ook bij de deelnemers. "
            "Download eerst wat u wilt houden."
        )
        sure = st.checkbox("Ja, ik wil alles verwijderen", key="zeker-alles")
        if st.button("Verwijder nu", key="verwijder-alles", disabled=not sure):
            try:
                context.store().delete(here.token or "")
            except StorageError:
                st.error("De opslag is even niet bereikbaar. Er is nog niets verwijderd. Probeer het over een minuut opnieuw.")
                return
            here.workshop = here.token = None
            parts.html(
                '<p>De werksessie is verwijderd. <a class="meteen" href="/werksessie-weg" target="_self">Naar de start</a></p>'
            )
