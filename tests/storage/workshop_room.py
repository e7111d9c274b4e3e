"""A workshop in the store for the tests of this folder, and the ways into its phases."""

from __future__ import annotations

from datetime import date

from storage import (
    Store,
    Workshop,
    new_token,
)

TODAY = date(2026, 11, 24)
ALL = ("vraag-0", "vraag-1", "vraag-2", "vraag-3")


def join(store: Store, opened: Workshop, role: str | None = "beleid") -> tuple[str, int]:
    token = new_token()
    return token, store.participants.join(opened.join_code or "", token, role).response_id


def now(store: Store, owner: str) -> Workshop:
    found = store.workshops.find(owner)
    assert found is not None
    return found


def through_answering(store: Store, opened: Workshop, people: int = 3) -> list[tuple[str, int]]:
    joined = [join(store, opened) for _ in range(people)]
    store.workshops.move(opened.id, "waiting", "answering")
    for _, response_id in joined:
        store.participants.save_answer(response_id, "vraag-0", 2)
    store.workshops.move(opened.id, "answering", "results")
    return joined


def to_agreeing(store: Store, opened: Workshop) -> list[tuple[str, int]]:
    people = through_answering(store, opened)
    store.workshops.move(opened.id, "results", "agreeing")
    store.workshops.propose(opened.id, {"vraag-0": 2})
    return people
