"""The first draft of a plan: from the idea and the measurement, with the level that was chosen in its own words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from questionnaire import load
from questionnaire.models import Idea
from questionnaire.plan import MAX_LINE, MAX_ROWS, filled_parts
from scoring.planning import ABOUT, APPROACH, ASSUMPTION, LEARNING, RESULT, first_draft, own_draft
from scoring.result import assess

CONTENT = load()
QUESTIONNAIRE = CONTENT.questionnaire
HEADINGS = [heading.id for heading in CONTENT.programme.form_headings]
TODAY = date(2026, 11, 24)
LOW = assess(QUESTIONNAIRE, {question.id: 1 for question in QUESTIONNAIRE.questions})


def test_the_headings_of_the_programme_are_the_ones_that_a_draft_knows() -> None:
    assert HEADINGS == [ABOUT, ASSUMPTION, APPROACH, LEARNING, RESULT]


def test_a_suggested_idea_brings_its_reasons_with_the_chosen_level_quoted() -> None:
    suggestion = LOW.advice.suggestions[0]
    plan = first_draft(suggestion.idea, LOW, CONTENT.plan, HEADINGS, TODAY)
    about = plan.headings[ABOUT]
    assert about.startswith(suggestion.idea.summary)
    for reason in suggestion.reasons:
        question = QUESTIONNAIRE.question_by_id[reason.question]
        assert f"Bij '{question.text}' kozen wij niveau 1: '{question.levels[1]}'" in about
    assert (plan.headings[ASSUMPTION], plan.stop_rule) == (suggestion.idea.hypothesis, suggestion.idea.stop_rule)
    assert suggestion.idea.measure in plan.headings[RESULT]
    assert (plan.first_step, plan.first_step_date) == (suggestion.idea.first_step, TODAY + timedelta(days=14))
    assert plan.review_date is not None
    assert timedelta(days=90) <= plan.review_date - TODAY <= timedelta(days=366)


@pytest.mark.parametrize("idea", QUESTIONNAIRE.ideas, ids=lambda idea: idea.id)
def test_every_idea_gives_a_draft_that_fits_and_leaves_people_something_to_do(idea: Idea) -> None:
    plan = first_draft(idea, LOW, CONTENT.plan, HEADINGS, TODAY)
    assert len(plan.title) <= MAX_LINE
    assert len(plan.partners) <= MAX_ROWS
    assert plan.partners[0].name == "Gemeente"
    assert {partner.role for partner in plan.partners} <= {role.id for role in CONTENT.plan.roles}
    filled = filled_parts(plan, HEADINGS, [tick.id for tick in CONTENT.plan.privacy])
    assert all(filled[f"headings.{id}"] for id in HEADINGS)
    assert not any(filled[part] for part in ("doelgroep", "eerste-stap", "geld", "privacy", "daarna"))


def test_social_work_takes_part_through_the_social_teams() -> None:
    idea = QUESTIONNAIRE.ideas[0].model_copy(update={"partners": ("wijkteam", "gevangenis")})
    plan = first_draft(idea, None, CONTENT.plan, HEADINGS, TODAY)
    assert [(partner.name, partner.role) for partner in plan.partners] == [
        ("Gemeente", "hoofdaanvrager"),
        ("Wijkteam", "via-wijkteam"),
        ("Gevangenis", "partner"),
    ]


def test_nothing_is_said_about_answers_that_are_not_known() -> None:
    empty = assess(QUESTIONNAIRE, {})
    plan = first_draft(QUESTIONNAIRE.ideas[0], empty, CONTENT.plan, HEADINGS, TODAY)
    assert plan.headings[ABOUT] == QUESTIONNAIRE.ideas[0].summary


def test_a_heading_that_the_form_has_not_gets_no_text() -> None:
    plan = first_draft(QUESTIONNAIRE.ideas[0], LOW, CONTENT.plan, ["iets-anders", ASSUMPTION], TODAY)
    assert list(plan.headings) == [ASSUMPTION]


def test_an_own_idea_begins_with_little() -> None:
    plan = own_draft(CONTENT.plan, HEADINGS, TODAY)
    assert (plan.title, plan.idea, list(plan.headings)) == ("", None, [LEARNING])
