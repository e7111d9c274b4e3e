"""Small questionnaires for tests, by hand and by Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import Address, Idea, Line, Named, Question, Questionnaire, Requires, Stage, Theme

Weights = Sequence[int | Fraction]
SHORT: dict[str, Value] = {"dk": UNKNOWN, "na": NOT_APPLICABLE}


def question(id: str, weight: int | Fraction = 1) -> Question:
    levels = {level: f"Beschrijving {level} van {id}." for level in range(1, 6)}
    return Question(id=id, text=f"Hoe gaat het met {id}?", levels=levels, weight=Fraction(weight))


def theme(id: str, questions: Sequence[Question], weight: int | Fraction = 1) -> Theme:
    return Theme(id=id, title=f"Thema {id}", why="Daarom.", weight=Fraction(weight), questions=tuple(questions))


def idea(
    id: str,
    addresses: Mapping[str, tuple[str, int, int]],
    *,
    effort: int = 1,
    months: int = 1,
    size: Sequence[str] = (),
    levels: Mapping[str, int] | None = None,
    partners: Sequence[str] = (),
) -> Idea:
    """An idea from {question id: (strength, from, to)}."""
    return Idea(
        id=id,
        title=f"Idee {id}",
        summary="Iets proberen.",
        addresses=tuple(
            Address(question=question, strength=strength, from_level=low, to_level=high)  # type: ignore[arg-type]
            for question, (strength, low, high) in addresses.items()
        ),
        effort=effort,
        lead_time_months=months,
        evidence="plausible",
        hypothesis="Als we dit doen, dan gebeurt dat.",
        first_step="Begin.",
        measure="Tel.",
        stop_rule="Stop als het niet werkt.",
        caution="Let op.",
        requires=Requires(size=tuple(size), levels=dict(levels or {}), partners=tuple(partners)),
        sources=("S01",),
    )


def questionnaire(lines: Sequence[Line], ideas: Sequence[Idea] = ()) -> Questionnaire:
    names = ("Zoekend", "Op weg", "Afgesproken", "Vertrouwd", "Samen lerend")
    return Questionnaire(
        id="proef",
        version="1.0",
        title="Proef",
        subtitle="Een kleine vragenlijst.",
        stages=tuple(Stage(level=level, name=name, meaning=f"Fase {level}.") for level, name in enumerate(names, start=1)),
        lines=tuple(lines),
        roles=(Named(id="beleid", title="Beleid"), Named(id="wijkteam", title="Wijkteam")),
        size_classes=(Named(id="klein", title="Klein (tot 25.000 inwoners)"), Named(id="groot", title="Groot")),
        partners=(Named(id="werkgevers", title="Werkgevers"), Named(id="hogeschool", title="Hogeschool")),
        ideas=tuple(ideas),
    )


def with_lines(base: Questionnaire, lines: Sequence[Line]) -> Questionnaire:
    """The same questionnaire with other lines. (A model_copy would take the cached themes and questions along.)"""
    return questionnaire(lines, base.ideas)


def nested(weights: Sequence[Sequence[Weights]], ideas: Sequence[Idea] = ()) -> Questionnaire:
    """A questionnaire from lines of themes of question weights. Ids count on: lines l1.., themes t1.., questions q1..."""
    lines: list[Line] = []
    themes_made = questions_made = 0
    for number, themes in enumerate(weights, start=1):
        made: list[Theme] = []
        for row in themes:
            themes_made += 1
            questions = [question(f"q{questions_made + place}", weight) for place, weight in enumerate(row, start=1)]
            questions_made += len(row)
            made.append(theme(f"t{themes_made}", questions))
        lines.append(Line(id=f"l{number}", title=f"Lijn {number}", intro="Inleiding.", themes=tuple(made)))
    return questionnaire(lines, ideas)


def one_theme(*weights: int | Fraction) -> Questionnaire:
    return nested([[list(weights)]])


def answers(questionnaire: Questionnaire, *values: int | str) -> dict[str, Value]:
    """Answers in questionnaire order: 1..5, "dk" (weet ik niet) or "na" (niet van toepassing)."""
    ids = [question.id for question in questionnaire.questions]
    assert len(ids) == len(values)
    return {id: SHORT[value] if isinstance(value, str) else value for id, value in zip(ids, values, strict=True)}


# Hypothesis

weights = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 2), Fraction(1, 3), Fraction(0)])
levels = st.integers(1, 5)
values: st.SearchStrategy[Value] = st.one_of(levels, levels, st.sampled_from([UNKNOWN, NOT_APPLICABLE]))


@st.composite
def questionnaires(draw: st.DrawFn, weights: st.SearchStrategy[Fraction] = weights) -> Questionnaire:
    """1-3 lines of 1-3 themes of 1-4 questions, with weights at every level."""
    shape = draw(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=3))
    lines: list[Line] = []
    for number, sizes in enumerate(shape):
        themes = [
            theme(
                f"t{number}-{place}",
                [question(f"q{number}-{place}-{index}", draw(weights)) for index in range(size)],
                draw(weights),
            )
            for place, size in enumerate(sizes)
        ]
        lines.append(Line(id=f"l{number}", title="Lijn", intro="Inleiding.", weight=draw(weights), themes=tuple(themes)))
    return questionnaire(lines)


def answers_to(questionnaire: Questionnaire, values: st.SearchStrategy[Any] = values) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries({question.id: values for question in questionnaire.questions})


@st.composite
def groups(draw: st.DrawFn, questionnaire: Questionnaire, min_size: int = 2, max_size: int = 7) -> list[dict[str, Value]]:
    return draw(st.lists(answers_to(questionnaire), min_size=min_size, max_size=max_size))


@st.composite
def idea_lists(draw: st.DrawFn, questionnaire: Questionnaire, max_size: int = 6) -> list[Idea]:
    """Ideas on the questions of this questionnaire, with and without conditions."""
    ids = [question.id for question in questionnaire.questions]
    window = st.tuples(st.sampled_from(["little", "clear", "core"]), st.integers(1, 2), st.integers(3, 5))
    return [
        idea(
            f"i{number}",
            draw(st.dictionaries(st.sampled_from(ids), window, min_size=1, max_size=3)),
            effort=draw(st.integers(1, 3)),
            months=draw(st.integers(1, 6)),
            size=draw(st.sampled_from([(), (), ("klein",)])),
            levels=draw(st.sampled_from([{}, {}, {ids[0]: 2}])),
            partners=draw(st.sampled_from([(), (), ("werkgevers",)])),
        )
        for number in range(draw(st.integers(0, max_size)))
    ]
