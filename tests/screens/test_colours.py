"""One set of colours and sizes: the style sheets, the charts, Streamlit's theme and the report agree, and text is readable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from report import colours
from screens.shell import ASSETS, STATIC

ROOT = STATIC.parents[1]
TOKENS = dict(re.findall(r"^  --([a-z0-9-]+): ([^;]+);", (STATIC / "tokens.css").read_text("utf-8"), re.MULTILINE))
SHEETS = sorted({part for parts in ASSETS.values() for part in parts if part.endswith(".css")})
RULES = {name: re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text("utf-8"), flags=re.DOTALL) for name in SHEETS}
NAMED = r"(?:white|black|gray|grey|red|blue)\b(?=\s*[;,)])"
LITERAL = re.compile(rf"(?<![\w-])(?:#[0-9a-fA-F]{{3,8}}\b(?=[^{{]*[;}}])|rgba?\(|hsla?\(|{NAMED})")
SAME = {
    "INK": "inkt",
    "SOFT_INK": "inkt-zacht",
    "GREY": "grijs",
    "BLUE": "blauw",
    "BLUE_MIDDLE": "blauw-midden",
    "BLUE_PALE": "blauw-licht",
    "EDGE": "rand",
    "LINE": "lijn",
    "SURFACE": "vlak",
    "ORANGE": "oranje",
    "ORANGE_DEEP": "oranje-diep",
}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "tokens.css"])
def test_a_style_sheet_names_no_colour_of_its_own(name: str) -> None:
    assert LITERAL.findall(RULES[name]) == []


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "tokens.css"])
def test_a_style_sheet_uses_only_names_that_exist(name: str) -> None:
    own = set(re.findall(r"--([a-z0-9-]+):", RULES[name])) | {"deel"}  # set on an element, by its page
    assert set(re.findall(r"var\(--([a-z0-9-]+)", RULES[name])) - own - TOKENS.keys() - {"u"} == set()  # u: the unit of the hall


@pytest.mark.parametrize("name", ["stijl.css", "werksessie.css", "plan.css", "papier.css"])
def test_type_corners_and_focus_come_from_the_tokens(name: str) -> None:
    sizes = re.findall(r"font-size: ([^;}]+)", RULES[name])
    assert [size for size in sizes if not size.startswith("var(--letter-")] == []
    corners = re.findall(r"border-radius: ([^;}]+)", RULES[name])
    assert set(corners) <= {"var(--ronding)", "50%", "0"}
    rings = re.findall(r"outline: ([^;}]+)", RULES[name])
    assert {ring.replace(" !important", "").strip() for ring in rings} <= {"var(--focus)", "none"}


def test_every_colour_is_used() -> None:
    used = {name for text in RULES.values() for name in re.findall(r"var\(--([a-z0-9-]+)", text)}
    assert {name for name, value in TOKENS.items() if value.startswith(("#", "rgb"))} - used == set()


@pytest.mark.parametrize(("python", "token"), SAME.items())
def test_charts_and_report_have_the_colours_of_the_screens(python: str, token: str) -> None:
    assert getattr(colours, python) == TOKENS[token]


def test_no_other_file_names_a_colour() -> None:
    files = [
        *(ROOT / "screens").rglob("*.py"),
        *(path for path in (ROOT / "report").rglob("*.py") if path.name != "colours.py"),
        *(path for path in (ROOT / "report" / "templates").glob("*.typ") if path.name != "style.typ"),
        *STATIC.glob("*.js"),
    ]
    assert len(files) > 60
    found = {path.name: re.findall(r"[\"'](#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6})[\"']", path.read_text("utf-8")) for path in files}
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_the_report_and_the_theme_of_streamlit_agree() -> None:
    typst = dict(re.findall(r"#let ([a-z-]+) = rgb\(\"(#\w+)\"\)", (ROOT / "report/templates/style.typ").read_text("utf-8")))
    assert typst == {
        "blue": colours.BLUE,
        "blue-middle": colours.BLUE_MIDDLE,
        "ambition": colours.ORANGE_DEEP,
        "ink": colours.INK,
        "grey": colours.GREY,
        "line-grey": colours.LINE,
        "pale": colours.BLUE_PALE,
    }
    theme = tomllib.loads(Path(ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    assert theme["base"] == "light"
    assert {
        key: next(name for name, value in TOKENS.items() if value == theme[key]) for key in theme if key.endswith("Color")
    } == {
        "primaryColor": "blauw",
        "backgroundColor": "wit",
        "secondaryBackgroundColor": "vlak",
        "textColor": "inkt",
        "linkColor": "blauw",
        "borderColor": "rand",
        "grayTextColor": "grijs",
    }
    assert theme["chartCategoricalColors"] == [colours.BLUE, colours.ORANGE, colours.INK]
    assert theme["baseRadius"] == theme["buttonRadius"] == TOKENS["ronding"]
    assert colours.BLUE in (STATIC / "icoon.svg").read_text("utf-8")


@pytest.mark.parametrize("text", ["inkt", "inkt-zacht", "grijs", "blauw", "blauw-diep", "rood", "groen", "oranje-diep"])
@pytest.mark.parametrize("ground", ["wit", "vlak", "blauw-licht"])
def test_text_is_readable_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= (7 if text != "oranje-diep" or ground == "wit" else 4.5)


@pytest.mark.parametrize("line", ["rand", "oranje", "blauw"])
def test_what_is_no_text_stands_out_too(line: str) -> None:
    assert contrast(line, "wit") >= 3
    assert contrast("wit", "blauw-diep") >= 7
