"""The experts' cases: each one holds, a broken one is explained, and together they leave nothing out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from questionnaire.loading import CONTENT, load
from questionnaire.models import Questionnaire
from scoring import case_messages as say
from scoring.__main__ import main
from scoring.case_coverage import coverage
from scoring.cases import CaseError, assess_case, differences, read_case
from scoring.model import Result

CASES = sorted((CONTENT / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def real() -> Questionnaire:
    return load(CONTENT).questionnaire


@pytest.fixture(scope="module")
def results(real: Questionnaire) -> dict[str, Result]:
    """The result of every case, by the name of its file."""
    return {path.stem: assess_case(read_case(path, real), real) for path in CASES}


# The cases of this questionnaire


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_the_expert_expects_comes_out(path: Path, real: Questionnaire, results: dict[str, Result]) -> None:
    assert differences(read_case(path, real), results[path.stem]) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_tells_its_story_and_answers_every_question(path: Path, real: Questionnaire) -> None:
    text = path.read_text(encoding="utf-8")
    story = [
        line
        for line in text.splitlines()[: text.splitlines().index("answers:")]
        if line.startswith("# ") and "yaml-language" not in line
    ]
    assert 2 <= len(story) <= 4
    case = read_case(path, real)
    assert set(case.answers) == set(real.question_by_id)
    assert case.expect.themes
    assert case.expect.suggests or case.expect.not_suggested


def test_the_cases_exercise_every_level_idea_and_rule(real: Questionnaire, results: dict[str, Result]) -> None:
    assert len(CASES) >= 12
    found = coverage(real, list(results.values()))
    assert len(found.levels) == 5 * len(real.questions)
    assert len(found.suggested) == len(real.ideas)
    assert found.missing == []


@pytest.mark.laborious
@pytest.mark.parametrize(
    ("removed", "missing"),
    [
        ("eerste-werkdag", say.MISSING_RULE.format(rule=say.RULE_OUTCOME["unknown"])),
        ("alleen-nog-een-maatje", say.MISSING_RULE.format(rule=say.RULE_OUTCOME["blocked"])),
        ("eiland-veel-niet-van-toepassing", say.MISSING_RULE.format(rule=say.RULE_THEME_NOT_APPLICABLE)),
        ("wie-vastzit-raakt-alles-kwijt", say.MISSING_IDEA.format(idea="burgerzaken-op-bezoek")),
    ],
)
def test_the_report_misses_a_case_that_is_removed(
    removed: str, missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "cases" / f"{removed}.yaml").unlink()
    assert main(["--cases", "--content", str(folder)]) == 1
    output = capsys.readouterr().out.splitlines()
    assert say.ALL_RIGHT.format(count=len(CASES) - 1) in output
    assert f"  {missing}" in output[output.index(say.MISSING_HEAD) :]


def test_the_report_misses_each_level_that_only_one_case_has(real: Questionnaire, results: dict[str, Result]) -> None:
    for removed in results:
        rest = [result for name, result in results.items() if name != removed]
        used = {pair for result in rest for pair in result.values.items()}
        expected = {
            say.MISSING_LEVEL.format(level=level, question=question)
            for question, level in results[removed].values.items()
            if isinstance(level, int) and (question, level) not in used
        }
        assert {line for line in coverage(real, rest).missing if line.startswith("niveau")} == expected


# The command, on a small questionnaire

GOOD = """
name: Een voorbeeld
answers: {q1: 1, q2: 2, q3: unknown}
expect:
  themes:
    t1: {points: 12.5, stage: 2, reported: true}
    t2: {points: null, stage: null, reported: false}
  suggests: [bellen]
  not_suggested: [samen]
  outcome: ideas
