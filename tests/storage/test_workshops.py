"""A workshop in the store: who can do what in which phase, and what a closed round keeps."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql

from questionnaire.models import Questionnaire
from storage import (
    Commitment,
    MeasurementGone,
    NotNow,
    Store,
    TokenInUse,
    UnknownCode,
    Workshop,
    WorkshopFull,
    new_token,
    participants,
    tables,
    workshop,
    workshops,
)
from storage.workshop import CODE_LETTERS, FOLLOWING, new_code, tidy_code

TODAY = date(2026, 11, 24)
ALL = ("vraag-0", "vraag-1", "vraag-2", "vraag-3")


@pytest.fixture
def owner() -> str:
    return new_token()


@pytest.fixture
def opened(store: Store, questionnaire: Questionnaire, owner: str) -> Workshop:
    return store.workshops.open(owner, questionnaire, municipality="Ede", size="groot", scope="all", questions=ALL, today=TODAY)


def join(store: Store, opened: Workshop, role: str | None = "beleid") -> tuple[str, int]:
    token = new_token()
    return token, store.participants.join(opened.join_code or "", token, role).response_id


def now(store: Store, owner: str) -> Workshop:
    found = store.workshops.find(owner)
    assert found is not None
    return found


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


def test_answers_count_only_while_people_answer(store: Store, opened: Workshop) -> None:
    token, response_id = join(store, opened)
    save = store.participants.save_answer
    with pytest.raises(NotNow):
        save(response_id, "vraag-0", 3)
    store.workshops.move(opened.id, "waiting", "answering")
    save(response_id, "vraag-0", 3)
    save(response_id, "vraag-0", 4)
    save(response_id, "vraag-1", "unknown")
    with pytest.raises(ValueError, match="does not ask"):
        save(response_id, "vraag-9", 3)
    for value in (0, 6, "misschien", True):
        with pytest.raises(ValueError, match="level"):
            save(response_id, "vraag-0", value)  # type: ignore[arg-type]
    assert store.workshops.counted(opened.id, 1) is None
    store.workshops.move(opened.id, "answering", "results")
    with pytest.raises(NotNow):
        save(response_id, "vraag-0", 1)
    counted = store.workshops.counted(opened.id, 1)
    assert counted is not None
    assert {key: (entry.role, entry.values) for key, entry in counted.items()} == {
        response_id: ("beleid", {"vraag-0": 4, "vraag-1": "unknown"})
    }
    found = store.participants.find(token)
    assert found is not None
    assert found.answers == {"vraag-0": 4, "vraag-1": "unknown"}


def test_who_answered_nothing_is_not_counted(store: Store, opened: Workshop) -> None:
    join(store, opened)
    _, answered = join(store, opened)
    store.workshops.move(opened.id, "waiting", "answering")
    store.participants.save_answer(answered, "vraag-2", "not_applicable")
    store.workshops.move(opened.id, "answering", "results")
    assert set(store.workshops.counted(opened.id, 1) or {}) == {answered}


@pytest.mark.parametrize("old", FOLLOWING)
def test_a_workshop_moves_along_its_phases_only(store: Store, opened: Workshop, old: workshop.Phase) -> None:
    for new in FOLLOWING:
        if new not in FOLLOWING[old]:
            with pytest.raises(NotNow):
                store.workshops.move(opened.id, old, new)


def test_a_second_click_moves_nothing(store: Store, opened: Workshop, owner: str) -> None:
    store.workshops.move(opened.id, "waiting", "answering")
    with pytest.raises(NotNow):
        store.workshops.move(opened.id, "waiting", "answering")
    store.workshops.move(opened.id, "answering", "results")
    with pytest.raises(NotNow):
        store.workshops.move(opened.id, "answering", "results")
    assert now(store, owner).phase == "results"


def test_every_change_that_screens_follow_raises_the_stand(store: Store, opened: Workshop, owner: str) -> None:
    _, response_id = join(store, opened)
    stands = [now(store, owner).stand]

    def step() -> None:
        assert store.workshops.stands([opened.id, 12345]) == {opened.id: now(store, owner).stand}
        stands.append(now(store, owner).stand)

    store.workshops.move(opened.id, "waiting", "answering")
    step()
    store.participants.save_answer(response_id, "vraag-0", 2)
    assert now(store, owner).stand == stands[-1]  # an answer of one person changes no screen of another
    store.workshops.move(opened.id, "answering", "results")
    step()
    store.workshops.move(opened.id, "results", "discussion", focus="vraag-1")
    step()
    store.workshops.focus(opened.id, "vraag-2")
    step()
    assert stands == sorted(set(stands))
    assert now(store, owner).focus == "vraag-2"


def through_answering(store: Store, opened: Workshop, people: int = 3) -> list[tuple[str, int]]:
    joined = [join(store, opened) for _ in range(people)]
    store.workshops.move(opened.id, "waiting", "answering")
    for _, response_id in joined:
        store.participants.save_answer(response_id, "vraag-0", 2)
    store.workshops.move(opened.id, "answering", "results")
    return joined


def test_the_second_round_is_stored_apart_and_by_the_same_participant(store: Store, opened: Workshop) -> None:
    people = through_answering(store, opened)
    late, late_id = join(store, opened)
    store.workshops.move(opened.id, "results", "discussion")
    (token, response_id), (_, silent) = people[0], people[1]
    with pytest.raises(NotNow):
        store.participants.save_vote(response_id, "vraag-0", 4)
    store.workshops.move(opened.id, "discussion", "revote", revote=["vraag-0"])
    store.participants.save_vote(response_id, "vraag-0", 4)
    store.participants.save_vote(response_id, "vraag-0", 5)
    store.participants.save_vote(late_id, "vraag-0", 3)
    with pytest.raises(ValueError, match="without a second round"):
        store.participants.save_vote(response_id, "vraag-1", 5)
    store.workshops.move(opened.id, "revote", "agreeing")
    assert {key: entry.values for key, entry in (store.workshops.counted(opened.id, 2) or {}).items()} == {
        response_id: {"vraag-0": 5},
        late_id: {"vraag-0": 3},
    }
    assert (store.workshops.counted(opened.id, 1) or {})[silent].values == {"vraag-0": 2}
    found = store.participants.find(token)
    assert found is not None
    assert (found.answers, found.votes) == ({"vraag-0": 2}, {"vraag-0": 5})
    assert store.participants.find(late) is not None


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


def to_agreeing(store: Store, opened: Workshop) -> list[tuple[str, int]]:
    people = through_answering(store, opened)
    store.workshops.move(opened.id, "results", "agreeing")
    store.workshops.propose(opened.id, {"vraag-0": 2})
    return people


def test_the_agreed_answers_are_the_measurement_of_the_facilitator(store: Store, opened: Workshop, owner: str) -> None:
    assert store.find(owner) is None
    to_agreeing(store, opened)
    store.workshops.save_agreed(opened.id, "vraag-1", 4, "Omdat het zo is.")
    store.workshops.save_agreed(opened.id, "vraag-1", 5, "Omdat het zo is.")
    store.workshops.propose(opened.id, {"vraag-1": 1})  # what the group settled, stays
    stored = store.find(owner)
    assert stored is not None
    assert {id: (answer.level, answer.note) for id, answer in stored.answers.items()} == {
        "vraag-0": (2, None),
        "vraag-1": (5, "Omdat het zo is."),
    }
    store.save_details(stored.id, "Ede", "beleid", "groot")
    assert {attendee.role for attendee in store.workshops.attendees(opened.id)} == {"beleid"}
    store.workshops.move(opened.id, "agreeing", "choosing", ideas=["a"])
    with pytest.raises(NotNow):
        store.workshops.save_agreed(opened.id, "vraag-1", 1, None)


def test_dots_are_a_whole_division_and_never_more_than_three(store: Store, opened: Workshop) -> None:
    people = to_agreeing(store, opened)
    (token, first), (_, second) = people[0], people[1]
    with pytest.raises(NotNow):
        store.participants.save_dots(first, {"a": 1})
    store.workshops.move(opened.id, "agreeing", "choosing", ideas=["a", "b", "c"])
    store.participants.save_dots(first, {"a": 3})
    store.participants.save_dots(first, {"a": 1, "b": 2, "c": 0})
    store.participants.save_dots(second, {"b": 1})
    for wrong in ({"a": 4}, {"a": 2, "b": 2}, {"a": -1, "b": 4}, {"z": 1}):
        with pytest.raises(ValueError, match=r"dots|idea"):
            store.participants.save_dots(first, wrong)
    assert store.workshops.dots(opened.id) == ({}, 0)  # nobody sees a dot while people choose
    found = store.participants.find(token)
    assert found is not None
    assert found.dots == {"a": 1, "b": 2}
    store.workshops.move(opened.id, "choosing", "closed")
    assert store.workshops.dots(opened.id) == ({"a": 1, "b": 3}, 2)


def test_who_leaves_after_the_choosing_takes_no_dot_out_of_the_outcome(store: Store, opened: Workshop) -> None:
    """The outcome before and after one person left would differ by that person's dots."""
    people = to_agreeing(store, opened)
    store.workshops.move(opened.id, "agreeing", "choosing", ideas=["a", "b"])
    for _, response_id in people:
        store.participants.save_dots(response_id, {"a": 2})
    assert store.participants.leave(people[0][0])  # before the closing: not counted
    store.workshops.move(opened.id, "choosing", "closed")
    outcome = store.workshops.dots(opened.id)
    assert outcome == ({"a": 2 * (len(people) - 1)}, len(people) - 1)
    assert store.participants.leave(people[1][0])
    assert store.workshops.dots(opened.id) == outcome


