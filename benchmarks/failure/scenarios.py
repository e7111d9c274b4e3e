"""The scenarios. Each breaks one part of the world while people answer, mends it, and looks what is left."""

from __future__ import annotations

import asyncio
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text

from benchmarks.failure.checks import READING, Checks, told, watch
from benchmarks.failure.disks import disk_full, disk_read_only, postgres_disk_full
from benchmarks.failure.line import Line
from benchmarks.failure.world import App, Crowd, Database
from benchmarks.load.wire import Client
from benchmarks.versions import WORDS, other_words
from questionnaire import load
from questionnaire.loading import CONTENT
from screens import context
from screens.cookies import MEASUREMENT
from screens.session import answer_key
from storage import new_token

LONG: Final = 60.0


@asynccontextmanager
async def postgres(folder: Path) -> AsyncIterator[tuple[Database, App]]:
    database = await asyncio.to_thread(Database)
    app = App(folder / "app", database.url)
    try:
        await asyncio.to_thread(app.start)
        yield database, app
    finally:
        app.stop()
        with suppress(OSError):
            database.resume()
        await asyncio.to_thread(database.end)


def proxy(checks: Checks, said: Counter[str], slowest: float) -> None:
    """What a proxy hears while the database is away."""
    away = {"health 503 no storage", "ready 503 storage"}
    checks.that("/health zegt 503 en /ready 503 'storage'", away <= said.keys(), dict(said))
    checks.that(
        "geen antwoord van /health of /ready duurt langer dan 15 s",
        slowest < 15 and not any(" 0 " in one for one in said),
        f"{slowest:.1f} s",
    )


async def app_killed(folder: Path, checks: Checks) -> None:
    app = App(folder / "app")
    await asyncio.to_thread(app.start)
    try:
        crowd = await Crowd.enter(app, app.store())
        for _ in range(3):
            await asyncio.sleep(3)
            await asyncio.to_thread(app.kill)
            await asyncio.to_thread(app.start)
        await checks.after(app, crowd, app.store())
    finally:
        app.stop()


async def postgres_killed(folder: Path, checks: Checks) -> None:
    async with postgres(folder) as (database, app):
        crowd = await Crowd.enter(app, app.store())
        for _ in range(2):
            await asyncio.sleep(4)
            since = Counter(crowd.seen)
            database.kill()
            said, slowest = await watch(app, 3)
            await asyncio.to_thread(database.start)
        told(checks, crowd, since)
        proxy(checks, said, slowest)
        await checks.after(app, crowd, app.store())


async def _away(folder: Path, checks: Checks, hang: bool, seconds: float) -> None:
    async with postgres(folder) as (database, app):
        crowd = await Crowd.enter(app, app.store())
        await asyncio.sleep(4)
        since = Counter(crowd.seen)
        (database.hang if hang else database.stop)()
        said, slowest = await watch(app, seconds)
        if hang:
            database.resume()
        else:
            await asyncio.to_thread(database.start)
        told(checks, crowd, since)
        proxy(checks, said, slowest)
        await checks.after(app, crowd, app.store())


async def postgres_stopped(folder: Path, checks: Checks) -> None:
    await _away(folder, checks, hang=False, seconds=LONG)


async def postgres_hangs(folder: Path, checks: Checks) -> None:
    await _away(folder, checks, hang=True, seconds=LONG)


async def postgres_slow(folder: Path, checks: Checks) -> None:
    """Every message on its way to the database, and back, waits a tenth of a second."""
    database = await asyncio.to_thread(Database)
    line = Line(database.url)
    app = App(folder / "app", line.url)
    try:
        await asyncio.to_thread(app.start)
        crowd = await Crowd.enter(app, app.store(database.url), 8)
        await asyncio.sleep(3)
        line.delay = 0.1
        before = crowd.confirmed
        said, _ = await watch(app, 8)
        checks.that("met een trage database wordt nog steeds opgeslagen", crowd.confirmed > before, crowd.confirmed - before)
        checks.that("/health en /ready blijven 200", set(said) == READING, dict(said))
        line.delay = 0.0
        await checks.after(app, crowd, app.store(database.url))
    finally:
        app.stop()
        line.stop()
        await asyncio.to_thread(database.end)


