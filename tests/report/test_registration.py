"""The registration sheet, read back as the file that it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from questionnaire.indicators import Indicator
from questionnaire.models import Content
from report.registration import NO_NAMES, PERIODS, PERSONS, choose, periods, registration_sheet, sheet_names
from report.registration_chart import CHANGED, Place
from scoring.run_chart import run_chart, share

WHEN = datetime(2026, 11, 23, 12, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def indicator(id: str, title: str, question: str = "Is er een bed?") -> Indicator:
    return Indicator(id=id, title=title, question=question, moment="dag van vrijlating", help="Opvang telt.", sources=("S01",))


class Book:
    """The parts of a spreadsheet file that tests look at."""

    def __init__(self, data: bytes) -> None:
        self.files = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            self.files = {name: archive.read(name).decode() for name in archive.namelist()}
        root = ET.fromstring(self.files["xl/workbook.xml"])
        self.tabs = [sheet.attrib["name"] for sheet in root.iter(f"{MAIN}sheet")]
        strings = ET.fromstring(self.files["xl/sharedStrings.xml"])
        self.strings = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in strings.iter(f"{MAIN}si")]

    def sheet(self, tab: str) -> ET.Element:
        return ET.fromstring(self.files[f"xl/worksheets/sheet{self.tabs.index(tab) + 1}.xml"])

    def cells(self, tab: str) -> dict[str, str]:
        """The text or the formula (with its sign) of each cell that has one."""
        found = {}
        for cell in self.sheet(tab).iter(f"{MAIN}c"):
            formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
            if formula is not None:
                found[cell.attrib["r"]] = f"={formula.text}"
            elif value is not None:
                text = value.text or ""
                found[cell.attrib["r"]] = self.strings[int(text)] if cell.attrib.get("t") == "s" else text
        return found


@pytest.fixture(scope="module")
def book(content: Content) -> Book:
    return Book(registration_sheet(choose(content), WHEN))


def test_there_is_an_explanation_a_sheet_of_people_and_a_chart_for_each_indicator(book: Book, content: Content) -> None:
    assert book.tabs == ["Uitleg", "Personen", *(each.title for each in content.indicators)]
    charts = [text for name, text in book.files.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == len(content.indicators)
    for chart, each in zip(charts, content.indicators, strict=True):
        assert f"{each.title}: deel ja per periode" in chart
        assert 'lang="en-US"' not in chart


def test_a_row_of_a_person_has_a_number_and_no_name(book: Book, content: Content) -> None:
    cells = book.cells("Personen")
    assert [cells[f"{letter}1"] for letter in "ABCDEFGHIJ"] == [
        "Nummer (geen naam)",
        "Periode van vrijlating",
        *(each.title for each in content.indicators),
    ]
    assert {key: text for key, text in cells.items() if not key.endswith("1") and key[0] != "A"} == {}
    assert [cells["A2"], cells[f"A{PERSONS + 1}"]] == ["1", str(PERSONS)]
    assert NO_NAMES in book.cells("Uitleg").values()
    assert "geen namen, geboortedata" in NO_NAMES


def test_answers_are_picked_from_a_list_and_the_head_stays_in_sight(book: Book) -> None:
    sheet = book.sheet("Personen")
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")
    rules = {rule.attrib["sqref"]: rule for rule in sheet.iter(f"{MAIN}dataValidation")}
    assert rules[f"C2:C{PERSONS + 1}"].findtext(f"{MAIN}formula1") == '"ja,nee,onbekend"'
    assert rules[f"B2:B{PERSONS + 1}"].findtext(f"{MAIN}formula1") == "'Contact tijdens detentie'!$A$31:$A$42"
    number = rules[f"A2:A{PERSONS + 1}"].attrib
    assert number["type"] == "whole"
    assert "geen naam" in number["error"]


def test_the_explanation_tells_when_it_is_yes(book: Book, content: Content) -> None:
    told = book.cells("Uitleg").values()
    for each in content.indicators:
        assert {each.question, each.help, each.moment} <= set(told)


def test_a_chart_counts_the_answers_of_its_own_column(book: Book) -> None:
    cells = book.cells("Onderdak")
    assert cells["A31"] == "2026 kwartaal 4"
    assert cells["B31"] == "=SUMPRODUCT(('Personen'!$B$2:$B$301=$A31)*('Personen'!$E$2:$E$301=\"ja\"))"
    assert cells["D42"] == "=SUMPRODUCT(('Personen'!$B$2:$B$301=$A42)*('Personen'!$E$2:$E$301=\"onbekend\"))"
    assert cells["E31"] == '=IF(B31+C31=0,"",B31/(B31+C31))'
    assert (
        cells["F31"]
        == '=IF(COUNT(INDEX($E$31:$E$42,1):INDEX($E$31:$E$42,$B$5))=0,"",MEDIAN(INDEX($E$31:$E$42,1):INDEX($E$31:$E$42,$B$5)))'
    )
    assert cells["W31"] == "=IF(U31=0,0,IF(U31=0,0+1,1))"
    assert cells["W32"] == "=IF(U32=0,W31,IF(U32=V31,W31+1,1))"
    assert CHANGED in cells["A6"]


def test_the_chart_draws_the_share_and_the_line_and_has_words_for_who_does_not_see_it(book: Book) -> None:
    place = book.tabs.index("Onderdak") - 1
    chart = book.files[f"xl/charts/chart{place}.xml"]
    assert re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart) == ["Onderdak!$X$31:$X$42", "Onderdak!$Y$31:$Y$42"]
    assert '<c:plotVisOnly val="1"/>' not in chart
    assert "Lijngrafiek bij &apos;Onderdak&apos;" in book.files[f"xl/drawings/drawing{place}.xml"].replace("'", "&apos;")


def test_language_and_title_are_set(book: Book) -> None:
    core = book.files["docProps/core.xml"]
    assert "<dc:language>nl-NL</dc:language>" in core
    assert "<dc:title>Registratieblad rond de dag van vrijlating</dc:title>" in core
    assert "2026-11-23T00:00:00Z" in core
    ET.fromstring(core)


def test_a_text_never_becomes_a_formula_and_never_breaks_the_file() -> None:
    evil = [indicator("a", "=1+1"), indicator("b", '@SUM(A1)&"<x>"', '=HYPERLINK("http://x";"y")?'), indicator("c", "-2+3")]
    made = Book(registration_sheet(evil, WHEN))
    for tab in ("Uitleg", "Personen"):
        assert not [text for key, text in made.cells(tab).items() if text.startswith("=") and made_formula(made, tab, key)]
    assert [made.cells("Personen")[f"{letter}1"] for letter in "CDE"] == ["=1+1", '@SUM(A1)&"<x>"', "-2+3"]
    assert "xl/externalLinks" not in "".join(made.files)


def made_formula(made: Book, tab: str, key: str) -> bool:
    return any(cell.attrib["r"] == key and cell.find(f"{MAIN}f") is not None for cell in made.sheet(tab).iter(f"{MAIN}c"))


def test_tabs_fit_their_limits_and_differ() -> None:
    names = sheet_names(
        [
            indicator("a", "Zorg: ja/nee?"),
            indicator("b", "zorg ja nee"),
            indicator("c", "Personen"),
            indicator("d", "[]"),
            indicator("e", "x" * 40),
        ]
    )
    assert names == ["Zorg ja nee", "zorg ja nee (2)", "Personen (3)", "Grafiek 4", "x" * 31]


def test_months_and_quarters_start_with_that_of_the_date_and_are_no_dates() -> None:
    months, quarters = periods(date(2026, 11, 23), "month"), periods(date(2026, 12, 31), "quarter")
    assert (months[:3], len(months)) == (["2026 maand 11", "2026 maand 12", "2027 maand 01"], PERIODS["month"])
    assert (quarters[:2], len(quarters)) == (["2026 kwartaal 4", "2027 kwartaal 1"], PERIODS["quarter"])
    assert periods(date(2026, 1, 1), "quarter")[0] == "2026 kwartaal 1"


def test_chosen_indicators_stand_in_order_of_time(content: Content) -> None:
    assert [each.id for each in choose(content, ["zorg", "onderdak", "zorg"])] == ["onderdak", "zorg"]


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        (["zork"], "'zork' is geen indicator (bedoelde u 'zorg'?). Kies uit: contact-tijdens-detentie,"),
        ([], "Er is niets gekozen. Kies minstens één indicator."),
    ],
)
def test_a_choice_that_cannot_be_is_told(content: Content, ids: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(says)}"):
        choose(content, ids)


def test_content_without_indicators_has_no_sheet(content: Content) -> None:
    with pytest.raises(ValueError, match=r"het bestand indicators\.yaml ontbreekt of is leeg"):
        choose(content.model_copy(update={"indicators": ()}))


# LibreOffice works the formulas out; without its part for spreadsheets the test above about their words has to do.

SOFFICE = shutil.which("soffice")
SHARES = [(1, 3), (3, 1), (2, 2), None, (2, 2), (3, 1), (4, 0), (2, 2), (3, 0), None, (3, 1), (4, 1)]


def filled(made: bytes) -> bytes:
    """The sheet with people in it, and without the values that formulas have in an empty sheet."""
    answers = [
        (name, answer)
        for name, counts in zip(periods(WHEN.date(), "quarter"), SHARES, strict=True)
        for answer in (["ja"] * counts[0] + ["nee"] * counts[1] + ["onbekend"] if counts else [])
    ]
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet2.xml":
                for row, pair in enumerate(answers, start=2):
                    for letter, value in zip("BC", pair, strict=True):
                        cell = rf't="inlineStr"><is><t>{value}</t></is></c>'
                        text = re.sub(rf'(<c r="{letter}{row}" s="\d+" ?)/>', rf"\g<1> {cell}", text)
            if name == "xl/worksheets/sheet3.xml":
                text = re.sub(r'( t="(?:str|e)")?><f>(.*?)</f><v>[^<]*</v>', r"><f>\2</f>", text)
                text = re.sub(r'(<c r="B5"[^>]*><v>)12(</v>)', r"\g<1>5\2", text)
            new.writestr(name, text)
    return result.getvalue()


def test_the_formulas_say_what_the_run_chart_of_the_app_says(content: Content, tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    path.write_bytes(filled(registration_sheet(choose(content, ["onderdak"]), WHEN)))
    form = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,3"
    command = [SOFFICE or "", "--headless", f"-env:UserInstallation=file://{tmp_path}/profiel", "--convert-to", form, "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, timeout=180)
    lines = (tmp_path / "blad-Onderdak.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines[Place.FIRST : Place.FIRST + 12]]
    chart = run_chart([share(*counts) if counts else None for counts in SHARES], before=5)
    assert chart.median is not None
    assert [row[1:3] for row in rows] == [list(map(str, counts or (0, 0))) for counts in SHARES]
    assert {row[5] for row in rows} == {f"{float(100 * chart.median):g}%"}
    (change,) = chart.changes
    assert [place for place, row in enumerate(rows) if row[7].endswith("verandering")] == [change.end] == [11]
    assert lines[5].split(";")[0] == CHANGED
    for run in chart.runs:
        assert rows[run.end][6] == str(run.length)
        assert rows[run.end][7].startswith("boven" if run.side > 0 else "onder")
    assert [rows[place][7] for place in (2, 3)] == ["op de lijn", ""]
