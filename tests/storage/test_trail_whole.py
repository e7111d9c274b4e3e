"""No method that changes something is forgotten in the trail: each leaves its act, or it says here why it leaves none."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from questionnaire.models import Questionnaire
from questionnaire.plan import Plan
from storage import Commitment, MeasurementGone, Store, new_token, trail
from storage.participants import Participants
from storage.plans import Plans
from storage.sharing import Sharing
from storage.trail import ACTS, Act
from storage.workshops import Workshops
from tests.storage.workshop_room import TODAY, to_agreeing

PARTS = (Store, Workshops, Participants, Plans, Sharing)

NONE = {
    "Store.create": "begins a measurement of one person",
    "Store.import_measurement": "begins a measurement of one person",
    "Store.delete": "the trail goes with the workshop",
    "Store.expire": "the term is over; nobody did it",
    "Store.save_position": "where somebody was reading; it changes nothing of the result",
    "Workshops.focus": "everybody sees it at that moment on the screen of the hall, and it changes nothing of the result",
    "Workshops.propose": "the app does it right after the move to agreeing, and what the group settled stays",
    "Plans.take_seat": "nothing is written yet",
    "Plans.leave_seat": "nothing is written any more",
    **{
        f"Participants.{name}": "the trail is about the facilitator, never about a participant"
        for name in ("join", "save_answer", "save_vote", "save_dots", "finish", "leave")
    },
}
"""Why a method that changes something leaves no act."""


@dataclass
class Group:
    """A workshop that is agreeing, with a plan that somebody else has the link of."""

    store: Store
    owner: str
    id: int
    plan: int
    response_id: int


ACT: dict[str, tuple[Act, Callable[[Group], object]]] = {
    "Plans.save": ("plan_written", lambda at: write(at, "tekst", owner=True)),
    "Store.save_answer": ("agreed", lambda at: at.store.save_answer(at.response_id, "vraag-0", 4, "reden")),
    "Store.save_details": ("details", lambda at: at.store.save_details(at.id, "Epe", "beleid", "klein")),
    "Store.save_target": ("ambition", lambda at: at.store.save_target(at.id, "thema-1", 5)),
    "Store.save_target_reason": ("ambition", lambda at: at.store.save_target_reason(at.id, "thema-1", "daarom")),
    "Store.save_chosen": ("ideas", lambda at: at.store.save_chosen(at.id, ["idee"])),
    "Store.save_missing_partners": ("partners", lambda at: at.store.save_missing_partners(at.id, ["partner"])),
    "Workshops.remove": (
        "removed",
        lambda at: at.store.workshops.remove(at.id, at.store.workshops.attendees(at.id)[0].response_id),
    ),
    "Workshops.save_agreed": ("agreed", lambda at: at.store.workshops.save_agreed(at.id, "vraag-1", 2, None)),
    "Workshops.commit": ("chosen", lambda at: at.store.workshops.commit(at.id, Commitment("idee", "Ann", "Bel", TODAY, TODAY))),
    "Workshops.withdraw": ("withdrawn", lambda at: at.store.workshops.withdraw(at.id, "idee")),
    "Plans.create": ("plan_begun", lambda at: at.store.plans.create(at.id, Plan(title="Nieuw", review_date=TODAY))),
    "Plans.share": ("plan_shared", lambda at: at.store.plans.share(at.plan)),
    "Plans.stop_sharing": ("plan_unshared", lambda at: at.store.plans.stop_sharing(at.plan)),
    "Sharing.share": ("shared", lambda at: at.store.sharing.share(at.id, "a" * 64, {"thema-1": 2})),
    "Sharing.stop": ("unshared", lambda at: at.store.sharing.stop(at.id)),
    "Plans.choose": ("plan_written", lambda at: choose(at, owner=True)),
    "Plans.delete": ("plan_deleted", lambda at: at.store.plans.delete(at.plan)),
    "Workshops.renew_code": ("renewed", lambda at: at.store.workshops.renew_code(at.id)),
    "Workshops.move": ("moved", lambda at: at.store.workshops.move(at.id, "agreeing", "choosing")),
}
"""What each method leaves on what the group agreed, in an order in which all of it can be done."""

EARLY: dict[str, Act] = {"Workshops.open": "opened", "Workshops.add_paper": "paper"}
"""What can only be done before the agreeing."""


def write(at: Group, text: str, *, owner: bool, field: str = "first_step", base: int = 0, writer: str = "pagina-1") -> str:
    outcome = at.store.plans.save(at.plan, field, text, base=base, writer=writer, owner=owner).outcome
    at.store.plans.leave_seat(at.plan, writer)
    return outcome


def choose(at: Group, *, owner: bool) -> None:
    assert write(at, "van een ander", owner=False, field="risks", writer="pagina-2") == "saved"
    assert write(at, "ook van een ander", owner=False, field="risks", writer="pagina-3") == "beside"
    plan = at.store.plans.owned(at.owner, at.plan)
    assert plan is not None
    assert at.store.plans.choose(at.plan, plan.others[0].id, "plan", base=1, writer="pagina-2", owner=owner)


@pytest.fixture
def group(store: Store, questionnaire: Questionnaire) -> Group:
    owner = new_token()
    opened = store.workshops.open(
        owner,
        questionnaire,
        municipality="Ede",
        size="groot",
        scope="all",
        questions=["vraag-0", "vraag-1"],
        today=TODAY,
    )
    to_agreeing(store, opened)
    stored = store.find(owner)
    assert stored is not None
    plan = store.plans.create(stored.id, Plan(title="Plan", review_date=TODAY))
    store.plans.share(plan)
    store.sharing.share(stored.id, "a" * 64, {"thema-1": 2})
    store.save_position(stored.id, "thema-1")
    return Group(store, owner, stored.id, plan, stored.response_id)


def acts(at: Group) -> list[Act]:
    return [trace.act for trace in at.store.workshops.trail(at.id)]


def changes_something(part: type, name: str) -> bool:
    """Whether a method of this part of the store writes, itself or by another one of that part."""
    source = inspect.getsource(getattr(part, name))
    called = {found for found in re.findall(r"self\.(\w+)\(", source) if inspect.isfunction(getattr(part, found, None))}
    writes = re.search(r"\bwriting(_once)?\(", source) is not None
    return writes or any(changes_something(part, found) for found in called - {name})


def test_every_method_that_changes_something_leaves_an_act_or_says_why_not() -> None:
    changing = {
        f"{part.__name__}.{name}"
        for part in PARTS
        for name, _ in inspect.getmembers(part, inspect.isfunction)
        if not name.startswith("_") and changes_something(part, name)
    }
    known = [*ACT, *EARLY, *NONE]
    assert sorted(known) == sorted(set(known))  # one or the other
    assert set(known) == changing
    assert {act for act, _ in ACT.values()} | set(EARLY.values()) == set(ACTS)


def test_what_is_done_to_the_result_of_a_group_leaves_one_act(group: Group) -> None:
    for name, (act, do) in ACT.items():
        before = acts(group)
        do(group)
        assert acts(group) == [*before, act], name


def test_what_needs_no_act_leaves_none(group: Group) -> None:
    """The participants' side: see test_trail."""
    before = acts(group)
    group.store.save_position(group.id, "thema-2")
    group.store.workshops.focus(group.id, "vraag-0")
    group.store.workshops.propose(group.id, {"vraag-1": 3})
    assert group.store.plans.take_seat(group.plan, "pagina-1", owner=True)
    group.store.plans.leave_seat(group.plan, "pagina-1")
    assert acts(group) == before


