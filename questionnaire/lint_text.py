"""The texts that lint reads, with their place, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, Literal, NamedTuple

from questionnaire.document import Document, Where
from questionnaire.folder import CONTRADICTIONS, GLOSSARY, IDEAS, Folder
from questionnaire.problems import Problem

Kind = Literal["stem", "level", "help", "evidence", "theme", "line", "idea", "contradiction"]

_IDEA_TEXTS: Final = ("title", "summary", "hypothesis", "first_step", "measure", "stop_rule", "caution")
_PART: Final = re.compile(r"[^\W_]+(?:['’&.][^\W_]+)*")
_ABBREVIATION: Final = re.compile(r"(?<![\w&])[A-Z0-9&]{2,5}(?![\w&])")
_PLURALS: Final = ("", "s", "'s", "’s", "n", "en", "es", "e", "ën")


class Passage(NamedTuple):
    """One text: where it stands, the id of the question, idea, contradiction, theme or line it belongs to, and what it is."""

    document: Document
    where: Where
    about: str
    kind: Kind
    text: str

    def problem(self, rule: str, message: str) -> Problem:
        plain = self.document.problem(self.where, message)
        return Problem(plain.file, plain.line, plain.key, plain.message, rule, self.about)


def passages(folder: Folder) -> Iterator[Passage]:
    """Every text that people read in the line files, the ideas and the contradictions, as written."""
    patterns: list[tuple[Kind, tuple[str, ...], int]] = [
        ("line", ("intro",), 0),
        ("theme", ("themes", "*", "title"), 2),
        ("theme", ("themes", "*", "why"), 2),
        ("stem", (*_QUESTIONS, "text"), 4),
        ("level", (*_QUESTIONS, "levels", "*"), 4),
        ("help", (*_QUESTIONS, "help"), 4),
        ("evidence", (*_QUESTIONS, "evidence", "*"), 4),
    ]
    for document in folder.line_documents.values():
        for kind, pattern, depth in patterns:
            yield from _texts(document, kind, pattern, depth)
    ideas = folder.documents.get(IDEAS)
    if ideas is not None:
        for key in _IDEA_TEXTS:
            yield from _texts(ideas, "idea", ("*", key), 1)
        yield from _texts(ideas, "idea", ("*", "partners", "*"), 1)
    contradictions = folder.documents.get(CONTRADICTIONS)
    if contradictions is not None:
        yield from _texts(contradictions, "contradiction", ("*", "why"), 1)


_QUESTIONS: Final = ("themes", "*", "questions", "*")


def _texts(document: Document, kind: Kind, pattern: tuple[str, ...], depth: int) -> Iterator[Passage]:
    """The texts at a pattern; `depth` is how many steps lead to the thing they belong to."""
    for where, text in document.find(*pattern):
        if isinstance(text, str) and text.strip():
            owner: Any = document.value
            for step in where[:depth]:
                owner = owner[step]
            name = owner.get("id") if isinstance(owner, dict) else None
            yield Passage(document, where, name.strip() if isinstance(name, str) else "", kind, text)


def word_parts(text: str) -> list[str]:
    """The words, with the parts of a compound with a hyphen apart."""
    return _PART.findall(text)


def letters(word: str) -> int:
    return sum(char.isalpha() for char in word)


def abbreviations(text: str) -> list[str]:
    """Words of 2 to 5 signs with at least two capitals: RIC, 3RO, D&R."""
    return [word for word in _ABBREVIATION.findall(text) if sum(sign.isupper() for sign in word) > 1]


def finder(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of these words or phrases as whole words, whatever their capitals; None for no phrases."""
    options = sorted({phrase.strip() for phrase in phrases if phrase.strip()}, key=lambda phrase: (-len(phrase), phrase))
    if not options:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, options))})(?!\w)", re.IGNORECASE)


def find(pattern: re.Pattern[str] | None, text: str) -> list[str]:
    """What the pattern finds, each word once, in the order of the text."""
    return list(dict.fromkeys(pattern.findall(text))) if pattern else []


def explained(folder: Folder) -> set[str]:
    """The words of the glossary, small letters: every term, other spelling, their words and the parts of those."""
    known: set[str] = set()
    document = folder.documents.get(GLOSSARY)
    for pattern in (("*", "term"), ("*", "also", "*")):
        for _, term in document.find(*pattern) if document is not None else ():
            if isinstance(term, str):
                known |= {term.casefold(), *(word.casefold() for word in term.split()), *map(str.casefold, word_parts(term))}
    return known


def is_explained(word: str, known: Collection[str]) -> bool:
    """Whether the word, or the word of which it is a plural or an inflected form, is in the glossary."""
    word = word.casefold()
    return any(word.endswith(ending) and word[: len(word) - len(ending)] in known for ending in _PLURALS)
