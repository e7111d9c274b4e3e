"""A workshop in the store: what can be done in which phase, and what each round keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import (
    Commitment,
    NotNow,
    Store,
    Workshop,
    workshop,
)
from storage.workshop import FOLLOWING
from tests.storage.workshop_room import TODAY, join, now, through_answering, to_agreeing


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
