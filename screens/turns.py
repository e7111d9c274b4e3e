"""The runs of all sessions take turns on threads that stay.

Streamlit starts a thread for every run, and its loop stands still until that thread has begun. With hundreds of people that
is hundreds of threads, most of which only wait. Here a run waits in a queue, and a thread that has nothing to do takes it.
Who is at work goes before who comes in: a page that opens a moment later is no answer that seems lost.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextvars import Context
from queue import SimpleQueue
from typing import Final

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME

AT_ONCE: Final = 2
"""Runs that work at the same time. Python does one thing at a time: with more, each is ready later, and none sooner.
Two, so that one that waits for the disk or makes a report leaves room."""
PATIENCE: Final = 1.0
"""Seconds that a run waits for its turn before it starts anyhow: no slow page or database keeps the others out."""
AT_THE_DOOR: Final = 3.0
"""The same for the first run of a visitor. Hundreds who come in at once wait for each other: started anyhow, all of them would
work at the same time, and each be ready later."""
_NAME: Final = "ScriptRunner.scriptThread"

Turn = list[ScriptRunner]
"""A run that waits; empty when somebody took it."""


class Turns:
    """Who works, and who waits."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE, at_the_door: float = AT_THE_DOOR) -> None:
        self._at_once, self._patience, self._at_the_door = at_once, patience, at_the_door
        self._inside: deque[Turn] = deque()
        self._coming_in: deque[Turn] = deque()
        self._bell: SimpleQueue[None] = SimpleQueue()
        """Rings once for every turn in a row."""
        self._threads: list[threading.Thread] = []

    def ask(self, runner: ScriptRunner, *, first: bool) -> None:
        """Let the runs of a session begin when it is their turn; `first`: it had none yet. Called on the loop of the server."""
        while len(self._threads) < self._at_once:
            self._threads.append(_begin(self._work))
        turn = [runner]
        (self._coming_in if first else self._inside).append(turn)
        self._bell.put(None)
        patience = self._at_the_door if first else self._patience
        asyncio.get_running_loop().call_later(patience, self._too_late, turn)

    def _too_late(self, turn: Turn) -> None:
        if turn:
            _begin(lambda: _take(turn))

    def _work(self) -> None:
        while True:
            self._bell.get()
            _take(self._next())

    def _next(self) -> Turn:
        try:
            return self._inside.popleft()
        except IndexError:
            return self._coming_in.popleft()


def _begin(work: Callable[[], None]) -> threading.Thread:
    made = threading.Thread(target=work, name=_NAME, daemon=True)  # a run that hangs does not keep the process alive
    made.start()
    return made


def _take(turn: Turn) -> None:
    """The runs of a session, as in a thread of their own, unless another thread has taken them."""
    try:
        runner = turn.pop()
    except IndexError:
        return
    here = threading.current_thread()
    runner._script_thread = here
    try:
        Context().run(runner._run_script_thread)
    except BaseException:  # as where a thread ends: Python says it, and the next run goes on
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), here)))
    finally:
        here.__dict__.pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)  # else a session that ended stays in memory


def _is_first(runner: ScriptRunner) -> bool:
    """Whether its session has kept nothing yet: every run of the app keeps something."""
    state = runner._session_state._state
    return not (state._old_state or state._new_session_state)


def take_turns(turns: Turns | None = None) -> None:
    """Call once, when everything is loaded."""
    turns = turns or Turns()
    begin = ScriptRunner.start

    def start(runner: ScriptRunner) -> None:
        if type(runner) is not ScriptRunner or runner._script_thread is not None:
            begin(runner)  # one of a test without a server, or a mistake: Streamlit says so
        else:
            turns.ask(runner, first=_is_first(runner))

    ScriptRunner.start = start  # type: ignore[method-assign, assignment]
