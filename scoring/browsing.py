"""Looking through all ideas with filters, without a measurement. What is chosen can stand in an address.

A filter is one choice per facet (`lijn`, `thema`, ...), written as {facet: option}. An idea fits when it has every option
that was chosen; an idea that works on two lines has both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from questionnaire.models import Idea, PartnerGroup, Questionnaire
from scoring.model import Condition
from scoring.words import condition_text, evidence_text

Filter = Mapping[str, str]

# Shorter than in `scoring.words`, for a field on a phone.
_EFFORT = {"1": "Eén team", "2": "Met een ander team of partner", "3": "Meerdere partners of extra geld"}
_TIMES = {
    "kwartaal": ("Hooguit 3 maanden", 0, 3),
    "halfjaar": ("4 tot 6 maanden", 4, 6),
    "langer": ("Langer dan 6 maanden", 7, 60),
}
_EVIDENCE = {"elders": "elsewhere", "aannemelijk": "plausible", "nieuw": "new"}


@dataclass(frozen=True)
class Facet:
    """One thing to choose by.

    name     the facet in an address
    title    the facet on screen
    all      the words for: no choice
    options  what there is to choose, with its words; only options that some idea has
    of       the options that an idea has
    """

    name: str
    title: str
    all: str
    options: Mapping[str, str]
    of: Callable[[Idea], frozenset[str]]


def facets(questionnaire: Questionnaire, groups: Sequence[PartnerGroup] = ()) -> tuple[Facet, ...]:
    """The facets by which the ideas of a questionnaire can be chosen; one that offers no choice is left out."""
    line_of = {theme.id: line.id for line in questionnaire.lines for theme in line.themes}

    def themes(idea: Idea) -> frozenset[str]:
        return frozenset(questionnaire.theme_of[address.question].id for address in idea.addresses)

    def partners(idea: Idea) -> frozenset[str]:
        return frozenset(group.id for group in groups if set(group.partners) & set(idea.partners))

    def time(idea: Idea) -> frozenset[str]:
        return frozenset(id for id, (_, least, most) in _TIMES.items() if least <= idea.lead_time_months <= most)

    found = (
        ("lijn", "Lijn", "Alle lijnen", {line.id: line.title for line in questionnaire.lines}, _lines(themes, line_of)),
        ("thema", "Thema", "Alle thema's", {theme.id: theme.title for theme in questionnaire.themes}, themes),
        (
            "moeite",
            "Moeite",
            "Alle moeite",
            _EFFORT,
            lambda idea: frozenset({str(idea.effort)}),
        ),
        ("tijd", "Doorlooptijd", "Elke doorlooptijd", {id: words for id, (words, _, _) in _TIMES.items()}, time),
        (
            "onderbouwing",
            "Onderbouwing",
            "Elke onderbouwing",
            {id: evidence_text(kind).capitalize() for id, kind in _EVIDENCE.items()},
            lambda idea: frozenset(id for id, kind in _EVIDENCE.items() if kind == idea.evidence),
        ),
        ("partner", "Partner", "Alle partners", {group.id: group.title for group in groups}, partners),
    )
    result = []
    for name, title, everything, options, of in found:
        present = frozenset[str]().union(*(of(idea) for idea in questionnaire.ideas))
        kept = {id: words for id, words in options.items() if id in present}
        if len(kept) > 1:
            result.append(Facet(name, title, everything, kept, of))
    return tuple(result)


def _lines(themes: Callable[[Idea], frozenset[str]], line_of: Mapping[str, str]) -> Callable[[Idea], frozenset[str]]:
    return lambda idea: frozenset(line_of[theme] for theme in themes(idea))


@dataclass(frozen=True)
class Address:
    """A filter as it stood in an address; `unknown` holds what stood there and is no choice, as "naam=waarde"."""

    filter: Filter
    unknown: tuple[str, ...] = ()


def read_address(facets: Sequence[Facet], query: Mapping[str, str]) -> Address:
    """The filter that the query of an address names."""
    known = {facet.name: facet for facet in facets}
    chosen = {name: query[name] for name, facet in known.items() if query.get(name) in facet.options}
    left = tuple(f"{name}={value}" for name, value in query.items() if name not in chosen and value)
    return Address(chosen, left)


def matching(ideas: Sequence[Idea], facets: Sequence[Facet], chosen: Filter) -> tuple[Idea, ...]:
    """The ideas that fit the filter, in their own order."""
    asked = [(facet, chosen[facet.name]) for facet in facets if facet.name in chosen]
    return tuple(idea for idea in ideas if all(option in facet.of(idea) for facet, option in asked))


def count_text(found: int, total: int) -> str:
    """How many ideas fit, of all there are."""
    if not found:
        return "Geen enkel idee past bij al deze filters."
    number = "1 idee" if found == 1 else f"{found} ideeën"
    return number if found == total else f"{number} van {total}"


def needs(questionnaire: Questionnaire, idea: Idea) -> tuple[str, ...]:
    """What an idea cannot start without, each as a sentence."""
    requires = idea.requires
    conditions = [Condition("level", (question,), level) for question, level in requires.levels.items()]
    if requires.size:
        conditions.insert(0, Condition("size", requires.size))
    if requires.partners:
        conditions.append(Condition("partner", requires.partners))
    return tuple(f"Mogelijk {condition_text(questionnaire, condition)}." for condition in conditions)
