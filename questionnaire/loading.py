"""Loading the content: all files of a folder as one `Content`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from questionnaire.checking import problems_of
from questionnaire.folder import Folder, read_folder
from questionnaire.models import Content, Questionnaire
from questionnaire.problems import ContentError
from questionnaire.rules import USABLE

CONTENT: Final = Path(__file__).resolve().parent.parent / "content"


def load(folder: Path = CONTENT) -> Content:
    """Read the content of a folder.

    Raises `ContentError` with every problem that makes the content unusable. Rules for good wording are left to
    `questionnaire.checking.check`: a long sentence does not stop the app.
    """
    return content_of(read_folder(folder))


def content_of(read: Folder) -> Content:
    """The content of a folder that was read. Raises `ContentError`, as `load` does."""
    problems = problems_of(read, USABLE)
    frame, ideas, programme = read.frame, read.ideas, read.programme
    sources, glossary, municipalities, plan = read.sources, read.glossary, read.municipalities, read.plan
    # A file without a model always has a problem; naming all of them tells the type checker so.
    if problems or not (frame and programme and municipalities and plan) or ideas is None or sources is None or glossary is None:
        raise ContentError(problems)
    questionnaire = Questionnaire(
        id=frame.id,
        version=frame.version,
        title=frame.title,
        subtitle=frame.subtitle,
        stages=frame.stages,
        lines=tuple(read.lines[name] for name in frame.lines),
        roles=frame.roles,
        size_classes=frame.size_classes,
        partners=frame.partners,
        ideas=ideas,
    )
    return Content(
        questionnaire=questionnaire,
        programme=programme,
        sources=sources,
        glossary=glossary,
        municipalities=municipalities,
        plan=plan,
        facilitation=read.facilitation,
        contradictions=read.contradictions or (),
        partner_groups=read.partner_groups or (),
        indicators=read.indicators or (),
    )
