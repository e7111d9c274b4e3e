"""The report of a workshop as a file: accessible, the same each time, and safe for unkind words."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from datetime import datetime
from io import BytesIO

import pikepdf
import pytest
import typst

from report.render import TEMPLATES, arguments
from report.workshop import workshop_pdf
from tests.report.cases import WHEN, squash
from tests.report.test_pdf import elements
from tests.report.workshop_cases import NAMES, WorkshopCase, data_of, text_of


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_bytes_and_no_warning(cases: dict[str, WorkshopCase], name: str) -> None:
    item = cases[name]
    assert workshop_pdf(item.content, item.record, WHEN) == item.made
    made, warnings = typst.compile_with_warnings(**arguments("workshop", data_of(item), WHEN))
    assert made
    assert [warning.message for warning in warnings] == []


def test_a_new_process_gives_the_same_bytes(full: WorkshopCase) -> None:
    code = (
        "import hashlib\nfrom questionnaire import loading\nfrom report.workshop import workshop_pdf\n"
        "from tests.report.cases import WHEN\nfrom tests.report.workshop_cases import full\n"
        "content = loading.load(loading.CONTENT)\n"
        "print(hashlib.sha256(workshop_pdf(content, full(content), WHEN)).hexdigest())"
    )
    root = TEMPLATES.parent.parent
    # Another seed: no set may decide an order.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=environment)
    assert run.stdout.strip() == hashlib.sha256(full.made).hexdigest()


def test_a_time_without_zone_is_refused(full: WorkshopCase) -> None:
    with pytest.raises(ValueError, match="time zone"):
        workshop_pdf(full.content, full.record, datetime(2026, 11, 24))  # noqa: DTZ001


def test_the_file_says_what_it_is_and_every_table_has_a_header(full: WorkshopCase) -> None:
    with pikepdf.open(BytesIO(full.made)) as file:
        assert str(file.Root.Lang) in {"nl", "nl-NL"}
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "Verslag van de werksessie: Gemeente Voorbeeldstad, 23 november 2026"
        tree = file.Root.StructTreeRoot
        (figure,) = elements(tree, "/Figure")
        assert "Hoogst:" in str(figure.Alt)
        # The profile, a distribution per question of the agenda with two rounds, and the dots.
        heads = [len(elements(table, "/TH")) for table in elements(tree, "/Table")]
        assert heads == [6, *[4] * len(full.record.talked), 2]


def test_bookmarks_and_text_follow_the_reading_order(full: WorkshopCase) -> None:
    with pikepdf.open(BytesIO(full.made)) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    chapters = [
        "Het profiel van de groep",
        "Waarom staat het zo?",
        "Het gesprek",
        "Wat de groep afsprak",
        "De keuze",
        "Zo leest u dit verslag",
    ]
    assert titles == chapters
    text = text_of(full).split(squash("Zo leest u dit verslag"), 1)[1]  # after the table of contents
    place = 0
    for title in (*chapters, "Bronnen", "Herkomst van dit verslag"):
        place = text.index(squash(title), place)
    numbered = [f"{number}. {question['question']}" for number, question in enumerate(data_of(full)["talk"]["items"], start=1)]
    found = [text.index(squash(title)) for title in numbered]
    assert found == sorted(found)


# Unkind words


def test_hostile_words_are_printed_and_never_run(cases: dict[str, WorkshopCase]) -> None:
    text = text_of(cases["hostile"])
    for literal in (
        '#import"@preview/evil:1.0":*',
        "<script>alert(1)</script>{{7*7}}\\write18{ls}`code`@ref<label>//weg/*weg*/",
        "Arabisch[?]Chinees[?]GrieksΕλλάδα",
        '#eval("1")',
        "#panic()",
        "*rol*$x$",
        "😀",
    ):
        assert squash(literal) in text, literal
    assert "root:" not in text


def test_hostile_words_change_no_figure(cases: dict[str, WorkshopCase]) -> None:
    kind, unkind = data_of(cases["full"]), data_of(cases["hostile"])
    assert json.dumps(kind["profile"]) == json.dumps(unkind["profile"])
    assert [item["levels"] for item in kind["talk"]["items"]] == [item["levels"] for item in unkind["talk"]["items"]]
    assert kind["choice"]["dots"] == unkind["choice"]["dots"]


def test_hostile_words_need_no_second_try(cases: dict[str, WorkshopCase], caplog: pytest.LogCaptureFixture) -> None:
    item = cases["hostile"]
    with caplog.at_level(logging.WARNING):
        workshop_pdf(item.content, item.record, WHEN)
    assert "retry" not in caplog.text


def test_nothing_runs_off_the_page_and_no_page_is_empty(cases: dict[str, WorkshopCase]) -> None:
    import pymupdf

    for item in cases.values():
        with pymupdf.open(stream=item.made) as file:
            for number, page in enumerate(file):
                found = page.get_text("words")
                assert len(found) > 20, number
                for x0, y0, x1, y1, *_ in found:
                    assert x0 >= 0
                    assert y0 >= 0
                    assert x1 <= page.rect.width - 40
                    assert y1 <= page.rect.height
