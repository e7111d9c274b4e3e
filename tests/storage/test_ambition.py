"""The ambition and its reason are kept apart from each other, and a database from before reasons gets a place for them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from questionnaire.answers import MAX_REASON
from questionnaire.models import DEFAULT_TARGET, Questionnaire
from storage import MeasurementGone, Store, new_token, tables

TODAY = date(2026, 11, 24)


def start(store: Store, questionnaire: Questionnaire) -> tuple[str, int]:
    token = new_token()
    return token, store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY).id


def ambitions(store: Store, token: str) -> tuple[dict[str, int], dict[str, str]]:
    found = store.find(token)
    assert found is not None
    return found.targets, found.target_reasons


def test_another_level_keeps_the_reason_and_another_reason_keeps_the_level(store: Store, questionnaire: Questionnaire) -> None:
    token, id = start(store, questionnaire)
    store.save_target(id, "thema-1", 2)
    store.save_target_reason(id, "thema-1", "Goed genoeg voor ons.")
    store.save_target(id, "thema-1", 3)
    assert ambitions(store, token) == ({"thema-1": 3}, {"thema-1": "Goed genoeg voor ons."})
    store.save_target_reason(id, "thema-1", "É\n\u2026 🎉")
    assert ambitions(store, token) == ({"thema-1": 3}, {"thema-1": "É\n… 🎉"})
    store.save_target_reason(id, "thema-1", None)
    assert ambitions(store, token) == ({"thema-1": 3}, {})
    store.save_target_reason(id, "thema-1", "Toch.")
    store.save_target(id, "thema-1", None)
    assert ambitions(store, token) == ({}, {})


def test_a_reason_before_a_level_is_about_the_usual_level(store: Store, questionnaire: Questionnaire) -> None:
    token, id = start(store, questionnaire)
    store.save_target_reason(id, "thema-2", None)
    assert ambitions(store, token) == ({}, {})
    store.save_target_reason(id, "thema-2", "De raad vroeg erom.")
    assert ambitions(store, token) == ({"thema-2": DEFAULT_TARGET}, {"thema-2": "De raad vroeg erom."})


def test_a_reason_has_a_longest_length_and_needs_a_measurement(store: Store, questionnaire: Questionnaire) -> None:
    token, id = start(store, questionnaire)
    store.save_target_reason(id, "thema-1", "é" * MAX_REASON)
    with pytest.raises(ValueError, match="1000"):
        store.save_target_reason(id, "thema-1", "é" * (MAX_REASON + 1))
    assert ambitions(store, token)[1] == {"thema-1": "é" * MAX_REASON}
    store.delete(token)
    with pytest.raises(MeasurementGone):
        store.save_target_reason(id, "thema-1", "te laat")


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_a_new_database_has_the_column_that_the_step_adds(dialect: object) -> None:
    made = str(CreateTable(tables.target).compile(dialect=dialect))  # type: ignore[arg-type]
    assert "reason TEXT" in made.replace("\t", " ")
