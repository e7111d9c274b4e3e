"""The accessibility statement says what the record of the last complete check holds, and nothing more."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pydantic import ValidationError

from questionnaire.text import date_text
from screens import shell
from screens.accessibility import NOT_TESTED, decimal, statement, whole
from screens.checked import Cell, CheckedPage, Judged, Record, Way, last_check
from screens.settings import Settings
from tests.access.judged import judgements
from tests.access.variants import VARIANTS

NOBODY = Settings(organisation="", contact="", answer_days=None)


def record(faults: int = 0, lowest: float = 7.31) -> Record:
    cells = {"1280": Cell(rules=41, texts=1203, judged=3, faults=faults), "390": Cell(rules=42, texts=1100, judged=2, faults=0)}
    return Record(
        date=date(2026, 11, 20),
        axe="4.9.9",
        chromium="140.0.1",
        streamlit="1.67.0",
        lowest=lowest,
        rules=("button-name", "color-contrast", "label"),
        variants=(Way(id="1280", title="breed"), Way(id="390", title="smal")),
        pages=(CheckedPage(part="alleen", name="start", cells=cells), CheckedPage(part="alleen", name="profiel", cells=cells)),
        judged=(Judged(name="color-contrast imgNode", count=10, why="Gemeten uit de beeldpunten."),),
    )


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@pytest.mark.parametrize("found", [record(), last_check()])
def test_the_numbers_on_the_page_are_those_of_the_record(found: Record | None) -> None:
    assert found is not None
    told = words(statement(found, NOBODY))
    for said in (
        f"{whole(len(found.pages))} schermen, elk in {whole(len(found.variants))} weergaven: {whole(len(found.cells))} keer",
        f"axe-core {found.axe}: {whole(len(found.rules))} regels, samen {whole(found.checks)} controles, geen fouten",
        f"{whole(found.open)} uitkomsten liet axe open. Ze zijn van {whole(len(found.judged))} soorten",
        f"Contrast van {whole(found.texts)} teksten",
        f"gewone tekst is {decimal(found.lowest)} op 1",
        date_text(found.date),
        f"Chromium {found.chromium} en Streamlit {found.streamlit}",
        *(way.title for way in found.variants),
        *(page.name for page in found.pages),
    ):
        assert said.replace("'", "&#x27;") in told


def test_faults_in_the_record_are_told_and_nowhere_denied() -> None:
    told = words(statement(record(faults=2), NOBODY))
    assert "samen 166 controles, 4 fouten" in told
    assert "vond 4 fouten" in told
    assert "geen fouten" not in told


def test_without_a_record_nothing_is_claimed_about_a_check() -> None:
    told = words(statement(None, NOBODY))
    assert "zit geen verslag van een controle" in told
    for claim in ("axe", "geen fouten", "Chromium 1", "keer gekeken", "veraPDF", "nagelezen"):
        assert claim not in told


@pytest.mark.parametrize("found", [record(), None])
def test_what_was_never_tested_and_the_status_are_always_told(found: Record | None) -> None:
    told = statement(found, NOBODY)
    assert "D: voldoet nog niet" in told
    assert all(one in told for one in NOT_TESTED)


def test_without_a_contact_the_statement_says_so() -> None:
    told = words(statement(record(), NOBODY))
    assert "Hier staat nog geen adres voor meldingen" in told
    assert "heeft hier nog geen naam ingevuld" in told
    assert "mailto:" not in told


def test_who_offers_it_and_how_to_reach_them() -> None:
    service = Settings(organisation="Gemeente <Goes>", contact="toegankelijk@goes.nl", answer_days=5)
    told = statement(record(), service)
    assert '<a href="mailto:toegankelijk@goes.nl">toegankelijk@goes.nl</a>' in told
    assert "binnen 5 werkdagen antwoord" in told
    assert "Gemeente &lt;Goes&gt; biedt deze zelfscan aan" in told
    assert "klacht in bij Gemeente &lt;Goes&gt;" in told
    elsewhere = statement(record(), Settings(contact="https://goes.nl/meld?a=1&b=2"))
    assert '<a href="https://goes.nl/meld?a=1&amp;b=2">' in elsewhere
    assert "Binnen hoeveel dagen u antwoord krijgt, is hier nog niet ingevuld." in elsewhere


@pytest.mark.parametrize("wrong", ["goes.nl", "javascript:alert(1)", "mail ons", "@goes", "https://"])
def test_a_contact_that_leads_nowhere_stops_the_app(wrong: str) -> None:
    with pytest.raises(ValidationError, match="ZELFSCAN_CONTACT moet een e-mailadres zijn"):
        Settings(contact=wrong)


def test_the_record_that_is_committed_is_complete_and_clean() -> None:
    found = last_check()
    assert found is not None
    assert [way.id for way in found.variants] == [variant.id for variant in VARIANTS]
    assert all(list(page.cells) == [variant.id for variant in VARIANTS] for page in found.pages)
    assert found.faults == 0
    assert found.lowest >= 7
    assert [one.name for one in found.judged] == [one.name for one in judgements()], "a judgement that is not needed has to go"


def test_every_plain_page_links_to_the_statement() -> None:
    assert '<a href="/toegankelijkheid">Toegankelijkheid</a>' in shell.message_page("Kop", "Tekst")
