"""The rules without which the app cannot use the content: files, ids, references, weights and conditions.

A rule is a function from a folder to problems. It reads the documents, not the models, so that one wrong value in a
file hides no other problem; it skips whatever has an unexpected shape, for that has been reported already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

from questionnaire import messages as say
from questionnaire.document import Document, Where
from questionnaire.folder import (
    CONTRADICTIONS,
    FRAME,
    GLOSSARY,
    IDEAS,
    INDICATORS,
    LINES,
    MUNICIPALITIES,
    PARTNER_GROUPS,
    PLAN,
    PROGRAMME,
    SOURCES,
    Folder,
)
from questionnaire.plan import PARTS
from questionnaire.problems import Problem
from questionnaire.text import clip

Rule = Callable[[Folder], Iterator[Problem]]
Pattern = tuple[str, ...]

Reference = tuple[str, Pattern, str]
"""A file, where in it ids are named, and their kind."""

LINE_FILES: Final = "lines/*"

# Where each kind of id stands: the file, the items in it, the key that holds the id, and the kind in Dutch.
# An item may also be the id itself, as in a plain list of names.
IDS: Final[dict[str, tuple[str, Pattern, str, str]]] = {
    "line": (LINE_FILES, (), "id", "De veranderlijn"),
    "theme": (LINE_FILES, ("themes", "*"), "id", "Het thema"),
    "question": (LINE_FILES, ("themes", "*", "questions", "*"), "id", "De vraag"),
    "idea": (IDEAS, ("*",), "id", "Het idee"),
    "contradiction": (CONTRADICTIONS, ("*",), "id", "De controlevraag"),
    "indicator": (INDICATORS, ("*",), "id", "De indicator"),
    "source": (SOURCES, ("*",), "id", "De bron"),
    "role": (FRAME, ("roles", "*"), "id", "De rol"),
    "size": (FRAME, ("size_classes", "*"), "id", "De grootteklasse"),
    "partner": (FRAME, ("partners", "*"), "id", "De partner"),
    "heading": (PROGRAMME, ("form_headings", "*"), "id", "Het kopje"),
    "group": (PARTNER_GROUPS, ("*",), "id", "De groep"),
    "grouped": (PARTNER_GROUPS, ("*", "partners", "*"), "id", "De partner"),
    "term": (GLOSSARY, ("*",), "term", "Het begrip"),
    "municipality": (MUNICIPALITIES, ("names", "*"), "name", "De gemeente"),
    "plan part": (PLAN, ("parts", "*"), "id", "Het onderdeel"),
    "plan role": (PLAN, ("roles", "*"), "id", "De rol"),
    "money": (PLAN, ("money", "*"), "id", "De geldklasse"),
    "tick": (PLAN, ("privacy", "*"), "id", "Het punt"),
    "listed": (FRAME, ("lines", "*"), "id", "De veranderlijn"),
}

# Where ids are named that must exist, and their kind.
REFERENCES: Final[tuple[Reference, ...]] = (
    (LINE_FILES, ("themes", "*", "questions", "*", "sources", "*"), "source"),
    (IDEAS, ("*", "addresses", "*", "question"), "question"),
    (IDEAS, ("*", "requires", "size", "*"), "size"),
    (IDEAS, ("*", "requires", "partners", "*"), "partner"),
    (IDEAS, ("*", "sources", "*"), "source"),
    (INDICATORS, ("*", "sources", "*"), "source"),
    (PROGRAMME, ("lines", "*", "line"), "listed"),
    (PROGRAMME, ("sources", "*"), "source"),
    (PROGRAMME, ("history", "*", "sources", "*"), "source"),
    (PROGRAMME, ("tranches", "*", "sources", "*"), "source"),
    (PROGRAMME, ("inspiration", "*", "sources", "*"), "source"),
    (PROGRAMME, ("living_funding", "*", "sources", "*"), "source"),
    (MUNICIPALITIES, ("source",), "source"),
)


def _documents(folder: Folder, file: str) -> list[Document]:
    if file == LINE_FILES:
        return list(folder.line_documents.values())
    return [folder.documents[file]] if file in folder.documents else []


def ids(folder: Folder, kind: str) -> Iterator[tuple[Document, Where, str]]:
    """Every id of a kind in the order of the files, also ids that stand there twice."""
    file, pattern, key, _ = IDS[kind]
    for document in _documents(folder, file):
        for where, item in document.find(*pattern):
            if isinstance(item, str):
                yield document, where, item.strip()
            elif isinstance(item, dict) and isinstance(item.get(key), str):
                yield document, (*where, key), item[key].strip()


def line_files(folder: Folder) -> Iterator[Problem]:
    """questionnaire.yaml and the folder lines/ name the same lines, and each file carries its own id."""
    files = folder.line_documents
    frame = folder.documents.get(FRAME)
    listed = {name for _, _, name in ids(folder, "listed")}
    for document, where, name in ids(folder, "listed"):
        if name not in files:
            hint = say.did_you_mean(name, files.keys() - listed)
            file = folder.shown(f"{LINES}/{name}.yaml")
            yield document.problem(where, say.LINE_FILE_MISSING.format(line=clip(name), file=clip(file, 100), hint=hint))
    for stem, document in files.items():
        if frame and frame.readable and stem not in listed:
            yield document.problem((), say.LINE_NOT_LISTED.format(line=clip(stem)))
        for where, value in document.find("id"):
            if isinstance(value, str) and value.strip() != stem:
                yield document.problem(where, say.LINE_ID_DIFFERS.format(id=clip(value), stem=clip(stem)))


def duplicates(folder: Folder) -> Iterator[Problem]:
    """An id is used once in its kind; so are a term and the name of a municipality, whatever their capitals."""
    for kind, (_, _, _, name) in IDS.items():
        first: dict[str, str] = {}
        for document, where, value in ids(folder, kind):
            same = value.casefold()
            if same in first:
                yield document.problem(where, say.DUPLICATE.format(what=name, id=clip(value), first=first[same]))
            else:
                first[same] = document.place(where)


def references(folder: Folder) -> Iterator[Problem]:
    """Every id that is named somewhere exists. Skips ids from files that could not be read."""
    yield from unknown_ids(folder, REFERENCES)
    known = {value for _, _, value in ids(folder, "question")}
    for document in _documents(folder, IDEAS):
        for where, levels in document.find("*", "requires", "levels"):
            for question in levels if isinstance(levels, dict) else ():
                yield from _reference(folder, document, (*where, question), question, "question", known)


def unknown_ids(folder: Folder, places: Iterable[Reference]) -> Iterator[Problem]:
    """The ids named at these places that do not exist."""
    known = {kind: {value for _, _, value in ids(folder, kind)} for kind in IDS}
    for file, pattern, kind in places:
        for document in _documents(folder, file):
            for where, value in document.find(*pattern):
                yield from _reference(folder, document, where, value, kind, known[kind])


def _reference(folder: Folder, document: Document, where: Where, value: Any, kind: str, known: set[str]) -> Iterator[Problem]:
    file, _, _, name = IDS[kind]
    if _complete(folder, file) and isinstance(value, str) and value.strip() not in known:
        near = say.did_you_mean(value, known)
        mend = "Verbeter de id." if near else f"De ids die er zijn, staan in {folder.shown(file.removesuffix('*'))}."
        yield document.problem(where, say.UNKNOWN_REFERENCE.format(what=name, id=clip(value), hint=near, mend=mend))


def _complete(folder: Folder, file: str) -> bool:
    """Whether all ids of a file (of all line files together) could be read."""
    documents = _documents(folder, file)
    if file == LINE_FILES and not {name for _, _, name in ids(folder, "listed")} <= folder.line_documents.keys():
        return False
    return bool(documents) and all(document.readable for document in documents)


def weights(folder: Folder) -> Iterator[Problem]:
    """Below every node at least one child counts; a line file counts as a child of the whole."""
    for document in folder.line_documents.values():
        for pattern, child in ((("themes",), "thema"), (("themes", "*", "questions"), "vraag")):
            for where, children in document.find(*pattern):
                if isinstance(children, list) and children and all(_weight(item) == 0 for item in children):
                    yield document.problem(where, say.WEIGHTS_ZERO.format(child=child))
    lines = list(folder.line_documents.values())
    frame = folder.documents.get(FRAME)
    if frame and frame.readable and lines and all(_weight(document.value) == 0 for document in lines):
        yield frame.problem(("lines",), say.WEIGHTS_ZERO.format(child="veranderlijn"))


def _weight(node: Any) -> Fraction | None:
    """The weight of a line, theme or question as written; 1 when absent, None when it is no number."""
    try:
        return Fraction(str(node.get("weight", 1))) if isinstance(node, dict) else None
    except (ValueError, ZeroDivisionError):
        return None


def idea_windows(folder: Folder) -> Iterator[Problem]:
    """The levels at which an idea fits can be met, and do not contradict what it requires."""
    for document in _documents(folder, IDEAS):
        for idea_place, _ in document.find("*"):
            windows: dict[str, tuple[int, Where]] = {}
            for where, address in document.find("*", "addresses", "*"):
                if where[:1] != idea_place or not isinstance(address, dict):
                    continue
                question, low, high = address.get("question"), address.get("from"), address.get("to")
                if isinstance(low, int) and isinstance(high, int) and low > high:
                    yield document.problem(where, say.WINDOW_REVERSED.format(low=low, high=high))
                if isinstance(question, str) and question in windows:
                    first = document.line(windows[question][1])
                    yield document.problem((*where, "question"), say.ADDRESSED_TWICE.format(id=clip(question), first=first))
                elif isinstance(question, str) and isinstance(high, int):
                    windows[question] = (high, (*where, "to"))
            for where, level in document.find("*", "requires", "levels", "*"):
                if where[:1] != idea_place or where[-1] not in windows or not isinstance(level, int):
                    continue
                high, high_place = windows[str(where[-1])]
                if level > high:
                    line = document.line(high_place)
                    yield document.problem(where, say.NEVER_REACHED.format(level=level, id=where[-1], high=high, line=line))


def municipality_count(folder: Folder) -> Iterator[Problem]:
    """The count that the list gives is the count of its names."""
    for document in _documents(folder, MUNICIPALITIES):
        names = [name for _, name in document.find("names", "*")]
        for where, count in document.find("count"):
            if isinstance(count, int) and names and count != len(names):
                yield document.problem(where, say.MUNICIPALITY_COUNT.format(count=count, names=len(names)))


def plan_parts(folder: Folder) -> Iterator[Problem]:
    """Every part of a plan has its words."""
    for document in _documents(folder, PLAN):
        named = {value for _, _, value in ids(folder, "plan part")}
        if document.readable and isinstance(document.value, dict) and "parts" in document.value:
            for part in PARTS:
                if part not in named:
                    yield document.problem(("parts",), say.PLAN_PART_MISSING.format(id=part))


USABLE: Final[tuple[Rule, ...]] = (line_files, duplicates, references, weights, idea_windows, municipality_count, plan_parts)
"""Without these the app does not start."""


def listed_questions(folder: Folder) -> Iterator[tuple[Document, Where, dict[Any, Any]]]:
    """Every question of the line files, as written."""
    for document in folder.line_documents.values():
        for where, question in document.find("themes", "*", "questions", "*"):
            if isinstance(question, dict):
                yield document, where, question
