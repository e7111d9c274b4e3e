"""For editors, with ZELFSCAN_PREVIEW=1: the questions as participants see them, with the checker's words beside them.

The content is read again whenever a file is saved. Nothing that is chosen here is stored.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from questionnaire import Content, ContentError, Problem, Theme, load
from questionnaire.checking import review
from questionnaire.versions import version_problems
from scoring.hints import Hint
from screens import context, parts, second_look
from screens.questions import explanation, levels
from screens.session import Session

Stamp = tuple[tuple[str, int], ...]


def draw(visitor: Session) -> None:
    folder = context.folder()
    stamp = _stamp(folder)
    _watch(folder, stamp)
    parts.title("Voorbeeld voor redacteuren")
    parts.text("Sla een bestand op: deze pagina leest de inhoud dan opnieuw. Wat u hier aanklikt, wordt niet bewaard.")
    errors, advice = review(folder)
    errors = sorted([*errors, *version_problems(folder)])
    parts.html(
        parts.paragraph(f"{len(errors)} {'fout' if len(errors) == 1 else 'fouten'}, {len(advice)} adviezen.", "nadruk"),
        parts.bullets(map(str, errors)) if errors else "",
    )
    try:
        content = load(folder)
    except ContentError:
        st.error("Met deze fouten start de app niet. Herstel ze; daarna ziet u hier de vragen.")
        return
    questionnaire = content.questionnaire
    themes = {theme.id: f"{line.title}: {theme.title}" for line in questionnaire.lines for theme in line.themes}
    chosen = st.selectbox("Thema", list(themes), format_func=lambda id: themes[id], key="voorbeeld-thema")
    theme = questionnaire.theme_by_id[chosen]
    parts.html(f"<h2>{parts.escape(theme.title)}</h2>", parts.paragraph(theme.why, "waarom"))
    _remarks([problem for problem in advice if problem.about == theme.id])
    for question in theme.questions:
        number = questionnaire.questions.index(question) + 1
        with st.container(key=f"vraag-{question.id}"):
            levels(question, number, f"voorbeeld-{question.id}")
            parts.html(explanation(question))
            _remarks([problem for problem in (*errors, *advice) if problem.about == question.id])
    _second_look(content, theme, [*errors, *advice])


def _second_look(content: Content, theme: Theme, problems: list[Problem]) -> None:
    """The pairs of answers about this theme, as whoever gives the lowest of these levels sees them."""
    known = content.questionnaire.question_by_id
    about = {question.id for question in theme.questions}
    pairs = [
        pair
        for pair in content.contradictions
        if {window.question for window in pair.when} & about and all(window.question in known for window in pair.when)
    ]
    if pairs:
        parts.heading("Controlevragen bij dit thema")
    for pair in pairs:
        one, two = ((window.question, window.from_level) for window in pair.when)
        with st.container(key=f"kijk-{pair.id}"):
            parts.html(second_look.body(content.questionnaire, Hint(pair, (one, two))))
            _remarks([problem for problem in problems if problem.about == pair.id])


def _remarks(problems: list[Problem]) -> None:
    if problems:
        found = (f"{problem.file}, regel {problem.line}: {problem.message}" for problem in problems)
        parts.html('<div class="reden">', parts.bullets(found), "</div>")


def _stamp(folder: Path) -> Stamp:
    """The files with their moment of change: differs after a save."""
    return tuple(sorted((str(file), file.stat().st_mtime_ns) for file in folder.rglob("*.yaml") if file.is_file()))


@st.fragment(run_every=1.0)
def _watch(folder: Path, stamp: Stamp) -> None:
    if _stamp(folder) != stamp:
        st.rerun(scope="app")
