"""Scenarios with the disk of the database: full, or suddenly read-only. They mount a small disk, so they need root."""

from __future__ import annotations

import asyncio
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.failure.checks import READING, Checks, told, watch
from benchmarks.failure.world import App, Crowd, Database


@contextmanager
def mounted(*how: str, at: Path) -> Iterator[Path]:
    """What `mount` makes of `how` on the folder `at`."""
    at.mkdir()
    subprocess.run(["mount", *how, str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill(disk: Path) -> Path:
    """To the last byte. Returns the file that did it."""
    filler = disk / "vol"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return filler


async def _while_full(disk: Path, app: App, crowd: Crowd, checks: Checks, seconds: float) -> None:
    """So long nothing fits: people read that it was not stored, and can read on."""
    since = Counter(crowd.seen)
    filler = fill(disk)
    said, _ = await watch(app, seconds)
    told(checks, crowd, since)
    checks.that("/health en /ready blijven 200: lezen gaat door", set(said) == READING, dict(said))
    filler.unlink()


async def disk_full(folder: Path, checks: Checks) -> None:
    """A disk of 6 MB in memory (tmpfs), filled by something else, and cleared again."""
    with mounted("-t", "tmpfs", "-o", "size=6m", "zelfscan-proef", at=folder / "schijf") as disk:
        app = App(folder / "app", f"sqlite:///{disk}/zelfscan.sqlite")
        try:
            await asyncio.to_thread(app.start)
            crowd = await Crowd.enter(app, app.store())
            await asyncio.sleep(4)
            await _while_full(disk, app, crowd, checks, 6)
            await checks.after(app, crowd, app.store())
        finally:
            app.stop()


async def disk_read_only(folder: Path, checks: Checks) -> None:
    """An ext4 that the kernel makes read-only after an error, as with a disk that breaks down, while the app has its files open.

    `mount -o remount,ro` cannot do that: the kernel refuses it while somebody has a file open to write. Nor is there a way
    back without letting go of the disk: the operator stops the app, repairs the disk, mounts it and starts the app.
    """
    image = folder / "schijf.img"
    with image.open("wb") as file:
        file.truncate(24 * 2**20)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    app = App(folder / "app", f"sqlite:///{folder}/schijf/zelfscan.sqlite")
    try:
        with mounted("-o", "loop,errors=remount-ro", str(image), at=folder / "schijf") as disk:
            await asyncio.to_thread(app.start)
            crowd = await Crowd.enter(app, app.store())
            await asyncio.sleep(4)
            since = Counter(crowd.seen)
            found = subprocess.run(["findmnt", "-no", "SOURCE", str(disk)], check=True, capture_output=True, text=True)
            (Path("/sys/fs/ext4") / Path(found.stdout.strip()).name / "trigger_fs_error").write_text("1")
            said, _ = await watch(app, 6)
            told(checks, crowd, since)
            checks.that("/health en /ready blijven 200: lezen gaat door", set(said) == READING, dict(said))
            await asyncio.to_thread(app.stop)
            subprocess.run(["umount", str(disk)], check=True)
            mended = subprocess.run(["e2fsck", "-p", str(image)], check=False, capture_output=True, text=True)
            checks.notes["e2fsck"] = mended.stdout.replace(str(image), image.name)
            subprocess.run(["mount", "-o", "loop", str(image), str(disk)], check=True)
            await asyncio.to_thread(app.start)
            await checks.after(app, crowd, app.store())
            await asyncio.to_thread(app.stop)
    finally:
        app.stop()


async def postgres_disk_full(folder: Path, checks: Checks) -> None:
    """The data of PostgreSQL on a disk of 100 MB in memory (tmpfs), filled twice: first its tables cannot grow; then its journal
    (WAL) cannot either, which ends the server."""
    with mounted("-t", "tmpfs", "-o", "size=100m", "zelfscan-proef", at=folder / "schijf") as disk:
        database = await asyncio.to_thread(Database, disk / "gegevens")
        app = App(folder / "app", database.url)
        try:
            await asyncio.to_thread(app.start)
            crowd = await Crowd.enter(app, app.store())
            await asyncio.sleep(4)
            await _while_full(disk, app, crowd, checks, 10)
            await asyncio.sleep(2.5)
            before = crowd.confirmed
            await asyncio.sleep(3)
            checks.that("met ruimte wordt vanzelf weer opgeslagen", crowd.confirmed > before, crowd.confirmed - before)
            since, filler = Counter(crowd.seen), fill(disk)
            with suppress(Exception):  # it asks for a new file of the journal, and there is no room: the server may be gone
                database.sql("SELECT pg_switch_wal()")
            said, _ = await watch(app, 10)
            told(checks, crowd, since)
            ended = not database.running
            checks.that("zonder ruimte voor het logboek stopt PostgreSQL zelf", ended, dict(said))
            filler.unlink()
            if ended:
                await asyncio.to_thread(database.start)
            await checks.after(app, crowd, app.store())
        finally:
            app.stop()
            await asyncio.to_thread(database.end)
