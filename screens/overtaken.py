"""What someone did is kept when the next thing overtakes it, on a busy server where a run waits for its turn.

A browser that asks for another page no longer sends what stood on the last one. Streamlit stops a run for a newer request,
also one that did not begin yet, and then drops what that one brought: an answer, followed at once by "Volgend thema", would be
gone. So a newer request takes along what came with the one that it overtakes, and its run stores that first. And a page that
closes does not stop a run that brought something: it ends by itself.
"""

from __future__ import annotations

from typing import Final

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

PRESSED: Final = frozenset({"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"})
"""What a button sends. It holds for one run: once that began, it is not pressed again."""
MOST: Final = 500
"""Widgets that are taken along. No two pages have so many: only a script that sends what it likes does."""

_request_rerun = AppSession.request_rerun
_request_stop = AppSession.request_script_stop


def _with_choices(session: AppSession, asked: ClientState | None) -> None:
    """Take in a request. While a session has a runner, that is at work for the request before this one, or about to be."""
    runner = session._scriptrunner
    if runner is not None and asked is not None and not asked.fragment_id:  # Streamlit adds one for a part of the page to it
        _take_along(runner._requests, asked)
    _request_rerun(session, asked)


def _take_along(requests: ScriptRequests, asked: ClientState) -> None:
    with requests._lock:
        before = requests._rerun_data
        waits = requests._state is ScriptRequestType.RERUN
        if waits:
            requests._state = ScriptRequestType.STOP  # it never begins: what it brought happens once
    elsewhere = asked.page_script_hash != before.page_script_hash
    known = before.widget_states.widgets if before.widget_states is not None else ()
    if not (waits or elsewhere) or len(known) > MOST:
        return
    sent = {one.id for one in asked.widget_states.widgets}
    again = waits and not elsewhere  # a button of this page that nobody heard yet
    asked.widget_states.widgets.extend(
        one for one in known if one.id not in sent and (again or one.WhichOneof("value") not in PRESSED)
    )


def _stop_what_brings_nothing(session: AppSession) -> None:
    """The page is gone."""
    runner = session._scriptrunner
    brought = runner._requests._rerun_data.widget_states if runner is not None else None
    if brought is None or not brought.widgets:
        _request_stop(session)


def keep_choices() -> None:
    """Call once, when everything is loaded."""
    AppSession.request_rerun = _with_choices  # type: ignore[method-assign, assignment]
    AppSession.request_script_stop = _stop_what_brings_nothing  # type: ignore[method-assign, assignment]
