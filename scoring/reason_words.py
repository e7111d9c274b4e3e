"""The reasons behind a theme or line in Dutch: for screens, PDF and exports alike.

Everything said here stands in `scoring.reasons`, and a test reads every sentence back and checks it against the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final

from questionnaire.models import LEVELS, Questionnaire
from scoring.conversation import no_outcome
from scoring.dutch import capital, listed, spelled
from scoring.reasons import Goal, Part, Reason, Reasons, Voice
from scoring.words import level_text, not_reported_text, round_half_up

MOST_NAMED: Final = 2
"""How many questions or themes a sentence names; of more it gives the number."""
_KINDS: Final = {"theme": ("vraag", "vragen"), "line": ("thema", "thema's")}


@dataclass(frozen=True, slots=True)
class Told:
    """What can be said about one theme or line, each a text of zero or more sentences.

    why      what made the number, and what holds the stage back; or why there is no outcome
    goal     the next stage, and the description that leads to it; it can say "daar" of a question in `why`
    missing  what does not count, how much is unknown, and what that leaves open
    """

    why: str
    goal: str = ""
    missing: str = ""

    @property
    def sentences(self) -> list[str]:
        return [text for text in (self.why, self.goal, self.missing) if text]


def tell(questionnaire: Questionnaire, reasons: Reasons, id: str) -> Told:
    """The reason of one theme or line that `reasons` holds."""
    reason = reasons.themes.get(id) or reasons.lines[id]
    return _Teller(questionnaire, reasons.voice, reason).told()


def tell_all(questionnaire: Questionnaire, reasons: Reasons) -> dict[str, dict[str, list[str]]]:
    """The sentences of every theme and line, for the export."""
    return {
        "themes": {id: tell(questionnaire, reasons, id).sentences for id in reasons.themes},
        "lines": {id: tell(questionnaire, reasons, id).sentences for id in reasons.lines},
    }


class _Teller:
    """Tells one reason. Solo the levels are chosen ones ("niveau 2"), in a group and of themes they are means ("2,0")."""

    def __init__(self, questionnaire: Questionnaire, voice: Voice, reason: Reason) -> None:
        self.questionnaire = questionnaire
        self.voice = voice
        self.reason = reason
        self.node = reason.node
        self.theme = reason.kind == "theme"
        self.quoted: list[str] = []
        """The questions quoted so far: of the only one the rest of the text says "daar"."""
        self.one, self.many = _KINDS[reason.kind]

    def told(self) -> Told:
        if not self.node.reported:
            return Told(self._no_outcome())
        why = " ".join(filter(None, [self._made(), self._heavy(), self._lowers(), self._hidden(), self._floor()]))
        return Told(why, self._goal(), " ".join(filter(None, [self._not_applicable(), self._unknown()])))

    # What made the number

    def _made(self) -> str:
        parts = self.reason.parts
        if not parts:
            return self._mean_only()
        levels = [self._level(part.level) for part in parts]
        if len(parts) == 1:
            return self._single(parts[0])
        if len(set(levels)) == 1:
            return self._alike(levels[0])
        if not self.theme:
            return self._ends()
        if self.voice != "one":
            number = spelled(len(parts))
            low, high = min(part.level for part in parts), max(part.level for part in parts)
            which = "met een uitkomst" if self.reason.hidden else "die meetellen" if self._fewer() else ""
            subject = f"De antwoorden op de {number} {self.many}{' ' if which else ''}{which}"
            return f"{subject} liggen gemiddeld tussen niveau {level_text(low)} en {level_text(high)}."
        if (apart := self._apart()) is not None:
            return self._one_apart(apart)
        return f"U koos {_tally(part.level for part in parts)}."

    def _mean_only(self) -> str:
        """Nothing of the parts may be shown."""
        mean = level_text(self._mean())
        if self.voice == "small":
            return f"Samen komen de antwoorden van de groep op gemiddeld niveau {mean}."
        return f"Samen komen de bekende antwoorden op gemiddeld niveau {mean}."

    def _single(self, part: Part) -> str:
        level, name = self._level(part.level), self._name(part.id)
        if self.reason.hidden:
            return f"Alleen {self._the_one()} {name} heeft een eigen uitkomst: gemiddeld niveau {level}."
        if not self.theme:
            return f"Deze lijn rust op één thema: {name}, gemiddeld niveau {level}."
        if self.voice == "one":
            return f"Dit rust op één antwoord: niveau {level} bij {name}."
        return f"Dit rust op één vraag: {name}, gemiddeld niveau {level}."

    def _the_one(self) -> str:
        return "de vraag" if self.theme else "het thema"

    def _alike(self, level: str) -> str:
        count = len(self.reason.parts)
        if self.reason.hidden or self._fewer():
            which = "met een uitkomst" if self.reason.hidden or not self.theme else "die meetellen"
            where = f"de {spelled(count)} {self.many} {which}"
        else:
            where = f"beide {self.many}" if count == 2 else f"alle {spelled(count)} de {self.many}"
        if not self.theme:
            return f"{capital(where)} staan gemiddeld op niveau {level}."
        if self.voice == "one":
            return f"U koos bij {where} niveau {level}."
        return f"De groep komt bij {where} gemiddeld op niveau {level} uit."

    def _apart(self) -> Part | None:
        """The one part that differs from others that are equal; of two parts the lowest."""
        parts = sorted(self.reason.parts, key=lambda part: part.level)
        if len({part.level for part in parts[1:]}) == 1:
            return parts[0]
        return parts[-1] if len({part.level for part in parts[:-1]}) == 1 else None

    def _one_apart(self, part: Part) -> str:
        others = [other for other in self.reason.parts if other is not part]
        which = "de andere vraag" if len(others) == 1 else f"de andere {spelled(len(others))} vragen"
        counted = ""
        if self._fewer():
            counted = " die meetelt" if len(others) == 1 else " die meetellen"
        return (
            f"Bij {self._name(part.id)} koos u niveau {self._level(part.level)}, "
            f"bij {which}{counted} niveau {self._level(others[0].level)}."
        )

    def _ends(self) -> str:
        """The themes of a line at both ends."""
        parts = self.reason.parts
        top, bottom = max(part.level for part in parts), min(part.level for part in parts)
        high = [part.id for part in parts if part.level == top]
        low = [part.id for part in parts if part.level == bottom]
        which = "met een uitkomst " if self.reason.hidden or self._fewer() else ""
        return (
            f"Van de {spelled(len(parts))} thema's {which}{_stand(high)} {self._names(high, self.many)} het hoogst "
            f"(niveau {level_text(top)}); het laagst {_stand(low)} {self._names(low, self.many)} (niveau {level_text(bottom)})."
        )

    # What lowers it most

    def _heavy(self) -> str:
        heavy = self.reason.heaviest
        if not heavy:
            return ""
        if len(heavy) > MOST_NAMED:
            return f"Niet {'elke vraag' if self.theme else 'elk thema'} telt even zwaar mee."
        return f"{self._names(heavy, self.many)} {'telt' if len(heavy) == 1 else 'tellen'} het zwaarst mee."

    def _lowers(self) -> str:
        """Left out where the sentence before has said it."""
        lowers = self.reason.lowers
        if not lowers or self._said(lowers):
            return ""
        subject = self._names(lowers, self.many)
        verb = "trekt" if len(lowers) == 1 else "trekken"
        below = sum(part.pull > 0 for part in self.reason.parts)
        if self.reason.hidden:
            begin = f"Van de {self.many} met een uitkomst {verb} {subject} het gemiddelde het meest omlaag"
        elif below > len(lowers):
            begin = f"Vooral {subject} {verb} het gemiddelde omlaag"
        else:
            begin = f"{capital(subject)} {verb} het gemiddelde omlaag"
        if not self.theme:
            return f"{begin}."
        by_id = {part.id: part.level for part in self.reason.parts}
        levels = listed(list(dict.fromkeys(self._level(by_id[id]) for id in lowers)))
        if self.voice == "one":
            return f"{begin}: daar koos u niveau {levels}."
        return f"{begin}: daar komt de groep gemiddeld op niveau {levels} uit."

    def _said(self, lowers: Sequence[str]) -> bool:
        parts = self.reason.parts
        if len({self._level(part.level) for part in parts}) == 1:
            return True  # a difference that is not seen in one decimal
        if not self.theme:
            bottom = min(part.level for part in parts)
            return set(lowers) == {part.id for part in parts if part.level == bottom}
        # Also where the highest stands apart: the others are then the lowest.
        return self.voice == "one" and self._apart() is not None

    def _hidden(self) -> str:
        hidden = self.reason.hidden
        if not hidden or self.voice == "small":
            return ""
        if self.theme:
            where = f"Bij {spelled(hidden)} {self.one if hidden == 1 else self.many}"
            return f"{where} weten te weinig mensen het antwoord voor een eigen uitkomst."
        verb = "telt" if hidden == 1 else "tellen"
        what = f"{capital(spelled(hidden))} {self.one if hidden == 1 else self.many}"
        return f"{what} zonder eigen uitkomst {verb} mee met de antwoorden die er zijn."

    # The floor

    def _floor(self) -> str:
        node = self.node
        if node.floor is None or node.stage is None:
            return ""
        stage = self.questionnaire.stage(node.stage)
        begin = f"Het gemiddelde is niveau {level_text(self._mean())}, maar de fase blijft {stage.level} ({stage.name})"
        if not self.theme:
            rule = "een fase is hooguit één hoger dan die van het zwakste thema"
            weakest = self.reason.weakest
            return f"{begin}: {rule}" + (f", en {self._name(weakest)} staat in fase {stage.level - 1}." if weakest else ".")
        if self.voice != "one":
            where = self._there(node.floor)
            level = "niveau 1" if stage.level == 2 else f"niveau {stage.level - 1} of lager"
            return f"{begin}: {where} koos minstens de helft van de groep {level}."
        rule = "een fase is hooguit één hoger dan het laagste antwoord"
        if node.floor in self.reason.lowers and node.floor in self.quoted:
            return f"{begin}: {rule}."
        return f"{begin}: {rule}, en {self._there(node.floor)} koos u niveau {stage.level - 1}."

    # What is missing

    def _no_outcome(self) -> str:
        if self.voice != "one":
            return no_outcome(self.node, "questions" if self.voice == "group" else "themes")
        text, needed = not_reported_text(self.node), self.reason.needed
        if not needed:
            return text
        if needed > 1:
            return f"{text} Daarvoor zijn minstens {spelled(needed)} antwoorden meer nodig."
        if not 1 <= len(self.reason.find_out) <= MOST_NAMED:
            return f"{text} Met één antwoord meer is die er."
        names = listed([self._question(id) for id in self.reason.find_out], "of")
        return f"{text} Die is er zodra u het antwoord weet op {names}."

    def _not_applicable(self) -> str:
        count = self.node.questions - self.node.applicable_questions
        if not count or self.voice == "small":
            return ""
        if count == 1:
            return "Eén vraag is niet van toepassing en telt niet mee."
        return f"{capital(spelled(count))} vragen zijn niet van toepassing en tellen niet mee."

    def _unknown(self) -> str:
        node = self.node
        if node.coverage is None or node.coverage == 1 or node.low_level is None or node.high_level is None:
            return ""
        between = f"tussen niveau {level_text(node.low_level)} en {level_text(node.high_level)}"
        if self.voice != "one":
            return f"{_share(1 - node.coverage)} is niet bekend. Met die antwoorden erbij ligt het gemiddelde {between}."
        count, all_ = node.applicable_questions - node.known, node.applicable_questions
        which, verb = ("dat antwoord", "is") if count == 1 else ("die antwoorden", "zijn")
        subject = f"{capital(spelled(count))} van de {spelled(all_)} antwoorden {verb} nog niet bekend."
        return f"{subject} Met {which} erbij ligt het gemiddelde {between}."

    # The next stage

    def _goal(self) -> str:
        goal, stage = self.reason.goal, self.node.stage
        if goal is None:
            return "Dit is de hoogste fase. De vraag is nu hoe u dit vasthoudt." if stage == LEVELS[-1] else ""
        where = self._there(goal.question)
        anchor = f"'{self.questionnaire.question_by_id[goal.question].levels[goal.level]}'"
        if self.voice == "one":
            return self._goal_of_one(goal, where, anchor)
        middle = f"Vanuit het midden van de groep is dat niveau {goal.level}: {anchor}"
        if goal.enough:
            line = "" if self.theme else " in deze lijn"
            who = "Komt ieder die het antwoord weet"
            return f"{who} {where} één niveau hoger uit, dan bereikt de groep{line} fase {goal.stage}. {middle}"
        return f"Op weg naar fase {goal.stage} kan de groep {where} beginnen. {middle}"

    def _goal_of_one(self, goal: Goal, where: str, anchor: str) -> str:
        if not goal.enough:
            first = f"Begin bijvoorbeeld {where}, met niveau {goal.level}: {anchor}"
            return f"Voor fase {goal.stage} is meer dan één stap nodig. {first}"
        begin = "U bereikt" if self.theme else "In deze lijn bereikt u"
        return f"{begin} fase {goal.stage} als u {where} deze beschrijving herkent: {anchor}"

    # Small parts

    def _fewer(self) -> bool:
        """Whether some parts do not count: not applicable, or one person does not know the answer."""
        if self.theme:
            scored = [question for question in self.questionnaire.theme_by_id[self.reason.id].questions if question.weight > 0]
            return len(self.reason.parts) < len(scored)
        themes = [theme for theme in self.questionnaire.line_by_id[self.reason.id].themes if theme.weight > 0]
        return len(self.reason.parts) < len(themes)

    def _mean(self) -> Fraction:
        assert self.node.level is not None  # noqa: S101  (reported)
        return self.node.level

    def _level(self, level: Fraction) -> str:
        return str(level) if self.theme and self.voice == "one" else level_text(level)

    def _name(self, id: str) -> str:
        return self._question(id) if self.theme else f"'{self.questionnaire.theme_by_id[id].title}'"

    def _there(self, question: str) -> str:
        """ "bij '<the question>'", or "daar" where no other question has been named."""
        return "daar" if set(self.quoted) == {question} else f"bij {self._question(question)}"

    def _question(self, id: str) -> str:
        self.quoted.append(id)
        return f"'{self.questionnaire.question_by_id[id].text}'"

    def _names(self, ids: Sequence[str], many: str) -> str:
        if len(ids) > MOST_NAMED:
            return f"{spelled(len(ids))} {many}"
        return listed([self._name(id) for id in ids])


# Small parts


def _tally(levels: Iterable[Fraction]) -> str:
    """Chosen levels: "niveau 1, 2 en 4", or with how often where one comes back."""
    rows = [(level, len(list(times))) for level, times in groupby(sorted(levels))]
    if all(times == 1 for _, times in rows):
        return f"niveau {listed([str(level) for level, _ in rows])}"
    return listed([f"{spelled(times)} keer niveau {level}" for level, times in rows])


def _share(share: Fraction) -> str:
    percentage = round_half_up(100 * share)
    return f"{percentage}% van de antwoorden" if percentage else "Minder dan 1% van de antwoorden"


def _stand(ids: Sequence[str]) -> str:
    return "staat" if len(ids) == 1 else "staan"