def test_the_choice_has_an_owner_a_step_and_a_day_to_look_back(store: Store, opened: Workshop, owner: str) -> None:
    to_agreeing(store, opened)
    store.workshops.move(opened.id, "agreeing", "choosing", ideas=["a"])
    store.workshops.move(opened.id, "choosing", "closed")
    plan = Commitment("a", "nazorgcoördinator", "Bel de gevangenis.", TODAY + timedelta(14), TODAY + timedelta(90))
    store.workshops.commit(opened.id, plan)
    store.workshops.commit(opened.id, plan)
    assert store.workshops.commitments(opened.id) == [plan]
    second = replace(plan, idea="b")
    store.workshops.commit(opened.id, second)
    store.workshops.commit(opened.id, plan)
    assert store.workshops.commitments(opened.id) == [plan, second], "a changed plan keeps its place"
    stored = store.find(owner)
    assert stored is not None
    assert stored.chosen == ("a", "b")
    store.workshops.withdraw(opened.id, "b")
    store.workshops.withdraw(opened.id, "a")
    assert store.workshops.commitments(opened.id) == []


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


def test_a_workshop_holds_a_hundred_people(store: Store, opened: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.workshops.MOST_PARTICIPANTS", 2)
    join(store, opened)
    join(store, opened)
    with pytest.raises(WorkshopFull):
        join(store, opened)


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
            if name not in ("meta", "questionnaire_version"):
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
