"""The words of the page on which a team writes its plan: `plan.yaml`. They are no part of the questionnaire and its hash."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaire.base import Frozen, Id, Text

PartId = Literal["doelgroep", "partners", "eerste-stap", "geld", "privacy", "risico", "daarna"]


class PlanPart(Frozen):
    """A part of the plan that is no heading of the programme's form."""

    id: PartId = Field(description="De vaste naam van het onderdeel.")
    title: Text = Field(description="Het kopje, zoals mensen dat zien.")
    help: Text = Field(description="Wat iemand hier invult, in een of twee korte zinnen.")


class PlanChoice(Frozen):
    """One of a list: a role, a class of money, a tick."""

    id: Id = Field(description="Vaste korte naam in kleine letters, met streepjes. Verander een id nooit.")
    title: Text = Field(description="De tekst zoals mensen die zien.")


class PlanForm(Frozen):
    """The form: `ground` explains the legal ground, `learning` are questions that fit every experiment."""

    title: Text = Field(description="De titel van de pagina.")
    intro: Text = Field(description="Wat een plan is en hoe het werkt, in een paar zinnen.")
    caution: Text = Field(description="De waarschuwing dat er geen namen en herkenbare situaties in het plan horen.")
    parts: tuple[PlanPart, ...] = Field(description="De onderdelen na de kopjes van het programma.")
    roles: Annotated[tuple[PlanChoice, ...], Field(min_length=1)] = Field(description="De rollen die een partner kan hebben.")
    money: Annotated[tuple[PlanChoice, ...], Field(min_length=1)] = Field(description="De ruwe geldklassen, van laag naar hoog.")
    ground: Text = Field(description="Wat iemand invult over de grondslag voor het delen van gegevens.")
    privacy: Annotated[tuple[PlanChoice, ...], Field(min_length=1)] = Field(description="De punten om af te vinken bij privacy.")
    learning: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Leervragen die bij elk experiment passen. Ze staan alvast in een nieuw plan."
    )

    def part(self, id: str) -> PlanPart:
        return next(part for part in self.parts if part.id == id)
