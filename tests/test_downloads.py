"""A report that somebody asked for is there when the browser comes for it, however many others draw a page meanwhile."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from benchmarks.endurance.workshop import Desk
from benchmarks.load.app_server import AppServer
from benchmarks.load.wire import Client
from questionnaire import load
from screens import context, downloads, pages
from storage import new_token
from tests.loops import finished


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_a_file_without_a_page_stays_a_while_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(downloads, "time", clock)
    monkeypatch.setattr(MediaFileMetadata, "mark_for_delete", MediaFileMetadata.mark_for_delete)
    monkeypatch.setattr(MediaFileManager, "add_deferred", MediaFileManager.add_deferred)
    downloads.hold_downloads()
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    wanted = files.add_deferred(lambda: b"%PDF-", "application/pdf", "1.0", "verslag.pdf")
    made = files.execute_deferred(wanted).rsplit("/", 1)[1].split(".")[0]
    for _ in range(5):
        files.remove_orphaned_files()
    clock.now += downloads.HELD - 1
    files.remove_orphaned_files()
    assert files.read_file(made) is not None
    clock.now += 1
    files.remove_orphaned_files()
    files.remove_orphaned_files()
    assert files.read_file(made) is None


@pytest.mark.xdist_group("load")
def test_pages_of_others_do_not_take_a_report_away(tmp_path: Path) -> None:
    server = AppServer(tmp_path)
    server.start()
    store, token, questionnaire = server.store(), new_token(), load().questionnaire
    questions = [question.id for question in questionnaire.questions]
    opened = store.workshops.open(
        token, questionnaire, municipality="Goes", size=None, scope="alles", questions=questions, today=context.today()
    )
    for old, new in (("waiting", "answering"), ("answering", "results"), ("results", "closed")):
        store.workshops.move(opened.id, old, new)  # type: ignore[arg-type]
    store.close()

    async def download() -> bytes:
        desk, other = Desk(server.address, token), Client(server.address)
        await desk.open(pages.LEAD)
        address = await desk.made("verslag")
        for _ in range(3):
            await other.open(pages.START)
        await other.close()
        found = await desk.fetch(address)
        await desk.close()
        return found

    try:
        assert gzip.decompress(finished(download())).startswith(b"%PDF-")
    finally:
        server.stop()
