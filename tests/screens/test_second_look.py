"""What the screens make of answers that rarely go together, and of blind spots."""

from __future__ import annotations

from fractions import Fraction

import pytest

from questionnaire import Questionnaire, load
from questionnaire.answers import Value
from scoring.blind_spots import BlindSpot
from scoring.sharing import share
from scoring.view import GroupView
from screens import second_look
from screens.workshop import hall_blind_spots, own
from tests.builders import one_theme
from tests.scoring.rooms import room

CONTENT = load()
ANSWERS: dict[str, Value] = {"binnen-contact": 4, "signaal": 1}


def reworded(question: str) -> Questionnaire:
    """The questionnaire as it could have been, with other words for one question."""
    data = CONTENT.questionnaire.model_dump(by_alias=True)
    for line in data["lines"]:
        for theme in line["themes"]:
            for item in theme["questions"]:
                item["wording"] += item["id"] == question
    return Questionnaire.model_validate(data)


def test_a_pair_about_a_question_with_other_words_is_left_out() -> None:
    assert [hint.id for hint in second_look.meant(CONTENT.questionnaire, ANSWERS)] == ["gesprek-zonder-bericht"]
    assert second_look.meant(reworded("signaal"), ANSWERS) == ()
    assert [hint.id for hint in second_look.meant(reworded("herstel"), ANSWERS)] == ["gesprek-zonder-bericht"]


def test_the_question_quotes_both_descriptions_and_links_to_a_theme_once() -> None:
    (hint,) = second_look.meant(CONTENT.questionnaire, ANSWERS)
    text = second_look.body(CONTENT.questionnaire, hint)
    for question, level in ANSWERS.items():
        assert isinstance(level, int)
        assert CONTENT.questionnaire.question_by_id[question].levels[level] in text
    assert text.count("<a ") == 1
    assert "U kiest niveau 4" in text
    agreed = second_look.body(CONTENT.questionnaire, hint, group=True)
    assert "<a " not in agreed
    assert "U spreekt niveau 4 af" in agreed


@pytest.mark.parametrize(
    ("count", "rest"), [(3, None), (4, "Dit geldt ook voor nog 1 vraag."), (5, "Dit geldt ook voor nog 2 vragen.")]
)
def test_a_slide_shows_three_questions_of_a_kind_and_counts_the_others(count: int, rest: str | None) -> None:
    questionnaire = one_theme(*[1] * count)
    spots = [BlindSpot(question.id, Fraction(1), "Een zin.") for question in questionnaire.questions]
    text = hall_blind_spots.block("Kop", spots, questionnaire.question_by_id)
    assert text.count("<li>") == 3
    assert (rest in text) if rest else ("Dit geldt" not in text)


def test_a_participant_reads_kindly_where_the_group_sees_something_else() -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, room(questionnaire, [2, 2, 2, 2, 2, 5]))
    text = own.differently(questionnaire, view, {"q1": 5})
    assert "U ziet dit 2,5 niveaus hoger dan de groep gemiddeld." in text
    assert "U hoeft het niet te vertellen." in text
    assert own.differently(questionnaire, view, {"q1": 2}) == ""
    assert own.differently(questionnaire, GroupView(4, "themes"), {"q1": 5}) == ""
