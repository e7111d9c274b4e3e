"""Free texts stand in the database sealed; without the right key the app refuses rather than lose one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, Text, create_engine, event, inspect, select, text

from questionnaire.answers import MAX_NOTE
from questionnaire.models import Questionnaire
from questionnaire.plan import Plan
from storage import Commitment, NoKey, Store, TextUnreadable, Workshop, WrongKey, new_token, tables
from storage.database import open_engine, reading, writing
from storage.migration import downgrade
from storage.sealing import MARK, Sealed, Vault, key_file, rewrite
from storage.unlock import PLACES
from tests.postgres import Postgres
from tests.storage.conftest import RETENTION
from tests.storage.workshop_room import TODAY, to_agreeing

WORDS = "Onze wethouder twijfelt"
WHAT = "headings.de-aanpak"

# Free texts that stand as they are, and why: they are needed to find, count or expire a measurement, or the app chose them.
PLAIN = {
    "questionnaire_version.id",  # the questionnaire, which is public
    "questionnaire_version.version",
    "questionnaire_version.json",
    "measurement.kind",
    "measurement.municipality",  # an organisation, no person
    "measurement.size",
    "measurement.questionnaire_id",
    "measurement.questionnaire_version",
    "measurement.join_code",  # shown on the screen, dead when the workshop closes
    "measurement.phase",
    "measurement.position",
    "response.role",
    "response.kind",
    "answer.question",
    "answer.value",  # one of seven values
    "target.theme",
    "plan.idea",
    "missing_partner.partner",
    "share.municipality",  # an organisation, no person
    "share.size",
    "share_stage.part",  # the id of a theme or line
    "workshop.scope",
    "workshop.focus",
    "finished.phase",
    "vote.idea",
    "commitment.idea",
    "experiment.idea",
    "experiment.writer",  # a random word of a browser page
    "experiment_field.field",
    "experiment_field.writer",
    "experiment_other.field",
    "experiment_other.writer",
    "seal.text",
    "audit.act",  # one of ten words
    "audit.phase",
}


def fill(store: Store, questionnaire: Questionnaire) -> str:
    """A measurement with every kind of text that one person types."""
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    store.save_answer(stored.response_id, "vraag-0", 3, WORDS)
    store.save_target_reason(stored.id, "thema-1", WORDS)
    plan = store.plans.create(stored.id, Plan(title=WORDS))
    store.plans.save(plan, WHAT, WORDS, base=0, writer="ann", owner=True)
    store.plans.save(plan, WHAT, f"{WORDS} ook", base=0, writer="ben", owner=False)
    return token


def everything(engine: Engine) -> dict[str, list[str]]:
    """What stands in each column, as text."""
    found = {}
    with engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            for column in table.columns:
                query = text(f"SELECT CAST({column.name} AS TEXT) FROM {table.name} WHERE {column.name} IS NOT NULL")
                found[f"{table.name}.{column.name}"] = list(connection.execute(query).scalars())
    return found


def raw(url: str) -> dict[str, list[str]]:
    engine = create_engine(url)
    try:
        return everything(engine)
    finally:
        engine.dispose()


def test_every_text_column_is_sealed_or_named_with_a_reason() -> None:
    texts = {
        f"{table.name}.{column.name}": column.type
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text | Sealed)
    }
    assert {name for name, kind in texts.items() if not isinstance(kind, Sealed)} == PLAIN
    assert {f"{table}.{column}" for table, _, column in PLACES} == set(texts) - PLAIN


def test_what_people_type_is_not_in_the_database_and_comes_back_to_the_letter(
    store: Store, url: str, questionnaire: Questionnaire, opened: Workshop, owner: str
) -> None:
    token = fill(store, questionnaire)
    to_agreeing(store, opened)
    store.workshops.save_agreed(opened.id, "vraag-1", 2, WORDS)
    store.workshops.commit(opened.id, Commitment("idee", WORDS, WORDS, date(2026, 12, 1), date(2027, 1, 1)))
    there = raw(url)
    assert [column for column, values in there.items() if any(WORDS in value for value in values)] == []
    for table, _, column in PLACES:
        values = [value for value in there[f"{table}.{column}"] if value]
        assert values, (table, column)
        assert all(value.startswith(MARK) for value in values)
    found = store.find(token)
    assert found is not None
    assert found.answers["vraag-0"].note == WORDS
    assert found.target_reasons == {"thema-1": WORDS}
    assert found.plans[0].plan.title == WORDS
    assert store.workshops.agreed(opened.id)["vraag-1"].note == WORDS
    assert store.workshops.commitments(opened.id)[0].owner == WORDS


def test_a_text_beside_the_plan_is_kept_once_although_no_two_seals_are_equal(store: Store, questionnaire: Questionnaire) -> None:
    token = fill(store, questionnaire)
    found = store.find(token)
    assert found is not None
    for base in (0, 1):
        store.plans.save(found.plans[0].id, WHAT, f"{WORDS} ook", base=base, writer="cas", owner=False)
    plan = store.plans.owned(token, found.plans[0].id)
    assert plan is not None
    assert [other.value for other in plan.others] == [f"{WORDS} ook"]


@pytest.mark.parametrize("note", ["fernet:", "fernet:gAAAAABx", "😀" * 10, "x" * MAX_NOTE, "'; DROP TABLE answer; --"])
def test_any_text_can_be_sealed(store: Store, questionnaire: Questionnaire, note: str) -> None:
    token = fill(store, questionnaire)
    stored = store.find(token)
    assert stored is not None
    store.save_answer(stored.response_id, "vraag-1", 1, note)
    found = store.find(token)
    assert found is not None
    assert found.answers["vraag-1"].note == note


def test_what_was_stored_before_there_was_a_key_is_sealed_at_the_first_start(
    store: Store, url: str, questionnaire: Questionnaire
) -> None:
    """Also a text that looks as if it were sealed."""
    token = fill(store, questionnaire)
    with writing(store._engine) as connection:
        downgrade(connection, 3)
        connection.execute(text("UPDATE target SET reason = 'fernet: een merk'"))
    plain = create_engine(url)
    with plain.connect() as connection:
        assert connection.execute(text("SELECT note FROM answer")).scalar_one() == WORDS
    plain.dispose()
    again = Store(url, RETENTION)
    found = again.find(token)
    again.close()
    assert found is not None
    assert found.answers["vraag-0"].note == WORDS
    assert found.target_reasons == {"thema-1": "fernet: een merk"}
    assert all(value.startswith(MARK) for value in raw(url)["answer.note"] + raw(url)["target.reason"])


def test_a_row_that_an_earlier_version_still_wrote_is_readable(store: Store, questionnaire: Questionnaire) -> None:
    token = fill(store, questionnaire)
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE answer SET note = 'gewoon'"))
    found = store.find(token)
    assert found is not None
    assert found.answers["vraag-0"].note == "gewoon"


def test_another_key_is_refused_and_nothing_changes(store: Store, url: str, questionnaire: Questionnaire) -> None:
    fill(store, questionnaire)
    before = raw(url)
    with pytest.raises(WrongKey, match="andere sleutel"):
        Store(url, RETENTION, notes_key=Fernet.generate_key().decode())
    with pytest.raises(NoKey, match="44 tekens"):
        Store(url, RETENTION, notes_key="geheim")
    assert raw(url) == before


def test_a_damaged_text_is_said_and_not_lost(store: Store, questionnaire: Questionnaire) -> None:
    token = fill(store, questionnaire)
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE answer SET note = substr(note, 1, 60)"))
    with pytest.raises(TextUnreadable, match="niet te lezen"):
        store.find(token)


def test_a_new_key_takes_over_and_the_old_one_can_go(store: Store, url: str, questionnaire: Questionnaire) -> None:
    token = fill(store, questionnaire)
    old, new = os.environ["ZELFSCAN_NOTES_KEY"], Fernet.generate_key().decode()
    Store(url, RETENTION, notes_key=f"{new},{old}").close()
    only_new = Store(url, RETENTION, notes_key=new)
    found = only_new.find(token)
    only_new.close()
    assert found is not None
    assert found.answers["vraag-0"].note == WORDS
    assert found.plans[0].plan.title == WORDS
    with pytest.raises(WrongKey):
        Store(url, RETENTION, notes_key=old)


def test_no_token_ever_reaches_the_database(
    store: Store, url: str, questionnaire: Questionnaire, opened: Workshop, owner: str
) -> None:
    """Neither in a column, nor as a value to compare with: a look-up is by hash, so no guess is nearly right."""
    sent: list[str] = []
    event.listen(
        store._engine, "before_cursor_execute", lambda _c, _k, statement, values, *_: sent.append(f"{statement} {values!r}")
    )
    solo = fill(store, questionnaire)
    stored = store.find(solo)
    assert stored is not None
    plan = store.plans.share(stored.plans[0].id)
    participant = new_token()
    store.participants.join(opened.join_code or "", participant, None)
    live = [solo, owner, plan, participant]
    looks: list[Callable[[str], Any]] = [
        store.find,
        store.workshops.find,
        store.workshops.place,
        store.plans.shared,
        store.participants.find,
        store.participants.place,
    ]
    assert [sum(look(token) is not None for look in looks) for token in live] == [1, 2, 1, 2]
    assert store.plans.owned(solo, stored.plans[0].id) is not None
    there = raw(url)
    for token in live:
        assert [column for column, values in there.items() if any(token in value for value in values)] == []
        assert [line for line in sent if token in line] == []
    hashes = there["measurement.owner_token_hash"] + there["response.token_hash"] + there["experiment.token_hash"]
    assert sorted(map(len, hashes)) == [64] * 4
    store.participants.leave(participant)
    assert store.delete(solo)
    assert [line for line in sent if participant in line or solo in line] == []


# The key file


@pytest.fixture
def no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZELFSCAN_NOTES_KEY")


@pytest.mark.usefixtures("no_setting")
def test_a_laptop_gets_a_key_of_its_own_beside_the_database(tmp_path: Path, questionnaire: Questionnaire) -> None:
    url, key = f"sqlite:///{tmp_path}/zelfscan.sqlite", tmp_path / "zelfscan.sleutel"
    store = Store(url, RETENTION)
    token = fill(store, questionnaire)
    store.close()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes().strip() not in (tmp_path / "zelfscan.sqlite").read_bytes()
    again = Store(url, RETENTION)
    assert again.find(token) is not None
    again.close()
    secret = key.read_text()
    key.unlink()
    with pytest.raises(NoKey, match=r"zelfscan\.sleutel ontbreekt"):
        Store(url, RETENTION)
    assert not key.exists()
    key.write_text("geen sleutel")
    with pytest.raises(NoKey, match="beschadigd"):
        Store(url, RETENTION)
    key.write_text(secret)
    Store(url, RETENTION).close()
    # Over to a setting: the file is still read, and can go afterwards.
    new = Fernet.generate_key().decode()
    Store(url, RETENTION, notes_key=new).close()
    key.unlink()
    last = Store(url, RETENTION, notes_key=new)
    assert last.find(token) is not None
    last.close()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.usefixtures("no_setting")
def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    code = "import sys; from datetime import timedelta; from storage import Store; Store(sys.argv[1], timedelta(1)).ping()"
    url = f"sqlite:///{tmp_path}/zelfscan.sqlite"
    root = Path(__file__).parents[2]
    running = [subprocess.Popen([sys.executable, "-c", code, url], cwd=root) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    Store(url, RETENTION).close()


@pytest.mark.usefixtures("no_setting")
@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_shared_database_asks_for_a_key_that_all_processes_have(url: str) -> None:
    with pytest.raises(NoKey, match="ZELFSCAN_NOTES_KEY"):
        Store(url, RETENTION)
    assert raw(url)["seal.text"] == []


def test_a_database_in_memory_needs_no_file() -> None:
    assert key_file(create_engine("sqlite://").url) is None
    Store("sqlite://", timedelta(days=1), notes_key="").close()


def test_without_a_key_a_copy_can_be_made_and_nothing_plain_is_written(
    url: str, store: Store, questionnaire: Questionnaire
) -> None:
    fill(store, questionnaire)
    engine = open_engine(url)
    with writing(engine) as connection:
        row = connection.execute(tables.answer.select()).one()
        assert row.note.startswith(MARK)
        connection.execute(tables.answer.update().values(note=row.note))
        with pytest.raises(Exception, match="no key"):
            connection.execute(tables.answer.update().values(note="gewoon"))
    engine.dispose()
    assert "seal" in inspect(engine).get_table_names()


def test_a_vault_needs_keys_of_the_right_kind() -> None:
    with pytest.raises(NoKey):
        Vault(["kort"])
    one = Vault([Fernet.generate_key().decode()])
    assert one.seal("") == ""
    assert one.open(one.seal("é")) == "é"
    assert one.seal("x") != one.seal("x")


def test_a_text_that_is_saved_while_all_are_sealed_anew_is_the_one_that_stays(
    postgres: Postgres, questionnaire: Questionnaire
) -> None:
    """Another process goes on serving. On SQLite nobody writes meanwhile."""
    with postgres.database() as url:
        store = Store(url, RETENTION)
        stored = store.create(new_token(), questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
        store.save_answer(stored.response_id, "vraag-0", 3, "oud")

        def meanwhile(sealed: str) -> str:
            store.save_answer(stored.response_id, "vraag-0", 4, "nieuw")
            return Vault([os.environ["ZELFSCAN_NOTES_KEY"]]).seal(Vault([os.environ["ZELFSCAN_NOTES_KEY"]]).open(sealed))

        other = create_engine(store._engine.url)
        with writing(other) as connection:
            rewrite(connection, [("answer", ("response", "question"), "note")], meanwhile)
        with reading(store._engine) as connection:
            assert connection.execute(select(tables.answer.c.note)).scalar_one() == "nieuw"
        other.dispose()
        store.close()
