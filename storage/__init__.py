"""Where answers live: measurements in a database, reached with a secret token."""

from storage.errors import (
    AddressWrong,
    BackupError,
    MeasurementGone,
    NoKey,
    NotNow,
    QuestionnaireDamaged,
    SchemaTooNew,
    StorageError,
    StorageUnavailable,
    TextUnreadable,
    TokenInUse,
    TooManyPlans,
    UnknownCode,
    WorkshopFull,
    WrongKey,
)
from storage.exchange import to_measurement
from storage.plan import KeptPlan, OpenPlan, Saved
from storage.settings import Settings
from storage.sharing import Counts, Shared
from storage.store import Store
from storage.stored import Stored
from storage.trail import Trace
from storage.values import is_token, new_token
from storage.workshop import Attendee, Commitment, Entry, Participation, Phase, Workshop

__all__ = [
    "AddressWrong",
    "Attendee",
    "BackupError",
    "Commitment",
    "Counts",
    "Entry",
    "KeptPlan",
    "MeasurementGone",
    "NoKey",
    "NotNow",
    "OpenPlan",
    "Participation",
    "Phase",
    "QuestionnaireDamaged",
    "Saved",
    "SchemaTooNew",
    "Settings",
    "Shared",
    "StorageError",
    "StorageUnavailable",
    "Store",
    "Stored",
    "TextUnreadable",
    "TokenInUse",
    "TooManyPlans",
    "Trace",
    "UnknownCode",
    "Workshop",
    "WorkshopFull",
    "WrongKey",
    "is_token",
    "new_token",
    "to_measurement",
]
