"""The few parts that pages share. Every text from content or visitor is escaped here.

Links, lists and folded texts are plain HTML in as few Streamlit elements as possible: each element costs the server
and a phone more than the HTML inside it.
"""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic_ns
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

_LINKS: Final = "paginas"
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")

PRINT: Final = '<a class="knop2" href="#afdrukken">Druk deze pagina af</a>'
"""A link that the own script turns into printing."""


# Text


def escape(text: str) -> str:
    """Text as HTML."""
    return _html.escape(text, quote=True)


def plain(text: str) -> str:
    """Text as Markdown that shows every character as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


class _Html(str):
    """HTML that Streamlit takes as it is. Of a plain text it asks the disk whether there is a file of that name, and it looks
    at every line for spaces to take off."""

    def _repr_html_(self) -> str:
        return str(self)


def html(*bodies: str) -> None:
    """One element with all of the HTML."""
    st.html(_Html("".join(bodies)))


def title(text: str) -> None:
    """The page's one h1. The own script moves focus to it when a page opens."""
    html(h1(text))


def h1(text: str) -> str:
    return f"<h1>{escape(text)}</h1>"


def heading(text: str) -> None:
    html(f"<h2>{escape(text)}</h2>")


def subheading(text: str) -> None:
    html(f"<h3>{escape(text)}</h3>")


def text(*paragraphs: str, kind: str = "") -> None:
    """Paragraphs of plain text."""
    html(*(paragraph(one, kind) for one in paragraphs))


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    """A list of plain texts, as HTML."""
    return '<ul class="lijst">' + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def definitions(items: Iterable[tuple[str, str]], kind: str) -> str:
    """Terms with their texts, as HTML."""
    rows = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in items)
    return f'<dl class="{kind}">{rows}</dl>'


def details(summary: str, body: str) -> str:
    """A text that opens on request, as HTML; `body` is HTML."""
    return f"<details><summary><span>{escape(summary)}</span></summary><div>{body}</div></details>"


def quote(level: int, anchor: str) -> str:
    """An anchor as a quotation with its level, as HTML."""
    return f'<span class="niveau">Niveau {level}</span> {escape(anchor)}'


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "cijfers") -> str:
    """A table with a caption and headers, as HTML. Cells are HTML: the caller escapes. The first of a row is its header.

    On a phone the style sheet lays each row out as a block, with labels from data-label. That takes a table's
    meaning away from screen readers, so the roles are written out.
    """
    columns = "".join(f'<th scope="col" role="columnheader">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{row[0]}</th>'
        + "".join(
            f'<td role="cell" data-label="{escape(label)}">{cell}</td>' for label, cell in zip(head[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="{kind}" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def progress(done: int, total: int, label: str, what: str = "beantwoord") -> str:
    """A native progress bar with its value in words, as HTML."""
    return (
        f'<div class="voortgang"><progress max="{total}" value="{done}" aria-label="{escape(label)}"></progress>'
        f"<span>{done} van {total} vragen {what}</span></div>"
    )


# Messages


def message(id: str, words: str, kind: str = "bewaard", *, turn: object = "") -> str:
    """How something stands, as HTML. The own script has it said when it changes: its words, or else its `turn`.

    So without a role of its own: what Streamlit draws is new every time, and screen readers pass over a new region.
    """
    return f'<p class="{kind}" data-melding="{escape(id)}" data-keer="{escape(str(turn))}">{escape(words)}</p>'


def stored(id: str, words: str, yes: bool = True, *, turn: object = "") -> str:
    """A message that says whether something is in the store, as HTML."""
    return message(id, words, f"bewaard{' ja' if yes else ''}", turn=turn)


def error(text: str, at: str = "", *, go: bool = False) -> None:
    """What is wrong and how to mend it; `at` is the key of the field that it is about, which gets the focus with `go`.

    The field describes itself by the message, so with the focus there it is read once, without being an alert too.
    """
    tied = f' id="fout-{escape(at)}" data-bij="{escape(at)}"' if at else ""
    how = f' data-heen="{monotonic_ns()}"' if go else ' role="alert"'  # new every time, so that a second try is heard
    html(f'<p class="fout"{tied}{how}>{escape(text)}</p>')


# Links


def link(path: str, label: str, kind: str = "", *, current: str = "") -> str:
    """A link to a page of the app, as HTML; the own script opens it without a reload.

    `kind` "knop" is the step to take next, "knop2" another one; `current` is a value for aria-current.
    """
    here = f' aria-current="{current}"' if current else ""
    return f'<a class="pagina {kind}" href="/{escape(path)}" target="_self"{here}>{escape(label)}</a>'


def outer_link(address: str, label: str, kind: str = "") -> str:
    """A link to an address outside Streamlit's pages (it loads a page), as HTML."""
    return f'<a class="{kind}" href="{escape(address)}" target="_self">{escape(label)}</a>'


def actions(*links: str) -> None:
    """Links that look like buttons, beside each other where there is room."""
    html('<p class="acties">', *links, "</p>")


def register(links: Mapping[str, Page]) -> None:
    """Make the pages of this session known to `go`."""
    st.session_state[_LINKS] = links


def registered() -> Mapping[str, Page] | None:
    links: Mapping[str, Page] | None = st.session_state.get(_LINKS)
    return links


def go(path: str, **query: str) -> None:
    """Show another page now, with this behind its address."""
    st.switch_page(st.session_state[_LINKS][path], query_params=query or None)
