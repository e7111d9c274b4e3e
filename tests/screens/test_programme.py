"""The page of the programme, without a browser: what it says with a call open, and without one. The call is made up."""

from __future__ import annotations

from datetime import date

import pytest

from questionnaire import Programme
from questionnaire.calls import call_on
from screens import context, programme

OWN = context.content().programme
DAY = date(2031, 3, 20)


def made_up(**changes: object) -> Programme:
    tranche = OWN.tranches[0].model_copy(
        update={"name": "Verzonnen <ronde>", "opened": date(2031, 3, 1), "closed": date(2031, 3, 31), **changes}
    )
    return OWN.model_copy(update={"tranches": (tranche,)})


def shown(which: Programme, day: date) -> str:
    return programme._now(which, call_on(which, day))


@pytest.mark.parametrize("day", [date(2018, 4, 1), date(2026, 11, 24), date(2050, 1, 1)])
def test_without_a_call_the_page_says_so_and_what_there_is_instead(day: date) -> None:
    html = shown(OWN, day)
    assert "Er is nu geen open ronde." in html
    assert 'href="/inspiratie"' in html
    for item in OWN.living_funding:
        assert item.title in html
    assert "aanvraag" not in html


def test_with_a_call_the_page_says_how_long_who_and_where() -> None:
    html = shown(made_up(who="Gemeenten & partners.", apply_at="https://zonnebloem.example/a?b=1&c=2"), DAY)
    assert "De ronde &#x27;Verzonnen &lt;ronde&gt;&#x27; is open tot en met 31 maart 2031: nog 11 dagen." in html
    assert "Gemeenten &amp; partners." in html
    assert 'href="https://zonnebloem.example/a?b=1&amp;c=2"' in html
    assert "geen open ronde" not in html


def test_a_call_without_its_own_words_says_what_holds_for_the_programme() -> None:
    html = shown(made_up(), DAY)
    assert OWN.who_could_apply in html
    assert "Naar de aanvraag" not in html


def test_a_plan_is_held_against_the_form() -> None:
    first, *rest = OWN.form_headings
    html = programme.form_state(OWN, {heading.id: "Iets." for heading in rest})
    assert "4 van 5 kopjes zijn klaar." in html
    assert f"&#x27;{first.title}&#x27; is nog leeg." in html
    done = programme.form_state(OWN, {heading.id: "Iets." for heading in OWN.form_headings})
    assert "Uw plan is compleet voor het formulier" in done
    assert "<li>" not in done


def test_a_plan_stands_beside_an_open_call_only() -> None:
    texts = {heading.id: "Iets." for heading in OWN.form_headings[1:]}
    assert programme.plan_beside_call(OWN, DAY, texts) == ""
    html = programme.plan_beside_call(made_up(), DAY, texts)
    assert "nog 11 dagen" in html
    assert "4 van 5 kopjes zijn klaar." in html
