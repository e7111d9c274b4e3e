"""A real nginx made from deploy/nginx.conf: the example as it is, with the addresses and folders of a test."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.browser.server import free_port

CONFIGURATION = Path(__file__).parents[1] / "deploy" / "nginx.conf"
NAME = "localhost"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Proxy:
    """nginx before two processes on this machine, which it serves under the name `NAME` only. `start` returns when it
    answers; its log is `folder`/zelfscan.log.
    """

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self.folder, self.ports = folder, ports
        self.plain, self.secure = free_port(), free_port()
        self.file = folder / "nginx.conf"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the site is, over TLS."""
        return f"{NAME}:{self.secure}"

    @property
    def log(self) -> Path:
        return self.folder / "zelfscan.log"

    def _configuration(self) -> str:
        text = re.sub(r"listen \[::\].*\n", "", CONFIGURATION.read_text(encoding="utf-8"))
        for old, new in (
            ("listen 80", f"listen 127.0.0.1:{self.plain}"),
            ("listen 443", f"listen 127.0.0.1:{self.secure}"),
            ("zelfscan.example.nl", NAME),
            ("127.0.0.1:8501", f"127.0.0.1:{self.ports[0]}"),
            ("127.0.0.1:8502", f"127.0.0.1:{self.ports[1]}"),
            ("/etc/ssl/zelfscan", str(self.folder)),
            ("/var/log/nginx", str(self.folder)),
            ("/var/lib/nginx", str(self.folder)),
        ):
            assert old in text
            text = text.replace(old, new)
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        # What the example asks of nginx's own file, in docs/beheer.md.
        main = "worker_processes auto;\nworker_rlimit_nofile 16384;\nevents {\nworker_connections 8192;\n}\n"
        debian = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\n"  # stands in its own file, around ours
        return f"pid {self.folder}/pid;\ndaemon off;\n{main}http {{\n{debian}{temporary}{text}}}\n"

    def start(self) -> Proxy:
        assert NGINX is not None, "nginx is missing: run `make browser`, or: apt-get install nginx-light"
        _certificate(self.folder)
        self.file.write_text(self._configuration(), encoding="utf-8")
        arguments = [NGINX, "-c", str(self.file), "-e", str(self.folder / "start.log")]
        if os.geteuid() == 0:  # else its workers could not reach the folder of a test
            arguments += ["-g", "user root;"]
        tested = subprocess.run([*arguments, "-t"], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        self.process = subprocess.Popen(arguments)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.secure)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError("nginx did not answer in 10 s")

    def workers(self) -> list[int]:
        """The processes that do the work."""
        assert self.process is not None
        return [int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)


def trusting() -> ssl.SSLContext:
    """For a client of this machine: the certificate of a test is signed by nobody."""
    return ssl._create_unverified_context()


def _certificate(folder: Path) -> None:
    names = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=proef"]
    subprocess.run(["openssl", "req", "-x509", *kind, *names], check=True, capture_output=True)
