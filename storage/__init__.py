"""Where answers live: measurements in a database, reached with a secret token."""

from storage.errors import (
    AddressWrong,
    BackupError,
    MeasurementGone,
    NotNow,
    QuestionnaireDamaged,
    SchemaTooNew,
    StorageError,
    StorageUnavailable,
    TokenInUse,
    TooManyPlans,
    UnknownCode,
    WorkshopFull,
)
from storage.exchange import to_measurement
from storage.plan import KeptPlan, OpenPlan, Saved
from storage.settings import Settings
from storage.store import Store, Stored
from storage.values import is_token, new_token
from storage.workshop import Attendee, Commitment, Entry, Participation, Phase, Workshop

__all__ = [
    "AddressWrong",
    "Attendee",
    "BackupError",
    "Commitment",
    "Entry",
    "KeptPlan",
    "MeasurementGone",
    "NotNow",
    "OpenPlan",
    "Participation",
    "Phase",
    "QuestionnaireDamaged",
    "Saved",
    "SchemaTooNew",
    "Settings",
    "StorageError",
    "StorageUnavailable",
    "Store",
    "Stored",
    "TokenInUse",
    "TooManyPlans",
    "UnknownCode",
    "Workshop",
    "WorkshopFull",
    "is_token",
    "new_token",
    "to_measurement",
]
