"""A small content folder with a released version 1.0, to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaire.versions import release

VALID = Path(__file__).parent.parent / "content" / "valid"
Edit = Callable[[str, dict[str, str]], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid content, with version 1.0 released."""
    copy = Path(shutil.copytree(VALID, tmp_path / "content"))
    release(copy)
    return copy


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
