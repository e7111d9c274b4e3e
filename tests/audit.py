"""`python -m tests.audit [--strict]`: known vulnerabilities in the packages of the lock files, as OSV knows them.

Ends with 1 where there are some, or where a service that is there gives no result. Where no service can be reached, as on a
machine without internet, it says so and ends with 0; with `--strict` that is 1 too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
LOCK: Final = ROOT / "requirements-dev.lock"
"""The packages of the tests too; those of the app are in it with the same versions (tests/test_locks.py)."""
OSV: Final = "https://api.osv.dev/v1/query"
KNOWN: Final = {"version": "2.4.1", "package": {"name": "jinja2", "ecosystem": "PyPI"}}
"""A package with vulnerabilities for years: a service that does not know them is no service."""
PATIENCE: Final = 8.0
"""Seconds for the first answer, the look-up of the name included: `make check` must not hang without internet."""
NOT_DONE: Final = (
    "LET OP: bekende lekken in de pakketten zijn NIET nagekeken. {service} antwoordt niet zoals het moet: geen internet?\n"
    "Doe het op een machine met internet: make audit"
)


def answers(service: str, patience: float = PATIENCE) -> bool:
    """Whether the service says within `patience` seconds what it must know."""
    said: list[Any] = []

    def ask() -> None:
        request = urllib.request.Request(service, json.dumps(KNOWN).encode(), {"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:
                said.append(json.load(answer).get("vulns"))
        except (OSError, ValueError, AttributeError):
            pass

    asking = threading.Thread(target=ask, daemon=True)  # a look-up of a name can take longer than any timeout
    asking.start()
    asking.join(patience)
    return bool(said and said[0])


def audit(lock: Path, service: str) -> int:
    """Look every package of `lock` up; 1 where one is known to be vulnerable, or where there is no result."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip", "--strict"]
    command += ["--vulnerability-service", "osv", "--osv-url", service, "--format", "json", "--progress-spinner", "off"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(found.stdout)["dependencies"]
    except ValueError:
        print(f"Het nakijken van bekende lekken is mislukt.\n{found.stderr.strip()}", file=sys.stderr)
        return 1
    known = [(each, hole) for each in packages for hole in each["vulns"]]
    for each, hole in known:
        fixed = ", ".join(hole["fix_versions"]) or "nog geen"
        print(f"{each['name']} {each['version']}: {hole['id']}; hersteld in: {fixed}", file=sys.stderr)
    print(f"Nagekeken: {len(packages)} pakketten. Bekende lekken: {len(known)}.")
    return int(bool(known) or found.returncode != 0)


def main(arguments: list[str], lock: Path = LOCK, service: str = OSV, patience: float = PATIENCE) -> int:
    if not answers(service, patience):
        print(f"\n{NOT_DONE.format(service=service)}\n", file=sys.stderr)
        return int("--strict" in arguments)
    return audit(lock, service)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
