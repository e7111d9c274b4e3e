"""What the browser brings is stored when it is a choice; what it leaves out is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from screens import widgets
from screens.widgets import Widgets


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The values of the widgets, by key: a stand-in for the session state, which only exists in a run."""
    values: dict[str, Any] = {}
    monkeypatch.setattr(widgets, "st", SimpleNamespace(session_state=values))
    return values


def test_another_choice_is_stored_once(browser: dict[str, Any]) -> None:
    saved: list[Any] = []
    group = Widgets()
    group.follow("level", 3, saved.append)
    assert browser == {"level": 3}
    browser["level"] = 4
    group.store_choices()
    group.follow("level", 4, saved.append)
    group.drawn("level", 4)
    assert saved == [4]


def test_a_group_that_comes_without_a_choice_changes_nothing_and_shows_what_is_stored(browser: dict[str, Any]) -> None:
    saved: list[Any] = []
    group = Widgets()
    group.follow("level", 3, saved.append)
    browser["level"] = None
    group.store_choices()
    group.follow("level", 3, saved.append)
    assert browser == {"level": 3}
    browser["level"] = None
    group.drawn("level", None)
    assert saved == []


def test_what_was_stored_elsewhere_is_shown_unless_something_was_chosen_here(browser: dict[str, Any]) -> None:
    group = Widgets()
    group.follow("level", 3, lambda _: None)
    group.follow("level", 5, lambda _: None)
    assert browser == {"level": 5}
    browser["level"] = 2
    group.follow("level", 4, lambda _: None)
    assert browser == {"level": 2}
