"""Plans of an experiment: one with everything in it, and one that is as unkind as it can be."""

from __future__ import annotations

from datetime import date

from questionnaire.plan import Plan, PlanPartner, PlanReview, PlanStep
from tests.report.cases import HOSTILE

PLACE = "Voorbeeldstad"
PLAN = Plan(
    title="Elk bericht binnen twee werkdagen",
    idea="bericht-in-twee-werkdagen",
    headings={"waar-gaat-het-over": "Wij reageren sneller.\n\nBij '...' kozen wij niveau 1.", "oud-kopje": "Van vroeger."},
    target_group="Inwoners die kort vastzitten.",
    partners=(PlanPartner(name="Gemeente", role="hoofdaanvrager"), PlanPartner(name="Sociaal werk", role="via-wijkteam")),
    first_step="Schrijf de laatste tien berichten op.",
    first_step_by="nazorgcoördinator",
    first_step_date=date(2026, 12, 8),
    steps=tuple(PlanStep(what=f"Stap {number}", when="voorjaar 2027") for number in range(1, 4)),
    money="tot-5000",
    ground="Wmo 2015.",
    privacy=("fg",),
    risks="Weinig mensen.",
    stop_rule="Na drie maanden.",
    afterwards="Het wijkteam.",
    returns=20,
    group=8,
    review_date=date(2027, 3, 1),
    review=PlanReview(outcome="stopped", learned="Het waren er te weinig.", day=date(2027, 3, 2)),
)
NASTY = Plan(
    title='#eval("1") *vet* مرحبا ' + "W" * 60,
    headings={"de-aanpak": (HOSTILE * 30)[:4000]},
    partners=tuple(PlanPartner(name=HOSTILE[:200], role="onbekende-rol") for _ in range(8)),
    steps=(PlanStep(what="</w:t><w:p/>", when="=HYPERLINK(1)"),),
    risks="x" * 4000,
)
