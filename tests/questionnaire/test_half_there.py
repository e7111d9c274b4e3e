"""Rules and readers on what is half there: a file that is missing, a value of another shape, a text without a word."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from questionnaire import Content
from questionnaire import messages as say
from questionnaire.document import read_document
from questionnaire.explain import _message
from questionnaire.folder import Folder, read_folder
from questionnaire.lint_rules import Texts, _questions
from questionnaire.lint_text import explained, passages
from questionnaire.lint_words import Words
from questionnaire.measurement import MeasurementError, _explain
from questionnaire.models import Municipalities
from questionnaire.plan import tidy
from questionnaire.programme_rules import _day, open_call, tranche_dates
from questionnaire.rules import _weight, plan_parts
from questionnaire.wording import enough_ideas

VALID = Path(__file__).parents[1] / "content" / "valid"


def test_what_is_missing_stops_no_rule(tmp_path: Path) -> None:
    for folder in (read_folder(tmp_path), Folder(tmp_path)):
        assert list(passages(folder)) == []
        assert explained(folder) == set()
        assert list(tranche_dates(folder)) == list(open_call(folder)) == list(plan_parts(folder)) == []
        assert list(enough_ideas(folder)) == []


def test_a_glossary_with_a_number_for_a_term_explains_the_others(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text(
        "- {term: 3, explanation: Drie.}\n- {term: PI, explanation: Een gevangenis.}\n", "utf-8"
    )
    assert explained(read_folder(tmp_path)) == {"pi"}


def test_a_question_without_a_word_has_no_reading_ease(tmp_path: Path) -> None:
    shutil.copytree(VALID, tmp_path / "content")
    (line,) = (tmp_path / "content" / "lines").glob("*.yaml")
    texts = Texts(read_folder(tmp_path / "content"), Words())
    before = len(list(_questions(texts)))
    line.write_text(
        "themes:\n  - questions:\n      - {id: a, text: '?', levels: {1: '!'}}\n      - {id: b, text: Wat doet u?}\n", "utf-8"
    )
    assert before > 1
    assert [passage.text for passage, _ in _questions(Texts(read_folder(tmp_path / "content"), Words()))] == ["Wat doet u?"]


def test_a_part_of_a_plan_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("parts: [{id: titel}]\n", "utf-8")
    assert plan_parts(read_folder(tmp_path))
    missing = [problem.message for problem in plan_parts(read_folder(tmp_path))]
    assert missing
    assert all("ontbreekt" in message for message in missing)


@pytest.mark.parametrize(
    ("node", "weight"),
    [({"weight": "1/3"}, Fraction(1, 3)), ({}, 1), ({"weight": "veel"}, None), ({"weight": "1/0"}, None), ([], None)],
)
def test_a_weight_as_written(node: object, weight: Fraction | None) -> None:
    assert _weight(node) == weight


@pytest.mark.parametrize(("value", "known"), [("2026-11-24", True), ("morgen", False), (3, False), (None, False)])
def test_a_day_as_written(value: object, known: bool) -> None:
    assert (_day(value) is not None) is known


def test_a_long_text_and_a_long_id_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: x\n", "utf-8")
    document = read_document(tmp_path / "a.yaml", "a.yaml")
    detail = {"type": "string_too_long", "loc": ("title",), "msg": "", "input": "x" * 300}
    text, id = (_message(document, ("title",), {**detail, "ctx": {"max_length": most}}) for most in (200, 60))  # type: ignore[typeddict-item]
    assert text == say.TEXT_TOO_LONG.format(count=300, most=200)
    assert id == say.ID_TOO_LONG.format(most=60)


def test_a_measurement_nested_beyond_reading_is_refused() -> None:
    with pytest.raises(MeasurementError, match=say.NESTED[:20]):
        _explain({"type": "json_invalid", "loc": (), "msg": "", "input": ""})


def test_names_of_municipalities_are_a_list() -> None:
    with pytest.raises(ValidationError):
        Municipalities.model_validate({"date": "2026-01-01", "count": 1, "source": "S01", "names": "Goes"})


def test_short_names_and_parts(content: Content) -> None:
    theme = content.questionnaire.themes[0]
    assert theme.label == (theme.short or theme.title)
    assert theme.model_copy(update={"short": None}).label == theme.title
    first = content.plan.parts[0]
    assert content.plan.part(first.id) is first
    assert tidy("x\u0000") == "x"
