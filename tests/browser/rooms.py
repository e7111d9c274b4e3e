"""A workshop in any phase, made through the store of a running server: what a browser test does not come to test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from screens import context
from storage import Commitment, Phase, Store, Workshop, new_token
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE

ORDER: Final[tuple[Phase, ...]] = (
    *("waiting", "answering", "results", "discussion", "revote", "agreeing", "choosing", "closed"),  # type: ignore[assignment]
)
ROLES: Final = ("beleid", "wijkteam")
TODAY: Final = date(2026, 11, 24)


@dataclass
class SeededRoom:
    """`people` participants answered by a fixed pattern; `walk` brings the workshop to a phase."""

    server: Server
    people: int
    questions: Sequence[str] = QUESTIONNAIRE.short_questions
    municipality: str = "Ede"
    note: str = "Zo zien wij het."
    first_step: str = "Bel vandaag."
    owner: str = field(default_factory=new_token)
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(f"sqlite:///{self.server.data / 'zelfscan.sqlite'}", timedelta(days=365))
        self.id = self.store.workshops.open(
            self.owner,
            QUESTIONNAIRE,
            municipality=self.municipality,
            size=None,
            scope="short",
            questions=self.questions,
            today=TODAY,
        ).id
        self.responses = [self.join(ROLES[place % len(ROLES)]) for place in range(self.people)]

    @property
    def workshop(self) -> Workshop:
        found = self.store.workshops.find(self.owner)
        assert found is not None
        return found

    def join(self, role: str | None = None) -> int:
        self.tokens.append(new_token())
        return self.store.participants.join(self.workshop.join_code or "", self.tokens[-1], role).response_id

    def walk(self, to: Phase) -> None:
        """Take every step up to the phase `to`, with answers, votes, agreements and dots on the way."""
        while self.workshop.phase != to:
            self.next()

    def next(self) -> None:
        """One step further; a second round asks the first two questions again."""
        store, now = self.store, self.workshop
        again, talk = self.questions[:2], self.questions[0]
        if now.phase == "answering":
            for place, response in enumerate(self.responses):
                for number, question in enumerate(self.questions):
                    store.participants.save_answer(response, question, 1 + (place * 2 + number) % 5)
        if now.phase == "revote":
            for response in self.responses[:-1]:
                store.participants.save_vote(response, talk, 3)
        if now.phase == "agreeing":
            for question in self.questions:
                store.workshops.save_agreed(self.id, question, 2, self.note)
        if now.phase == "choosing":
            for response in self.responses:
                store.participants.save_dots(response, {now.ideas[0]: 2})
        following = ORDER[ORDER.index(now.phase) + 1]
        ideas = [idea.id for idea in QUESTIONNAIRE.ideas[:3]] if following == "choosing" else []
        focus = talk if following in ("discussion", "agreeing") else None
        revote = again if following == "revote" else ()
        store.workshops.move(self.id, now.phase, following, focus=focus, revote=revote, ideas=ideas)
        if following == "closed":
            today = context.today()  # between the days that the form offers by itself, on every day of the calendar
            plan = Commitment(now.ideas[0], "nazorgcoördinator", self.first_step, today + timedelta(10), today + timedelta(80))
            store.workshops.commit(self.id, plan)
