import hashlib
import logging
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import typst

from report.payload import payload
from report.pdf import pdf
from report.render import TEMPLATES, arguments, render
from scoring import words
from tests.report.cases import WHEN, Case, squash

pytestmark = pytest.mark.xdist_group("report")  # both workers need not make the same reports


@pytest.fixture(params=["sample", "hostile", "empty", "top"])
def any_case(request: pytest.FixtureRequest) -> Case:
    return request.getfixturevalue(request.param)


def test_the_same_input_gives_the_same_bytes(any_case: Case) -> None:
    assert pdf(any_case.content, any_case.measurement, any_case.result, WHEN) == any_case.made


def test_a_new_process_gives_the_same_bytes(sample: Case) -> None:
    code = (
        "import sys, hashlib, datetime, pathlib\nfrom questionnaire import loading\n"
        "from questionnaire.answers import Measurement\n"
        "from scoring.result import assess_measurements\nfrom report.pdf import pdf\n"
        "content = loading.load(pathlib.Path(sys.argv[1])); m = Measurement.model_validate_json(sys.stdin.read())\n"
        "when = datetime.datetime.fromisoformat(sys.argv[2])\n"
        "print(hashlib.sha256(pdf(content, m, assess_measurements(content.questionnaire, [m]), when)).hexdigest())"
    )
    from questionnaire import loading

    run = subprocess.run(
        [sys.executable, "-c", code, str(loading.CONTENT), WHEN.isoformat()],
        input=sample.measurement.model_dump_json(),
        capture_output=True,
        text=True,
        check=True,
        cwd=TEMPLATES.parent.parent,
    )
    assert run.stdout.strip() == hashlib.sha256(sample.made).hexdigest()


def test_typst_gives_no_warning(any_case: Case) -> None:
    data = payload(any_case.content, any_case.measurement, any_case.result, WHEN.date())
    made, warnings = typst.compile_with_warnings(**arguments("report", data, WHEN))
    assert made
    assert [warning.message for warning in warnings] == []


def test_the_file_says_what_it_is(any_case: Case) -> None:
    with pikepdf.open(BytesIO(any_case.made)) as file:
        root = file.Root
        assert str(root.Lang) in {"nl", "nl-NL"}
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in root
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"].startswith(any_case.result.questionnaire.title)


