"""How a group answered one question, for the shared screen; and in words for every screen."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.models import LEVELS, Question
from scoring.groups import Counts, mean_level
from scoring.second_round import Shift
from scoring.view import QuestionView
from scoring.words import agreement_text, level_text
from screens import parts


def apart(view: QuestionView) -> str:
    """What was answered beside the levels, as a sentence; empty where there was nothing."""
    counted = [(view.unknown, "weet ik niet"), (view.not_applicable, "niet van toepassing"), (view.blank, "open gelaten")]
    said = [f"{words}: {count}" for count, words in counted if count]
    if view.counts is None:
        said.insert(0, "te weinig antwoorden om te tonen")
    if not said:
        return ""
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def anchors(question: Question, view: QuestionView | None, shift: Shift | None = None, agreed: int | None = None) -> str:
    """The five levels as large rows, as HTML: with a bar for the number of people where that may be shown.

    `shift` puts the first round beside the second; `agreed` marks the level the group settled on.
    """
    now = view.counts if view is not None else None
    before = shift.counts_before if shift is not None else None
    most = max([*(now or ()), *(before or ())], default=0)
    rows = ""
    for level in LEVELS:
        bars = ""
        if now is not None:
            if before is not None:
                bars += _bar(before[level - 1], most, "eerst")
            bars += _bar(now[level - 1], most, "nu" if before is not None else "")
        chosen = agreed == level
        mark = '<strong class="besluit">afgesproken</strong>' if chosen else ""
        rows += (
            f'<li class="{"gekozen" if chosen else ""}"><span class="niveau">{level}</span>'
            f'<span class="anker">{parts.escape(question.levels[level])} {mark}</span>'
            + (f'<span class="staven">{bars}</span>' if bars else "")
            + "</li>"
        )
    return f'<ol class="ankers{" twee" if before is not None else ""}">{rows}</ol>'


def _bar(count: int, most: int, round: str) -> str:
    width = 100 * count / most if most else 0
    said = f"{round} {count}" if round else _people(count)
    return (
        f'<span class="rij {round}"><span class="baan"><i style="width:{width:.1f}%"></i></span>'
        f'<span class="hoeveel">{said}</span></span>'
    )


def _people(count: int) -> str:
    return "1 persoon" if count == 1 else f"{count} mensen"


def summary(view: QuestionView | None) -> str:
    """The mean and the agreement, and what was answered beside the levels, as text."""
    if view is None:
        return ""
    figures = ""
    if view.counts is not None:
        label = f", {view.label}" if view.label else ""
        figures = f"Gemiddeld niveau {level_text(mean_level(view.counts))}{label}. "
    return (figures + apart(view)).strip()


def roles(titles: Mapping[str, str], shown: Mapping[str, Counts]) -> str:
    """The roles that may be shown, as a table of numbers of people per level; empty without any."""
    if not shown:
        return ""
    rows = ""
    for role, counts in shown.items():
        cells = "".join(f'<td><span style="--deel:{100 * count / max(counts):.0f}%">{count}</span></td>' for count in counts)
        rows += f'<tr><th scope="row">{parts.escape(titles.get(role, role))}</th>{cells}</tr>'
    head = "".join(f'<th scope="col">{level}</th>' for level in LEVELS)
    return (
        '<table class="rolverdeling"><caption>Hoeveel mensen per rol en niveau</caption>'
        f'<thead><tr><th scope="col">Rol</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def moved(shift: Shift) -> str:
    """What the second round changed, as HTML."""
    rows = ""
    rounds = (
        ("Eerste ronde", shift.mean_before, shift.agreement_before, shift.counts_before),
        ("Tweede ronde", shift.mean_after, shift.agreement_after, shift.counts_after),
    )
    for name, mean, agreement, counts in rounds:
        if mean is not None and counts is not None:
            label = agreement_text(agreement, sum(counts)) or "weinig antwoorden"
            rows += f"<div><dt>{name}</dt><dd><strong>{level_text(mean)}</strong> {label}</dd></div>"
    table = f'<dl class="rondes">{rows}</dl>' if rows else ""
    return f"<h2>Wat veranderde er?</h2>{table}{parts.paragraph(shift.sentence)}"
