"""Every term of the glossary that a question or an idea uses is explained beside it, once, and only as a whole word."""

from __future__ import annotations

import re

import pytest

from questionnaire.models import Question
from screens import context, glossary, questions
from screens.idea_cards import plan

CONTENT = context.content()
QUESTIONS = CONTENT.questionnaire.questions


def words(html: str) -> list[str]:
    return re.findall(r"<dt>(.*?)</dt>", html)


def test_a_question_explains_the_terms_that_it_uses() -> None:
    signal = CONTENT.questionnaire.question_by_id["signaal"]
    html = questions.explanation(signal)
    assert "Uitleg bij deze vraag en bij Berichtenbox, D&amp;R-plan en casemanager" in html
    assert words(html) == ["Berichtenbox", "D&amp;R-plan", "casemanager"]
    assert next(term.explanation for term in CONTENT.glossary if term.term == "Berichtenbox") in html


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_an_abbreviation_in_a_question_is_never_left_alone(question: Question) -> None:
    text = " ".join((question.text, *question.levels.values(), question.help or "", *question.evidence))
    known = {spelling for term in CONTENT.glossary for spelling in (term.term, *term.also)}
    capitals = {word for word in re.findall(r"[\w&-]+", text) if re.fullmatch(r"(?:[A-Z]&?){2,}", word)} & known
    found = {spelling for term in glossary.used(text) for spelling in (term.term, *term.also)}
    assert capitals <= found


def test_each_term_once_in_the_order_of_the_text() -> None:
    found = glossary.used("Het RIC belt. Een briefadres.", "Het re-integratiecentrum (RIC) en de VOG.")
    assert [term.term for term in found][:2] == ["RIC", "briefadres"]
    assert len(found) == len({term.term for term in found})


@pytest.mark.parametrize("text", ["Ga er om drie uur bij zitten.", "Het ging om id en fg.", "Een VOGEL in de EMMER.", "X-VOG-Y"])
def test_a_word_that_only_looks_like_a_term_is_none(text: str) -> None:
    assert glossary.used(text) == ()
    assert glossary.below(text) == ""


def test_everyday_words_are_explained_but_not_named() -> None:
    terms = glossary.used("De wijkagent en het RIC.")
    assert [term.term for term in terms] == ["wijkagent", "RIC"]
    assert glossary.names(terms) == "RIC"
    assert glossary.below("De wijkagent komt langs.") == ""
    assert {term.term for term in CONTENT.glossary} >= glossary.EVERYDAY


def test_an_idea_explains_its_terms_where_it_says_what_to_do() -> None:
    idea = CONTENT.questionnaire.idea_by_id["kaart-voor-zelfmelders"]
    assert "zelfmelder" in words(plan(idea))


def test_what_is_explained_is_made_once() -> None:
    question = QUESTIONS[0]
    assert questions.explanation(question) is questions.explanation(question)
