"""Files for a spreadsheet or a text processor: no text of people or editors ever runs, and each says what it is."""

import itertools
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire import loading
from questionnaire.plan import Plan, PlanPartner, PlanStep
from report import registration, registration_chart
from report.plan_word import plan_word
from report.registration import choose, registration_sheet
from report.render import TEMPLATES
from tests.report.cases import WHEN
from tests.report.test_registration import Book, indicator

CONTENT = loading.load(loading.CONTENT)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n=", " =", "|", "%")
SPREADSHEETS = {registration.__name__, registration_chart.__name__}
"""The modules that write spreadsheets, which the tests below know."""

printed = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
runs = st.sampled_from(["1+1", 'HYPERLINK("http://x";"y")', "cmd|' /C calc'!A0", "SUM(A1:A9)", "DDE(1)", "<x>&amp;"])
evil = st.builds(str.__add__, st.sampled_from(STARTS), st.one_of(runs, printed))


@settings(deadline=None, max_examples=12)
@given(evil, evil, evil)
def test_no_text_becomes_a_formula_in_the_registration_sheet(title: str, question: str, help: str) -> None:
    strange = indicator("a", title, question).model_copy(update={"help": help})
    made, plain = (Book(registration_sheet([each], WHEN)) for each in (strange, indicator("a", "Onderdak")))
    assert len(made.tabs) == len(plain.tabs)
    for old, new in zip(plain.tabs, made.tabs, strict=True):
        assert _formulas(made, new) == _formulas(plain, old)  # the same cells have a formula as without strange texts
        assert not list(made.sheet(new).iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}hyperlink"))
    (chart,) = (text for name, text in made.files.items() if name.startswith("xl/charts/chart"))
    (usual,) = (text for name, text in plain.files.items() if name.startswith("xl/charts/chart"))
    assert chart.count("<c:f>") == usual.count("<c:f>")  # a title that looks like a place in a sheet stays a title
    assert not [name for name in made.files if "external" in name.lower()]


def _formulas(book: Book, tab: str) -> set[str]:
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return {cell.attrib["r"] for cell in book.sheet(tab).iter(f"{space}c") if cell.find(f"{space}f") is not None}


def test_no_other_module_writes_a_spreadsheet_or_a_csv_file() -> None:
    """A new export has to come into these tests first."""
    root = TEMPLATES.parent.parent
    writes = re.compile(r"^\s*(?:import|from)\s+(?:csv|xlsxwriter|openpyxl|pandas)\b|\.to_csv\(|text/csv", re.MULTILINE)
    found = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for folder in ("questionnaire", "scoring", "storage", "report", "screens")
        for path in (root / folder).rglob("*.py")
        if writes.search(path.read_text(encoding="utf-8"))
    }
    assert found == SPREADSHEETS


def test_the_sheet_of_people_has_a_head_that_stays_and_a_filter() -> None:
    book = Book(registration_sheet(choose(CONTENT), WHEN))
    sheet, space = book.sheet("Personen"), "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert next(sheet.iter(f"{space}pane")).attrib["state"] == "frozen"
    assert next(sheet.iter(f"{space}autoFilter")).attrib["ref"].startswith("A1:")
    assert "'Personen'!$1:$1" in book.files["xl/workbook.xml"].replace("&apos;", "'").replace("Personen!", "'Personen'!")


@settings(deadline=None, max_examples=12)
@given(evil, evil)
def test_no_text_becomes_a_field_in_the_word_file(one: str, other: str) -> None:
    plan = Plan(
        title=one,
        headings={"de-aanpak": other},
        partners=(PlanPartner(name=other, role="hoofdaanvrager"),),
        steps=(PlanStep(what=one, when=other),),
        risks=one,
    )
    made = plan_word(CONTENT, plan, other, WHEN)
    with zipfile.ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = ET.fromstring(parts.read(name))
            kinds = [node.tag.rpartition("}")[2] for node in root.iter()]
            assert "hyperlink" not in kinds
            assert "fldSimple" not in kinds
            fields = [node.text for node in root.iter(qn("w:instrText"))]
            assert fields == (["PAGE"] if name.startswith("word/footer") and fields else []), name
    document = Document(BytesIO(made))
    properties = document.core_properties
    assert properties.title
    assert properties.language == "nl-NL"
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
