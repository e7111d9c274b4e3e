"""One measurement has one set of numbers: radar, dot plot, table, report, exported file and command line all carry it."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Answer, Measurement, Reference, Value
from questionnaire.loading import load
from questionnaire.measurement import read_measurement, write_measurement
from report.payload import payload
from report.pdf import pdf
from scoring.__main__ import main
from scoring.model import Result
from scoring.result import assess_measurements, to_json
from scoring.words import level_text
from screens import charts, profile, profile_story
from tests.builders import answers_to, values
from tests.report.cases import squash

REAL = load()
ASKED = REAL.questionnaire
WHEN = datetime(2026, 11, 24, 12, tzinfo=UTC)


def made(answers: dict[str, Answer], targets: dict[str, int]) -> Measurement:
    return Measurement(
        questionnaire=Reference(id=ASKED.id, version=ASKED.version, hash=ASKED.hash),
        municipality="Voorbeeldstad",
        date=date(2026, 11, 23),
        answers=answers,
        targets=targets,
    )


measurements = st.builds(
    made,
    answers_to(ASKED, st.builds(Answer, level=values | st.none())),
    st.fixed_dictionaries({}, optional={theme.id: st.integers(1, 5) for theme in ASKED.themes}),
)
"""Random answers to the real questions, some of them not known or not given, with some ambitions."""


class Numbers:
    """What the JSON of a result says of each theme, as people read it."""

    def __init__(self, data: dict[str, Any], targets: dict[str, int]) -> None:
        themes = [data["themes"][theme.id] for theme in ASKED.themes]
        self.levels = [level(node["points"]) for node in themes]
        self.shown = [found if node["reported"] else None for found, node in zip(self.levels, themes, strict=True)]
        self.low, self.high = [level(node["low"]) for node in themes], [level(node["high"]) for node in themes]
        self.stages = [node["stage"] if node["reported"] else None for node in themes]
        self.applicable = [node["applicable"] for node in themes]
        self.targets = [targets.get(theme.id, 4) for theme in ASKED.themes]
        self.texts = [None if each is None else level_text(each) for each in self.shown]


def level(points: str | None) -> Fraction | None:
    return None if points is None else 1 + Fraction(points) / 25


def floats(values: Sequence[Fraction | None]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next((each for each in figure["data"] if each["name"] == name), {"x": [], "y": []})
    return found


def check_figures(result: Result, numbers: Numbers) -> None:
    for short in (False, True):
        axes = profile_story.axes(result, ASKED.themes, short=short)
        radar = charts.radar(axes, narrow=short)
        now, target = trace(radar, "Nu"), trace(radar, "Uw ambitie")
        assert now["r"] == [*floats(numbers.shown), floats(numbers.shown)[0]]
        assert now["text"] == [*(text or "" for text in numbers.texts), ""]
        assert target["r"] == [*numbers.targets, numbers.targets[0]]

        dots = charts.dots(axes, narrow=short)
        reported, hollow = trace(dots, "Nu"), trace(dots, "Te weinig bekend")
        places = range(len(ASKED.themes))
        assert reported["y"] == [place for place in places if numbers.shown[place] is not None]
        assert reported["x"] == [value for value in floats(numbers.shown) if value is not None]
        assert reported["text"] == [text for text in numbers.texts if text is not None]
        unsure = [place for place in places if numbers.levels[place] is not None and numbers.shown[place] is None]
        assert (hollow["y"], hollow["x"]) == (unsure, [floats(numbers.levels)[place] for place in unsure])
        assert trace(dots, "Uw ambitie")["x"] == numbers.targets
        bars = [(bar["x0"] + 0.04, bar["x1"] - 0.04) for bar in dots["layout"]["shapes"]]
        ends = [pair for pair in zip(floats(numbers.low), floats(numbers.high), strict=True) if None not in pair]
        assert bars == [pytest.approx(pair) for pair in ends]


def check_table(result: Result, numbers: Numbers) -> None:
    body = profile.numbers(result).split("<tbody", 1)[1]
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr.*?</tr>", body)]
    assert [html.unescape(row[0]) for row in rows] == [theme.title for theme in ASKED.themes]
    for place, (_, shown, stage, _known, target) in enumerate(rows):
        low, high = numbers.low[place], numbers.high[place]
        assert re.findall(r"\d,\d", shown)[:1] == [text for text in [numbers.texts[place]] if text]
        assert target == str(numbers.targets[place])
        assert re.findall(r"^\d", stage) == ([] if numbers.stages[place] is None else [str(numbers.stages[place])])
        if low is not None and high is not None and low != high and numbers.texts[place]:
            assert re.findall(r"\d,\d", shown)[1:] == [level_text(low), level_text(high)]


def check_report(data: dict[str, Any], numbers: Numbers) -> None:
    rows = [row for line in data["profile"]["lines"] for row in line["themes"]]
    for place, row in enumerate(rows):
        absent = "geen score" if numbers.applicable[place] else "n.v.t."
        assert row["level"] == (numbers.texts[place] or absent)
        assert (row["value"], row["low"], row["high"]) == (
            floats(numbers.levels)[place],
            floats(numbers.low)[place],
            floats(numbers.high)[place],
        )
        assert (row["target"], row["target_level"]) == (str(numbers.targets[place]), numbers.targets[place])
    radar = data["profile"]["radar"]
    assert (radar is None) == (sum(value is not None for value in numbers.shown) < 3)
    if radar is not None:
        assert [axis["value"] for axis in radar["axes"]] == floats(numbers.shown)
        assert [axis["text"] for axis in radar["axes"]] == [text or "geen score" for text in numbers.texts]
        assert [axis["target"] for axis in radar["axes"]] == numbers.targets


@given(measurements)
def test_figures_table_and_report_carry_the_numbers_of_the_json(measurement: Measurement) -> None:
    result = assess_measurements(ASKED, [measurement])
    numbers = Numbers(to_json(result), dict(measurement.targets))
    check_figures(result, numbers)
    check_table(result, numbers)
    check_report(payload(REAL, measurement, result, WHEN.date()), numbers)


@given(measurements)
def test_the_exported_file_gives_the_same_result_again(measurement: Measurement) -> None:
    reading = read_measurement(write_measurement(measurement), ASKED)
    assert reading.differences == ()
    again, first = (to_json(assess_measurements(ASKED, [each])) for each in (reading.measurement, measurement))
    assert again == first


def sample(seed: int) -> Measurement:
    """Another random measurement, the same for each seed."""
    chosen = random.Random(seed)
    options: list[Value | None] = [1, 2, 3, 4, 5, "unknown", "not_applicable", None][: chosen.choice([5, 8])]
    answers = {question.id: Answer(level=chosen.choice(options)) for question in ASKED.questions}  # type: ignore[arg-type]
    return made(answers, {theme.id: chosen.randint(1, 5) for theme in ASKED.themes[::2]})


SAMPLES = [sample(seed) for seed in range(8)]


def test_the_command_line_prints_the_same_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place, measurement in enumerate(SAMPLES):
        (tmp_path / f"{place:03}.json").write_bytes(write_measurement(measurement))
    expected = [to_json(assess_measurements(ASKED, [measurement]), REAL.contradictions) for measurement in SAMPLES]
    assert main([str(tmp_path / "000.json")]) == 0
    assert json.loads(capsys.readouterr().out) == expected[0]
    assert main([str(tmp_path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for line, whole in zip(lines, expected, strict=True):
        assert whole | line == line | whole  # the same wherever both have it
        assert whole.keys() - line.keys() == {"reasons", "robustness"}


@pytest.mark.parametrize("measurement", SAMPLES[:3], ids=range(3))
def test_the_pdf_shows_the_same_numbers(measurement: Measurement) -> None:
    result = assess_measurements(ASKED, [measurement])
    numbers = Numbers(to_json(result), dict(measurement.targets))
    pages = pypdf.PdfReader(BytesIO(pdf(REAL, measurement, result, WHEN))).pages
    text = squash(" ".join(page.extract_text() for page in pages))
    for theme, shown, applicable in zip(ASKED.themes, numbers.texts, numbers.applicable, strict=True):
        cell = shown or ("geenscore" if applicable else "n.v.t.")
        assert squash(f"{theme.title}{cell}") in text, theme.id
