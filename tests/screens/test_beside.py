"""The page beside other municipalities: the numbers of the picture are those of the row, and no word ranks."""

from __future__ import annotations

import re

import pytest

from scoring.municipalities import distribution
from screens import beside

TEXTS = (beside.NOT_A_RANKING, *beside.WHAT, beside.NOT, *beside.HOW, beside.LIMIT, *beside._STANDING.values(), beside._STOPPED)


def plain(cell: str) -> str:
    return re.sub(r"<.*?>", "", cell)


@pytest.mark.parametrize("counts", [(1, 1, 2, 0, 1), (2, 10, 4, 3, 1)])
def test_the_columns_of_the_picture_stand_as_high_as_the_row_says(counts: tuple[int, ...]) -> None:
    found = distribution(counts)
    assert found is not None
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', beside.picture(found, 2))]
    cells = beside._cells(found, 2, len(found.bands))
    assert [float(plain(cell).removesuffix(" van 10")) for cell in cells[: len(heights)]] == pytest.approx(
        [10 * height / 42 for height in heights], abs=0.05
    )
    assert plain(cells[-2]) == "fase 2"


@pytest.mark.parametrize("own", [1, 2, 3, 4, 5])
def test_the_own_municipality_is_one_mark(own: int) -> None:
    found = distribution((5, 5, 5, 5, 5))
    assert found is not None
    assert beside.picture(found, own).count("<circle") == 1
    assert beside.picture(found, None).count("<circle") == 0


def test_a_theme_that_few_have_says_so_and_shows_no_number() -> None:
    assert tuple(map(plain, beside._cells(None, 4, 3))) == ("–", "–", "–", "minder dan 5 gemeenten", "fase 4", "")
    assert beside._cells(None, None, 5)[-2] == "geen uitkomst"


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_says_who_is_better(text: str) -> None:
    assert not re.search(r"\b(beter|slechter|beste|achter|voorop|score|plaats \d|gemiddeld|hoger dan|lager dan)\b", text)
