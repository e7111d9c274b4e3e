"""From every schema that there was to the one of now and back, with data in it, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, text

from questionnaire.models import Questionnaire
from storage import SchemaTooNew, Store, new_token
from storage.database import open_engine, schema_of, writing
from storage.migration import downgrade, upgrade
from storage.sealing import MARK
from storage.tables import SCHEMA, metadata
from tests.storage.conftest import RETENTION
from tests.storage.everything import NOTE, as_far_as, contents, fill, has
from tests.storage.workshop_room import ALL, TODAY, through_answering

EARLIER = range(1, SCHEMA)
pytestmark = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_the_steps_lead_to_the_tables_that_the_store_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        other = [change for change in compare_metadata(context, metadata) if "alembic_version" not in str(change)]
        assert other == []
        assert schema_of(connection) == SCHEMA


def test_the_rules_of_the_tables_came_along(engine: Engine) -> None:
    """Alembic does not compare them."""
    for table in metadata.sorted_tables:
        rules = [rule for column in table.columns for rule in column.constraints] + list(table.constraints)
        expected = sum(isinstance(rule, CheckConstraint) for rule in rules)
        assert len(inspect(engine).get_check_constraints(table.name)) == expected, table.name


@pytest.mark.parametrize("schema", EARLIER)
def test_what_was_stored_before_is_there_after(url: str, schema: int, questionnaire: Questionnaire) -> None:
    """Every table: of a person alone and of a workshop, with both rounds, dots, plans and the trail."""
    store = Store(url, RETENTION)
    made = fill(store, questionnaire)
    again = with_a_second_round(store, questionnaire)
    engine, before = store._engine, contents(store._engine)
    with writing(engine) as connection:
        downgrade(connection, schema)
        assert schema_of(connection) == schema
        assert has(connection) == tables_of(schema)
        notes = connection.execute(text("SELECT note FROM answer WHERE note IS NOT NULL")).scalars().all()
        assert all(note.startswith(MARK) is (schema >= 4) for note in notes)
    earlier = contents(engine)
    assert as_far_as(earlier, before) == as_far_as(earlier, earlier)  # nothing went that this schema has a place for
    assert sum(map(len, earlier.values())) > 10
    store.close()

    store = Store(url, RETENTION)
    after = contents(store._engine)
    assert as_far_as(earlier, after) == as_far_as(earlier, earlier)
    new = {name: rows for name, rows in after.items() if name not in earlier}
    assert all(rows == [] for name, rows in new.items() if name != "seal")
    with store._engine.connect() as connection:
        notes = connection.execute(text("SELECT note FROM answer WHERE note IS NOT NULL")).scalars().all()
    assert notes
    assert all(note.startswith(MARK) for note in notes)

    found = store.find(made.solo)
    assert found is not None
    assert found.answers["vraag-0"].note == f"geheim {NOTE}"
    assert found.targets == {"thema-1": 5}
    assert (store.participants.find(again) is not None) is (schema >= 2)
    assert (store.plans.shared(made.co_writer) is not None) is (schema >= 3)
    owner = new_token()
    store.workshops.open(owner, questionnaire, municipality="", size=None, scope="all", questions=("vraag-0",), today=TODAY)
    assert store.workshops.find(owner) is not None
    store.close()


def with_a_second_round(store: Store, questionnaire: Questionnaire) -> str:
    """A workshop where somebody voted again: two responses under one token, which is the participant's."""
    opened = store.workshops.open(
        new_token(), questionnaire, municipality="Epe", size=None, scope="all", questions=ALL, today=TODAY
    )
    ((token, response),) = through_answering(store, opened, people=1)
    store.workshops.move(opened.id, "results", "discussion")
    store.workshops.move(opened.id, "discussion", "revote", revote=["vraag-0"])
    store.participants.save_vote(response, "vraag-0", 4)
    store.workshops.move(opened.id, "revote", "agreeing")
    return token


@cache
def tables_of(schema: int) -> dict[str, list[str]]:
    """The tables and columns of a database that was never further than `schema`."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, schema)
        return has(connection)


@pytest.mark.parametrize("schema", EARLIER)
def test_a_database_from_before_alembic_goes_on_where_it_was(url: str, schema: int) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        downgrade(connection, schema)
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()
    again = open_engine(url)
    with again.connect() as connection:
        assert schema_of(connection) == SCHEMA
    again.dispose()


def test_a_newer_database_is_refused_and_not_touched(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE meta SET schema = {SCHEMA + 1}"))
    engine.dispose()
    with pytest.raises(SchemaTooNew, match=f"opslag {SCHEMA + 1}"):
        open_engine(url)
    plain = create_engine(url)
    with plain.connect() as connection:
        assert schema_of(connection) == SCHEMA + 1
    plain.dispose()
