from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from questionnaire import clean_text
from questionnaire.text import clip, count_words, listed

any_text = st.text(st.characters(codec=None))


@given(any_text)
def test_clean_text_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    clean = clean_text(text)
    assert clean.encode("utf-8").decode("utf-8") == clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not [char for char in clean if unicodedata.category(char) == "Cc" and char not in "\n\t"]


def test_line_ends_become_one_kind_and_tabs_stay() -> None:
    assert clean_text("a\r\nb\rc\n\td\x1b\x00\x7f\x85") == "a\nb\nc\n\td"


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert clean_text("e\u0301e\u0301n") == "één"


def test_words_are_counted_between_spaces() -> None:
    assert count_words("We bellen 's avonds - en/of mailen: 2 keer.") == 8
    assert count_words(" \n") == 0


def test_a_quote_stays_on_one_line_and_short() -> None:
    assert clip("a\n b\x00") == "a b"
    assert clip("x" * 100, 10) == "x" * 9 + "…"


def test_a_list_reads_as_dutch() -> None:
    assert [listed(list(items)) for items in ("", "a", "ab", "abc")] == ["", "a", "a en b", "a, b en c"]
    assert listed(list("abcd"), most=2) == "a, b en nog 2"
