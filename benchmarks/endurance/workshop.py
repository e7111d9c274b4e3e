"""One workshop from its opening to its report: a facilitator with two screens, and thirty people with phones."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import timedelta
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.endurance.phone import GONE, REFRESH, Kept, Phone, back, follow
from benchmarks.load.app_server import AppServer
from benchmarks.load.people import Person, Workshop
from benchmarks.load.plain_http import Http
from benchmarks.load.wire import AppFault, Client, Lost
from questionnaire import load
from report.paper import ALL, SHORT, question_sets
from screens import context, cookies, pages
from storage import Commitment, Store

PEOPLE, THINK = 30, 7.0
LOOK = 2.0
"""Seconds between two refreshes of the facilitator's page."""
PLACES = ("Goes", "Ede", "Tilburg", "Zwolle", "Almere", "Venlo", "Assen", "Breda")


class Desk(Client):
    """A browser of the facilitator. `moved` as for a phone; `press` waits for the end of the run."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(address, {cookies.FACILITATOR: token})
        self.moved = asyncio.Event()
        self.following: asyncio.Task[None] | None = None
        self.offered: asyncio.Future[str] | None = None

    async def come(self, page: str) -> None:
        await self.open(page)
        self.following = asyncio.create_task(follow(self, "begeleider", self.moved))

    async def go_away(self) -> None:
        if self.following is not None:
            self.following.cancel()
            await asyncio.gather(self.following, return_exceptions=True)
        await self.close()

    async def look(self) -> None:
        """What the page does by itself: follow the workshop, and count who is ready."""
        if self.moved.is_set():
            await self.press(REFRESH)
            self.moved.clear()
        elif self.auto_rerun:
            await self.refresh(next(iter(self.auto_rerun)))

    def there(self, key: str) -> bool:
        return any(shown.key == key and not getattr(shown.body, "disabled", False) for shown in self.screen.widgets())

    async def download(self, key: str) -> int:
        """The size in bytes of a file that is made when somebody wants it."""
        return len(await self.fetch(await self.made(key)))

    async def made(self, key: str) -> str:
        """The address of the file, as soon as there is one."""
        button = next(
            shown.body for shown in self.screen.elements.values() if shown.kind == "download_button" and key in shown.body.id
        )
        assert self._socket is not None
        self.offered = asyncio.get_running_loop().create_future()
        message = BackMsg()
        ask = message.backend_operation_request
        ask.request_id, ask.session_id, ask.deferred_file.file_id = uuid4().hex, self.session_id, button.deferred_file_id
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(60):
            return await self.offered

    async def fetch(self, address: str) -> bytes:
        http = Http(self.address, self.cookies)
        try:
            return (await http.get(address)).body
        finally:
            http.close()

    def _take(self, data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "backend_operation_response" and self.offered is not None:
            answer = message.backend_operation_response
            if answer.error_msg:
                self.offered.set_exception(AppFault(answer.error_msg))
            else:
                self.offered.set_result(answer.deferred_file.url)
            return
        super()._take(data)


class Sitting:
    """Use `hold` once. Seconds of a phase times `pace`; a cancelled sitting ends with everybody gone too."""

    def __init__(self, server: AppServer, store: Store, kept: Kept, number: int, pace: float = 1.0) -> None:
        self.server, self.store, self.kept, self.number, self.pace = server, store, kept, number, pace
        self.random = random.Random(number)
        self.phones: list[Phone] = []
        self.lives: list[asyncio.Task[None]] = []
        self.desks: list[Desk] = []

    async def hold(self) -> None:
        try:
            await self._hold()
            self.kept.seen["werksessies tot en met het verslag"] += 1
        except (Lost, OSError, AppFault, KeyError, TimeoutError, StopIteration) as error:
            self.kept.fault("begeleider", error)
        finally:
            await self._everybody_leaves()

    async def _hold(self) -> None:
        group, code = await self._open()
        self.lead, self.hall = Desk(self.server.address, group.token), Desk(self.server.address, group.token)
        self.desks = [self.lead, self.hall]
        await self.lead.come(pages.LEAD)
        await self.hall.come(pages.HALL)
        await self._come_in(group, code)
        await self._rest(6)
        await self._step("waiting", "answering", 120)
        await self._step("answering", "results", 8)
        await self._slides(2, 4)
        await self._step("results", "discussion", 5)
        await self._slides(2, 6)
        await self._step("discussion", "revote", 25)
        await self._step("revote", "agreeing", 4)
        for _ in range(2):
            await self._settle()
            await self._slides(1, 5)
        await self._step("agreeing", "choosing", 15)
        await self._step("choosing", "closed", 4)
        await self._finish(group.id)
        await self._rest(4)

    async def _open(self) -> tuple[Workshop, str]:
        http = Http(self.server.address)
        try:
            await http.get("/nieuwe-werksessie")
        finally:
            http.close()
        token, questionnaire = http.cookies[cookies.FACILITATOR], load().questionnaire
        scope = (ALL, SHORT)[self.number % 2]
        opened = await asyncio.to_thread(
            self.store.workshops.open,
            token,
            questionnaire,
            municipality=PLACES[self.number % len(PLACES)],
            size=None,
            scope=scope,
            questions=question_sets(questionnaire)[scope].questions,
            today=context.today(),
        )
        return Workshop(opened.id, token), opened.join_code or ""

    async def _come_in(self, group: Workshop, code: str) -> None:
        """Through the door, with the code, one after the other."""
        roles = ["", *(role.id for role in load().questionnaire.roles)]
        for _ in range(PEOPLE):
            http = Http(self.server.address)
            try:
                await http.get(f"/mee/{code}")
                await http.post(f"/mee/{code}?rol={self.random.choice(roles)}", {})
            finally:
                http.close()
            token = http.cookies[cookies.PARTICIPANT]
            found = await asyncio.to_thread(self.store.participants.find, token)
            assert found is not None
            phone = Phone(self.server.address, Person(token, group.id, found.response_id), group, self.kept, THINK * self.pace)
            self.phones.append(phone)
            self.lives.append(asyncio.create_task(phone.live()))
            await self._rest(0.3)

    async def _rest(self, seconds: float) -> None:
        """Wait, with the screens refreshing meanwhile."""
        end = time.monotonic() + seconds * self.pace
        while (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(LOOK, left))
            if left >= LOOK or any(desk.moved.is_set() for desk in self.desks):
                for desk in self.desks:
                    await self._look(desk)

    async def _look(self, desk: Desk) -> None:
        """A screen whose line is gone comes back by itself."""
        try:
            await desk.look()
        except Lost:
            self.kept.seen[GONE] += 1
            if not await back(desk):
                raise

    async def _step(self, old: str, new: str, seconds: float) -> None:
        await self.lead.press(f"stap-{old}-{new}")
        if self.lead.there("stap-ja"):
            await self.lead.press("stap-ja")
        await self._rest(seconds)

    async def _slides(self, count: int, seconds: float) -> None:
        for _ in range(count):
            if self.hall.there("volgende"):
                await self.hall.press("volgende")
            await self._rest(seconds)

    async def _settle(self) -> None:
        """What the group agrees on the question of now."""
        await self._rest(2)
        key = next((shown.key for shown in self.lead.screen.widgets() if shown.key.startswith("afspraak-")), None)
        if key is not None:
            await self.lead.choose(key, self.random.randrange(5))

    async def _finish(self, id: int) -> None:
        """Choose an experiment, and download the report."""
        found = await asyncio.to_thread(self.store.workshops.by_id, id)
        if found is None or found.phase != "closed":
            raise AppFault(f"de werksessie is niet gesloten maar {found.phase if found else 'weg'}")
        today = context.today()
        if found.ideas:
            plan = Commitment(found.ideas[0], "de projectleider", "Begin klein.", today + timedelta(14), today + timedelta(91))
            await asyncio.to_thread(self.store.workshops.commit, id, plan)
        await self._rest(3)
        if await self.lead.download("verslag") < 10_000:
            raise AppFault("het verslag is leeg")
        self.kept.seen["verslagen"] += 1

    async def _everybody_leaves(self) -> None:
        for life in self.lives:
            life.cancel()
        await asyncio.gather(*self.lives, return_exceptions=True)
        for phone in self.phones:
            await phone.leave()
        for desk in self.desks:
            await desk.go_away()


async def visitor(address: str, kept: Kept, seconds: float) -> None:
    """Somebody who opens the first page, looks around, and leaves."""
    client, http = Client(address), Http(address)
    try:
        await http.get("/")
        await client.open(pages.START)
        await client.rest(seconds)
        await client.go(pages.ABOUT)
        await client.rest(seconds)
    except (Lost, OSError, AppFault) as error:
        kept.fault("bezoeker", error)
    finally:
        http.close()
        await client.close()
