"""A line to a database that can be slow, silent or cut: a small TCP proxy in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Any

from sqlalchemy.engine import URL, make_url


class Line:
    """Listens on a free port of this machine and passes on to the PostgreSQL of `url`.

    `delay`: seconds that every piece waits on its way to the database. `silent`: nothing gets through, nothing is refused,
    as with a machine that hangs. `cut` ends all connections, and refuses new ones until `mend`.
    """

    def __init__(self, url: str) -> None:
        self._there = make_url(url)
        self.delay, self.silent = 0.0, False
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()

    @property
    def url(self) -> str:
        """The address of the same database by way of this line."""
        url: URL = self._there.set(host="127.0.0.1", port=self._port, query={})
        return url.render_as_string(hide_password=False)

    def mend(self) -> None:
        self._do(self._listen())

    def cut(self) -> None:
        self._do(self._end())

    def stop(self) -> None:
        self.cut()
        self._do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _leave(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _pass(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        self._writers.add(answer)
        try:
            far, ask = await self._connect()
            self._writers.add(ask)
            try:
                pieces = [asyncio.create_task(self._copy(near, ask)), asyncio.create_task(self._copy(far, answer))]
                await asyncio.wait(pieces, return_when=asyncio.FIRST_COMPLETED)
                for piece in pieces:
                    piece.cancel()
            finally:
                self._writers.discard(ask)
                ask.close()
        except OSError:  # the database is away: so is the line
            pass
        finally:
            self._writers.discard(answer)
            answer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host = self._there.query.get("host") or self._there.host or "127.0.0.1"
        port = self._there.port or 5432
        if isinstance(host, str) and host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(str(host), port)

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await asyncio.sleep(self.delay)
                while self.silent:
                    await asyncio.sleep(0.05)
                target.write(data)
                await target.drain()
