"""One YAML file as plain values that remember on which line they stand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from questionnaire import messages as say
from questionnaire.problems import Problem, first
from questionnaire.text import clip

Where = tuple[str | int, ...]
"""A place in a file: keys of mappings and indexes of lists, from the top."""

# libyaml reads about eight times faster than the Python parser; both only build plain values.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG: Final = "tag:yaml.org,2002:"
_PLAIN: Final = {_TAG + name for name in ("value", "merge")}  # the signs = and <<, without a written tag
_TYPED: Final = {_TAG + name for name in ("int", "float", "bool", "null", "timestamp")}

_MAX_DEPTH: Final = 100
# Many times what the content has; more is a slip or an attack, and would cost seconds to explain.
MAX_BYTES: Final = 250_000
_MAX_VALUES: Final = 20_000
_BETWEEN_VALUES: Final = "\n,:[{"  # at least one of these for each value, so that counting needs no parser
_MAX_TEXT: Final = 2_000
_TOO_LARGE: Final = say.FILE_TOO_LARGE.format(most=MAX_BYTES // 1000, values=_MAX_VALUES)
_BRACKET: Final = re.compile(r"[\[\]{}]")
_DASHES: Final = re.compile(rf"(?:[-?:] +){{{_MAX_DEPTH}}}")

# Fragments of what libyaml and PyYAML say, and what it usually means. The first that fits counts.
_SYNTAX: Final = (
    ("mapping values are not allowed", say.YAML_COLON_IN_TEXT),
    ("could not find expected ':'", say.YAML_COLON_MISSING),
    ("unexpected end of stream", say.YAML_QUOTE),
    ("flow sequence", say.YAML_BRACKET),
    ("flow mapping", say.YAML_BRACKET),
    ("block mapping", say.YAML_INDENT),
    ("block collection", say.YAML_INDENT),
    ("cannot start any token", say.YAML_START),
    ("scanning an anchor", say.YAML_START),
    ("scanning an alias", say.YAML_START),
    ("alphabetic or numeric character", say.YAML_START),
    ("undefined alias", say.YAML_START),
    ("expected a single document", say.YAML_TWO_DOCUMENTS),
    ("<document start>", say.YAML_INDENT),
)


@dataclass(slots=True)
class Document:
    """`file` as shown in messages, its `value`, the line of each place, and each non-text scalar as written."""

    file: str
    value: object = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Where, int] = field(default_factory=dict)
    written: dict[Where, str] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        return self.value is not None

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest place around it that is in the file."""
        while where not in self.lines and where:
            where = where[:-1]
        return self.lines.get(where, 1)

    def key(self, where: Where) -> str:
        """A place in words: `themes[0].questions[1].levels.3`."""
        value: Any = self.value
        text = ""
        for step in where:
            if isinstance(value, list) and isinstance(step, int):
                text += f"[{step}]"
                value = value[step] if step < len(value) else None
            else:
                text += f".{step}" if text else str(step)
                value = value.get(step) if isinstance(value, dict) else None
        return text

    def problem(self, where: Where, message: str) -> Problem:
        return Problem(self.file, self.line(where), self.key(where), message)

    def place(self, where: Where) -> str:
        """File and line, for a message that names a second place."""
        return f"{self.file}:{self.line(where)}"

    def find(self, *pattern: str) -> Iterator[tuple[Where, Any]]:
        """Every place that fits the keys of `pattern`, with its value; "*" fits all items. Skips what has another shape."""
        found: list[tuple[Where, Any]] = [((), self.value)]
        for step in pattern:
            deeper: list[tuple[Where, Any]] = []
            for where, value in found:
                if step == "*" and isinstance(value, list):
                    deeper += [((*where, index), item) for index, item in enumerate(value)]
                elif step == "*" and isinstance(value, dict):
                    deeper += [((*where, key), item) for key, item in value.items()]
                elif isinstance(value, dict) and step in value:
                    deeper.append(((*where, step), value[step]))
            found = deeper
        return iter(found)


