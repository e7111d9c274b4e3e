"""Reads the sentences of `scoring.reason_words` back, and checks every claim against the tree.

A text is cut into sentences, with every quoted question, description and title as a mark. Each sentence must match one
pattern, whose claim is then checked; a sentence that nobody understands fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from questionnaire.answers import UNKNOWN, Value
from questionnaire.models import Questionnaire
from scoring.groups import low_median
from scoring.model import Node, Scores
from scoring.reasons import Voice
from scoring.tree import score, score_group
from scoring.words import level_text

NUMBERS = {
    word: number
    for number, word in enumerate("nul één twee drie vier vijf zes zeven acht negen tien elf twaalf".split())  # noqa: SIM905
} | {str(number): number for number in range(13, 61)}
MARK = r"⟦[^⟧]*⟧"
NAMES = rf"(?:{MARK}(?: (?:en|of) {MARK})?|[\wé]+ (?:vragen|thema's|lijnen))"
LEVEL = r"\d(?:,\d)?"
COUNT = r"[\wéE]+"


def number(word: str) -> int:
    return NUMBERS[word.lower().replace("eén", "één")]


def marks(text: str) -> list[str]:
    return re.findall(r"⟦([^⟧]*)⟧", text)


def marked(questionnaire: Questionnaire, text: str) -> str:
    """The text with every quotation as a mark: ⟦question⟧, ⟦question:level⟧, ⟦theme or line⟧."""
    known = {theme.title: theme.id for theme in questionnaire.themes} | {line.title: line.id for line in questionnaire.lines}
    for question in questionnaire.questions:
        known[question.text] = question.id
        known |= {anchor: f"{question.id}:{level}" for level, anchor in question.levels.items()}
    for quoted in sorted(known, key=len, reverse=True):
        text = text.replace(f"'{quoted}'", f"⟦{known[quoted]}⟧")
    return re.sub(r"(⟦[^⟧]*:\d⟧)(?=$| )", r"\1.", text)


def sentences(text: str) -> list[str]:
    assert text.endswith("."), text
    return text[:-1].split(". ")


def _one_higher(old: Value | None) -> Value:
    return min(old + 1, 5) if isinstance(old, int) else old or UNKNOWN


def _known(level: int, old: Value | None) -> Value:
    return level if old is None or old == UNKNOWN else old


@dataclass
class Reader:
    """What is known of one theme or line, and what its text said so far."""

    questionnaire: Questionnaire
    people: Sequence[Mapping[str, Value]]
    scores: Scores
    voice: Voice
    id: str
    asked: list[str] = field(default_factory=list)
    """The questions that the text named."""
    stepped: str = ""
    """The question with which a group reaches, or begins towards, the next stage."""
    said: Counter[str] = field(default_factory=Counter)

    # The tree

    @property
    def is_theme(self) -> bool:
        return self.id in self.scores.themes

    @property
    def node(self) -> Node:
        return self.scores.themes[self.id] if self.is_theme else self.scores.lines[self.id]

    @property
    def weights(self) -> dict[str, Fraction]:
        if self.is_theme:
            return {item.id: item.weight for item in self.questionnaire.theme_by_id[self.id].questions if item.weight > 0}
        return {item.id: item.weight for item in self.questionnaire.line_by_id[self.id].themes if item.weight > 0}

    def child(self, id: str) -> Node:
        return self.scores.questions[id] if self.is_theme else self.scores.themes[id]

    @property
    def parts(self) -> dict[str, Fraction]:
        """The parts with a level that may be shown."""
        return {id: level for id in self.weights if (level := self.child(id).shown_level) is not None}

    @property
    def scored(self) -> list[str]:
        """Every question below that counts."""
        if self.is_theme:
            return list(self.weights)
        themes = (self.questionnaire.theme_by_id[theme] for theme in self.weights)
        return [question.id for theme in themes for question in theme.questions if question.weight > 0]

    def text(self, level: Fraction) -> str:
        return str(level) if self.voice == "one" and self.is_theme else level_text(level)

    def rescored(self, changes: Mapping[str, Callable[[Value | None], Value]]) -> Node:
        people = [dict(values) | {id: change(values.get(id)) for id, change in changes.items()} for values in self.people]
        scores = score(self.questionnaire, people[0]) if self.voice == "one" else score_group(self.questionnaire, people)
        return scores.themes[self.id] if self.is_theme else scores.lines[self.id]

    def raised(self, question: str) -> Node:
        """The node when everyone who knows an answer recognises one level more."""
        return self.rescored({question: _one_higher})

    def names(self, text: str) -> set[str] | int:
        """The parts that are named, or how many."""
        found = marks(text)
        if not found:
            return number(text.split()[0])
        if self.is_theme or found[0] in self.questionnaire.question_by_id:
            self.asked += found
        return set(found)

    def expect(self, text: str, ids: set[str]) -> None:
        named = self.names(text)
        assert named == (len(ids) if isinstance(named, int) else ids), (text, ids)

    def place(self, text: str) -> str:
        """ "daar" is the only question named so far."""
        if text == "daar":
            (question,) = set(self.asked)
            return question
        (question,) = marks(text)
        self.asked.append(question)
        return question

    # What made the number

    def check_single(self, match: re.Match[str]) -> None:
        ((id, level),) = self.parts.items()
        assert marks(match[0]) == [id]
        assert re.search(rf"niveau {self.text(level)}\b", match[0])
        self.asked += marks(match[0]) if self.is_theme else []

    def check_alike(self, match: re.Match[str]) -> None:
        many, level = match[1], match[2]
        assert {self.text(found) for found in self.parts.values()} == {level}
        word = "twee" if many.lower().startswith("beide") else many.split()[1]
        assert number(word) == len(self.parts)
        counted = "meetellen" in many or "met een uitkomst" in many
        assert counted == (len(self.parts) < len(self.weights))

    def check_apart(self, match: re.Match[str]) -> None:
        (id,) = marks(match[1])
        self.asked.append(id)
        others = [level for other, level in self.parts.items() if other != id]
        assert self.text(self.parts[id]) == match[2]
        assert {self.text(level) for level in others} == {match[5]}
        assert len(others) == (1 if match[3] == "vraag" else number(match[3].split()[0]))
        assert bool(match[4]) == (len(self.parts) < len(self.weights))

    def check_tally(self, match: re.Match[str]) -> None:
        chosen = Counter(int(level) for level in self.parts.values())
        if "keer" in match[1]:
            said = {int(level): number(word) for word, level in re.findall(r"(\w+) keer niveau (\d)", match[1])}
        else:
            said = {int(level): 1 for level in re.findall(r"\d", match[1])}
        assert said == chosen

    def check_range(self, match: re.Match[str]) -> None:
        assert number(match[1]) == len(self.parts)
        assert (match[3], match[4]) == (level_text(min(self.parts.values())), level_text(max(self.parts.values())))

    def check_mean(self, match: re.Match[str]) -> None:
        assert self.node.level is not None
        assert match[1] == level_text(self.node.level)
        assert self.voice == "small" or not self.parts

    def check_ends(self, match: re.Match[str]) -> None:
        assert number(match[1]) == len(self.parts)
        assert bool(match[2]) == (len(self.parts) < len(self.weights))
        for names, level, end in ((match[3], match[4], max), (match[5], match[6], min)):
            extreme = end(self.parts.values())
            assert level == level_text(extreme)
            self.expect(names, {id for id, found in self.parts.items() if found == extreme})

    def check_heavy(self, match: re.Match[str]) -> None:
        shown = {id: self.weights[id] for id in self.parts}
        heaviest = {id for id, weight in shown.items() if weight == max(shown.values())}
        assert heaviest != set(shown)
        if match[1]:
            self.expect(match[1], heaviest)
        else:
            assert len(heaviest) > 2

    def check_lowers(self, match: re.Match[str]) -> None:
        assert self.node.level is not None
        pulls = {id: self.weights[id] * (self.node.level - level) for id, level in self.parts.items()}
        lowers = {id for id, pull in pulls.items() if pull == max(pulls.values()) and pull > 0}
        self.expect(match[2], lowers)
        if match[1] == "Vooral ":
            assert sum(pull > 0 for pull in pulls.values()) > len(lowers)
        elif not match[1]:
            assert sum(pull > 0 for pull in pulls.values()) == len(lowers)
        if match[3]:
            assert set(re.findall(LEVEL, match[3])) == {self.text(self.parts[id]) for id in lowers}
        else:
            assert not self.is_theme

    def check_few(self, match: re.Match[str]) -> None:
        hidden = [id for id in self.weights if (node := self.child(id)).applicable and node.points is not None]
        assert number(match[1]) == len(set(hidden) - self.parts.keys())

    # Stage

    def check_floor(self, match: re.Match[str]) -> None:
        node = self.node
        assert node.level is not None
        assert node.stage is not None
        assert match[1] == level_text(node.level)
        assert int(match[2]) == node.stage < node.level + Fraction(1, 2)
        assert match[3] == self.questionnaire.stage(node.stage).name
        rest = match[4]
        if found := re.fullmatch(rf"een fase .* zwakste thema, en ({MARK}) staat in fase (\d)", rest):
            (theme,) = marks(found[1])
            assert self.scores.themes[theme].stage == int(found[2]) == node.stage - 1
        elif rest == "een fase is hooguit één hoger dan die van het zwakste thema":
            stages = [child.stage for id in self.weights if (child := self.child(id)).stage is not None]
            assert min(stages) == node.stage - 1
        elif found := re.fullmatch(rf"een fase .* laagste antwoord, en (daar|bij {MARK}) koos u niveau (\d)", rest):
            assert self.people[0][self.place(found[1])] == int(found[2]) == node.stage - 1
        elif found := re.fullmatch(rf"(daar|bij {MARK}) koos minstens de helft van de groep niveau (\d)( of lager)?", rest):
            levels = [level for values in self.people if isinstance(level := values.get(self.place(found[1])), int)]
            assert int(found[2]) == node.stage - 1
            assert 2 * sum(level <= node.stage - 1 for level in levels) >= len(levels)
        else:
            assert rest == "een fase is hooguit één hoger dan het laagste antwoord"
            assert self.people[0][str(node.floor)] == node.stage - 1
            assert node.floor in self.asked

    def check_goal(self, match: re.Match[str]) -> None:
        question = self.place(match[2])
        self._quoted(question, match[3])
        assert int(match[1]) == (self.node.stage or 0) + 1 == self.raised(question).stage

    def check_more(self, match: re.Match[str]) -> None:
        assert self.node.stage is not None
        assert int(match[1]) == self.node.stage + 1
        if self.voice == "one":
            for question in self.scored:
                assert (self.raised(question).stage or 0) <= self.node.stage

    def check_begin(self, match: re.Match[str]) -> None:
        self._quoted(self.place(match[1]), match[3])
        assert match[2] == match[3].rsplit(":", 1)[1].rstrip("⟧")

    def check_group_goal(self, match: re.Match[str]) -> None:
        self.stepped = self.place(match[1])
        assert int(match[2]) == (self.node.stage or 0) + 1 == self.raised(self.stepped).stage

    def check_group_begin(self, match: re.Match[str]) -> None:
        self.stepped = self.place(match[2])
        assert int(match[1]) == (self.node.stage or 0) + 1

    def check_middle(self, match: re.Match[str]) -> None:
        self._quoted(self.stepped, match[2])
        assert match[2].endswith(f":{match[1]}⟧")

    def check_highest(self, match: re.Match[str]) -> None:
        assert self.node.stage == 5

    def _quoted(self, question: str, anchor: str) -> None:
        """The description is the one after the level of this question (of the middle of the group)."""
        levels = [level for values in self.people if isinstance(level := values.get(question), int)]
        middle = low_median([levels.count(level) for level in range(1, 6)])
        assert marks(anchor) == [f"{question}:{middle + 1}"]

    # What is missing

    def check_not_applicable(self, match: re.Match[str]) -> None:
        count = sum(not self.scores.questions[id].applicable for id in self.scored)
        assert number(match[1]) == count

    def check_unknown(self, match: re.Match[str]) -> None:
        applicable = [node for id in self.scored if (node := self.scores.questions[id]).applicable]
        assert number(match[1]) == sum(node.points is None for node in applicable)
        assert number(match[2]) == len(applicable)

    def check_share(self, match: re.Match[str]) -> None:
        assert self.node.coverage is not None
        share = 100 * (1 - self.node.coverage)
        if match[1].startswith("Minder"):
            assert 0 < share < 1
        else:
            assert abs(int(match[1].split("%")[0]) - share) <= Fraction(1, 2)

    def check_interval(self, match: re.Match[str]) -> None:
        """The interval from re-scoring with every unknown answer at level 1, and at level 5."""
        for level, said in ((1, match[1]), (5, match[2])):
            known = partial(_known, level)
            node = self.rescored(dict.fromkeys(self.questionnaire.question_by_id, known))
            assert node.level is not None
            assert level_text(node.level) == said

    # No outcome

    def check_no_outcome(self, match: re.Match[str]) -> None:
        assert not self.node.reported

    def check_needed(self, match: re.Match[str]) -> None:
        """With one answer fewer there is no outcome, whichever answers they are; with the right ones there is."""
        needed = 1 if match[1] is None else number(match[1])
        gains = sorted((self.gain(id) for id in self.open()), reverse=True)
        assert self.node.coverage is not None
        assert self.node.coverage + sum(gains[:needed]) >= Fraction(2, 3) > self.node.coverage + sum(gains[: needed - 1])

    def check_find_out(self, match: re.Match[str]) -> None:
        enough = {id for id in self.open() if self.rescored({id: lambda _: 1}).reported}
        assert set(marks(match[1])) == enough

    def open(self) -> list[str]:
        return [id for id in self.scored if self.scores.questions[id].applicable and self.scores.questions[id].points is None]

    def gain(self, question: str) -> Fraction:
        coverage = self.rescored({question: lambda _: 1}).coverage
        assert coverage is not None
        assert self.node.coverage is not None
        return coverage - self.node.coverage
