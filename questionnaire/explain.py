"""What pydantic finds wrong with a document, as problems in Dutch with their line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from questionnaire import messages as say
from questionnaire.base import MAX_ID
from questionnaire.document import Document, Where, kind_of
from questionnaire.models import LEVELS
from questionnaire.problems import Problem, first
from questionnaire.text import clip, listed

# The only keys that hold true or false. Anywhere else pydantic would read `true` as the number 1.
TRUE_OR_FALSE_KEYS: Final = {"open_call"}

T = TypeVar("T")


def read_model(document: Document, adapter: TypeAdapter[T]) -> T | None:
    """The document as a model; None when it has another shape, with the reasons added to the document's problems."""
    booleans = [
        document.problem(where, say.BOOLEAN.format(value=document.written[where]))
        for where, value in _scalars(document)
        if isinstance(value, bool) and where[-1:] and where[-1] not in TRUE_OR_FALSE_KEYS
    ]
    document.problems += booleans
    told = {(problem.line, problem.key) for problem in document.problems}
    try:
        return adapter.validate_python(document.value)
    except ValidationError as error:
        document.problems += first(each for each in _explain(document, error, adapter) if (each.line, each.key) not in told)
        return None


def _scalars(document: Document) -> Iterator[tuple[Where, object]]:
    """The scalars that are not text, with their places."""
    for where in document.written:
        value: Any = document.value
        for step in where:
            value = value[step]
        yield where, value


def _explain(document: Document, error: ValidationError, adapter: TypeAdapter[Any]) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    missing = {tuple(detail["loc"]) for detail in details if detail["type"] == "missing"}
    mended: set[Where] = set()
    for detail in details:
        if detail["type"] != "extra_forbidden":
            continue
        *parent, key = detail["loc"]
        known = _keys(adapter, tuple(parent))
        near = say.nearest(str(key), known)
        if near and (*parent, near) in missing:
            mended.add((*parent, near))  # one slip, one message
        mend = "Verbeter de naam, of haal de sleutel weg." if near else f"Kies uit: {listed(known)}."
        message = say.UNKNOWN_KEY.format(key=clip(str(key)), hint=say.did_you_mean(str(key), known), mend=mend)
        yield document.problem(tuple(detail["loc"]), message)
    for detail in details:
        where = tuple(detail["loc"])
        if detail["type"] == "extra_forbidden" or where in mended:
            continue
        if detail["type"] == "too_short" and detail["input"]:
            continue  # only because an item of the list has an error of its own
        if where[-1:] == ("[key]",):
            where = where[:-1]
        yield document.problem(where, _message(document, where, detail))


def _message(document: Document, where: Where, detail: ErrorDetails) -> str:
    """The message for one error. Named by pydantic's error types, see docs.pydantic.dev, "Validation Errors"."""
    given = detail["input"]
    context = detail.get("ctx", {})
    key = where[-1] if where else ""
    value = clip(document.written.get(where, str(given)))
    match detail["type"]:
        case "missing":
            return say.MISSING_KEY.format(key=key)
        case _ if given is None:
            return say.NO_VALUE
        case "string_type" if isinstance(given, (list, dict)):
            return say.TEXT_EXPECTED.format(kind=kind_of(given))
        case "string_type":
            return say.NOT_TEXT.format(value=value, kind=kind_of(given))
        case "string_too_short":
            return say.NO_VALUE
        case "string_too_long" if context["max_length"] > MAX_ID:
            return say.TEXT_TOO_LONG.format(count=len(str(given)), most=context["max_length"])
        case "string_too_long":
            return say.ID_TOO_LONG.format(most=context["max_length"])
        case "string_pattern_mismatch":
            kinds = {"^S": say.BAD_SOURCE_ID, "^h": say.BAD_WEB_ADDRESS}
            return kinds.get(context["pattern"][:2], say.BAD_ID).format(value=value)
        case "greater_than_equal" if key == "weight":
            return say.NEGATIVE_WEIGHT.format(value=value)
        case "greater_than_equal":
            return say.NUMBER_TOO_LOW.format(value=value, least=context["ge"])
        case "less_than_equal":
            return say.NUMBER_TOO_HIGH.format(value=value, most=context["le"])
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return say.WHOLE_NUMBER_EXPECTED.format(value=value)
        case "fraction_type" | "fraction_parsing":
            return say.BAD_WEIGHT.format(value=value)
        case "value_error" if key == "weight":
            return say.BAD_WEIGHT.format(value=value)
        case "value_error" if key == "levels" and isinstance(given, dict):
            return say.FIVE_LEVELS.format(what=_levels_difference(given))
        case "value_error" if key == "when" and isinstance(given, list):
            return say.CONTRADICTION_TWO_ANSWERS.format(count=len(given))
        case "value_error" if key == "stages":
            return say.FIVE_STAGES
        case "literal_error":
            choices = [choice.strip().strip("'") for choice in context["expected"].replace(" or ", ", ").split(",")]
            return say.BAD_CHOICE.format(value=value, hint=say.did_you_mean(value, choices), choices=", ".join(choices))
        case "model_type" | "dict_type" | "model_attributes_type":
            return say.MAPPING_EXPECTED.format(kind=kind_of(given))
        case "tuple_type" | "list_type":
            return say.LIST_EXPECTED.format(kind=kind_of(given))
        case "too_short":
            return say.LIST_EMPTY
        case "bool_type" | "bool_parsing":
            return say.TRUE_OR_FALSE.format(value=value)
        case kind if kind.startswith("date"):
            return say.BAD_DATE.format(value=value)
        case _:
            return say.OTHER_VALUE.format(value=value)


def _levels_difference(levels: dict[Any, Any]) -> str:
    """Which level is missing or too many. The keys are whole numbers by now, perhaps written as text."""
    present = {int(level) for level in levels}
    missing = [str(level) for level in LEVELS if level not in present]
    return f"niveau {listed(missing)} ontbreekt"


def _keys(adapter: TypeAdapter[Any], where: Where) -> list[str]:
    """The keys a model knows at a place, read from its JSON Schema."""
    schema = _schema(adapter)
    definitions = schema.get("$defs", {})

    def resolve(node: dict[str, Any]) -> dict[str, Any]:
        if "anyOf" in node:  # a name, or a group of keys: the keys are meant
            node = next(option for option in node["anyOf"] if "$ref" in option)
        return definitions[node["$ref"].rpartition("/")[2]] if "$ref" in node else node

    node = resolve(schema)
    for step in where:
        node = resolve(node["items"] if isinstance(step, int) else node["properties"][step])
    return list(node["properties"])


@cache
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return adapter.json_schema()
