import shutil
from pathlib import Path

import pypdf
import pytest

from questionnaire import loading
from questionnaire.measurement import write_measurement
from questionnaire.models import Content
from report.__main__ import main
from report.cards import cards_pdf
from report.guide import guide_pdf
from report.joining import door
from report.paper import paper_pdf
from report.poster import poster_pdf
from report.registration import choose, registration_sheet
from tests.report.cases import WHEN, Case, squash


@pytest.fixture
def file(sample: Case, tmp_path: Path) -> Path:
    path = tmp_path / "meting.json"
    path.write_bytes(write_measurement(sample.measurement))
    return path


def run(*arguments: str | Path) -> int:
    return main([*map(str, arguments), "--content", str(loading.CONTENT)])


def test_the_same_file_and_date_give_the_same_bytes(file: Path, tmp_path: Path, sample: Case) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert run(file, "-o", tmp_path / name, "--date", "2026-11-24") == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes() == sample.made


def test_three_files_give_a_report_of_the_group(file: Path, tmp_path: Path) -> None:
    assert run(file, file, file, "-o", tmp_path / "groep.pdf") == 0
    assert (tmp_path / "groep.pdf").read_bytes().startswith(b"%PDF")


def test_options_may_stand_before_the_files(file: Path, tmp_path: Path, sample: Case) -> None:
    assert run("-o", tmp_path / "a.pdf", "--date", "2026-11-24", file) == 0
    assert (tmp_path / "a.pdf").read_bytes() == sample.made


def test_the_guide_and_the_form_are_written_for_a_date(tmp_path: Path, content: Content) -> None:
    line = content.questionnaire.lines[1]
    asked = {
        "gids.pdf": (["--guide"], guide_pdf(content, WHEN)),
        "alles.pdf": (["--paper"], paper_pdf(content, WHEN)),
        "lijn.pdf": (["--paper", "--questions", line.id], paper_pdf(content, WHEN, [item.id for item in line.questions])),
        "kort.pdf": (["--paper", "--questions", "kort"], paper_pdf(content, WHEN, content.questionnaire.short_questions)),
    }
    for name, (arguments, made) in asked.items():
        assert run(*arguments, "-o", tmp_path / name, "--date", "2026-11-24") == 0
        assert (tmp_path / name).read_bytes() == made


def test_cards_a_poster_and_a_form_with_a_code_are_written_for_a_date(tmp_path: Path, content: Content) -> None:
    short, base = content.questionnaire.short_questions, "https://zelfscan.voorbeeldstad.nl"
    way = door(base, "B7KQ3T")
    asked = {
        "kaarten.pdf": (["--cards"], cards_pdf(content, WHEN)),
        "vier.pdf": (["--cards", "--four", "--questions", "kort"], cards_pdf(content, WHEN, short, "a4")),
        "poster.pdf": (
            ["--poster", "--address", base, "--code", "B7KQ3T", "--place", "Voorbeeldstad"],
            poster_pdf(content, way, "Voorbeeldstad", WHEN),
        ),
        "vragen.pdf": (
            ["--paper", "--questions", "kort", "--address", base, "--code", "B7KQ3T"],
            paper_pdf(content, WHEN, short, "B7KQ3T", way.link),
        ),
        "solo.pdf": (["--paper", "--questions", "kort", "--address", base], paper_pdf(content, WHEN, short, None, base)),
    }
    for name, (arguments, made) in asked.items():
        assert run(*arguments, "-o", tmp_path / name, "--date", "2026-11-24") == 0
        assert (tmp_path / name).read_bytes() == made, name


