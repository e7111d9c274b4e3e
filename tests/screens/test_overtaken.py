"""A request for another page brings what the one before it brought, newer values first, and presses no button again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from screens import overtaken

BEFORE = [
    WidgetState(id="note", string_value="old"),
    WidgetState(id="level", int_value=3),
    WidgetState(id="go", trigger_value=True),
]


def asked(monkeypatch: pytest.MonkeyPatch, page: str, *states: WidgetState, before: RerunData | None) -> dict[str, object]:
    """What a session takes in when it is asked for `page`, by widget."""
    taken: list[ClientState] = []
    monkeypatch.setattr(overtaken, "_request_rerun", lambda session, state: taken.append(state))
    runner = SimpleNamespace(_requests=SimpleNamespace(_rerun_data=before)) if before is not None else None
    state = ClientState(page_script_hash=page, widget_states=WidgetStates(widgets=states))
    overtaken._with_choices(SimpleNamespace(_scriptrunner=runner), state)  # type: ignore[arg-type]
    return {one.id: getattr(one, one.WhichOneof("value") or "") for one in taken[0].widget_states.widgets}


def test_another_page_takes_along_what_stood_on_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RerunData(page_script_hash="a", widget_states=WidgetStates(widgets=BEFORE))
    assert asked(monkeypatch, "b", before=before) == {"note": "old", "level": 3}


def test_what_is_newer_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RerunData(page_script_hash="a", widget_states=WidgetStates(widgets=BEFORE))
    newer = WidgetState(id="note", string_value="new")
    assert asked(monkeypatch, "b", newer, before=before) == {"note": "new", "level": 3}


def test_the_same_page_sends_all_that_it_holds_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RerunData(page_script_hash="a", widget_states=WidgetStates(widgets=BEFORE))
    assert asked(monkeypatch, "a", before=before) == {}


@pytest.mark.parametrize("before", [None, RerunData(), RerunData(page_script_hash="a")])
def test_nothing_before_it_is_nothing_more(monkeypatch: pytest.MonkeyPatch, before: RerunData | None) -> None:
    assert asked(monkeypatch, "b", before=before) == {}
