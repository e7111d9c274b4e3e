"""From every schema that there was to the one of now and back, with data in it, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, text

from questionnaire.models import Questionnaire
from storage import SchemaTooNew, Store, new_token
from storage.database import open_engine, schema_of, writing
from storage.migration import downgrade
from storage.tables import SCHEMA, metadata
from tests.storage.conftest import RETENTION

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
    token = new_token()
    store = Store(url, RETENTION)
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=date(2026, 11, 24))
    store.save_answer(stored.response_id, "vraag-0", 3, "blijft")
    store.save_target(stored.id, "thema-1", 5)
    store.save_chosen(stored.id, ["idee"])
    with writing(store._engine) as connection:
        downgrade(connection, schema)
        assert schema_of(connection) == schema
    store.close()

    store = Store(url, RETENTION)
    found = store.find(token)
    assert found is not None
    assert found.answers["vraag-0"].note == "blijft"
    assert found.targets == {"thema-1": 5}
    assert found.chosen == ("idee",)
    owner = new_token()
    store.workshops.open(
        owner, questionnaire, municipality="", size=None, scope="all", questions=("vraag-0",), today=date(2026, 11, 24)
    )
    assert store.workshops.find(owner) is not None
    store.close()


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
