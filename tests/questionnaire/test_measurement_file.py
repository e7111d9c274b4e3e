from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Measurement,
    MeasurementError,
    Questionnaire,
    Reference,
    clean_text,
    load,
    read_measurement,
    write_measurement,
)
from tests.questionnaire.cases import BASE, DIFFERENCE_CASES, MEASUREMENT_CASES, answered, measured
from tests.questionnaire.conftest import VALID

PROEF = load(VALID).questionnaire


def names(cases: list[Any]) -> list[str]:
    return [case[0] for case in cases]


@pytest.mark.parametrize(("data", "says"), [case[1:] for case in MEASUREMENT_CASES], ids=names(MEASUREMENT_CASES))
def test_a_bad_file_gives_exactly_one_clear_message(questionnaire: Questionnaire, data: bytes, says: str) -> None:
    with pytest.raises(MeasurementError) as error:
        read_measurement(data, questionnaire)
    assert str(error.value) == says


@pytest.mark.parametrize(("data", "says"), [case[1:] for case in DIFFERENCE_CASES], ids=names(DIFFERENCE_CASES))
def test_what_could_not_be_compared_is_named(questionnaire: Questionnaire, data: bytes, says: list[str]) -> None:
    assert list(read_measurement(data, questionnaire).differences) == says


def test_a_good_file_is_read_without_differences(questionnaire: Questionnaire) -> None:
    reading = read_measurement(measured(), questionnaire)
    assert reading.differences == ()
    assert reading.measurement == Measurement(
        questionnaire=Reference(id="proef", version="1.0"),
        municipality="Aalten",
        date=date(2026, 11, 23),
        role="beleid",
        answers={"signaal": Answer(level=3, note="Zie het verslag."), "gesprek": Answer(level=UNKNOWN)},
        targets={"contact": 4},
    )


def test_the_right_hash_is_no_difference(questionnaire: Questionnaire) -> None:
    made_with = {"id": "proef", "version": "1.0", "hash": questionnaire.hash}
    assert read_measurement(measured(questionnaire=made_with), questionnaire).differences == ()


def test_only_questionnaire_and_date_are_required(questionnaire: Questionnaire) -> None:
    data = json.dumps({"questionnaire": BASE["questionnaire"], "date": "2026-11-23"}).encode()
    assert read_measurement(data, questionnaire).measurement.answers == {}


def test_a_missing_answer_is_just_unanswered(questionnaire: Questionnaire) -> None:
    assert read_measurement(answered({"note": "Nog uitzoeken."}), questionnaire).measurement.values == {}


def test_what_is_unknown_is_left_out_and_the_rest_is_kept(questionnaire: Questionnaire) -> None:
    data = measured(
        answers={"oud": {"level": 9}, "signaal": {"level": 2}},
        targets={"oud": 1, "contact": 5},
        chosen=["oud", "bezoek"],
        missing_partners=["werkgevers", "oud"],
        role="oud",
        size="oud",
    )
    reading = read_measurement(data, questionnaire)
    assert len(reading.differences) == 6
    measurement = reading.measurement
    assert measurement.values == {"signaal": 2}
    assert measurement.targets == {"contact": 5}
    assert (measurement.chosen, measurement.missing_partners) == (("bezoek",), ("werkgevers",))
    assert (measurement.role, measurement.size) == (None, None)


def test_a_long_list_of_unknown_questions_is_counted_past_forty(questionnaire: Questionnaire) -> None:
    data = measured(answers={f"oud-{number}": {"level": 1} for number in range(50)})
    (difference,) = read_measurement(data, questionnaire).differences
    assert difference.endswith("oud-38, oud-39 en nog 10.")


def test_notes_lose_control_characters_and_lone_surrogates(questionnaire: Questionnaire) -> None:
    reading = read_measurement(answered({"note": "a\x00b\ud800c\r\n\td e\u0301"}), questionnaire)
    assert reading.measurement.answers["signaal"].note == "abc\n\td é"


