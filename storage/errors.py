"""What can go wrong in the storage. `str(error)` is a Dutch sentence that a screen can show."""

from __future__ import annotations


class StorageError(Exception):
    """Base of all errors of the storage."""


class StorageUnavailable(StorageError):
    """The database is locked, read-only, full, damaged or out of reach. Nothing was changed; trying again may help."""


class SchemaTooNew(StorageError):
    """The database was made by a newer version of the app."""


class QuestionnaireDamaged(StorageError):
    """A stored questionnaire is not what its hash says, or this version of the app cannot read it."""


class TokenInUse(StorageError):
    """The token already has a measurement."""

    def __init__(self) -> None:
        super().__init__("Bij deze link hoort al een meting.")


class MeasurementGone(StorageError):
    """The measurement has been deleted or has expired since it was read."""

    def __init__(self) -> None:
        super().__init__("Deze meting bestaat niet meer. Uw laatste wijziging is niet bewaard.")
