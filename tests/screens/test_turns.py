"""Runs take turns on threads that stay, none waits long, and nothing of a run is left behind for the next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME

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
            shared.ask(made)
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


def test_a_run_that_fails_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    begun = threading.Semaphore(0)

    def fails() -> None:
        raise RuntimeError("a mistake")

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
        shared.ask(made)
        await asyncio.to_thread(begin, begun, 1)

    finished(go())
    assert known == [True]


def test_only_the_runs_of_a_server_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    own, queued = list[object](), list[object]()
    monkeypatch.setattr(ScriptRunner, "start", own.append)
    shared = Turns()
    monkeypatch.setattr(shared, "ask", queued.append)
    take_turns(shared)

    class OfATest(ScriptRunner):
        pass

    plain, test = object.__new__(ScriptRunner), object.__new__(OfATest)
    plain._script_thread = test._script_thread = None
    plain.start()
    test.start()
    plain._script_thread = threading.current_thread()
    plain.start()  # a second time
    assert (queued, own) == ([plain], [test, plain])
