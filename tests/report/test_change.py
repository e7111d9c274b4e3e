"""The chapter "Wat is er veranderd": its numbers are those of the comparison, and the file stays accessible."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from questionnaire import loading
from questionnaire.measurement import write_measurement
from questionnaire.models import Content
from report.__main__ import main
from report.payload import payload
from report.pdf import pdf
from scoring.change_words import headline, steps_text, verdict_text
from scoring.result import assess_measurements
from scoring.series import Comparison, Moment
from scoring.words import level_text
from tests.report.cases import WHEN, levels, measurement, squash

NOW = (3, 4, 4, 2, "unknown", 2, 4, "not_applicable", 5, 3, None, 4, 2, 4, 4, 5, 1)
THEN = (1, 3, 4, 2, 3, 1, 5, "not_applicable", 4, 2, 2, 4, None, 3, 3, 2, 1)


def moment(content: Content, pattern: tuple[object, ...], day: date) -> Moment:
    made = measurement(content, levels(content, pattern), date=day)
    return Moment(day, assess_measurements(content.questionnaire, [made]), made.municipality, made.role)


@pytest.fixture(scope="module")
def beside(content: Content) -> Comparison:
    earlier = moment(content, (2, 1), date(2024, 2, 1)), moment(content, THEN, date(2025, 5, 3))
    return Comparison(moment(content, NOW, date(2026, 11, 24)), earlier)


def test_the_chapter_shows_the_numbers_of_the_comparison(content: Content, beside: Comparison) -> None:
    data = payload(content, measurement(content, levels(content, NOW)), beside.now.result, WHEN.date(), beside)["change"]
    assert data["headline"] == headline(beside.change, "3 mei 2025")
    rows = {row["title"]: row for line in data["lines"] for row in (line["total"], *line["themes"])}
    axes = {axis["label"]: axis for axis in data["radar"]["axes"]}
    for theme in content.questionnaire.themes:
        then, now = (points.level for points in beside.themes()[theme.id][1:])
        row, part = rows[theme.title], beside.change.themes[theme.id]
        assert row["before"] == ("geen score" if then is None else level_text(then))
        assert row["now"] == axes[theme.title]["text"] == ("geen score" if now is None else level_text(now))
        assert axes[theme.title]["before"] == (None if then is None else float(then))
        assert (row["verdict"], row["steps"]) == (verdict_text(part), steps_text(part) or "–")
    quoted = sum(len(part["items"]) for part in data["quotes"])
    assert quoted == len(beside.change.recognised("up")) + len(beside.change.recognised("down")) > 0
    named = [title for title, _ in data["left_out"]]
    assert named
    assert all(rows[title]["verdict"] == "niet vergelijkbaar" for title in named)


def test_without_a_comparison_there_is_no_chapter(content: Content, beside: Comparison) -> None:
    made = measurement(content, levels(content, NOW))
    assert payload(content, made, beside.now.result, WHEN.date())["change"] is None


def test_little_in_common_gives_a_table_without_a_radar(content: Content) -> None:
    now, then = moment(content, (3,), date(2026, 11, 24)), moment(content, ("unknown",), date(2025, 5, 3))
    data = payload(content, measurement(content, levels(content, (3,))), now.result, WHEN.date(), Comparison(now, (then,)))[
        "change"
    ]
    assert (data["radar"], data["quotes"], data["series"]) == (None, [], None)
    assert len(data["left_out"]) == len(content.questionnaire.themes) + len(content.questionnaire.lines)


def test_the_report_with_a_comparison_tells_both_anchors(content: Content, beside: Comparison) -> None:
    made = pdf(content, measurement(content, levels(content, NOW)), beside.now.result, WHEN, beside)
    text = squash("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages))
    assert squash("Wat is er veranderd") in text
    for question in beside.change.recognised("up"):
        assert squash(question.before_anchor or "") in text
        assert squash(question.now_anchor or "") in text


def test_the_command_takes_earlier_measurements(content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new, old = tmp_path / "nieuw.json", tmp_path / "oud.json"
    new.write_bytes(write_measurement(measurement(content, levels(content, NOW))))
    old.write_bytes(write_measurement(measurement(content, levels(content, THEN), date=date(2025, 5, 3))))
    ending = ["-o", str(tmp_path / "r.pdf"), "--date", "2026-11-24", "--content", str(loading.CONTENT)]
    assert main([str(new), "--before", str(old), *ending]) == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "r.pdf").pages)
    assert "Wat is er veranderd" in text
    assert main([str(new), "--before", str(tmp_path / "weg.json"), *ending]) == 1
    assert "weg.json: dit bestand is niet te lezen" in capsys.readouterr().err
    assert main(["--guide", "--before", str(old), *ending]) == 1