async def postgres_locked(folder: Path, checks: Checks) -> None:
    """Somebody holds a lock on the answers for eight seconds, as a long repair does."""
    async with postgres(folder) as (database, app):
        crowd = await Crowd.enter(app, app.store(), 8)
        await asyncio.sleep(3)
        since = Counter(crowd.seen)
        engine = create_engine(database.url)
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE answer IN ACCESS EXCLUSIVE MODE"))
            said, _ = await watch(app, 8)
        engine.dispose()
        told(checks, crowd, since)
        checks.that("/health en /ready blijven 200: de database leeft", set(said) == READING, dict(said))
        await checks.after(app, crowd, app.store())


async def postgres_read_only(folder: Path, checks: Checks) -> None:
    """As a PostgreSQL that became the reserve of another: it can be read, and not written."""
    async with postgres(folder) as (database, app):
        crowd = await Crowd.enter(app, app.store())
        await asyncio.sleep(3)
        since = Counter(crowd.seen)
        database.sql("ALTER DATABASE proef SET default_transaction_read_only = on")
        database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'proef' AND pid <> pg_backend_pid()")
        said, _ = await watch(app, 5)
        told(checks, crowd, since)
        checks.that("/health en /ready blijven 200: lezen gaat door", set(said) == READING, dict(said))
        database.sql("ALTER DATABASE proef RESET default_transaction_read_only", at=database.address)
        database.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'proef' AND pid <> pg_backend_pid()",
            at=database.address,
        )
        await checks.after(app, crowd, app.store())


async def clock_jumps(folder: Path, checks: Checks) -> None:
    """The clock of the whole process goes two days on, then four days back, then right again (libfaketime).

    What measures how long something takes goes on as it is (the monotonic clock), as when a real clock is set.
    """
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        raise RuntimeError("libfaketime ontbreekt: apt-get install faketime")
    clock = folder / "klok"
    clock.write_text("+0d")
    app = App(
        folder / "app",
        LD_PRELOAD=str(library),
        FAKETIME_TIMESTAMP_FILE=str(clock),
        FAKETIME_CACHE_DURATION="1",  # seconds
        FAKETIME_DONT_FAKE_MONOTONIC="1",
        FAKETIME_FORCE_MONOTONIC_FIX="0",  # that repair is for an older glibc: here it makes waiting threads spin
        NO_FAKE_STAT="1",
    )
    await asyncio.to_thread(app.start)
    try:
        crowd = await Crowd.enter(app, app.store())
        for jump in (2, -2, 0):
            await asyncio.sleep(3)
            before = crowd.confirmed
            clock.write_text(f"{jump:+d}d")
            await asyncio.sleep(3)
            checks.that(f"met de klok {jump} dagen verzet wordt opgeslagen", crowd.confirmed > before, crowd.confirmed - before)
            off = await asyncio.to_thread(days_off, app)
            checks.that("de klok van het proces is dan zo veel dagen anders", off == jump, off)
        await checks.after(app, crowd, app.store())
    finally:
        app.stop()


def days_off(app: App) -> int:
    """How far the clock of the process is from that of this machine, by the date in an answer; in whole days."""
    with urllib.request.urlopen(f"{app.url}/health", timeout=10) as answer:
        there = parsedate_to_datetime(answer.headers["date"])
    return round((there - datetime.now(UTC)) / timedelta(days=1))


