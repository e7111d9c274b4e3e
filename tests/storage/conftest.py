"""A real SQLite file per test, and a small questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.models import Line, Question, Questionnaire, Stage, Theme
from storage import Store, Workshop, new_token
from tests.storage.workshop_room import ALL, TODAY

RETENTION = timedelta(days=365)


def make_questionnaire(questions: int = 4, *, version: str = "1", text: str = "Hoe gaat dit?") -> Questionnaire:
    """One line, two themes (`thema-1`, `thema-2`), with `questions` questions `vraag-0`, `vraag-1`, ... shared between them."""
    asked = tuple(Question(id=f"vraag-{n}", text=text, levels=dict.fromkeys(range(1, 6), "Zo.")) for n in range(questions))
    half = questions // 2
    themes = (
        Theme(id="thema-1", title="Thema 1", why="Daarom.", questions=asked[:half]),
        Theme(id="thema-2", title="Thema 2", why="Daarom.", questions=asked[half:]),
    )
    return Questionnaire(
        id="proef",
        version=version,
        title="Proef",
        subtitle="Een proef",
        stages=tuple(Stage(level=level, name=f"Fase {level}", meaning="Dit.") for level in range(1, 6)),
        lines=(Line(id="lijn", title="Lijn", intro="Intro.", themes=themes),),
        roles=(),
        size_classes=(),
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return make_questionnaire()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "map" / "zelfscan.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{database}", RETENTION)
    yield store
    store.close()


@pytest.fixture
def owner() -> str:
    return new_token()


@pytest.fixture
def opened(store: Store, questionnaire: Questionnaire, owner: str) -> Workshop:
    return store.workshops.open(owner, questionnaire, municipality="Ede", size="groot", scope="all", questions=ALL, today=TODAY)
