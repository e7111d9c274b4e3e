"""Words that few questionnaires need."""

from __future__ import annotations

from questionnaire.loading import load
from questionnaire.models import Requires
from scoring.browsing import needs
from scoring.result import assess
from scoring.words import headline


def test_an_idea_for_municipalities_of_some_size_says_so() -> None:
    questionnaire = load().questionnaire
    size = questionnaire.size_classes[0]
    idea = questionnaire.ideas[0].model_copy(update={"requires": Requires(size=(size.id,))})
    (said,) = needs(questionnaire, idea)
    assert said.startswith("Mogelijk als uw gemeente deze grootte heeft: ")


def test_an_unknown_answer_that_costs_no_outcome_is_only_counted() -> None:
    questionnaire = load().questionnaire
    values = {question.id: 3 for question in questionnaire.questions}
    values.pop(questionnaire.questions[0].id)
    assert headline(assess(questionnaire, values)).endswith("Bij 1 van de 36 vragen is het antwoord nog niet bekend.")
