"""The content as frozen models: what is asked, and what is suggested.

Every model forbids unknown keys, so that a misspelt key is an error and never a silent default.
Cross references (an idea that names a question, a question that names a source) are not checked here
but in `questionnaire.checking`, which can report all of them together with file and line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, field_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
SourceId = Annotated[str, StringConstraints(pattern=r"^S\d{2,3}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LevelNumber = Annotated[int, Field(ge=1, le=5)]

LEVELS = (1, 2, 3, 4, 5)
DEFAULT_TARGET = 4

Strength = Literal["little", "clear", "core"]
STRENGTHS: dict[str, Fraction] = {"little": Fraction(3, 10), "clear": Fraction(6, 10), "core": Fraction(9, 10)}


def _exact(value: Any) -> Any:
    """Read a weight exactly: 0.1 in a file means 1/10, not the nearest binary number."""
    if isinstance(value, bool):
        raise ValueError("true and false are no weights")
    return Fraction(str(value)) if isinstance(value, float) else value


Weight = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str, return_type=str), Field(ge=0)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Stage(Frozen):
    """The name and meaning of one of the five levels."""

    level: LevelNumber
    name: Text
    meaning: Text


class Named(Frozen):
    """An id with the words people see: a role, a size class, a partner."""

    id: Id
    title: Text


class Question(Frozen):
    id: Id
    text: Text
    levels: dict[LevelNumber, Text]
    help: Text | None = None
    evidence: tuple[Text, ...] = ()
    weight: Weight = Fraction(1)
    wording: Annotated[int, Field(ge=1)] = 1
    sources: tuple[SourceId, ...] = ()

    @field_validator("levels")
    @classmethod
    def _five_levels(cls, levels: dict[int, str]) -> dict[int, str]:
        if set(levels) != set(LEVELS):
            raise ValueError("a question has exactly the levels 1, 2, 3, 4 and 5")
        return dict(sorted(levels.items()))


class Theme(Frozen):
    id: Id
    title: Text
    short: Text | None = None
    why: Text
    weight: Weight = Fraction(1)
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @property
    def label(self) -> str:
        """The title for places with little room."""
        return self.short or self.title


class Line(Frozen):
    """One of the three veranderlijnen."""

    id: Id
    title: Text
    intro: Text
    weight: Weight = Fraction(1)
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for theme in self.themes for question in theme.questions)


class Address(Frozen):
    """How strongly an idea works on a question, and at which levels it fits (inclusive)."""

    question: Id
    strength: Strength
    from_level: LevelNumber = Field(alias="from")
    to_level: LevelNumber = Field(alias="to")

    @property
    def share(self) -> Fraction:
        return STRENGTHS[self.strength]


class Requires(Frozen):
    """Conditions without which an idea cannot start. Empty means: no condition."""

    size: tuple[Id, ...] = ()
    levels: dict[Id, LevelNumber] = Field(default_factory=dict)
    partners: tuple[Id, ...] = ()


class Idea(Frozen):
    id: Id
    title: Text
    summary: Text
    addresses: Annotated[tuple[Address, ...], Field(min_length=1)]
    effort: Annotated[int, Field(ge=1, le=3)]
    lead_time_months: Annotated[int, Field(ge=0, le=60)]
    evidence: Literal["elsewhere", "plausible", "new"]
    partners: tuple[Text, ...] = ()
    hypothesis: Text
    first_step: Text
    measure: Text
    stop_rule: Text
    caution: Text
    requires: Requires = Requires()
    sources: tuple[SourceId, ...] = ()

    @property
    def quick(self) -> bool:
        """ "Snel te doen": effort 1 and at most three months."""
        return self.effort == 1 and self.lead_time_months <= 3


class Source(Frozen):
    id: SourceId
    publisher: Text
    title: Text
    year: int | None = None
    seen: Literal["passage", "secondhand", "exists"]
    note: Text | None = None


class Term(Frozen):
    term: Text
    explanation: Text
    also: tuple[Text, ...] = ()


class Municipality(Frozen):
    name: Text
    code: str | None = None
    also: Text | None = None
    """The name people use, where it differs from the official one."""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.also})" if self.also else self.name


class Municipalities(Frozen):
    date: date
    count: int
    source: SourceId
    note: Text | None = None
    names: tuple[Municipality, ...]

    @field_validator("names", mode="before", json_schema_input_type=tuple[str | Municipality, ...])
    @classmethod
    def _plain_names(cls, names: Any) -> Any:
        if isinstance(names, list):
            return [{"name": item} if isinstance(item, str) else item for item in names]
        return names


class Cited(Frozen):
    """A statement with the sources that carry it."""

    title: Text
    text: Text
    kind: Literal["interview", "film", "voorbeeld", "rapport"] | None = None
    checked: date | None = None
    sources: tuple[SourceId, ...] = ()


class Tranche(Frozen):
    name: Text
    opened: date | None = None
    closed: date | None = None
    text: Text
    sources: tuple[SourceId, ...] = ()


class FormHeading(Frozen):
    id: Id
    title: Text
    help: Text


class Ambition(Frozen):
    text: Text
    figure: int
    reading: Text


class LineMeaning(Frozen):
    line: Id
    meaning: Text


class Programme(Frozen):
    name: Text
    owner: Text
    period: Text
    summary: Text
    ambition: Ambition
    lines: tuple[LineMeaning, ...]
    tranches: tuple[Tranche, ...]
    open_call: bool
    who_could_apply: Text
    form_headings: tuple[FormHeading, ...]
    inspiration: tuple[Cited, ...] = ()
    living_funding: tuple[Cited, ...] = ()
    checked: date
    sources: tuple[SourceId, ...] = ()


class Frame(Frozen):
    """`questionnaire.yaml` as it stands in the file: the lines by id only."""

    id: Id
    version: Text
    title: Text
    subtitle: Text
    stages: tuple[Stage, ...]
    lines: Annotated[tuple[Id, ...], Field(min_length=1)]
    roles: tuple[Named, ...]
    size_classes: tuple[Named, ...]
    partners: tuple[Named, ...] = ()

    @field_validator("stages")
    @classmethod
    def _five_stages(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        if tuple(stage.level for stage in stages) != LEVELS:
            raise ValueError("there are exactly five stages, in the order 1, 2, 3, 4, 5")
        return stages


class Questionnaire(Frozen):
    """The whole definition that gives answers their meaning: lines, themes, questions, stages and ideas.

    `hash` identifies it: two questionnaires with the same hash ask, score and suggest the same.
    """

    id: Id
    version: Text
    title: Text
    subtitle: Text
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    roles: tuple[Named, ...]
    size_classes: tuple[Named, ...]
    partners: tuple[Named, ...] = ()
    ideas: tuple[Idea, ...] = ()

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(theme for line in self.lines for theme in line.themes)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for theme in self.themes for question in theme.questions)

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def line_by_id(self) -> dict[str, Line]:
        return {line.id: line for line in self.lines}

    @cached_property
    def idea_by_id(self) -> dict[str, Idea]:
        return {idea.id: idea for idea in self.ideas}

    @cached_property
    def theme_of(self) -> dict[str, Theme]:
        """The theme of each question id."""
        return {question.id: theme for theme in self.themes for question in theme.questions}

    @cached_property
    def hash(self) -> str:
        """SHA-256, 64 hexadecimal digits, of the canonical JSON of this model."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Canonical JSON (sorted keys, no spaces): the form that is stored and hashed."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def stage(self, level: int) -> Stage:
        return self.stages[level - 1]


class Content(Frozen):
    """Everything under `content/`: the questionnaire and the words around it."""

    questionnaire: Questionnaire
    programme: Programme
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    municipalities: Municipalities

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def cited_sources(self) -> Iterator[Source]:
        """The sources that a question, an idea or the programme names, in order of id."""
        programme = self.programme
        named = {source for question in self.questionnaire.questions for source in question.sources}
        named |= {source for idea in self.questionnaire.ideas for source in idea.sources}
        named |= set(programme.sources)
        for group in (programme.tranches, programme.inspiration, programme.living_funding):
            named |= {source for item in group for source in item.sources}
        return (source for source in self.sources if source.id in named)
