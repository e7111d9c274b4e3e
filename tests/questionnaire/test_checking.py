from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import CONTENT, ContentError, check, document, load
from questionnaire.checking import review
from questionnaire.document import read_document
from questionnaire.versions import release, version_problems
from tests.questionnaire.cases import (
    CONTENT_CASES,
    FILE_CASES,
    MISSING,
    MORE,
    NO_FOLDER,
    TOO_MANY_LINES,
    UNREADABLE,
    ContentCase,
)
from tests.questionnaire.conftest import VALID, Edit


def printed(folder: Path) -> list[str]:
    return [str(problem) for problem in sorted([*check(folder), *version_problems(folder)])]


def broken(case: ContentCase, edit: Edit) -> Path:
    for changes in case.released:
        for file, change in changes.items():
            edit(file, change)
        release(edit("questionnaire.yaml", {}))
    folder = edit(case.file, case.change)
    for file, change in case.also.items():
        edit(file, change)
    return folder


def advised(folder: Path) -> list[str]:
    return [str(problem) for problem in review(folder).advice]


def test_valid_content_has_no_problems_and_needs_no_advice() -> None:
    assert printed(VALID) == advised(VALID) == []


def test_the_content_of_the_app_has_no_problems() -> None:
    assert printed(CONTENT) == []


@pytest.mark.parametrize("case", CONTENT_CASES, ids=lambda case: case.name)
def test_a_broken_file_gives_exactly_its_messages(case: ContentCase, edit: Edit) -> None:
    folder = broken(case, edit)
    assert printed(folder) == list(case.says)
    if case.advises is not None:
        assert advised(folder) == list(case.advises)


