"""Pairs of answers that rarely go together: `contradictions.yaml`. Who gives both is asked to look again, never corrected."""

from __future__ import annotations

from typing import Final

from pydantic import Field, TypeAdapter, field_validator

from questionnaire.base import Frozen, Id, LevelNumber, Text


class Window(Frozen):
    """One answer of a pair: a question, and the levels that are meant."""

    question: Id = Field(description="De id van de vraag.")
    from_level: LevelNumber = Field(alias="from", description="Het laagste niveau dat u bedoelt, 1 tot en met 5.")
    to_level: LevelNumber = Field(
        alias="to", description="Het hoogste niveau dat u bedoelt, 1 tot en met 5. Niet lager dan 'from'."
    )


class Contradiction(Frozen):
    id: Id = Field(
        description="Vaste korte naam in kleine letters, met streepjes. Verander een id nooit en gebruik hem nooit opnieuw."
    )
    when: tuple[Window, ...] = Field(
        description="De twee vragen, elk met de niveaus die zelden samengaan.",
        json_schema_extra={"minItems": 2, "maxItems": 2},
    )
    why: Text = Field(
        description="Waarom het de moeite waard is om nog eens te kijken: een of twee korte zinnen, zonder verwijt."
    )

    @field_validator("when")
    @classmethod
    def _two_answers(cls, when: tuple[Window, ...]) -> tuple[Window, ...]:
        if len(when) != 2:
            raise ValueError("a pair has two answers")
        return when


CONTRADICTIONS_SHAPE: Final = TypeAdapter(tuple[Contradiction, ...])
