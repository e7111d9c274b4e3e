"""The measurement file: reading it with care, and writing it.

A file comes from a stranger's disk. Whatever its bytes are, reading gives a measurement or one clear `MeasurementError`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questionnaire import messages as say
from questionnaire.answers import FORMAT, MAX_NOTE, MAX_REASON, Answer, Measurement, Reference
from questionnaire.base import Frozen
from questionnaire.models import Questionnaire
from questionnaire.plan import MAX_NUMBER, MAX_PLANS, OUTCOMES, Plan, PlanPartner, PlanReview, PlanStep
from questionnaire.text import clean_text, clip, listed

MAX_BYTES: Final = 1_000_000

# What other files begin with.
_FILE_TYPES: Final = (
    (b"%PDF", "een PDF"),
    (b"PK\x03\x04", "een Word- of Excelbestand of een zipbestand"),
    (b"\xd0\xcf\x11\xe0", "een oud Word- of Excelbestand"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"{\\rtf", "een tekstdocument"),
    (b"\x1f\x8b", "een ingepakt bestand"),
    (b"SQLite format 3", "een database"),
    (b"<", "een webpagina"),
)
_EXPECTED: Final = {
    "questionnaire": "een groep met 'id' en 'version' als tekst",
    "municipality": "de naam van een gemeente als tekst",
    "role": "de id van een rol als tekst",
    "size": "de id van een grootteklasse als tekst",
    "answers": "een groep met een antwoord per vraag",
    "targets": "een groep met een ambitie per thema",
    "target_reasons": "een groep met een reden per thema",
    "missing_partners": "een lijst met ids van partners",
    "chosen": "een lijst met ids van ideeën",
    "plans": f"een lijst met hooguit {MAX_PLANS} plannen",
}

# What belongs at a key of a plan; at any other key belongs a text.
_PLAN_EXPECTED: Final = {
    **dict.fromkeys(("first_step_date", "review_date", "day"), 'een datum, zoals "2026-11-23"'),
    **dict.fromkeys(("returns", "group"), f"een heel getal van 0 tot en met {MAX_NUMBER}"),
    **dict.fromkeys(("privacy", "indicators"), "een lijst met ids"),
    **dict.fromkeys(("partners", "steps"), "een lijst met regels"),
    **dict.fromkeys(("idea", "money", "role"), "een id"),
    "headings": "een groep met een tekst per kopje",
    "review": "een groep met 'outcome' en 'learned'",
    "outcome": "een van deze woorden: " + ", ".join(OUTCOMES),
}
_PLAN_PARTS: Final[dict[str, type[Frozen]]] = {"partners": PlanPartner, "steps": PlanStep, "review": PlanReview}


class MeasurementError(Exception):
    """The bytes are no measurement of this questionnaire; the message says in Dutch why and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement, and in Dutch what could not be compared with this questionnaire or was left out."""

    measurement: Measurement
    differences: tuple[str, ...] = ()


def read_measurement(data: bytes, questionnaire: Questionnaire) -> Reading:
    """Read a measurement file made with (a version of) this questionnaire.

    Text is cleaned with `clean_text`. Answers, targets and choices that this questionnaire does not know are left out
    and named in `differences`. Raises `MeasurementError`, and nothing else, for anything that is no such file.
    """
    try:
        return _read(_parse(_decode(data)), questionnaire)
    except RecursionError:
        raise MeasurementError(say.NESTED) from None


def write_measurement(measurement: Measurement) -> bytes:
    """The measurement as UTF-8 JSON. The same measurement always gives the same bytes; what is empty is left out."""
    data = measurement.model_dump(mode="json", exclude_none=True)
    data["plans"] = [plan.model_dump(mode="json", exclude_defaults=True) for plan in measurement.plans]
    for group in ("answers", "targets", "target_reasons"):
        data[group] = dict(sorted(data[group].items()))
    kept = {key: value for key, value in data.items() if value or key == "answers"}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        _refuse(say.TOO_LARGE)
    if not data.strip():
        _refuse(say.EMPTY)
    for start, kind in _FILE_TYPES:
        if data.lstrip().startswith(start):
            _refuse(say.OTHER_FILE_TYPE, kind=kind)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(say.MEASUREMENT_NOT_UTF8, line=data.count(b"\n", 0, error.start) + 1)


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        _refuse(say.NOT_JSON, line=error.lineno)
    except ValueError:  # Python reads no whole numbers of more than 4300 digits
        _refuse(say.HUGE_NUMBER)


def _constant(name: str) -> NoReturn:
    _refuse(say.NOT_A_NUMBER, value=name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object with all text in it cleaned, refusing a key that stands there twice: the last would silently win."""
    result: dict[str, Any] = {}
    for written, value in pairs:
        key = clean_text(written)
        if key in result:
            _refuse(say.JSON_KEY_TWICE, key=clip(key))
        result[key] = _clean(value)
    return result


