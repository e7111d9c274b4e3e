"""Who asks what is kept of them gets all of it, and nothing of anybody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from questionnaire.models import Questionnaire
from report.held import held_json
from storage import Store, new_token, tables
from storage.database import writing
from storage.held import ALONE, GROUP, LEFT_OUT, PARTICIPANT, Columns, Held
from storage.values import token_digest
from tests.storage.everything import Made, fill
from tests.storage.workshop_room import TODAY

EXPORTS = {"alone": ALONE, "group": GROUP, "participant": PARTICIPANT}


@pytest.fixture
def made(store: Store, questionnaire: Questionnaire) -> Made:
    made = fill(store, questionnaire)
    store.save_position(made.solo_id, "thema-2")
    store.workshops.move(made.workshop_id, "choosing", "closed")
    return made


def exports(store: Store, made: Made) -> dict[str, Held]:
    held = {
        "alone": store.held(made.solo),
        "group": store.workshops.held(made.owner, 1),
        "participant": store.participants.held(made.participant),
    }
    return {name: one for name, one in held.items() if one is not None}


def test_every_column_of_the_storage_is_in_an_export_or_has_a_reason_why_not() -> None:
    """A new column fails here until somebody decides."""
    every = {f"{table.name}.{column.name}" for table in tables.metadata.sorted_tables for column in table.columns}
    given = {f"{table}.{name}" for columns in EXPORTS.values() for table, names in columns.items() for name in names}
    assert given | set(LEFT_OUT) == every
    assert not given & set(LEFT_OUT)


@pytest.mark.sqlite
def test_no_secret_is_in_an_export(store: Store, made: Made) -> None:
    assert {name for name in LEFT_OUT if "token" in name or "code" in name} == {
        "measurement.owner_token_hash",
        "measurement.join_code",
        "response.token_hash",
        "experiment.token_hash",
    }
    for secret in (made.solo, made.owner, made.co_writer, made.participant):
        for one in exports(store, made).values():
            assert secret not in written(one)
            assert token_digest(secret) not in written(one)


def written(held: Held) -> str:
    return held_json(held, datetime(2026, 12, 1, tzinfo=UTC)).decode()


def columns_in(held: Any, table: str = "") -> Iterator[str]:
    """Which columns stand in an export, as `table.column`."""
    for one in held if isinstance(held, list) else [held]:
        for name, value in one.items():
            if name in tables.metadata.tables and isinstance(value, list):
                yield from columns_in(value, name)
            elif table:
                yield f"{table}.{name}"


@pytest.mark.parametrize("whose", EXPORTS)
def test_an_export_holds_what_it_says(store: Store, questionnaire: Questionnaire, made: Made, whose: str) -> None:
    if whose == "group":  # the group has done nothing yet with its result
        store.save_target(made.workshop_id, "thema-1", 4)
        store.save_missing_partners(made.workshop_id, ["partner"])
        store.save_details(made.workshop_id, "geheim-stad", None, "groot")
        store.sharing.share(made.workshop_id, "a" * 64, {"thema-1": 2})
        plan = store.plans.create(made.workshop_id, store.plans.owned(made.solo, made.plan).plan)  # type: ignore[union-attr]
        for base, writer in ((0, "pagina-1"), (0, "pagina-2")):
            store.plans.save(plan, "risks", f"geheim van {writer}", base=base, writer=writer, owner=True)
    columns: Columns = EXPORTS[whose]
    expected = {f"{table}.{name}" for table, names in columns.items() for name in names}
    beside = {"participation.role", "participation.on_paper", "counted.people", "counted.dots"} if whose == "group" else set()
    assert set(columns_in(exports(store, made)[whose])) == expected | beside


def test_a_person_alone_gets_every_text_back(store: Store, made: Made) -> None:
    held = exports(store, made)["alone"]
    (own,) = held["response"]
    assert [(one["question"], one["value"]) for one in own["answer"]] == [("vraag-0", "3"), ("vraag-1", "not_applicable")]
    assert own["answer"][0]["note"].startswith("geheim")
    assert held["target"] == [{"theme": "thema-1", "level": 5, "reason": "geheim reden"}]
    (plan,) = held["experiment"]
    assert "geheim aanpak" in [field["value"] for field in plan["experiment_field"]]
    assert [other["value"] for other in plan["experiment_other"]] == ["geheim andere aanpak"]  # texts beside the plan
    assert held["share_stage"] == [{"part": "thema-1", "stage": 3}]
    assert held["measurement"][0]["expires"] > held["measurement"][0]["created"]
    read = json.loads(written(held))
    assert read["made"] == "2026-12-01T00:00:00+00:00"
    assert read["measurement"][0]["date"] == "2026-11-24"


def test_a_participant_gets_the_own_answers_of_both_rounds_the_dots_and_the_moments(
    store: Store, questionnaire: Questionnaire
) -> None:
    token, other = new_token(), new_token()
    opened = store.workshops.open(
        new_token(), questionnaire, municipality="Ede", size=None, scope="all", questions=["vraag-0"], today=TODAY
    )
    mine = store.participants.join(opened.join_code or "", token, "beleid").response_id
    theirs = store.participants.join(opened.join_code or "", other, "wijkagent").response_id
    leads, people = store.workshops, store.participants
    leads.move(opened.id, "waiting", "answering")
    people.save_answer(mine, "vraag-0", 2)
    people.save_answer(theirs, "vraag-0", 5)
    people.finish(mine, "answering")
    leads.move(opened.id, "answering", "results")
    leads.move(opened.id, "results", "discussion")
    leads.move(opened.id, "discussion", "revote", revote=["vraag-0"])
    people.save_vote(mine, "vraag-0", 3)
    leads.move(opened.id, "revote", "agreeing")
    leads.move(opened.id, "agreeing", "choosing", ideas=["idee", "ander-idee"])
    people.save_dots(mine, {"idee": 2, "ander-idee": 1})
    held = people.held(token)
    assert held is not None
    assert [(one["role"], one["round"], [(a["question"], a["value"]) for a in one["answer"]]) for one in held["response"]] == [
        ("beleid", 1, [("vraag-0", "2")]),
        ("beleid", 2, [("vraag-0", "3")]),
    ]
    assert held["vote"] == [{"idea": "ander-idee", "dots": 1}, {"idea": "idee", "dots": 2}]
    assert held["finished"] == [{"phase": "answering"}]
    assert [one["people"]["values"] for one in held["counted"]] == [{"vraag-0": 2}, {"vraag-0": 3}]
    assert held["participation"][0]["number"] == 1
    assert held["participation"][0]["joined"].tzinfo is not None


def change_what_others_answered(store: Store, made: Made) -> None:
    """As if everybody but the participant had answered something else, in the rounds that are counted too."""
    hash_ = token_digest(made.participant)
    mine = tables.response.select().where(tables.response.c.token_hash == hash_)
    with writing(store._engine) as connection:
        first = connection.execute(mine).first()
        assert first is not None
        others = tables.response.select().where(tables.response.c.kind == "individual", tables.response.c.id != first.id)
        others = others.where(tables.response.c.measurement == made.workshop_id)
        ids = [row.id for row in connection.execute(others)]
        assert ids
        connection.execute(update(tables.answer).where(tables.answer.c.response.in_(ids)).values(value="5"))
        for row in connection.execute(tables.counted.select().where(tables.counted.c.round < 3)).all():
            people = {
                key: person if int(key) == first.id else {**person, "values": {"vraag-0": 5}}
                for key, person in row.people.items()
            }
            assert people != row.people
            mine_too = (tables.counted.c.measurement == row.measurement) & (tables.counted.c.round == row.round)
            connection.execute(update(tables.counted).where(mine_too).values(people=people))


def test_what_others_answered_is_in_no_export_of_a_workshop(store: Store, made: Made) -> None:
    """Neither by itself nor by anything that was computed from it."""
    before = exports(store, made)
    change_what_others_answered(store, made)
    after = exports(store, made)
    assert after["participant"] == before["participant"]
    assert after["group"] == before["group"]


@pytest.mark.sqlite
def test_a_participant_gets_nothing_of_what_others_wrote(store: Store, made: Made) -> None:
    store.save_target_reason(made.workshop_id, "thema-1", "geheim van de groep")
    text = written(exports(store, made)["participant"])
    assert "geheim-stad" in text  # the municipality, which they know
    assert text.count("geheim") == 2  # and the idea that they gave dots
    assert "geheim-idee" in text


@pytest.mark.sqlite
def test_the_dots_of_a_few_people_are_not_told(store: Store, made: Made) -> None:
    enough, too_few = (store.workshops.held(made.owner, fewest) for fewest in (1, 2))
    assert enough is not None
    assert too_few is not None
    assert enough["counted"][-1]["dots"] == {"geheim-idee": 2}
    assert too_few["counted"][-1] == {**enough["counted"][-1], "dots": None}


def test_the_facilitator_gets_the_agreements_the_people_and_the_trail(store: Store, made: Made) -> None:
    held = exports(store, made)["group"]
    assert [one["act"] for one in held["audit"]] == [trace.act for trace in store.workshops.trail(made.workshop_id)]
    assert held["commitment"][0]["owner"] == "geheim eigenaar"
    assert [one["number"] for one in held["participation"]] == [1, 2, 3]
    assert {one["on_paper"] for one in held["participation"]} == {False}
    assert [(one["round"], one["people"]) for one in held["counted"]] == [(1, 3), (3, 1)]
    assert [answer["note"] for answer in held["response"][0]["answer"]] == [None, "geheim afspraak"]


@pytest.mark.sqlite
def test_each_secret_gives_its_own_export_and_no_other(store: Store, made: Made) -> None:
    asked = {
        "alone": store.held,
        "group": lambda token: store.workshops.held(token, 1),
        "participant": store.participants.held,
    }
    keys = {"alone": made.solo, "group": made.owner, "participant": made.participant, "other": made.co_writer}
    keys |= {"unknown": new_token(), "no token": "../x"}
    opens = {(whose, key) for whose, ask in asked.items() for key, token in keys.items() if ask(token) is not None}
    assert opens == {(whose, whose) for whose in asked}


@pytest.mark.sqlite
def test_what_is_past_its_term_is_given_to_nobody(store: Store, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.now(UTC) + timedelta(days=4000)
    monkeypatch.setattr("storage.values._clock", lambda: late)
    assert exports(store, made) == {}
