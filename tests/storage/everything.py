"""A store with something in every table, and a look at all of them: for what must hold for every table, also a later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, inspect, select

from questionnaire.models import Questionnaire
from questionnaire.plan import Plan
from storage import Commitment, Settings, Store, Workshop, new_token, tables
from storage.sealing import vault_of
from storage.unlock import unlock
from tests.storage.workshop_room import ALL, TODAY, to_agreeing

OF_NOBODY = {"meta", "seal", "questionnaire_version"}
"""What belongs to no measurement: the number of the schema, what tells the right key, and the questions."""

NOTE = "Een regel\r\nmet É, 🎉 en 'aanhaling\"; --"


@dataclass(frozen=True)
class Made:
    """The secrets and ids of what `fill` made."""

    solo: str
    solo_id: int
    plan: int
    co_writer: str
    owner: str
    workshop_id: int
    participant: str


def fill(store: Store, questionnaire: Questionnaire, word: str = "geheim") -> Made:
    """A measurement with a plan, and a workshop that went through all phases up to choosing. `word` is in every text."""
    solo, owner = new_token(), new_token()
    stored = store.create(solo, questionnaire, municipality=f"{word}-gemeente", role="beleid", size="groot", today=TODAY)
    store.save_answer(stored.response_id, "vraag-0", 3, f"{word} {NOTE}")
    store.save_answer(stored.response_id, "vraag-1", "not_applicable", None)
    store.save_target(stored.id, "thema-1", 5)
    store.save_target_reason(stored.id, "thema-1", f"{word} reden")
    store.save_chosen(stored.id, [f"{word}-idee"])
    store.save_missing_partners(stored.id, [f"{word}-partner"])
    plan = store.plans.create(stored.id, Plan(title=f"{word} plan", review_date=TODAY))
    store.plans.take_seat(plan, "pagina-1", owner=True)
    store.plans.save(plan, "headings.de-aanpak", f"{word} aanpak", base=0, writer="pagina-1", owner=True)
    store.plans.save(plan, "headings.de-aanpak", f"{word} andere aanpak", base=0, writer="pagina-2", owner=False)

    store.sharing.share(stored.id, "a" * 64, {"thema-1": 3})

    opened = store.workshops.open(
        owner, questionnaire, municipality=f"{word}-stad", size=None, scope="all", questions=ALL, today=TODAY
    )
    people = _through(store, opened, word)
    return Made(solo, stored.id, plan, store.plans.share(plan), owner, opened.id, people[0][0])


def _through(store: Store, opened: Workshop, word: str) -> list[tuple[str, int]]:
    people = to_agreeing(store, opened)
    agreed = store.workshops
    agreed.save_agreed(opened.id, "vraag-1", 2, f"{word} afspraak")
    agreed.move(opened.id, "agreeing", "choosing", ideas=[f"{word}-idee"])
    store.participants.save_dots(people[0][1], {f"{word}-idee": 2})
    store.participants.finish(people[0][1], "choosing")
    date = TODAY + timedelta(days=14)
    agreed.commit(opened.id, Commitment(f"{word}-idee", f"{word} eigenaar", f"{word} stap", date, date))
    return people


Contents = dict[str, list[dict[str, Any]]]


def contents(engine: Engine) -> Contents:
    """Every row of every table by the name of its columns, in one order; texts as people typed them. Of an earlier schema:
    the tables and columns that it has."""
    if vault_of(engine.dialect) is None:
        unlock(engine, Settings().notes_key)
    with engine.connect() as connection:
        found = {}
        for name, columns in has(connection).items():
            table = tables.metadata.tables.get(name)
            if table is not None:
                rows = select(*(table.c[column] for column in columns)).order_by(*table.primary_key.columns)
                found[name] = [dict(row._mapping) for row in connection.execute(rows)]
        return found


def has(connection: Connection) -> dict[str, list[str]]:
    """The names of the tables that there are, with those of their columns."""
    found = inspect(connection).get_multi_columns()
    return {name: [column["name"] for column in columns] for (_, name), columns in found.items()}


def as_far_as(schema: Contents, whole: Contents) -> Contents:
    """What of `whole` fits in the tables and columns of `schema`, without the number of the schema, and the seal: it is made
    anew for a database that has none."""
    return {
        name: [{column: row[column] for column in (rows[0] if rows else row)} for row in whole[name]]
        for name, rows in schema.items()
        if name not in ("meta", "seal")
    }
