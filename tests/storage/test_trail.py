"""What a facilitator did stands there in order, with nothing about anybody, and goes with the workshop."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from questionnaire.models import Questionnaire
from screens.workshop import lead_people
from storage import Commitment, NotNow, Store, Workshop, new_token, tables
from storage.database import reading
from storage.trail import ACTS, Act, Trace
from tests.storage.workshop_room import TODAY, join, through_answering


def test_every_act_leaves_one_trace_in_order(store: Store, opened: Workshop, owner: str) -> None:
    leads = store.workshops
    leads.renew_code(opened.id)
    leads.add_paper(opened.id, None, {"vraag-0": 3})
    found = leads.find(owner)
    assert found is not None
    _, gone = join(store, found)
    leads.remove(opened.id, gone)
    assert not leads.remove(opened.id, gone)  # nothing happened: no trace
    through_answering(store, found)
    with pytest.raises(NotNow):
        leads.move(opened.id, "waiting", "answering")  # a second click
    leads.move(opened.id, "results", "agreeing")
    leads.save_agreed(opened.id, "vraag-0", 2, "vertrouwelijk")
    leads.commit(opened.id, Commitment("idee", "Ann", "Bellen", date(2026, 12, 1), date(2027, 1, 1)))
    leads.withdraw(opened.id, "idee")
    store.sharing.share(opened.id, "a" * 64, {"thema-1": 2})
    store.sharing.stop(opened.id)
    store.sharing.stop(opened.id)  # nothing to stop: no trace
    trail = leads.trail(opened.id)
    assert [trace.act for trace in trail] == [
        *(
            "opened",
            "renewed",
            "paper",
            "removed",
            "moved",
            "moved",
            "moved",
            "agreed",
            "chosen",
            "withdrawn",
            "shared",
            "unshared",
        ),
    ]
    assert [trace.phase for trace in trail if trace.phase] == ["answering", "results", "agreeing"]
    assert [trace.moment for trace in trail] == sorted(trace.moment for trace in trail)
    assert store.delete(owner)
    with reading(store._engine) as connection:
        assert connection.execute(tables.audit.select()).all() == []


def test_what_participants_do_leaves_no_trace(store: Store, opened: Workshop) -> None:
    token, response_id = join(store, opened)
    store.workshops.move(opened.id, "waiting", "answering")
    store.participants.save_answer(response_id, "vraag-0", 2)
    store.participants.finish(response_id, "answering")
    store.participants.leave(token)
    assert [trace.act for trace in store.workshops.trail(opened.id)] == ["opened", "moved"]


def test_an_agreed_answer_that_is_changed_on_the_page_of_the_measurement_leaves_a_trace(
    store: Store, opened: Workshop, owner: str
) -> None:
    through_answering(store, opened)
    store.workshops.move(opened.id, "results", "agreeing")
    stored = store.find(owner)
    assert stored is not None
    store.save_answer(stored.response_id, "vraag-0", 4, None)
    assert [trace.act for trace in store.workshops.trail(opened.id)][-2:] == ["moved", "agreed"]


def test_who_answers_alone_leaves_no_trace_and_asks_the_database_nothing_about_it(
    store: Store, opened: Workshop, owner: str, questionnaire: Questionnaire
) -> None:
    alone = store.create(new_token(), questionnaire, municipality="Proef", role=None, size=None, today=TODAY)
    through_answering(store, opened)
    store.workshops.move(opened.id, "results", "agreeing")
    group = store.find(owner)
    assert group is not None
    assert (alone.of_group, group.of_group) == (False, True)
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda _c, _k, words, *_: asked.append(words))
    store.save_answer(alone.response_id, "vraag-0", 4, None)
    saved = [words for words in asked if words.startswith(("INSERT", "UPDATE", "SELECT"))]
    assert len(saved) == 2
    assert not any(tables.audit.name in words for words in saved)


def test_a_trace_can_hold_nothing_about_a_person() -> None:
    assert [column.name for column in tables.audit.columns] == ["id", "measurement", "act", "phase", "created"]


def test_every_act_has_words(store: Store, opened: Workshop) -> None:
    moment = store.workshops.trail(opened.id)[0].moment
    for act in ACTS:
        assert lead_people.act_text(Trace(act, "answering" if act == "moved" else None, moment))
    assert lead_people.act_text(Trace("moved", "answering", moment)) == "naar de stap 'antwoorden'"


def test_the_same_act_in_a_row_is_one_row_with_how_many_times(store: Store, opened: Workshop) -> None:
    moment = store.workshops.trail(opened.id)[0].moment
    acts: list[Act] = ["opened", "agreed", "agreed", "agreed", "chosen", "agreed"]
    rows = lead_people.trail_rows([Trace(act, None, moment) for act in acts])
    assert [what for _, what in rows] == [
        "werksessie geopend",
        "een afgesproken antwoord opgeslagen (3 keer)",
        "een experiment gekozen of veranderd",
        "een afgesproken antwoord opgeslagen",
    ]
