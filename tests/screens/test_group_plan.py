"""What a workshop chose becomes a plan, with what the group agreed already in it."""

from __future__ import annotations

from datetime import date

from screens import context
from screens.workshop.lead_close import group_draft
from storage import Commitment, Store, new_token

TODAY = date(2026, 11, 24)


def test_the_agreed_step_role_and_days_stand_in_the_plan_of_the_group(store: Store) -> None:
    token, questionnaire = new_token(), context.content().questionnaire
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    for question in questionnaire.questions:
        store.save_answer(stored.response_id, question.id, 1, None)
    found = store.find(token)
    assert found is not None
    idea = questionnaire.ideas[0]
    agreed = Commitment(idea.id, "x" * 500, "Wij bellen morgen.", date(2026, 12, 1), date(2027, 2, 1))
    plan = group_draft(found, idea, agreed)
    assert (plan.first_step, plan.first_step_date, plan.review_date) == (
        "Wij bellen morgen.",
        date(2026, 12, 1),
        date(2027, 2, 1),
    )
    assert plan.first_step_by == "x" * 200
    assert "kozen wij niveau 1" in plan.headings["waar-gaat-het-over"]
    id = store.plans.create(found.id, plan)
    opened = store.plans.owned(token, id)
    assert opened is not None
    assert opened.plan == plan
