"""Strange files and notes straight into the functions that the screens call: over a websocket each would take too long.

An import: `read_measurement`, `Store.import_measurement`, `to_measurement`. A note: `clean_text`, `Store.save_answer`, the
measurement file, the report as PDF and the plan as Word. A code: `Participants.workshop`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from docx import Document

from benchmarks.fuzz.found import Found
from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.room import DAY
from questionnaire import MAX_NOTE, Content, Measurement, MeasurementError, clean_text, read_measurement, write_measurement
from questionnaire.answers import Answer
from questionnaire.plan import MAX_TEXT, Plan
from report.pdf import pdf
from report.plan_word import plan_word
from scoring.result import assess
from storage import Store, UnknownCode, new_token, to_measurement

WHEN: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)


def imports(store: Store, content: Content, inputs: Inputs, found: Found, count: int) -> None:
    questionnaire = content.questionnaire
    for _ in found.turns(count):
        found.tried["bestanden"] += 1
        data = inputs.file(questionnaire)
        try:
            measurement = read_measurement(data, questionnaire).measurement
        except MeasurementError as error:
            found.counts["bestanden met uitleg geweigerd"] += 1
            if not str(error).strip():
                found.fault("bestanden: geweigerd zonder uitleg", data)
            continue
        except Exception as error:
            found.fault(f"bestanden: {type(error).__name__}", data)
            continue
        found.counts["bestanden gelezen en bewaard"] += 1
        token = new_token()
        try:
            store.import_measurement(token, measurement, questionnaire, DAY)
            stored = store.find(token)
            assert stored is not None
            again = read_measurement(write_measurement(to_measurement(stored, questionnaire)), questionnaire).measurement
        except Exception as error:
            found.fault(f"bestanden bewaren: {type(error).__name__}", data)
            continue
        if _said(again) != _said(measurement):
            found.fault("bestanden: bewaard is niet wat er stond", data)
        store.delete(token)


def _said(measurement: Measurement) -> object:
    """What somebody wrote in it."""
    answers = {id: (answer.level, answer.note or None) for id, answer in measurement.answers.items()}
    kept = {id: answer for id, answer in answers.items() if answer != (None, None)}
    plans = [plan.model_dump() for plan in measurement.plans]
    return measurement.municipality, measurement.role, kept, measurement.targets, measurement.target_reasons, plans


def codes(store: Store, inputs: Inputs, found: Found, count: int) -> None:
    for _ in found.turns(count):
        code = inputs.code()
        found.tried["codes, rechtstreeks"] += 1
        try:
            store.participants.workshop(code)
        except UnknownCode:
            continue
        except Exception as error:
            found.fault(f"codes: {type(error).__name__}", code)
        else:
            found.counts["codes die klopten"] += 1


def notes(store: Store, content: Content, inputs: Inputs, found: Found, count: int) -> None:
    """A measurement at a time, with a note at every question; all of them in one report and one plan."""
    questionnaire = content.questionnaire
    size = len(questionnaire.questions)
    for number in found.turns(-(-count // size)):
        batch = [clean_text(inputs.text(12)) for _ in range(min(size, count - number * size))]
        found.tried["toelichtingen, rechtstreeks"] += len(batch)
        token = new_token()
        stored = store.create(token, questionnaire, municipality="Goes", role=None, size=None, today=DAY)
        expected = {}
        for question, note in zip(questionnaire.questions, batch, strict=False):
            if len(note) > MAX_NOTE:  # the page says so, and keeps it on the screen
                found.counts["te lange toelichtingen"] += 1
                continue
            store.save_answer(stored.response_id, question.id, 3, note)
            expected[question.id] = Answer(level=3, note=note or None)
        now = store.find(token)
        if now is None or now.answers != expected:
            found.fault("toelichtingen: niet bewaard zoals getypt", batch)
            continue
        measurement = to_measurement(now, questionnaire)
        try:
            if read_measurement(write_measurement(measurement), questionnaire).measurement.answers != measurement.answers:
                found.fault("toelichtingen: een bestand komt anders terug", batch)
            _documents(content, measurement, batch)
        except Exception as error:
            found.fault(f"toelichtingen: {type(error).__name__}", (str(error), batch))
        found.counts["rapporten (PDF) en plannen (Word)"] += 2
        store.delete(token)


def _documents(content: Content, measurement: Measurement, batch: list[str]) -> None:
    """The report, and a plan with the same texts."""
    made = pdf(content, measurement, assess(content.questionnaire, measurement.values), WHEN)
    if not (made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")):
        raise ValueError("no PDF")
    texts = [note[:MAX_TEXT] for note in (*batch, *[""] * 6)]
    plan = Plan(
        target_group=texts[0], first_step=texts[1], risks=texts[2], ground=texts[3], stop_rule=texts[4], afterwards=texts[5]
    )
    Document(BytesIO(plan_word(content, plan, "Goes", WHEN)))
