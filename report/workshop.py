"""The report of a workshop as PDF: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a)."""

from __future__ import annotations

from datetime import datetime

from questionnaire.models import Content
from report.render import render
from report.workshop_payload import payload
from report.workshop_record import WorkshopRecord

__all__ = ["WorkshopRecord", "workshop_pdf"]


def workshop_pdf(content: Content, record: WorkshopRecord, when: datetime) -> bytes:
    """The report. The same input gives the same bytes. From `content` come the sources.

    `when` (with a time zone) is the moment of making: it is printed as a date and stored in the file.
    Raises ValueError when `when` has no time zone. See `report.render` for what happens with unusual characters.
    """
    return render("workshop", payload(content, record, when.date()), when)
