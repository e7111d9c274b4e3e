"""The table of docs/dreigingen.md names tests that run; and what no other test holds of it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config

from questionnaire.document import read_document

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "dreigingen.md"
PACKAGES = ("questionnaire", "scoring", "storage", "report", "screens")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")

# Every row by its title: a threat does not leave the table unnoticed. Whoever adds one, writes it here too.
THREATS = (
    "Codes raden van een werksessie",
    "Een oude code gebruiken",
    "Een sleutel raden",
    "Dubbel stemmen met één sleutel",
    "Dubbel stemmen met meer browsers of verzonnen formulieren",
    "De begeleiding overnemen als deelnemer of met de code",
    "Iemand anders gebruikt de link van de begeleider",
    "Een plan lezen of veranderen zonder recht",
    "Iemand herkennen in een kleine groep",
    "Iemand herkennen aan het verschil tussen twee uitkomsten",
    "Het bestand met alles wat we van iemand hebben, vertelt over anderen",
    "Een gemeente herkennen in de verdeling over gemeenten",
    "Een gemeente herkennen aan wie erbij komt of weggaat",
    "Een gedeelde meting blijft tellen nadat iemand zich bedenkt",
    "Opdrachten in een toelichting: HTML en script",
    "Opdrachten in een toelichting: PDF",
    "Opdrachten in een toelichting: CSV",
    "Opdrachten in een toelichting: rekenblad",
    "Opdrachten in een toelichting: Word",
    "Opdrachten in een toelichting: YAML",
    "Opdrachten in een toelichting: SQL",
    "Een sessie opdringen met een eigen link",
    "Inloggen: na het inloggen naar een andere website gestuurd",
    "Inloggen: een gestolen cookie",
    "Inloggen: een veranderd of nagemaakt cookie",
    "Inloggen: iemand laten inloggen als een ander (state, nonce)",
    "Inloggen: met het account van een ander domein, of met een e-mailadres dat niet zeker is",
    "Inloggen: begeleiden met alleen de link, als inloggen aan staat",
    "Inloggen: wie inlogde, lekt",
    "Inloggen: verkeerd ingesteld",
    "Een andere website handelt voor een bezoeker",
    "Een andere website opent een websocket",
    "Een andere website zet de app in een frame",
    "Een link lekt door de verwijzing of de geschiedenis",
    "Een link lekt door het logboek",
    "Een link stuurt door naar een andere website",
    "Meeluisteren onderweg",
    "Een derde partij ziet wie er kijkt",
    "Overspoelen met verbindingen",
    "Overspoelen met berichten",
    "Overspoelen met nieuwe metingen, plannen en werksessies",
    "Overspoelen met bestanden om te maken",
    "Te grote invoer",
    "Vijandige inhoudsbestanden",
    "Vijandige metingbestanden",
    "Een bestand van de server lezen met een vreemd adres",
    "De database of een back-up lekt",
    "De sleutel van de teksten raakt kwijt of is een andere",
    "Verwijderd is niet weg",
    "Een pakket heeft een bekend lek",
    "Een pakket is vervangen of veranderd",
)


def rows() -> list[list[str]]:
    """The rows of the table with the three columns: threat, measure, test."""
    text = DOCUMENT.read_text("utf-8")
    table = text[text.index("| Dreiging | Maatregel | Test |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in table[2:]]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_threat_has_a_measure_and_tests(row: list[str]) -> None:
    threat, measure, tests = row
    assert measure, threat
    named = NAMED.findall(tests)
    assert named, threat
    assert NAMED.sub("", tests).strip(" ,") == "", "a test is written as `tests/folder/test_file.py::test_name`"


def test_no_threat_is_missing() -> None:
    assert tuple(row[0] for row in rows()) == THREATS


def test_every_test_that_the_document_names_is_one_that_runs(request: pytest.FixtureRequest) -> None:
    """As the suite itself is collected: a helper, a method of a class that is no test, or what is left out, is none."""
    named = set(NAMED.findall(DOCUMENT.read_text("utf-8")))
    collected = {tuple(item.nodeid.split("[")[0].split("::")) for item in request.session.items}
    if others := sorted({file for file, _ in named - collected}):  # a part of the suite runs
        asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *others]
        found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout
        collected |= {tuple(line.split("[")[0].split("::")) for line in found.stdout.splitlines() if "::" in line}
    assert sorted(named - collected) == []


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
