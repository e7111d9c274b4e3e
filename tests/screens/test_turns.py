"""Runs take turns on threads that stay, none waits long, and nothing of a run is left behind for the next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.runtime.state import SafeSessionState, SessionState

from screens import turns
from screens.turns import AT_ONCE, Turns, take_turns
from tests.loops import finished

LONG = 30.0


class Run:
    """A session's runs, as far as a thread needs them."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._script_thread: threading.Thread | None = None
        self._run_script_thread = work


def let_run(shared: Turns, works: list[Callable[[], None]], until: Callable[[], None]) -> None:
    """Ask for these runs in order, and keep the loop going until `until` returns in a thread of its own."""

    async def go() -> None:
        for work in works:
            made: Any = Run(work)
            shared.ask(made, first=False)
        await asyncio.to_thread(until)

    finished(go())


def begin(begun: threading.Semaphore, count: int) -> None:
    for _ in range(count):
        assert begun.acquire(timeout=LONG)


def test_runs_take_turns() -> None:
    begun, end = threading.Semaphore(0), threading.Event()

    def work() -> None:
        begun.release()
        end.wait(LONG)

    def look() -> None:
        begin(begun, AT_ONCE)
        assert not begun.acquire(timeout=0.2)  # the others wait
        end.set()
        begin(begun, 7 - AT_ONCE)

    let_run(Turns(patience=LONG), [work] * 7, look)


def test_no_run_waits_longer_than_its_patience_for_others_that_are_slow() -> None:
    begun, end, again = threading.Semaphore(0), threading.Event(), threading.Semaphore(0)
    shared = Turns(patience=0.05)

    def work() -> None:
        begun.release()
        end.wait(LONG)

    def look() -> None:
        begin(begun, 7)
        end.set()

    let_run(shared, [work] * 7, look)
    let_run(shared, [again.release] * 3, lambda: begin(again, 3))
    assert not begun.acquire(timeout=0.1)  # each of them ran once
    assert len(shared._threads) == AT_ONCE


def test_who_is_at_work_goes_before_who_comes_in() -> None:
    order = list[str]()
    begun, ready = threading.Semaphore(0), threading.Event()

    def say(word: str) -> Callable[[], None]:
        return lambda: (order.append(word), begun.release())[1]

    async def go() -> None:
        shared = Turns(at_once=1, patience=LONG, at_the_door=LONG)
        asked: list[tuple[Callable[[], None], bool]] = [
            (lambda: ready.wait(LONG) and None, False),
            *((say(word), True) for word in ("new 1", "new 2")),
            *((say(word), False) for word in ("answer 1", "answer 2")),
        ]
        for work, first in asked:
            made: Any = Run(work)
            shared.ask(made, first=first)
        ready.set()
        await asyncio.to_thread(begin, begun, 4)

    finished(go())
    assert order == ["answer 1", "answer 2", "new 1", "new 2"]


def test_who_comes_in_does_not_wait_for_ever() -> None:
    begun, end = threading.Semaphore(0), threading.Event()

    async def go() -> None:
        shared = Turns(at_once=1, patience=LONG, at_the_door=0.05)
        slow: Any = Run(lambda: end.wait(LONG) and None)
        new: Any = Run(begun.release)
        shared.ask(slow, first=False)
        shared.ask(new, first=True)
        await asyncio.to_thread(begin, begun, 1)
        end.set()

    finished(go())


@pytest.mark.parametrize("mistake", [RuntimeError("a mistake"), SystemExit("a mistake")])
def test_a_run_that_fails_does_not_stop_the_next(mistake: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    begun = threading.Semaphore(0)

    def fails() -> None:
        raise mistake

    let_run(Turns(at_once=1, patience=LONG), [fails, begun.release], lambda: begin(begun, 1))
    assert [str(one.exc_value) for one in said] == ["a mistake"]


def test_a_run_finds_nothing_of_the_one_before_it_in_its_thread() -> None:
    mark: ContextVar[str] = ContextVar("mark", default="")
    found: list[tuple[str, bool, str]] = []
    begun = threading.Semaphore(0)

    def work() -> None:
        here = threading.current_thread()
        found.append((mark.get(), hasattr(here, SCRIPT_RUN_CONTEXT_ATTR_NAME), here.name))
        mark.set("of this run")
        setattr(here, SCRIPT_RUN_CONTEXT_ATTR_NAME, "of this run")
        begun.release()

    let_run(Turns(at_once=1, patience=LONG), [work, work], lambda: begin(begun, 2))
    assert found == [("", False, turns._NAME)] * 2


def test_a_run_knows_its_thread() -> None:
    known: list[bool] = []
    begun = threading.Semaphore(0)
    shared = Turns(at_once=1, patience=LONG)

    async def go() -> None:
        made: Any = Run(lambda: (known.append(made._script_thread is threading.current_thread()), begun.release())[1])
        shared.ask(made, first=False)
        await asyncio.to_thread(begin, begun, 1)

    finished(go())
    assert known == [True]


def runner(kept: dict[str, object] | None = None, kind: type[ScriptRunner] = ScriptRunner) -> ScriptRunner:
    """Of a session that has kept this."""
    made = object.__new__(kind)
    state = SessionState()
    for key, value in (kept or {}).items():
        state[key] = value
    made._script_thread = None
    made._session_state = SafeSessionState(state, lambda: None)
    return made


def test_only_the_runs_of_a_server_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    own, queued = list[object](), list[object]()
    monkeypatch.setattr(ScriptRunner, "start", own.append)
    shared = Turns()
    monkeypatch.setattr(shared, "ask", lambda one, *, first: queued.append((one, first)))
    take_turns(shared)

    class OfATest(ScriptRunner):
        pass

    new, known, test = runner(), runner({"paginas": {}}), runner(kind=OfATest)
    new.start()
    known.start()
    test.start()
    new._script_thread = threading.current_thread()
    new.start()  # a second time
    assert (queued, own) == ([(new, True), (known, False)], [test, new])


def test_a_session_is_known_after_its_first_run() -> None:
    made = runner({"paginas": {}})
    made._session_state.on_script_will_rerun(WidgetStates())
    assert not turns._is_first(made)
