"""Every PDF that leaves the app, in every state it can be in: one table, so that no test forgets a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from questionnaire.facilitation import Facilitation
from questionnaire.models import Content, Questionnaire
from questionnaire.plan import Plan
from report.cards import Layout, cards_data
from report.guide import guide_data
from report.joining import Door, door
from report.paper import paper_data
from report.payload import payload
from report.plan import plan_document
from report.poster import poster_data
from report.render import render
from report.workshop_payload import payload as workshop_payload
from scoring.planning import first_draft
from scoring.result import assess_measurements
from scoring.series import Comparison, Moment
from scoring.sharing import share
from scoring.view import Person
from tests.report import workshop_cases
from tests.report.cases import HOSTILE, WHEN, Case, case, levels, measurement
from tests.report.plan_cases import NASTY, PLACE, PLAN
from tests.report.workshop_cases import WorkshopCase

DAY = WHEN.date()
NASTY_WORDS = '#eval("1") *vet* <script> {{7*7}} مرحبا 😀 \x00 \\write18 einde'
EARLIER = (1, 3, 4, 2, 3, 1, 5, "not_applicable", 4, 2, 2, 4, None, 3, 3, 2, 1)


@dataclass(frozen=True)
class Document:
    """A template with what it gets."""

    template: str
    make: Callable[[], dict[str, Any]]
    ready: bytes | None = None

    @cached_property
    def data(self) -> dict[str, Any]:
        return self.make()

    @cached_property
    def made(self) -> bytes:
        return self.ready or render(self.template, self.data, WHEN)


def documents(content: Content, solo: Mapping[str, Case], groups: Mapping[str, WorkshopCase]) -> dict[str, Document]:
    """Documents by "name of the document: state"."""
    unknown = case(content, measurement(content, levels(content, ["unknown"])))
    strange = hostile_content(content)
    short = content.questionnaire.short_questions
    way = door("https://zelfscan.voorbeeldstad.nl", "B7KQ3T")
    place = "voorbeeld.nl/#eval(1)?x=مرحبا"
    odd = Door(HOSTILE[:60], f"{place}/{'a' * 90}/mee", f"https://{place}")
    poster = {
        "sample": (content, way, "Voorbeeldstad"),
        "empty": (content, way, ""),
        "hostile": (strange, odd, HOSTILE * 3),
    }
    papers = {
        "sample": paper_data(content, DAY, None, way.code, way.link),
        "empty": paper_data(content, DAY, short[:1]),
        "address": paper_data(content, DAY, short, None, "https://zelfscan.voorbeeldstad.nl"),
        "hostile": paper_data(strange, DAY, short, odd.code, odd.link),
    }
    return {
        **{f"report: {state}": _report(item) for state, item in {**solo, "unknown": unknown}.items()},
        **_comparisons(content, solo, unknown),
        **{f"workshop: {state}": _workshop(item) for state, item in groups.items()},
        "workshop: unknown": _workshop(_all_unknown(content)),
        **{f"plan: {state}": _plan(content, plan) for state, plan in plans(content, unknown).items()},
        **{f"paper: {state}": Document("paper", lambda data=data: data) for state, data in papers.items()},
        "guide: sample": _guide(content),
        "guide: hostile": _guide(strange),
        "cards: sample": _cards(content, "a6"),
        "cards: four": _cards(content, "a4"),
        "cards: hostile": _cards(strange, "a6"),
        "cards: empty": _cards(content.model_copy(update={"facilitation": None}), "a4", short[:1]),
        **{f"poster: {state}": Document("poster", lambda of=of: poster_data(*of, DAY)) for state, of in poster.items()},
    }


def _report(item: Case) -> Document:
    return Document("report", lambda: payload(item.content, item.measurement, item.result, DAY), item.made)


def _comparisons(content: Content, solo: Mapping[str, Case], unknown: Case) -> dict[str, Document]:
    """Every report beside an earlier measurement, the sample beside two of them."""
    moments = [
        Moment(day, assess_measurements(content.questionnaire, [made]), made.municipality, made.role)
        for day, pattern in ((date(2024, 2, 1), (2, 1)), (date(2025, 5, 3), EARLIER))
        for made in [measurement(content, levels(content, pattern), date=day)]
    ]

    def beside(item: Case, earlier: list[Moment]) -> Document:
        now = item.measurement
        comparison = Comparison(Moment(now.date, item.result, now.municipality, now.role), tuple(earlier))
        return Document("report", lambda: payload(content, now, item.result, DAY, comparison))

    found = {f"comparison: {state}": beside(item, moments[1:]) for state, item in {**solo, "unknown": unknown}.items()}
    return {**found, "comparison: sample": beside(solo["sample"], moments)}


def _workshop(item: WorkshopCase) -> Document:
    return Document("workshop", lambda: workshop_payload(item.content, item.record, DAY), item.made)


def _all_unknown(content: Content) -> WorkshopCase:
    ids = [question.id for question in content.questionnaire.questions]
    people = [Person("beleid", dict.fromkeys(ids, "unknown")) for _ in range(6)]
    return workshop_cases.case(content, view=share(content.questionnaire, people))


def plans(content: Content, unknown: Case) -> dict[str, Plan]:
    headings = [heading.id for heading in content.programme.form_headings]
    drafted = first_draft(content.questionnaire.ideas[0], unknown.result, content.plan, headings, DAY)
    return {"sample": PLAN, "empty": Plan(), "hostile": NASTY, "unknown": drafted}


def _plan(content: Content, plan: Plan) -> Document:
    return Document("plan", lambda: plan_document(content, plan, PLACE, DAY))


def _guide(content: Content) -> Document:
    assert content.facilitation is not None
    return Document("guide", lambda guide=content.facilitation: guide_data(guide, content.questionnaire.title, DAY))


def _cards(content: Content, layout: Layout, questions: tuple[str, ...] | None = None) -> Document:
    return Document("cards", lambda: {**cards_data(content, DAY, questions), "layout": layout})


def hostile_content(content: Content) -> Content:
    """Content with markup and strange signs in every text that stands in a handout. As long as the checker allows."""
    questionnaire, guide = content.questionnaire, content.facilitation
    assert guide is not None
    lines = tuple(
        line.model_copy(
            update={
                "title": f"{line.title} {NASTY_WORDS}",
                "themes": tuple(
                    theme.model_copy(
                        update={
                            "title": f"{theme.title} <b>",
                            "questions": tuple(
                                question.model_copy(
                                    update={
                                        "text": f"{NASTY_WORDS}?",
                                        "levels": {level: f"{level} {NASTY_WORDS}" for level in question.levels},
                                        "evidence": (NASTY_WORDS,) * 3,
                                    }
                                )
                                for question in theme.questions
                            ),
                        }
                    )
                    for theme in line.themes
                ),
            }
        )
        for line in questionnaire.lines
    )
    parts = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields} | {"lines": lines}
    fields = {name: getattr(guide, name) for name in Facilitation.model_fields}
    strange = {
        name: value.model_copy(
            update={
                "points": tuple(
                    point.model_copy(update={"title": "#let x", "text": point.text[:60] + NASTY_WORDS}) for point in value.points
                )
            }
        )
        for name, value in fields.items()
        if hasattr(value, "points")
    }
    return content.model_copy(
        update={
            "questionnaire": Questionnaire(**parts),
            "facilitation": guide.model_copy(update={**strange, "title": NASTY_WORDS}),
        }
    )
