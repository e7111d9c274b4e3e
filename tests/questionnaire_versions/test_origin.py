"""Which questionnaire a measurement was made with: by hash, then by version, and never silently another one."""

from __future__ import annotations

import json

from questionnaire.answers import Reference
from questionnaire.models import Questionnaire
from questionnaire.origin import LOST, OTHER_CONTENT, origin, read_with_own
from tests.builders import nested

NOW = nested([[[1, 1]]])
OLD = NOW.model_copy(update={"version": "0.9", "title": "Eerder"})
EDITED = NOW.model_copy(update={"title": "In bewerking"})


def reference(of: Questionnaire, *, hash: str | None = None) -> Reference:
    return Reference(id=of.id, version=of.version, hash=hash)


def test_the_hash_comes_first() -> None:
    found = origin(reference(NOW, hash=OLD.hash), NOW, [OLD])  # the version is wrong, the hash is not
    assert (found.questionnaire.title, found.note) == ("Eerder", None)
    assert origin(reference(NOW, hash=NOW.hash), NOW).questionnaire is NOW


def test_a_kept_questionnaire_is_asked_for_by_its_hash() -> None:
    asked = []

    def stored(hash: str) -> Questionnaire | None:
        asked.append(hash)
        return OLD

    assert origin(reference(OLD, hash=OLD.hash), NOW, [], stored).questionnaire is OLD
    assert asked == [OLD.hash]


def test_without_a_hash_the_released_version_counts_before_the_folder() -> None:
    found = origin(reference(NOW), EDITED, [OLD, NOW])
    assert (found.questionnaire, found.note) == (NOW, None)
    assert origin(reference(EDITED), EDITED, [OLD]).questionnaire is EDITED


def test_an_unknown_hash_of_a_known_version_is_said() -> None:
    found = origin(reference(OLD, hash="0" * 64), NOW, [OLD], lambda _: None)
    assert (found.questionnaire, found.note) == (OLD, OTHER_CONTENT.format(version="0.9"))


def test_a_lost_version_is_read_with_the_current_one_and_said() -> None:
    found = origin(Reference(id=NOW.id, version="7.0"), NOW, [OLD])
    assert (found.questionnaire, found.note) == (NOW, LOST.format(version="7.0", own="1.0"))


def data(version: str, **answers: int) -> bytes:
    content = {"questionnaire": {"id": NOW.id, "version": version}, "date": "2025-05-03"}
    return json.dumps({**content, "answers": {id: {"level": level} for id, level in answers.items()}}).encode()


def test_a_file_of_an_earlier_version_keeps_the_answers_that_only_that_version_asked() -> None:
    wider = nested([[[1, 1, 1]]]).model_copy(update={"version": "0.9"})
    reading = read_with_own(data("0.9", q1=2, q3=4), NOW, [wider])
    assert (reading.questionnaire, reading.notes) == (wider, ())
    assert reading.measurement.values == {"q1": 2, "q3": 4}


def test_what_a_lost_version_costs_is_named() -> None:
    reading = read_with_own(data("0.8", q1=2, weg=4), NOW)
    assert reading.questionnaire is NOW
    assert reading.notes == (
        LOST.format(version="0.8", own="1.0"),
        "Antwoorden op vragen die er nu niet zijn, zijn weggelaten: weg.",
    )
