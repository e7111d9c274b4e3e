"""What is asked: the content, loading and checking it, and the answers people give."""

from questionnaire.answers import FORMAT, MAX_NOTE, NOT_APPLICABLE, UNKNOWN, Answer, Measurement, Reference, Value
from questionnaire.checking import check
from questionnaire.contradictions import Contradiction
from questionnaire.loading import CONTENT, load
from questionnaire.measurement import MeasurementError, Reading, read_measurement, write_measurement
from questionnaire.models import (
    DEFAULT_TARGET,
    LEVELS,
    Content,
    Idea,
    Line,
    Question,
    Questionnaire,
    Source,
    Term,
    Theme,
)
from questionnaire.problems import ContentError, Problem
from questionnaire.programme import Programme
from questionnaire.text import clean_text

__all__ = [
    "CONTENT",
    "DEFAULT_TARGET",
    "FORMAT",
    "LEVELS",
    "MAX_NOTE",
    "NOT_APPLICABLE",
    "UNKNOWN",
    "Answer",
    "Content",
    "ContentError",
    "Contradiction",
    "Idea",
    "Line",
    "Measurement",
    "MeasurementError",
    "Problem",
    "Programme",
    "Question",
    "Questionnaire",
    "Reading",
    "Reference",
    "Source",
    "Term",
    "Theme",
    "Value",
    "check",
    "clean_text",
    "load",
    "read_measurement",
    "write_measurement",
]
