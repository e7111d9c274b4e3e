"""The operator's page says what is so: settings, commands, files, messages and measured figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from storage.__main__ import USAGE
from storage.settings import settings_table
from storage.tables import SCHEMA

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_current() -> None:
    found = re.search(r"<!-- instellingen: .*? -->\n(.*?)\n<!-- einde instellingen -->", PAGE, re.DOTALL)
    assert found is not None
    assert found.group(1) == settings_table(), "zet de uitvoer van 'python -m storage settings' in docs/beheer.md"


def test_every_command_is_on_the_page_and_the_other_way_round() -> None:
    assert set(re.findall(r"deploy/opslag (\w+)", PAGE)) == set(re.findall(r"python -m storage (\w+)", USAGE))


def test_every_file_on_the_page_exists() -> None:
    named = set(re.findall(r"`((?:deploy|tests)/[\w./@*-]+)`", PAGE)) | set(re.findall(r"\]\((?!#)([\w./-]+)\)", PAGE))
    assert len(named) > 8
    for name in named:
        places = [ROOT, ROOT / "docs"]
        assert any(list(place.glob(name)) if "*" in name else (place / name).exists() for place in places), name


ABOUT_THE_APP = [ROOT / "docs" / f"{name}.md" for name in ("beheer", "dreigingen", "werksessie-rechten", "dpia-begin")]


@pytest.mark.parametrize(
    "page", [*ABOUT_THE_APP, *sorted((ROOT / "docs" / "decisions").glob("*.md"))], ids=lambda page: page.stem
)
def test_neither_a_program_nor_a_person_is_he_or_she(page: Path) -> None:
    """The app was 'hij' on one page and 'zij' on the next; a name, or 'wie' and 'die', says it for everybody."""
    text = " ".join(page.read_text(encoding="utf-8").split())
    assert re.findall(r"[^.|]*\b(?:[Hh]ij|[Hh]em)\b[^.|]*", text) == []
    one = "app|zelfscan|proces|server|browser|database|begeleider|deelnemer|bezoeker|beheerder"
    assert re.findall(rf"\b(?:{one})\b[^.;:|]*\b(?:zij|haar)\b[^.;:|]*", text) == []


def test_every_heading_in_the_list_is_there() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^## (.*)", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings


@pytest.mark.parametrize(
    "said", re.findall(r"^\| `([^`]+)`.* \| [A-ZD]", PAGE.partition("## Als het niet lukt")[2], re.MULTILINE)
)
def test_every_message_on_the_page_is_one_of_the_app(said: str) -> None:
    sources = [ROOT / "app.py", *(ROOT / "storage").glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert said in re.sub(r'"\s+f?"', "", text)


def test_the_example_of_a_backup_names_the_schema_of_now() -> None:
    assert f'"format": 1, "schema": {SCHEMA}' in PAGE


def test_every_measured_figure_is_in_the_record_that_is_named() -> None:
    blocks = re.findall(r"<!-- gemeten: (\S+) -->\n(.*?)<!-- einde gemeten -->", PAGE, re.DOTALL)
    counts = []
    for name, block in blocks:
        record = json.loads((ROOT / name).read_text(encoding="utf-8"))
        measured = [value for each in record["figures"] for value in (each["value"], each["theirs"]) if value is not None]
        measured += [record["crowd"]["answers_per_second"]]
        if "beside" in record:
            measured += [record["beside"]["ours"]["cpu_ms"]]
        shown = re.findall(r"\| ([\d,]+)(?: \w+)? \|$", block, re.MULTILINE)
        for text in shown:
            digits = len(text.partition(",")[2])
            assert text in {f"{value:.{digits}f}".replace(".", ",") for value in measured}, text
        counts.append(len(shown))
    assert counts == [5, 4]


def test_there_is_no_figure_elsewhere_that_nobody_measured() -> None:
    rest = PAGE.rpartition("<!-- einde gemeten -->")[2]
    assert not re.findall(r"\d+(?:,\d+)? (?:ms|MB|GB|kB)\b", rest)
