"""The sentences about what an experiment can show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.text import count_words
from scoring.power import MOST_PEOPLE, outlook
from scoring.power_words import (
    change_text,
    number,
    outlook_summary,
    outlook_text,
    percent,
    plan_outlook,
    times,
    up,
    whole_percent,
)


def texts(returns: int, group: int) -> dict[str, tuple[str, ...]]:
    return {section.topic: section.texts for section in outlook_text(outlook(returns, group))}


def test_luck_is_told_in_the_words_of_the_method() -> None:
    assert texts(20, 20)["luck"][0] == (
        "Stel: bij u komen 20 mensen per jaar vrij. Dan daalt het recidivecijfer in 4 van de 10 jaren met 10% of meer, "
        "ook als u niets verandert. Dat is toeval."
    )
    assert "komt 1 mens per jaar vrij. Dan daalt het recidivecijfer in 25 van de 100 jaren" in texts(1, 1)["luck"][0]
    assert texts(5000, 20)["luck"][0].endswith("Dan daalt het recidivecijfer bijna nooit door toeval met 10% of meer.")
    assert texts(5000, 20)["luck"][-1].startswith("Bij zo veel mensen is toeval klein.")


def test_both_readings_name_their_goal_and_their_people() -> None:
    readings = texts(20, 20)["recidivism"]
    assert "van 47% naar 42,3%. Om dat te zien, hebt u 1.755 mensen met het experiment nodig, en 1.755 zonder." in readings[1]
    assert "van 47% naar 37%. Om dat te zien, hebt u 381 mensen met het experiment nodig, en 381 zonder." in readings[2]
    assert readings[1].endswith("Dan ziet u die met twee groepen van 20 mensen in 6 van de 100 keer.")
    assert readings[3] == "Met twee groepen van 20 mensen valt pas een daling van 80% op: van 47% naar 9,4%."
    assert texts(1, 1)["recidivism"][3] == "Met twee groepen van 1 mens valt geen enkele daling op, hoe groot ook."


def test_large_groups_are_large_enough_and_the_heading_says_no_other_thing() -> None:
    titles = {size: outlook_text(outlook(size, size))[1].title for size in (20, 400, 2000)}
    assert titles[20] == titles[400] == "Wat uw gemeente alleen niet kan aantonen"
    assert titles[2000] == "Wat uw gemeente over recidive kan zien"
    assert texts(400, 400)["recidivism"][2].endswith("Twee groepen van 400 mensen zijn daarvoor groot genoeg.")


def test_municipalities_together() -> None:
    assert texts(20, 20)["together"][0] == (
        "Voor een tiende van het cijfer zelf: 88 gemeenten zoals de uwe die een jaar meedoen, en 88 die niet meedoen. "
        "In 3 jaar zijn dat er 30 en 30. In 5 jaar zijn dat er 18 en 18. "
        "Alleen hebt u 88 jaar nodig, en nog eens 88 jaar om mee te vergelijken."
    )
    assert (
        texts(400, 400)["together"][1]
        == "Voor 10 procentpunten: 1 gemeente zoals de uwe die een jaar meedoet, en 1 die niet meedoet."
    )


def test_indicators_show_something_with_few_people() -> None:
    told = texts(20, 20)["indicators"]
    assert "hebt u 39 mensen voor de verandering nodig en 39 erna. Met 20 mensen per jaar kost dat 2 jaar ervoor" in told[1]
    assert told[2] == "Een jaar ervoor en een jaar erna, met 20 mensen per jaar, laat een stijging zien van 50% naar 90% of meer."
    assert "is te weinig om een stijging vanaf 50% te zien" in texts(5, 5)["indicators"][2]
    assert "zes punten op een rij" in told[3]


def test_the_summary_has_luck_people_and_what_does_show() -> None:
    assert re.search(r"4 van de 10 jaren.*1\.755 mensen.*39 mensen", outlook_summary(outlook(20, 20)))


@given(st.integers(1, 300), st.integers(1, 300))
def test_whatever_the_numbers_sentences_are_short_and_promise_nothing(returns: int, group: int) -> None:
    sections = outlook_text(outlook(max(returns, group), min(returns, group)))
    assert [section.topic for section in sections] == ["luck", "recidivism", "together", "indicators"]
    for text in (text for section in sections for text in section.texts):
        assert text.endswith(".")
        assert "!" not in text
        for sentence in re.split(r"(?<=[.?:]) ", text):
            assert count_words(sentence) <= 24, sentence


def test_every_change_has_its_words() -> None:
    assert [change_text(change) for change in outlook(20, 20).changes] == [
        "50% of meer lager",
        "30 tot 50% lager",
        "10 tot 30% lager",
        "minder dan 10% anders",
        "10 tot 30% hoger",
        "30 tot 50% hoger",
        "50% of meer hoger",
    ]


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.3956, "in 4 van de 10 keer"),
        (0.1481, "in 15 van de 100 keer"),
        (0.004, "bijna nooit"),
        (0.996, "bijna altijd"),
        (0.0051, "in 1 van de 100 keer"),
    ],
)
def test_a_chance_in_whole_numbers(chance: float, words: str) -> None:
    assert times(chance, "keer") == words


def test_percentages_and_numbers_are_dutch() -> None:
    assert (percent(0.423), percent(0.37)) == ("42,3%", "37%")
    assert [whole_percent(share) for share in (0, 0.004, 0.125, 0.996, 1)] == [
        "0%",
        "minder dan 1%",
        "13%",
        "meer dan 99%",
        "100%",
    ]
    assert (up(0.891), up(0.5)) == ("90%", "50%")
    assert (number(1755), number(20)) == ("1.755", "20")


def test_a_plan_tells_what_its_two_numbers_can_show() -> None:
    both = plan_outlook(20, 8)
    assert "20" in both
    assert plan_outlook(20, None) == plan_outlook(20, 20)
    assert plan_outlook(None, 8) == plan_outlook(8, 8)
    for nothing in ((None, None), (0, None), (0, 0), (MOST_PEOPLE + 1, 8), (8, 20)):
        assert plan_outlook(*nothing) == ""


def test_every_part_has_its_heading_and_its_lesson() -> None:
    sections = outlook_text(outlook(20, 20))
    assert [(section.title, len(section.texts)) for section in sections] == [
        ("Wat toeval doet", 3),
        ("Wat uw gemeente alleen niet kan aantonen", 4),
        ("Hoeveel gemeenten samen nodig zijn", 3),
        ("Wat u wel kunt laten zien", 5),
    ]
    assert sections[0].texts[-1] == (
        "Het cijfer stijgt ook vaak door toeval. Een daling bewijst dus geen succes, en een stijging geen mislukking."
    )
    assert texts(5000, 20)["luck"][-1] == (
        "Bij zo veel mensen is toeval klein. Toch kan een daling een andere oorzaak hebben dan uw aanpak."
    )
