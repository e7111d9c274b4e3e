"""The page about what an experiment can show: numbers as people type them."""

from __future__ import annotations

import re

import pytest

from screens.evidence import whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("20", 20), (" 1200 ", 1200), ("1.200", 1200), ("0", 0), ("0020", 20), ("1 200", 1200)]
)
def test_a_number_is_read_as_people_write_it(text: str, number: int) -> None:
    assert whole_number(text, "Hoeveel?") == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Bij 'Hoeveel?' staat nog niets. Vul een heel getal in, zoals 20."),
        (" . ", "Bij 'Hoeveel?' staat nog niets. Vul een heel getal in, zoals 20."),
        ("2,5", "Bij 'Hoeveel?' staat '2,5'. Vul een heel getal in, zoals 20."),
        ("2.5", "Bij 'Hoeveel?' staat '2.5'. Vul een heel getal in, zoals 20."),
        ("-4", "Bij 'Hoeveel?' staat '-4'. Vul een heel getal in, zoals 20."),
        ("٢٠", "Bij 'Hoeveel?' staat '٢٠'. Vul een heel getal in, zoals 20."),
        ("twintig", "Bij 'Hoeveel?' staat 'twintig'. Vul een heel getal in, zoals 20."),
        ("9" * 5000, "Bij 'Hoeveel?' staat een te groot getal. Vul een getal in van 1 tot en met 5.000."),
    ],
)
def test_what_is_no_number_is_told_with_an_example(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(says)}$"):
        whole_number(text, "Hoeveel?")