"""


def write(content: Path, name: str, text: str) -> Path:
    path = content / "cases" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_difference_of_a_case_is_printed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(content, "1-goed.yaml", GOOD)
    wrong = GOOD.replace("12.5", "100/3").replace("stage: 2", "stage: 3").replace("reported: false", "reported: true")
    wrong = wrong.replace("not_suggested: [samen]", "not_suggested: [overleg]\n  later: [samen]")
    write(content, "2-fout.yaml", wrong.replace(" suggests: [bellen]", " suggests: []").replace(": ideas", ": share"))
    write(content, "3-fout.yaml", GOOD.replace("not_suggested: [samen]", "").replace("[bellen]", "[samen]"))
    assert main(["--cases", "--content", str(content)]) == 1
    output = capsys.readouterr().out.splitlines()
    assert output[:10] == [
        "goed  1-goed.yaml: Een voorbeeld",
        "FOUT  2-fout.yaml: Een voorbeeld",
        "      thema 't1': points verwacht 100/3, uitkomst 25/2",
        "      thema 't1': stage verwacht 3, uitkomst 2",
        "      thema 't2': reported verwacht ja, uitkomst nee",
        "      idee 'overleg' is voorgesteld en dat hoort niet",
        "      idee 'samen' staat niet bij 'later mogelijk' (daar staat: niets)",
        "      soort uitkomst verwacht 'share', uitkomst 'ideas'",
        "FOUT  3-fout.yaml: Een voorbeeld",
        "      idee 'samen' is niet voorgesteld (voorgesteld: bellen en overleg)",
    ]
    assert output[10:13] == ["1 van 3 voorbeelden kloppen.", "", say.COVERAGE]
    assert output[-1] == "Let op: 2 van de 3 voorbeelden kloppen niet. Kijk hierboven bij FOUT."


def test_a_value_that_is_not_there_is_called_none(content: Path, small: Questionnaire) -> None:
    text = "name: Leeg\nanswers: {q1: 1, q2: 2}\nexpect: {themes: {t1: {points: ~}, t2: {points: 50}}}\n"
    case = read_case(write(content, "a.yaml", text), small)
    assert differences(case, assess_case(case, small)) == [
        "thema 't1': points verwacht geen, uitkomst 25/2",
        "thema 't2': points verwacht 50, uitkomst geen",
    ]


def test_what_a_municipality_lacks_counts(content: Path, small: Questionnaire) -> None:
    text = "name: Met voorwaarde\nanswers: {q3: 1}\nmissing_partners: [werkgevers]\n"
    case = read_case(
        write(content, "a.yaml", text + "expect: {not_suggested: [samen], later: [samen], outcome: blocked}\n"), small
    )
    assert differences(case, assess_case(case, small)) == []
    without = case.model_copy(update={"missing_partners": ()})
    assert len(differences(without, assess_case(without, small))) == 3


def test_no_cases_at_all_is_an_error(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "--content", str(content)]) == 1
    assert "hier staan geen voorbeelden" in capsys.readouterr().err


def test_complete_coverage_ends_with_exit_code_zero(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [
        "answers: {q1: 1, q2: 5, q3: 1}\nexpect: {themes: {t1: {points: 50, stage: 2}}}",  # the floor binds
        "answers: {q1: 2, q2: 1, q3: 1}\nmissing_partners: [werkgevers]\nexpect: {later: [samen]}",
        "answers: {q1: 3, q2: 2, q3: 2}\ntargets: {t1: 5, t2: 3}\nexpect: {suggests: [bellen]}",
        "answers: {q1: 4, q2: 4, q3: 4}\nexpect: {outcome: share}",
        "answers: {q1: 5, q2: 3, q3: 3}\nexpect: {suggests: [overleg]}",
        "answers: {q1: 5, q2: 4, q3: 5}\nexpect: {outcome: share}",
        "answers: {q1: 5, q2: 5, q3: 1}\nmissing_partners: [werkgevers]\nexpect: {outcome: blocked}",
        "answers: {q1: unknown, q3: not_applicable}\nexpect: {outcome: unknown}",
    ]
    for number, text in enumerate(texts):
        write(content, f"{number}.yaml", f"name: Voorbeeld {number}\n{text}\n")
    assert main(["--cases", "--content", str(content)]) == 0
    output = capsys.readouterr().out.splitlines()
    assert output[8] == "Alle voorbeelden kloppen (8)."
    assert "Niveaus: 15 van 15. Per vraag niveau 1 tot en met 5:" in output
    assert [line.split() for line in output if line.startswith("  q1 ")] == [["q1", "1", "1", "1", "1", "3"]]
    assert "Ideeën: 3 van 3. Voorgesteld, en bij 'later mogelijk':" in output
    assert [line.split() for line in output if line.startswith("  samen ")] == [["samen", "3", "2"]]
    assert output[-1] == say.COMPLETE

    (content / "cases" / "3.yaml").unlink()
    assert main(["--cases", "--content", str(content)]) == 1
    levels = [f"  niveau 4 van de vraag '{question}'" for question in ("q1", "q3")]
    assert capsys.readouterr().out.splitlines()[-3:] == [say.MISSING_HEAD, *levels]


# A case that cannot be read


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("q2: 2", "q9: 2", ":3: answers.q9: De vraag 'q9' bestaat niet. Verbeter de id"),
        ("    t2:", "    t9:", ":7: expect.themes.t9: Het thema 't9' bestaat niet. Verbeter de id"),
        ("[bellen]", "[belen]", ":8: expect.suggests[0]: Het idee 'belen' bestaat niet (bedoelde u 'bellen'?). Verbeter de id"),
        ("[samen]", "[overlegg]", ":9: expect.not_suggested[0]: Het idee 'overlegg' bestaat niet (bedoelde u 'overleg'?)"),
        ("expect:", "missing_partners: [werkgever]\nexpect:", ":4: missing_partners[0]: De partner 'werkgever' bestaat niet"),
        ("expect:", "size: klien\nexpect:", ":4: size: De grootteklasse 'klien' bestaat niet (bedoelde u 'klein'?)"),
        ("expect:", "targets: {t1: 6}\nexpect:", ":4: targets.t1: '6' is geen niveau."),
        ("expect:", "targets: {t1: true}\nexpect:", ":4: targets.t1: 'true' is geen niveau."),
        ("unknown", "unkown", ":3: answers.q3: 'unkown' is geen antwoord (bedoelde u 'unknown'?). Kies 1, 2, 3, 4 of 5,"),
        ("q1: 1", "q1: 6", ":3: answers.q1: '6' is geen antwoord. Kies"),
        ("q1: 1", "q1: ja", ":3: answers.q1: 'ja' is geen antwoord. Kies"),
        ("q1: 1", "q1: yes", ":3: answers.q1: 'yes' is geen antwoord. Kies"),
        ("q1: 1", "q1: ~", ":3: answers.q1: Hier staat nog niets."),
        ("12.5", "1/0", ":6: expect.themes.t1.points: '1/0' is geen aantal punten. Schrijf een getal van 0 tot en met 100"),
        ("12.5", "'37,5'", ":6: expect.themes.t1.points: '37,5' is geen aantal punten."),
        ("12.5", "1e999999999", ":6: expect.themes.t1.points: '1e999999999' is geen aantal punten."),
        ("12.5", "101", ":6: expect.themes.t1.points: '101' is geen aantal punten."),
        ("stage: 2", "stage: 7", ":6: expect.themes.t1.stage: '7' is geen niveau."),
        ("reported: true", "reported: 3", ":6: expect.themes.t1.reported: '3' is hier geen keuze."),
        (
            "reported: true",
            "reportd: true",
            ":6: expect.themes.t1.reportd: De sleutel 'reportd' is niet bekend (bedoelde u 'reported'?)",
        ),
        ("outcome: ideas", "outcome: idea", ":10: expect.outcome: 'idea' is hier geen keuze (bedoelde u 'ideas'?)."),
        ("suggests:", "sugests:", ":8: expect.sugests: De sleutel 'sugests' is niet bekend (bedoelde u 'suggests'?)"),
        ("name: Een voorbeeld", "naam: Een voorbeeld", ":2: naam: De sleutel 'naam' is niet bekend (bedoelde u 'name'?)"),
        ("name: Een voorbeeld", "xyz: Een voorbeeld", ":2: xyz: De sleutel 'xyz' is niet bekend. Kies uit: name, answers"),
        ("name: Een voorbeeld", "", ":3: name: De sleutel 'name' ontbreekt."),
        ("name: Een voorbeeld", "name: ''", ":2: name: Hier staat nog niets."),
        (
            "[samen]",
            "[bellen]",
            ":9: expect.not_suggested[0]: Het idee 'bellen' staat hier voor de tweede keer; de eerste keer op regel 8.",
        ),
        ("[samen]", "samen", ":9: expect.not_suggested: Hier hoort een lijst"),
        ("expect:", "expect: [", "content/cases/a.yaml:"),
    ],
)
def test_a_case_that_cannot_be_read_names_file_line_and_the_nearest_id(
    content: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert old in GOOD
    write(content, "a.yaml", GOOD.replace(old, new, 1))
    assert main(["--cases", "--content", str(content)]) == 1
    output = capsys.readouterr().out
    assert "FOUT  a.yaml: niet te lezen" in output
    assert message in output
    assert "content/cases/a.yaml:" in output


def test_all_errors_of_a_case_are_shown_together_once_each(content: Path, small: Questionnaire) -> None:
    text = GOOD.replace("q1: 1", "q8: 1").replace("unknown", "weet-ik-niet").replace("[bellen]", "[belle]")
    with pytest.raises(CaseError) as caught:
        read_case(write(content, "a.yaml", text), small)
    assert [line.split(" ")[1] for line in str(caught.value).splitlines()] == [
        "answers.q3:",
        "answers.q8:",
        "expect.suggests[0]:",
    ]


def test_a_case_without_expectations_is_refused(content: Path, small: Questionnaire) -> None:
    with pytest.raises(CaseError, match="Dit voorbeeld verwacht niets"):
        read_case(write(content, "a.yaml", "name: Leeg\nanswers: {q1: 1}\nexpect: {}\n"), small)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: A\nanswers: {q1: 1}\nexpect: x", "3: expect: Hier horen sleutels met waarden, maar er staat tekst."),
        (
            "name: A\nanswers: [q1]\nexpect: {outcome: share}",
            "2: answers: Hier horen sleutels met waarden, maar er staat een lijst.",
        ),
        (
            "name: A\nanswers: {q1: 1}\nexpect: {suggests: bellen}",
            "3: expect.suggests: Hier hoort een lijst, maar er staat tekst.",
        ),
        ("name: 3\nanswers: {q1: 1}\nexpect: {outcome: share}", "1: name: '3' is hier geen tekst maar een getal."),
        ("name: ''\nanswers: {q1: 1}\nexpect: {outcome: share}", "1: name: Hier staat nog niets."),
    ],
)
def test_a_part_of_another_kind_is_told_with_what_stands_there(
    content: Path, small: Questionnaire, text: str, message: str
) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(write(content, "a.yaml", text), small)
    assert str(caught.value).startswith(f"content/cases/a.yaml:{message}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "~",
        "tekst",
        "[1, 2]",
        "name: [a]\nanswers: 3\nexpect: x",
        "name: A\nanswers: [q1, q2]\nexpect: {suggests: {bellen: 1}}",
        "name: A\nanswers: {1: 2, q1: [1]}\nexpect: {themes: [t1]}",
        "name: A\nanswers: {q1: {level: 1}}\nexpect: {themes: {t1: 3}}",
        "name: A\nanswers: {}\nexpect: {themes: {t1: {points: [1], stage: {}, reported: []}}, later: [[1], {a: b}, ~]}",
        "name: A\nanswers: {q1: &a 1, q2: *a}\nexpect: {outcome: [share]}",
        "name: A\nanswers: {q1: 1, q1: 2}\nexpect: {outcome: share}",
        "name: 3\nsize: [klein]\nmissing_partners: 3\ntargets: [1]\nanswers: {q1: 1}\nexpect: {outcome: share}",
    ],
)
def test_a_case_of_any_other_shape_is_an_error_with_a_line(content: Path, small: Questionnaire, text: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(write(content, "a.yaml", text), small)
    assert all(line.startswith("content/cases/a.yaml:") for line in str(caught.value).splitlines())
