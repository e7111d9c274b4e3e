"""A backup holds everything and comes back the same, in a database of either kind; and what cannot be right is refused whole."""

from __future__ import annotations

import errno
import gzip
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from questionnaire.models import Questionnaire
from storage import BackupError, SchemaTooNew, Store, new_token, tables
from storage.backup import back_up, restore
from storage.backup_file import Writer, open_backup
from storage.database import make_engine, open_engine, schema_of, writing
from storage.migration import downgrade
from storage.tables import SCHEMA
from tests.postgres import Postgres
from tests.storage.conftest import RETENTION
from tests.storage.everything import NOTE, as_far_as, contents, fill
from tests.storage.workshop_room import TODAY

NOW = datetime.now(UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A second database, with nothing in it, not even the schema on SQLite."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path}/terug/zelfscan.sqlite")
        yield engine
        engine.dispose()
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def test_everything_comes_back_the_same_in_either_database(
    store: Store, other: Engine, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    made = fill(store, questionnaire)
    before = contents(store._engine)
    written = back_up(store._engine, tmp_path / "back-up.jsonl.gz", NOW)
    assert written.rows == {table: len(rows) for table, rows in before.items() if table != "meta"}
    done = restore(other, tmp_path / "back-up.jsonl.gz", NOW)
    assert done.expired.measurements == 0
    assert contents(other) == before

    again = Store(other.url.render_as_string(hide_password=False), RETENTION)
    found = store.find(made.solo)
    assert found is not None
    assert again.find(made.solo) == found  # the same links, answers, notes, plans
    assert again.questionnaire(questionnaire.hash) == questionnaire
    assert again.plans.shared(made.co_writer) == store.plans.shared(made.co_writer)
    assert again.workshops.find(made.owner) == store.workshops.find(made.owner)
    assert again.workshops.counted(made.workshop_id, 1) == store.workshops.counted(made.workshop_id, 1)
    assert again.participants.find(made.participant) == store.participants.find(made.participant)

    back_up(other, tmp_path / "nog-eens.jsonl", NOW)
    assert open_backup(tmp_path / "nog-eens.jsonl").written == written
    again.close()


def test_an_id_that_was_ever_given_out_is_not_given_out_after_a_restore(
    store: Store, other: Engine, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    """A screen that still holds the id of a deleted measurement must not write into somebody else's."""
    fill(store, questionnaire)
    late = new_token()
    gone = store.create(late, questionnaire, municipality="", role=None, size=None, today=TODAY)
    store.delete(late)
    back_up(store._engine, tmp_path / "back-up", NOW)
    restore(other, tmp_path / "back-up", NOW)
    again = Store(other.url.render_as_string(hide_password=False), RETENTION)
    new = again.create(new_token(), questionnaire, municipality="", role=None, size=None, today=TODAY)
    assert new.id > gone.id
    assert new.response_id > gone.response_id
    again.close()


def test_a_backup_made_while_people_answer_is_of_one_moment(store: Store, questionnaire: Questionnaire, tmp_path: Path) -> None:
    """Each step writes two measurements' answers in turn: no backup has the second without the first."""
    one, two = (
        store.create(new_token(), questionnaire, municipality="", role=None, size=None, today=TODAY).response_id for _ in range(2)
    )
    enough, begun, failed = threading.Event(), threading.Event(), list[BaseException]()

    def answer() -> None:
        number = 0
        try:
            while not enough.is_set():
                for response in (one, two):
                    store.save_answer(response, f"vraag-{number}", 3, None)
                number += 1
                begun.set()
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=answer)
    writer.start()
    assert begun.wait(60)
    try:
        for trial in range(5):
            path = tmp_path / f"back-up-{trial}"
            back_up(store._engine, path, NOW)
            found: dict[int, set[str]] = {one: set(), two: set()}
            for head, rows in open_backup(path).tables():
                for row in rows:
                    if head.name == "answer":
                        found[row[0]].add(row[1])
            assert found[two] <= found[one]
            assert len(found[one] - found[two]) <= 1
    finally:
        enough.set()
        writer.join()
    assert failed == []


@pytest.mark.sqlite
@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_a_backup_of_an_earlier_schema_comes_back_in_the_one_of_now(
    store: Store, other: Engine, questionnaire: Questionnaire, tmp_path: Path, schema: int
) -> None:
    made = fill(store, questionnaire)
    with writing(store._engine) as connection:
        downgrade(connection, schema)
    before = contents(store._engine)
    back_up(store._engine, tmp_path / "back-up", NOW)
    assert open_backup(tmp_path / "back-up").schema == schema
    restore(other, tmp_path / "back-up", NOW)
    again = Store(other.url.render_as_string(hide_password=False), RETENTION)
    assert again.schema() == SCHEMA
    assert as_far_as(before, contents(again._engine)) == as_far_as(before, before)
    found = again.find(made.solo)
    assert found is not None
    assert found.answers["vraag-0"].note == f"geheim {NOTE}"
    again.close()


def test_only_an_empty_database_is_filled_unless_forced(store: Store, questionnaire: Questionnaire, tmp_path: Path) -> None:
    fill(store, questionnaire, "oud")
    before = contents(store._engine)
    back_up(store._engine, tmp_path / "back-up", NOW)
    fill(store, questionnaire, "nieuw")
    with_both = contents(store._engine)
    with pytest.raises(BackupError, match="staan al gegevens"):
        restore(store._engine, tmp_path / "back-up", NOW)
    assert contents(store._engine) == with_both
    restore(store._engine, tmp_path / "back-up", NOW, force=True)
    assert contents(store._engine) == before


@pytest.mark.sqlite
def test_what_a_forced_restore_throws_away_leaves_no_byte(store: Store, questionnaire: Questionnaire, tmp_path: Path) -> None:
    back_up(store._engine, tmp_path / "leeg", NOW)
    fill(store, questionnaire, "vertrouwelijk")
    restore(store._engine, tmp_path / "leeg", NOW, force=True)
    files = b"".join(path.read_bytes() for path in Path(store._engine.url.database or "").parent.iterdir())
    assert b"vertrouwelijk" not in files


@pytest.mark.sqlite
def test_what_is_past_its_term_does_not_come_back(
    store: Store, other: Engine, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    made = fill(store, questionnaire)
    back_up(store._engine, tmp_path / "back-up", NOW)
    done = restore(other, tmp_path / "back-up", NOW + timedelta(days=100))
    assert (done.expired.solo, done.expired.workshops) == (0, 1)
    with other.connect() as connection:
        assert connection.execute(select(tables.measurement.c.id)).scalars().all() == [made.solo_id]


def test_a_backup_is_for_its_maker_only_and_replaces_nothing_unasked(
    store: Store, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    path = tmp_path / "back-up.gz"
    back_up(store._engine, path, NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    first = path.read_bytes()
    fill(store, questionnaire)
    with pytest.raises(BackupError, match="bestaat al"):
        back_up(store._engine, path, NOW)
    assert path.read_bytes() == first
    back_up(store._engine, path, NOW, replace=True)
    assert path.read_bytes() != first
    with pytest.raises(BackupError, match="niet te schrijven"):
        back_up(store._engine, tmp_path / "geen-map" / "back-up", NOW)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["back-up.gz"]


# Refused whole. Only once for each kind of fault: the fault is found before the database is touched.


@pytest.fixture
def lines(store: Store, questionnaire: Questionnaire, tmp_path: Path) -> list[bytes]:
    fill(store, questionnaire)
    back_up(store._engine, tmp_path / "heel", NOW)
    return (tmp_path / "heel").read_bytes().splitlines(keepends=True)


def changed_head(lines: list[bytes], **changes: int) -> bytes:
    return json.dumps({**json.loads(lines[0]), **changes}).encode() + b"\n" + b"".join(lines[1:])


@pytest.mark.sqlite
def test_every_way_to_cut_or_change_a_file_is_noticed(store: Store, lines: list[bytes], tmp_path: Path) -> None:
    whole = b"".join(lines)
    damaged = [b"".join(lines[:end]) for end in range(1, len(lines))]
    damaged += [b"".join(lines[:skip] + lines[skip + 1 :]) for skip in range(1, len(lines))]
    damaged += [whole.replace(b"geheim", b"gehe1m", 1), whole + b"[1]\n", whole + b"{", whole.replace(b"\n", b"", 3)]
    damaged += [gzip.compress(whole)[:-9], gzip.compress(whole)[:40], gzip.compress(whole)[:-6] + b"123456"]
    damaged += [lines[0] + b"[]\n", lines[0] + b"null\n", lines[0] + b"\xff\n", lines[0] + b'{"end":{}}\n']
    before = contents(store._engine)
    for content in damaged:
        (tmp_path / "stuk").write_bytes(content)
        with pytest.raises(BackupError, match=r"is niet heel|is geen back-up"):
            restore(store._engine, tmp_path / "stuk", NOW, force=True)
    assert contents(store._engine) == before


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"Geachte heer,\n", b"{}\n", b"[]\n", b"\x1f\x8b", b"\x00" * 100, b'{"zelfscan": 1}']
)
def test_another_file_is_no_backup(store: Store, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "brief").write_bytes(content)
    with pytest.raises(BackupError, match=r"is niet heel|is geen back-up van de zelfscan"):
        restore(store._engine, tmp_path / "brief", NOW)


@pytest.mark.sqlite
def test_a_file_that_is_not_there_or_is_a_folder_is_said(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "weg", tmp_path):
        with pytest.raises(BackupError, match="niet te lezen"):
            restore(store._engine, path, NOW)


def resealed(content: bytes) -> bytes:
    """The file with a checksum that fits: as a newer version would have made it."""
    *before, last = content.splitlines(keepends=True)
    end = {**json.loads(last), "sha256": sha256(b"".join(before)).hexdigest()}
    return b"".join([*before, json.dumps(end).encode() + b"\n"])


@pytest.mark.sqlite
def test_a_backup_of_a_newer_version_is_refused_and_says_why(store: Store, lines: list[bytes], tmp_path: Path) -> None:
    before = contents(store._engine)
    for changes, said in (
        ({"schema": SCHEMA + 1}, f"opslag {SCHEMA + 1}; deze versie kent opslag {SCHEMA}"),
        ({"format": 2}, "bestandsvorm 2"),
    ):
        (tmp_path / "nieuwer").write_bytes(resealed(changed_head(lines, **changes)))
        with pytest.raises(BackupError, match=said):
            restore(store._engine, tmp_path / "nieuwer", NOW, force=True)
    assert contents(store._engine) == before


def test_a_file_whose_rows_do_not_fit_changes_nothing(store: Store, lines: list[bytes], tmp_path: Path) -> None:
    before = contents(store._engine)
    whole = b"".join(lines)
    for old, new in (
        (b'"solo"', b'"anders"'),
        (b'"table":"answer"', b'"table":"antwoord"'),
        (b'"note":"text"', b'"n0te":"text"'),
    ):
        assert old in whole
        content = whole.replace(old, new).replace(b'"answer":', b'"antwoord":') if b"antwoord" in new else whole.replace(old, new)
        (tmp_path / "past-niet").write_bytes(resealed(content))
        with pytest.raises(BackupError, match="past niet: tabel"):
            restore(store._engine, tmp_path / "past-niet", NOW, force=True)
        assert contents(store._engine) == before


def test_a_newer_database_is_neither_saved_nor_thrown_away(store: Store, lines: list[bytes], tmp_path: Path) -> None:
    with writing(store._engine) as connection:
        connection.execute(tables.meta.update().values(schema=SCHEMA + 1))
    before = contents(store._engine)
    with pytest.raises(SchemaTooNew):
        back_up(store._engine, tmp_path / "nieuw", NOW)
    with pytest.raises(SchemaTooNew):
        restore(store._engine, tmp_path / "heel", NOW, force=True)
    assert contents(store._engine) == before


@pytest.mark.sqlite
def test_a_disk_that_fills_up_leaves_no_half_backup(
    store: Store, lines: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = iter(range(len(lines) // 2))

    def write(writer: Writer, content: object) -> None:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        line(writer, content)

    line = Writer._line
    monkeypatch.setattr(Writer, "_line", write)
    with pytest.raises(BackupError, match="schijf vol"):
        back_up(store._engine, tmp_path / "heel", NOW, replace=True)
    assert (tmp_path / "heel").read_bytes() == b"".join(lines)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["heel"]


def test_an_empty_database_has_nothing_to_save(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/leeg.sqlite")
    with pytest.raises(BackupError, match="leeg"):
        back_up(engine, tmp_path / "back-up", NOW)
    engine.dispose()
    made = open_engine(f"sqlite:///{tmp_path}/leeg.sqlite")
    back_up(made, tmp_path / "back-up", NOW)
    with made.connect() as connection:
        assert schema_of(connection) == SCHEMA
    made.dispose()
