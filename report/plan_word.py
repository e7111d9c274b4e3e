"""The plan of an experiment as a Word file, for editing: real headings, lists and tables, and nothing that runs.

The words of people go in as text only. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from questionnaire.models import Content
from questionnaire.plan import Plan
from questionnaire.text import clean_text
from report.plan import EMPTY, plan_data
from report.text import deep

BLUE: Final = RGBColor(0x15, 0x42, 0x73)
GREY: Final = RGBColor(0x4F, 0x5B, 0x66)
FONT: Final = "Calibri"
LANGUAGE: Final = "nl-NL"
TICKED, OPEN = "☑", "☐"

_NO_XML: Final = re.compile("[\ufffe\uffff]")
_ZIP_DATE: Final = (2020, 1, 1, 0, 0, 0)


def plan_word(content: Content, plan: Plan, municipality: str, when: datetime) -> bytes:
    """The plan as a .docx file. `when` (with a time zone) is the moment of making."""
    if when.utcoffset() is None:
        raise ValueError("the time of a document needs a time zone")
    data = deep(plan_data(content, plan, municipality, when.date()), _plain)
    document = Document()
    _set_up(document, data, when)
    document.add_paragraph(data["kind"], style="Subtitle")
    document.add_heading(data["title"], level=1)
    _pairs(document, data["facts"])
    document.add_paragraph(data["purpose"])
    for section in data["sections"]:
        document.add_heading(section["title"], level=2)
        for block in section["blocks"]:
            _BLOCKS[block["kind"]](document, block)
    _grey(document.add_paragraph(data["origin"]))
    out = BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _plain(text: str) -> str:
    """What XML can hold."""
    return _NO_XML.sub("", clean_text(text))


# The document as a whole


def _set_up(document: Any, data: dict[str, Any], when: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = data["document_title"][:250], data["place"], LANGUAGE
    properties.comments, properties.subject = "", data["kind"]
    properties.created = properties.modified = when.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.3)
    sizes = {"Normal": 11, "Subtitle": 12, "Heading 1": 24, "Heading 2": 15, "Heading 3": 12}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = BLUE, True
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(18)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    _foot(page.footer.paragraphs[0], data["foot"])


def _foot(paragraph: Any, text: str) -> None:
    """The place and the date, and the number of the page as a field that Word keeps up."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(f"{text}. Pagina ")
    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = instruction
        run._r.append(element)
    _grey(paragraph)


def _grey(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), GREY


# Blocks


def _text(document: Any, block: dict[str, Any]) -> None:
    """Each blank line begins a paragraph; a single line end stays one."""
    for part in re.split(r"\n{2,}", block["text"]):
        document.add_paragraph(part)


def _empty(document: Any, block: dict[str, Any]) -> None:
    document.add_paragraph().add_run(block["text"]).italic = True


def _pairs(document: Any, rows: list[list[str]]) -> None:
    for name, text in rows:
        first, *others = re.split(r"\n{2,}", text)
        paragraph = document.add_paragraph()
        label = paragraph.add_run(f"{name}: ")
        label.bold, label.font.color.rgb = True, BLUE
        paragraph.add_run(first).italic = text == EMPTY
        for other in others:
            document.add_paragraph(other)


def _ticks(document: Any, block: dict[str, Any]) -> None:
    for done, words in block["rows"]:
        document.add_paragraph(f"{TICKED if done else OPEN} {words}")


def _table(document: Any, block: dict[str, Any]) -> None:
    document.add_heading(block["title"], level=3)
    table = document.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), block["title"])
    table._tbl.tblPr.append(caption)
    for cell, name in zip(table.rows[0].cells, block["head"], strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in block["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
    for line in table.rows:
        for place, cell in enumerate(line.cells):
            cell.width = Cm(10 if place == 0 else 6)
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(3)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # the first row comes back on every page
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph()


_BLOCKS: Final = {
    "text": _text,
    "empty": _empty,
    "pairs": lambda document, block: _pairs(document, block["rows"]),
    "ticks": _ticks,
    "table": _table,
}


def _repacked(made: bytes) -> bytes:
    """The same file with one date for all of its parts: the clock of the machine is no part of the plan."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
