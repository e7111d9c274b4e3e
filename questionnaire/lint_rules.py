"""The rules of lint: what makes a text hard to read, leading or disrespectful.

The names of the rules are Dutch, for editors write them in `lint.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from questionnaire import lint_text
from questionnaire import messages as say
from questionnaire.folder import Folder
from questionnaire.lint_ease import Ease, ease, sentences
from questionnaire.lint_text import Kind, Passage
from questionnaire.lint_words import Words
from questionnaire.problems import Problem
from questionnaire.rules import listed_questions
from questionnaire.text import clip, count_words

MOST_SENTENCE_WORDS: Final = 20
MOST_WORD_LETTERS: Final = 18
# Douma calls 60 to 70 "standard". Björnsson calls texts up to 40 "easy".
LEAST_FLESCH_DOUMA: Final = 60
MOST_LIX: Final = 40

_ASKED: Final[frozenset[Kind]] = frozenset({"stem", "level"})
_EXPLAINED: Final[frozenset[Kind]] = frozenset({"stem", "level", "help", "contradiction"})

_AND_OR: Final = re.compile(r"\ben/of\b", re.IGNORECASE)
_JOINED: Final = re.compile(r"\ben/of\b|\ben\b|(?<!\bu )\bof\b", re.IGNORECASE)  # "merkt u of" joins no two things
_PASSIVE: Final = re.compile(r"\b(?:worden|wordt|werd|werden)\b", re.IGNORECASE)
_PARTICIPLE: Final = re.compile(
    r"\b(?:(?:aan|af|bij|binnen|door|in|mee|na|om|onder|op|over|samen|toe|terug|uit|vast|voor|weg)?ge\w{2,}(?:d|t|en)"
    r"|(?:be|ver|ont|her)\w{2,}(?:d|t|en))\b",
    re.IGNORECASE,
)


@dataclass
class Texts:
    """What the rules look at: the folder, its texts and the words to look for."""

    folder: Folder
    words: Words

    @cached_property
    def passages(self) -> list[Passage]:
        return list(lint_text.passages(self.folder))

    @cached_property
    def known(self) -> set[str]:
        return lint_text.explained(self.folder)

    def of(self, kinds: frozenset[Kind]) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.kind in kinds)


LintRule = Callable[[str, Texts], Iterator[Problem]]
"""A rule gets its own name, to put in its problems."""


def long_sentence(rule: str, texts: Texts) -> Iterator[Problem]:
    for passage in texts.passages:
        if passage.kind in _ASKED:
            continue  # these have a limit of their own, for the whole text
        for sentence in sentences(passage.text):
            count = count_words(sentence)
            if count > MOST_SENTENCE_WORDS:
                message = say.LONG_SENTENCE.format(count=count, most=MOST_SENTENCE_WORDS, sentence=clip(sentence, 50))
                yield passage.problem(rule, message)


def long_word(rule: str, texts: Texts) -> Iterator[Problem]:
    for passage in texts.passages:
        for word in dict.fromkeys(lint_text.word_parts(passage.text)):
            count = lint_text.letters(word)
            if count > MOST_WORD_LETTERS and not lint_text.is_explained(word, texts.known):
                yield passage.problem(rule, say.LONG_WORD.format(word=clip(word), count=count, most=MOST_WORD_LETTERS))


def jargon(rule: str, texts: Texts) -> Iterator[Problem]:
    listed = lint_text.finder(texts.words.jargon)
    for passage in texts.passages:
        found = [*lint_text.abbreviations(passage.text), *lint_text.find(listed, passage.text)]
        for word in dict.fromkeys(found):
            if not lint_text.is_explained(word, texts.known):
                yield passage.problem(rule, say.JARGON.format(word=clip(word)))


def disrespectful(rule: str, texts: Texts) -> Iterator[Problem]:
    better = {word.casefold(): instead for word, instead in texts.words.disrespectful.items()}
    pattern = lint_text.finder(better)
    for passage in texts.passages:
        for word in lint_text.find(pattern, passage.text):
            yield passage.problem(rule, say.DISRESPECTFUL.format(word=word, better=better[word.casefold()]))


def vague(rule: str, texts: Texts) -> Iterator[Problem]:
    return _words(rule, texts, frozenset({"level"}), texts.words.vague, say.VAGUE)


def leading(rule: str, texts: Texts) -> Iterator[Problem]:
    return _words(rule, texts, _EXPLAINED, texts.words.leading, say.LEADING)


def agree(rule: str, texts: Texts) -> Iterator[Problem]:
    return _words(rule, texts, _EXPLAINED, texts.words.agree, say.AGREE)


def absolute(rule: str, texts: Texts) -> Iterator[Problem]:
    return _words(rule, texts, _ASKED, texts.words.absolute, say.ABSOLUTE)


def _words(rule: str, texts: Texts, kinds: frozenset[Kind], words: tuple[str, ...], message: str) -> Iterator[Problem]:
    pattern = lint_text.finder(words)
    for passage in texts.of(kinds):
        for word in lint_text.find(pattern, passage.text):
            yield passage.problem(rule, message.format(word=word))


def double_negation(rule: str, texts: Texts) -> Iterator[Problem]:
    pattern = lint_text.finder(texts.words.negation)
    for passage in texts.of(_ASKED):
        for sentence in sentences(passage.text):
            found = pattern.findall(sentence) if pattern else []
            if len(found) > 1:
                yield passage.problem(rule, say.DOUBLE_NEGATION.format(first=found[0], second=found[1]))


def and_or(rule: str, texts: Texts) -> Iterator[Problem]:
    """ "en/of" anywhere; in the question itself also "en" or "of", for a question asks one thing."""
    for passage in texts.passages:
        found = (_JOINED if passage.kind == "stem" else _AND_OR).search(passage.text)
        if found:
            yield passage.problem(rule, say.AND_OR.format(word=found.group()))


def passive(rule: str, texts: Texts) -> Iterator[Problem]:
    """ "Wordt" with a participle in the same clause. A rough sign: a noun like "gebied" looks like a participle."""
    nouns = {word.casefold() for word in texts.words.no_participle}
    for passage in texts.of(_ASKED):
        for sentence in sentences(passage.text):
            for clause in re.split(r"[,;:]", sentence):
                helper = _PASSIVE.search(clause)
                found = [word for word in _PARTICIPLE.findall(clause) if word.casefold() not in nouns]
                if helper and found:
                    yield passage.problem(rule, say.PASSIVE.format(words=f"{helper.group()} ... {found[-1]}"))


def reading_ease(rule: str, texts: Texts) -> Iterator[Problem]:
    for passage, counts in _questions(texts):
        if counts.flesch_douma < LEAST_FLESCH_DOUMA:
            message = say.HARD_TO_READ.format(score=_comma(counts.flesch_douma), least=LEAST_FLESCH_DOUMA)
            yield passage.problem(rule, message)


def lix(rule: str, texts: Texts) -> Iterator[Problem]:
    for passage, counts in _questions(texts):
        if counts.lix > MOST_LIX:
            yield passage.problem(rule, say.HIGH_LIX.format(score=_comma(counts.lix), most=MOST_LIX))


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _questions(texts: Texts) -> Iterator[tuple[Passage, Ease]]:
    """The stem of each question, with the reading ease of the stem and the levels together."""
    for document, where, question in listed_questions(texts.folder):
        stem, levels = question.get("text"), question.get("levels")
        if not isinstance(stem, str) or not stem.strip():
            continue
        anchors = [text for text in levels.values() if isinstance(text, str)] if isinstance(levels, dict) else []
        counts = ease([stem, *anchors])
        if counts is not None:
            yield Passage(document, (*where, "text"), str(question.get("id", "")).strip(), "stem", stem), counts


HARD: Final[dict[str, LintRule]] = {
    "lange-zin": long_sentence,
    "lang-woord": long_word,
    "vakwoord": jargon,
    "respect": disrespectful,
    "vaag": vague,
    "sturend": leading,
    "mening": agree,
    "dubbel-niet": double_negation,
}
SOFT: Final[dict[str, LintRule]] = {
    "en-of": and_or,
    "absoluut": absolute,
    "lijdend": passive,
    "leesgemak": reading_ease,
    "lix": lix,
}
