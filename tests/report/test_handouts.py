"""The guide for facilitators and the form on paper."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pikepdf
import pymupdf
import pypdf
import pytest
import typst

from questionnaire.facilitation import Facilitation
from questionnaire.models import Content
from report.cards import cards_pdf, talking_point
from report.guide import guide_data, guide_pdf
from report.joining import door
from report.paper import ALL, SHORT, paper_data, paper_pdf, question_sets
from report.poster import poster_pdf
from report.render import arguments, render
from tests.report.cases import HOSTILE, WHEN, squash
from tests.report.reading import spoken
from tests.report.test_pdf import elements

pytestmark = pytest.mark.xdist_group("handouts")
ADDRESS = "https://voorbeeld.nl/meedoen/abcd-efgh-ijkl-mnop-qrst-uvwx"
EDGE = 17  # points, 6 mm: what a printer cannot reach


@pytest.fixture(scope="session")
def guide(content: Content) -> bytes:
    return guide_pdf(content, WHEN)


@pytest.fixture(scope="session")
def papers(content: Content) -> dict[str, bytes]:
    """The form for each set of questions, as a workshop hands it out."""
    sets = question_sets(content.questionnaire)
    return {name: paper_pdf(content, WHEN, chosen.questions, "ABCD-EFGH", ADDRESS) for name, chosen in sets.items()}


def guide_of(content: Content) -> Facilitation:
    assert content.facilitation is not None
    return content.facilitation


@cache
def pages(made: bytes) -> list[str]:
    return [squash(page.extract_text()) for page in pypdf.PdfReader(BytesIO(made)).pages]


def test_the_same_input_gives_the_same_bytes(content: Content, guide: bytes, papers: dict[str, bytes]) -> None:
    assert guide_pdf(content, WHEN) == guide
    assert paper_pdf(content, WHEN, code="ABCD-EFGH", address=ADDRESS) == papers[ALL]


def test_typst_gives_no_warning(content: Content) -> None:
    for kind, data in (
        ("guide", guide_data(guide_of(content), content.questionnaire.title, WHEN.date())),
        ("paper", paper_data(content, WHEN.date())),
        ("paper", paper_data(content, WHEN.date(), code="ABCD-EFGH", address=ADDRESS)),
        ("paper", paper_data(content, WHEN.date(), code="ABCD-EFGH")),
        ("paper", paper_data(content, WHEN.date(), address=ADDRESS)),
    ):
        made, warnings = typst.compile_with_warnings(**arguments(kind, data, WHEN))
        assert made
        assert [warning.message for warning in warnings] == []


def test_the_files_say_what_they_are(content: Content, guide: bytes, papers: dict[str, bytes]) -> None:
    for made in (guide, *papers.values()):
        with pikepdf.open(BytesIO(made)) as file:
            assert str(file.Root.Lang) in {"nl", "nl-NL"}
            assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
            with file.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
                assert content.questionnaire.title in metadata["dc:title"]


def test_nothing_runs_off_the_page(guide: bytes, papers: dict[str, bytes]) -> None:
    for made in (guide, *papers.values()):
        with pymupdf.open(stream=made) as file:
            for page in file:
                for x0, y0, x1, y1, *_ in page.get_text("words"):
                    assert min(x0, y0) >= EDGE
                    assert x1 <= page.rect.width - EDGE
                    assert y1 <= page.rect.height - EDGE


# The guide


def test_the_guide_is_two_pages_and_the_scripts_are_the_second(content: Content, guide: bytes) -> None:
    first, second = pages(guide)
    for script in guide_of(content).scripts:
        title = squash(f"Draaiboek van {script.minutes} minuten")
        assert title in second
        assert title not in first


def test_the_guide_holds_every_word_of_the_content_in_reading_order(content: Content, guide: bytes) -> None:
    facilitation, text = guide_of(content), spoken(guide)
    expected = [facilitation.title, facilitation.intro]
    for part in (*facilitation.preparation, *facilitation.conduct):
        expected += [part.title, *(f"{point.title}. {point.text}" for point in part.points)]
    for script in facilitation.scripts:
        expected.append(script.fits)
        for step in script.steps:
            expected.append(f"{step.start}–{step.end}{step.phase.capitalize()}{step.does}{step.says}")
    place = 0
    for piece in expected:
        assert squash(piece) in text[place:], piece
        place = text.index(squash(piece), place) + len(squash(piece))


def test_no_part_of_the_content_is_left_out(content: Content) -> None:
    parts = [value for _, value in guide_of(content) if hasattr(value, "points")]
    assert sorted(part.title for part in parts) == sorted(
        part.title for part in (*guide_of(content).preparation, *guide_of(content).conduct)
    )


def test_every_script_is_a_table_with_headers(content: Content, guide: bytes) -> None:
    with pikepdf.open(BytesIO(guide)) as file:
        tables = elements(file.Root.StructTreeRoot, "/Table")
        assert len(tables) == len(guide_of(content).scripts)
        for table, script in zip(tables, guide_of(content).scripts, strict=True):
            assert len(elements(table, "/TH")) == 4
            assert len(elements(table, "/TR")) == len(script.steps) + 1


def test_content_without_a_guide_is_refused(content: Content) -> None:
    with pytest.raises(ValueError, match="no guide"):
        guide_pdf(content.model_copy(update={"facilitation": None}), WHEN)


# The form


def test_a_form_asks_its_questions_with_the_numbers_of_the_whole_questionnaire(
    content: Content, papers: dict[str, bytes]
) -> None:
    questionnaire = content.questionnaire
    for name, chosen in question_sets(questionnaire).items():
        text, place = spoken(papers[name]), 0
        for number, question in enumerate(questionnaire.questions, start=1):
            asked = squash(f"{number}. {question.text}")
            assert (asked in text) is (question.id in chosen.questions), (name, number)
            if question.id not in chosen.questions:
                continue
            rows = "".join(f"☐{level}{anchor}" for level, anchor in question.levels.items())
            whole = asked + squash(f"{rows}☐Weet ik niet☐Niet van toepassing")
            assert whole in text[place:], (name, number)
            place = text.index(whole, place)


def test_a_question_stands_whole_on_one_page(content: Content, papers: dict[str, bytes]) -> None:
    for name, chosen in question_sets(content.questionnaire).items():
        found = pages(papers[name])
        for id in chosen.questions:
            question = content.questionnaire.question_by_id[id]
            on = [page for page in found if squash(question.text) in page]
            assert len(on) == 1
            assert all(squash(anchor) in on[0] for anchor in question.levels.values()), (name, id)


def test_a_form_takes_few_sheets(papers: dict[str, bytes]) -> None:
    counts = {name: len(pages(made)) for name, made in papers.items()}
    assert counts.pop(ALL) <= 6
    assert set(counts.values()) == {2}  # one sheet on both sides


def test_a_form_has_a_box_for_every_role_and_asks_no_name(content: Content, papers: dict[str, bytes]) -> None:
    text = spoken(papers[ALL])
    for role in content.questionnaire.roles:
        assert f"☐{squash(role.title)}" in text
    assert not re.search(r"(uwnaam|e-mail|naam:)", text.lower())
    questions = len(content.questionnaire.questions)
    assert text.count("☐") == len(content.questionnaire.roles) + 7 * questions


def test_pages_are_numbered_and_carry_the_code_of_the_workshop(papers: dict[str, bytes]) -> None:
    for made in papers.values():
        found = pages(made)
        for number, page in enumerate(found, start=1):
            assert f"Pagina{number}van{len(found)}" in page
            assert "WerksessieABCD-EFGH" in page


def test_the_code_for_a_phone_is_a_figure_with_its_address(content: Content, papers: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(papers[SHORT])) as file:
        figures = elements(file.Root.StructTreeRoot, "/Figure")
        assert [squash(str(figure.Alt)) for figure in figures] == [squash(f"QR-code met het adres {ADDRESS}")]
    assert squash(ADDRESS) in pages(papers[SHORT])[0]
    with pikepdf.open(BytesIO(paper_pdf(content, WHEN))) as file:
        assert elements(file.Root.StructTreeRoot, "/Figure") == []


def test_the_last_words_tell_the_facilitator_how_to_type_it_in(papers: dict[str, bytes]) -> None:
    for made in papers.values():
        last = pages(made)[-1]
        assert squash("1 tot en met 5, w (weet ik niet) of n (niet van toepassing)") in last
        assert "Voordebegeleider" in last


def test_a_form_without_questions_or_with_an_unknown_one_is_refused(content: Content) -> None:
    with pytest.raises(ValueError, match="at least one question"):
        paper_pdf(content, WHEN, [])
    with pytest.raises(ValueError, match="unknown questions: weg"):
        paper_pdf(content, WHEN, [content.questionnaire.questions[0].id, "weg"])


def test_a_strange_code_or_address_is_printed_and_never_run(content: Content) -> None:
    made = paper_pdf(content, WHEN, content.questionnaire.short_questions, HOSTILE[:60], "https://voorbeeld.nl/#eval(1)?x=مرحبا")
    assert squash('#import"@preview/evil:1.0":*#read(') in pages(made)[0]
    assert "#eval(1)" in pages(made)[0]
    with pikepdf.open(BytesIO(made)) as file:
        links = [str(each.A.URI) for page in file.pages for each in page.get("/Annots", [])]
    assert links == ["https://voorbeeld.nl/#eval(1)?x=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7"]


def test_only_a_web_address_becomes_a_link(content: Content) -> None:
    made = paper_pdf(content, WHEN, content.questionnaire.short_questions, address="javascript:alert(1)")
    with pikepdf.open(BytesIO(made)) as file:
        assert not any("/Annots" in page for page in file.pages)


def test_the_sets_are_everything_each_line_and_the_short_one(content: Content) -> None:
    questionnaire = content.questionnaire
    sets = question_sets(questionnaire)
    assert list(sets) == [ALL, *(line.id for line in questionnaire.lines), SHORT]
    assert sets[ALL].questions == tuple(question.id for question in questionnaire.questions)
    assert sum((sets[line.id].questions for line in questionnaire.lines), ()) == sets[ALL].questions
    assert sets[SHORT].questions == questionnaire.short_questions


# Cards and the poster


def test_every_card_is_one_small_page_and_four_fit_on_a_sheet(content: Content) -> None:
    questions = len(content.questionnaire.questions)
    small, sheets = (cards_pdf(content, WHEN, layout=layout) for layout in ("a6", "a4"))
    with pymupdf.open(stream=small) as file:
        assert len(file) == questions + 2  # how to use them, and what is agreed
        assert {(round(page.rect.width), round(page.rect.height)) for page in file} == {(298, 420)}
        for number, page in enumerate(list(file)[2:], start=1):
            assert page.get_text().startswith(f"{number}. ")
    assert len(pages(sheets)) == -(-(questions + 2) // 4)
    for made in (small, sheets, poster_pdf(content, door("https://" + "lang." * 12 + "nl", "B7KQ3T"), "W" * 200, WHEN)):
        with pymupdf.open(stream=made) as file:
            for page in file:
                for x0, y0, x1, y1, *_ in page.get_text("words"):
                    assert min(x0, y0) >= EDGE - 1
                    assert (x1 <= page.rect.width - EDGE, y1 <= page.rect.height - EDGE) == (True, True)


def test_a_card_asks_what_the_facilitator_asks_in_the_conversation(content: Content) -> None:
    asked = {step.says for script in guide_of(content).scripts for step in script.steps if step.phase == "gesprek"}
    assert talking_point(guide_of(content)) in asked
    assert talking_point(None).endswith("?")


def test_the_poster_is_one_page_with_the_code_in_two_halves(content: Content) -> None:
    way = door("https://zelfscan.voorbeeldstad.nl/", "B7KQ3T")
    assert (way.short, way.link) == ("zelfscan.voorbeeldstad.nl/mee", "https://zelfscan.voorbeeldstad.nl/mee/B7KQ3T")
    for place in ("", "Voorbeeldstad", "W" * 200):
        (page,) = pypdf.PdfReader(BytesIO(poster_pdf(content, way, place, WHEN))).pages
        assert "B7K Q3T" in page.extract_text()
        assert "zelfscan.voorbeeldstad.nl/mee" in squash(page.extract_text())


def test_a_second_try_keeps_the_picture_of_an_address(content: Content) -> None:
    """The letters of a drawing are no words: the try with plain letters once broke the QR code."""
    data = paper_data(content, WHEN.date(), content.questionnaire.short_questions, "B7KQ3T", "https://voorbeeld.nl/mee/B7KQ3T")
    data["intro"] = "مرحبا \x00"
    with pikepdf.open(BytesIO(render("paper", data, WHEN))) as file:
        assert len(elements(file.Root.StructTreeRoot, "/Figure")) == 1
        assert [str(link.A.URI) for link in file.pages[0].Annots] == ["https://voorbeeld.nl/mee/B7KQ3T"]
