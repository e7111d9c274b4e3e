"""Free texts are sealed before they reach the database, with a key that is not in it (Fernet of `cryptography`).

What people type (notes, reasons, plans, who does what) may hold more than they meant to tell. A copy of the database alone,
in a backup or on a lost disk, then shows none of it. Columns of the type `Sealed` do this by themselves: each engine has the
vault of its own key. The table `seal` holds a known text, so that a wrong or missing key is noticed before anything is read
or written. See docs/decisions/0009-sealed-texts.md.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Connection, Text, and_, bindparam, column, select, table, update
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.types import TypeDecorator

from storage.errors import NoKey, TextUnreadable, WrongKey

MARK: Final = "fernet:"
"""What a sealed text begins with."""
KNOWN: Final = "zelfscan"
"""The text in the table `seal`."""

_SEALED = re.compile(rf"{MARK}gAAAAA[A-Za-z0-9_-]+=*")
_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()

Place = tuple[str, tuple[str, ...], str]
"""A column with sealed texts: its table, the primary key of that table, and its own name."""


class Vault:
    """Seals with the first key, opens with any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises NoKey for what is no key."""
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as error:
            raise NoKey(
                "Een sleutel in ZELFSCAN_NOTES_KEY is niet goed: een sleutel heeft 44 tekens en eindigt op '='"
            ) from error
        self.several = len(fernets) > 1
        self._first, self._all = fernets[0], MultiFernet(fernets)

    def seal(self, text: str) -> str:
        return MARK + self._first.encrypt(text.encode()).decode() if text else text

    def open(self, text: str) -> str:
        """A text from before there was a key stays readable. Raises TextUnreadable."""
        if not text.startswith(MARK):
            return text
        try:
            return self._all.decrypt(text.removeprefix(MARK)).decode()
        except InvalidToken as error:
            raise TextUnreadable from error

    def seal_again(self, text: str) -> str:
        """As sealed with the first key; the same text when it is. Raises WrongKey for a seal that no key opens."""
        if _SEALED.fullmatch(text) is None:
            return self.seal(text)
        with suppress(InvalidToken):
            self._first.decrypt(text.removeprefix(MARK))
            return text
        try:
            return self.seal(self.open(text))
        except TextUnreadable as error:
            raise WrongKey from error


class Sealed(TypeDecorator[str]):
    """A text that stands in the database sealed. Equal texts look different there: compare them in Python.

    An engine without a vault reads the seals as they are, and writes nothing else: what copies a database needs no key.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if not value:
            return value
        vault = _vaults.get(dialect)
        if vault is not None:
            return vault.seal(value)
        if _SEALED.fullmatch(value) is None:
            raise ValueError("a text to seal, and no key: open the database with storage.Store")
        return value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        vault = _vaults.get(dialect)
        return value if value is None or vault is None else vault.open(value)


def give_vault(dialect: Dialect, vault: Vault) -> None:
    """Everything that goes through the engine of this dialect is sealed and opened with `vault`."""
    _vaults[dialect] = vault


def vault_of(dialect: Dialect) -> Vault | None:
    return _vaults.get(dialect)


def rewrite(connection: Connection, places: Iterable[Place], change: Callable[[str], str]) -> int:
    """Replace what stands in the database, sealed or not, by what `change` makes of it. How many texts changed.

    A text that somebody saves meanwhile stays as they saved it.
    """
    count = 0
    for name, keys, text in places:
        rows = table(name, *(column(key) for key in keys), column(text, Text()))
        found = connection.execute(select(rows).where(rows.c[text].is_not(None), rows.c[text] != "")).all()
        new = [(row, change(getattr(row, text))) for row in found]
        changed = [
            {"new_text": made, "old_text": getattr(row, text), **{f"of_{key}": getattr(row, key) for key in keys}}
            for row, made in new
            if made != getattr(row, text)
        ]
        same = rows.c[text] == bindparam("old_text", type_=Text())
        mine = and_(same, *(rows.c[key] == bindparam(f"of_{key}") for key in keys))
        if changed:
            connection.execute(update(rows).where(mine).values({text: bindparam("new_text", type_=Text())}), changed)
        count += len(changed)
    return count


# Where the key is


def named_keys(setting: str) -> list[str]:
    """The keys of ZELFSCAN_NOTES_KEY: one, or more with a comma between them, the one to seal with first."""
    return [key for key in re.split(r"[\s,]+", setting) if key]


def key_file(url: URL) -> Path | None:
    """Where the key of a SQLite file stands: beside it. None for a database that is no file."""
    name = (url.database or "").removeprefix("file:").split("?")[0]
    if url.get_backend_name() != "sqlite" or not name or name.startswith(":"):
        return None
    return Path(name).with_suffix(".sleutel")


def read_key(path: Path) -> list[str]:
    """The keys in the file; none without a file. Raises NoKey for a file that holds something else or cannot be read."""
    try:
        keys = named_keys(path.read_text("ascii"))
        Vault(keys or [""])
    except FileNotFoundError:
        return []
    except (OSError, ValueError, NoKey) as error:
        raise NoKey(f"Het sleutelbestand {path.name} is niet te lezen of beschadigd. Zet het terug uit een kopie") from error
    return keys


def make_key(path: Path) -> list[str]:
    """A new key, in a file that only its owner can read. Of processes that start together, all get the same key."""
    handle, name = tempfile.mkstemp(prefix=".sleutel-", dir=path.parent)  # mode 600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)  # whole or not at all, and never over another key
    finally:
        Path(name).unlink()
    return read_key(path)
