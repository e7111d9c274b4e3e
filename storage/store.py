"""The store: measurements, reached with a token, saved one change at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, delete, select, update

from questionnaire.answers import MAX_REASON, Answer, Measurement, Reference, Value
from questionnaire.models import DEFAULT_TARGET, LEVELS, Questionnaire
from storage import tables
from storage.database import erase_traces, insert, open_engine, reading, upsert, writing
from storage.errors import MeasurementGone, QuestionnaireDamaged, TokenInUse
from storage.held import Held, of_one_person
from storage.keeping import keep_questionnaire
from storage.maintenance import expire
from storage.participants import Participants
from storage.plans import Plans, insert_plan
from storage.settings import Settings
from storage.sharing import Sharing
from storage.stored import OWN_KIND, Stored, read_stored
from storage.terms import TERM, Terms
from storage.trail import leave_trace
from storage.unlock import unlock
from storage.values import answer_row, cleaned, is_token, token_digest, utc_now
from storage.workshops import Workshops

WORKSHOP_RETENTION = timedelta(days=90)

_measurement, _response, _answer = tables.measurement, tables.response, tables.answer
_target, _plan, _partner, _version = tables.target, tables.plan, tables.missing_partner, tables.questionnaire_version

_CHANGED = select(_measurement.c.updated, _measurement.c.expires).where(_measurement.c.id == bindparam("of"))
_TOUCH_BY_RESPONSE = (
    update(_measurement)
    .where(_measurement.c.id == select(_response.c.measurement).where(_response.c.id == bindparam("of")).scalar_subquery())
    .values(expires=TERM)
    .returning(_measurement.c.id, _measurement.c.kind)
)


class Store:
    """Measurements in a database. One per process; safe to share between threads.

    Each method is one short transaction: when it returns, the change is on disk; when it raises, nothing changed.
    Every method may raise StorageUnavailable. Methods that save raise MeasurementGone when the measurement no
    longer exists, and each save starts the retention period again.
    """

    def __init__(
        self, url: str, retention: timedelta, workshop_retention: timedelta = WORKSHOP_RETENTION, notes_key: str | None = None
    ) -> None:
        """Open the database at the SQLAlchemy `url`; make the folder and the schema where they are missing.

        `retention`: how long a measurement stays after its last change; `workshop_retention`: how long a workshop stays
        after its facilitator last changed something, also in what the group agreed; `notes_key`: what free texts are sealed
        with, by default that of the settings (see `storage.unlock`).
        Raises SchemaTooNew when a newer version of the app made the database, NoKey and WrongKey.
        """
        self._engine = open_engine(url)
        unlock(self._engine, Settings().notes_key if notes_key is None else notes_key)
        self._terms = Terms(retention, workshop_retention)
        self._questionnaires: dict[str, Questionnaire] = {}
        self._upsert_answer = upsert(self._engine, _answer)

    @cached_property
    def workshops(self) -> Workshops:
        """Workshops, as their facilitators see them."""
        return Workshops(self._engine, self._terms.together)

    @cached_property
    def participants(self) -> Participants:
        """The people who take part in workshops."""
        return Participants(self._engine)

    @cached_property
    def plans(self) -> Plans:
        """The plans of experiments, field by field, for their writers."""
        return Plans(self._engine, self._terms)

    @cached_property
    def sharing(self) -> Sharing:
        """What municipalities share, to be counted beside others."""
        return Sharing(self._engine, self._terms)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def kind(self) -> str:
        """The kind of database: "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    def ping(self) -> None:
        """Returns when the database answers."""
        self.schema()

    def schema(self) -> int:
        """The number of the schema that the database has now: another process may have brought it further."""
        with reading(self._engine) as connection:
            number: int = connection.execute(select(tables.meta.c.schema)).scalar_one()
        return number

    # A measurement as a whole

    def create(
        self, token: str, questionnaire: Questionnaire, *, municipality: str, role: str | None, size: str | None, today: date
    ) -> Stored:
        """Start a solo measurement. Raises TokenInUse, and ValueError for a token that `new_token` did not make."""
        reference = Reference(id=questionnaire.id, version=questionnaire.version)
        texts = {"municipality": cleaned(municipality), "role": cleaned(role), "size": cleaned(size)}
        empty = Measurement.model_validate({"questionnaire": reference, "date": today, **texts})
        return self._insert(token, empty, questionnaire)

    def import_measurement(self, token: str, measurement: Measurement, questionnaire: Questionnaire, today: date) -> Stored:
        """Start a solo measurement from a measurement file, to be read with `questionnaire`.

        Everything in the file is stored, also answers to questions that `questionnaire` does not have: telling
        people about those is up to the caller. A date after `today` becomes `today`. Raises as `create` does.
        """
        return self._insert(token, measurement.model_copy(update={"date": min(measurement.date, today)}), questionnaire)

    def find(self, token: str) -> Stored | None:
        """The measurement of `token`; None where it is unknown, expired or no token at all. Any string is safe."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            return read_stored(connection, token_digest(token), utc_now())

    def held(self, token: str) -> Held | None:
        """Everything that is kept of the measurement of one person; None where `find` finds none, and for a group."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            return of_one_person(connection, token_digest(token), utc_now())

    def changed(self, id: int) -> datetime | None:
        """When the measurement was last changed, to see whether a copy of it is still good; None when it is gone."""
        with reading(self._engine) as connection:
            row = connection.execute(_CHANGED, {"of": id}).first()
        return None if row is None or row.expires <= utc_now() else row.updated

    def delete(self, token: str) -> bool:
        """Remove the measurement with everything that belongs to it. False when there was none."""
        if not is_token(token):
            return False
        with writing(self._engine) as connection:
            gone = connection.execute(delete(_measurement).where(_measurement.c.owner_token_hash == token_digest(token))).rowcount
        if gone:
            erase_traces(self._engine)
        return bool(gone)

    def expire(self, now: datetime) -> int:
        """Remove all measurements that expire at `now` or before, and questionnaires that no measurement uses.

        Returns the number of measurements removed.
        """
        with writing(self._engine) as connection:
            gone = expire(connection, now).measurements
        if gone:
            erase_traces(self._engine)
        return gone

    def questionnaire(self, hash: str) -> Questionnaire | None:
        """The questionnaire with this content hash, as it was when a measurement started with it; None if unknown.

        Raises QuestionnaireDamaged when the stored text does not have this hash or cannot be read any more.
        """
        if hash in self._questionnaires:
            return self._questionnaires[hash]
        with reading(self._engine) as connection:
            text = connection.execute(select(_version.c.json).where(_version.c.hash == hash)).scalar_one_or_none()
        if text is None:
            return None
        # The text is compared, not `found.hash`: a later version of the models may write the same content differently.
        if hashlib.sha256(text.encode()).hexdigest() != hash:
            raise QuestionnaireDamaged("De bewaarde vragenlijst van deze meting is veranderd of beschadigd.")
        try:
            found = Questionnaire.model_validate_json(text)
        except ValidationError as error:
            raise QuestionnaireDamaged("De vragenlijst van deze meting is niet meer te lezen.") from error
        return self._questionnaires.setdefault(hash, found)

    # One change at a time

    def save_answer(self, response_id: int, question: str, value: Value | None, note: str | None) -> datetime:
        """Store the value and the note of one question together; the last save wins. Returns the moment of the change.

        Raises ValueError for a value that is no answer or a note above MAX_NOTE characters.
        """
        note = cleaned(note)
        Answer(level=value, note=note)  # raises ValidationError, a ValueError
        row = answer_row(response_id, question, value, note, now := utc_now())
        with writing(self._engine) as connection:
            of = connection.execute(_TOUCH_BY_RESPONSE, self._terms.moments(response_id, now)).first()
            if of is None:
                raise MeasurementGone
            connection.execute(self._upsert_answer, row)
            if of.kind == "workshop":  # what the group agreed was changed, by the page of its measurement
                leave_trace(connection, of.id, "agreed", now)
        return now

    def save_details(self, id: int, municipality: str, role: str | None, size: str | None) -> None:
        """Store who fills in: municipality, role (id) and size class (id)."""
        own = (_response.c.measurement == id) & (
            _response.c.kind == select(OWN_KIND).where(_measurement.c.id == id).scalar_subquery()
        )
        with writing(self._engine) as connection:
            changes = {"municipality": cleaned(municipality), "size": cleaned(size)}
            self._terms.touch(connection, id, utc_now(), "details", **changes)
            connection.execute(update(_response).where(own).values(role=cleaned(role)))

    def save_position(self, id: int, theme: str | None) -> datetime:
        """Store the id of the theme last visited, to resume there. Returns the moment of the change."""
        with writing(self._engine) as connection:
            self._terms.touch(connection, id, now := utc_now(), None, position=cleaned(theme))
        return now

    def save_target(self, id: int, theme: str, level: int | None) -> None:
        """Store the ambition for a theme: a level 1..5, or None to take it back. Raises ValueError for another level."""
        if level is not None and level not in LEVELS:
            raise ValueError(f"a target is a level 1..5, not {level!r}")
        with writing(self._engine) as connection:
            self._terms.touch(connection, id, utc_now(), "ambition")
            if level is None:
                connection.execute(delete(_target).where(_target.c.measurement == id, _target.c.theme == theme))
            else:
                self._save_target(connection, {"measurement": id, "theme": theme, "level": level}, "level")

    def save_target_reason(self, id: int, theme: str, reason: str | None) -> None:
        """Store why the ambition for a theme is what it is; None takes the reason back.

        A reason makes an ambition that was not chosen yet into a choice, of the usual level.
        Raises ValueError above MAX_REASON characters.
        """
        reason = cleaned(reason) or None
        if reason and len(reason) > MAX_REASON:
            raise ValueError(f"a reason has at most {MAX_REASON} characters, not {len(reason)}")
        with writing(self._engine) as connection:
            self._terms.touch(connection, id, utc_now(), "ambition")
            if reason is None:
                mine = (_target.c.measurement == id) & (_target.c.theme == theme)
                connection.execute(update(_target).where(mine).values(reason=None))
            else:
                row = {"measurement": id, "theme": theme, "level": DEFAULT_TARGET, "reason": reason}
                self._save_target(connection, row, "reason")

    def save_chosen(self, id: int, ideas: Iterable[str]) -> None:
        """Make `ideas` (ids) the chosen ones: those already chosen keep their place, new ones follow in this order."""
        ideas = tuple(dict.fromkeys(ideas))
        with writing(self._engine) as connection:
            self._terms.touch(connection, id, now := utc_now(), "ideas")
            connection.execute(delete(_plan).where(_plan.c.measurement == id, _plan.c.idea.not_in(ideas)))
            if ideas:
                connection.execute(insert(self._engine, _plan).on_conflict_do_nothing(), _plan_rows(id, ideas, now))

    def save_missing_partners(self, id: int, partners: Iterable[str]) -> None:
        """Make `partners` (ids) the ones this municipality does not have."""
        rows = _partner_rows(id, partners)
        with writing(self._engine) as connection:
            self._terms.touch(connection, id, utc_now(), "partners")
            connection.execute(delete(_partner).where(_partner.c.measurement == id))
            if rows:
                connection.execute(_partner.insert(), rows)

    # Parts

    def _save_target(self, connection: Connection, row: dict[str, Any], changed: str) -> None:
        """Insert the ambition; where there is one, replace only its column `changed`."""
        statement = insert(self._engine, _target)
        statement = statement.on_conflict_do_update(
            index_elements=list(_target.primary_key.columns), set_={changed: statement.excluded[changed]}
        )
        connection.execute(statement, row)

    def _insert(self, token: str, content: Measurement, questionnaire: Questionnaire) -> Stored:
        if not is_token(token):
            raise ValueError("not a token made by new_token")
        token_hash, now = token_digest(token), utc_now()
        with writing(self._engine) as connection:
            # An expired measurement that is not yet swept away must not stand in the way.
            old = (_measurement.c.owner_token_hash == token_hash) & (_measurement.c.expires <= now)
            connection.execute(delete(_measurement).where(old))
            keep_questionnaire(self._engine, connection, questionnaire, now)
            measurement_id, response_id = self._insert_heads(connection, token_hash, content, questionnaire, now)
            for table, rows in (
                (_answer, [answer_row(response_id, id_, a.level, a.note, now) for id_, a in content.answers.items()]),
                (_target, _target_rows(measurement_id, content)),
                (_plan, _plan_rows(measurement_id, dict.fromkeys(content.chosen), now)),
                (_partner, _partner_rows(measurement_id, content.missing_partners)),
            ):
                if rows:
                    connection.execute(table.insert(), rows)
            for plan in content.plans:
                insert_plan(connection, measurement_id, plan, now)
            stored = read_stored(connection, token_hash)
        assert stored is not None  # noqa: S101  # read in the transaction that wrote it
        return stored

    def _insert_heads(
        self, connection: Connection, token_hash: str, content: Measurement, questionnaire: Questionnaire, now: datetime
    ) -> tuple[int, int]:
        """The measurement and its one response: their ids. Raises TokenInUse."""
        head = insert(self._engine, _measurement).values(
            kind="solo",
            municipality=cleaned(content.municipality),
            size=cleaned(content.size),
            date=content.date,
            questionnaire_hash=questionnaire.hash,
            questionnaire_id=questionnaire.id,
            questionnaire_version=questionnaire.version,
            owner_token_hash=token_hash,
            created=now,
            updated=now,
            expires=now + self._terms.alone,
        )
        head = head.on_conflict_do_nothing(index_elements=[_measurement.c.owner_token_hash])
        measurement_id = connection.execute(head.returning(_measurement.c.id)).scalar_one_or_none()
        if measurement_id is None:
            raise TokenInUse
        body = _response.insert().values(measurement=measurement_id, role=cleaned(content.role), kind="individual", round=1)
        return measurement_id, connection.execute(body.returning(_response.c.id)).scalar_one()


def _target_rows(measurement: int, content: Measurement) -> list[dict[str, Any]]:
    targets, reasons = content.targets, content.target_reasons
    return [
        {
            "measurement": measurement,
            "theme": theme,
            "level": targets.get(theme, DEFAULT_TARGET),
            "reason": cleaned(reasons.get(theme)),
        }
        for theme in {**targets, **reasons}
    ]


def _plan_rows(measurement: int, ideas: Iterable[str], now: datetime) -> list[dict[str, Any]]:
    step = timedelta(microseconds=1)
    return [{"measurement": measurement, "idea": idea, "created": now + place * step} for place, idea in enumerate(ideas)]


def _partner_rows(measurement: int, partners: Iterable[str]) -> list[dict[str, Any]]:
    return [{"measurement": measurement, "partner": partner} for partner in dict.fromkeys(partners)]
