import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.coverage import LIST, coverage, in_fonts, ranges
from report.text import CUT, MISSING, clean, deep, label, strict

ANY = st.text(st.characters(), max_size=200)  # surrogates included


def test_the_list_of_characters_matches_the_bundled_fonts() -> None:
    assert LIST.read_text(encoding="ascii").split() == ranges(in_fonts()), "run: python -m report.coverage"
    assert {ord(character) for character in coverage()} == in_fonts()


@given(ANY)
def test_every_character_left_can_be_shown(text: str) -> None:
    assert set(clean(text)) - coverage() <= {"\n"}


@given(ANY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_strict_text_is_latin(text: str) -> None:
    assert all(character == "\n" or " " <= character <= "ÿ" for character in strict(text))


@given(st.text("abcdefghij klmnopqrstuvwxyz.,;:!?()'\"#$*_<>@{}\\/éëïöüç€0123456789", max_size=29))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naam مرحبا hier", f"naam {MISSING} hier"),
        ("a\x00b\ufeffc\u202ed", "abcd"),
        ("privé \ue000\ue001 teken \ufffe", f"privé {MISSING} teken {MISSING}"),
        ("a\r\nb\u2028c\x0bd", "a\nb\nc\nd"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("cafe\u0301", "café"),
        ("\ud800 half", f"{MISSING} half"),
        ("👩\u200d👩\u200d👧 🇳🇱 👍🏽", "👩\u200d👩\u200d👧 🇳🇱 👍🏽"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_long_run_of_letters_gets_places_to_break_and_a_long_dutch_word_does_not() -> None:
    assert max(map(len, clean("x" * 5000).split("\u200b"))) == 12
    assert clean("arbeidsongeschiktheidsverzekering") == "arbeidsongeschiktheidsverzekering"


def test_an_accent_is_never_parted_from_its_letter() -> None:
    pieces = clean("x\u0302" * 100).split("\u200b")
    assert len(pieces) > 10
    assert not any(unicodedata.combining(piece[0]) for piece in pieces)


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    assert clean("woord " * 10_000).endswith(CUT)
    assert len(clean("woord " * 10_000)) < 12_100


def test_a_label_is_one_line() -> None:
    assert label(" a\n\nb\tc ") == "a b c"


def test_deep_cleans_values_and_leaves_keys_and_numbers() -> None:
    assert deep({"k\x00": ["a\x00", 1, None, ("b\x00", True)]}) == {"k\x00": ["a", 1, None, ["b", True]]}
