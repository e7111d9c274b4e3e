"""The reason of an ambition that cannot be stored is kept, said, and stored as soon as it can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from questionnaire.answers import MAX_REASON
from screens import context
from screens.session import NOT_STORED, Session
from storage import Store, new_token, tables

THEME = "contact-vanaf-dag-een"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'zelfscan.sqlite'}", timedelta(days=30))
    monkeypatch.setattr(context, "store", lambda: store)
    yield store
    store.close()


@pytest.fixture
def visitor(store: Store) -> Session:
    token, questionnaire = new_token(), context.content().questionnaire
    store.create(token, questionnaire, municipality="Goes", role=None, size=None, today=date(2026, 11, 24))
    visitor = Session(token=token)
    visitor.read()
    return visitor


def kept(store: Store, visitor: Session) -> dict[str, str]:
    found = store.find(visitor.token or "")
    assert found is not None
    return found.target_reasons


def test_a_reason_is_stored_to_the_letter_and_can_be_taken_back(store: Store, visitor: Session) -> None:
    visitor.save_reason(THEME, "Goed genoeg \r\nvoor ons ")
    assert kept(store, visitor) == visitor.begun.target_reasons == {THEME: "Goed genoeg \nvoor ons "}
    visitor.save_reason(THEME, "")
    assert kept(store, visitor) == visitor.begun.target_reasons == {}
    assert visitor.unsaved_reasons == {}


def test_a_reason_waits_while_the_store_is_away(store: Store, visitor: Session) -> None:
    tables.target.drop(store._engine)
    visitor.save_reason(THEME, "De raad vroeg erom.")
    assert (visitor.unsaved_reasons[THEME].note, visitor.unsaved_reasons[THEME].reason) == ("De raad vroeg erom.", NOT_STORED)
    tables.target.create(store._engine)
    visitor.catch_up()
    assert visitor.unsaved_reasons == {}
    assert kept(store, visitor) == {THEME: "De raad vroeg erom."}


def test_a_reason_that_is_too_long_is_kept_apart_until_it_is_shorter(store: Store, visitor: Session) -> None:
    visitor.save_reason(THEME, "x" * (MAX_REASON + 1))
    assert "1.001 tekens. Er passen er 1.000." in visitor.unsaved_reasons[THEME].reason
    visitor.catch_up()
    assert (len(visitor.unsaved_reasons), kept(store, visitor)) == (1, {})
    visitor.save_reason(THEME, "x" * MAX_REASON)
    assert visitor.unsaved_reasons == {}
    assert kept(store, visitor) == {THEME: "x" * MAX_REASON}
