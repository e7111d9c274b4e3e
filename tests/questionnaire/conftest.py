"""A small valid content folder, and copies of it to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaire import Content, Questionnaire, load

VALID = Path(__file__).parent.parent / "content" / "valid"
Edit = Callable[[str, dict[str, str]], Path]


@pytest.fixture(scope="session")
def content() -> Content:
    return load(VALID)


@pytest.fixture(scope="session")
def questionnaire(content: Content) -> Questionnaire:
    return content.questionnaire


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid content that a test may change."""
    return Path(shutil.copytree(VALID, tmp_path / "content"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Change texts in a file of the copy, each at its first occurrence; gives the folder."""

    def change(name: str, changes: dict[str, str]) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return change
