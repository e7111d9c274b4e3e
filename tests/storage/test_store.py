"""What the store promises: what is saved is there, and stays of the one it belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from questionnaire.answers import MAX_NOTE, Answer, Measurement, Reference
from questionnaire.models import Questionnaire
from storage import MeasurementGone, QuestionnaireDamaged, Store, Stored, TokenInUse, new_token, tables
from tests.storage.conftest import RETENTION, make_questionnaire

TODAY = date(2026, 11, 24)
PER_MEASUREMENT = ("measurement", "response", "answer", "target", "plan", "missing_partner")


def start(store: Store, questionnaire: Questionnaire, token: str | None = None) -> tuple[str, Stored]:
    token = token or new_token()
    return token, store.create(token, questionnaire, municipality="Ede", role="beleid", size="groot", today=TODAY)


def again(store: Store, token: str) -> Stored:
    found = store.find(token)
    assert found is not None
    return found


def fill(store: Store, stored: Stored) -> None:
    """Something in every table."""
    store.save_answer(stored.response_id, "vraag-0", 3, "notitie")
    store.save_target(stored.id, "thema-1", 5)
    store.save_target_reason(stored.id, "thema-1", "Dit kan nu.")
    store.save_chosen(stored.id, ["idee-a"])
    store.save_missing_partners(stored.id, ["wijkteam"])


def rows(database: Path) -> dict[str, int]:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        counts = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in tables.metadata.tables.items()
        }
    engine.dispose()
    return counts


def file_bytes(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.iterdir())


def test_a_new_measurement_is_found_by_its_token(store: Store, questionnaire: Questionnaire) -> None:
    token, created = start(store, questionnaire)
    assert store.find(token) == created
    assert (created.municipality, created.role, created.size, created.date) == ("Ede", "beleid", "groot", TODAY)
    assert (created.questionnaire_hash, created.questionnaire_version) == (questionnaire.hash, "1")
    assert (created.answers, created.targets, created.target_reasons) == ({}, {}, {})
    assert (created.chosen, created.missing_partners) == ((), frozenset())
    assert created.position is None
    assert created.updated.tzinfo is UTC
    assert created.expires == created.updated + RETENTION


def test_everything_survives_a_restart(store: Store, database: Path, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    fill(store, stored)
    store.save_details(stored.id, "Utrecht", "uitvoering", None)
    store.save_position(stored.id, "thema-2")
    before = again(store, token)
    store.close()
    assert Store(f"sqlite:///{database}", RETENTION).find(token) == before
    assert (before.municipality, before.role, before.size, before.position) == ("Utrecht", "uitvoering", None, "thema-2")
    assert before.answers == {"vraag-0": Answer(level=3, note="notitie")}
    assert (before.targets, before.target_reasons) == ({"thema-1": 5}, {"thema-1": "Dit kan nu."})
    assert before.chosen == ("idee-a",)
    assert before.missing_partners == {"wijkteam"}


def test_the_last_saved_answer_wins_and_saving_twice_changes_nothing(
    store: Store, database: Path, questionnaire: Questionnaire
) -> None:
    token, stored = start(store, questionnaire)
    for value, note in ((2, "eerst"), ("unknown", None), (4, "laatst"), (4, "laatst")):
        store.save_answer(stored.response_id, "vraag-0", value, note)  # type: ignore[arg-type]
    assert again(store, token).answers == {"vraag-0": Answer(level=4, note="laatst")}
    assert rows(database)["answer"] == 1


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5, "unknown", "not_applicable"])
def test_every_value_comes_back_as_itself(store: Store, questionnaire: Questionnaire, value: int | str) -> None:
    token, stored = start(store, questionnaire)
    store.save_answer(stored.response_id, "vraag-0", value, None)  # type: ignore[arg-type]
    assert again(store, token).answers == {"vraag-0": Answer(level=value)}


def test_a_note_without_a_value_is_kept_and_an_emptied_answer_is_no_answer(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_answer(stored.response_id, "vraag-0", None, "nog bespreken")
    store.save_answer(stored.response_id, "vraag-1", 3, "weg ermee")
    store.save_answer(stored.response_id, "vraag-1", None, "")
    assert again(store, token).answers == {"vraag-0": Answer(note="nog bespreken")}


@pytest.mark.parametrize("value", [0, 6, True, "3", "onzin", 2.5])
def test_a_value_that_is_no_answer_is_refused(store: Store, questionnaire: Questionnaire, value: object) -> None:
    token, stored = start(store, questionnaire)
    with pytest.raises(ValueError, match="level"):
        store.save_answer(stored.response_id, "vraag-0", value, None)  # type: ignore[arg-type]
    assert again(store, token).answers == {}


@pytest.mark.parametrize(
    "note", ["👩🏽‍🦽 goed 🎉", "مرحبا بالعالم", "é" * MAX_NOTE, "'; DROP TABLE answer; --", " twee\r\nregels\t"]
)
def test_notes_come_back_to_the_letter(store: Store, questionnaire: Questionnaire, note: str) -> None:
    token, stored = start(store, questionnaire)
    store.save_answer(stored.response_id, "vraag-0", 1, note)
    assert again(store, token).answers["vraag-0"].note == note


def test_characters_a_database_cannot_hold_do_not_cost_the_rest_of_the_note(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_answer(stored.response_id, "vraag-0", 1, "voor\0na\ud83d.")
    store.save_details(stored.id, "E\0de\ud83d", None, None)
    assert again(store, token).answers["vraag-0"].note == "voorna?."
    assert again(store, token).municipality == "Ede?"


def test_too_long_a_note_is_refused_and_the_stored_one_stays(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_answer(stored.response_id, "vraag-0", 1, "kort")
    with pytest.raises(ValueError, match="note"):
        store.save_answer(stored.response_id, "vraag-0", 2, "x" * (MAX_NOTE + 1))
    assert again(store, token).answers["vraag-0"] == Answer(level=1, note="kort")


def test_targets_are_set_changed_and_taken_back(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_target(stored.id, "thema-1", 5)
    store.save_target(stored.id, "thema-1", 3)
    store.save_target(stored.id, "thema-2", 4)
    store.save_target(stored.id, "thema-2", None)
    assert again(store, token).targets == {"thema-1": 3}
    with pytest.raises(ValueError, match="level"):
        store.save_target(stored.id, "thema-1", 6)


def test_chosen_ideas_keep_the_order_of_choosing(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_chosen(stored.id, ["z", "a", "z"])
    store.save_chosen(stored.id, ["m", "a", "z"])
    assert again(store, token).chosen == ("z", "a", "m")
    store.save_chosen(stored.id, ["a", "m"])
    store.save_chosen(stored.id, ["a", "m", "z"])
    assert again(store, token).chosen == ("a", "m", "z")
    store.save_chosen(stored.id, [])
    assert again(store, token).chosen == ()


def test_missing_partners_are_replaced_as_a_whole(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    store.save_missing_partners(stored.id, ["a", "b", "b"])
    store.save_missing_partners(stored.id, ["b", "c"])
    assert again(store, token).missing_partners == {"b", "c"}
    store.save_missing_partners(stored.id, [])
    assert again(store, token).missing_partners == frozenset()


def test_every_save_starts_the_retention_period_again(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    last = stored
    for save in (
        lambda: store.save_answer(stored.response_id, "vraag-0", 1, None),
        lambda: store.save_details(stored.id, "Ede", None, None),
        lambda: store.save_position(stored.id, "thema-1"),
        lambda: store.save_target(stored.id, "thema-1", None),
        lambda: store.save_chosen(stored.id, []),
        lambda: store.save_missing_partners(stored.id, []),
    ):
        save()
        now = again(store, token)
        assert now.updated > last.updated
        assert now.expires == now.updated + RETENTION
        assert now.created == stored.created
        last = now


def test_a_token_has_one_measurement(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    with pytest.raises(TokenInUse):
        start(store, questionnaire, token)
    file = Measurement(questionnaire=Reference(id="proef", version="1"), date=TODAY, answers={"vraag-0": Answer(level=1)})
    with pytest.raises(TokenInUse):
        store.import_measurement(token, file, questionnaire, TODAY)
    assert store.find(token) == stored


def test_two_measurements_do_not_mix(store: Store, questionnaire: Questionnaire) -> None:
    (one, first), (other, second) = start(store, questionnaire), start(store, questionnaire)
    fill(store, first)
    assert store.find(other) == second
    store.save_details(second.id, "Goes", "directie", None)
    assert (again(store, one).municipality, again(store, one).role) == ("Ede", "beleid")


GARBAGE = [
    "",
    "x",
    "a" * 31,
    "a" * 33,
    "x" * 10_000,
    "a" * 31 + "\0",
    "\0" * 32,
    "🎉" * 32,
    "\ud83d" * 32,
    "a" * 32 + "\n",
    "' OR 1=1 --",
    "é" * 32,
]


@pytest.mark.parametrize("token", GARBAGE, ids=range(len(GARBAGE)))
def test_any_string_is_a_safe_token(store: Store, questionnaire: Questionnaire, token: str) -> None:
    start(store, questionnaire)
    assert store.find(token) is None
    assert store.delete(token) is False
    with pytest.raises(ValueError, match="token"):
        start(store, questionnaire, token or "\t")


def test_an_unknown_token_finds_nothing(store: Store, questionnaire: Questionnaire) -> None:
    start(store, questionnaire)
    assert store.find(new_token()) is None


def test_tokens_are_long_and_different() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {32}  # 6 bits each: 192


def test_the_database_never_holds_the_token(store: Store, database: Path, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    fill(store, stored)
    assert stored.questionnaire_hash.encode() in file_bytes(database)  # the search looks in the right place
    assert token.encode() not in file_bytes(database)
    assert token[:12].encode() not in file_bytes(database)


def test_delete_leaves_no_row_and_no_byte(store: Store, database: Path, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    fill(store, stored)
    store.save_answer(stored.response_id, "vraag-1", 2, "vertrouwelijk " * 500)
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        written = max(connection.execute(select(tables.answer.c.note)).scalars(), key=len).encode()[:1000]
    engine.dispose()
    assert written in file_bytes(database)
    assert all(rows(database)[table] for table in PER_MEASUREMENT)
    assert store.delete(token) is True
    assert {table: rows(database)[table] for table in PER_MEASUREMENT} == dict.fromkeys(PER_MEASUREMENT, 0)
    assert written[:100] not in file_bytes(database)
    assert store.find(token) is None
    assert store.delete(token) is False


def test_delete_leaves_other_measurements_alone(store: Store, questionnaire: Questionnaire) -> None:
    (one, _), (other, second) = start(store, questionnaire), start(store, questionnaire)
    fill(store, second)
    before = again(store, other)
    store.delete(one)
    assert store.find(other) == before


def test_saving_into_a_deleted_measurement_is_refused_also_after_a_new_one_started(
    store: Store, questionnaire: Questionnaire
) -> None:
    token, gone = start(store, questionnaire)
    store.delete(token)
    other, fresh = start(store, questionnaire)
    for save in (
        lambda: store.save_answer(gone.response_id, "vraag-0", 1, None),
        lambda: store.save_details(gone.id, "Goes", None, None),
        lambda: store.save_position(gone.id, "thema-1"),
        lambda: store.save_target(gone.id, "thema-1", 5),
        lambda: store.save_chosen(gone.id, ["idee"]),
        lambda: store.save_missing_partners(gone.id, ["wijkteam"]),
    ):
        with pytest.raises(MeasurementGone):
            save()
    assert store.find(other) == fresh


def test_an_expired_measurement_is_not_found_and_its_token_can_start_anew(database: Path, questionnaire: Questionnaire) -> None:
    short = Store(f"sqlite:///{database}", timedelta(0))
    token, _ = start(short, questionnaire)
    assert short.find(token) is None
    longer = Store(f"sqlite:///{database}", RETENTION)
    _, fresh = start(longer, questionnaire, token)
    assert longer.find(token) == fresh


def test_expire_removes_what_is_due_with_its_questionnaire_and_nothing_else(store: Store, database: Path) -> None:
    old, new = make_questionnaire(version="1"), make_questionnaire(version="2")
    due, stored = start(store, old)
    fill(store, stored)
    kept, later = start(store, new)
    store.save_position(later.id, "thema-1")
    moment = again(store, due).expires
    assert store.expire(moment - timedelta(microseconds=1)) == 0
    assert store.expire(moment) == 1
    assert store.find(kept) == again(store, kept)
    counts = rows(database)
    assert counts["measurement"] == counts["response"] == counts["questionnaire_version"] == 1
    assert counts["answer"] == counts["target"] == counts["plan"] == counts["missing_partner"] == 0
    assert store.expire(datetime.now(UTC) + 2 * RETENTION) == 1
    assert rows(database)["questionnaire_version"] == 0


def test_an_old_measurement_is_read_with_the_questions_it_was_made_with(store: Store, database: Path) -> None:
    old, new = make_questionnaire(text="De oude vraag?"), make_questionnaire(text="De nieuwe vraag?", version="2")
    token, stored = start(store, old)
    start(store, new)
    start(store, old)
    assert rows(database)["questionnaire_version"] == 2
    reopened = Store(f"sqlite:///{database}", RETENTION)
    found = reopened.questionnaire(again(reopened, token).questionnaire_hash)
    assert found == old
    assert found is reopened.questionnaire(stored.questionnaire_hash)
    assert store.questionnaire(new.hash) == new
    assert store.questionnaire("0" * 64) is None


def test_a_changed_questionnaire_in_the_database_is_refused(store: Store, questionnaire: Questionnaire) -> None:
    start(store, questionnaire)
    with store._engine.execution_options(writes=True).begin() as connection:
        version = tables.questionnaire_version
        connection.execute(version.update().values(json=func.replace(version.c.json, "Hoe gaat", "Waar gaat")))
    with pytest.raises(QuestionnaireDamaged):
        store.questionnaire(questionnaire.hash)


def test_ping_answers(store: Store) -> None:
    store.ping()


def test_changed_tells_a_good_copy_from_an_old_one(store: Store, questionnaire: Questionnaire) -> None:
    token, stored = start(store, questionnaire)
    assert store.changed(stored.id) == stored.updated
    moment = store.save_answer(stored.response_id, "vraag-0", 3, None)
    assert store.changed(stored.id) == moment != stored.updated
    assert again(store, token).updated == moment
    store.delete(token)
    assert store.changed(stored.id) is None
