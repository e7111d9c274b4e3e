"""A theme that got another id keeps its old address: a measurement made before is read with its own themes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from questionnaire.versions import release
from screens import context, pages

VALID = Path(__file__).parent.parent / "content" / "valid"


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A content folder that released the theme `contact`, and calls it `eerste-contact` now."""
    folder = Path(shutil.copytree(VALID, tmp_path / "content"))
    release(folder)
    line = folder / "lines" / "dichtbij.yaml"
    line.write_text(line.read_text(encoding="utf-8").replace("id: contact\n", "id: eerste-contact\n"), encoding="utf-8")
    monkeypatch.setenv("ZELFSCAN_CONTENT", str(folder))
    caches = (context.settings, context.content, pages.earlier_themes, pages.paths)
    for each in caches:
        each.cache_clear()
    yield folder
    for each in caches:
        each.cache_clear()


def test_the_address_of_a_theme_that_was_renamed_still_is_a_page(renamed: Path) -> None:
    assert {"contact", "eerste-contact"} <= pages.paths()
    assert pages.earlier_themes() == {"contact"}


def test_a_damaged_released_version_does_not_take_the_other_pages_away(renamed: Path) -> None:
    (renamed / "released" / "1.0.json").write_text("{", encoding="utf-8")
    assert "eerste-contact" in pages.paths()
    assert pages.earlier_themes() == set()
