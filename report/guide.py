"""The guide for facilitators as a PDF of two pages: what to know beside what to do, minute by minute."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from questionnaire.facilitation import Facilitation, Part, Script
from questionnaire.models import Content
from report.payload import date_text
from report.render import render
from report.text import clean, deep


def guide_pdf(content: Content, when: datetime) -> bytes:
    """The guide: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a). The same input gives the same bytes.

    `when` (with a time zone) is the moment of making. Raises ValueError when it has no time zone, and for content
    without a guide.
    """
    if content.facilitation is None:
        raise ValueError("the content has no guide")
    return render("guide", guide_data(content.facilitation, content.questionnaire.title, when.date()), when)


def guide_data(guide: Facilitation, title: str, when: date) -> dict[str, Any]:
    """What the template shows, cleaned, in reading order. `title` is that of the questionnaire."""
    data = {
        "document_title": f"{guide.title} {title}",
        "kind": title,
        "title": guide.title,
        "intro": guide.intro,
        "foot": f"{guide.title}. {title} {date_text(when)}",
        "columns": [[_part(part) for part in parts] for parts in (guide.preparation, guide.conduct)],
        "scripts": [_script(script) for script in guide.scripts],
    }
    cleaned: dict[str, Any] = deep(data, clean)
    return cleaned


def _part(part: Part) -> dict[str, Any]:
    return {"title": part.title, "points": [[point.title, point.text] for point in part.points]}


def _script(script: Script) -> dict[str, Any]:
    return {
        "title": f"Draaiboek van {script.minutes} minuten",
        "length": script.minutes,
        "fits": script.fits,
        "steps": [
            {
                "minutes": f"{step.start}–{step.end}",
                "length": step.end - step.start,
                "phase": step.phase.capitalize(),
                "does": step.does,
                "says": step.says,
            }
            for step in script.steps
        ],
    }
