"""Strange input over HTTP, to the app in a process of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from benchmarks.fuzz.found import Found
from benchmarks.fuzz.inputs import METHODS, Inputs
from benchmarks.fuzz.line import Answer, Line
from benchmarks.fuzz.room import Room
from questionnaire.plan import MAX_TEXT, tidy
from screens.cookies import MEASUREMENT, PARTICIPANT

FIELDS: Final = ("target_group", "first_step", "money_note", "ground", "risks", "stop_rule", "afterwards")
REFUSED: Final = (b"<script>stoor(", b"<img src=x onerror=stoor(", b"<svg/onload=stoor(")
TRACE: Final = b"Traceback (most recent call last)"


def judge(found: Found, kind: str, asked: str, answer: Answer, port: int) -> None:
    """What no answer may be, whatever was asked."""
    found.tried[kind] += 1
    found.statuses[f"{kind} {answer.status}"] += 1
    if answer.status >= 500:
        found.fault(f"{kind}: antwoord {answer.status}", (asked, answer.body[:200]))
    shown = answer.body if answer.header("content-type").startswith("text/html") else b""
    if any(part in shown for part in REFUSED) or TRACE in answer.body:
        found.fault(f"{kind}: tekst uit de vraag, of van een fout, staat onbewerkt in de pagina", asked)
    if answer.header("x-stoor"):
        found.fault(f"{kind}: een regel uit de vraag is een header geworden", asked)
    if answer.header("set-cookie").startswith(f"{PARTICIPANT}=") and asked.startswith("POST /mee/"):
        found.counts["meegedaan"] += 1
    to = answer.header("location")
    if urlsplit(to.replace("\\", "/")).netloc not in ("", f"127.0.0.1:{port}"):
        found.fault(f"{kind}: verwijst naar een andere plek", (asked, to))


async def links(line: Line, inputs: Inputs, found: Found, count: int) -> None:
    for _ in found.turns(count):
        method, path = inputs.random.choice(METHODS), inputs.path()
        body = inputs.body() if method in ("POST", "PUT") else b""
        judge(found, "links", f"{method} {path}", await line.ask(method, path, [], body), line.port)


async def headers(line: Line, inputs: Inputs, found: Found, count: int) -> None:
    for _ in found.turns(count):
        method, path, sent = inputs.random.choice(METHODS), inputs.path(), inputs.headers()
        if inputs.random.random() < 0.1:
            sent.append(("Host", inputs.value()))
        answer = await line.ask(method, path, sent)
        judge(found, "headers en cookies", f"{method} {path} {sent}", answer, line.port)


async def codes(line: Line, inputs: Inputs, found: Found, count: int) -> None:
    for _ in found.turns(count):
        code = quote(inputs.code().encode("utf-8", "surrogatepass"), safe="")
        path = f"/mee?code={code}" if inputs.random.random() < 0.8 else f"/mee/{code}"
        judge(found, "codes", path, await line.ask("GET", path, []), line.port)


async def notes(line: Line, inputs: Inputs, found: Found, count: int, room: Room) -> None:
    """Texts into the fields of a plan, as its form sends them. What is confirmed is remembered in `room`."""
    sent = [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"), ("Cookie", f"{MEASUREMENT}={room.owner}")]
    for _ in found.turns(count):
        field, text = inputs.random.choice(FIELDS), inputs.text(12)
        body = {"nr": room.plan, "veld": field, "waarde": text, "versie": room.versions.get(field, 0), "schrijver": "stoor"}
        answer = await line.ask("POST", "/plan/bewaar/veld", sent, json.dumps(body).encode())
        judge(found, "teksten van een plan", text, answer, line.port)
        if answer.status == 200:
            told = json.loads(answer.body)
            room.versions[field], room.texts[field] = told["versie"], told["waarde"]
            if told["uitkomst"] != "saved" or told["waarde"] != tidy(text):
                found.fault("teksten van een plan: niet bewaard zoals getypt", (text, told["uitkomst"], told["waarde"]))
        elif answer.status != 400 or len(text) <= MAX_TEXT:
            found.fault("teksten van een plan: geweigerd", (text, answer.status))


async def over_http(port: int, seed: int, counts: Mapping[str, int], room: Room, found: Found) -> None:
    """All kinds side by side, each on a connection of its own; one writer of notes, because a plan has one at a time."""
    known = room.known
    lines = [Line(port) for _ in range(4)]
    await asyncio.gather(
        links(lines[0], Inputs(seed, known), found, counts["links"]),
        headers(lines[1], Inputs(seed + 1, known), found, counts["headers"]),
        codes(lines[2], Inputs(seed + 2, known), found, counts["codes"]),
        notes(lines[3], Inputs(seed + 3, known), found, counts["plan"], room),
    )
    for line in lines:
        found.counts["verbindingen"] += line.connections
        line.close()