def test_a_reason_is_cleaned_as_a_note_is(questionnaire: Questionnaire) -> None:
    data = measured(targets={"contact": 3}, target_reasons={"contact": "goed\x00 genoeg\ud800\r\nvoor ons"})
    measurement = read_measurement(data, questionnaire).measurement
    assert (measurement.targets, measurement.target_reasons) == ({"contact": 3}, {"contact": "goed genoeg\nvoor ons"})


def test_a_byte_order_mark_is_no_problem(questionnaire: Questionnaire) -> None:
    assert read_measurement(b"\xef\xbb\xbf" + measured(), questionnaire).differences == ()


def test_what_is_written_is_indented_json_without_empty_parts(questionnaire: Questionnaire) -> None:
    measurement = Measurement(
        questionnaire=Reference(id="proef", version="1.0"),
        date=date(2026, 11, 23),
        answers={"signaal": Answer(level=NOT_APPLICABLE), "gesprek": Answer(level=2, note="Één keer")},
    )
    assert write_measurement(measurement).decode() == (
        '{\n  "format": 1,\n  "questionnaire": {\n    "id": "proef",\n    "version": "1.0"\n  },\n  "date": "2026-11-23",\n'
        '  "answers": {\n    "gesprek": {\n      "level": 2,\n      "note": "Één keer"\n    },\n'
        '    "signaal": {\n      "level": "not_applicable"\n    }\n  }\n}\n'
    )


words = st.text(max_size=30).map(clean_text)
answers = st.builds(
    Answer,
    level=st.none() | st.integers(1, 5) | st.sampled_from([UNKNOWN, NOT_APPLICABLE]),
    note=st.none() | words,
)
measurements = st.builds(
    Measurement,
    questionnaire=st.builds(Reference, id=st.just("proef"), version=words, hash=st.none() | words),
    municipality=words,
    date=st.dates(),
    role=st.none() | st.sampled_from([role.id for role in PROEF.roles]),
    size=st.none() | st.sampled_from([size.id for size in PROEF.size_classes]),
    answers=st.dictionaries(st.sampled_from(list(PROEF.question_by_id)), answers),
    targets=st.dictionaries(st.sampled_from(list(PROEF.theme_by_id)), st.integers(1, 5)),
    target_reasons=st.dictionaries(st.sampled_from(list(PROEF.theme_by_id)), words.filter(bool)),
    missing_partners=st.lists(st.sampled_from([partner.id for partner in PROEF.partners]), unique=True).map(tuple),
    chosen=st.lists(st.sampled_from(list(PROEF.idea_by_id)), unique=True).map(tuple),
)


@given(measurements)
def test_what_is_written_reads_back_the_same(measurement: Measurement) -> None:
    written = write_measurement(measurement)
    again = read_measurement(written, PROEF).measurement
    assert again == measurement
    assert write_measurement(again) == written


@given(measurements)
def test_the_order_of_answering_does_not_change_the_file(measurement: Measurement) -> None:
    turned = measurement.model_copy(update={"answers": dict(reversed(measurement.answers.items()))})
    assert write_measurement(turned) == write_measurement(measurement)


def read_or_refuse(data: bytes) -> None:
    """Nothing but a `MeasurementError` may come out: anything else fails the test."""
    try:
        measurement = read_measurement(data, PROEF).measurement
    except MeasurementError as refusal:
        message = str(refusal)
    else:
        assert measurement.values.keys() <= PROEF.question_by_id.keys()
        return
    assert message.endswith(".")
    assert "\n" not in message


@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
)


@given(anything)
def test_random_json_is_read_or_refused(value: Any) -> None:
    read_or_refuse(json.dumps(value).encode())


@given(st.sampled_from(list(Measurement.model_fields)), anything)
def test_a_measurement_with_one_random_value_is_read_or_refused(key: str, value: Any) -> None:
    read_or_refuse(json.dumps({**BASE, key: value}).encode())


@given(st.sampled_from(["signaal", "gesprek", "oud", "[", "\x00", "{x}"]), anything)
def test_a_measurement_with_one_random_answer_is_read_or_refused(question: str, value: Any) -> None:
    read_or_refuse(measured(answers={question: value}))
    read_or_refuse(measured(answers={question: {"level": value}}))
    read_or_refuse(measured(answers={question: {"note": value}}))
