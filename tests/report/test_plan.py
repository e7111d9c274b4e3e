"""The plan as PDF and as Word file: the same words, real headings and tables, and nothing of people's texts that runs."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
import typst
from docx import Document
from docx.oxml.ns import qn

from questionnaire import write_measurement
from questionnaire.measurement import read_measurement
from questionnaire.models import Content
from questionnaire.plan import Plan, PlanStep
from report.__main__ import main
from report.plan import EMPTY, plan_data, plan_pdf
from report.plan_word import plan_word
from report.render import arguments
from report.text import clean, deep
from scoring.power_words import plan_outlook
from tests.report.cases import WHEN, measurement, squash
from tests.report.plan_cases import NASTY, PLACE, PLAN


@pytest.fixture(scope="module")
def made(content: Content) -> bytes:
    return plan_pdf(content, PLAN, PLACE, WHEN)


def words_of(pdf: bytes) -> str:
    return squash("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


def word_text(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def every_text(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for key, value in data.items() if key != "kind" for text in every_text(value)]
    return [text for item in data for text in every_text(item)] if isinstance(data, list) else []


def test_both_documents_say_everything_that_stands_in_the_plan(content: Content, made: bytes) -> None:
    said = every_text(plan_data(content, PLAN, PLACE, WHEN.date())["sections"])
    assert {"Het waren er te weinig.", "Van vroeger.", "Minder dan 5.000 euro", "Doet mee via het sociale wijkteam"} <= set(said)
    pdf, word = words_of(made), squash(word_text(plan_word(content, PLAN, PLACE, WHEN)))
    for text in (PLAN.title, PLACE, *said):
        for part in text.split("\n"):
            assert squash(part) in pdf, part
            assert squash(part) in word, part


def test_what_is_empty_says_so(content: Content) -> None:
    data = plan_data(content, Plan(), "", WHEN.date())
    assert data["title"] == "Experiment zonder titel"
    assert [section["blocks"][0].get("text") for section in data["sections"][:5]] == [EMPTY] * 5
    assert words_of(plan_pdf(content, Plan(), "", WHEN)).count(squash(EMPTY)) >= 10
    assert EMPTY in word_text(plan_word(content, Plan(), "", WHEN))


def test_the_same_plan_and_moment_give_the_same_bytes(content: Content, made: bytes) -> None:
    assert plan_pdf(content, PLAN, PLACE, WHEN) == made
    assert plan_word(content, PLAN, PLACE, WHEN) == plan_word(content, PLAN, PLACE, WHEN)
    for make in (plan_pdf, plan_word):
        with pytest.raises(ValueError, match="time zone"):
            make(content, PLAN, PLACE, datetime(2026, 11, 24))  # noqa: DTZ001


def test_typst_gives_no_warning(content: Content) -> None:
    for plan in (PLAN, NASTY, Plan()):
        data = deep(plan_data(content, plan, PLACE, WHEN.date()), clean)
        _, warnings = typst.compile_with_warnings(**arguments("plan", data, WHEN))
        assert [warning.message for warning in warnings] == []


def test_the_pdf_says_what_it_is(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as file, file.open_metadata() as metadata:
        assert PLAN.title in metadata["dc:title"]
        assert PLACE in metadata["dc:title"]


# The Word file


def test_the_word_file_has_real_headings_tables_and_a_language(content: Content) -> None:
    data = plan_word(content, PLAN, PLACE, WHEN)
    document = Document(BytesIO(data))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", PLAN.title)
    expected = [section["title"] for section in plan_data(content, PLAN, PLACE, WHEN.date())["sections"]]
    assert [text for style, text in headings if style == "Heading 2"] == expected
    assert len(document.tables) == 2
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in table.rows[1:])
    properties = document.core_properties
    assert (properties.language, properties.author) == ("nl-NL", f"Gemeente {PLACE}")
    assert PLAN.title in properties.title
    assert properties.created == WHEN.replace(tzinfo=properties.created.tzinfo)
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


def test_nothing_in_the_word_file_runs_and_texts_stay_texts(content: Content) -> None:
    data = plan_word(content, NASTY, PLACE, WHEN)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        names = parts.namelist()
        assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
        body = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in links
    assert "&lt;/w:t&gt;" in body
    assert "</w:t><w:p/>" in word_text(data)
    assert "HYPERLINK" in word_text(data)
    assert "<w:instrText>PAGE</w:instrText>" not in body  # the only field is the number of the page, in the footer


def test_libreoffice_opens_the_word_file_and_keeps_headings_and_tables(content: Content, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is missing: run `make browser`, or: apt-get install libreoffice-writer-nogui")
    long = PLAN.model_copy(update={"steps": tuple(PlanStep(what="Een lange stap. " * 12, when=str(n)) for n in range(1, 9))})
    file = tmp_path / "plan.docx"
    file.write_bytes(plan_word(content, long, PLACE, WHEN))
    kind = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    converted = tmp_path / "plan.pdf"
    assert converted.exists(), run.stdout + run.stderr
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for item in node:
                walk(item)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(converted) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
        assert str(pdf.Root.Lang) == "nl-NL"
    sections = plan_data(content, long, PLACE, WHEN.date())["sections"]
    assert (found.count("/H1"), found.count("/H2")) == (1, len(sections))
    assert found.count("/Table") == 2
    assert found.count("/TR") == 1 + 2 + 1 + 8
    text = words_of(converted.read_bytes())
    for section in sections:
        assert squash(section["title"]) in text


# The command


def test_the_command_prints_a_plan_of_a_measurement_file(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = PLAN.model_copy(update={"title": "Een eigen idee", "idea": None})
    whole = measurement(content, {}, plans=(PLAN, second))
    assert read_measurement(write_measurement(whole), content.questionnaire).measurement.plans == (PLAN, second)
    file = tmp_path / "meting.json"
    file.write_bytes(write_measurement(whole))
    for name, make in (("plan.pdf", plan_pdf), ("plan.docx", plan_word)):
        assert main(["--plan", str(file), "-o", str(tmp_path / name), "--date", "2026-11-24"]) == 0
        assert (tmp_path / name).read_bytes() == make(content, PLAN, PLACE, WHEN)
    named = ["--plan", str(file), "--name", "Een eigen idee", "-o", str(tmp_path / "eigen.pdf"), "--date", "2026-11-24"]
    assert main(named) == 0
    assert (tmp_path / "eigen.pdf").read_bytes() == plan_pdf(content, second, PLACE, WHEN)
    assert main([*named[:3], "Een eigen ide", *named[4:]]) == 1
    assert "'Een eigen ide' is geen plan in dit bestand (bedoelde u 'Een eigen idee'?)." in capsys.readouterr().err
    empty = tmp_path / "leeg.json"
    empty.write_bytes(write_measurement(measurement(content, {})))
    assert main(["--plan", str(empty), "-o", str(tmp_path / "x.pdf")]) == 1
    assert "in dit bestand staat geen plan" in capsys.readouterr().err
    for wrong in (["--plan"], ["--plan", str(file), str(file)], [str(file), "--name", "x"]):
        assert main([*wrong, "-o", str(tmp_path / "x.pdf")]) == 1
        assert "Deze opdracht klopt niet" in capsys.readouterr().err


def test_the_numbers_of_a_plan_come_with_what_they_can_show_and_with_what_is_counted(content: Content) -> None:
    first = content.indicators[0]
    plan = PLAN.model_copy(update={"indicators": (first.id, "van-vroeger")})
    (section,) = [
        part for part in plan_data(content, plan, PLACE, WHEN.date())["sections"] if part["title"] == "Wat gaat u meten?"
    ]
    pairs, text = section["blocks"]
    assert ["Per persoon bijhouden", f"{first.title}, van-vroeger"] in pairs["rows"]
    assert text["text"] == plan_outlook(PLAN.returns, PLAN.group)
    empty = Plan(title="Leeg")
    assert "Wat gaat u meten?" not in [part["title"] for part in plan_data(content, empty, PLACE, WHEN.date())["sections"]]
