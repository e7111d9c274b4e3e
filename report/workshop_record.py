"""What a workshop leaves behind, as far as everyone may read it. The screens fill it from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from questionnaire.answers import Answer
from questionnaire.models import Idea, Questionnaire
from scoring.second_round import Shift, shift
from scoring.view import GroupView, QuestionView

ENOUGH_VOTERS: Final = 3
"""The number of people who gave dots from which the count is shown."""


class Chosen(Protocol):
    """An experiment the group chose (`storage.workshop.Commitment`). Owner and step are words of people."""

    @property
    def idea(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def step_date(self) -> date: ...
    @property
    def review_date(self) -> date: ...


@dataclass(frozen=True)
class WorkshopRecord:
    """Everything the report of a workshop shows.

    scope          which questions were asked, in words: "alle 36 vragen", "de lijn Veilig dichtbij"
    questionnaire  restricted to what the workshop asked
    view, second   the first and the second round; `second` None without one
    revote         the questions of the second round
    agreed         what the group settled, by question id
    dots, voters   dots by idea id, and how many people gave any
    ideas          the ids that could be chosen
    commitments    the experiments that were chosen
    hash           of the whole questionnaire; None: of `questionnaire`, which is another one when it is restricted
    """

    municipality: str
    date: date
    scope: str
    questionnaire: Questionnaire
    view: GroupView
    second: GroupView | None = None
    revote: tuple[str, ...] = ()
    agreed: Mapping[str, Answer] = field(default_factory=dict)
    dots: Mapping[str, int] = field(default_factory=dict)
    voters: int = 0
    ideas: tuple[str, ...] = ()
    commitments: Sequence[Chosen] = ()
    hash: str | None = None

    def answer(self, question: str) -> Answer:
        """What the group settled on a question; an empty answer where it settled nothing."""
        return self.agreed.get(question, Answer())

    def again(self, question: str) -> QuestionView | None:
        """The second round of a question: None where it was not voted on again, or where one of the rounds is not shown."""
        if self.second is None or question not in self.revote or question not in self.view.questions:
            return None
        return self.second.questions.get(question)

    def shift(self, question: str) -> Shift | None:
        """What moved on a question between the rounds."""
        after = self.again(question)
        return None if after is None else shift(self.view.questions[question], after)

    @property
    def talked(self) -> tuple[str, ...]:
        """The agenda, and after it the other questions that were voted on again."""
        agenda = [item.question for item in self.view.agenda]
        compared = [id for id in self.revote if id not in agenda and self.again(id) is not None]
        return (*agenda, *compared)

    def idea(self, id: str) -> Idea | None:
        return self.questionnaire.idea_by_id.get(id)
