"""What everyone in a workshop may know of its outcome. Computed once per workshop and round, for all screens together.

A closed round never changes, so what is computed from it can be kept. Nothing else here reads the answers of individuals.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from questionnaire.models import Questionnaire
from scoring.second_round import Shift, proposals, revote, shift
from scoring.sharing import restricted, share
from scoring.view import GroupView, Person, QuestionView
from screens import context
from storage import Entry, MeasurementGone, Workshop

EMPTY = GroupView(0, "nothing", {})


@lru_cache(maxsize=64)
def asked(hash: str, questions: tuple[str, ...]) -> Questionnaire:
    """The questionnaire of a workshop: the questions it asks, and nothing else. Raises StorageError."""
    return restricted(context.questionnaire(hash), questions)


def questionnaire(workshop: Workshop) -> Questionnaire:
    return asked(workshop.questionnaire_hash, workshop.questions)


def view(workshop: Workshop) -> GroupView:
    """The outcome of the first round; empty before it closed. Raises StorageError."""
    if workshop.phase in ("waiting", "answering"):
        return EMPTY
    return _first(workshop.id, workshop.questionnaire_hash, workshop.questions)


def on_paper(workshop: Workshop) -> int:
    """How many of the people in the outcome the facilitator typed in from paper, and so knows the answers of.

    Raises StorageError.
    """
    return 0 if workshop.phase in ("waiting", "answering") else _on_paper(workshop.id)


def second_view(workshop: Workshop) -> GroupView | None:
    """The outcome of the second round; None without one. Raises StorageError."""
    if not workshop.revote or workshop.phase == "revote":
        return None
    return _second(workshop.id, workshop.questionnaire_hash, workshop.questions, workshop.revote)


def shifts(workshop: Workshop) -> dict[str, Shift]:
    """What moved between the rounds, by question of the second round. Raises StorageError."""
    first, second = view(workshop), second_view(workshop)
    if second is None:
        return {}
    both = first.questions.keys() & second.questions.keys()
    return {id: shift(first.questions[id], second.questions[id]) for id in workshop.revote if id in both}


def latest(workshop: Workshop, question: str) -> QuestionView | None:
    """The newest outcome of a question that may be shown. Raises StorageError."""
    second = second_view(workshop)
    if second is not None and question in workshop.revote and question in second.questions:
        return second.questions[question]
    return view(workshop).questions.get(question)


def to_propose(workshop: Workshop) -> dict[str, int]:
    """The answers to propose to the group when it starts to agree: where it ended close together. Raises StorageError."""
    second = second_view(workshop)
    again = {} if second is None else {id: level for id, level in proposals(second).items() if id in workshop.revote}
    return {id: level for id, level in proposals(view(workshop)).items() if id not in workshop.revote} | again


@lru_cache(maxsize=64)
def _first(id: int, hash: str, questions: tuple[str, ...]) -> GroupView:
    return share(asked(hash, questions), list(_people(_entries(id, 1)).values()))


@lru_cache(maxsize=64)
def _on_paper(id: int) -> int:
    return sum(entry.on_paper for entry in _entries(id, 1).values())


@lru_cache(maxsize=64)
def _second(id: int, hash: str, questions: tuple[str, ...], again: tuple[str, ...]) -> GroupView:
    people = revote(_people(_entries(id, 1)), _people(_entries(id, 2)), again)
    # Only the questions that were voted on: newcomers have answers to no others.
    return share(restricted(asked(hash, questions), again), people)


def _entries(id: int, round: int) -> Mapping[int, Entry]:
    found = context.store().workshops.counted(id, round)
    if found is None:
        if context.store().workshops.by_id(id) is None:
            raise MeasurementGone  # deleted between the look at the workshop and this one
        raise LookupError(f"round {round} of workshop {id} is not closed")
    return found


def _people(entries: Mapping[int, Entry]) -> dict[int, Person]:
    return {id: Person(entry.role, entry.values) for id, entry in entries.items()}
