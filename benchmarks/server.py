"""The running app: an answer, a second start, memory at rest, and the report beside the browser's own printing."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.engine import report_ms
from benchmarks.measure import Measured, cpu_seconds, median_ms, memory
from tests.browser.chromium import launch
from tests.browser.server import Server, free_port
from tests.browser.visitor import QUESTIONNAIRE, Visitor

ANSWERS = 90
REST = 5.0  # seconds


def server_figures() -> list[Measured]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            return [_answers(browser), _report(browser), _second_start(), _at_rest()]
        finally:
            browser.close()


def _answers(browser: Browser) -> Measured:
    """Processor time of the server per answer on a theme page, stored each time."""
    ours = _cpu_per_answer(browser)
    default = _cpu_per_answer(browser, STREAMLIT_RUNNER_POST_SCRIPT_GC="true")
    return Measured("één antwoord, opgeslagen (processortijd)", ours, 8, "met Streamlits opruiming na elke run", default)


def _cpu_per_answer(browser: Browser, **environment: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), **environment).start()
        try:
            visitor = Visitor(browser.new_page(), server.url).begin("Tilburg")
            first = QUESTIONNAIRE.themes[0].questions
            for question in first:
                visitor.answer(question.id, 5)
            assert server.process is not None
            before = cpu_seconds(server.process.pid)
            for _, (question, level) in zip(
                range(ANSWERS), itertools.cycle(itertools.product(first, (1, 2, 3, 4))), strict=False
            ):
                visitor.answer(question.id, level)
                visitor.expect_chosen(question.id, level - 1)
                visitor.rest()
            return 1000 * (cpu_seconds(server.process.pid) - before) / ANSWERS
        finally:
            server.stop()


def _report(browser: Browser) -> Measured:
    """A warm report beside Chromium, already running, printing a static page with the same number of words."""
    page = browser.new_page()
    words = " ".join(f"{q.text} {' '.join(q.levels.values())}" for q in QUESTIONNAIRE.questions)
    page.set_content(f"<html lang=nl><body style='font:11pt sans-serif'><h1>Verslag</h1><p>{words}</p>")
    theirs = median_ms(lambda _: page.pdf(tagged=True), 20)
    return Measured("het verslag als PDF, warm", report_ms(), 120, "Chromium print alleen de tekst van de vragen", theirs)


class _AsTold(Server):
    """Started by the command that the README gives."""

    @property
    def command(self) -> list[str]:
        return ["make", "--no-print-directory", "run", f"PORT={self.port}"]


def _second_start() -> Measured:
    """From `make run` to the first page, with everything installed and compiled, beside an empty Streamlit app."""
    with tempfile.TemporaryDirectory() as folder:

        def ours(number: int) -> None:
            server = _AsTold(Path(folder) / "data")
            server.start()
            _get(server.url)
            server.stop()

        def empty(number: int) -> None:
            with _empty(Path(folder) / "leeg.py"):
                pass

        return Measured("tweede start tot de eerste pagina", _only_start(ours), 3000, "lege Streamlit-app", _only_start(empty))


def _only_start(start: Callable[[int], None]) -> float:
    return median_ms(start, 5)


def _at_rest() -> Measured:
    """Memory of a process that nobody visited yet, five seconds after its start."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        try:
            time.sleep(REST)
            assert server.process is not None
            ours = memory(server.process.pid)[0] / 1e6
        finally:
            server.stop()
        with _empty(Path(folder) / "leeg.py") as process:
            time.sleep(REST)
            theirs = memory(process.pid)[0] / 1e6
    return Measured("geheugen in rust, 5 s na de start", ours, 150, "lege Streamlit-app", theirs, "MB")


@contextmanager
def _empty(script: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An empty Streamlit app that answers."""
    script.write_text("import streamlit as st\nst.title('leeg')\n")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=script.parent) as process:
        while True:
            try:
                _get(f"http://127.0.0.1:{port}")
                break
            except OSError:
                time.sleep(0.02)
        yield process
        process.terminate()


def _get(url: str) -> None:
    with urllib.request.urlopen(url, timeout=10) as answer:
        answer.read()