def read_document(path: Path, shown: str) -> Document:
    """Read a YAML file. Never raises for its content: what is wrong stands in `problems`, and `value` stays None."""
    document = Document(shown)

    def stop(line: int, message: str) -> Document:
        document.value = None
        document.problems.append(Problem(shown, line, "", message))
        return document

    try:
        data = read_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        return stop(1, say.FILE_MISSING)
    except OSError:
        return stop(1, say.FILE_UNREADABLE)
    if data is None:
        return stop(1, _TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return stop(data.count(b"\n", 0, error.start) + 1, say.NOT_UTF8)
    if _too_deep(text):
        return stop(1, say.YAML_DEEP)
    if sum(map(text.count, _BETWEEN_VALUES)) > _MAX_VALUES:
        return stop(1, _TOO_LARGE)
    try:
        root = _compose(text)
        if root is None:
            return stop(1, say.FILE_EMPTY)
        values = _Values(document)
        document.value = values.build(root, ())
        if document.value is None:
            return stop(1, say.FILE_EMPTY)
        found = (Problem(shown, line, document.key(where), message) for line, where, message in values.problems)
        document.problems += first(found)
    except _TooManyError:
        return stop(1, _TOO_LARGE)
    except yaml.reader.ReaderError:
        sign = yaml.reader.Reader.NON_PRINTABLE.search(text)
        return stop(text.count("\n", 0, sign.start() if sign else 0) + 1, say.YAML_CONTROL)
    except yaml.MarkedYAMLError as error:
        return stop(*_syntax(error, text))
    except RecursionError:
        return stop(1, say.YAML_DEEP)
    return document


def read_bytes(path: Path, most: int) -> bytes | None:
    """A regular file of at most `most` bytes; None when it is larger. Raises OSError, also for a device or a pipe."""
    if path.exists() and not path.is_file():
        raise IsADirectoryError(path)
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None


class _TooManyError(Exception):
    """A file has more values than any content does."""


def _too_deep(text: str) -> bool:
    """Whether brackets or dashes nest deeper than any content does; libyaml's composer would overflow the C stack."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = max(0, depth + (1 if bracket in "[{" else -1))
        deepest = max(deepest, depth)
    return deepest > _MAX_DEPTH or _DASHES.search(text) is not None


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of a syntax error, and what usually causes it."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    around = text.split("\n")[max(0, line - 2) : line]
    for number, source in enumerate(around, start=line - len(around) + 1):
        if "\t" in source[: len(source) - len(source.lstrip())]:
            return number, say.YAML_TAB
    message = next((message for fragment, message in _SYNTAX if fragment in said), say.YAML_OTHER)
    if message is say.YAML_COLON_IN_TEXT and around[-1].count(": ") < 2:
        message = say.YAML_COLON_MISSING
    if error.context_mark and any(part in said for part in ("quoted scalar", "simple key", "flow sequence", "flow mapping")):
        line = error.context_mark.line + 1  # where it began, not where the reader gave up
    return min(line, text.count("\n") + 1), message


class _Values:
    """Turns nodes into dicts, lists and scalars, and notes lines and problems in the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scalars = yaml.constructor.SafeConstructor()
        self.seen: set[int] = set()
        self.problems: list[tuple[int, Where, str]] = []

    def build(self, node: yaml.Node, where: Where) -> Any:
        self.document.lines.setdefault(where, node.start_mark.line + 1)
        if len(self.document.lines) > _MAX_VALUES:
            raise _TooManyError
        if id(node) in self.seen:
            self.problems.append((self.document.lines[where], where, say.YAML_ALIAS))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, where)
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return [self.build(item, (*where, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            return self._mapping(node, where)
        self.problems.append((self.document.lines[where], where, say.YAML_SPECIAL.format(value=_tag(node))))
        return None

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        first: dict[str, int] = {}  # by text: the keys 1 and "1" are the same level
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, where)
            if str(key) in first:
                self.problems.append((line, (*where, key), say.KEY_TWICE.format(key=clip(str(key)), first=first[str(key)])))
                continue
            first[str(key)] = self.document.lines[(*where, key)] = line
            result[key] = self.build(value_node, (*where, key))
        return result

    def _key(self, node: yaml.Node, where: Where) -> str | int:
        if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "str" and len(node.value) <= _MAX_TEXT:
            return str(node.value)
        if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "int" and len(node.value) <= _MAX_TEXT:
            key = self._typed(node)
            return key if isinstance(key, int) else str(key)
        text = clip(str(node.value)) if isinstance(node, yaml.ScalarNode) else "[...]"
        if isinstance(node, yaml.ScalarNode) and len(node.value) > _MAX_TEXT:
            message = say.TEXT_TOO_LONG.format(count=len(node.value), most=_MAX_TEXT)
            self.problems.append((node.start_mark.line + 1, (*where, text), message))
            return text
        self.problems.append((node.start_mark.line + 1, (*where, text), say.KEY_NOT_TEXT.format(key=text)))
        return text

    def _scalar(self, node: yaml.ScalarNode, where: Where) -> Any:
        if len(node.value) > _MAX_TEXT:
            message = say.TEXT_TOO_LONG.format(count=len(node.value), most=_MAX_TEXT)
            self.problems.append((self.document.lines[where], where, message))
            return None
        if node.tag == _TAG + "str":
            return node.value
        self.document.written[where] = node.value
        if node.tag in _TYPED:
            return self._typed(node)
        value = clip(node.value) if node.tag in _PLAIN else _tag(node)
        self.problems.append((self.document.lines[where], where, say.YAML_SPECIAL.format(value=value)))
        return node.value

    def _typed(self, node: yaml.ScalarNode) -> Any:
        """The number, date, true, false or null; the text itself where it only looks like one, as 2026-13-45 does."""
        try:
            return self.scalars.construct_object(node)
        except (ValueError, OverflowError):
            return node.value


def _tag(node: yaml.Node) -> str:
    """A tag as people write it: `!!set`."""
    return clip(str(node.tag).replace(_TAG, "!!"))


def kind_of(value: object) -> str:
    """What a value is, in Dutch words an editor knows."""
    kinds = (
        (bool, "ja of nee (true of false)"),
        ((int, float), "een getal"),
        (datetime.date, "een datum"),
        (str, "tekst"),
        (list, "een lijst"),
        (dict, "een groep sleutels"),
    )
    return next((words for types, words in kinds if isinstance(value, types)), "niets")
