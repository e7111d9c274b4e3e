"""Where answers live: measurements in a database, reached with a secret token."""

from storage.errors import (
    MeasurementGone,
    QuestionnaireDamaged,
    SchemaTooNew,
    StorageError,
    StorageUnavailable,
    TokenInUse,
)
from storage.exchange import to_measurement
from storage.settings import Settings
from storage.store import Store, Stored, is_token, new_token

__all__ = [
    "MeasurementGone",
    "QuestionnaireDamaged",
    "SchemaTooNew",
    "Settings",
    "StorageError",
    "StorageUnavailable",
    "Store",
    "Stored",
    "TokenInUse",
    "is_token",
    "new_token",
    "to_measurement",
]
