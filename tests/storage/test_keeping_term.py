"""What is past its term is gone, to the microsecond and from every table. The clock of these tests does not tick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

from questionnaire.models import Questionnaire
from storage import MeasurementGone, Store, UnknownCode, new_token, tables, values
from storage.database import writing
from storage.maintenance import Expired, expire
from tests.storage.conftest import RETENTION
from tests.storage.everything import OF_NOBODY, Made, contents, fill
from tests.storage.test_store import file_bytes
from tests.storage.workshop_room import ALL, TODAY, join

WORKSHOP = timedelta(days=90)
INSTANT = timedelta(microseconds=1)


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(values, "_clock", clock)
    return clock


def open_to(store: Store, made: Made) -> dict[str, bool]:
    return {
        "measurement": store.find(made.solo) is not None,
        "changed": store.changed(made.solo_id) is not None,
        "plan": store.plans.owned(made.solo, made.plan) is not None,
        "co-writer": store.plans.shared(made.co_writer) is not None,
        "workshop": store.workshops.find(made.owner) is not None,
        "agreed": store.find(made.owner) is not None,
        "participant": store.participants.find(made.participant) is not None,
    }


def test_everything_opens_until_its_term_and_nothing_after(store: Store, questionnaire: Questionnaire, clock: Clock) -> None:
    made, start = fill(store, questionnaire), clock.now
    assert all(open_to(store, made).values())
    clock.now = start + WORKSHOP - INSTANT
    assert all(open_to(store, made).values())
    clock.now = start + WORKSHOP
    of_workshop = {"workshop", "agreed", "participant"}
    assert {name for name, opens in open_to(store, made).items() if not opens} == of_workshop
    clock.now = start + RETENTION - INSTANT
    assert {name for name, opens in open_to(store, made).items() if not opens} == of_workshop
    clock.now = start + RETENTION
    assert not any(open_to(store, made).values())


def test_sweeping_on_time_removes_each_by_its_own_term_and_then_the_questions(
    store: Store, questionnaire: Questionnaire, clock: Clock
) -> None:
    fill(store, questionnaire)
    start = clock.now
    moments = (start + WORKSHOP - INSTANT, start + WORKSHOP, start + RETENTION - INSTANT, start + RETENTION)
    removed = []
    for moment in moments:
        with writing(store._engine) as connection:
            removed.append(expire(connection, moment))
    assert removed == [Expired(0, 0, 0), Expired(0, 1, 0), Expired(0, 0, 0), Expired(1, 0, 1)]
    assert {name for name, rows in contents(store._engine).items() if rows} == {"meta", "seal"}


def test_a_change_starts_the_term_again(store: Store, questionnaire: Questionnaire, clock: Clock) -> None:
    made = fill(store, questionnaire)
    clock.now += WORKSHOP - INSTANT
    store.save_position(made.solo_id, "thema-1")
    store.workshops.focus(made.workshop_id, "vraag-0")
    changed = clock.now
    clock.now = changed + WORKSHOP - INSTANT
    assert all(open_to(store, made).values())
    clock.now = changed + WORKSHOP
    assert store.workshops.find(made.owner) is None
    clock.now = changed + RETENTION - INSTANT
    assert store.find(made.solo) is not None
    clock.now = changed + RETENTION
    assert store.find(made.solo) is None


def test_a_join_code_stops_by_itself(store: Store, questionnaire: Questionnaire, clock: Clock) -> None:
    opened = store.workshops.open(new_token(), questionnaire, municipality="", size=None, scope="all", questions=ALL, today=TODAY)
    clock.now = opened.join_expires - INSTANT
    join(store, opened)
    clock.now = opened.join_expires
    with pytest.raises(UnknownCode):
        join(store, opened)


def test_a_clock_that_was_set_back_removes_nothing_and_breaks_nothing(
    store: Store, questionnaire: Questionnaire, clock: Clock
) -> None:
    made, start = fill(store, questionnaire), clock.now
    clock.now = start - timedelta(days=3650)
    assert store.expire(clock.now) == 0
    assert all(open_to(store, made).values())
    store.save_position(made.solo_id, "thema-1")
    found = store.find(made.solo)
    assert found is not None
    assert found.expires == clock.now + RETENTION


# Nothing is left. These walk over the tables as they are: a new table that nobody thought of fails here.


def of_somebody() -> list[Table]:
    return [table for table in tables.metadata.sorted_tables if table.name not in OF_NOBODY]


@pytest.mark.parametrize("table", of_somebody(), ids=lambda table: table.name)
def test_every_table_goes_with_its_measurement(table: Table) -> None:
    """Each row points to a measurement, directly or along other rows, and the database takes it away with it."""
    if table is tables.measurement:
        return
    owners = [key for key in table.foreign_keys if key.column.table.name not in OF_NOBODY]
    assert owners, f"{table.name} belongs to no measurement; see OF_NOBODY in tests/storage/everything.py"
    assert all(key.ondelete == "CASCADE" for key in owners)
    assert all(not key.parent.nullable for key in owners)


def rid_of_solo(store: Store, made: Made) -> None:
    assert store.delete(made.solo)


def rid_of_workshop(store: Store, made: Made) -> None:
    assert store.delete(made.owner)


def rid_of_both_by_term(store: Store, made: Made) -> None:
    assert store.expire(datetime.now(UTC) + 2 * RETENTION) == 2


def rid_of_both(store: Store, made: Made) -> None:
    rid_of_solo(store, made)
    rid_of_workshop(store, made)


@pytest.mark.parametrize("rid", [rid_of_both, rid_of_both_by_term])
def test_after_a_deletion_no_table_holds_a_row(
    store: Store, questionnaire: Questionnaire, rid: Callable[[Store, Made], None]
) -> None:
    made = fill(store, questionnaire)
    empty = {name for name, rows in contents(store._engine).items() if not rows}
    assert empty == set(), "tests/storage/everything.py must put something in every table"
    rid(store, made)
    left = {name for name, rows in contents(store._engine).items() if rows}
    assert left <= OF_NOBODY


@pytest.mark.parametrize("rid", [rid_of_solo, rid_of_workshop])
def test_a_deletion_takes_what_is_its_own_and_nothing_of_others(
    store: Store, questionnaire: Questionnaire, rid: Callable[[Store, Made], None]
) -> None:
    fill(store, questionnaire, "blijft")
    before = contents(store._engine)
    made = fill(store, questionnaire, "verdwijnt")
    rid(store, made)
    rid_of_workshop(store, made) if rid is rid_of_solo else rid_of_solo(store, made)
    assert contents(store._engine) == before


def test_a_deleted_plan_leaves_the_rest(store: Store, questionnaire: Questionnaire) -> None:
    made = fill(store, questionnaire)
    before = contents(store._engine)
    assert store.plans.delete(made.plan)
    after = contents(store._engine)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"measurement", "experiment", "experiment_field", "experiment_other"}  # a measurement: its term
    assert all(after[name] == [] for name in changed - {"measurement"})


def test_a_deletion_leaves_no_byte_in_the_files_of_sqlite(store: Store, questionnaire: Questionnaire, database: Path) -> None:
    made = fill(store, questionnaire, "vertrouwelijk")
    assert b"vertrouwelijk" in file_bytes(database)
    rid_of_both(store, made)
    assert b"vertrouwelijk" not in file_bytes(database)


def test_what_is_gone_cannot_be_written_into(store: Store, questionnaire: Questionnaire) -> None:
    made = fill(store, questionnaire)
    rid_of_both(store, made)
    writes: list[Callable[[], object]] = [
        lambda: store.save_position(made.solo_id, None),
        lambda: store.plans.take_seat(made.plan, "pagina-1", owner=True),
        lambda: store.workshops.focus(made.workshop_id, None),
    ]
    for write in writes:
        with pytest.raises(MeasurementGone):
            write()
    assert {name for name, rows in contents(store._engine).items() if rows} <= OF_NOBODY
