"""What can go wrong in the storage. `str(error)` is a Dutch sentence that a screen can show."""

from __future__ import annotations


class StorageError(Exception):
    """Base of all errors of the storage."""


class StorageUnavailable(StorageError):
    """The database is locked, read-only, full, damaged or out of reach. Nothing was changed; trying again may help."""


class AddressWrong(StorageError):
    """DATABASE_URL is no address of a database that the app can use."""

    def __init__(self) -> None:
        super().__init__(
            "DATABASE_URL is geen adres van een database die de zelfscan kent. "
            "Gebruik sqlite:///map/zelfscan.sqlite of postgresql://naam:wachtwoord@server/database. "
            "Zonder DATABASE_URL gebruikt de zelfscan een SQLite-bestand."
        )


class BackupError(StorageError):
    """A backup cannot be made, read or put back. Nothing was changed in the database."""


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


class TooManyPlans(StorageError):
    """The measurement has as many plans as it can hold."""

    def __init__(self) -> None:
        super().__init__("Er zijn al 8 plannen bij deze meting. Verwijder er eerst een dat u niet meer nodig hebt.")


class UnknownCode(StorageError):
    """No open workshop has this join code. The same answer for a wrong and an expired code."""

    def __init__(self) -> None:
        super().__init__("Deze code klopt niet, of werkt niet meer. Kijk op het grote scherm, of vraag de begeleider.")


class WorkshopFull(StorageError):
    """The workshop has as many participants as it can hold."""

    def __init__(self) -> None:
        super().__init__("Deze werksessie is vol. Vraag de begeleider wat u kunt doen.")


class NotNow(StorageError):
    """The phase of the workshop does not allow this (any more)."""

    def __init__(self) -> None:
        super().__init__("Dit kan nu niet. De werksessie is bij een andere stap. Wat al is opgeslagen, blijft bewaard.")


class NoKey(StorageError):
    """There is no key to seal texts with, or it is no key. `str(error)` ends with where keys belong."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. Zie 'De sleutel' in docs/dreigingen.md. Er is niets veranderd.")


class WrongKey(StorageError):
    """The texts in the database were sealed with another key."""

    def __init__(self) -> None:
        super().__init__(
            "De teksten zijn opgeslagen met een andere sleutel. Zet de goede sleutel terug: in ZELFSCAN_NOTES_KEY, of in "
            "het sleutelbestand naast de database. Zie 'De sleutel' in docs/dreigingen.md. Er is niets veranderd."
        )


class TextUnreadable(StorageError):
    """One text cannot be opened, while the key is right: it is damaged, or sealed by a process with another key."""

    def __init__(self) -> None:
        super().__init__("Een tekst in deze meting is niet te lezen. Er is niets veranderd. Meld dit aan de beheerder.")
