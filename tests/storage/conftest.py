"""A real database per test, of SQLite and of PostgreSQL, and a small questionnaire."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.models import Line, Question, Questionnaire, Stage, Theme
from storage import Store, Workshop, new_token
from storage.database import open_engine
from tests.postgres import Postgres
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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of the store runs on both databases; one that is about one of them says so."""
    if "store" in metafunc.fixturenames:
        only = "database" in metafunc.fixturenames or metafunc.definition.get_closest_marker("sqlite")
        other = metafunc.definition.get_closest_marker("postgresql")
        kinds = ["sqlite"] if only else ["postgresql"] if other else ["sqlite", "postgresql"]
        metafunc.parametrize("kind", kinds, scope="function")


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "map" / "zelfscan.sqlite"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the schema and nothing in it, to copy: that is much quicker than making it for each test."""
    path = tmp_path_factory.mktemp("leeg") / "leeg.sqlite"
    open_engine(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with the schema, and nothing in it."""
    if kind == "sqlite":
        database = tmp_path / "map" / "zelfscan.sqlite"
        database.parent.mkdir()
        shutil.copyfile(request.getfixturevalue("empty_file"), database)
        yield f"sqlite:///{database}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.database() as made:
        yield made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url, RETENTION)
    yield store
    store.close()


@pytest.fixture
def owner() -> str:
    return new_token()


@pytest.fixture
def opened(store: Store, questionnaire: Questionnaire, owner: str) -> Workshop:
    return store.workshops.open(owner, questionnaire, municipality="Ede", size="groot", scope="all", questions=ALL, today=TODAY)
