"""The content as frozen models: what is asked, and what is suggested.

Every model forbids unknown keys, so that a misspelt key is an error and never a silent default.
Cross references (an idea that names a question, a question that names a source) are not checked here
but in `questionnaire.checking`, which can report all of them together with file and line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, field_validator

from questionnaire.base import ID_HELP as _ID_HELP
from questionnaire.base import SOURCES_HELP as _SOURCES_HELP
from questionnaire.base import Frozen, Id, LevelNumber, SourceId, Text, WebAddress
from questionnaire.contradictions import Contradiction
from questionnaire.facilitation import Facilitation
from questionnaire.indicators import Indicator
from questionnaire.plan_form import PlanForm
from questionnaire.programme import Programme

LEVELS = (1, 2, 3, 4, 5)
DEFAULT_TARGET = 4

Strength = Literal["little", "clear", "core"]
STRENGTHS: dict[str, Fraction] = {"little": Fraction(3, 10), "clear": Fraction(6, 10), "core": Fraction(9, 10)}


def _exact(value: Any) -> Any:
    """Read a weight exactly: 0.1 in a file means 1/10, not the nearest binary number."""
    if isinstance(value, bool):
        raise ValueError("true and false are no weights")
    return Fraction(str(value)) if isinstance(value, float) else value


Weight = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str, return_type=str), Field(ge=0)]


class Stage(Frozen):
    """The name and meaning of one of the five levels."""

    level: LevelNumber = Field(description="Het niveau: 1, 2, 3, 4 of 5.")
    name: Text = Field(description="De naam van het niveau, één of twee woorden. Staat bij elke uitkomst.")
    meaning: Text = Field(description="Wat dit niveau betekent, in één zin. Geldt voor elke vraag.")


class Named(Frozen):
    """An id with the words people see: a role, a size class, a partner."""

    id: Id = Field(description=_ID_HELP)
    title: Text = Field(description="De naam zoals mensen die zien.")


class Question(Frozen):
    id: Id = Field(description=_ID_HELP)
    text: Text = Field(description="De vraag zelf: hooguit 20 woorden en precies één vraagteken.")
    levels: dict[LevelNumber, Text] = Field(
        description="De vijf niveaus, 1 tot en met 5. Beschrijf wat er gebeurt, in hooguit 15 woorden en ongeveer even lang."
    )
    help: Text | None = Field(default=None, description="Uitleg onder de vraag: wat telt mee en wat niet. Niet verplicht.")
    evidence: tuple[Text, ...] = Field(default=(), description="Waaraan ziet u dat? Dingen om te laten zien. Niet verplicht.")
    weight: Weight = Field(
        default=Fraction(1),
        description="Hoe zwaar de vraag telt in het thema. Gewoon 1; een breuk als 1/2 mag. Met 0 telt de vraag niet mee.",
    )
    wording: Annotated[int, Field(ge=1)] = Field(
        default=1,
        description=(
            "Het nummer van de betekenis. Maak het 1 hoger als de vraag of een niveau andere woorden krijgt. "
            "Metingen worden alleen vergeleken bij een gelijk nummer."
        ),
    )
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)

    @field_validator("levels")
    @classmethod
    def _five_levels(cls, levels: dict[int, str]) -> dict[int, str]:
        if set(levels) != set(LEVELS):
            raise ValueError("a question has exactly the levels 1, 2, 3, 4 and 5")
        return dict(sorted(levels.items()))


class Theme(Frozen):
    id: Id = Field(description=_ID_HELP)
    title: Text = Field(description="De naam van het thema, zoals mensen die zien.")
    short: Text | None = Field(default=None, description="Een kortere naam, voor plekken met weinig ruimte. Niet verplicht.")
    why: Text = Field(description="Waarom dit thema ertoe doet, in een paar zinnen.")
    weight: Weight = Field(
        default=Fraction(1),
        description="Hoe zwaar het thema telt in de veranderlijn. Gewoon 1; een breuk als 1/2 mag. Met 0 telt het niet mee.",
    )
    questions: Annotated[tuple[Question, ...], Field(min_length=1)] = Field(
        description="De vragen van dit thema, in de volgorde op het scherm. Meestal drie."
    )

    @property
    def label(self) -> str:
        """The title for places with little room."""
        return self.short or self.title


class Line(Frozen):
    """One of the three veranderlijnen."""

    id: Id = Field(description="De id van de veranderlijn. Gelijk aan de naam van dit bestand zonder .yaml.")
    title: Text = Field(description="De naam van de veranderlijn, zoals mensen die zien.")
    intro: Text = Field(description="De inleiding boven dit deel van de vragenlijst.")
    weight: Weight = Field(
        default=Fraction(1), description="Hoe zwaar de veranderlijn telt in het geheel. Gewoon 1; een breuk als 1/2 mag."
    )
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)] = Field(
        description="De thema's van deze veranderlijn, in de volgorde op het scherm. Meestal vier."
    )

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for theme in self.themes for question in theme.questions)


class Address(Frozen):
    """How strongly an idea works on a question, and at which levels it fits (inclusive)."""

    question: Id = Field(description="De id van de vraag waar het idee aan werkt.")
    strength: Strength = Field(
        description="Hoe sterk het idee op deze vraag werkt: little (een beetje), clear (duidelijk) of core (de kern)."
    )
    from_level: LevelNumber = Field(alias="from", description="Het laagste niveau waarop het idee past, 1 tot en met 5.")
    to_level: LevelNumber = Field(
        alias="to", description="Het hoogste niveau waarop het idee past, 1 tot en met 5. Niet lager dan 'from'."
    )

    @property
    def share(self) -> Fraction:
        return STRENGTHS[self.strength]


class Requires(Frozen):
    """Conditions without which an idea cannot start. Empty means: no condition."""

    size: tuple[Id, ...] = Field(default=(), description="De grootteklassen waar het idee past, bij id. Leeg: elke grootte.")
    levels: dict[Id, LevelNumber] = Field(
        default_factory=dict, description="Het niveau dat een vraag minstens moet hebben, zoals {signaal: 2}."
    )
    partners: tuple[Id, ...] = Field(
        default=(), description="De partners zonder wie het niet kan, bij id. Ze staan in questionnaire.yaml."
    )


class Idea(Frozen):
    id: Id = Field(description=_ID_HELP)
    title: Text = Field(description="De naam van het idee, zoals mensen die zien.")
    summary: Text = Field(description="Wat u doet, in een paar zinnen.")
    addresses: Annotated[tuple[Address, ...], Field(min_length=1)] = Field(
        description="De vragen waar het idee aan werkt, met hoe sterk en op welke niveaus."
    )
    effort: Annotated[int, Field(ge=1, le=3)] = Field(description="Hoeveel inzet het vraagt: 1 (weinig), 2 of 3 (veel).")
    lead_time_months: Annotated[int, Field(ge=0, le=60)] = Field(
        description="Hoeveel maanden het duurt, 0 tot en met 60. Inzet 1 en hooguit 3 maanden heet 'snel te doen'."
    )
    evidence: Literal["elsewhere", "plausible", "new"] = Field(
        description="Hoe sterk de onderbouwing is: elsewhere (gedaan elders), plausible (aannemelijk) of new (nieuw)."
    )
    partners: tuple[Text, ...] = Field(default=(), description="Met wie u het doet, in gewone woorden.")
    hypothesis: Text = Field(description="Wat u verwacht: als wij dit doen, dan gebeurt er dat.")
    first_step: Text = Field(description="De eerste stap, binnen 14 dagen te doen.")
    measure: Text = Field(description="Wat u telt om te zien of het werkt.")
    stop_rule: Text = Field(description="Wanneer u stopt of het anders doet.")
    caution: Text = Field(description="Waar u op moet letten.")
    requires: Requires = Field(default=Requires(), description="Voorwaarden waaraan eerst voldaan moet zijn. Niet verplicht.")
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)

    @property
    def quick(self) -> bool:
        """ "Snel te doen": effort 1 and at most three months."""
        return self.effort == 1 and self.lead_time_months <= 3


class Source(Frozen):
    id: SourceId = Field(description="Een S met twee of drie cijfers, zoals S07. Gebruik een id nooit opnieuw.")
    publisher: Text = Field(description="Wie de bron uitgaf.")
    title: Text = Field(description="De titel van de bron.")
    year: int | None = Field(default=None, description="Het jaar, of null als dat niet bekend is.")
    seen: Literal["passage", "secondhand", "exists"] = Field(
        description=(
            "Hoe wij de bron zagen: passage (zelf gelezen), secondhand (via een ander) of "
            "exists (alleen nagegaan dat de bron bestaat)."
        )
    )
    note: Text | None = Field(default=None, description="Een opmerking over de bron. Niet verplicht.")
    address: WebAddress | None = Field(
        default=None, description="Het webadres waar de bron staat, met https:// ervoor. Niet verplicht."
    )


class PartnerGroup(Frozen):
    """Partners of ideas that people look for under one name. The ideas themselves name partners in their own words."""

    id: Id = Field(description=_ID_HELP)
    title: Text = Field(description="De naam van de groep, zoals mensen die zien.")
    partners: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="De partners die bij deze groep horen, met precies de woorden uit ideas.yaml."
    )


class Term(Frozen):
    term: Text = Field(description="Het begrip, zoals het in de tekst staat.")
    explanation: Text = Field(description="De uitleg, in één zin.")
    also: tuple[Text, ...] = Field(default=(), description="Meervouden en andere schrijfwijzen.")


class Municipality(Frozen):
    name: Text = Field(description="De officiële naam van de gemeente.")
    code: str | None = Field(default=None, description="De code van het CBS, zoals GM1680. Niet verplicht.")
    also: Text | None = Field(default=None, description="De naam die mensen gebruiken, als die anders is. Niet verplicht.")

    @property
    def label(self) -> str:
        return f"{self.name} ({self.also})" if self.also else self.name


class Municipalities(Frozen):
    date: Annotated[date, Field(description="De datum waarop de lijst geldt, als jaar-maand-dag.")]
    count: int = Field(description="Het aantal namen in de lijst.")
    source: SourceId = Field(description="De id van de bron van de lijst, zoals S100.")
    note: Text | None = Field(default=None, description="Een opmerking over de lijst. Niet verplicht.")
    names: tuple[Municipality, ...] = Field(description="De gemeenten: een naam, of een naam met een code.")

    @field_validator("names", mode="before", json_schema_input_type=tuple[str | Municipality, ...])
    @classmethod
    def _plain_names(cls, names: Any) -> Any:
        if isinstance(names, list):
            return [{"name": item} if isinstance(item, str) else item for item in names]
        return names


class Frame(Frozen):
    """`questionnaire.yaml` as it stands in the file: the lines by id only."""

    id: Id = Field(description="De vaste id van de vragenlijst. Verander die nooit.")
    version: Text = Field(
        description="De versie, met aanhalingstekens, zoals '1.1'. Verhoog die als u een nieuwe versie uitbrengt."
    )
    title: Text = Field(description="De titel van de vragenlijst.")
    subtitle: Text = Field(description="De zin onder de titel.")
    stages: tuple[Stage, ...] = Field(description="De vijf niveaus, in de volgorde 1 tot en met 5.")
    lines: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="De ids van de veranderlijnen, in volgorde. Bij elke id hoort een bestand in de map lines."
    )
    roles: tuple[Named, ...] = Field(description="De rollen van waaruit iemand kan antwoorden.")
    size_classes: tuple[Named, ...] = Field(description="De grootteklassen van gemeenten.")
    partners: tuple[Named, ...] = Field(default=(), description="De partners die een idee nodig kan hebben.")

    @field_validator("stages")
    @classmethod
    def _five_stages(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        if tuple(stage.level for stage in stages) != LEVELS:
            raise ValueError("there are exactly five stages, in the order 1, 2, 3, 4, 5")
        return stages


class Questionnaire(Frozen):
    """The whole definition that gives answers their meaning: lines, themes, questions, stages and ideas.

    `hash` identifies it: two questionnaires with the same hash ask, score and suggest the same.
    """

    id: Id
    version: Text
    title: Text
    subtitle: Text
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    roles: tuple[Named, ...]
    size_classes: tuple[Named, ...]
    partners: tuple[Named, ...] = ()
    ideas: tuple[Idea, ...] = ()

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(theme for line in self.lines for theme in line.themes)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for theme in self.themes for question in theme.questions)

    @cached_property
    def short_questions(self) -> tuple[str, ...]:
        """The short set: the id of the first question of each theme, in the order of the questionnaire."""
        return tuple(theme.questions[0].id for theme in self.themes)

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def line_by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.lines}

    @cached_property
    def idea_by_id(self) -> dict[str, Idea]:
        return {idea.id: idea for idea in self.ideas}

    @cached_property
    def theme_of(self) -> dict[str, Theme]:
        """The theme of each question id."""
        return {question.id: theme for theme in self.themes for question in theme.questions}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Room for what another module computes from this questionnaire alone and uses again, by the name of the module."""
        return {}

    @cached_property
    def hash(self) -> str:
        """SHA-256, 64 hexadecimal digits, of the canonical JSON of this model."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Canonical JSON (sorted keys, no spaces): the form that is stored and hashed."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def stage(self, level: int) -> Stage:
        return self.stages[level - 1]


class Content(Frozen):
    """Everything under `content/`: the questionnaire and the words around it."""

    questionnaire: Questionnaire
    programme: Programme
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    municipalities: Municipalities
    plan: PlanForm
    facilitation: Facilitation | None = None
    """None for a folder without `facilitation.yaml`."""
    contradictions: tuple[Contradiction, ...] = ()
    partner_groups: tuple[PartnerGroup, ...] = ()
    """None at all for a folder without `partner_groups.yaml`."""
    indicators: tuple[Indicator, ...] = ()
    """Empty for a folder without `indicators.yaml`."""

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def cited_sources(self) -> Iterator[Source]:
        """The sources that a question, an idea, an indicator or the programme names, in order of id."""
        named = self.programme.cited()
        named |= {source for question in self.questionnaire.questions for source in question.sources}
        named |= {source for idea in self.questionnaire.ideas for source in idea.sources}
        named |= {source for indicator in self.indicators for source in indicator.sources}
        return (source for source in self.sources if source.id in named)
