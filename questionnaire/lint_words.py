"""`lint.yaml`: the words that lint looks for, and the exceptions that editors make."""

from __future__ import annotations

from typing import Final

from pydantic import Field, TypeAdapter

from questionnaire.base import Frozen, Id, Text

LINT: Final = "lint.yaml"


class Words(Frozen):
    """Words and phrases in small letters; each form (goed, goede) on its own."""

    vague: tuple[Text, ...] = Field((), description="Vage woorden. Ze mogen niet in een niveau staan.")
    leading: tuple[Text, ...] = Field((), description="Woorden die de lezer naar een antwoord sturen.")
    agree: tuple[Text, ...] = Field((), description="Woorden die om een mening vragen.")
    negation: tuple[Text, ...] = Field((), description="Ontkenningen. Twee in één zin mag niet.")
    jargon: tuple[Text, ...] = Field((), description="Vakwoorden die alleen mogen als glossary.yaml ze uitlegt.")
    disrespectful: dict[Text, Text] = Field(
        default_factory=dict, description="Woorden die mensen tekortdoen, elk met wat u liever schrijft."
    )
    absolute: tuple[Text, ...] = Field((), description="Woorden als 'altijd'. Daarover geeft de controle advies.")
    no_participle: tuple[Text, ...] = Field((), description="Woorden die op een voltooid deelwoord lijken, maar het niet zijn.")


class Allowed(Frozen):
    """An exception: this rule says nothing about this question, idea, contradiction, theme or line."""

    rule: Text = Field(description="De naam van de regel, zoals die tussen vierkante haken achter de melding staat.")
    where: Id = Field(description="De id van de vraag, het idee, de controlevraag, het thema of de veranderlijn.")
    reason: Text = Field(description="Waarom de tekst hier beter is zoals die is.")


class Lint(Frozen):
    words: Words = Field(description="De woorden waar de controle op let.")
    allowed: tuple[Allowed, ...] = Field((), description="De uitzonderingen, elk met een reden.")


LINT_SHAPE: Final = TypeAdapter(Lint)
