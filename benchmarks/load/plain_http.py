"""A small HTTP client on asyncio: one connection that is kept, cookies, redirects, forms. Frugal, as the generator must be."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit


class HttpError(OSError):
    """An answer above 399, or none."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    path: str


@dataclass
class Http:
    """`address` is "127.0.0.1:8000", over TLS with `secure`. `received` counts bytes of bodies as they came over the line."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    received: int = 0
    secure: ssl.SSLContext | None = None
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._follow("GET", path, None)

    async def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form, and follow the redirect to the page that a browser would show."""
        return await self._follow("POST", path, urlencode(form).encode())

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _follow(self, method: str, path: str, body: bytes | None) -> Answer:
        for _ in range(5):
            answer = await self._once(method, path, body)
            if answer.status in (301, 302, 303, 307):
                target = urlsplit(urljoin(path, answer.headers["location"]))
                method, body, path = "GET", None, target.path + (f"?{target.query}" if target.query else "")
                continue
            if answer.status >= 400:
                raise HttpError(f"{answer.status} for {path}")
            return answer
        raise HttpError(f"too many redirects at {path}")

    async def _once(self, method: str, path: str, body: bytes | None) -> Answer:
        fresh = self._streams is None
        try:
            return await self._exchange(method, path, body)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            self.close()
            if fresh:
                raise HttpError(str(error)) from error
        return await self._exchange(method, path, body)  # the kept connection was closed meanwhile, as browsers know

    async def _exchange(self, method: str, path: str, body: bytes | None) -> Answer:
        if self._streams is None:
            host, port = self.address.split(":")
            self._streams = await asyncio.open_connection(host, int(port), limit=1 << 20, ssl=self.secure)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.address}", "Accept-Encoding: gzip"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, given = value.split(";")[0].partition("=")
                self.cookies[key] = given
            elif name:
                headers[name.lower()] = value
        content = b"" if status in (204, 304) else await read_body(reader, headers)
        self.received += len(content)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, content, path)


async def read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    """What follows the headers of an answer that has a body; `headers` by their name in lower case."""
    if headers.get("transfer-encoding") == "chunked":
        parts = []
        while size := int((await reader.readline()).split(b";")[0], 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readline()
        return b"".join(parts)
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    return await reader.read()
