"""The operator's page says what is so: settings, commands, files, messages and measured figures."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings
from uvicorn import Config

from benchmarks.failure.scenarios import SCENARIOS
from screens.all_settings import KINDS, tables
from storage.__main__ import USAGE
from storage.settings import unit
from storage.tables import SCHEMA

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "benchmarks" / "records"
PAGE = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")


def test_the_tables_of_settings_are_current() -> None:
    found = dict(re.findall(r"<!-- instellingen (\w+): .*? -->\n(.*?)\n<!-- einde instellingen -->", PAGE, re.DOTALL))
    assert found == tables(), "zet de uitvoer van 'python -m screens.all_settings' in docs/beheer.md"


def test_every_class_of_settings_has_a_table() -> None:
    sources = [
        path for folder in ("questionnaire", "scoring", "storage", "report", "screens") for path in (ROOT / folder).rglob("*.py")
    ]
    classes = [
        name for path in sources for name in re.findall(r"^class (\w+)\(BaseSettings\)", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(classes) == sorted(kind.__name__ for kind in KINDS.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_setting_has_a_description_and_a_unit(kind: type[BaseSettings]) -> None:
    for name, field in kind.model_fields.items():
        assert field.description
        assert unit(name, kind)


def test_the_table_says_what_uvicorn_does_without_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    assert f"| `FORWARDED_ALLOW_IPS` | `{Config('app').forwarded_allow_ips}` |" in tables()["verbindingen"]


@pytest.mark.parametrize("wrong", ["ZELFSCAN_CONNECTIONS=veel", "ZELFSCAN_ANSWER_DAYS=99", "ZELFSCAN_RETENTION_DAYS=0"])
def test_with_a_value_that_cannot_be_the_app_does_not_start_and_names_the_variable(wrong: str, tmp_path: Path) -> None:
    """With a wrong number of connections it started, and answered everybody with an error."""
    name, value = wrong.split("=")
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={**os.environ, "ZELFSCAN_DATA_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Een instelling klopt niet." in done.stderr
    assert f"- {name} (" in done.stderr


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


def test_what_is_needed_follows_from_the_records() -> None:
    """The words above the table say how."""
    load, replicas, endurance = (
        json.loads((ROOT / f"benchmarks/records/2026-11-30-{name}.json").read_text("utf-8"))
        for name in ("load", "replicas", "endurance")
    )
    each = replicas["crowd"]["cpu_ms_per_answer"]
    busy = sum(replicas["ladder"]["500"]["cpu_share"].values()) / 2  # of two cores, the generator included
    process = next(one["value"] for one in endurance["figures"] if one["what"].startswith("geheugen na 30 minuten"))

    def row(people: int, processes: int, store: str) -> str:
        used = [people / 2.5 * ms / 1000 for ms in (each["proces 1"] + each["proces 2"], each["PostgreSQL"], each["nginx"])]
        if store == "SQLite":
            used[1] = 0.0
        shown = " | ".join(f"{one:.2f}".replace(".", ",") if one else "-" for one in used)
        memory = math.ceil((processes * process + people * load["crowd"]["memory_after_kb"] / 1000) / 100) * 100
        return f"| {people} | {processes} met {store} | {shown} | {math.ceil(sum(used) / busy)} | {memory} MB |"

    table = PAGE.partition("<!-- afgeleid -->\n")[2].partition("<!-- einde afgeleid -->")[0].splitlines()[2:]
    assert table == [row(100, 1, "SQLite"), row(400, 1, "SQLite"), row(600, 2, "PostgreSQL"), row(1200, 4, "PostgreSQL")]


def test_every_part_that_was_made_to_fail_is_in_a_record() -> None:
    page = PAGE.partition("## Wat er gebeurt als er iets uitvalt")[2].partition("\n## ")[0]
    records = re.findall(r"benchmarks/records/([\w-]+)-failure\.md", page)
    kept = {name for day in records for name in json.loads((RECORDS / f"{day}-failure.json").read_text("utf-8"))["scenarios"]}
    assert set(SCENARIOS) == kept


def test_there_is_no_figure_elsewhere_that_nobody_measured() -> None:
    rest = re.sub(
        r"<!-- afgeleid -->.*?<!-- einde afgeleid -->", "", PAGE.rpartition("<!-- einde gemeten -->")[2], flags=re.DOTALL
    )
    assert not re.findall(r"\d+(?:,\d+)? (?:ms|MB|GB|kB)\b", rest)
