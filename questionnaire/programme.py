"""The programme that the questionnaire comes from, and its calls for projects: `programme.yaml`.

All of it is data: another programme, or a new call, is another file. What is open on a given day stands in
`questionnaire.calls`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from questionnaire.base import SOURCES_HELP as _SOURCES_HELP
from questionnaire.base import Frozen, Id, SourceId, Text, WebAddress

Words = Annotated[int, Field(ge=1, le=5000)]


class Cited(Frozen):
    """A statement with the sources that carry it."""

    title: Text = Field(description="De titel, zoals mensen die zien.")
    text: Text = Field(description="De tekst, in een paar zinnen.")
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)


class Example(Cited):
    """Something to learn from."""

    kind: Literal["interview", "film", "voorbeeld", "rapport"] = Field(
        description="Wat voor materiaal het is: interview, film, voorbeeld of rapport."
    )
    checked: date = Field(description="De datum waarop tekst en adres het laatst zijn nagekeken, als jaar-maand-dag.")


class Funding(Cited):
    """Money that may exist beside the programme."""

    checked: date | None = Field(
        default=None, description="De datum waarop is nagekeken dat dit nog bestaat, of null als dat niet is nagegaan."
    )


class Event(Frozen):
    """One moment in the history of the programme."""

    when: Text = Field(description="Wanneer het was, zoals mensen dat zien: '2015' of '19 november 2020'.")
    text: Text = Field(description="Wat er gebeurde, in een of twee zinnen.")
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)


class Tranche(Frozen):
    """A call for projects. It can only be open where both dates are known."""

    name: Text = Field(description="De naam van de ronde.")
    opened: date | None = Field(default=None, description="De eerste dag van de ronde, of null als die niet bekend is.")
    closed: date | None = Field(
        default=None, description="De laatste dag waarop een aanvraag nog kan, of null als die niet bekend is."
    )
    text: Text = Field(description="Wat er over deze ronde te zeggen is.")
    who: Text | None = Field(default=None, description="Wie in deze ronde mag aanvragen. Niet verplicht.")
    apply_at: WebAddress | None = Field(
        default=None, description="Het webadres van de aanvraag, met https:// ervoor. Niet verplicht."
    )
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)


class FormHeading(Frozen):
    id: Id = Field(description="Vaste korte naam in kleine letters, met streepjes.")
    title: Text = Field(description="Het kopje op het formulier.")
    help: Text = Field(description="Wat iemand onder dit kopje invult.")
    least_words: Words | None = Field(
        default=None, description="Het minste aantal woorden dat het formulier vraagt. Niet verplicht."
    )
    most_words: Words | None = Field(default=None, description="Het hoogste aantal woorden dat past. Niet verplicht.")


class Ambition(Frozen):
    text: Text = Field(description="De ambitie van het programma, in één zin.")
    figure: int = Field(description="Het getal in de ambitie.")
    reading: Text = Field(description="Hoe dat getal te lezen is.")


class LineMeaning(Frozen):
    line: Id = Field(description="De id van de veranderlijn.")
    meaning: Text = Field(description="Wat de veranderlijn in het programma betekende.")


class Programme(Frozen):
    name: Text = Field(description="De naam van het programma.")
    owner: Text = Field(description="De organisatie van wie het programma was.")
    period: Text = Field(description="Wanneer het programma liep.")
    summary: Text = Field(description="Waar het programma over ging, in een paar zinnen.")
    ambition: Ambition = Field(description="De ambitie van het programma.")
    lines: tuple[LineMeaning, ...] = Field(description="Wat elke veranderlijn in het programma betekende.")
    history: tuple[Event, ...] = Field(default=(), description="Wat er gebeurde, van vroeger naar later. Niet verplicht.")
    tranches: tuple[Tranche, ...] = Field(description="De rondes waarin men zich kon aanmelden.")
    open_call: bool = Field(
        description="true als op de dag van 'checked' een ronde open was, anders false. De controle vergelijkt dit met de data."
    )
    who_could_apply: Text = Field(description="Wie zich kon aanmelden.")
    form_headings: tuple[FormHeading, ...] = Field(description="De kopjes van het aanmeldformulier.")
    inspiration: tuple[Example, ...] = Field(default=(), description="Voorbeelden om van te leren.")
    living_funding: tuple[Funding, ...] = Field(default=(), description="Geld dat er nu nog is.")
    checked: date = Field(description="De datum waarop dit bestand is nagekeken, als jaar-maand-dag.")
    sources: tuple[SourceId, ...] = Field(default=(), description=_SOURCES_HELP)

    def cited(self) -> set[str]:
        """The ids of all sources that the programme names."""
        parts = (self.history, self.tranches, self.inspiration, self.living_funding)
        return set(self.sources).union(*(item.sources for part in parts for item in part))
