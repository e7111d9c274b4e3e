"""HTTP/1.1 as bytes on a connection that is kept: what a browser would never send can be sent too."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from benchmarks.load.plain_http import read_body

PATIENCE = 300.0


@dataclass(frozen=True)
class Answer:
    """`status` 0: the server closed the connection without a word."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


class Line:
    """One connection at a time to `port` of this machine; a new one where the server closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connections = 0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b"") -> Answer:
        names = {name.lower() for name, _ in headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        lines += [f"Host: 127.0.0.1:{self.port}"] if "host" not in names else []
        lines += [f"Content-Length: {len(body)}"] if body or method in ("POST", "PUT") else []
        data = "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogatepass") + body
        for attempt in (1, 2):
            kept = self._streams is not None
            try:
                async with asyncio.timeout(PATIENCE):
                    return await self._exchange(method, data)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if attempt == 2 or not kept:
                    return Answer(0, (), b"")
        raise AssertionError

    async def _exchange(self, method: str, data: bytes) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
            self.connections += 1
        reader, writer = self._streams
        writer.write(data)
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            status = int(head[0].split()[1])
            if status != 100:
                break
        headers = tuple((name.lower(), value) for name, _, value in (line.partition(": ") for line in head[1:] if line))
        bare = method == "HEAD" or status in (101, 204, 304)
        answer = Answer(status, headers, b"" if bare else await read_body(reader, dict(headers)))
        if status == 101 or answer.header("connection").lower() == "close":
            self.close()
        return answer

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None
