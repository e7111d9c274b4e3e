"""The example measurements in tests/data, on the released version they were made with. Expected values worked out by hand.

Editors may change the content: the examples keep their own questions.
"""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from questionnaire.loading import CONTENT
from questionnaire.measurement import read_measurement
from questionnaire.models import Questionnaire
from questionnaire.versions import read_version
from scoring import words
from scoring.model import Result
from scoring.result import assess_measurements

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return read_version(CONTENT / "released" / "1.0.json")


def result(questionnaire: Questionnaire, name: str) -> Result:
    reading = read_measurement((DATA / name).read_bytes(), questionnaire)
    assert reading.differences == ()
    return assess_measurements(questionnaire, [reading.measurement])


def test_the_example(questionnaire: Questionnaire) -> None:
    found = result(questionnaire, "meting-voorbeeld.json")
    themes = found.scores.themes
    assert (themes["contact-vanaf-dag-een"].points, themes["contact-vanaf-dag-een"].stage) == (F(25, 3), 1)
    assert found.targets["contact-vanaf-dag-een"] == 5
    punished = themes["straf-dicht-bij-huis"]
    assert (punished.points, punished.reported, punished.coverage) == (50, False, F(1, 3))
    assert words.coverage_text(themes["passend-bij-persoon"]) == "2 van 3 vragen"
    assert (themes["kennis-en-werkrelatie"].stage, themes["kennis-en-werkrelatie"].floor) == (2, "ervaringskennis")
    assert found.scores.lines["veilig-dichtbij"].coverage == F(3, 4)
    assert found.scores.total.known == 32
    assert found.advice.outcome == "ideas"
    assert found.advice.find_out == ("hulp-bij-werkstraf", "lokale-inbreng", "herstel")
    assert {suggestion.list for suggestion in found.advice.suggestions} == {"quick", "larger"}
    assert [question.id for question, _ in words.strengths(found)] == ["mandaat", "een-tafel", "onrust"]
    assert [question.id for question, _ in words.gaps(found)] == ["binnen-contact", "korte-straffen", "na-toezicht"]


def test_the_empty_measurement(questionnaire: Questionnaire) -> None:
    found = result(questionnaire, "meting-leeg.json")
    assert found.scores.total.points is None
    assert len(found.advice.find_out) == len(questionnaire.questions)
    assert (found.advice.outcome, found.advice.suggestions) == ("unknown", ())
