"""Strange notes over a websocket, as the page of a question sends them."""

from __future__ import annotations

from typing import Final

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.fuzz.found import Found
from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.room import Room
from benchmarks.load.wire import AppFault, Client
from questionnaire import MAX_NOTE, Questionnaire, clean_text
from screens.cookies import MEASUREMENT
from screens.guard import MOST_MESSAGES
from screens.session import answer_key, note_key
from storage import Store

PER_LINE: Final = MOST_MESSAGES * 2 // 3
"""Texts on one connection: one that sends more than `MOST_MESSAGES` in a minute is ended by the guard, as it should be."""


async def notes(
    port: int, inputs: Inputs, found: Found, count: int, room: Room, store: Store, questionnaire: Questionnaire
) -> None:
    """One page; each text goes to another question of its theme. The database is read after each."""
    stored = store.find(room.writer)
    assert stored is not None
    client = Client(f"127.0.0.1:{port}", {MEASUREMENT: room.writer})
    theme = questionnaire.themes[0]
    await _opened(client, theme.id, [question.id for question in theme.questions])
    for number in found.turns(count):
        if number and number % PER_LINE == 0:
            await client.close()
            await _opened(client, theme.id, [one.id for one in theme.questions])
        question = theme.questions[number % len(theme.questions)].id
        # A protobuf holds no halves of characters; the browser replaces them before it sends.
        text = inputs.text(12).encode("utf-8", "replace").decode()
        found.tried["toelichtingen over de websocket"] += 1
        try:
            await client.write(note_key(stored.id, question), text)
        except (AppFault, ConnectionError, KeyError) as error:
            found.fault(f"toelichtingen over de websocket: {type(error).__name__}", text)
            await _opened(client, theme.id, [one.id for one in theme.questions])
            continue
        kept = clean_text(text)
        if len(kept) <= MAX_NOTE:
            room.notes[question] = kept
        now = store.find(room.writer)
        there = now.answers[question].note or "" if now is not None else None
        if there != room.notes.get(question, ""):
            found.fault("toelichtingen over de websocket: niet bewaard zoals getypt", (text, there))
        if client.value(answer_key(stored.id, question)) is None:
            found.fault("toelichtingen over de websocket: het antwoord is van het scherm", text)
    await client.close()


async def _opened(client: Client, page: str, questions: list[str]) -> None:
    """The page with the fields for notes unfolded."""
    await client.open(page)
    for shown in list(client.screen.elements.values()):
        if shown.kind == "block" and shown.body.WhichOneof("type") == "expandable" and shown.body.expandable.id:
            id = shown.body.expandable.id
            if any(id.endswith(f"open-{question}") for question in questions):
                client.values[id] = WidgetState(id=id, bool_value=True)
    await client.go(page)