def elements(node: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    """Every structure element of a kind, in reading order."""
    found, waiting = [], [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            if item.get("/S") == kind:
                found.append(item)
            if "/K" in item:
                waiting.append(item.K)
        elif isinstance(item, pikepdf.Array):
            waiting.extend(reversed(list(item)))
    return found


def test_every_figure_has_an_alternative_text_and_every_table_a_header(sample: Case) -> None:
    with pikepdf.open(BytesIO(sample.made)) as file:
        figures = elements(file.Root.StructTreeRoot, "/Figure")
        assert len(figures) == 1
        assert "Hoogst:" in str(figures[0].Alt)
        tables = elements(file.Root.StructTreeRoot, "/Table")
        assert len(tables) == 1
        assert len(elements(tables[0], "/TH")) == 6


def test_bookmarks_follow_the_headings(sample: Case) -> None:
    questionnaire = sample.result.questionnaire
    with pikepdf.open(BytesIO(sample.made)) as file, file.open_outline() as outline:
        top = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(top) == [
        "Het profiel",
        *(line.title for line in questionnaire.lines),
        "Ideeën om te proberen",
        "Bijlage: alle antwoorden",
        "Zo komt de uitkomst tot stand",
    ]
    for line in questionnaire.lines:
        assert top[line.title] == [theme.title for theme in line.themes]
    assert top["Bijlage: alle antwoorden"] == [theme.title for theme in questionnaire.themes]


def test_every_row_of_the_table_stands_in_the_file(sample: Case) -> None:
    text = squash(" ".join(sample.pages))
    for theme in sample.result.questionnaire.themes:
        node = sample.result.scores.themes[theme.id]
        level = "geen score" if node.shown_level is None else words.level_text(node.shown_level)
        assert squash(f"{theme.title}{level}") in text
        assert f"{node.known}van{node.questions}{sample.result.targets[theme.id]}" in text
        if node.low_level is not None and node.high_level is not None and node.low_level != node.high_level:
            assert squash(f"{words.level_text(node.low_level)} tot {words.level_text(node.high_level)}") in text


def test_pages_are_numbered_and_carry_the_municipality(sample: Case) -> None:
    pages = sample.pages
    assert "Pagina" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert squash(f"Pagina {number} van {len(pages)}") in squash(page)
        assert "Gemeente Voorbeeldstad" in page


def test_the_report_says_what_it_is_and_where_it_comes_from(sample: Case) -> None:
    text = squash(" ".join(sample.pages))
    assert squash("geen cijfer en geen rangorde") in squash(sample.pages[0])
    assert "detentie" in sample.pages[0]
    assert sample.result.questionnaire.hash in text
    assert squash("24 november 2026") in text
    assert squash(words.headline(sample.result)) in text


def test_every_answer_and_note_stands_in_the_appendix(sample: Case) -> None:
    text = squash(" ".join(sample.pages))
    for question in sample.result.questionnaire.questions:
        answer = sample.measurement.answers.get(question.id)
        assert squash(question.text) in text
        if answer and isinstance(answer.level, int):
            assert squash(f"Niveau {answer.level} {question.levels[answer.level]}") in text
    assert squash("Toelichting Besproken met het wijkteam. Volgende keer ook met de gevangenis.") in text


def test_the_chosen_idea_is_marked_and_comes_before_the_others(sample: Case) -> None:
    text = squash(" ".join(sample.pages))
    chosen = sample.measurement.chosen[0]
    mark = text.index("dooruGekozen".lower())
    for suggestion in sample.result.advice.suggestions:
        place = text.index(squash(suggestion.idea.first_step))
        assert place > mark
        if suggestion.idea.id != chosen:
            assert place > text.index(squash(sample.result.questionnaire.idea_by_id[chosen].first_step))


def test_hostile_notes_are_printed_and_never_run(hostile: Case) -> None:
    text = squash(" ".join(hostile.pages))
    for literal in (
        '#import"@preview/evil:1.0":*',
        '#read("/etc/passwd")$x^2$*vet*_schuin_=kop',
        "<script>alert(1)</script>{{7*7}}\\write18{ls}`code`@ref<label>//weg/*weg*/",
        "😀",
        "Arabisch[?]Chinees[?]GrieksΕλλάδαRussischПриветPoolsŁódź",
        '#eval("1")',
    ):
        assert squash(literal) in text, literal
    assert "root:" not in text


def test_nothing_runs_off_the_page(hostile: Case) -> None:
    import pymupdf

    with pymupdf.open(stream=hostile.made) as file:
        for page in file:
            for x0, y0, x1, y1, *_ in page.get_text("words"):
                assert x0 >= 0
                assert y0 >= 0
                assert x1 <= page.rect.width - 40
                assert y1 <= page.rect.height


def test_a_character_that_slips_through_costs_no_one_the_report(sample: Case, caplog: pytest.LogCaptureFixture) -> None:
    data = payload(sample.content, sample.measurement, sample.result, WHEN.date())
    data["answers"]["themes"][0]["questions"][0]["note"] = "geheim مرحبا \x00"
    with caplog.at_level(logging.WARNING):
        made = render("report", data, WHEN)
    assert made.startswith(b"%PDF")
    assert "retry" in caplog.text
    assert "geheim" not in caplog.text
    assert "م" not in caplog.text


def test_a_time_without_zone_is_refused(sample: Case) -> None:
    with pytest.raises(ValueError, match="time zone"):
        pdf(sample.content, sample.measurement, sample.result, datetime(2026, 11, 24))  # noqa: DTZ001


def test_a_time_in_a_named_zone_gives_the_same_report_as_its_fixed_offset(sample: Case) -> None:
    """Typst refuses a zone with summer time: the download button on screen gives Europe/Amsterdam."""
    winter = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Amsterdam"))
    fixed = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=1)))
    assert pdf(sample.content, sample.measurement, sample.result, winter) == pdf(
        sample.content, sample.measurement, sample.result, fixed
    )


def test_templates_load_no_package_evaluate_nothing_and_hold_no_links() -> None:
    files = sorted(TEMPLATES.rglob("*"))
    assert files
    for path in files:
        assert not path.is_symlink()
        source = path.read_text(encoding="utf-8")
        assert "@" not in source, path.name
        assert not re.search(r"\b(eval|read|plugin)\s*\(", source), path.name
