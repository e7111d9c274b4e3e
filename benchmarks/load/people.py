"""Participants and facilitators: made in the store before the run, then acting as people do on their phones."""

from __future__ import annotations

import asyncio
import random
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load.plain_http import Http
from benchmarks.load.screen import Screen
from benchmarks.load.wire import Client, Lost, Outcome, says
from questionnaire import load
from questionnaire.answers import Value
from screens import context, cookies, pages
from screens.questions import OPTIONS
from storage import Store, new_token, tables
from storage.database import writing
from storage.values import answer_row, utc_now

STORED = says("Opgeslagen")
READY = re.compile(r'data-klaar="(\d+)"')
STAND = re.compile(r'class="stand" hidden data-na="(\d+)"')
GROUP = 60
"""People per workshop, at most."""


@dataclass
class Person:
    """A participant as the store made it. `last`: the only question without an answer yet ("" where all are open)."""

    token: str
    workshop: int
    response: int
    last: str = ""


@dataclass
class Workshop:
    """`ready` holds the moments at which a person's last answer was shown as stored, in order."""

    id: int
    token: str
    people: list[Person] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)


def gather(store: Store, people: int, *, nearly_done: int = 0, seed: int = 1, group: int = GROUP) -> list[Workshop]:
    """Workshops in the phase "answering" with `people` participants in all, `group` in each.

    In the first `nearly_done` workshops everyone has one open question, somewhere in the first three themes: those
    people become ready during a run, and answer the other questions anew.
    """
    questionnaire, chosen = load().questionnaire, random.Random(seed)
    ids = [question.id for question in questionnaire.questions]
    groups: list[Workshop] = []
    for place in range(-(-people // group)):
        token = new_token()
        opened = store.workshops.open(
            token, questionnaire, municipality="Goes", size=None, scope="all", questions=ids, today=context.today()
        )
        made = Workshop(opened.id, token)
        tokens = [new_token() for _ in range(min(group, people - group * place))]
        joined = [store.participants.join(opened.join_code or "", one, None) for one in tokens]
        store.workshops.move(opened.id, "waiting", "answering")
        rows: list[dict[str, Any]] = []
        for one, found in zip(tokens, joined, strict=True):
            last = chosen.choice(ids[:9]) if place < nearly_done else ""
            if last:
                rows += [answer_row(found.response_id, id, 3, None, utc_now()) for id in ids if id != last]
            made.people.append(Person(one, opened.id, found.response_id, last))
        if rows:
            with writing(store._engine) as connection:  # at once: one by one takes a minute
                connection.execute(tables.answer.insert(), rows)
        groups.append(made)
    return groups


@dataclass
class Log:
    """What was measured. Latencies in seconds; `confirmed` holds per (response, question) the values shown as stored."""

    answers: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    confirmed: dict[tuple[int, str], list[Value]] = field(default_factory=dict)
    unsure: dict[tuple[int, str], list[Value]] = field(default_factory=dict)
    """Sent after the last confirmed value, and never shown as stored: may or may not be there."""
    measuring: bool = False

    def confirm(self, place: tuple[int, str], value: Value) -> None:
        self.confirmed.setdefault(place, []).append(value)
        self.unsure.pop(place, None)


class Participant:
    """A phone. `act` answers question after question, theme after theme, until told to stop."""

    def __init__(
        self, address: str, person: Person, group: Workshop, log: Log, seed: int, secure: ssl.SSLContext | None = None
    ) -> None:
        self.person, self.group, self.log = person, group, log
        self.client = Client(address, {cookies.PARTICIPANT: person.token}, secure=secure)
        self.random = random.Random(seed)
        self.poll: asyncio.Task[None] | None = None

    async def open(self) -> Outcome:
        """Open the page, and keep asking whether the workshop moved on, as the own script does."""
        outcome = await self.client.open(pages.WORKSHOP)
        if self.poll is None:
            self.poll = asyncio.create_task(self._poll())
        return outcome

    async def leave(self) -> None:
        if self.poll is not None:
            self.poll.cancel()
            await asyncio.gather(self.poll, return_exceptions=True)
        await self.client.drop()

    async def _poll(self) -> None:
        http = Http(self.client.address, self.client.cookies, secure=self.client.secure)
        try:
            while True:
                stand = next((found[1] for text in self.client.screen.texts() if (found := STAND.search(text))), None)
                if stand is None:
                    await asyncio.sleep(0.5)
                    continue
                try:
                    await http.get(f"/stand?na={stand}&wie=deelnemer")
                except OSError:  # the server is away: the own script waits and asks again
                    await asyncio.sleep(1)
        finally:
            http.close()

    def questions(self) -> list[str]:
        """Keys of the radio groups on this page, from top to bottom."""
        radios = [shown for shown in self.client.screen.widgets() if shown.kind == "radio"]
        return [shown.key for shown in sorted(radios, key=lambda shown: shown.path)]

    async def answer(self, key: str) -> bool:
        """Choose another option of a question than the one that shows. True: it was seen to be stored."""
        shown = self.client.value(key)
        options = list(self.client.screen.widget(key).body.options)
        place = self.random.choice([number for number in range(len(options)) if options[number] != shown])
        question = key.removeprefix(f"antwoord-{self.person.response}-")
        at = (self.person.response, question)
        value: Value = OPTIONS[place]
        self.log.unsure.setdefault(at, []).append(value)
        outcome = await self.client.choose(key, place, STORED)
        if outcome.shown is None:
            said = [text[:90] for text in self.client.screen.beside(key) if "<p class=" in text]
            self.log.errors.append(f"not shown as stored: {key}: {said}")
            return False
        self.log.confirm(at, value)
        if question == self.person.last:
            self.group.ready.append(time.perf_counter() - outcome.finished + outcome.shown)
            self.person.last = ""
        if self.log.measuring:
            self.log.answers.append(outcome.shown)
        return True

    async def onward(self) -> None:
        """The next theme; after the last one, from the start again."""
        button = next((w.key for w in self.client.screen.widgets() if w.key.startswith("volgend-")), "nakijken")
        outcome = await self.client.press(button)
        if self.log.measuring:
            self.log.steps.append(outcome.finished)

    async def act(self, think: Callable[[random.Random], float], stop: float) -> None:
        """Until `stop` (perf_counter): think, answer; after the questions of a theme go on."""
        await asyncio.sleep(self.random.random() * think(self.random))
        try:
            while True:
                for key in self.questions():
                    await asyncio.sleep(think(self.random))
                    if time.perf_counter() > stop:
                        return
                    await self.answer(key)
                await self.onward()
        except (Lost, RuntimeError, KeyError, OSError) as error:
            self.log.errors.append(f"{type(error).__name__}: {error}")


class Facilitator:
    """A facilitator's screen, which refreshes by itself. Notes when people who became ready are counted on it."""

    def __init__(self, address: str, group: Workshop, log: Log, secure: ssl.SSLContext | None = None) -> None:
        self.group, self.log, self.counted = group, log, 0
        self.client = Client(address, {cookies.FACILITATOR: group.token}, secure=secure)

    async def act(self, stop: float) -> None:
        """Until `stop` (perf_counter): refresh as often as the page says."""
        try:
            await self.client.open(pages.LEAD)
            due = time.perf_counter()
            while (due := due + next(iter(self.client.auto_rerun.values()))) < stop:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await self.look()
        except (Lost, RuntimeError, StopIteration, OSError) as error:
            self.log.errors.append(f"screen: {type(error).__name__}: {error}")

    async def look(self) -> None:
        """One refresh of the open page."""
        await self.client.refresh(next(iter(self.client.auto_rerun)))
        self._count(self.client.screen)

    def _count(self, screen: Screen) -> None:
        now = time.perf_counter()
        for text in screen.texts():
            if found := READY.search(text):
                ready = int(found[1])
                self.log.seen += [now - moment for moment in self.group.ready[self.counted : ready]]
                self.counted = max(self.counted, ready)


def around(mean: float) -> Callable[[random.Random], float]:
    """Think times spread evenly between 0.2 and 1.8 times `mean` seconds."""
    return lambda chosen: chosen.uniform(0.2, 1.8) * mean
