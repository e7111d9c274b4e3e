"""The content folder as read: every file as a document, and as a model where its shape allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from questionnaire import messages as say
from questionnaire.contradictions import CONTRADICTIONS_SHAPE, Contradiction
from questionnaire.document import Document, read_document
from questionnaire.explain import read_model
from questionnaire.facilitation import Facilitation
from questionnaire.indicators import Indicator
from questionnaire.models import Frame, Idea, Line, Municipalities, PartnerGroup, Source, Term
from questionnaire.plan_form import PlanForm
from questionnaire.problems import Problem
from questionnaire.programme import Programme
from questionnaire.text import clip

FRAME: Final = "questionnaire.yaml"
IDEAS: Final = "ideas.yaml"
PROGRAMME: Final = "programme.yaml"
SOURCES: Final = "sources.yaml"
GLOSSARY: Final = "glossary.yaml"
MUNICIPALITIES: Final = "municipalities.yaml"
FACILITATION: Final = "facilitation.yaml"
CONTRADICTIONS: Final = "contradictions.yaml"
PARTNER_GROUPS: Final = "partner_groups.yaml"
PLAN: Final = "plan.yaml"
INDICATORS: Final = "indicators.yaml"
LINES: Final = "lines"
MOST_LINES: Final = 6

FRAME_SHAPE: Final = TypeAdapter(Frame)
LINE_SHAPE: Final = TypeAdapter(Line)
IDEAS_SHAPE: Final = TypeAdapter(tuple[Idea, ...])
PROGRAMME_SHAPE: Final = TypeAdapter(Programme)
SOURCES_SHAPE: Final = TypeAdapter(tuple[Source, ...])
GLOSSARY_SHAPE: Final = TypeAdapter(tuple[Term, ...])
MUNICIPALITIES_SHAPE: Final = TypeAdapter(Municipalities)
FACILITATION_SHAPE: Final = TypeAdapter(Facilitation)
PARTNER_GROUPS_SHAPE: Final = TypeAdapter(tuple[PartnerGroup, ...])
PLAN_SHAPE: Final = TypeAdapter(PlanForm)
INDICATORS_SHAPE: Final = TypeAdapter(tuple[Indicator, ...])
# The schema of each file, by the name under which the JSON Schema gives it.
SHAPES: Final[dict[str, TypeAdapter[Any]]] = {
    "questionnaire": FRAME_SHAPE,
    "line": LINE_SHAPE,
    "ideas": IDEAS_SHAPE,
    "programme": PROGRAMME_SHAPE,
    "sources": SOURCES_SHAPE,
    "glossary": GLOSSARY_SHAPE,
    "municipalities": MUNICIPALITIES_SHAPE,
    "facilitation": FACILITATION_SHAPE,
    "contradictions": CONTRADICTIONS_SHAPE,
    "partner_groups": PARTNER_GROUPS_SHAPE,
    "plan": PLAN_SHAPE,
    "indicators": INDICATORS_SHAPE,
}

T = TypeVar("T")


@dataclass
class Folder:
    """Every file read. `documents` by name (`lines/x.yaml`); a model is None where the shape of its file is wrong.

    `problems` holds what is wrong with single files. How files hang together is for the rules.
    """

    root: Path
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    frame: Frame | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    ideas: tuple[Idea, ...] | None = None
    programme: Programme | None = None
    sources: tuple[Source, ...] | None = None
    glossary: tuple[Term, ...] | None = None
    municipalities: Municipalities | None = None
    facilitation: Facilitation | None = None
    contradictions: tuple[Contradiction, ...] | None = None
    partner_groups: tuple[PartnerGroup, ...] | None = None
    plan: PlanForm | None = None
    indicators: tuple[Indicator, ...] | None = None

    def shown(self, name: str) -> str:
        """A file name as problems show it: `content/ideas.yaml`."""
        return clip(f"{self.root.name}/{name}", 120)

    @property
    def line_documents(self) -> dict[str, Document]:
        """The line files by the name of the file without `.yaml`."""
        return {Path(name).stem: document for name, document in self.documents.items() if name.startswith(f"{LINES}/")}


def read_folder(root: Path) -> Folder:
    """Read all files of a content folder. Raises nothing for bad content."""
    root = root.resolve()
    folder = Folder(root)
    if not root.is_dir():
        folder.problems.append(Problem(clip(root.name, 120), 1, "", say.FOLDER_MISSING))
        return folder

    def model(name: str, shape: TypeAdapter[T]) -> T | None:
        document = read_document(root / name, folder.shown(name))
        folder.documents[name] = document
        result = read_model(document, shape) if document.readable else None
        folder.problems += document.problems
        return result

    folder.frame = model(FRAME, FRAME_SHAPE)
    paths = sorted((root / LINES).glob("*.yaml"))
    if len(paths) > MOST_LINES:
        folder.problems.append(Problem(folder.shown(LINES), 1, "", say.TOO_MANY_LINES.format(count=len(paths), most=MOST_LINES)))
    for path in paths[:MOST_LINES]:
        line = model(f"{LINES}/{path.name}", LINE_SHAPE)
        if line is not None:
            folder.lines[path.stem] = line
    folder.ideas = model(IDEAS, IDEAS_SHAPE)
    folder.programme = model(PROGRAMME, PROGRAMME_SHAPE)
    folder.sources = model(SOURCES, SOURCES_SHAPE)
    folder.glossary = model(GLOSSARY, GLOSSARY_SHAPE)
    folder.municipalities = model(MUNICIPALITIES, MUNICIPALITIES_SHAPE)
    folder.plan = model(PLAN, PLAN_SHAPE)
    if (root / FACILITATION).exists():  # a folder without a guide can be used; the check asks for one
        folder.facilitation = model(FACILITATION, FACILITATION_SHAPE)
    if (root / CONTRADICTIONS).exists():  # nobody has to be asked to look again
        folder.contradictions = model(CONTRADICTIONS, CONTRADICTIONS_SHAPE)
    if (root / PARTNER_GROUPS).exists():  # without them there is only nothing to choose from
        folder.partner_groups = model(PARTNER_GROUPS, PARTNER_GROUPS_SHAPE)
    if (root / INDICATORS).exists():  # the same
        folder.indicators = model(INDICATORS, INDICATORS_SHAPE)
    return folder
