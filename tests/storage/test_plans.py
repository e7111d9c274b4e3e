"""Plans with several writers: one writes at a time, and whatever the order of saves, no text is lost silently."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from questionnaire.models import Questionnaire
from questionnaire.plan import MAX_PLANS, Plan, PlanPartner
from storage import MeasurementGone, Store, TooManyPlans, new_token, tables
from storage.plan import LEASE, FieldValue, OpenPlan, OtherText
from tests.storage.conftest import RETENTION, make_questionnaire

TODAY = date(2026, 11, 24)
NOW = datetime(2126, 1, 1, tzinfo=UTC)  # leases of these tests lie after every clock
WHAT = "headings.de-aanpak"
ANN, BEN = "schrijver-a", "schrijver-b"


def begin(store: Store, questionnaire: Questionnaire, plan: Plan | None = None) -> tuple[str, int]:
    """The token of a measurement with one plan, and the id of the plan."""
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    return token, store.plans.create(stored.id, plan or Plan(title="Proef"))


def opened(store: Store, token: str, id: int) -> OpenPlan:
    found = store.plans.owned(token, id)
    assert found is not None
    return found


def test_a_new_plan_holds_what_it_began_with(store: Store, questionnaire: Questionnaire) -> None:
    plan = Plan(title="Proef", idea="bezoek", partners=(PlanPartner(name="Reclassering"),), review_date=TODAY)
    token, id = begin(store, questionnaire, plan)
    assert opened(store, token, id).plan == plan
    found = store.find(token)
    assert found is not None
    assert [(kept.id, kept.plan) for kept in found.plans] == [(id, plan)]


def test_an_idea_gets_one_plan_and_a_measurement_a_few(store: Store, questionnaire: Questionnaire) -> None:
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    first = store.plans.create(stored.id, Plan(idea="bezoek"))
    assert store.plans.create(stored.id, Plan(idea="bezoek", title="Nog een keer")) == first
    own = {store.plans.create(stored.id, Plan()) for _ in range(MAX_PLANS - 1)}
    assert len(own) == MAX_PLANS - 1
    with pytest.raises(TooManyPlans):
        store.plans.create(stored.id, Plan())


def test_only_the_measurement_and_the_newest_link_open_a_plan(store: Store, questionnaire: Questionnaire, database: Path) -> None:
    token, id = begin(store, questionnaire)
    other, _ = begin(store, questionnaire)
    assert store.plans.owned(other, id) is None
    assert store.plans.owned("geen token", id) is None
    first = store.plans.share(id)
    second = store.plans.share(id)
    assert store.plans.shared(first) is None
    shared = store.plans.shared(second)
    assert shared is not None
    assert (shared.id, shared.shared) == (id, True)
    assert second.encode() not in b"".join(path.read_bytes() for path in database.parent.iterdir())
    store.plans.stop_sharing(id)
    assert store.plans.shared(second) is None
    assert not opened(store, token, id).shared


def test_one_field_at_a_time_leaves_the_others_alone(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    for key, value in (("title", "Nieuw"), (WHAT, "Wij bellen.\n\nElke week."), ("partners.2.name", "Wijkteam")):
        base = opened(store, token, id).fields.get(key, FieldValue("", 0)).version
        assert store.plans.save(id, key, value, base=base, writer=ANN, owner=True).outcome == "saved"
    plan = opened(store, token, id).plan
    assert (plan.title, plan.headings["de-aanpak"], plan.partners[0].name) == ("Nieuw", "Wij bellen.\n\nElke week.", "Wijkteam")


def test_a_text_that_comes_late_is_kept_beside_the_newer_one(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    store.plans.save(id, WHAT, "Van Ann.", base=0, writer=ANN, owner=True, now=NOW)
    later = NOW + LEASE
    late = store.plans.save(id, WHAT, "Van Ben.", base=0, writer=BEN, owner=False, now=later)
    assert (late.outcome, late.value, late.version) == ("beside", "Van Ann.", 1)
    plan = opened(store, token, id)
    assert plan.fields[WHAT] == FieldValue("Van Ann.", 1)
    assert [(other.field, other.value) for other in plan.others] == [(WHAT, "Van Ben.")]
    # Who has not seen the text of now cannot decide that it goes.
    other = plan.others[0].id
    assert not store.plans.choose(id, other, "other", base=0, writer=BEN, owner=False, now=later)
    assert store.plans.choose(id, other, "both", base=1, writer=BEN, owner=False, now=later)
    plan = opened(store, token, id)
    assert plan.fields[WHAT].value == "Van Ann.\n\nVan Ben."
    assert plan.others == ()
    assert store.plans.choose(id, other, "both", base=1, writer=BEN, owner=False, now=later)  # a second click


@pytest.mark.parametrize(("keep", "stays"), [("plan", "Van Ann."), ("other", "Van Ben.")])
def test_people_choose_which_text_stays(store: Store, questionnaire: Questionnaire, keep: str, stays: str) -> None:
    token, id = begin(store, questionnaire)
    store.plans.save(id, WHAT, "Van Ann.", base=0, writer=ANN, owner=True, now=NOW)
    store.plans.save(id, WHAT, "Van Ben.", base=0, writer=BEN, owner=False, now=NOW)
    (other,) = opened(store, token, id).others
    assert not store.plans.choose(id, other.id, keep, base=1, writer=BEN, owner=False, now=NOW)  # type: ignore[arg-type]  # Ann writes
    assert store.plans.choose(id, other.id, keep, base=1, writer=ANN, owner=False, now=NOW)  # type: ignore[arg-type]
    assert opened(store, token, id).fields[WHAT].value == stays
    assert opened(store, token, id).others == ()


def test_one_writes_at_a_time_until_a_minute_of_silence(store: Store, questionnaire: Questionnaire) -> None:
    _, id = begin(store, questionnaire)
    assert store.plans.take_seat(id, ANN, owner=True, now=NOW)
    assert not store.plans.take_seat(id, BEN, owner=False, now=NOW + LEASE - timedelta(seconds=1))
    # Typing starts the minute again.
    store.plans.save(id, "title", "Verder", base=1, writer=ANN, owner=True, now=NOW + timedelta(seconds=50))
    assert not store.plans.take_seat(id, BEN, owner=False, now=NOW + timedelta(seconds=100))
    assert store.plans.save(id, "title", "Van Ben", base=2, writer=BEN, owner=False, now=NOW).outcome == "beside"
    assert store.plans.save(id, "money", "geen", base=0, writer=BEN, owner=False, now=NOW).outcome == "refused"
    assert store.plans.take_seat(id, BEN, owner=False, now=NOW + timedelta(seconds=110))
    assert not store.plans.take_seat(id, ANN, owner=True, now=NOW + timedelta(seconds=111))


def test_who_leaves_gives_the_pen_away_at_once(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    assert store.plans.take_seat(id, ANN, owner=True)
    assert (opened(store, token, id).writer, opened(store, token, id).owner_writes) == (ANN, True)
    store.plans.leave_seat(id, BEN)  # not theirs to give
    assert not store.plans.take_seat(id, BEN, owner=False)
    store.plans.leave_seat(id, ANN)
    assert opened(store, token, id).writer is None
    assert store.plans.take_seat(id, BEN, owner=False)


def test_a_save_that_was_never_confirmed_is_no_strange_text(store: Store, questionnaire: Questionnaire) -> None:
    """The server died after storing: the browser sends longer text, and still names the version it saw last."""
    token, id = begin(store, questionnaire)
    for words in ("Wij", "Wij bellen", "Wij bellen elke week."):
        assert store.plans.save(id, WHAT, words, base=0, writer=ANN, owner=True, now=NOW).outcome == "saved"
    assert opened(store, token, id).fields[WHAT].value == "Wij bellen elke week."
    assert opened(store, token, id).others == ()
    # With a change of Ben in between it is.
    free = NOW + 2 * LEASE
    store.plans.save(id, WHAT, "Van Ben.", base=3, writer=BEN, owner=False, now=free)
    assert store.plans.save(id, WHAT, "Van Ann.", base=0, writer=ANN, owner=True, now=free + LEASE).outcome == "beside"
    # And a writer's own run goes no further back than what they had seen when it began.
    assert store.plans.save(id, WHAT, "Van Ben, laat.", base=2, writer=BEN, owner=False, now=free + LEASE).outcome == "beside"
    assert store.plans.save(id, WHAT, "Van Ben, verder.", base=3, writer=BEN, owner=False, now=free + LEASE).outcome == "saved"


def test_a_text_sent_twice_is_stored_once(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    for _ in range(2):
        assert store.plans.save(id, WHAT, "Wij bellen.", base=0, writer=ANN, owner=True).version == 1
    for _ in range(2):
        store.plans.save(id, WHAT, "Van Ben.", base=0, writer=BEN, owner=False)
    assert len(opened(store, token, id).others) == 1


def test_what_does_not_fit_is_refused_with_a_reason(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    with pytest.raises(ValueError, match="Maak de tekst korter"):
        store.plans.save(id, WHAT, "a" * 4001, base=0, writer=ANN, owner=True)
    with pytest.raises(ValueError, match="geen datum"):
        store.plans.save(id, "review_date", "morgen", base=0, writer=ANN, owner=True)
    with pytest.raises(KeyError):
        store.plans.save(id, "idea", "bezoek", base=0, writer=ANN, owner=True)
    assert set(opened(store, token, id).fields) == {"title"}
    store.plans.save(id, WHAT, "nul\0 en half \ud800", base=0, writer=ANN, owner=True)
    assert opened(store, token, id).fields[WHAT].value == "nul en half "


def test_a_deleted_measurement_takes_its_plans_along(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    link = store.plans.share(id)
    store.plans.save(id, WHAT, "Van Ann.", base=0, writer=ANN, owner=True)
    store.plans.save(id, WHAT, "Van Ben.", base=0, writer=BEN, owner=False)
    store.delete(token)
    assert store.plans.shared(link) is None
    for change in (
        lambda: store.plans.save(id, WHAT, "Nog iets.", base=1, writer=ANN, owner=True),
        lambda: store.plans.take_seat(id, ANN, owner=True),
        lambda: store.plans.share(id),
    ):
        with pytest.raises(MeasurementGone):
            change()
    with store._engine.connect() as connection:
        for table in (tables.experiment, tables.experiment_field, tables.experiment_other):
            assert connection.execute(table.select()).all() == []


def test_a_plan_alone_can_be_deleted(store: Store, questionnaire: Questionnaire, database: Path) -> None:
    token, id = begin(store, questionnaire, Plan(title="Onthoud mij niet"))
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        seal = connection.execute(select(tables.experiment_field.c.value)).scalar_one().encode()
    engine.dispose()
    assert seal in b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert store.plans.delete(id)
    assert not store.plans.delete(id)
    assert store.plans.owned(token, id) is None
    assert seal not in b"".join(path.read_bytes() for path in database.parent.iterdir())


def test_writing_starts_the_retention_again_and_an_expired_plan_is_gone(store: Store, questionnaire: Questionnaire) -> None:
    token, id = begin(store, questionnaire)
    before = store.find(token)
    store.plans.save(id, WHAT, "Wij bellen.", base=0, writer=ANN, owner=True)
    after = store.find(token)
    assert before is not None
    assert after is not None
    assert after.expires > before.expires
    with store._engine.begin() as connection:
        connection.execute(tables.measurement.update().values(expires=datetime.now(UTC) - timedelta(seconds=1)))
    assert store.plans.owned(token, id) is None


# Whatever the order: a text goes only by the hand of its own writer, or of somebody who had seen it.


@dataclass
class Writer:
    """A browser page: the version it saw last, and all the texts that it ever saw."""

    name: str
    base: int = 0
    seen: set[str] = field(default_factory=set)


steps = st.lists(
    st.tuples(st.sampled_from(["look", "save", "save unconfirmed", "wait", "leave", "plan", "other", "both"]), st.integers(0, 2)),
    max_size=25,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(f"sqlite:///{tmp_path_factory.mktemp('opslag') / 'zelfscan.sqlite'}", RETENTION)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_no_order_of_saves_loses_a_text(shared: Store, steps: list[tuple[str, int]]) -> None:
    token, id = begin(shared, make_questionnaire())
    writers = [Writer(f"schrijver-{number}") for number in range(3)]
    author: dict[str, str] = {}
    now, numbers = NOW, count()

    def look() -> tuple[FieldValue, tuple[OtherText, ...]]:
        plan = opened(shared, token, id)
        return plan.fields.get(WHAT, FieldValue("", 0)), plan.others

    def visible() -> set[str]:
        held, others = look()
        shown = "\n".join([held.value, *(other.value for other in others)])
        return {words for words in author if words in shown}

    for what, who in steps:
        writer = writers[who]
        before = visible()
        held, others = look()
        known = set(writer.seen)
        if what == "look":
            writer.base = held.version
            writer.seen |= visible()
        elif what in ("save", "save unconfirmed"):
            words = f"tekst {next(numbers)}."
            author[words] = writer.name
            saved = shared.plans.save(id, WHAT, words, base=writer.base, writer=writer.name, owner=who == 0, now=now)
            assert words in visible()
            if what == "save":  # else the answer was lost on the way
                writer.base = saved.version
                writer.seen |= {shown for shown in author if shown in saved.value}
        elif what == "wait":
            now += LEASE / 2
        elif what == "leave":
            shared.plans.leave_seat(id, writer.name)
        elif others and others[0].value in known:
            shared.plans.choose(id, others[0].id, what, base=writer.base, writer=writer.name, owner=False, now=now)  # type: ignore[arg-type]
        for gone in before - visible():
            assert author[gone] == writer.name or gone in known, f"{gone} was wiped out by {writer.name}, who never saw it"
