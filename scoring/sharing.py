"""What a group may see of itself: the only place that reads the answers of individuals for screens, PDF and exports.

Fewer than 3 people see nothing, 3 or 4 see themes, from 5 on they see questions. A part of the group is shown only as
a role of at least 5, and only while the others number 0 or at least 5. Someone can always subtract their own answer.

The mean of a theme counts every known answer below it, also of a question that is not reported for lack of answers:
the mean would lie outside its own interval otherwise. What can be computed from that is about the whole group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from questionnaire.models import Idea, Line, Questionnaire, Requires
from scoring.conversation import few_answers, question_reasons, theme_reason
from scoring.groups import (
    AGENDA_LENGTH,
    ANONYMITY,
    agenda,
    average_deviation,
    enough_known,
    low_median,
    shown_to_group,
)
from scoring.model import GroupFigures, Node, Scores
from scoring.tree import score_group
from scoring.view import AgendaItem, Detail, GroupView, Person, QuestionView, Spread
from scoring.words import agreement_text

__all__ = ["AgendaItem", "GroupView", "Person", "QuestionView", "Spread", "restricted", "share", "themes_only"]

_WITHOUT_COUNTS: Final = ("onbekend", "toepasselijkheid")
"""The flags that say nothing about the levels that were chosen."""


def restricted(questionnaire: Questionnaire, questions: Collection[str]) -> Questionnaire:
    """The same questionnaire with only these questions, for a workshop that does a part of it.

    Themes and lines without questions disappear. Ideas keep the addresses and required levels that remain;
    an idea without any address disappears. Raises ValueError for an unknown question, or without questions.
    """
    kept = frozenset(questions)
    if not kept:
        raise ValueError("kies minstens één vraag")
    if unknown := sorted(kept - questionnaire.question_by_id.keys()):
        raise ValueError(f"vraag '{unknown[0]}' staat niet in de vragenlijst")
    if len(kept) == len(questionnaire.questions):
        return questionnaire
    parts = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
    parts["lines"] = tuple(filter(None, (_restricted_line(line, kept) for line in questionnaire.lines)))
    parts["ideas"] = tuple(filter(None, (_restricted_idea(idea, kept) for idea in questionnaire.ideas)))
    return Questionnaire(**parts)  # not model_copy, which would take the cached themes and questions along


def _restricted_line(line: Line, kept: Collection[str]) -> Line | None:
    left = [(theme, tuple(question for question in theme.questions if question.id in kept)) for theme in line.themes]
    themes = tuple(theme.model_copy(update={"questions": questions}) for theme, questions in left if questions)
    return line.model_copy(update={"themes": themes}) if themes else None


def _restricted_idea(idea: Idea, kept: Collection[str]) -> Idea | None:
    addresses = tuple(address for address in idea.addresses if address.question in kept)
    levels = {question: level for question, level in idea.requires.levels.items() if question in kept}
    requires: Requires = idea.requires.model_copy(update={"levels": levels})
    return idea.model_copy(update={"addresses": addresses, "requires": requires}) if addresses else None


def share(questionnaire: Questionnaire, people: Sequence[Person]) -> GroupView:
    """What may be said about these people together. Their order does not matter.

    Answers to questions outside the (restricted) questionnaire do not count. Show 3 or 4 people the view of one
    questionnaire only, also in a second round: the mean of three questions minus that of two of them is a question.
    Raises ValueError for a value that is no answer.
    """
    asked = questionnaire.question_by_id
    answers = [
        (person.role, values)
        for person in people
        if (values := {question: value for question, value in person.values.items() if question in asked})
    ]
    detail = shown_to_group(len(answers))
    present = Counter(role for role, _ in answers)
    roles = {role: present[role] for role in sorted(present, key=lambda role: (role is None, role or ""))}
    if detail == "nothing":
        return GroupView(len(answers), detail, roles)

    scores = score_group(questionnaire, [values for _, values in answers], [role for role, _ in answers])
    if detail == "themes":
        small = themes_only(questionnaire, scores)
        view = GroupView(len(answers), detail, roles, small.total, small.lines, small.themes)
        return replace(view, agenda=_agenda_of_themes(questionnaire, small.themes))

    figures = {id: _shown(figures) for id, figures in scores.group.items()}
    questions = {id: _question(scores.questions[id], figures[id]) for id in figures}
    return GroupView(
        people=len(answers),
        detail=detail,
        roles=roles,
        total=_quiet(scores.total),
        lines={id: _quiet(node) for id, node in scores.lines.items()},
        themes={id: _quiet(node) for id, node in scores.themes.items()},
        questions=questions,
        spread=_spreads(questionnaire, questions),
        agenda=_agenda_of_questions(questionnaire, replace(scores, group=figures), questions),
    )


def detail_of(scores: Scores) -> Detail:
    """How much of these scores may be shown: all of one person's, of a group by the number of people with an answer.

    Counts on the question that most people answered, so that an empty file does not make four people into five.
    """
    if not scores.group:
        return "questions"
    answered = (sum(item.counts) + item.unknown - item.blank + item.not_applicable for item in scores.group.values())
    return shown_to_group(max(answered))


# From five people: questions


def _shown(figures: GroupFigures) -> GroupFigures:
    """The figures without what rests on levels, where too few people know the answer."""
    if enough_known(sum(figures.counts), figures.unknown):
        return figures
    return replace(figures, agreement=None, roles={}, flags=tuple(flag for flag in figures.flags if flag in _WITHOUT_COUNTS))


def _question(node: Node, figures: GroupFigures) -> QuestionView:
    known = sum(figures.counts)
    shown = enough_known(known, figures.unknown)
    agreed = figures.agreement if known >= ANONYMITY else None
    return QuestionView(
        node=_quiet(node),
        counts=figures.counts if shown else None,
        unknown=figures.unknown - figures.blank,
        blank=figures.blank,
        not_applicable=figures.not_applicable,
        known=known,
        agreement=agreed,
        label=agreement_text(agreed, known) if shown else few_answers(node),
        flags=figures.flags,
        roles=figures.roles,
        low_median=low_median(figures.counts) if shown else None,
    )


def _quiet(node: Node) -> Node:
    """A node that is not reported keeps its coverage, and nothing that rests on levels."""
    return node if node.reported else replace(node, points=None, low=None, high=None, stage=None, floor=None)


def _spreads(questionnaire: Questionnaire, questions: Mapping[str, QuestionView]) -> dict[str, Spread]:
    spreads: dict[str, Spread] = {}
    for theme in questionnaire.themes:
        views = (questions[question.id] for question in theme.questions if question.weight > 0)
        rows = [view.counts for view in views if view.node.reported and view.counts is not None]
        pooled = [sum(column) for column in zip(*rows, strict=True)]
        if sum(pooled) >= ANONYMITY:
            spreads[theme.id] = _spread(pooled)
    return spreads


def _spread(counts: Sequence[int]) -> Spread:
    chosen = [level for level, count in enumerate(counts, start=1) if count]
    return Spread(
        lowest=chosen[0],
        highest=chosen[-1],
        low_quarter=min(level for level in chosen if 4 * sum(counts[:level]) >= sum(counts)),
        high_quarter=max(level for level in chosen if 4 * sum(counts[level - 1 :]) >= sum(counts)),
    )


def _agenda_of_questions(
    questionnaire: Questionnaire, scores: Scores, questions: Mapping[str, QuestionView]
) -> tuple[AgendaItem, ...]:
    distances = {id: average_deviation(view.counts) for id, view in questions.items() if view.counts is not None}
    furthest = max(distances.values(), default=Fraction(0))
    return tuple(
        AgendaItem(id, question_reasons(questionnaire, questions[id], furthest=distances.get(id) == furthest))
        for id in agenda(questionnaire, scores)
    )


# Three or four people: themes


def themes_only(questionnaire: Questionnaire, scores: Scores) -> Scores:
    """The total, lines and themes of a group that may see no question; its questions are empty.

    No stage and no floor: both follow from one weak question. A theme that rests on one question is a question, so it
    is hidden. A line is hidden too where subtracting its shown themes would leave one question; likewise the total.
    """
    themes: dict[str, Node] = {}
    lines: dict[str, Node] = {}
    left_in_total: list[str] = []
    for line in questionnaire.lines:
        left_in_line: list[str] = []
        for theme in line.themes:
            scored = [question.id for question in theme.questions if question.weight > 0]
            themes[theme.id], hidden = _cover(scores.themes[theme.id], scores, scored)
            if hidden and theme.weight > 0:
                left_in_line += scored
        lines[line.id], hidden = _cover(scores.lines[line.id], scores, left_in_line)
        if hidden and line.weight > 0:
            left_in_total += left_in_line
    total, _ = _cover(scores.total, scores, left_in_total)
    return Scores(total, lines, themes, questions={})


def _cover(node: Node, scores: Scores, questions: Collection[str]) -> tuple[Node, bool]:
    """The node for a small group, and whether it is hidden. `questions` are what is left of it without its shown parts."""
    nodes = [scores.questions[id] for id in questions]
    applicable = sum(question.applicable for question in nodes)
    known = sum(question.points is not None for question in nodes)
    if 1 in (len(nodes), applicable, known) or (node.applicable and not node.reported):
        return Node(None, None, None, None, False, None, True, questions=node.questions), True
    return replace(node, stage=None, floor=None), False


def _agenda_of_themes(questionnaire: Questionnaire, themes: Mapping[str, Node]) -> tuple[AgendaItem, ...]:
    """The questions of the theme with the lowest mean (of all themes that share it, as far as they fit)."""
    levels = {id: level for id, node in themes.items() if (level := node.shown_level) is not None}
    lowest = [theme for theme in questionnaire.themes if levels and levels.get(theme.id) == min(levels.values())]
    reasons = {theme.id: theme_reason(theme, levels) for theme in lowest}
    items: Iterable[AgendaItem] = (
        AgendaItem(question.id, (reasons[theme.id],)) for theme in lowest for question in theme.questions
    )
    return tuple(items)[:AGENDA_LENGTH]
