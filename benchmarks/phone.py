"""`python -m benchmarks.phone [--record]`: an old phone on slow 4G, in Chromium. A minute or two; the machine should be quiet.

390 pixels wide, the processor slowed 4 times, 1.6 Mbit/s down, 0.75 up, 150 ms: what web.dev and Lighthouse call slow 4G. Each
figure is the median of ROUNDS, each round with a new browser profile. The comparator is the same walk without the brakes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import Server
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

RECORDS: Final = Path(__file__).parent / "records"
ROUNDS: Final = 3
SLOW: Final = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
FREE: Final = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
THEME: Final = QUESTIONNAIRE.themes[0]
LIMITS: Final = {
    "eerste vraag te gebruiken, lege cache": 8.0,
    "eerste vraag te gebruiken, tweede bezoek": 2.5,
    "antwoord bevestigd": 1.0,
    "radar getekend, na het beantwoorden": 4.0,
}


@dataclass(frozen=True)
class Brakes:
    """How many times slower the processor is, and the line."""

    times: int
    line: dict[str, Any]


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _usable(page: Page) -> None:
    page.locator(f".st-key-vraag-{THEME.questions[0].id} input[type=radio]").first.wait_for(state="attached")
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(state="attached")


def walk(browser: Browser, server: Server, brakes: Brakes) -> tuple[dict[str, float], float]:
    """The figures of one round in seconds, and how many kB a first visit loads."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True)
    page.set_default_timeout(60_000)
    visitor = Visitor(page, server.url)
    answers = varied()
    first = THEME.questions[0]
    del answers[first.id]
    started(visitor, answers=answers, path="privacy")  # the visitor's cookie; what this loaded is thrown away again
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    loaded = [0.0]
    ahead: set[str] = set()  # fetched for a later page
    session.on(
        "Network.requestWillBeSent", lambda event: "PlotlyChart" in event["request"]["url"] and ahead.add(event["requestId"])
    )
    session.on(
        "Network.loadingFinished",
        lambda event: event["requestId"] not in ahead and loaded.append(event["encodedDataLength"]),
    )
    session.send("Network.emulateNetworkConditions", brakes.line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": brakes.times})

    def visit() -> None:
        page.goto(f"{server.url}/{THEME.id}", wait_until="commit")
        _usable(page)

    row = page.locator(f".st-key-vraag-{first.id} [data-testid='stRadioGroup'] > div").nth(2)
    stored = page.locator(f".st-key-vraag-{first.id} .bewaard.ja")
    found = {}
    found["eerste vraag te gebruiken, lege cache"] = _seconds(visit)
    page.wait_for_timeout(3000)
    size = sum(loaded) / 1000
    found["eerste vraag te gebruiken, tweede bezoek"] = _seconds(visit)
    page.wait_for_timeout(1000)
    found["antwoord bevestigd"] = _seconds(lambda: (row.click(), stored.wait_for()))
    page.wait_for_timeout(15_000)  # the other 35 answers take far longer
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    menu.get_by_role("link", name="Vragen").click()  # the overview, as after the last question
    page.wait_for_timeout(8000)  # a glance at it
    link = menu.get_by_role("link", name="Profiel")
    radar = page.locator(".js-plotly-plot .polar").locator("visible=true").first
    found["radar getekend, na het beantwoorden"] = _seconds(lambda: (link.click(), radar.wait_for()))
    page.close()
    return found, size


def measure() -> tuple[list[str], dict[str, Any]]:
    """The lines of the report, and the raw seconds."""
    kinds = {"slow": Brakes(4, SLOW), "free": Brakes(1, FREE)}
    times: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    size = 0.0
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data)).start()
        for _ in range(ROUNDS):
            for kind, brakes in kinds.items():
                browser = launch(playwright)
                found, size = walk(browser, server, brakes)
                times[kind].append(found)
                browser.close()
        server.stop()
    lines = []
    for what, limit in LIMITS.items():
        slow, free = (statistics.median(found[what] for found in times[kind]) for kind in kinds)
        verdict = "goed " if slow <= limit else "BOVEN"
        lines.append(f"{verdict} {what}: {slow:.2f} s (grens {limit:g}); {slow / free:.1f} maal zonder remmen ({free:.2f})")
    lines.append(f"      een eerste bezoek laadt {size:.0f} kB")
    return lines, {"seconds": times, "kB": size}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone", description="Meet de app op een oude, trage telefoon.")
    parser.add_argument("--record", action="store_true", help="bewaar de cijfers in benchmarks/records/")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    lines, raw = measure()
    print(*lines, sep="\n")
    if given.record:
        stamp = datetime.now(UTC).date().isoformat()
        machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} gedeelde kernen"
        about = (
            f"{machine}; vooraf stonden gemiddeld {before:.1f} processen te rekenen of te wachten. Chromium met 390 pixels, "
            f"processor 4 keer vertraagd, 1,6 Mbit/s en 150 ms. Medianen van {ROUNDS} rondes, telkens met een leeg profiel."
        )
        text = f"# Een oude telefoon op een trage lijn, {stamp}\n\n{about}\n\n" + "".join(f"- {line.strip()}\n" for line in lines)
        (RECORDS / f"{stamp}-phone.md").write_text(text, "utf-8")
        (RECORDS / f"{stamp}-phone.json").write_text(json.dumps({"date": stamp, "machine": machine, **raw}) + "\n", "utf-8")
    return 1 if any(line.startswith("BOVEN") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
