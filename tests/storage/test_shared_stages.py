"""What is shared counts in batches of at least five, and nobody can add and subtract counts until fewer are left.

The last part tries it: whatever municipalities do, every sum and difference of everything that was ever shown is looked at.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from questionnaire.models import Questionnaire
from scoring.groups import ANONYMITY
from storage import MeasurementGone, NotNow, Store, new_token, tables
from storage.database import reading
from storage.sharing import COUNTS_FOR, FEWEST, _whole
from storage.values import utc_now
from tests.storage.conftest import RETENTION, make_questionnaire
from tests.storage.test_keeping_term import INSTANT, Clock, clock  # noqa: F401
from tests.storage.workshop_room import ALL, TODAY, to_agreeing

BASIS = "b" * 64
ONE, TWO = "thema-1", "thema-2"


def begin(store: Store, questionnaire: Questionnaire, name: str, size: str = "groot") -> tuple[str, int]:
    token = new_token()
    return token, store.create(token, questionnaire, municipality=name, role=None, size=size, today=TODAY).id


def share(store: Store, questionnaire: Questionnaire, name: str, stage: int = 3, size: str = "groot") -> tuple[str, int]:
    token, id = begin(store, questionnaire, name, size)
    store.sharing.share(id, BASIS, {ONE: stage})
    return token, id


def several(store: Store, questionnaire: Questionnaire, stages: Iterable[int], word: str = "Proef") -> list[tuple[str, int]]:
    return [share(store, questionnaire, f"{word} {place}", stage) for place, stage in enumerate(stages)]


def shown(store: Store, size: str = "groot") -> tuple[int, tuple[int, ...] | None]:
    found = store.sharing.counts(BASIS, size)
    return found.municipalities, found.parts.get(ONE)


def standing(store: Store, id: int) -> str | None:
    found = store.sharing.of(id)
    return found and found.standing


def test_the_number_is_the_one_of_the_method() -> None:
    assert FEWEST == ANONYMITY == 5


def test_nothing_is_shared_until_somebody_says_so(store: Store, questionnaire: Questionnaire) -> None:
    for place in range(6):
        _, id = begin(store, questionnaire, f"Proef {place}")
        assert store.sharing.of(id) is None
    assert shown(store) == (0, None)


def test_four_wait_and_five_count(store: Store, questionnaire: Questionnaire) -> None:
    people = several(store, questionnaire, (1, 2, 2, 5))
    assert shown(store) == (0, None)
    assert {standing(store, id) for _, id in people} == {"waiting"}
    people.append(share(store, questionnaire, "Proef 4", 4))
    assert shown(store) == (5, (1, 2, 0, 1, 1))
    assert {standing(store, id) for _, id in people} == {"counted"}


def test_those_who_come_later_wait_until_they_are_five(store: Store, questionnaire: Questionnaire) -> None:
    several(store, questionnaire, (3,) * 5)
    several(store, questionnaire, (1,) * 4, "Later")
    assert shown(store) == (5, (0, 0, 5, 0, 0))
    share(store, questionnaire, "Later 4", 1)
    assert shown(store) == (10, (5, 0, 5, 0, 0))


def test_sizes_and_other_questions_never_count_together(store: Store, questionnaire: Questionnaire) -> None:
    several(store, questionnaire, (3,) * 3)
    for place in range(3):
        share(store, questionnaire, f"Klein {place}", size="klein")
    for place in range(3):
        _, id = begin(store, questionnaire, f"Anders {place}")
        store.sharing.share(id, "c" * 64, {ONE: 3})
    assert shown(store) == shown(store, "klein") == (0, None)


def test_a_municipality_counts_once_with_what_it_shared_last(store: Store, questionnaire: Questionnaire) -> None:
    several(store, questionnaire, (3,) * 4)
    _, old = share(store, questionnaire, "Proef 0", 1)
    assert shown(store) == (0, None)  # five measurements of four municipalities
    share(store, questionnaire, "Proef 4", 3)
    assert shown(store) == (5, (1, 0, 4, 0, 0))
    assert standing(store, old) == "counted"
    several(store, questionnaire, (5,) * 5)  # the same five again, while they count
    assert shown(store) == (5, (1, 0, 4, 0, 0))


def test_who_takes_it_back_takes_the_whole_batch_along(store: Store, questionnaire: Questionnaire) -> None:
    people = several(store, questionnaire, (1, 3, 3, 3, 3))
    others = several(store, questionnaire, (2,) * 5, "Ander")
    store.sharing.stop(people[0][1])
    assert shown(store) == (5, (0, 5, 0, 0, 0))
    assert standing(store, people[0][1]) == "stopped"
    assert standing(store, people[1][1]) == "over"
    assert standing(store, others[0][1]) == "counted"
    with reading(store._engine) as connection:
        left = select(tables.share_stage).where(tables.share_stage.c.measurement == people[0][1])
        assert connection.execute(left).all() == []
    for _, id in people[:2]:  # neither can come in again: the difference would be one municipality
        with pytest.raises(NotNow):
            store.sharing.share(id, BASIS, {ONE: 3})


@pytest.mark.parametrize("how", ["delete", "expire"])
def test_a_measurement_that_is_gone_counts_no_more(store: Store, questionnaire: Questionnaire, how: str, clock: Clock) -> None:  # noqa: F811
    term = timedelta(days=90)
    store._terms = store._terms._replace(alone=term)
    people = several(store, questionnaire, (3,) * 5)
    if how == "delete":
        assert store.delete(people[0][0])
    else:
        clock.now += term - INSTANT
        for _, id in people[1:]:
            store.save_position(id, ONE)
        assert shown(store)[0] == 5
        clock.now += INSTANT  # nobody has swept it away yet
    assert shown(store) == (0, None)


def test_who_takes_it_back_while_waiting_can_share_again(store: Store, questionnaire: Questionnaire) -> None:
    people = several(store, questionnaire, (3,) * 4)
    store.sharing.stop(people[0][1])
    assert store.sharing.of(people[0][1]) is None
    share(store, questionnaire, "Proef 4")
    assert shown(store) == (0, None)
    store.sharing.share(people[0][1], BASIS, {ONE: 2})
    assert shown(store) == (5, (0, 1, 4, 0, 0))


def test_an_answer_that_changes_later_changes_no_count(store: Store, questionnaire: Questionnaire) -> None:
    people = several(store, questionnaire, (3,) * 5)
    before = shown(store)
    found = store.find(people[0][0])
    assert found is not None
    store.save_answer(found.response_id, "vraag-0", 5, None)
    store.save_details(found.id, "Elders", None, "klein")
    assert shown(store) == before
    assert shown(store, "klein") == (0, None)


def test_a_batch_counts_for_a_year(store: Store, questionnaire: Questionnaire, clock: Clock) -> None:  # noqa: F811
    people = several(store, questionnaire, (3,) * 5)
    clock.now += COUNTS_FOR - timedelta(days=1)
    for _, id in people:
        store.save_position(id, ONE)
    assert shown(store)[0] == 5
    clock.now += timedelta(days=1)
    assert shown(store) == (0, None)
    several(store, questionnaire, (2,) * 5)  # a new measurement of the same municipalities
    assert shown(store) == (5, (0, 5, 0, 0, 0))


def test_a_theme_that_few_have_an_outcome_for_is_not_counted(store: Store, questionnaire: Questionnaire) -> None:
    def batch(word: str, with_two: int) -> None:
        for place in range(5):
            _, id = begin(store, questionnaire, f"{word} {place}")
            store.sharing.share(id, BASIS, {ONE: 3} | ({TWO: 4} if place < with_two else {}))

    batch("Eerst", 4)
    assert store.sharing.counts(BASIS, "groot").parts == {ONE: (0, 0, 5, 0, 0)}
    batch("Dan", 5)
    assert store.sharing.counts(BASIS, "groot").parts == {ONE: (0, 0, 10, 0, 0), TWO: (0, 0, 0, 5, 0)}


def test_what_cannot_be_shared_is_refused(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire, "Proef")
    for stages in ({}, {ONE: 0}, {ONE: 6}):
        with pytest.raises(ValueError, match="at least one stage"):
            store.sharing.share(id, BASIS, stages)
    store.save_details(id, "Proef", None, None)
    with pytest.raises(ValueError, match="size"):
        store.sharing.share(id, BASIS, {ONE: 3})
    assert store.sharing.of(id) is None
    assert store.delete(token)
    with pytest.raises(MeasurementGone):
        store.sharing.share(id, BASIS, {ONE: 3})
    with pytest.raises(MeasurementGone):
        store.sharing.stop(id)


def test_a_workshop_shares_as_its_facilitator_and_that_leaves_a_trace(store: Store, questionnaire: Questionnaire) -> None:
    several(store, questionnaire, (3,) * 4)
    owner = new_token()
    opened = store.workshops.open(
        owner, questionnaire, municipality="Zaal", size="groot", scope="all", questions=ALL, today=TODAY
    )
    people = to_agreeing(store, opened)
    assert store.find(people[0][0]) is None  # the key of a participant opens no measurement, so it shares nothing
    agreed = store.find(owner)
    assert agreed is not None
    store.sharing.share(agreed.id, BASIS, {ONE: 2})
    assert shown(store) == (5, (0, 1, 4, 0, 0))
    store.sharing.stop(agreed.id)
    assert [trace.act for trace in store.workshops.trail(opened.id)][-2:] == ["shared", "unshared"]
    assert store.delete(owner)
    assert shown(store) == (0, None)


def test_many_share_at_once_and_each_municipality_counts_once(store: Store, questionnaire: Questionnaire) -> None:
    ids = [begin(store, questionnaire, f"Proef {place % 6}")[1] for place in range(12)]
    threads = [threading.Thread(target=store.sharing.share, args=(id, BASIS, {ONE: 3})) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = names(store)
    assert len(counted) == len(set(counted)) == shown(store)[0]
    assert 5 <= len(counted) <= 6


def names(store: Store) -> list[str]:
    """The municipalities that count."""
    whole = _whole(BASIS, "groot", utc_now()).subquery()
    with reading(store._engine) as connection:
        found = select(tables.share.c.municipality).join(whole, whole.c.batch == tables.share.c.batch)
        return list(connection.execute(found).scalars())


# Adding and subtracting


class Watched:
    """A store in which municipalities come and go, and everything that was ever shown of it, with who was in that."""

    def __init__(self, store: Store) -> None:
        self.store, self.questionnaire = store, make_questionnaire()
        self.there: dict[int, str] = {}
        self.stages: dict[int, dict[str, int]] = {}
        self.seen: dict[str, set[frozenset[int]]] = {ONE: set(), TWO: set()}
        self.count = 0

    def join(self, chance: random.Random) -> None:
        """A new municipality, or a new measurement of one that was there before."""
        self.count += 1
        token, id = begin(self.store, self.questionnaire, f"Proef {chance.randrange(self.count + 1)}")
        stages = {ONE: chance.randint(1, 5)} | ({TWO: chance.randint(1, 5)} if chance.random() < 0.8 else {})
        self.there[id], self.stages[id] = token, stages
        self.store.sharing.share(id, BASIS, stages)

    def stop(self, chance: random.Random) -> None:
        if self.there:
            self.store.sharing.stop(chance.choice(list(self.there)))

    def again(self, chance: random.Random) -> None:
        """Somebody tries to share once more, with other answers."""
        if self.there:
            id = chance.choice(list(self.there))
            stages = {ONE: chance.randint(1, 5), TWO: chance.randint(1, 5)}
            try:
                self.store.sharing.share(id, BASIS, stages)
            except NotNow:
                return
            self.stages[id] = stages

    def delete(self, chance: random.Random) -> None:
        if self.there:
            assert self.store.delete(self.there.pop(chance.choice(list(self.there))))

    def look(self) -> None:
        """What a visitor sees, and which measurements are in it. The two have to agree."""
        whole = _whole(BASIS, "groot", utc_now()).subquery()
        stage = tables.share_stage
        members = (
            select(stage.c.part, stage.c.measurement)
            .join(tables.share, tables.share.c.measurement == stage.c.measurement)
            .join(whole, whole.c.batch == tables.share.c.batch)
            .where(stage.c.counts)
        )
        with reading(self.store._engine) as connection:
            rows = connection.execute(members).all()
        found = self.store.sharing.counts(BASIS, "groot")
        for part in (ONE, TWO):
            inside = frozenset(row.measurement for row in rows if row.part == part)
            counted = [sum(self.stages[id][part] == level for id in inside) for level in range(1, 6)]
            assert found.parts.get(part, (0,) * 5) == tuple(counted)
            self.seen[part].add(inside)


MOVES = st.lists(
    st.tuples(st.sampled_from([*("join",) * 12, "stop", "delete", "again", "again"]), st.integers(0, 2**16)),
    min_size=12,
    max_size=32,
)


@settings(max_examples=10)
@given(moves=MOVES)
def test_no_sum_or_difference_of_what_was_shown_is_about_fewer_than_five(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path, moves: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("delen") / "delen.sqlite"
    shutil.copyfile(empty_file, path)
    store = Store(f"sqlite:///{path}", RETENTION)
    try:
        watched = Watched(store)
        for move, seed in moves:
            getattr(watched, move)(random.Random(seed))
            watched.look()
    finally:
        store.close()
    for seen in watched.seen.values():
        assert smallest([one for one in seen if one]) >= FEWEST


def smallest(seen: Sequence[frozenset[int]]) -> int:
    """The fewest measurements that any whole-number combination of what was shown can be about.

    Two measurements that were always shown together have the same weight in every combination; so what can be about one is
    about all of them. Conversely all the measurements outside of such a group can cancel out, at best.
    """
    together: dict[tuple[bool, ...], int] = {}
    for id in frozenset().union(*seen):
        pattern = tuple(id in one for one in seen)
        together[pattern] = together.get(pattern, 0) + 1
    return min(together.values(), default=FEWEST)


def brute_force(seen: Sequence[frozenset[int]], most: int = 2) -> int:
    """The same for small weights, by trying all of them."""
    everybody = frozenset().union(*seen)
    found = [len(everybody)]
    for weights in product(range(-most, most + 1), repeat=len(seen)):
        left = [id for id in everybody if sum(weight for weight, one in zip(weights, seen, strict=True) if id in one)]
        found += [len(left)] if left else []
    return min(found)


def test_trying_everything_finds_what_the_short_way_finds() -> None:
    """And both find the leak of a rule that only keeps the number of municipalities at five."""
    a, b, c = (frozenset(range(start, start + 5)) for start in (0, 5, 10))
    assert smallest([a, a | b, b | c]) == brute_force([a, a | b, b | c]) == 5
    assert smallest([a, a | {5}]) == brute_force([a, a | {5}]) == 1
    one_left = [a | b, (a | b) - {3}]
    assert smallest(one_left) == brute_force(one_left) == 1


def test_trying_everything_on_a_real_course_of_events(store: Store) -> None:
    """On both databases: nobody gets below five by adding and subtracting what was shown, three times at most."""
    chance, watched = random.Random(8), Watched(store)
    for step in range(28):
        watched.join(chance)
        if step % 9 == 8:
            chance.choice([watched.stop, watched.delete])(chance)
        watched.look()
    seen = sorted((one for one in watched.seen[ONE] if one), key=sorted)[:6]
    assert len(seen) >= 2
    assert brute_force(seen, most=1) >= FEWEST
