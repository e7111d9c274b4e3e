"""Released versions of the questionnaire, and what may not change between them.

`content/released/<version>.json` is the canonical JSON of a `Questionnaire` as it was released. Measurements carry the
same questions; these files are for editors, so that a changed meaning is noticed before people answer it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from questionnaire import messages as say
from questionnaire.document import Document, Where, read_bytes
from questionnaire.folder import IDEAS, Folder, read_folder
from questionnaire.loading import load
from questionnaire.models import LEVELS, Question, Questionnaire
from questionnaire.problems import Problem, first
from questionnaire.text import clip, listed

RELEASED: Final = "released"
_MOST_BYTES: Final = 2_000_000  # many times a released version
_VERSION: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})*")
_BETWEEN_DIGITS: Final = re.compile(r"((?<=\d)\W+(?=\d))")


class VersionError(Exception):
    """A version cannot be read or released; the message says in Dutch why and what to do."""


def version_order(version: str) -> tuple[int, ...]:
    """Sorts versions: 1.10 comes after 1.9. Raises VersionError for anything but numbers with dots."""
    if not _VERSION.fullmatch(version):
        raise VersionError(say.BAD_VERSION.format(version=clip(version)))
    return tuple(int(part) for part in version.split("."))


def read_version(path: Path) -> Questionnaire:
    """The questionnaire of a content folder or of a released file. Raises VersionError or ContentError."""
    if path.is_dir():
        return load(path).questionnaire
    return _read_released(path)


def _read_released(path: Path) -> Questionnaire:
    """The questionnaire of a released file. Raises VersionError, also where a folder stands in its place."""
    try:
        data = read_bytes(path, _MOST_BYTES)
        if data is not None:
            return Questionnaire.model_validate_json(data)
    except FileNotFoundError:
        raise VersionError(say.VERSION_NOT_FOUND.format(path=clip(str(path), 200))) from None
    except (OSError, ValidationError):
        pass
    raise VersionError(f"{clip(str(path), 200)}: {say.RELEASE_UNREADABLE}")


def releases(content: Path) -> list[Questionnaire]:
    """The released versions of a content folder, oldest first. Raises VersionError."""
    found = [_read_released(path) for path in _released(content)]
    return sorted(found, key=lambda each: version_order(each.version))


def release(content: Path) -> tuple[Path, bool]:
    """Write the questionnaire of a content folder as a released version; returns the file and whether it is new.

    The SHA-256 of the file is the hash of the questionnaire. Raises VersionError when the version was released with other
    content or is not the newest, ContentError when the content cannot be used, OSError when the file cannot be written.
    """
    questionnaire = load(content).questionnaire
    order = version_order(questionnaire.version)
    for earlier in releases(content):
        if earlier.version == questionnaire.version:
            if earlier != questionnaire:
                raise VersionError(say.VERSION_TAKEN.format(version=questionnaire.version))
            return content / RELEASED / f"{questionnaire.version}.json", False
        if version_order(earlier.version) >= order:
            raise VersionError(say.VERSION_LOWER.format(version=questionnaire.version, newest=releases(content)[-1].version))
    path = content / RELEASED / f"{questionnaire.version}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(questionnaire.to_json().encode())
    return path, True


def same_words(first: str, second: str) -> bool:
    """Whether two texts differ at most in spaces, punctuation and capitals. Marks between digits count: 1,5 is not 15."""
    return _bare(first) == _bare(second)


def _bare(text: str) -> str:
    parts = _BETWEEN_DIGITS.split(unicodedata.normalize("NFC", text).casefold())
    return "".join((part.strip() or " ") if odd % 2 else "".join(filter(_counts, part)) for odd, part in enumerate(parts))


def _counts(char: str) -> bool:
    """Letters, digits and signs count; punctuation, spaces and invisible characters do not, except for the percent sign."""
    return char == "%" or unicodedata.category(char)[0] not in "PZC"


def changed_parts(old: Question, text: object, levels: object) -> list[str]:
    """What reads differently from `old`: "text", "1" .. "5". Values that are no text are left to other rules."""
    given: dict[str, object] = {"text": text}
    if isinstance(levels, Mapping):
        given |= {str(level): words for level, words in levels.items()}
    before = {"text": old.text, **{str(level): old.levels[level] for level in LEVELS}}
    return [part for part, was in before.items() if isinstance(words := given.get(part), str) and not same_words(was, words)]


def changed_without_wording(old: Questionnaire, new: Folder) -> list[Problem]:
    """Questions whose text or levels read differently from `old` while `wording` is not higher.

    Without this, a measurement would be compared with answers to another question. Changes of spaces and punctuation are
    free. Reads the documents, so that it also works where other values in a file are wrong.
    """
    problems = []
    for document, where, item in _questions(new):
        before = old.question_by_id.get(_id(item))
        wording = item.get("wording", 1)
        if before is None or isinstance(wording, bool) or not isinstance(wording, int):
            continue
        parts = changed_parts(before, item.get("text"), item.get("levels"))
        if wording < before.wording:
            message = say.WORDING_LOWER.format(wording=wording, version=old.version, old=before.wording)
            problems.append(document.problem((*where, "wording"), message))
        elif parts and wording == before.wording:
            was = before.text if parts[0] == "text" else before.levels[int(parts[0])]
            message = say.WORDING_SAME.format(
                what=_named(parts), version=old.version, next=before.wording + 1, old=clip(was, 200)
            )
            problems.append(document.problem(_place(where, item, parts[0]), message))
    return problems


def reused_ids(released: Sequence[Questionnaire], new: Folder) -> list[Problem]:
    """Ids that an earlier version had, that the newest no longer has, and that now stand for something else.

    `released` is sorted, oldest first, and not empty. A question may come back with the same words, a theme or idea with
    the same title.
    """
    problems = []
    for kind, document, where, item in _items(new):
        name = _id(item)
        if name in _meanings(released[-1], kind):
            continue
        version = next((each for each in reversed(released) if name in _meanings(each, kind)), None)
        if version is None:
            continue
        before = _meanings(version, kind)[name]
        words = item.get("text" if kind == "question" else "title")
        other = isinstance(words, str) and not same_words(before, words)
        if kind == "question":
            other = bool(changed_parts(version.question_by_id[name], words, item.get("levels")))
        if other:
            message = say.ID_REUSED.format(id=clip(name), version=version.version, old=clip(before, 200))
            problems.append(document.problem((*where, "id"), message))
    return problems


def version_problems(content: Path, read: Folder | None = None) -> list[Problem]:
    """What the released versions of a content folder forbid in it now, sorted; empty while nothing was released.

    `read` is the folder as read before, where that was done.
    """
    folder = read or read_folder(content)
    released = []
    for path in _released(content):
        try:
            released.append(_read_released(path))
            version_order(released[-1].version)
        except VersionError:
            return [Problem(folder.shown(f"{RELEASED}/{path.name}"), 1, "", say.RELEASE_UNREADABLE)]
    if not released:
        return []
    released.sort(key=lambda each: version_order(each.version))
    return sorted([*first(changed_without_wording(released[-1], folder)), *first(reused_ids(released, folder))])


def _released(content: Path) -> list[Path]:
    """The files of the released versions; a folder that cannot be read has none."""
    return sorted((content / RELEASED).glob("*.json"))


def _questions(folder: Folder) -> Iterator[tuple[Document, Where, dict[Any, Any]]]:
    return ((document, where, item) for kind, document, where, item in _items(folder) if kind == "question")


def _items(folder: Folder) -> Iterator[tuple[str, Document, Where, dict[Any, Any]]]:
    """Every theme, question and idea as written, with its kind and place."""
    places = [("theme", ("themes", "*")), ("question", ("themes", "*", "questions", "*"))]
    searched = [(kind, document, pattern) for document in folder.line_documents.values() for kind, pattern in places]
    searched.append(("idea", folder.documents[IDEAS], ("*",)))
    for kind, document, pattern in searched:
        for where, item in document.find(*pattern):
            if isinstance(item, dict):
                yield kind, document, where, item


def _meanings(questionnaire: Questionnaire, kind: str) -> dict[str, str]:
    """The words that tell what an id stands for."""
    if kind == "question":
        return {name: question.text for name, question in questionnaire.question_by_id.items()}
    group = questionnaire.theme_by_id if kind == "theme" else questionnaire.idea_by_id
    return {name: item.title for name, item in group.items()}


def _id(item: dict[Any, Any]) -> str:
    name = item.get("id")
    return name.strip() if isinstance(name, str) else ""


def _named(parts: list[str]) -> str:
    """ "De vraag en niveau 2 en 3 zijn", "Niveau 3 is"."""
    levels = [part for part in parts if part != "text"]
    named = (["de vraag"] if "text" in parts else []) + ([f"niveau {listed(levels)}"] if levels else [])
    words = " en ".join(named)
    return f"{words[0].upper()}{words[1:]} {'is' if len(parts) == 1 else 'zijn'}"


def _place(where: Where, item: dict[Any, Any], part: str) -> Where:
    if part == "text":
        return (*where, "text")
    return (*where, "levels", next(level for level in item["levels"] if str(level) == part))