async def other_version(folder: Path, checks: Checks) -> None:
    """Two replicas on one database, the second with another version of the questions."""
    content, now = other_words(CONTENT, folder / "inhoud"), load().questionnaire
    theme = now.themes[0]
    question = theme.questions[0]
    async with postgres(folder) as (database, first):
        second = App(folder / "tweede", database.url, ZELFSCAN_CONTENT=str(content))
        await asyncio.to_thread(second.start)
        try:
            store, mine, new = first.store(), new_token(), new_token()
            old = store.create(mine, now, municipality="Goes", role=None, size=None, today=context.today())
            other = load(content).questionnaire
            fresh = store.create(new, other, municipality="Goes", role=None, size=None, today=context.today())
            for app, where in ((second, "op de nieuwe"), (first, "op de oude")):
                for token, stored, text_, what in ((mine, old, question.text, "oude"), (new, fresh, WORDS, "nieuwe")):
                    client = Client(app.address, {MEASUREMENT: token})
                    await client.open(theme.id)
                    key = answer_key(stored.id, question.id)
                    label = client.screen.widget(key).body.label
                    checks.that(f"een meting van de {what} versie houdt haar vragen {where} replica", text_ in label, label[:60])
                    await client.choose(key, 3)
                    await client.close()
                    found = store.find(token)
                    level = None if found is None else found.answers[question.id].level
                    checks.that(f"en slaat daar op ({what}, {where})", level == 4, level)
                    store.save_answer(stored.response_id, question.id, 1, None)
            ready = [(await app.ask("/ready"))[0] for app in (first, second)]
            checks.that("/ready zegt bij allebei 200", ready == [200, 200], ready)
            checks.that("geen traceback in een logboek", first.traces() + second.traces() == 0, (first.traces(), second.traces()))
            store.close()
        finally:
            second.stop()


async def two_writers(folder: Path, checks: Checks, turns: int = 25) -> None:
    """One measurement open in two places, on two replicas: both choose another answer to one question at the same moment."""
    async with postgres(folder) as (database, first):
        second = App(folder / "tweede", database.url)
        await asyncio.to_thread(second.start)
        try:
            store, token, now = first.store(), new_token(), load().questionnaire
            stored = store.create(token, now, municipality="Goes", role=None, size=None, today=context.today())
            theme = now.themes[0]
            question = theme.questions[0].id
            key = answer_key(stored.id, question)
            here, there = Client(first.address, {MEASUREMENT: token}), Client(second.address, {MEASUREMENT: token})
            strange, apart = [], 0
            for turn in range(turns):
                await asyncio.gather(here.open(theme.id), there.open(theme.id))
                one, two = turn % 5, (turn + 1 + turn % 4) % 5
                await asyncio.gather(here.choose(key, one), there.choose(key, two))
                found = store.find(token)
                level = None if found is None else found.answers[question].level
                if level not in (one + 1, two + 1):
                    strange.append((turn, one + 1, two + 1, level))
                await asyncio.gather(here.open(theme.id), there.open(theme.id))
                apart += here.value(key) != there.value(key)
            checks.that("er staat steeds een van de twee keuzes", not strange, strange or f"{turns} keer")
            checks.that("na opnieuw openen tonen beide plekken hetzelfde", apart == 0, f"{apart} keer niet")
            with store._engine.connect() as connection:
                rows = connection.execute(text("SELECT count(*) FROM answer")).scalar_one()
            checks.that("het antwoord staat er een keer", rows == 1, rows)
            checks.that("geen traceback in een logboek", first.traces() + second.traces() == 0, (first.traces(), second.traces()))
            await here.close()
            await there.close()
            store.close()
        finally:
            second.stop()


SCENARIOS: Final[dict[str, tuple[str, Callable[[Path, Checks], Awaitable[None]]]]] = {
    "app-gestopt": ("de app stopt (kill -9), drie keer", app_killed),
    "database-gestopt": ("PostgreSQL stopt (kill -9) en start weer, twee keer", postgres_killed),
    "schijf-vol": ("de schijf is vol (SQLite)", disk_full),
    "schijf-alleen-lezen": ("de schijf is door een fout alleen te lezen (SQLite)", disk_read_only),
    "database-schijf-vol": ("de schijf van PostgreSQL is vol, twee keer", postgres_disk_full),
    "alleen-lezen": ("de database is alleen te lezen (PostgreSQL)", postgres_read_only),
    "klok": ("de klok springt twee dagen vooruit en terug", clock_jumps),
    "database-weg": ("PostgreSQL is een minuut weg", postgres_stopped),
    "database-hangt": ("PostgreSQL antwoordt een minuut niet (SIGSTOP)", postgres_hangs),
    "database-traag": ("de lijn naar PostgreSQL is traag", postgres_slow),
    "database-op-slot": ("een ander houdt de antwoorden op slot", postgres_locked),
    "andere-versie": ("een replica heeft een andere versie van de vragen", other_version),
    "twee-schrijvers": ("twee mensen veranderen hetzelfde antwoord", two_writers),
}
