"""A participant who stays from the first page to the last: the phone follows the phase of the workshop by itself."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from benchmarks.load.people import STAND, STORED, Log, Participant, Person, Workshop
from benchmarks.load.plain_http import Http
from benchmarks.load.wire import AppFault, Client, Lost
from screens.questions import OPTIONS

REFRESH = "ververs"
GONE = "verbinding vanzelf weg"


@dataclass
class Kept:
    """What was shown as stored: answers, votes of the second round (by the first response) and dots. `seen` counts the rest."""

    answers: Log = field(default_factory=Log)
    votes: Log = field(default_factory=Log)
    dots: Log = field(default_factory=Log)
    errors: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def confirmed(self) -> int:
        return sum(len(values) for log in (self.answers, self.votes, self.dots) for values in log.confirmed.values())

    def fault(self, where: str, error: Exception) -> None:
        self.errors.append(f"{where}: {type(error).__name__}: {error}"[:400])


async def follow(client: Client, who: str, moved: asyncio.Event) -> None:
    """Keep one request open, as the own script does, and say when the workshop moved on: the page must be drawn again."""
    http = Http(client.address, client.cookies)
    try:
        while True:
            stand = next((found[1] for text in client.screen.texts() if (found := STAND.search(text))), None)
            if stand is None or moved.is_set():
                await asyncio.sleep(0.3)
                continue
            try:
                answer = await http.get(f"/stand?na={stand}&wie={who}")
                if json.loads(answer.body)["stand"] != int(stand):
                    moved.set()
            except OSError:
                await asyncio.sleep(1)
    finally:
        http.close()


async def back(client: Client) -> bool:
    """As a page does whose line is gone, after a second; False where it has to be opened anew."""
    await asyncio.sleep(1)
    try:
        await client.reconnect(resend=True)
    except (Lost, OSError, AppFault):
        return False
    return True


class Phone(Participant):
    """`think`: seconds per answer, on average. About one in three reloads the page or loses the line once."""

    def __init__(self, address: str, person: Person, group: Workshop, kept: Kept, think: float) -> None:
        super().__init__(address, person, group, kept.answers, seed=person.response)
        self.kept, self.think = kept, think
        self.moved = asyncio.Event()
        self.upset = self.random.randint(3, 8) if self.random.random() < 0.35 else 0

    async def _poll(self) -> None:
        await follow(self.client, "deelnemer", self.moved)

    async def live(self) -> None:
        """Until cancelled. What goes wrong is written down, and the page opened again."""
        opened = False
        while True:
            try:
                if not opened:
                    await self.open()
                    opened = True
                await self._turn()
            except Lost:  # the page comes back by itself
                self.kept.seen[GONE] += 1
                opened = await back(self.client)
            except (OSError, AppFault, KeyError) as error:
                there = " | ".join(self.client.screen.texts())[-200:]
                self.kept.fault("deelnemer", RuntimeError(f"{type(error).__name__}: {error}; op de pagina: {there}"))
                opened = False
                await asyncio.sleep(1)

    async def leave(self) -> None:
        """Most people close the page; the line of some is simply gone."""
        if self.random.random() < 0.8:
            await self.client.close()
        await super().leave()

    async def _turn(self) -> None:
        if self.moved.is_set():
            await asyncio.sleep(self.random.uniform(0, 0.3) * self.think)
            await self.client.press(REFRESH)
            self.moved.clear()
            return
        keys = [shown.key for shown in self.client.screen.widgets()]
        if any(key.startswith("antwoord-") for key in keys):
            await self._each(self.questions(), self._answer)
            await self._press(next((key for key in keys if key.startswith("volgend-")), None))
        elif "klaar-ronde-2" in keys:
            await self._each(self.questions(), self._vote)
            await self._press("klaar-ronde-2")
        elif "klaar-kiezen" in keys:
            await self._each([key for key in keys if key.startswith("stip-")], self._dot, most=1)
            await self._press("klaar-kiezen")
        elif "klaar" in keys:
            await self._press("klaar")
        else:
            await self._pause(5)

    async def _pause(self, seconds: float) -> bool:
        """True where the workshop moved on meanwhile. Raises Lost where the line breaks."""
        waiting = asyncio.create_task(self.moved.wait())
        resting = asyncio.create_task(self.client.rest(seconds))
        try:
            await asyncio.wait((waiting, resting), return_when=asyncio.FIRST_COMPLETED)
            if resting.done():
                resting.result()
        finally:
            waiting.cancel()
            resting.cancel()
        return self.moved.is_set()

    async def _each(self, keys: list[str], act: Callable[[str], Awaitable[None]], most: int = 99) -> None:
        chosen = self.random.sample(keys, min(most, len(keys))) if most < len(keys) else keys
        for key in chosen:
            if await self._pause(self.random.uniform(0.2, 1.8) * self.think):
                return
            await act(key)
            self.upset -= 1
            if self.upset == 0:
                await self._come_back()

    async def _come_back(self) -> None:
        if self.random.random() < 0.5:
            self.kept.seen["herladen"] += 1
            await self.open()
        else:
            self.kept.seen["verbinding weg en terug"] += 1
            await self.client.drop()
            await asyncio.sleep(self.random.uniform(0.2, 3))
            await self.client.reconnect(resend=True)

    async def _press(self, key: str | None) -> None:
        if key is not None and not self.moved.is_set() and any(shown.key == key for shown in self.client.screen.widgets()):
            await self.client.press(key)

    async def _answer(self, key: str) -> None:
        if not self._there(key):
            return
        count = len(self.kept.answers.errors)
        try:
            await self.answer(key)
        except KeyError:
            if self._there(key):
                raise
            self.kept.seen["te laat: de vragen waren gesloten"] += 1
        for fault in self.kept.answers.errors[count:]:
            self.kept.errors.append(fault)

    async def _vote(self, key: str) -> None:
        """Another answer than in the first round; half of the people leave theirs."""
        if self.random.random() < 0.5 or not self._there(key):
            return
        shown = self.client.value(key)
        options = list(self.client.screen.widget(key).body.options)
        place = self.random.choice([number for number in range(len(options)) if options[number] != shown])
        at = (self.person.response, key.removeprefix(f"stem-{self.person.response}-"))
        self.kept.votes.unsure.setdefault(at, []).append(OPTIONS[place])
        outcome = await self.client.choose(key, place, STORED)
        if outcome.shown is not None:
            self.kept.votes.confirm(at, OPTIONS[place])
        else:
            self._not_shown(key)

    async def _dot(self, key: str) -> None:
        if not self._there(key):
            return
        count = self.random.randint(1, 3)
        at = (self.person.response, key.removeprefix(f"stip-{self.person.response}-"))
        self.kept.dots.unsure.setdefault(at, []).append(count)
        await self.client.choose(key, count)
        if any("Opgeslagen." in text for text in self.client.screen.texts()):
            self.kept.dots.confirm(at, count)
        else:
            self._not_shown(key)

    def _not_shown(self, key: str) -> None:
        if self._there(key):
            self.kept.errors.append(f"niet als opgeslagen getoond: {key}")
        else:
            self.kept.seen["te laat: de ronde was gesloten"] += 1

    def _there(self, key: str) -> bool:
        return any(shown.key == key for shown in self.client.screen.widgets())
