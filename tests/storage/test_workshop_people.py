"""Who takes part in a workshop: codes, tokens, leaving, paper, and many at once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.dialects import postgresql

from questionnaire.models import Questionnaire
from storage import (
    MeasurementGone,
    NotNow,
    Store,
    TokenInUse,
    UnknownCode,
    Workshop,
    WorkshopFull,
    new_token,
    participants,
    workshops,
)
from storage.workshop import CODE_LETTERS, new_code, tidy_code
from tests.storage.workshop_room import ALL, TODAY, join, now, through_answering


def test_codes_are_unambiguous_and_typed_as_people_type() -> None:
    assert not set(CODE_LETTERS) & set("AEIOUY01L")
    code = new_code()
    assert tidy_code(f" {code[:3].lower()} {code[3:]} ") == code
    assert tidy_code(f"{code[:3]}-{code[3:]}") == code
    for wrong in ("", code[:5], code + "B", "OOOOOO", "É" * 6, "'; DROP"):
        assert tidy_code(wrong) is None


def test_people_join_with_the_code_and_come_back_with_their_token(store: Store, opened: Workshop) -> None:
    token, response_id = join(store, opened)
    other, _ = join(store, opened, None)
    again = store.participants.join(opened.join_code or "", token, "wijkteam")
    assert (again.response_id, again.number, again.role) == (response_id, 1, "beleid")
    found = store.participants.find(other)
    assert found is not None
    assert (found.number, found.role, found.answers, found.workshop.phase) == (2, None, {}, "waiting")
    assert store.workshops.progress(opened.id, "answering") == (2, 0)
    assert store.participants.find(new_token()) is None
    assert store.participants.find("geen token") is None


@pytest.mark.parametrize("code", ["BBBBBB", "", "niet een code", "000000"])
def test_a_wrong_code_opens_nothing(store: Store, opened: Workshop, code: str) -> None:
    with pytest.raises(UnknownCode):
        store.participants.join(code, new_token(), None)


def test_an_expired_code_opens_nothing_until_it_is_renewed(
    store: Store, opened: Workshop, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, _ = join(store, opened)
    later = datetime.now(UTC) + workshops.CODE_LIFETIME + timedelta(minutes=1)
    for module in ("participants", "workshops"):
        monkeypatch.setattr(f"storage.{module}.utc_now", lambda: later)
    with pytest.raises(UnknownCode):
        join(store, opened)
    assert store.participants.find(token) is not None  # who was in, stays in
    store.workshops.renew_code(opened.id)
    with pytest.raises(UnknownCode):
        join(store, opened)
    join(store, now(store, owner))


def test_joining_waits_for_its_turn_on_postgresql() -> None:
    """Sixty people join in the same second. The number and the place of each are looked up and then taken: without a lock
    on the workshop two people would take the same number, and one of them would see an error."""
    assert "FOR UPDATE OF measurement" in str(participants.ENTRANCE.compile(dialect=postgresql.dialect()))


def test_a_token_opens_one_thing(store: Store, questionnaire: Questionnaire, opened: Workshop, owner: str) -> None:
    with pytest.raises(TokenInUse):
        store.workshops.open(owner, questionnaire, municipality="", size=None, scope="all", questions=ALL, today=TODAY)
    token, _ = join(store, opened)
    assert store.workshops.find(token) is None
    assert store.participants.find(owner) is None
    other = store.workshops.open(new_token(), questionnaire, municipality="", size=None, scope="all", questions=ALL, today=TODAY)
    with pytest.raises(ValueError, match="one workshop"):
        store.participants.join(other.join_code or "", token, None)


def test_a_workshop_holds_a_hundred_people(store: Store, opened: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.workshops.MOST_PARTICIPANTS", 2)
    join(store, opened)
    join(store, opened)
    with pytest.raises(WorkshopFull):
        join(store, opened)


def test_a_removed_participant_is_out_and_what_was_counted_stays(store: Store, opened: Workshop) -> None:
    people = through_answering(store, opened)
    before = store.workshops.counted(opened.id, 1)
    token, response_id = people[0]
    assert store.workshops.remove(opened.id, response_id)
    assert not store.workshops.remove(opened.id, response_id)
    assert not store.workshops.remove(opened.id + 1, people[1][1])
    assert store.participants.find(token) is None
    assert store.participants.seen(response_id) is None
    with pytest.raises(MeasurementGone):
        store.participants.save_answer(response_id, "vraag-0", 1)
    with pytest.raises(MeasurementGone):
        store.participants.finish(response_id, "results")
    assert store.workshops.counted(opened.id, 1) == before
    assert store.participants.leave(people[1][0])
    assert not store.participants.leave(people[1][0])
    assert store.workshops.counted(opened.id, 1) == before
    assert [attendee.number for attendee in store.workshops.attendees(opened.id)] == [3]


def test_who_leaves_before_the_end_of_the_round_is_not_counted(store: Store, opened: Workshop) -> None:
    token, response_id = join(store, opened)
    store.workshops.move(opened.id, "waiting", "answering")
    store.participants.save_answer(response_id, "vraag-0", 2)
    assert store.participants.leave(token)
    store.workshops.move(opened.id, "answering", "results")
    assert store.workshops.counted(opened.id, 1) == {}


def test_paper_forms_count_like_the_others(store: Store, opened: Workshop) -> None:
    _, response_id = join(store, opened)
    number = store.workshops.add_paper(opened.id, "wijkteam", {"vraag-0": 1, "vraag-1": "unknown"})
    assert number == 2
    with pytest.raises(ValueError, match="does not ask"):
        store.workshops.add_paper(opened.id, None, {"vraag-9": 1})
    store.workshops.move(opened.id, "waiting", "answering")
    store.participants.save_answer(response_id, "vraag-0", 3)
    assert store.workshops.progress(opened.id, "answering") == (2, 1)
    store.workshops.move(opened.id, "answering", "results")
    counted = store.workshops.counted(opened.id, 1) or {}
    assert sorted(entry.values["vraag-0"] for entry in counted.values()) == [1, 3]  # type: ignore[type-var]
    assert {entry.values["vraag-0"]: entry.on_paper for entry in counted.values()} == {1: True, 3: False}
    with pytest.raises(NotNow):
        store.workshops.add_paper(opened.id, None, {"vraag-0": 1})
    assert [attendee.on_paper for attendee in store.workshops.attendees(opened.id)] == [False, True]


def test_many_people_answer_at_once_and_nothing_is_lost_or_doubled(store: Store, opened: Workshop) -> None:
    people = [join(store, opened) for _ in range(8)]
    store.workshops.move(opened.id, "waiting", "answering")

    def answer(response_id: int) -> None:
        for level in (1, 2, 3, 4, 5):
            for question in ALL:
                store.participants.save_answer(response_id, question, level)

    threads = [threading.Thread(target=answer, args=(response_id,)) for _, response_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.workshops.move(opened.id, "answering", "results")
    counted = store.workshops.counted(opened.id, 1) or {}
    assert {key: entry.values for key, entry in counted.items()} == {id: dict.fromkeys(ALL, 5) for _, id in people}
