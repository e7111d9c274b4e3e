"""Every PDF in every state: it says what it should in the right order, and it is one that a reader can find a way in."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
import typst

from report.render import arguments
from tests.report.cases import WHEN
from tests.report.documents import Document
from tests.report.reading import PICTURES, intended, plain, spoken

pytestmark = pytest.mark.xdist_group("report")
COMPARED = ("comparison: hostile", "comparison: unknown", "comparison: empty")
"""Read as a whole in another test: a report in the same state, and the chapter of a comparison in the sample."""


def test_the_words_stand_in_the_order_in_which_they_are_meant(documents: dict[str, Document]) -> None:
    for name, item in documents.items():
        if name in COMPARED:
            continue
        meant, read = intended(item.template, item.data), plain(spoken(item.made, PICTURES))
        if meant != read:
            place = next((at for at, pair in enumerate(zip(meant, read, strict=False)) if len(set(pair)) > 1), len(read))
            around = slice(max(0, place - 40), place + 60)
            pytest.fail(f"{name}: meant {meant[around]!r}, read {read[around]!r}")


def test_typst_gives_no_warning_and_the_same_input_the_same_bytes(documents: dict[str, Document]) -> None:
    for name, item in documents.items():
        if item.ready is None:  # the others are compared where they are made
            made, warnings = typst.compile_with_warnings(**arguments(item.template, item.data, WHEN))
            assert made == item.made, name
            assert [warning.message for warning in warnings] == [], name


def test_every_file_has_a_title_a_language_headings_in_order_and_words_for_what_is_drawn(documents: dict[str, Document]) -> None:
    for name, item in documents.items():
        with pikepdf.open(BytesIO(item.made)) as file:
            assert str(file.Root.Lang) in {"nl", "nl-NL"}, name
            assert bool(file.Root.ViewerPreferences.DisplayDocTitle), name
            assert bool(file.Root.MarkInfo.Marked), name
            with file.open_metadata() as metadata:
                assert plain(metadata["dc:title"]) == plain(item.data["document_title"]), name
                assert metadata["pdfuaid:part"] == "1", name
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A"), name
            found = list(_elements(file.Root.StructTreeRoot))
            _headings_do_not_skip(name, [str(node.S) for node in found])
            links = [annotation for page in file.pages for annotation in page.get("/Annots", [])]
        kinds = [str(node.S) for node in found]
        assert all(link.Subtype == "/Link" and link.get("/Contents") for link in links), name
        assert kinds.count("/Link") >= len({str(link.get("/StructParent")) for link in links}) > 0 or not links, name
        _pictures(name, item, found)


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(reversed(list(item)))
        elif isinstance(item, pikepdf.Dictionary):
            if "/S" in item:
                yield item
            if "/K" in item:
                waiting.append(item.K)


def _headings_do_not_skip(name: str, kinds: list[str]) -> None:
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels, name
    assert levels[0] == 1, name
    for before, after in pairwise(levels):
        assert after <= before + 1, (name, levels)


def _pictures(name: str, item: Document, found: list[pikepdf.Object]) -> None:
    """A figure has a short alternative; what a chart draws also stands in a table, a QR code beside its address."""
    figures = [plain(str(node.Alt)) for node in found if node.S == "/Figure"]
    meant = list(_alternatives(item.data))
    assert figures == [plain(text) for text in meant], name
    text = plain(spoken(item.made, PICTURES)) if figures else ""
    for alternative in meant:
        assert 20 < len(alternative) <= 400, name
        if alternative.startswith("QR-code"):
            assert plain(alternative).partition("//")[2].partition("/mee")[0] in text, name
            continue
        assert "De tabel hierna toont" in alternative, name
        assert any(node.S == "/Table" for node in found), name
    for axes in _axes(item.data):
        for axis in axes:
            assert plain(f"{axis['label']}") in text, name
            assert plain(axis["text"]) in text, name


def _alternatives(value: object) -> Iterator[str]:
    """The alternatives in the data of a template, in order."""
    if isinstance(value, dict):
        if isinstance(value.get("alt"), str):
            yield value["alt"]
        for part in value.values():
            yield from _alternatives(part)
    elif isinstance(value, list):
        for part in value:
            yield from _alternatives(part)


def _axes(value: object) -> Iterator[list[dict[str, str]]]:
    if isinstance(value, dict):
        if isinstance(value.get("axes"), list):
            yield value["axes"]
        for part in value.values():
            yield from _axes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _axes(part)
