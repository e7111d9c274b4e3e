"""A participant's page when the workshop goes on, or ends, under its hands."""

from __future__ import annotations

import pytest
import streamlit as st

from screens import context
from screens.workshop.visit import Visit
from storage import StorageUnavailable


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
