"""What one part of a group sees and another does not: between roles, and between one person and the group. Nobody is blamed.

Everything between roles is worked out from a `GroupView`, which everyone in the room may see, and from nothing else. So it
adds no figure about anyone: two rooms with the same view have the same blind spots. It names only roles that the view
shows, and beside those at most "de rest van de groep", which the view keeps at 0 or at least 5 people.
What one person sees beside the group rests on that view and on that person's own answers, and is for that person only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.conversation import level_count, role_difference, who_does_not_know
from scoring.groups import mean_level
from scoring.view import GroupView, QuestionView

KNOWS_MORE_FROM: Final = Fraction(1, 3)
"""How much larger the share that knows an answer is in a role than in the rest of the group (a rule of thumb)."""
APART_FROM: Final = Fraction(3, 2)
"""How many levels one person lies from the mean of the group before it is said (a rule of thumb)."""
MOST_OWN: Final = 3


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A question with what to say about it: one sentence in Dutch. `size` orders: larger is more to talk about."""

    question: str
    size: Fraction
    sentence: str


@dataclass(frozen=True, slots=True)
class BlindSpots:
    """Of a group, the largest first.

    roles    questions on which a role sees at least one level more than another
    unknown  questions of which many people do not know the answer, with the role that knows it more often
    """

    roles: tuple[BlindSpot, ...] = ()
    unknown: tuple[BlindSpot, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.roles or self.unknown)


# Between roles


def blind_spots(questionnaire: Questionnaire, view: GroupView) -> BlindSpots:
    """What roles see differently, and what is not known everywhere; nothing where no question may be shown."""
    roles, unknown = [], []
    for question in questionnaire.questions:
        seen = view.questions.get(question.id)
        if seen is None:
            continue
        if "rolverschil" in seen.flags:
            means = [mean_level(counts) for counts in seen.roles.values()]
            sentence = _sentence(role_difference(questionnaire, seen.roles))
            roles.append(BlindSpot(question.id, max(means) - min(means), sentence))
        if "onbekend" in seen.flags:
            sentence = f"{_sentence(who_does_not_know(seen))}{_who_knows(questionnaire, view, seen)}"
            unknown.append(BlindSpot(question.id, Fraction(seen.unknown + seen.blank, seen.people), sentence))
    return BlindSpots(_largest_first(roles), _largest_first(unknown))


def _largest_first(spots: list[BlindSpot]) -> tuple[BlindSpot, ...]:
    """Equal sizes stay in the order of the questionnaire."""
    return tuple(sorted(spots, key=lambda spot: -spot.size))


def _who_knows(questionnaire: Questionnaire, view: GroupView, seen: QuestionView) -> str:
    """The shown roles that know the answer clearly more often than the rest of the group, as a sentence after another.

    Without numbers, because only the contrast helps the talk. Not where someone finds the question not applicable:
    then people without a level are not all people who do not know.
    """
    titles = {role.id: role.title for role in questionnaire.roles}
    knowing = [
        f"'{titles.get(role, role)}'"
        for role, counts in sorted(seen.roles.items())
        if not seen.not_applicable and _contrast(sum(counts), view.roles[role], seen) >= KNOWS_MORE_FROM
    ]
    if not knowing:
        return ""
    return f" Bij {' en bij '.join(knowing)} weten mensen het vaker dan in de rest van de groep."


def _contrast(known: int, people: int, seen: QuestionView) -> Fraction:
    """By how much the share that knows is larger in a role than among everyone else."""
    others = seen.people - people
    return Fraction(known, people) - Fraction(seen.known - known, others) if others else Fraction(0)


# Between one person and the group


def own_blind_spots(questionnaire: Questionnaire, view: GroupView, values: Mapping[str, Value]) -> tuple[BlindSpot, ...]:
    """Where this person sees a much higher or lower level than the group, at most three; only for that person's own screen."""
    found = []
    for question in questionnaire.questions:
        mine, seen = values.get(question.id), view.questions.get(question.id)
        if not isinstance(mine, int) or seen is None or seen.counts is None:
            continue
        difference = mine - mean_level(seen.counts)
        if abs(difference) >= APART_FROM:
            way = "hoger" if difference > 0 else "lager"
            sentence = f"U ziet dit {level_count(abs(difference))} {way} dan de groep gemiddeld."
            found.append(BlindSpot(question.id, abs(difference), sentence))
    return _largest_first(found)[:MOST_OWN]


def _sentence(part: str) -> str:
    return f"{part[:1].upper()}{part[1:]}."