def test_what_did_not_happen_leaves_no_act(group: Group, questionnaire: Questionnaire) -> None:
    plans, other = group.store.plans, Plan(title="Idee", idea="idee", review_date=TODAY)
    plans.create(group.id, other)
    plans.stop_sharing(group.plan)
    before = acts(group)
    plans.create(group.id, other)  # the one that there is
    plans.stop_sharing(group.plan)  # nobody had a link
    write(group, "", owner=True)  # as it was
    with pytest.raises(MeasurementGone):
        group.store.save_target(group.id + 99, "thema-1", 5)
    assert not plans.delete(group.plan + 99)
    assert acts(group) == before


def test_a_co_writer_leaves_no_act(group: Group) -> None:
    """The trail says what was done with the facilitator's link; who co-writes has another one."""
    before = acts(group)
    choose(group, owner=False)
    assert acts(group) == before


def test_writing_for_an_hour_is_one_act_and_never_hides_another(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    before = acts(group)
    for version, text in enumerate(("een", "een twee", "een twee drie")):
        write(group, text, owner=True, base=version)
    assert acts(group) == [*before, "plan_written"]
    group.store.save_target(group.id, "thema-1", 5)
    write(group, "vier", owner=True, base=3)
    assert acts(group) == [*before, "plan_written", "ambition", "plan_written"]
    monkeypatch.setattr(trail, "SPELL", timedelta(0))
    write(group, "vijf", owner=True, base=4)
    assert acts(group)[-2:] == ["plan_written", "plan_written"]


def test_a_measurement_of_one_person_leaves_none_of_this(store: Store, questionnaire: Questionnaire) -> None:
    alone = store.create(new_token(), questionnaire, municipality="Ede", role=None, size="groot", today=date(2026, 11, 24))
    store.save_details(alone.id, "Ede", None, "groot")
    store.save_target(alone.id, "thema-1", 3)
    store.save_chosen(alone.id, ["idee"])
    plan = store.plans.create(alone.id, Plan(title="Plan", review_date=TODAY))
    store.plans.share(plan)
    store.plans.delete(plan)
    store.sharing.share(alone.id, "a" * 64, {"thema-1": 2})
    assert store.workshops.trail(alone.id) == []
