"""The table of docs/dreigingen.md names tests that exist; and what no other test holds of it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from streamlit import config

from questionnaire.document import read_document
from screens import parts, shell

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "dreigingen.md"
PACKAGES = ("questionnaire", "scoring", "storage", "report", "screens")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")

# Every threat that must have a row: those of the assignment, and those found since.
THREATS = (
    *("Codes raden", "Dubbel stemmen", "De begeleiding overnemen", "Iemand herkennen in een kleine groep"),
    *("Opdrachten in een toelichting: HTML", "Opdrachten in een toelichting: PDF", "Opdrachten in een toelichting: CSV"),
    *("Opdrachten in een toelichting: rekenblad", "Opdrachten in een toelichting: Word", "Opdrachten in een toelichting: YAML"),
    *("Inloggen: na het inloggen naar een andere website", "Inloggen: een gestolen cookie", "Inloggen: iemand laten inloggen"),
    "Inloggen: met het account van een ander domein",
    *("Een sessie opdringen", "Een link lekt", "Overspoelen met verbindingen", "Vijandige inhoudsbestanden"),
)


def rows() -> list[list[str]]:
    """The rows of the table with the three columns: threat, measure, test."""
    text = DOCUMENT.read_text("utf-8")
    table = text[text.index("| Dreiging | Maatregel | Test |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in table[2:]]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_threat_has_a_measure_and_tests_that_exist(row: list[str]) -> None:
    threat, measure, tests = row
    assert measure, threat
    named = NAMED.findall(tests)
    assert named, threat
    assert NAMED.sub("", tests).strip(" ,") == "", "a test is written as `tests/folder/test_file.py::test_name`"
    for file, name in named:
        assert name.startswith("test_")
        assert (ROOT / file).is_file(), file
        assert name in names_in(file), f"{file} has no {name}"


def test_no_threat_is_missing() -> None:
    names = [row[0] for row in rows()]
    assert [threat for threat in THREATS if not any(name.startswith(threat) for name in names)] == []
    assert len(set(names)) == len(names)


def test_every_other_test_that_the_document_names_exists_too() -> None:
    for file, name in NAMED.findall(DOCUMENT.read_text("utf-8")):
        assert name in names_in(file), f"{file} has no {name}"


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def calls(tree: ast.AST) -> list[str]:
    """What is called, as written: "yaml.load", "eval"."""
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_a_yaml_file_makes_values_and_nothing_else(tmp_path: Path) -> None:
    """No object, no command, no file that grows when it is read."""
    bomb = "a: &a [x, x, x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcd", "bcde", strict=True)
    )
    for text, says in (
        ("a: !!python/object/apply:os.system ['touch gehackt']\n", "bijzondere betekenis"),
        ("a: !!python/object/new:os.system [x]\n", "bijzondere betekenis"),
        ("a: !!python/name:os.system\n", "bijzondere betekenis"),
        (bomb, "verwijzing met & en *"),
    ):
        file = tmp_path / "bestand.yaml"
        file.write_text(text, "utf-8")
        found = read_document(file, "bestand.yaml")
        assert found.problems
        assert says in str(found.problems[0])
    assert [path.name for path in tmp_path.iterdir()] == ["bestand.yaml"]


def test_no_module_runs_a_text_or_reads_objects_from_a_file() -> None:
    forbidden = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "os.system",
        "os.popen",
        "yaml.load",
        "yaml.unsafe_load",
        "yaml.full_load",
    }
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        assert not forbidden & set(calls(tree)), path
        imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {"pickle", "marshal", "shelve", "subprocess"}, path


def test_no_module_writes_csv() -> None:
    """A cell that begins with = is a formula for a spreadsheet. Who adds an export as CSV has to mind that, and this test."""
    for path in modules():
        text = path.read_text("utf-8")
        assert "import csv" not in text, path
        assert ".to_csv(" not in text, path
    config.get_config_options(force_reparse=True)
    assert config.get_option("client.disableDataExport")  # no button of Streamlit either


HTML = {
    "screens/parts.py",  # escapes
    "screens/compare.py",  # a table of `parts`
    "screens/beside.py",  # a table of `parts` with a drawing of numbers
    "screens/workshop/lead_people.py",  # a QR code
    "screens/workshop/hall_count.py",
    "screens/take_along.py",
}


def test_html_is_made_in_few_places_and_those_escape() -> None:
    found = set()
    for path in modules():
        text = path.read_text("utf-8")
        if "unsafe_allow_html" in text or "st.html(" in text or "components.v1" in text:
            found.add(path.relative_to(ROOT).as_posix())
    assert found == HTML


EVIL = '<img src=x onerror="alert(1)">\'&'


def test_every_part_of_a_page_escapes_what_it_gets() -> None:
    made = (
        parts.h1(EVIL),
        parts.bullets([EVIL]),
        shell.message_page(EVIL, EVIL, link=("/", EVIL)),
    )
    for text in made:
        assert "<img" not in text
        assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in text
    assert "\\<" in parts.plain("<b>") or "<" not in parts.plain("<b>")
    assert "](" not in parts.plain("![x](https://elders.example/x.png)")
