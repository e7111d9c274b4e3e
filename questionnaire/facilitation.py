"""The guide for facilitators of a workshop (werksessie): `facilitation.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaire.base import Frozen, Text

Phase = Literal["wachten", "antwoorden", "uitkomst", "gesprek", "tweede ronde", "afspreken", "kiezen", "afgesloten"]
"""The phases of a workshop, by the words on the screen."""

Minute = Annotated[int, Field(ge=0, le=480)]


class Point(Frozen):
    """One point of a list: what it is about, and what there is to say."""

    title: Text = Field(description="Waar het om gaat, in één tot drie woorden.")
    text: Text = Field(description="Wat u daarvan zegt, in een of twee korte zinnen.")


class Part(Frozen):
    """A heading with points."""

    title: Text = Field(description="Het kopje, zoals mensen dat zien.")
    points: Annotated[tuple[Point, ...], Field(min_length=1)] = Field(description="De punten onder dit kopje, in volgorde.")


class Step(Frozen):
    """One row of a script, from minute `start` up to minute `end`."""

    start: Minute = Field(alias="from", description="De minuut waarop deze stap begint. De eerste stap begint op 0.")
    end: Minute = Field(alias="to", description="De minuut waarop deze stap ophoudt. Daar begint de volgende stap.")
    phase: Phase = Field(description="De fase van de werksessie, zoals die op het scherm heet.")
    does: Text = Field(description="Wat de begeleider doet.")
    says: Text = Field(description="Wat de begeleider zegt. Zonder aanhalingstekens.")


class Script(Frozen):
    """A whole workshop in minutes."""

    minutes: Annotated[int, Field(ge=30, le=480)] = Field(description="Hoeveel minuten de werksessie duurt.")
    fits: Text = Field(description="Welke vragen in deze tijd passen.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(
        description="De stappen, in volgorde. Samen vullen ze precies de tijd."
    )


class Facilitation(Frozen):
    title: Text = Field(description="De titel van de gids.")
    intro: Text = Field(description="Wat een werksessie is, in een paar zinnen.")
    before: Part = Field(description="Wat u regelt voordat de mensen komen.")
    invite: Part = Field(description="Wie u uitnodigt: bij elke rol waarom die mens nodig is.")
    care: Part = Field(description="Waar u op let: wie kwetsbaar is in de zaal, en wie de baas is.")
    shown: Part = Field(description="Wat de groep te zien krijgt, en wat niet.")
    scripts: Annotated[tuple[Script, ...], Field(min_length=1)] = Field(description="De draaiboeken, het kortste eerst.")
    sizes: Part = Field(description="Wat u anders doet in een kleine en in een grote groep.")
    agreements: Part = Field(description="De afspraken voor een veilig gesprek. U leest ze voor.")
    network: Part = Field(description="Wat u doet als het internet wegvalt.")
    after: Part = Field(description="Wat u doet na de werksessie.")

    @property
    def preparation(self) -> tuple[Part, ...]:
        """The parts to read before the workshop, in reading order."""
        return (self.before, self.invite, self.care, self.sizes)

    @property
    def conduct(self) -> tuple[Part, ...]:
        """The parts to have at hand during and after the workshop, in reading order."""
        return (self.agreements, self.shown, self.network, self.after)
