"""Voting again after the conversation: who counts, what moved, and which answer to propose to the group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from questionnaire.answers import Value
from scoring.groups import ANONYMITY, Counts, mean_level
from scoring.view import GroupView, Person, QuestionView
from scoring.words import level_text

PROPOSED_FROM: Final = Fraction(3, 4)
"""The agreement from which the middle answer is proposed to the group ("dicht bij elkaar")."""


def revote(first: Mapping[int, Person], votes: Mapping[int, Person], questions: Collection[str]) -> list[Person]:
    """The people of the second round, by participant in and in no particular order out.

    Whoever answered in the first round stays, with the new vote where they gave one on these questions. That also
    holds for people who left or were removed: without them, subtraction would give their answers. Keep passing them in.

    Whoever is new to a question counts there only together with at least 4 others, for the same reason: between the
    rounds the people behind a question differ by none or by at least 5. That is counted apart for late joiners (without
    any answer in the first round) and for people who left just this question open. It is counted per question, so that
    what was shown of one question does not change while the others are still being voted on.

    No one has a role: a second round shows no roles, because a change by one person would show in a small group.
    """
    asked = frozenset(questions)
    before: dict[int, dict[str, Value]] = {id: dict(person.values) for id, person in first.items() if person.values}
    after = {id: dict(values) for id, values in before.items()}
    for question in sorted(asked):
        voters = [id for id, person in votes.items() if question in person.values]
        late = [id for id in voters if id not in before]
        left_open = [id for id in voters if id in before and question not in before[id]]
        counted = [id for id in voters if id in before and question in before[id]]
        for newcomers in (late, left_open):
            counted += newcomers if len(newcomers) >= ANONYMITY else []
        for id in counted:
            after.setdefault(id, {})[question] = votes[id].values[question]
    return [Person(None, after[id]) for id in sorted(after)]


@dataclass(frozen=True, slots=True)
class Shift:
    """What moved on one question between two rounds. Means are levels; all None where a round may not be shown."""

    mean_before: Fraction | None
    mean_after: Fraction | None
    agreement_before: Fraction | None
    agreement_after: Fraction | None
    counts_before: Counts | None
    counts_after: Counts | None
    sentence: str


def shift(before: QuestionView, after: QuestionView) -> Shift:
    """The change on one question, with a text of one to three sentences."""
    if before.counts is None or after.counts is None:
        sentence = "Er zijn te weinig antwoorden om de twee rondes te vergelijken."
        return Shift(None, None, None, None, None, None, sentence)
    means = mean_level(before.counts), mean_level(after.counts)
    if before.counts == after.counts:
        sentence = f"De uitkomst bleef gelijk: gemiddeld niveau {level_text(means[0])}."
    else:
        parts = (_moved(*means), _closer(before.agreement, after.agreement), _more_known(before.known, after.known))
        sentence = " ".join(filter(None, parts))
    return Shift(*means, before.agreement, after.agreement, before.counts, after.counts, sentence)


def _moved(before: Fraction, after: Fraction) -> str:
    old, new = level_text(before), level_text(after)
    if before == after:
        return f"Het gemiddelde bleef gelijk: niveau {old}."
    if old == new:
        return f"Het gemiddelde bleef ongeveer gelijk: niveau {old}."
    return f"De groep ging van gemiddeld niveau {old} naar {new}."


def _closer(before: Fraction | None, after: Fraction | None) -> str:
    if before is None or after is None:
        return ""
    if after == 1:
        return "Iedereen die het weet, ziet nu hetzelfde niveau."
    if before == after:
        return "De antwoorden liggen even ver uit elkaar."
    return f"De antwoorden liggen nu {'dichter bij' if after > before else 'verder uit'} elkaar."


def _more_known(before: int, after: int) -> str:
    """Says that the means rest on different numbers of people."""
    return "" if before == after else f"Nu weten {after} mensen een antwoord, eerst {before}."


def proposals(view: GroupView) -> dict[str, int]:
    """The level to propose to the group per question id: the low median, where at least 5 people agree closely enough."""
    return {
        id: question.low_median
        for id, question in view.questions.items()
        if question.node.reported
        and question.low_median is not None
        and question.agreement is not None
        and question.agreement >= PROPOSED_FROM
    }
