"""A choice is kept when the next page overtakes it.

A browser that asks for another page no longer sends what stood on the last one. Streamlit stops a run for a newer request,
also one that did not begin yet, and then drops what the last page held. On a busy server an answer, followed at once by
"Volgend thema", would be gone. So a request for another page takes along what came with the one that it overtakes: the run
that draws the new page stores it first.
"""

from __future__ import annotations

from typing import Final

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

PRESSED: Final = frozenset({"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"})
"""What a button sends. It holds for one run: it is not pressed again on the next page."""

_request_rerun = AppSession.request_rerun


def _with_choices(session: AppSession, asked: ClientState | None) -> None:
    """Take in a request. While a session has a runner, that is at work for the request before this one, or about to be."""
    runner = session._scriptrunner
    before = runner._requests._rerun_data if runner is not None else None
    known = before.widget_states if before is not None else None
    if asked is not None and before is not None and known is not None and asked.page_script_hash != before.page_script_hash:
        sent = {one.id for one in asked.widget_states.widgets}
        asked.widget_states.widgets.extend(
            one for one in known.widgets if one.id not in sent and one.WhichOneof("value") not in PRESSED
        )
    _request_rerun(session, asked)


def keep_choices() -> None:
    """Call once, when everything is loaded."""
    AppSession.request_rerun = _with_choices  # type: ignore[method-assign, assignment]
