"""The first draft of a plan: from the idea and the measurement, with the level that was chosen in its own words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from questionnaire import load
from questionnaire.models import Idea
from questionnaire.plan import MAX_LINE, MAX_ROWS, filled_parts
from scoring.planning import ABOUT, APPROACH, ASSUMPTION, LEARNING, RESULT, first_draft, own_draft
from scoring.result import assess, assess_group

CONTENT = load()
QUESTIONNAIRE = CONTENT.questionnaire
HEADINGS = [heading.id for heading in CONTENT.programme.form_headings]
TODAY = date(2026, 11, 24)
QUESTIONS = (
    "1. Klopt onze veronderstelling?\n2. Wat merken inwoners er zelf van?\n3. Wat moet er anders voordat we hiermee doorgaan?"
)
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


def test_the_whole_draft_of_an_idea_without_a_measurement() -> None:
    idea = QUESTIONNAIRE.ideas[0].model_copy(update={"partners": ("wijkteam", "gevangenis", "RIC"), "lead_time_months": 6})
    plan = first_draft(idea, None, CONTENT.plan, HEADINGS, TODAY)
    assert (plan.title, plan.idea, plan.risks) == (idea.title, idea.id, idea.caution)
    assert plan.headings == {
        ABOUT: idea.summary,
        ASSUMPTION: idea.hypothesis,
        APPROACH: f"{idea.first_step}\n\nWij doen dit met: wijkteam, gevangenis en RIC.",
        LEARNING: QUESTIONS,
        RESULT: f"Dit meten wij: {idea.measure}",
    }
    assert first_draft(idea.model_copy(update={"partners": ()}), None, CONTENT.plan, HEADINGS, TODAY).headings[APPROACH] == (
        idea.first_step
    )


@pytest.mark.parametrize(
    ("months", "review"),
    [(0, date(2027, 2, 23)), (3, date(2027, 2, 23)), (6, date(2027, 5, 25)), (12, date(2027, 11, 24)), (36, date(2027, 11, 24))],
)
def test_people_look_back_after_the_lead_time_between_a_season_and_a_year(months: int, review: date) -> None:
    idea = QUESTIONNAIRE.ideas[0].model_copy(update={"lead_time_months": months})
    plan = first_draft(idea, None, CONTENT.plan, HEADINGS, TODAY)
    assert (plan.first_step_date, plan.review_date) == (date(2026, 12, 8), review)


def test_the_mean_of_a_group_is_called_a_mean() -> None:
    people = [{question.id: level for question in QUESTIONNAIRE.questions} for level in (1, 1, 1, 2, 2)]
    result = assess_group(QUESTIONNAIRE, people)
    idea = result.advice.suggestions[0].idea
    about = first_draft(idea, result, CONTENT.plan, HEADINGS, TODAY).headings[ABOUT]
    assert "' kwamen wij gemiddeld op niveau 1,4." in about
    assert "kozen wij" not in about


def test_reasons_are_the_two_lowest_known_answers_that_weigh_most_and_a_line_each() -> None:
    idea = next(idea for idea in QUESTIONNAIRE.ideas if len(idea.addresses) > 2)
    order = [address.question for address in sorted(idea.addresses, key=lambda address: -address.share)]

    def told(levels: list[int]) -> list[str]:
        # Far above every target: the idea is not suggested, and its own questions say why.
        known = {question.id: 5 for question in QUESTIONNAIRE.questions} | dict(zip(order, levels, strict=False))
        result = assess(QUESTIONNAIRE, known, targets={theme.id: 1 for theme in QUESTIONNAIRE.themes})
        assert idea not in [suggestion.idea for suggestion in result.advice.suggestions]
        about = first_draft(idea, result, CONTENT.plan, HEADINGS, TODAY).headings[ABOUT]
        assert about.startswith(idea.summary)
        return about.removeprefix(idea.summary).removeprefix("\n\n").splitlines()

    def line(question_id: str, level: int) -> str:
        question = QUESTIONNAIRE.question_by_id[question_id]
        return f"Bij '{question.text}' kozen wij niveau {level}: '{question.levels[level]}'"

    assert told([4, 1, 2]) == [line(order[0], 4), line(order[1], 1)]
    assert told([5, 1, 2]) == [line(order[1], 1), line(order[2], 2)]
    assert told([5, 5, 4]) == [line(order[2], 4)]
    assert told([5, 5, 5]) == []


def test_a_form_without_roles_gets_partners_without_a_role_and_no_more_rows_than_fit() -> None:
    many = QUESTIONNAIRE.ideas[0].model_copy(update={"partners": tuple(f"partner {number}" for number in range(MAX_ROWS + 3))})
    plan = first_draft(many, None, CONTENT.plan.model_copy(update={"roles": ()}), HEADINGS, TODAY)
    assert {partner.role for partner in plan.partners} == {None}
    assert [partner.name for partner in plan.partners] == ["Gemeente", *(f"Partner {n}" for n in range(MAX_ROWS - 1))]


def test_a_heading_that_the_form_has_not_gets_no_text() -> None:
    plan = first_draft(QUESTIONNAIRE.ideas[0], LOW, CONTENT.plan, ["iets-anders", ASSUMPTION], TODAY)
    assert list(plan.headings) == [ASSUMPTION]


def test_an_own_idea_begins_with_little() -> None:
    plan = own_draft(CONTENT.plan, HEADINGS, TODAY)
    assert (plan.title, plan.idea, plan.headings) == ("", None, {LEARNING: QUESTIONS})
    assert [(partner.name, partner.role) for partner in plan.partners] == [("Gemeente", "hoofdaanvrager")]
    assert (plan.first_step_date, plan.review_date) == (date(2026, 12, 8), date(2027, 2, 23))
    assert own_draft(CONTENT.plan, [ASSUMPTION], TODAY).headings == {}


@pytest.mark.parametrize("name", ["wijkteam", "Het Sociaal Werk", "buurtteam noord", "sociaal raadslieden"])
def test_every_name_of_social_work_is_known(name: str) -> None:
    idea = QUESTIONNAIRE.ideas[0].model_copy(update={"partners": (name,)})
    *_, partner = first_draft(idea, None, CONTENT.plan, HEADINGS, TODAY).partners
    assert (partner.name, partner.role) == (name[0].upper() + name[1:], "via-wijkteam")
