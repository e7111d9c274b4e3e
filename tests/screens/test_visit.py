"""A participant's page when the workshop goes on, or ends, under its hands."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st

from screens import context
from screens.workshop import visit
from screens.workshop.visit import Visit
from storage import StorageUnavailable, Store, new_token


class Again(Exception):
    """The whole page is drawn again."""


@pytest.fixture(autouse=True)
def rerun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    scopes: list[str] = []

    def again(*, scope: str = "app") -> None:
        scopes.append(scope)
        raise Again

    monkeypatch.setattr(st, "rerun", again)
    return scopes


def test_a_question_touched_after_leaving_draws_the_page_again(rerun: list[str]) -> None:
    """The questions still stand there; each of them runs by itself, without the page that would see that nobody is left."""
    with pytest.raises(Again):
        _ = Visit().here
    assert rerun == ["app"]


def test_a_store_that_is_away_when_the_phase_ends_leaves_it_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        @property
        def participants(self) -> None:
            raise StorageUnavailable

    monkeypatch.setattr(context, "store", Away)
    with pytest.raises(Again):
        Visit(token="x")._moved_on()


def test_what_could_not_be_stored_is_stored_with_the_next_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from another question than the one that was touched: each of them is drawn by itself."""
    store = Store(f"sqlite:///{tmp_path / 'zelfscan.sqlite'}", timedelta(days=1))
    monkeypatch.setattr(context, "store", lambda: store)
    monkeypatch.setattr(visit, "PAUSE", 0.0)
    questionnaire = context.content().questionnaire
    ids = [question.id for question in questionnaire.questions]
    opened = store.workshops.open(
        new_token(), questionnaire, municipality="Ede", size=None, scope="all", questions=ids, today=context.today()
    )
    token = new_token()
    store.participants.join(opened.join_code or "", token, None)
    store.workshops.move(opened.id, "waiting", "answering")
    mine = Visit(token=token)
    mine.read()

    def away(*_: object) -> datetime:
        raise StorageUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(store.participants, "save_answer", away)
        mine.save_answer(ids[0], 4)
        assert (mine.retry(), mine.unsaved) == (False, {ids[0]: 4})
    assert (mine.retry(), mine.unsaved) == (True, {})
    assert mine.retry() is False
    found = store.participants.find(token)
    store.close()
    assert found is not None
    assert found.answers == {ids[0]: 4}
