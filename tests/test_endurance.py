"""The working day of the load generator: its figures about memory, and a whole workshop against the real app."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks.endurance import samples, workshop
from benchmarks.endurance.day import lost_of
from benchmarks.endurance.phone import GONE, Kept
from benchmarks.endurance.samples import Sample, memory_figures, windows
from benchmarks.load.app_server import AppServer
from tests.loops import finished

MB = 1_000_000


def seen(memory: Iterable[tuple[float, float]]) -> list[Sample]:
    return [
        Sample(
            minute=minute,
            rss=int(megabytes * MB),
            anon=0,
            database=0,
            sessions=0,
            lines=0,
            workshops=0,
            visitors=0,
            confirmed=0,
            errors=0,
            cpu=0.0,
            own_cpu=0.0,
            busy=0.0,
        )
        for minute, megabytes in memory
    ]


def half_minutes(until: float) -> list[float]:
    return [number / 2 for number in range(int(until * 2) + 1)]


def test_flat_memory_is_good_whatever_the_first_half_hour_did() -> None:
    day = seen((minute, 100 + min(minute, 25)) for minute in half_minutes(65))
    found = memory_figures(day)
    assert len(windows(day)) == 7
    assert [figure.value for figure in found] == [125, 125, 125, 0]
    assert all(figure.good for figure in found)


def test_growth_after_the_first_half_hour_is_seen() -> None:
    found = memory_figures(seen((minute, 100 + max(0.0, minute - 30)) for minute in half_minutes(60)))
    assert found[-1].value > found[-1].limit == samples.LIMIT  # type: ignore[operator]
    assert not found[-1].good


def test_memory_that_sinks_is_a_difference_too() -> None:
    found = memory_figures(seen((minute, 200 if minute < 45 else 150) for minute in half_minutes(60)))
    assert [figure.value for figure in found] == [200, 150, 200, 25]
    assert not found[-1].good


def test_one_peak_is_not_growth() -> None:
    assert memory_figures(seen((minute, 400 if minute == 41 else 100) for minute in half_minutes(60)))[-1].value == 0


@pytest.mark.parametrize("minutes", [0, 3, 33])
def test_a_short_run_gets_no_verdict_and_says_so(minutes: float) -> None:
    (only,) = memory_figures(seen((minute, 100) for minute in half_minutes(minutes)))
    assert only.limit is None
    assert "korter dan 35 minuten" in only.what
    assert memory_figures([])[0].limit is None


@pytest.mark.xdist_group("load")
def test_a_workshop_from_its_opening_to_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten people in a hurry: all phases, no faults, and what was shown as stored is there."""
    monkeypatch.setattr(workshop, "PEOPLE", 10)
    monkeypatch.setattr(workshop, "LOOK", 0.5)
    server, kept = AppServer(tmp_path), Kept()
    server.start()
    try:
        store = server.store()
        finished(workshop.Sitting(server, store, kept, number=1, pace=0.08).hold())
        finished(workshop.visitor(server.address, kept, 0.1))
        assert store.workshops.by_id(1).phase == "closed"  # type: ignore[union-attr]
        store.close()
        assert kept.errors == []
        assert kept.seen["werksessies tot en met het verslag"] == 1
        assert all(log.confirmed for log in (kept.answers, kept.votes, kept.dots))
        assert lost_of(tmp_path / "zelfscan.sqlite", kept) == ([], 0)
        for log in (kept.answers, kept.votes, kept.dots):
            log.confirmed[next(iter(log.confirmed))] = ["nergens"]  # type: ignore[list-item]
            log.unsure.clear()
        assert len(lost_of(tmp_path / "zelfscan.sqlite", kept)[0]) == 3
    finally:
        server.stop()


@pytest.mark.xdist_group("load")
def test_who_loses_the_line_comes_back_and_a_workshop_that_is_cut_off_leaves_nobody_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "PEOPLE", 5)
    server, kept = AppServer(tmp_path), Kept()
    server.start()

    async def cut() -> None:
        store = server.store()
        room = workshop.Sitting(server, store, kept, number=0, pace=0.5)
        sitting = asyncio.create_task(room.hold())
        while not kept.answers.confirmed:
            await asyncio.sleep(0.1)
        lines = room.desks[1], room.phones[0].client
        for line in lines:
            await line.drop()
        while kept.seen[GONE] < 2 or not all(line.connected for line in lines):
            await asyncio.sleep(0.1)
        sitting.cancel()
        await asyncio.gather(sitting, return_exceptions=True)
        while samples.lines(server.port):
            await asyncio.sleep(0.1)
        store.close()

    try:
        finished(cut())
        assert kept.errors == []
        assert lost_of(tmp_path / "zelfscan.sqlite", kept) == ([], 0)
    finally:
        server.stop()
