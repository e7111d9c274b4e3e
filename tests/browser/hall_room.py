"""A workshop put into the server's own store, and the shared screen that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from questionnaire.answers import Value
from scoring.result import assess
from scoring.sharing import share
from scoring.view import GroupView, Person
from screens.cookies import FACILITATOR
from storage import Commitment, Phase, Store, Workshop, new_token
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor

ROLES = ("beleid", "wijkteam")
LEVELS = (3, 2, 2, 4, 3, 1, 2, 3, 4, 3, 3, 2)
"""Around which level the answers to each theme lie."""


class Room:
    """A workshop with people who answered, led through the storage."""

    def __init__(self, server: Server, people: int, *, questions: Sequence[str] = (), municipality: str = "Tilburg") -> None:
        keep = timedelta(days=30)
        self.store = Store(f"sqlite:///{server.data}/zelfscan.sqlite", keep, keep)
        self.token = new_token()
        self.questions = tuple(questions) or tuple(question.id for question in QUESTIONNAIRE.questions)
        opened = self.store.workshops.open(
            self.token,
            QUESTIONNAIRE,
            municipality=municipality,
            size=None,
            scope="all",
            questions=self.questions,
            today=date(2026, 11, 24),
        )
        self.id = opened.id
        code = opened.join_code or ""
        self.people = [
            self.store.participants.join(code, new_token(), ROLES[2 * place // people]).response_id for place in range(people)
        ]
        self.given = [{id: answer(place, number) for number, id in enumerate(self.questions)} for place in range(people)]

    @property
    def workshop(self) -> Workshop:
        found = self.store.workshops.by_id(self.id)
        assert found is not None
        return found

    @property
    def view(self) -> GroupView:
        """What may be shown of the first round, computed from what these people gave."""
        return share(
            QUESTIONNAIRE, [Person(ROLES[2 * place // len(self.given)], values) for place, values in enumerate(self.given)]
        )

    def to(self, phase: Phase) -> None:
        """One step on, with what people do in it."""
        workshop, view = self.workshop, self.view
        talk = [item.question for item in view.agenda]
        focus = (talk or [self.questions[0]])[0] if phase in ("discussion", "agreeing") else None
        ideas: Sequence[str] = ()
        if phase == "choosing":
            levels = {id: given.level for id, given in self.store.workshops.agreed(self.id).items() if given.level is not None}
            ideas = [found.idea.id for found in assess(QUESTIONNAIRE, levels).advice.suggestions]
        self.store.workshops.move(
            self.id, workshop.phase, phase, focus=focus, revote=talk if phase == "revote" else (), ideas=ideas
        )

    def answer(self) -> None:
        """Everybody answers; all but the last say that they are ready."""
        for person, given in zip(self.people, self.given, strict=True):
            for question, value in given.items():
                self.store.participants.save_answer(person, question, value)
        for person in self.people[:-1]:
            self.store.participants.finish(person, "answering")

    def vote(self) -> None:
        """Everybody votes again, closer together."""
        for place, person in enumerate(self.people):
            for question in self.workshop.revote:
                self.store.participants.save_vote(person, question, 3 + (place % 3 == 0))

    def agree(self, level: Value = 2) -> None:
        for question in self.questions:
            self.store.workshops.save_agreed(self.id, question, level, None)

    def dots(self, voters: int) -> None:
        """The first people give two dots to one idea and one to the next."""
        ideas = self.workshop.ideas
        for person in self.people[:voters]:
            self.store.participants.save_dots(person, {ideas[0]: 2, ideas[1]: 1})

    def choose(self) -> None:
        plan = Commitment(self.workshop.ideas[0], "Nazorgcoördinator", "Bel de gevangenis.", date(2026, 12, 8), date(2027, 3, 2))
        self.store.workshops.commit(self.id, plan)

    def screen(self, page: Page, server: Server) -> Visitor:
        """The shared screen, in the browser of the facilitator."""
        page.context.add_cookies([{"name": FACILITATOR, "value": self.token, "url": server.url}])
        return Visitor(page, server.url).open("scherm")


def answer(place: int, number: int) -> Value:
    """A level per theme with people around it; some themes are hardly known, one does not apply, one has two camps."""
    theme, question = divmod(number, 3)
    if theme == 9 and place % 4:
        return "unknown"
    if theme == 10:
        return "not_applicable"
    if number == 1:
        return 1 if place % 2 else 5
    if (place + number) % 7 == 6:
        return "unknown"
    around = (-1, 0, 0, 1, 0, 1, -1, 2)[(place * (question + 1) + theme) % 8]
    return min(max(LEVELS[theme] + around, 1), 5)


def shown(visitor: Visitor, heading: str) -> None:
    expect(visitor.page.locator("h1")).to_have_text(heading)
    visitor.rest()