@pytest.mark.laborious
@pytest.mark.parametrize("case", CONTENT_CASES, ids=lambda case: case.name)
def test_the_parser_without_libyaml_leads_to_the_same_messages(
    case: ContentCase, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_Loader", yaml.SafeLoader)
    folder = broken(case, edit)
    assert printed(folder) == list(case.says)


@pytest.mark.parametrize(("data", "says"), [case[1:] for case in FILE_CASES], ids=[case[0] for case in FILE_CASES])
def test_a_file_that_cannot_be_read_gives_one_message(folder: Path, data: bytes, says: str) -> None:
    (folder / "glossary.yaml").write_bytes(data)
    assert printed(folder) == [says]


def test_a_missing_file_gives_one_message(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    assert printed(folder) == [MISSING]


def test_a_file_that_cannot_be_opened_gives_one_message(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    (folder / "glossary.yaml").mkdir()
    assert printed(folder) == [UNREADABLE]


@pytest.mark.parametrize("target", ["/dev/zero", "loop.yaml", "pipe"])
def test_a_link_to_no_file_gives_one_message_and_waits_for_nothing(folder: Path, target: str) -> None:
    (folder / "glossary.yaml").unlink()
    if target == "pipe":
        os.mkfifo(folder / "glossary.yaml")
    else:
        (folder / "glossary.yaml").symlink_to(target)
        (folder / "loop.yaml").symlink_to("glossary.yaml")
    assert printed(folder) == [UNREADABLE]


def test_the_same_mistake_many_times_is_told_a_hundred_times(folder: Path) -> None:
    (folder / "glossary.yaml").write_text("- term: a\n  explanation: b\n" + "  x: y\n" * 300, encoding="utf-8")
    *told, last = printed(folder)
    assert last == f"content/glossary.yaml:104: {MORE}"
    assert len(told) == 101  # the key that is not known, and a hundred times that it stands there again


def test_a_folder_with_too_many_lines_is_not_read_to_the_end(folder: Path) -> None:
    for number in range(6):
        (folder / "lines" / f"meer{number}.yaml").write_text("id: [", encoding="utf-8")
    assert printed(folder)[0] == TOO_MANY_LINES
    assert len(check(folder)) == 1 + 5


def test_a_file_name_of_odd_signs_is_told_on_one_line(folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder / "lines") + b"/\xff\n.yaml"))
    odd.write_bytes((folder / "lines" / "dichtbij.yaml").read_bytes())
    for problem in printed(folder):
        assert "\n" not in problem
        problem.encode()


def test_a_missing_folder_gives_one_message(tmp_path: Path) -> None:
    assert printed(tmp_path / "content") == [NO_FOLDER]


def test_problems_in_several_files_are_shown_together_sorted_by_file_and_line(edit: Edit) -> None:
    edit("glossary.yaml", {"  explanation: Hulp": "\texplanation: Hulp"})
    edit("lines/dichtbij.yaml", {"weight: 2": "weight: -2", "Wanneer spreekt u de inwoner?": "Wanneer spreekt u de inwoner."})
    folder = edit("ideas.yaml", {"question: signaal, strength": "question: signaa, strength"})
    places = [(problem.file, problem.line) for problem in check(folder)]
    assert places == [
        ("content/glossary.yaml", 4),
        ("content/ideas.yaml", 5),
        ("content/lines/dichtbij.yaml", 11),
        ("content/lines/dichtbij.yaml", 26),
        ("content/lines/dichtbij.yaml", 33),
    ]


def test_an_unreadable_file_makes_no_false_complaints_about_references_to_it(folder: Path) -> None:
    (folder / "lines" / "dichtbij.yaml").write_text("id: [", encoding="utf-8")
    assert [problem.file for problem in check(folder)] == ["content/lines/dichtbij.yaml"]


def test_the_same_question_id_in_two_files_names_both_places(folder: Path, edit: Edit) -> None:
    edit("questionnaire.yaml", {"  - dichtbij\n": "  - dichtbij\n  - verder\n"})
    copy = (folder / "lines" / "dichtbij.yaml").read_text(encoding="utf-8")
    (folder / "lines" / "verder.yaml").write_text(copy.replace("id: dichtbij", "id: verder"), encoding="utf-8")
    assert [problem.message for problem in check(folder)] == [
        f"{what} staat er al: zie content/lines/dichtbij.yaml:{line}. Kies iets anders, of haal er een weg."
        for what, line in (("Het thema 'contact'", 6), ("De vraag 'signaal'", 11), ("De vraag 'gesprek'", 25))
    ]


def test_a_line_that_names_a_path_outside_the_folder_is_not_read(edit: Edit) -> None:
    folder = edit("questionnaire.yaml", {"  - dichtbij\n": "  - dichtbij\n  - ../../geheim\n"})
    (folder.parent / "geheim.yaml").write_text("geheim: [", encoding="utf-8")
    assert {problem.file for problem in check(folder)} == {"content/questionnaire.yaml"}


def test_content_with_windows_line_ends_and_a_byte_order_mark_is_fine(folder: Path) -> None:
    path = folder / "glossary.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert printed(folder) == []


def test_loading_refuses_what_the_app_cannot_use_and_lists_every_problem(edit: Edit) -> None:
    edit("ideas.yaml", {"question: signaal, strength": "question: signaa, strength"})
    folder = edit("programme.yaml", {"open_call: false": "open_call: nee"})
    with pytest.raises(ContentError) as error:
        load(folder)
    assert [problem.line for problem in error.value.problems] == [5, 18]
    assert str(error.value) == "\n".join(map(str, error.value.problems))


def test_loading_accepts_a_question_that_is_only_badly_worded(edit: Edit) -> None:
    folder = edit("lines/dichtbij.yaml", {"Wanneer spreekt u de inwoner?": "Wanneer spreekt u de inwoner"})
    assert check(folder)
    assert load(folder).questionnaire.question_by_id["gesprek"].text == "Wanneer spreekt u de inwoner"


@pytest.mark.laborious
@pytest.mark.parametrize("name", ["questionnaire.yaml", "lines/dichtbij.yaml", "ideas.yaml", "sources.yaml"])
@given(st.data())
def test_whatever_stands_in_a_file_the_check_reports_and_never_fails(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = Path(shutil.copytree(VALID, tmp_path_factory.mktemp("fuzz") / "content"))
    text = (folder / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(
        st.sampled_from(["", "- ", ": ", "[", "}", "null", "true", "3", "'", "\t", "&a ", "*a", "{a: 1}", "\n", "é"])
    )
    (folder / name).write_text(text[:start] + piece + text[start + length :], encoding="utf-8")
    problems = check(folder)
    for problem in problems:
        path = folder.parent / problem.file
        lines = path.read_text(encoding="utf-8").count("\n") + 1 if path.exists() else 1
        assert 1 <= problem.line <= lines
        assert problem.message.endswith(".")
    if not problems:
        assert load(folder).questionnaire.questions


@given(st.binary(max_size=200))
def test_random_bytes_are_a_document_or_a_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "x.yaml"
    path.write_bytes(data)
    read = read_document(path, "x.yaml")
    assert read.readable or read.problems
