"""Sources as HTML: who published what and when, how it was seen, and the way there where an address is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from questionnaire import Source
from screens import parts

SEEN: Final = {
    "passage": "gelezen in de bron zelf",
    "secondhand": "gelezen via een andere bron",
    "exists": "bestaan gecontroleerd, conclusies niet gelezen",
}


def source_text(source: Source) -> str:
    """One source. The link opens in the same window: going back brings the page as it was."""
    title = f"<cite>{parts.escape(source.title)}</cite>"
    if source.address:
        title = f'<a href="{parts.escape(source.address)}" target="_self" rel="external">{title}</a>'
    year = f", {source.year}" if source.year else ""
    return f"{parts.escape(source.publisher)}, {title}{year} ({SEEN[source.seen]})."


def source_list(sources: Iterable[Source], *, ids: bool = False) -> str:
    """A list of sources; with `ids` each begins with its id."""
    items = "".join(f"<li>{f'{parts.escape(source.id)}. ' if ids else ''}{source_text(source)}</li>" for source in sources)
    return f'<ul class="lijst bronnen">{items}</ul>'
