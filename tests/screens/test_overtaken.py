"""A newer request brings what the one before it brought and nobody heard yet, newer values first, each button once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.app_session import AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType

from screens import overtaken
from screens.overtaken import MOST

BEFORE = (
    WidgetState(id="note", string_value="old"),
    WidgetState(id="level", int_value=3),
    WidgetState(id="go", trigger_value=True),
)


class Session:
    """What Streamlit's own `AppSession.request_rerun` needs of a session. `begun`: what its runners were made for."""

    _state = AppSessionState.APP_IS_RUNNING

    def __init__(self) -> None:
        self._scriptrunner: Any = None
        self.runners: list[ScriptRequests] = []

    def _create_scriptrunner(self, data: RerunData) -> None:
        requests = ScriptRequests()
        requests.request_rerun(data)
        self.runners.append(requests)
        self._scriptrunner = SimpleNamespace(
            _requests=requests, request_stop=requests.request_stop, request_rerun=requests.request_rerun
        )

    def has_fragment(self, name: str) -> bool:
        return True

    def ask(self, page: str, *states: WidgetState, fragment: str = "") -> None:
        asked = ClientState(page_script_hash=page, widget_states=WidgetStates(widgets=states), fragment_id=fragment)
        overtaken._with_choices(self, asked)  # type: ignore[arg-type]

    def begin(self) -> dict[str, object]:
        """The runner begins, as a thread does that takes its turn: what it finds, by widget."""
        found = self.runners[-1].on_scriptrunner_ready()
        assert found.type is ScriptRequestType.RERUN
        states = found.rerun_data.widget_states
        return {one.id: getattr(one, one.WhichOneof("value") or "") for one in (states.widgets if states else ())}


@pytest.fixture
def session() -> Session:
    return Session()


def test_another_page_takes_along_what_stood_on_the_last_one(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.begin()
    session.ask("b")
    assert session.begin() == {"note": "old", "level": 3}


def test_what_is_newer_wins(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.begin()
    session.ask("b", WidgetState(id="note", string_value="new"))
    assert session.begin() == {"note": "new", "level": 3}


def test_a_page_at_work_sends_all_that_it_holds_by_itself(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.begin()
    session.ask("a", WidgetState(id="level", int_value=4))
    assert session.begin() == {"level": 4}


def test_a_button_that_nobody_heard_yet_is_pressed_when_its_page_refreshes(session: Session) -> None:
    """A phone presses "Volgend thema", and before its turn comes it asks for the news of its facilitator."""
    session.ask("a", *BEFORE)
    session.ask("a", WidgetState(id="ververs", trigger_value=True))
    assert session.begin() == {"note": "old", "level": 3, "go": True, "ververs": True}
    assert session.runners[0].on_scriptrunner_ready().type is ScriptRequestType.STOP  # and not a second time


def test_a_button_is_not_pressed_on_another_page(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.ask("b")
    assert session.begin() == {"note": "old", "level": 3}


def test_a_page_that_is_asked_for_twice_brings_it_still(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.ask("b")
    session.ask("b")
    assert session.begin() == {"note": "old", "level": 3}


def test_a_part_of_the_page_is_left_to_streamlit(session: Session) -> None:
    session.ask("a", *BEFORE)
    session.ask("a", WidgetState(id="level", int_value=5), fragment="part")
    assert len(session.runners) == 1
    assert session.begin()["level"] == 5


def test_what_is_taken_along_does_not_grow_without_end(session: Session) -> None:
    for number in range(20):
        session.ask("ab"[number % 2], *(WidgetState(id=f"{number}-{one}", int_value=1) for one in range(100)))
    assert len(session.begin()) <= MOST + 100


def test_nothing_before_it_is_nothing_more(session: Session) -> None:
    session.ask("a")
    assert session.begin() == {}
    overtaken._with_choices(session, None)  # type: ignore[arg-type]
    session.ask("b")
    assert session.begin() == {}


def test_an_answer_is_stored_when_its_page_closes_before_its_turn(session: Session) -> None:
    session.ask("a", *BEFORE)
    overtaken._stop_what_brings_nothing(session)  # type: ignore[arg-type]
    assert session.begin() == {"note": "old", "level": 3, "go": True}


def test_what_brings_nothing_stops_with_its_page(session: Session) -> None:
    session.ask("a")
    overtaken._stop_what_brings_nothing(session)  # type: ignore[arg-type]
    assert session.runners[0].on_scriptrunner_ready().type is ScriptRequestType.STOP
