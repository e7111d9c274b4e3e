"""The real app in a process of its own, on a free port, with its own data folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`start` returns when /health answers; `kill` is a kill -9, as when the power of the process is cut."""

    _known: ClassVar[dict[str, Server]] = {}

    @classmethod
    def at(cls, url: str) -> Server:
        """The server of this run with this address."""
        return cls._known[url]

    def __init__(self, data: Path, **environment: str) -> None:
        self.data, self.port, self.environment = data, free_port(), environment
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "server.log"
        self.code = ROOT  # the folder of the app that starts
        self.process: subprocess.Popen[bytes] | None = None
        self._known[self.url] = self

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}", "--server.address=127.0.0.1"]

    def start(self) -> Server:
        self.data.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "ZELFSCAN_DATA_DIR": str(self.data), **self.environment}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.code, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(400):
            if self.process.poll() is not None:
                raise RuntimeError(f"the app stopped: {self.log.read_text()}")
            try:
                self.health()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError(f"the app did not answer in 40 s: {self.log.read_text()}")

    def health(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