def test_files_of_three_people_give_the_report_of_a_workshop(file: Path, tmp_path: Path) -> None:
    ending = ["-o", tmp_path / "verslag.pdf", "--date", "2026-11-24"]
    assert run("--workshop", file, file, file, "--agreed", file, *ending) == 0
    text = squash("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "verslag.pdf").pages))
    assert squash("Verslag van de werksessie") in text
    assert squash("Besproken met het wijkteam.") in text  # what the group agreed, with its reason


def test_the_registration_sheet_is_written_for_a_date(tmp_path: Path, content: Content) -> None:
    asked = {
        "alles.xlsx": ([], registration_sheet(choose(content), WHEN)),
        "twee.xlsx": (
            ["--indicators", "zorg", "onderdak", "--period", "maand"],
            registration_sheet(choose(content, ["onderdak", "zorg"]), WHEN, "month"),
        ),
    }
    for name, (arguments, made) in asked.items():
        assert run("--registration", *arguments, "-o", tmp_path / name, "--date", "2026-11-24") == 0
        assert (tmp_path / name).read_bytes() == made


def test_an_unknown_indicator_is_told_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--registration", "--indicators", "zork", "-o", tmp_path / "blad.xlsx") == 1
    assert "'zork' is geen indicator (bedoelde u 'zorg'?)." in capsys.readouterr().err
    assert not (tmp_path / "blad.xlsx").exists()


@pytest.mark.parametrize(
    "arguments", [["--guide", "--period", "maand"], ["--paper", "--indicators", "zorg"], ["--registration", "--guide"]]
)
def test_a_choice_for_another_document_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(*arguments, "-o", tmp_path / "x") == 1
    assert "python -m report --registration -o blad.xlsx" in capsys.readouterr().err


def test_a_folder_without_a_guide_has_none_to_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(shutil.copytree(loading.CONTENT, tmp_path / "content"))
    (folder / "facilitation.yaml").unlink()
    assert main(["--guide", "-o", str(tmp_path / "gids.pdf"), "--content", str(folder)]) == 1
    assert "facilitation.yaml ontbreekt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{file}", "{file}", "-o", "{tmp}/r.pdf"], "vanaf 3 metingen"),
        (["{tmp}/weg.json", "-o", "{tmp}/r.pdf"], "niet te lezen"),
        (["{file}", "-o", "{tmp}/geen/map/r.pdf"], "hier is niet te schrijven"),
        (["{file}", "-o", "{tmp}/r.pdf", "--date", "gisteren"], "is geen datum"),
        (["{file}"], "Deze opdracht klopt niet"),
        (["{bad}", "-o", "{tmp}/r.pdf"], "bad.json"),
        (["-o", "{tmp}/r.pdf"], "Deze opdracht klopt niet"),
        (["--guide", "{file}", "-o", "{tmp}/r.pdf"], "Deze opdracht klopt niet"),
        (["--workshop", "{file}", "{file}", "-o", "{tmp}/r.pdf"], "vanaf 3 metingen"),
        (["--cards", "--address", "https://x.nl", "-o", "{tmp}/r.pdf"], "Deze opdracht klopt niet"),
        (["{file}", "--agreed", "{file}", "-o", "{tmp}/r.pdf"], "Deze opdracht klopt niet"),
        (["--poster", "--code", "B7KQ3T", "-o", "{tmp}/r.pdf"], "Een poster heeft een adres en een code nodig"),
        (["--paper", "--address", "javascript:x", "-o", "{tmp}/r.pdf"], "'javascript:x' is geen webadres"),
        (["--guide", "--paper", "-o", "{tmp}/r.pdf"], "Deze opdracht klopt niet"),
        (["--guide", "-o", "{tmp}/r.pdf", "--questions", "kort"], "Deze opdracht klopt niet"),
        (["--paper", "-o", "{tmp}/r.pdf", "--questions", "kor"], "'kor' is geen keuze bij --questions (bedoelde u 'kort'?)."),
    ],
)
def test_what_goes_wrong_is_said_in_dutch_without_a_traceback(
    arguments: list[str], message: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert run(*(argument.format(file=file, tmp=tmp_path, bad=bad) for argument in arguments)) == 1
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error
    assert not (tmp_path / "r.pdf").exists()


def test_a_folder_without_content_is_an_error(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file), "-o", str(tmp_path / "r.pdf"), "--content", str(tmp_path)]) == 1
    assert capsys.readouterr().err
