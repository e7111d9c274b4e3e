"""The rules for the programme's calls, and for the groups of partners. The app also starts when one is broken.

They know no clock: what is open is judged on the day on which the file says it was checked. So content that was right
does not become wrong by itself, and an editor who checks the file anew cannot forget a call.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from questionnaire import messages as say
from questionnaire.calls import is_open
from questionnaire.document import Document, Where
from questionnaire.folder import IDEAS, PARTNER_GROUPS, PROGRAMME, Folder
from questionnaire.problems import Problem
from questionnaire.rules import Rule
from questionnaire.text import clip


def _items(folder: Folder, *pattern: str) -> Iterator[tuple[Document, Where, dict[Any, Any]]]:
    document = folder.documents.get(PROGRAMME)
    if document is not None:
        yield from ((document, where, item) for where, item in document.find(*pattern, "*") if isinstance(item, dict))


def _day(value: object) -> date | None:
    """A day as written, with or without quotation marks."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def tranche_dates(folder: Folder) -> Iterator[Problem]:
    """A tranche does not close before it opens."""
    for document, where, tranche in _items(folder, "tranches"):
        opened, closed = _day(tranche.get("opened")), _day(tranche.get("closed"))
        if opened and closed and closed < opened:
            yield document.problem((*where, "closed"), say.TRANCHE_REVERSED.format(opened=opened, closed=closed))


def open_call(folder: Folder) -> Iterator[Problem]:
    """`open_call` says what the dates say, on the day of `checked`."""
    document = folder.documents.get(PROGRAMME)
    if document is None or not isinstance(document.value, dict):
        return
    said, checked = document.value.get("open_call"), _day(document.value.get("checked"))
    if not isinstance(said, bool) or checked is None:
        return
    open_now = [
        str(tranche.get("name", ""))
        for _, _, tranche in _items(folder, "tranches")
        if is_open(_day(tranche.get("opened")), _day(tranche.get("closed")), checked)
    ]
    if said and not open_now:
        yield document.problem(("open_call",), say.NO_CALL_OPEN.format(checked=checked))
    if open_now and not said:
        yield document.problem(("open_call",), say.CALL_OPEN.format(name=clip(open_now[0]), checked=checked))


def heading_limits(folder: Folder) -> Iterator[Problem]:
    """A heading of the form does not ask for more words than fit."""
    for document, where, heading in _items(folder, "form_headings"):
        least, most = heading.get("least_words"), heading.get("most_words")
        if isinstance(least, int) and isinstance(most, int) and least > most:
            yield document.problem((*where, "most_words"), say.LIMITS_REVERSED.format(least=least, most=most))


def grouped_partners(folder: Folder) -> Iterator[Problem]:
    """Every partner of an idea is in a group, and every partner in a group belongs to an idea."""
    groups, ideas = folder.documents.get(PARTNER_GROUPS), folder.documents.get(IDEAS)
    if groups is None or not groups.readable or ideas is None or not ideas.readable:
        return
    listed = {name.strip(): where for where, name in groups.find("*", "partners", "*") if isinstance(name, str)}
    used = {name.strip(): where for where, name in ideas.find("*", "partners", "*") if isinstance(name, str)}
    for name, where in used.items():
        if name not in listed:
            hint = say.did_you_mean(name, listed.keys() - used.keys())
            yield ideas.problem(where, say.PARTNER_UNGROUPED.format(name=clip(name), hint=hint))
    for name, where in listed.items():
        if name not in used:
            hint = say.did_you_mean(name, used.keys() - listed.keys())
            yield groups.problem(where, say.PARTNER_UNUSED.format(name=clip(name), hint=hint))


CALLS: Final[tuple[Rule, ...]] = (tranche_dates, open_call, heading_limits, grouped_partners)
