"""The file of a backup: lines of JSON, the same for SQLite and PostgreSQL, described in docs/beheer.md.

The first line says what it is. For each table a line with its columns and their kinds, then a line for each row. The last line
has the number of rows of each table, the highest id ever given out, and the SHA-256 of everything before it: a file that was
cut off or changed is noticed before anything is done with it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, cast

from storage.errors import BackupError

FORMAT: Final = 1
_MARK: Final = "back-up"

Kind = Literal["number", "text", "yes-no", "date", "moment", "json", "bytes"]

_TO_JSON: Final[dict[Kind, Callable[[Any], Any]]] = {
    "date": date.isoformat,
    "moment": datetime.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_FROM_JSON: Final[dict[Kind, Callable[[Any], Any]]] = {
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "bytes": base64.b64decode,
}


@dataclass(frozen=True)
class TableHead:
    """The name of a table, and its columns with what kind of value each holds."""

    name: str
    columns: dict[str, Kind]


@dataclass
class Written:
    """What a file holds: the number of rows by table, and the highest id ever given out, where a table keeps that."""

    rows: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)


class Writer:
    """Writes a backup beside `path`, and puts it there when it is complete: half a backup never stands under its name."""

    def __init__(self, path: Path, schema: int, made: datetime) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.deel")
        self._hash = hashlib.sha256()
        self.written = Written()
        # Answers of people: for nobody but the one who makes the backup.
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._out = cast(BinaryIO, gzip.GzipFile(fileobj=self._file, mode="wb")) if path.suffix == ".gz" else self._file
        self._line({"zelfscan": _MARK, "format": FORMAT, "schema": schema, "made": made.isoformat(timespec="seconds")})

    def table(self, head: TableHead, rows: Iterable[Iterable[Any]]) -> None:
        self._line({"table": head.name, "columns": head.columns})
        self.written.rows[head.name] = 0
        convert = [_TO_JSON.get(kind) for kind in head.columns.values()]
        for row in rows:
            self._line([to(value) if to and value is not None else value for to, value in zip(convert, row, strict=True)])
            self.written.rows[head.name] += 1

    def finish(self) -> None:
        """Close the file, safe on the disk, and give it its name."""
        end = {"end": self.written.rows, "last": self.written.last, "sha256": self._hash.hexdigest()}
        self._line(end)
        if self._out is not self._file:
            self._out.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)

    def _line(self, content: Any) -> None:
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._hash.update(line)
        self._out.write(line)


@dataclass(frozen=True)
class Backup:
    """A backup that was read to its end and found whole."""

    path: Path
    schema: int
    made: datetime
    written: Written

    def tables(self) -> Iterator[tuple[TableHead, Iterator[list[Any]]]]:
        """Each table with its rows; take all rows of one before the next."""
        lines = _lines(self.path)
        next(lines)
        head = _head(json.loads(next(lines)))

        while head is not None:
            following: list[TableHead | None] = []
            yield head, _rows(head, lines, following)
            head = following[0]


def _rows(head: TableHead, lines: Iterator[bytes], following: list[TableHead | None]) -> Iterator[list[Any]]:
    convert = [_FROM_JSON.get(kind) for kind in head.columns.values()]
    for line in lines:
        content = json.loads(line)
        if isinstance(content, dict):
            following.append(_head(content))
            return
        yield [to(value) if to and value is not None else value for to, value in zip(convert, content, strict=True)]


def _head(content: dict[str, Any]) -> TableHead | None:
    return TableHead(content["table"], content["columns"]) if "table" in content else None


def open_backup(path: Path) -> Backup:
    """Read the file to its end. Raises BackupError when it is no backup, damaged, cut off or of a newer version."""
    try:
        return _opened(path)
    except BackupError:
        raise
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _damaged(path) from error
        raise BackupError(f"{path} is niet te lezen. Controleer de naam en de rechten van het bestand.") from error
    except (EOFError, ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise _damaged(path) from error


def _opened(path: Path) -> Backup:
    lines = _lines(path)
    first = next(lines, b"")
    with suppress(ValueError):
        head = json.loads(first)
        if isinstance(head, dict) and head.get("zelfscan") == _MARK:
            return _whole(path, first, head, lines)
    raise BackupError(f"{path} is geen back-up van de zelfscan. Kies een bestand dat 'python -m storage backup' heeft gemaakt.")


def _whole(path: Path, first: bytes, head: dict[str, Any], lines: Iterator[bytes]) -> Backup:
    if head["format"] != FORMAT:
        raise BackupError(
            f"{path} is een back-up van een nieuwere versie van de zelfscan (bestandsvorm {head['format']}; "
            f"deze versie kent {FORMAT}). Installeer de nieuwere versie. Er is niets veranderd."
        )
    found, rows, before = hashlib.sha256(), dict[str, int](), first
    name = ""
    for line in lines:
        found.update(before)
        before = line
        if line.startswith(b"{"):
            name = json.loads(line).get("table", "")
            rows.update({name: 0} if name else {})
        else:
            rows[name] += 1
    end = json.loads(before)
    if end["sha256"] != found.hexdigest() or end["end"] != rows or not rows:
        raise _damaged(path)
    return Backup(path, int(head["schema"]), datetime.fromisoformat(head["made"]), Written(rows, end["last"]))


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{path} is niet heel: het bestand is afgebroken of veranderd. Gebruik een andere back-up, "
        "of kopieer het bestand opnieuw. Er is niets veranderd."
    )


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        yield from gzip.GzipFile(fileobj=file) if packed else file