def _clean(value: Any) -> Any:
    """The value with every text in it cleaned; an object was cleaned when it was read."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def _read(data: Any, questionnaire: Questionnaire) -> Reading:
    if not isinstance(data, dict) or not data.keys() & {"questionnaire", "answers"}:
        _refuse(say.NO_MEASUREMENT)
    _check_format(data.get("format", FORMAT))
    for key in data:
        if key not in Measurement.model_fields:
            _refuse(say.KEY_UNKNOWN, key=clip(key), place="", hint=say.did_you_mean(key, Measurement.model_fields))
    made_with = data.get("questionnaire")
    if isinstance(made_with, dict) and isinstance(made_with.get("id"), str) and made_with["id"] != questionnaire.id:
        _refuse(say.OTHER_QUESTIONNAIRE, id=clip(made_with["id"]), own=questionnaire.id)
    left_out = _leave_out_unknown(data, questionnaire)
    try:
        # Strict, so that "3", true and 3.0 are no levels; by way of JSON, so that dates and lists may be text and arrays.
        measurement = Measurement.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        _explain(error.errors(include_url=False)[0])
    return Reading(measurement, (*_versions(measurement.questionnaire, questionnaire), *left_out))


def _check_format(value: Any) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and value > FORMAT:
        _refuse(say.NEWER_FORMAT, format=clip(str(value)))
    if not whole or value != FORMAT:
        _refuse(say.BAD_FORMAT, value=_shown(value))


def _leave_out_unknown(data: dict[str, Any], questionnaire: Questionnaire) -> list[str]:
    """Take out of `data` what this questionnaire does not know, and say so. Leaves values of a wrong type for later."""
    differences: list[str] = []
    groups: tuple[tuple[str, Collection[str], str], ...] = (
        ("answers", questionnaire.question_by_id, say.LEFT_OUT_QUESTIONS),
        ("targets", questionnaire.theme_by_id, say.LEFT_OUT_THEMES),
        ("target_reasons", questionnaire.theme_by_id, say.LEFT_OUT_REASONS),
        ("chosen", questionnaire.idea_by_id, say.LEFT_OUT_IDEAS),
        ("missing_partners", {partner.id for partner in questionnaire.partners}, say.LEFT_OUT_PARTNERS),
    )
    for key, known, message in groups:
        given = data.get(key)
        if not isinstance(given, (dict, list)):
            continue
        unknown = [item for item in given if isinstance(item, str) and item not in known]
        if unknown and isinstance(given, dict):
            data[key] = {name: value for name, value in given.items() if name in known}
        elif unknown:
            data[key] = [item for item in given if item not in unknown]
        if unknown:
            differences.append(message.format(ids=listed([clip(name) for name in unknown])))
    single: tuple[tuple[str, Collection[str], str], ...] = (
        ("role", {role.id for role in questionnaire.roles}, say.LEFT_OUT_ROLE),
        ("size", {size.id for size in questionnaire.size_classes}, say.LEFT_OUT_SIZE),
    )
    for key, known, message in single:
        value = data.get(key)
        if isinstance(value, str) and value not in known:
            del data[key]
            differences.append(message.format(id=clip(value)))
    return differences


def _versions(made_with: Reference, questionnaire: Questionnaire) -> list[str]:
    if made_with.version != questionnaire.version:
        return [say.OTHER_VERSION.format(version=clip(made_with.version), own=questionnaire.version)]
    if made_with.hash and made_with.hash != questionnaire.hash:
        return [say.OTHER_HASH.format(own=questionnaire.version)]
    return []


def _explain(detail: ErrorDetails) -> NoReturn:
    """Refuse with the message for one error that pydantic found."""
    kind, given = detail["type"], detail["input"]
    place = [str(step) for step in detail["loc"]]
    if kind == "json_invalid":  # only its limit on nesting is left: json.loads could read the text
        _refuse(say.NESTED)
    if kind == "missing":
        _refuse(say.KEY_MISSING, key=".".join(place))
    if place[0] == "plans" and len(place) > 1:
        _explain_plan(kind, int(place[1]) + 1, place[2:], given)
    if kind == "extra_forbidden":
        known = Answer.model_fields if place[0] == "answers" else Reference.model_fields
        inside = f" bij vraag '{place[1]}'" if place[0] == "answers" else f" in '{place[0]}'"
        _refuse(say.KEY_UNKNOWN, key=clip(place[-1]), place=inside, hint=say.did_you_mean(place[-1], known))
    match place:
        case ["answers", question, "level", *_]:
            _refuse(say.BAD_LEVEL, question=question, value=_shown(given))
        case ["answers", question, "note"] if kind == "string_too_long":
            _refuse(say.NOTE_TOO_LONG, question=question, count=len(given), most=MAX_NOTE)
        case ["answers", question, "note"]:
            _refuse(say.BAD_NOTE, question=question)
        case ["answers", question]:
            _refuse(say.BAD_ANSWER, question=question)
        case ["targets", theme]:
            _refuse(say.BAD_TARGET, theme=theme, value=_shown(given))
        case ["target_reasons", theme] if kind == "string_too_long":
            _refuse(say.REASON_TOO_LONG, theme=theme, count=len(given), most=MAX_REASON)
        case ["target_reasons", theme] if kind == "string_too_short":
            _refuse(say.REASON_EMPTY, theme=theme)
        case ["target_reasons", theme]:
            _refuse(say.BAD_REASON, theme=theme)
        case ["date"]:
            _refuse(say.BAD_MEASUREMENT_DATE, value=_shown(given))
    _refuse(say.BAD_VALUE, key=".".join(place), value=_shown(given), expected=_EXPECTED[place[0]])


def _explain_plan(kind: str, number: int, place: list[str], given: Any) -> NoReturn:
    """Refuse with the message for one error in a plan; `place` is where in that plan."""
    names = [step for step in place if not step.isdecimal() and step != "[key]"]
    if not names:
        _refuse(say.PLAN_NOT_GROUP, number=number, value=_shown(given))
    key = clip(".".join(names))
    if kind == "extra_forbidden":
        known = _PLAN_PARTS.get(names[0], Plan).model_fields
        _refuse(say.KEY_UNKNOWN, key=clip(names[-1]), place=f" in plan {number}", hint=say.did_you_mean(names[-1], known))
    if kind in ("string_too_long", "too_long"):
        message = say.PLAN_TEXT_TOO_LONG if kind == "string_too_long" else say.PLAN_LIST_TOO_LONG
        _refuse(message, key=key, number=number, count=len(given))
    if place[-1] == "[key]" or (place[-1].isdecimal() and names[-1] in ("privacy", "indicators")):
        expected = "een id"
    elif place[-1].isdecimal():
        expected = "een groep"
    else:
        expected = "tekst" if place[0] == "headings" and len(names) > 1 else _PLAN_EXPECTED.get(names[-1], "tekst")
    _refuse(say.PLAN_VALUE, key=key, number=number, value=_shown(given), expected=expected)


def _shown(value: Any) -> str:
    """A value as it stands in the file, short enough to quote."""
    return clip(json.dumps(value, ensure_ascii=False, default=str))


def _refuse(message: str, **values: object) -> NoReturn:
    raise MeasurementError(message.format(**values)) from None
