"""What a municipality can register per person around the day of release: `indicators.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from questionnaire.base import Frozen, Id, SourceId, Text

Moment = Literal["tijdens detentie", "dag van vrijlating", "week 1"]
MOMENTS: tuple[str, ...] = get_args(Moment)
"""In order of time."""


class Indicator(Frozen):
    """One question about one person; the answer is yes, no or unknown."""

    id: Id = Field(
        description="Vaste korte naam in kleine letters, met streepjes. Verander een id nooit en gebruik hem nooit opnieuw."
    )
    title: Text = Field(description="De naam, in één tot vier woorden. Staat boven de kolom en boven de grafiek.")
    question: Text = Field(description="De vraag die u per persoon met ja, nee of onbekend beantwoordt. Precies één vraagteken.")
    moment: Moment = Field(description="Wanneer u het antwoord opschrijft: tijdens detentie, dag van vrijlating of week 1.")
    help: Text = Field(description="Wanneer het antwoord ja is, en wanneer nee.")
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)] = Field(
        description="De ids van de bronnen, zoals [S26]. Ze staan in sources.yaml."
    )
