"""Looking through the ideas with filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.models import PartnerGroup, Questionnaire
from scoring.browsing import Facet, count_text, facets, matching, needs, read_address
from tests.builders import idea, nested

CONTENT = load()
IDEAS = CONTENT.questionnaire.ideas
FACETS = facets(CONTENT.questionnaire, CONTENT.partner_groups)
BY_NAME = {facet.name: facet for facet in FACETS}
FILTERS = st.fixed_dictionaries({}, optional={facet.name: st.sampled_from(sorted(facet.options)) for facet in FACETS})


def small() -> Questionnaire:
    return nested(
        [[[1, 1]], [[1]]],
        [
            idea("een", {"q1": ("core", 1, 3)}, effort=1, months=3),
            idea("twee", {"q1": ("little", 1, 3), "q3": ("clear", 1, 3)}, effort=3, months=4),
            idea("drie", {"q3": ("core", 1, 3)}, effort=1, months=7),
        ],
    )


def found(facets: tuple[Facet, ...], questionnaire: Questionnaire, **chosen: str) -> list[str]:
    return [each.id for each in matching(questionnaire.ideas, facets, chosen)]


def test_each_facet_chooses_by_what_an_idea_has() -> None:
    questionnaire = small()
    have = facets(questionnaire)
    assert {facet.name: list(facet.options) for facet in have} == {
        "lijn": ["l1", "l2"],
        "thema": ["t1", "t2"],
        "moeite": ["1", "3"],
        "tijd": ["kwartaal", "halfjaar", "langer"],
    }  # all three are "aannemelijk", and there are no groups of partners: nothing to choose
    assert found(have, questionnaire) == ["een", "twee", "drie"]
    assert found(have, questionnaire, lijn="l2") == ["twee", "drie"]
    assert found(have, questionnaire, thema="t1") == ["een", "twee"]
    assert found(have, questionnaire, moeite="1") == ["een", "drie"]
    assert [found(have, questionnaire, tijd=time) for time in ("kwartaal", "halfjaar", "langer")] == [["een"], ["twee"], ["drie"]]
    assert found(have, questionnaire, lijn="l1", thema="t2") == ["twee"]
    assert found(have, questionnaire, lijn="l1", tijd="langer") == []


def test_partners_are_found_under_the_name_of_their_group() -> None:
    questionnaire = small()
    first, second, third = questionnaire.ideas
    ideas = (
        first.model_copy(update={"partners": ("de gevangenis", "wijkteam")}),
        second.model_copy(update={"partners": ("RIC",)}),
        third,
    )
    groups = (
        PartnerGroup(id="gevangenis", title="Gevangenis", partners=("de gevangenis", "RIC")),
        PartnerGroup(id="wijk", title="Wijk", partners=("wijkteam",)),
        PartnerGroup(id="niemand", title="Niemand", partners=("werkgevers",)),
    )
    changed = questionnaire.model_copy(update={"ideas": ideas})
    have = facets(changed, groups)
    assert {facet.name: facet.options for facet in have}["partner"] == {"gevangenis": "Gevangenis", "wijk": "Wijk"}
    assert found(have, changed, partner="gevangenis") == ["een", "twee"]
    assert found(have, changed, partner="wijk") == ["een"]


@given(FILTERS)
def test_what_is_found_has_every_option_that_was_chosen_and_nothing_else_has(chosen: dict[str, str]) -> None:
    kept = matching(IDEAS, FACETS, chosen)
    for each in IDEAS:
        assert (each in kept) == all(option in BY_NAME[name].of(each) for name, option in chosen.items())
    assert [IDEAS.index(each) for each in kept] == sorted(IDEAS.index(each) for each in kept)


@given(FILTERS, st.data())
def test_a_choice_less_never_hides_an_idea(chosen: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(chosen))) if chosen else ""
    fewer = {other: option for other, option in chosen.items() if other != name}
    more = matching(IDEAS, FACETS, fewer)
    assert all(each in more for each in matching(IDEAS, FACETS, chosen))


@given(FILTERS)
def test_an_address_gives_the_filter_back(chosen: dict[str, str]) -> None:
    read = read_address(FACETS, chosen)
    assert (read.filter, read.unknown) == (chosen, ())


@given(st.dictionaries(st.sampled_from([*BY_NAME, "taal"]), st.text()))
def test_whatever_stands_in_an_address_is_a_choice_or_is_named(query: dict[str, str]) -> None:
    read = read_address(FACETS, query)
    assert len(read.filter) + len(read.unknown) == sum(bool(value) for value in query.values())
    assert all(option in BY_NAME[name].options for name, option in read.filter.items())


def test_an_address_with_a_name_that_is_gone_keeps_the_rest() -> None:
    read = read_address(FACETS, {"moeite": "1", "thema": "weg", "kleur": "rood", "lijn": ""})
    assert (read.filter, read.unknown) == ({"moeite": "1"}, ("thema=weg", "kleur=rood"))


def test_every_idea_of_the_app_is_found_by_each_facet_and_every_option_finds_one() -> None:
    assert set(BY_NAME) == {"lijn", "thema", "moeite", "tijd", "onderbouwing", "partner"}
    for facet in FACETS:
        for each in IDEAS:
            assert facet.of(each) & facet.options.keys(), (facet.name, each.id)
        for option in facet.options:
            assert matching(IDEAS, FACETS, {facet.name: option}), (facet.name, option)


def test_the_count_is_said_in_words() -> None:
    assert [count_text(number, 38) for number in (38, 12, 1, 0)] == [
        "38 ideeën",
        "12 ideeën van 38",
        "1 idee van 38",
        "Geen enkel idee past bij al deze filters.",
    ]


def test_what_an_idea_cannot_start_without() -> None:
    questionnaire = nested(
        [[[1, 1]]],
        [idea("een", {"q1": ("core", 1, 3)}, levels={"q2": 2}, partners=["werkgevers"]), idea("twee", {"q2": ("core", 1, 3)})],
    )
    with_needs, without = questionnaire.ideas
    assert needs(questionnaire, without) == ()
    said = needs(questionnaire, with_needs)
    assert said[0] == "Mogelijk als u bij 'Hoe gaat het met q2?' niveau 2 herkent."
    assert len(said) == 2
    assert said[1].startswith("Mogelijk als deze partner meedoet: ")


def test_the_words_of_the_facets() -> None:
    assert [(facet.title, facet.all) for facet in FACETS] == [
        ("Lijn", "Alle lijnen"),
        ("Thema", "Alle thema's"),
        ("Moeite", "Alle moeite"),
        ("Doorlooptijd", "Elke doorlooptijd"),
        ("Onderbouwing", "Elke onderbouwing"),
        ("Partner", "Alle partners"),
    ]
    assert BY_NAME["moeite"].options == {
        "1": "Eén team",
        "2": "Met een ander team of partner",
        "3": "Meerdere partners of extra geld",
    }
    assert BY_NAME["tijd"].options == {
        "kwartaal": "Hooguit 3 maanden",
        "halfjaar": "4 tot 6 maanden",
        "langer": "Langer dan 6 maanden",
    }
    assert BY_NAME["onderbouwing"].options == {"elders": "Gedaan elders", "aannemelijk": "Aannemelijk", "nieuw": "Nieuw"}
    titles = {theme.id: theme.title for theme in CONTENT.questionnaire.themes}
    assert BY_NAME["thema"].options == titles
    assert set(BY_NAME["lijn"].options.values()) == {line.title for line in CONTENT.questionnaire.lines}


@pytest.mark.parametrize(
    ("months", "time"),
    [(0, "kwartaal"), (3, "kwartaal"), (4, "halfjaar"), (6, "halfjaar"), (7, "langer"), (60, "langer")],
)
def test_every_lead_time_has_one_option(months: int, time: str) -> None:
    assert BY_NAME["tijd"].of(IDEAS[0].model_copy(update={"lead_time_months": months})) == {time}


def test_a_size_that_an_idea_needs_is_named_first() -> None:
    first, *_ = nested(
        [[[1, 1]]], [idea("een", {"q1": ("core", 1, 3)}, size=["groot"], levels={"q2": 2}, partners=["werkgevers"])]
    ).ideas
    assert needs(small(), first) == (
        "Mogelijk als uw gemeente deze grootte heeft: groot.",
        "Mogelijk als u bij 'Hoe gaat het met q2?' niveau 2 herkent.",
        "Mogelijk als deze partner meedoet: werkgevers.",
    )
