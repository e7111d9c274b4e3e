"""The content of each version used is stored once, so that an old measurement is always read with its own questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, select

from questionnaire.models import Questionnaire
from storage.database import insert
from storage.tables import questionnaire_version as _version


def keep_questionnaire(engine: Engine, connection: Connection, questionnaire: Questionnaire, now: datetime) -> None:
    """Store the questionnaire, unless it is there."""
    hash_ = questionnaire.hash
    if connection.execute(select(_version.c.hash).where(_version.c.hash == hash_)).first() is None:
        row = {"hash": hash_, "id": questionnaire.id, "version": questionnaire.version, "created": now}
        connection.execute(insert(engine, _version).on_conflict_do_nothing(), {**row, "json": questionnaire.to_json()})
