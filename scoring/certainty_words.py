"""How sure a ranking is, in Dutch: for screens, PDF and exports alike. Everything said here stands in `scoring.robustness`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from questionnaire.models import Questionnaire
from scoring.dutch import capital, listed, spelled
from scoring.reasons import Voice
from scoring.robustness import End, Rank, Robustness

ENDS: Final[tuple[End, ...]] = ("highest", "lowest")
MOST_NAMED: Final = 2
"""How many questions or themes a sentence names; of more it gives the number."""


def certainty(questionnaire: Questionnaire, found: Robustness, voice: Voice) -> list[str]:
    """Whether the ends of the ranking stay there with other weights, and with the unknown answers known: a text per end."""
    titles = {theme.id: theme.title for theme in questionnaire.themes}
    titles |= {line.id: line.title for line in questionnaire.lines}
    texts = [
        _Ranked(titles, kind, end, ends[end], voice).text()
        for kind, ends in (("thema", found.themes), ("lijn", found.lines))
        if ends is not None
        for end in ENDS
    ]
    return [text for text in texts if text]


def whose_view(voice: Voice) -> str:
    """What no calculation can say: other people may see it otherwise."""
    if voice == "one":
        return "Dit is het beeld van wie antwoordde. Een collega kan het anders zien: vraag dat eens."
    return "Dit is het beeld van wie er was. Met andere mensen kan het er anders uitzien."


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Tells of one end of a ranking how sure it is."""

    titles: Mapping[str, str]
    kind: str
    end: End
    rank: Rank
    voice: Voice

    @property
    def place(self) -> str:
        return "laagst" if self.end == "lowest" else "hoogst"

    @property
    def many(self) -> str:
        return "thema's" if self.kind == "thema" else "lijnen"

    def text(self) -> str:
        if len(self.rank.ids) > 1:
            names = self._names(self.rank.ids)
            return f"{capital(names)} staan samen het {self.place} en zijn niet te onderscheiden."
        return " ".join(filter(None, [self._weights(), self._room()]))

    def _weights(self) -> str:
        if self.rank.closest is None:
            return ""
        if self.rank.stays:
            return f"{self._first()} blijft het {self.place}, ook als u de onderdelen anders weegt."
        side = "onder" if self.end == "lowest" else "boven"
        begin = f"{'Het' if self.kind == 'thema' else 'De'} {self.place}e {self.kind} wisselt met de weging"
        return f"{begin}: {self._names((self.rank.closest,))} kan dan {side} {self._first()} komen."

    def _room(self) -> str:
        """What the unknown answers mean; empty where everything is known."""
        rank = self.rank
        if not rank.unknown:
            return ""
        if not rank.passing:
            if rank.stays:
                return "De onbekende antwoorden veranderen dat niet."
            if rank.closest is None:
                return f"Ook met de onbekende antwoorden erbij blijft {self._first()} het {self.place}."
            return f"Met de weging van nu blijft {self._first()} het {self.place}, wat de onbekende antwoorden ook zijn."
        who = "u" if self.voice == "one" else "de groep"
        names, verb = self._names(rank.passing), "kan" if len(rank.passing) == 1 else "kunnen"
        further = "lager" if self.end == "lowest" else "hoger"
        like = f"even {self.place.removesuffix('st')} uitkomen als {self._first()}, of {further}"
        condition = f"als {who} de onbekende antwoorden weet"
        if rank.stays:
            return f"Wel {verb} {names} nog {like}, {condition}."
        return f"{'Als' if rank.closest is None else 'Ook als'}{condition.removeprefix('als')}, {verb} {names} {like}."

    def _first(self) -> str:
        return self._names(self.rank.ids)

    def _names(self, ids: Sequence[str]) -> str:
        if len(ids) > MOST_NAMED:
            return f"{spelled(len(ids))} {self.many}"
        return listed([f"'{self.titles[id]}'" for id in ids])
