"""Opening a database with its key: the key is found or made, tried, and everything that is not sealed with it is sealed."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, select, text, update

from storage.database import reading, writing
from storage.errors import NoKey, StorageUnavailable, TextUnreadable, WrongKey
from storage.sealing import KNOWN, Place, Sealed, Vault, give_vault, key_file, make_key, named_keys, read_key, rewrite
from storage.tables import metadata, seal

_LOCK = 7_350_115  # any number that nothing else in the database uses

PLACES: tuple[Place, ...] = tuple(
    (table.name, tuple(key.name for key in table.primary_key.columns), column.name)
    for table in metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Sealed)
)


def unlock(engine: Engine, setting: str) -> None:
    """Give `engine` the vault of its keys: those of `setting`, and for a SQLite file also the key that stands beside it.

    A SQLite file without any key gets one. Raises NoKey where there must be one and is none, and WrongKey when it does not
    fit what is in the database: nothing is changed then.
    """
    with reading(engine) as connection:
        found = _known(connection)
    vault = Vault(_keys(engine, setting, new=found is None))
    if found is not None:
        _fits(vault, found)
    give_vault(engine.dialect, vault)
    if found is None or vault.several:
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            _seal_all(connection, vault)


def _keys(engine: Engine, setting: str, *, new: bool) -> list[str]:
    keys, path = named_keys(setting), key_file(engine.url)
    if path is None:
        memory = engine.dialect.name == "sqlite"
        if not keys and not memory:
            raise NoKey("Er is geen sleutel voor de teksten. Zet er een in ZELFSCAN_NOTES_KEY, bij elk proces dezelfde")
        return keys or [_passing()]
    keys += read_key(path)
    if not keys and not new:
        raise NoKey(
            f"Het sleutelbestand {path.name} ontbreekt naast de database, en ZELFSCAN_NOTES_KEY is leeg. Zonder die sleutel zijn "
            "de teksten niet te lezen. Zet hem terug uit een kopie"
        )
    try:
        return keys or make_key(path)
    except OSError as error:
        raise StorageUnavailable(f"Dit is niet gelukt: het sleutelbestand {path.name} is niet te maken.") from error


def _passing() -> str:
    """A key for a database in memory, which goes with it."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def _known(connection: Connection) -> str | None:
    found: str | None = connection.execute(select(seal.c.text)).scalar_one_or_none()
    return found


def _fits(vault: Vault, found: str) -> None:
    try:
        fits = vault.open(found) == KNOWN
    except TextUnreadable as error:
        raise WrongKey from error
    if not fits:
        raise WrongKey


def _seal_all(connection: Connection, vault: Vault) -> int:
    """Seal every text with the first key, in one transaction. Another process may have done it meanwhile, with the same key."""
    found = _known(connection)
    if found is None:
        connection.execute(insert(seal).values(id=1, text=vault.seal(KNOWN)))
    else:
        _fits(vault, found)
        connection.execute(update(seal).values(text=vault.seal_again(found)))
    return rewrite(connection, PLACES, vault.seal_again)
