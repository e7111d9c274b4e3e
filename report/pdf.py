"""The report of a measurement as PDF: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a)."""

from __future__ import annotations

from datetime import datetime

from questionnaire.answers import Measurement
from questionnaire.models import Content
from report.payload import payload
from report.render import render
from scoring.model import Result
from scoring.series import Comparison


def pdf(content: Content, measurement: Measurement, result: Result, when: datetime, beside: Comparison | None = None) -> bytes:
    """The report. The same input gives the same bytes.

    `when` (with a time zone) is the moment of making: it is printed as a date and stored in the file.
    `beside` holds earlier measurements: the report then also says what changed.
    Raises ValueError when `when` has no time zone. See `report.render` for what happens with unusual characters.
    """
    return render("report", payload(content, measurement, result, when.date(), beside), when)
