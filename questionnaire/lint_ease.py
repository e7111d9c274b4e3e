"""How easy a Dutch text reads: sentences, syllables, Flesch-Douma and LIX.

Flesch-Douma: W. H. Douma, "De leesbaarheid van landbouwbladen", Wageningen 1960. LIX: C.-H. Björnsson, "Läsbarhet", 1968.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from questionnaire.text import word_list

_SENTENCE_END: Final = re.compile(r"""(?<=[.!?])["'’”)]*\s+(?=["'‘“(]*[A-ZÀ-Þ0-9])""")
# Groups of letters that sound as one vowel; a vowel with a trema starts a syllable of its own.
_VOWELS: Final = re.compile(
    r"eau|aai|ooi|oei|eeu|ieu|aa|áá|ee|éé|oo|óó|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyáàâäéèêëíìîïóòôöúùûü]", re.IGNORECASE
)
_LONG_WORD_LETTERS: Final = 6


def sentences(text: str) -> list[str]:
    """The sentences of a text: parts that end with . ! or ? before a space and a capital or digit."""
    return [part for part in _SENTENCE_END.split(" ".join(text.split())) if word_list(part)]


def words(text: str) -> list[str]:
    """The words without the signs around them: "Berichtenbox," is "Berichtenbox"; a dash alone is no word."""
    return [word.strip(".,;:!?\"'‘’“”()[]…") for word in word_list(text)]


def syllables(word: str) -> int:
    """The syllables of a Dutch word, counted as groups of vowels; at least 1. An abbreviation without vowels is spelt out."""
    if word.isupper() and not _VOWELS.search(word):
        return max(1, sum(char.isalpha() for char in word))
    return max(1, len(_VOWELS.findall(word)))


@dataclass(frozen=True, slots=True)
class Ease:
    """The counts of a text. `long_words` have more than six letters."""

    sentences: int
    words: int
    syllables: int
    long_words: int

    @property
    def flesch_douma(self) -> float:
        """About 0 (very hard) to 100 (very easy)."""
        return 206.835 - 0.93 * self.words / self.sentences - 77 * self.syllables / self.words

    @property
    def lix(self) -> float:
        """About 20 (very easy) to 60 (very hard)."""
        return self.words / self.sentences + 100 * self.long_words / self.words


def ease(texts: list[str]) -> Ease | None:
    """The reading ease of texts together; None when there is no word in them."""
    found = [word for text in texts for word in words(text)]
    if not found:
        return None
    return Ease(
        sentences=sum(len(sentences(text)) for text in texts),
        words=len(found),
        syllables=sum(map(syllables, found)),
        long_words=sum(sum(char.isalpha() for char in word) > _LONG_WORD_LETTERS for word in found),
    )
