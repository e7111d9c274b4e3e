"""Connections with a real PostgreSQL: an answer is one question to it, and one that came back is noticed before a visitor is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from storage import StorageUnavailable, Store, Workshop, pool
from tests.storage.workshop_room import join

pytestmark = pytest.mark.postgresql

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def ask(url: str, statement: str) -> Sequence[Any]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            return connection.execute(text(statement)).all()
    finally:
        engine.dispose()


def test_an_answer_is_one_question_to_the_database(url: str, store: Store, opened: Workshop) -> None:
    _, response = join(store, opened)
    store.workshops.move(opened.id, "waiting", "answering")
    for level in (1, 2):
        store.participants.save_answer(response, "vraag-0", level)
        said = [row.query.split()[0] for row in ask(url, f"SELECT query {OTHERS}")]
        assert said == ["INSERT"]  # the last thing that its only connection said: no COMMIT follows
    assert ask(url, "SELECT value FROM answer") == [("2",)]


def test_a_connection_that_lay_unused_is_tried_before_it_is_used(
    url: str, store: Store, opened: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "RESTED", 0.0)
    assert len(ask(url, f"SELECT pg_terminate_backend(pid) {OTHERS}")) == 1
    assert store.workshops.by_id(opened.id) == opened


def test_a_connection_that_breaks_between_two_answers_fails_one_of_them_and_no_more(
    url: str, store: Store, opened: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "RESTED", 60.0)
    _, response = join(store, opened)
    store.workshops.move(opened.id, "waiting", "answering")
    store.participants.save_answer(response, "vraag-0", 1)
    ask(url, f"SELECT pg_terminate_backend(pid) {OTHERS}")
    with pytest.raises(StorageUnavailable):
        store.participants.save_answer(response, "vraag-0", 2)
    assert ask(url, "SELECT value FROM answer") == [("1",)]
    store.participants.save_answer(response, "vraag-0", 2)
    assert ask(url, "SELECT value FROM answer") == [("2",)]
