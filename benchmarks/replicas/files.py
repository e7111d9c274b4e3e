"""The files of first visitors, asked for by a generator in C: 64 requests for each visitor would keep one in Python too busy to
measure anything else. Each visitor is a connection of its own (HTTP/2) that asks for all of them at once, as a browser does.
They come at even distances, also when the server is slow: all of a second's in the same instant would be another measurement.
They stand for machines elsewhere, so they work when the server has no use for the processor."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.measure import cpu_seconds

H2LOAD = shutil.which("h2load")
MISSING = "h2load ontbreekt, dat de bestanden van bezoekers opvraagt: apt-get install nghttp2-client"
_REQUESTS = re.compile(r"requests: (\d+) total, .*? (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout")
_TOOK = re.compile(r"finished in ([\d.]+(?:us|ms|s))")
_TIME = re.compile(r"time for request: +\S+ +(\S+) +(\S+)")


def milliseconds(text: str) -> float:
    """A time as h2load writes it: "1.20ms", "340us", "2.10s"."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


class Files:
    """`requests` asked for, `missed` without a good answer, the longest and mean time of one in ms, and by how many seconds the
    last of them was `late`."""

    def __init__(self, url: str, paths: Sequence[str], per_second: int, folder: Path) -> None:
        self.url, self.paths, self.per_second, self.folder = url, paths, per_second, folder
        self.requests = self.missed = 0
        self.worst = self.mean = self.late = 0.0
        self.used = 0.0
        self._process: asyncio.subprocess.Process | None = None

    async def come(self, seconds: float) -> None:
        """Every second so many visitors, until their last file is there."""
        assert H2LOAD is not None, MISSING
        visitors = round(self.per_second * seconds)
        wanted = self.folder / "bestanden.txt"
        wanted.write_text("".join(f"{self.url}{path}\n" for path in self.paths), "utf-8")
        numbers = [f"-c{visitors}", f"-n{visitors * len(self.paths)}", f"-m{len(self.paths)}", "-t1"]
        pace = ["-r1", f"--rate-period={1000 / self.per_second:.0f}ms"]
        asked = [H2LOAD, f"-i{wanted}", *numbers, *pace, "-HAccept-Encoding: gzip"]
        self._process = await asyncio.create_subprocess_exec("nice", "-n19", *asked, stdout=asyncio.subprocess.PIPE)
        said = (await self._process.communicate())[0].decode()
        found, times, took = _REQUESTS.search(said), _TIME.search(said), _TOOK.search(said)
        if found is None or times is None or took is None:
            raise RuntimeError(f"h2load: {said[-500:]}")
        self.requests, good = int(found[1]), int(found[2])
        self.missed = self.requests - good
        self.worst, self.mean = milliseconds(times[1]), milliseconds(times[2])
        self.late = max(0.0, milliseconds(took[1]) / 1000 - seconds)

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        if self._process is not None and self._process.returncode is None:
            with suppress(OSError):  # it may end at this moment
                self.used = cpu_seconds(self._process.pid)
        return self.used
