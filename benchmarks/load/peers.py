"""Other ways to ask the same 36 questions, one a page: oTree 6, and a plain form. Each in its own environment and process."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.load.plain_http import Answer, Http
from benchmarks.measure import cpu_seconds
from questionnaire import load
from questionnaire.models import LEVELS
from tests.browser.server import ROOT, free_port

HERE, BUILD = Path(__file__).parent, ROOT / "build" / "peers"
TOKEN = re.compile(r'name="csrftoken" value="(\d+)"')
APART = (("unknown", "Weet ik niet"), ("not_applicable", "Niet van toepassing"))

SETTINGS = """
SESSION_CONFIGS = [dict(name="zelfscan", app_sequence=["zelfscan"], num_demo_participants=1)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1, participation_fee=0, doc="")
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = "nl"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = False
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = None
DEMO_PAGE_INTRO_HTML = ""
SECRET_KEY = "only-for-a-measurement"
"""
APP = """
from otree.api import *
import json, pathlib

ASKED = json.loads((pathlib.Path(__file__).parents[1] / "questions.json").read_text("utf-8"))


class C(BaseConstants):
    NAME_IN_URL = "zelfscan"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    pass
"""
FIELD = (
    "    {name} = models.StringField(label=ASKED[{place}]['text'], choices=ASKED[{place}]['options'], widget=widgets.RadioSelect)"
)
PAGE = """
class {title}(Page):
    form_model = "player"
    form_fields = ["{name}"]
    template_name = "zelfscan/Vraag.html"
"""
TEMPLATE = "{{ block title }}Vraag{{ endblock }}{{ block content }}{{ formfields }}{{ next_button }}{{ endblock }}"


def questions() -> list[dict[str, object]]:
    """The 36 questions with their levels and the two answers beside those."""
    apart = [[value, text] for value, text in APART]
    return [
        {"id": q.id, "text": q.text, "options": [[str(n), q.levels[n]] for n in LEVELS] + apart}
        for q in load().questionnaire.questions
    ]


def _app(count: int) -> str:
    """The oTree app: a field and a page for each question."""
    fields = [FIELD.format(name=f"q{place + 1}", place=place) for place in range(count)]
    pages = [PAGE.format(title=f"Q{place + 1}", name=f"q{place + 1}") for place in range(count)]
    sequence = ", ".join(f"Q{place + 1}" for place in range(count))
    return "\n".join([APP.rstrip().removesuffix("    pass"), *fields, *pages, f"page_sequence = [{sequence}]", ""])


def environment(name: str) -> Path:
    """The folder of programs of a peer, installed from its lock file where it is missing."""
    folder, lock = BUILD / f"{name}-venv", HERE / f"peers-{name}.lock"
    done = folder / "installed"
    if not done.exists() or done.read_bytes() != lock.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install: list[str | Path] = [folder / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
        shutil.copy(lock, done)
    return folder / "bin"


class Peer:
    """A server that is started and driven. `people` are the addresses of the participants' first pages."""

    name: str
    people: Sequence[str]

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, count: int) -> None:
        raise NotImplementedError

    def form(self, page: Answer, value: str) -> dict[str, str]:
        raise NotImplementedError

    def _spawn(self, command: Sequence[str | Path], **extra: str) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, **extra}, stdout=log, stderr=log, start_new_session=True
            )

    def cpu(self) -> float:
        assert self.process is not None
        return cpu_seconds(self.process.pid)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


class FlaskForm(Peer):
    name = "formulier met Flask"

    def start(self, count: int) -> None:
        (self.folder / "questions.json").write_text(json.dumps(questions()), "utf-8")
        script = [environment("flask") / "python", HERE / "flask_form.py"]
        self._spawn([*script, str(self.port), "answers.sqlite", "questions.json"])
        self.people = [f"/p{number}/1" for number in range(count)]

    def form(self, page: Answer, value: str) -> dict[str, str]:
        return {"answer": value}


class OTree(Peer):
    name = "oTree 6"

    def start(self, count: int) -> None:
        (self.folder / "zelfscan").mkdir()
        (self.folder / "questions.json").write_text(json.dumps(questions()), "utf-8")
        (self.folder / "settings.py").write_text(SETTINGS, "utf-8")
        (self.folder / "_static").mkdir()
        (self.folder / "zelfscan" / "__init__.py").write_text(_app(len(questions())), "utf-8")
        (self.folder / "zelfscan" / "Vraag.html").write_text(TEMPLATE, "utf-8")
        programs = environment("otree")
        path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "OTREE_PRODUCTION": "1"}
        for command in (["resetdb", "--noinput"], ["create_session", "zelfscan", str(count)]):
            made = subprocess.run(
                [programs / "otree", *command], cwd=self.folder, env={**os.environ, **path}, capture_output=True, text=True
            )
            if made.returncode:
                raise RuntimeError(made.stdout + made.stderr)
        with sqlite3.connect(self.folder / "db.sqlite3") as database:
            codes = database.execute("SELECT code FROM otree_participant ORDER BY id").fetchall()
        self.people = [f"/InitializeParticipant/{code}" for (code,) in codes]
        # prodserver1of2 is the web server in one process; its second half only enforces time limits, which we have none of.
        self._spawn([programs / "otree", "prodserver1of2", f"127.0.0.1:{self.port}"], **path)

    def form(self, page: Answer, value: str) -> dict[str, str]:
        text = page.body.decode()
        field = re.search(r'name="(q\d+)"', text)
        token = TOKEN.search(text)
        if field is None:
            raise EOFError("all questions are answered")
        return {field[1]: value, **({"csrftoken": token[1]} if token else {})}


async def drive(peer: Peer, think: Callable[[random.Random], float], seconds: float) -> tuple[float, int, list[float], list[str]]:
    """Everyone answers page after page for `seconds`, after 3 that do not count.

    Returns ms of processor time per answer, the number of answers, seconds from sending to the next page, and errors.
    An answer counts when its next page has come: a server that cannot keep up is charged for what it finished.
    """
    times: list[float] = []
    errors: list[str] = []
    visitors = [Http(peer.address) for _ in peer.people]
    pages = []
    for _ in range(200):
        try:
            pages.append(await visitors[0].get(peer.people[0]))
            break
        except OSError:
            await asyncio.sleep(0.1)
    for visitor, path in zip(visitors[1:], peer.people[1:], strict=True):
        pages.append(await visitor.get(path))
    begin = time.perf_counter() + 3
    stop = begin + seconds

    async def act(visitor: Http, page: Answer, seed: int) -> None:
        chosen = random.Random(seed)
        await asyncio.sleep(chosen.random() * think(chosen))
        try:
            while time.perf_counter() < stop:
                sent = time.perf_counter()
                form = peer.form(page, str(chosen.randint(1, 5)))
                page = await visitor.post(page.path, form)
                times.append(time.perf_counter() - sent)
                await asyncio.sleep(think(chosen))
        except EOFError:
            return
        except OSError as error:
            errors.append(str(error))

    acting = [asyncio.create_task(act(visitor, page, n)) for n, (visitor, page) in enumerate(zip(visitors, pages, strict=True))]
    await asyncio.sleep(begin - time.perf_counter())
    before, done = peer.cpu(), len(times)
    await asyncio.sleep(seconds)
    used, count = peer.cpu() - before, len(times) - done
    times = times[done:]
    await asyncio.gather(*acting)
    for visitor in visitors:
        visitor.close()
    return 1000 * used / max(count, 1), count, times, errors
