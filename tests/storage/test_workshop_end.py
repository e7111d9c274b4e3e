"""The end of a workshop: closed, deleted, expired; and a database from before there were any."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from questionnaire.models import Questionnaire
from storage import (
    Commitment,
    NotNow,
    Store,
    UnknownCode,
    Workshop,
    tables,
    workshops,
)
from tests.storage.workshop_room import ALL, TODAY, join, now, through_answering, to_agreeing


def test_a_closed_workshop_has_no_code_and_its_people_keep_their_own_answers(store: Store, opened: Workshop, owner: str) -> None:
    people = through_answering(store, opened)
    store.workshops.move(opened.id, "results", "closed")
    assert now(store, owner).join_code is None
    with pytest.raises(UnknownCode):
        join(store, opened)
    with pytest.raises(NotNow):
        store.workshops.renew_code(opened.id)
    found = store.participants.find(people[0][0])
    assert found is not None
    assert found.answers == {"vraag-0": 2}


def test_deleting_a_workshop_leaves_no_row(store: Store, opened: Workshop, owner: str, database: Path) -> None:
    people = to_agreeing(store, opened)
    store.workshops.move(opened.id, "agreeing", "choosing", ideas=["a"])
    store.participants.save_dots(people[0][1], {"a": 1})
    store.workshops.commit(opened.id, Commitment("a", "b", "c", TODAY, TODAY))
    assert store.delete(owner)
    assert store.workshops.find(owner) is None
    assert store.participants.find(people[0][0]) is None
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        for name in tables.metadata.tables:
            if name not in ("meta", "seal", "questionnaire_version"):
                assert connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() == 0, name
    engine.dispose()


def test_a_workshop_expires_by_its_own_term(store: Store, opened: Workshop, owner: str) -> None:
    assert opened.expires - opened.created == timedelta(days=90)
    assert store.expire(opened.expires - timedelta(seconds=1)) == 0
    assert store.expire(opened.expires) == 1
    assert store.workshops.find(owner) is None


def test_editing_the_agreed_measurement_keeps_a_workshop_no_longer(store: Store, opened: Workshop, owner: str) -> None:
    """The answers of individuals go along with it: they stay 90 days, not the year of a solo measurement."""
    to_agreeing(store, opened)
    stored = store.find(owner)
    assert stored is not None
    store.save_position(stored.id, "thema-1")
    store.save_target(stored.id, "thema-1", 4)
    store.save_answer(stored.response_id, "vraag-0", 3, None)
    assert now(store, owner).expires <= datetime.now(UTC) + timedelta(days=90)


def test_a_workshop_that_expired_does_not_stand_in_the_way_of_a_new_one(
    store: Store, questionnaire: Questionnaire, opened: Workshop, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = opened.expires + timedelta(seconds=1)
    monkeypatch.setattr(workshops, "utc_now", lambda: later)
    assert store.workshops.find(owner) is None
    again = store.workshops.open(owner, questionnaire, municipality="Ede", size=None, scope="all", questions=ALL, today=TODAY)
    assert again.id != opened.id
    assert now(store, owner).id == again.id
