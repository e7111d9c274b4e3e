"""The few parts that pages share. Every text from content or visitor is escaped here."""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

_LINKS: Final = "paginas"
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:])")


PRINT: Final = '<a class="knop2" href="#afdrukken">Druk deze pagina af</a>'
"""A link that the own script turns into printing."""


def register(links: Mapping[str, Page]) -> None:
    """Make the pages of this run known to `page_link` and `go`."""
    st.session_state[_LINKS] = links


def escape(text: str) -> str:
    """Text as HTML."""
    return _html.escape(text, quote=True)


def plain(text: str) -> str:
    """Text as Markdown that shows every character as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def html(body: str) -> None:
    st.html(body)


def title(text: str) -> None:
    """The page's one h1. The own script moves focus to it when a page opens."""
    st.title(plain(text), anchor=False)


def heading(text: str) -> None:
    st.header(plain(text), anchor=False)


def subheading(text: str) -> None:
    st.subheader(plain(text), anchor=False)


def text(*paragraphs: str, kind: str = "") -> None:
    """Paragraphs of plain text."""
    css = f' class="{kind}"' if kind else ""
    html("".join(f"<p{css}>{escape(paragraph)}</p>" for paragraph in paragraphs))


def bullets(items: Iterable[str], kind: str = "") -> None:
    html(f'<ul class="lijst {kind}">' + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")


def page_link(path: str, label: str) -> None:
    """A link to a page of the app, without a reload."""
    st.page_link(st.session_state[_LINKS][path], label=plain(label), width="content")


def action_link(path: str, label: str, *, key: str, primary: bool = False) -> None:
    """A link to a page that looks like a button: the step to take next."""
    with st.container(key=f"{'knop' if primary else 'knop2'}-{key}", width="content"):
        page_link(path, label)


def button_link(address: str, label: str) -> None:
    """A link to an address outside Streamlit (it loads a page)."""
    html(f'<p><a class="knop" href="{escape(address)}" target="_self">{escape(label)}</a></p>')


def go(path: str) -> None:
    """Show another page now."""
    st.switch_page(st.session_state[_LINKS][path])


def progress(done: int, total: int, label: str) -> None:
    """A native progress bar with its value in words."""
    html(
        f'<div class="voortgang"><progress max="{total}" value="{done}" aria-label="{escape(label)}"></progress>'
        f"<span>{done} van {total} vragen beantwoord</span></div>"
    )


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> None:
    """A table with a caption and headers. Cells are HTML: the caller escapes. The first cell of a row is its header.

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
    html(
        f'<table class="cijfers" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def quote(level: int, anchor: str) -> str:
    """An anchor as a quotation with its level, as HTML."""
    return f'<span class="anker"><span class="niveau">Niveau {level}</span> {escape(anchor)}</span>'
