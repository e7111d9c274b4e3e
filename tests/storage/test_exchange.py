"""What leaves the app comes back the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Answer, Measurement, Reference
from questionnaire.models import DEFAULT_TARGET, Questionnaire
from storage import Store, new_token, to_measurement
from tests.questionnaire.test_plan import plans
from tests.storage.conftest import RETENTION, make_questionnaire

TODAY = date(2026, 11, 24)
QUESTIONNAIRE = make_questionnaire()

text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
ids = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
levels = st.one_of(st.none(), st.integers(1, 5), st.sampled_from([UNKNOWN, NOT_APPLICABLE]))
answers = st.builds(Answer, level=levels, note=st.one_of(st.none(), text.filter(bool)))
questions = st.one_of(st.sampled_from([question.id for question in QUESTIONNAIRE.questions]), ids)
measurements = st.builds(
    Measurement,
    questionnaire=st.just(Reference(id=QUESTIONNAIRE.id, version=QUESTIONNAIRE.version, hash=QUESTIONNAIRE.hash)),
    municipality=text,
    date=st.dates(date(2019, 1, 1), TODAY),
    role=st.one_of(st.none(), ids),
    size=st.one_of(st.none(), ids),
    answers=st.dictionaries(questions, answers.filter(lambda answer: answer != Answer()), max_size=8),
    targets=st.dictionaries(ids, st.integers(1, 5), max_size=4),
    target_reasons=st.dictionaries(ids, text.filter(bool), max_size=4),
    missing_partners=st.sets(ids, max_size=4).map(lambda found: tuple(sorted(found))),
    chosen=st.lists(ids, unique=True, max_size=5).map(tuple),
    plans=st.lists(plans, max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(f"sqlite:///{tmp_path_factory.mktemp('opslag') / 'zelfscan.sqlite'}", RETENTION)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(measurement=measurements)
def test_an_imported_file_is_exported_the_same(shared: Store, measurement: Measurement) -> None:
    token = new_token()
    stored = shared.import_measurement(token, measurement, QUESTIONNAIRE, TODAY)
    assert shared.find(token) == stored
    exported = to_measurement(stored, QUESTIONNAIRE)
    # A reason without a level is about the usual level.
    usual = dict.fromkeys(measurement.target_reasons, DEFAULT_TARGET)
    assert exported == measurement.model_copy(update={"targets": usual | measurement.targets})
    assert Measurement.model_validate_json(exported.model_dump_json()) == exported


def test_the_export_stands_in_the_order_of_the_questionnaire(store: Store, questionnaire: Questionnaire) -> None:
    stored = store.create(new_token(), questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    token = new_token()
    shuffled = {id_: Answer(level=1) for id_ in ("oude-vraag", "vraag-3", "vraag-0", "aparte-vraag", "vraag-1")}
    file = to_measurement(stored, questionnaire).model_copy(update={"answers": shuffled})
    exported = to_measurement(store.import_measurement(token, file, questionnaire, TODAY), questionnaire)
    assert list(exported.answers) == ["vraag-0", "vraag-1", "vraag-3", "aparte-vraag", "oude-vraag"]


def test_a_file_dated_in_the_future_counts_as_today(store: Store, questionnaire: Questionnaire) -> None:
    file = Measurement(questionnaire=Reference(id="proef", version="1"), date=TODAY + timedelta(days=1))
    assert store.import_measurement(new_token(), file, questionnaire, TODAY).date == TODAY


def test_a_failed_import_leaves_nothing_behind(store: Store, questionnaire: Questionnaire, database: Path) -> None:
    token = new_token()
    broken = Measurement.model_construct(
        municipality="", role=None, size=None, date=TODAY, answers={"vraag-0": Answer(level=1)}, targets={"thema-1": 9}
    )
    broken = broken.model_copy(update={"target_reasons": {}, "chosen": (), "missing_partners": ()})
    with pytest.raises(Exception, match="CHECK"):
        store.import_measurement(token, broken, questionnaire, TODAY)
    assert store.find(token) is None
    assert store.questionnaire(questionnaire.hash) is None
