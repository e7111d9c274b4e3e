"""What a workshop says in Dutch: why a question is on the agenda, and what a facilitator can ask about it.

Everything is made of what may be shown (`scoring.view`), so no sentence can give away more than the figures do.
Reasons are parts of a sentence; the other texts are whole sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from questionnaire.models import LEVELS, Question, Questionnaire, Theme
from scoring.groups import MIN_PEOPLE, Counts, average_deviation, mean_level
from scoring.model import Node
from scoring.view import Detail, GroupView, QuestionView
from scoring.words import extremes, level_text, one_decimal, round_half_up

TOO_FEW: Final = "te weinig antwoorden"
_INHABITANT: Final = "Wat zou een inwoner die terugkeerde op deze vraag antwoorden?"
_WHO_KNOWS: Final = "Wie in de gemeente weet dit wel? Wie van ons vraagt het na, en wanneer?"


# The agenda


def question_reasons(questionnaire: Questionnaire, view: QuestionView, *, furthest: bool) -> tuple[str, ...]:
    """Why this question is on the agenda: a part of a sentence per flag, and one for a question without flags.

    `furthest`: on no other question of the group do the answers lie further apart.
    """
    if view.flags:
        return tuple(_flag_reason(questionnaire, view, flag) for flag in view.flags)
    return (_distance(view, furthest),)


def theme_reason(theme: Theme, levels: Mapping[str, Fraction]) -> str:
    """Why the questions of this theme are on the agenda of a small group. `levels`: the shown mean level of every theme."""
    level = f"gemiddeld niveau {level_text(levels[theme.id])}"
    if len(levels) == 1:
        return f"alleen het thema '{theme.title}' heeft een uitkomst: {level}"
    equals = sum(other == levels[theme.id] for other in levels.values())
    if equals == len(levels):
        return f"alle thema's met een uitkomst staan gelijk, ook '{theme.title}': {level}"
    if equals > 1:
        return f"het thema '{theme.title}' hoort bij de thema's met de laagste uitkomst: {level}"
    return f"het thema '{theme.title}' heeft de laagste uitkomst: {level}"


def _flag_reason(questionnaire: Questionnaire, view: QuestionView, flag: str) -> str:
    if flag == "onbekend":
        return who_does_not_know(view)
    if flag == "toepasselijkheid":
        verb = "vindt" if view.not_applicable == 1 else "vinden"
        return f"{view.not_applicable} van de {view.people} {verb} dit niet van toepassing"
    if flag == "rolverschil":
        return role_difference(questionnaire, view.roles)
    if view.counts is None:
        return few_answers(view.node)
    chosen = _chosen(view.counts)
    if flag == "spreiding":
        return f"er zitten {chosen[-1] - chosen[0]} niveaus tussen het laagste en het hoogste antwoord"
    # Two levels only are camps too, though A stays above 0 while they lie two levels apart. One person is no camp.
    two_levels = len(chosen) == 2 and min(view.counts[level - 1] for level in chosen) > 1
    camps = two_levels or (view.agreement is not None and view.agreement < 0)
    return f"{'twee kampen' if camps else 'de antwoorden lopen uiteen'}: {_who_sees_what(view.counts)}"


def _who_sees_what(counts: Counts) -> str:
    """ "4 mensen zien niveau 2, 5 zien niveau 4"."""
    parts: list[str] = []
    for level in _chosen(counts):
        count = counts[level - 1]
        noun = "" if parts else " persoon" if count == 1 else " mensen"
        parts.append(f"{count}{noun} {'ziet' if count == 1 else 'zien'} niveau {level}")
    return ", ".join(parts)


def who_does_not_know(view: QuestionView) -> str:
    """ "6 van de 9 weten het antwoord niet"; people who left the question open are counted apart."""
    of_all = f"van de {view.people}"
    left_open = f"{'liet' if view.blank == 1 else 'lieten'} de vraag open"
    if not view.unknown:
        return f"{view.blank} {of_all} {left_open}"
    know = f"{view.unknown} {of_all} {'weet' if view.unknown == 1 else 'weten'} het antwoord niet"
    return f"{know} en {view.blank} {left_open}" if view.blank else know


def role_difference(questionnaire: Questionnaire, roles: Mapping[str, Counts]) -> str:
    """ "'Beleid' ziet dit gemiddeld 1,5 niveau hoger dan 'Wijkteam'"; the shown roles with the highest and lowest mean."""
    titles = {role.id: role.title for role in questionnaire.roles}
    means = {role: mean_level(counts) for role, counts in sorted(roles.items())}
    high, low = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    difference = level_count(means[high] - means[low])
    return f"'{titles.get(high, high)}' ziet dit gemiddeld {difference} hoger dan '{titles.get(low, low)}'"


def _distance(view: QuestionView, furthest: bool) -> str:
    if view.counts is None:
        return few_answers(view.node)
    distance = average_deviation(view.counts)
    if distance == 0:
        return f"iedereen die het weet, ziet niveau {view.low_median}"
    if round_half_up(10 * distance) == 0:  # one in more than twenty: "0,0 niveau" would not be true
        return f"bijna iedereen die het weet, ziet niveau {view.low_median}"
    if furthest:
        return f"hier liggen de antwoorden het verst uit elkaar (gemiddeld {level_count(distance)})"
    return f"hier liggen de antwoorden gemiddeld {level_count(distance)} uit elkaar"


# Instead of figures


def few_answers(node: Node) -> str:
    """Why a question in a group has no counts, as a part of a sentence."""
    return TOO_FEW if node.applicable else "niet van toepassing"


def no_outcome(node: Node, detail: Detail) -> str:
    """Why a theme or line of a group has no outcome, as a sentence; empty where it has one.

    For 3 or 4 people the sentence is the same whatever the reason, because the reason can be about one question.
    """
    if node.reported:
        return ""
    if not node.applicable:
        return "De groep vindt dit niet van toepassing."
    if detail == "questions":
        return "Geen uitkomst: te weinig mensen weten hier een antwoord."
    return "Geen uitkomst: er zijn te weinig antwoorden, of het gaat om één vraag. Die tonen we pas vanaf 5 deelnemers."


# The whole group


def group_headline(questionnaire: Questionnaire, view: GroupView) -> str:
    """What stands out for a group, in one or two sentences: the strongest and weakest themes, and how many have no outcome."""
    if view.detail == "nothing":
        return f"Deze groep is te klein voor een uitkomst. Daarvoor zijn minstens {MIN_PEOPLE} deelnemers nodig."
    titles = {theme.id: theme.title for theme in questionnaire.themes}
    reported = {id: node.points for id, node in view.themes.items() if node.points is not None}
    without = sum(node.applicable and not node.reported for node in view.themes.values())
    if not reported and not without:
        return "De groep vindt geen enkel thema van toepassing. Daarom is er geen uitkomst."
    if not reported:
        return "Er is nog geen uitkomst: bij elk thema zijn er te weinig antwoorden. Daar kunt u wel over praten."
    said = extremes(titles, reported, group=True)
    if not without:
        return said
    subject = "Eén thema heeft" if without == 1 else f"{without} thema's hebben"
    return f"{said} {subject} geen uitkomst."


# Questions for the facilitator


def conversation_help(
    questionnaire: Questionnaire, question_id: str, view: QuestionView | None, *, quoted: bool = True
) -> tuple[str, ...]:
    """Two to four prompts for the conversation about a question. Without a view (a small group) they name no level.

    They invite whoever wants to speak about a description; nobody has to say what they chose.
    Not `quoted`: they name a level only, for a screen that has the descriptions beside them.
    """
    question = questionnaire.question_by_id[question_id]
    if view is None:
        return (
            "Wat ziet u hiervan in de praktijk? Wie wil, geeft een voorbeeld.",
            "Wat zou er nodig zijn om één niveau hoger te komen?",
            _INHABITANT,
        )
    if view.counts is None and not view.node.applicable:
        return "Wanneer zou deze vraag wel bij uw gemeente passen?", _INHABITANT
    if view.counts is None:
        return _WHO_KNOWS, _INHABITANT
    invitations = _invitations(question, view.counts, quoted)
    if "onbekend" in view.flags:
        return _WHO_KNOWS, *invitations, _INHABITANT
    return *invitations, _next_level(question, view.low_median or 1, quoted), _INHABITANT


def _invitations(question: Question, counts: Counts, quoted: bool) -> tuple[str, ...]:
    """About the lowest and the highest description that was chosen."""
    chosen = _chosen(counts)
    low, high = chosen[0], chosen[-1]
    first = f"{_named(question, low, quoted)} Wat ziet u dan in de praktijk? Wie wil daar iets over vertellen?"
    if low == high:
        return (first,)
    return first, f"{_named(question, high, quoted)} En wat ziet u dan? Wie wil, geeft een voorbeeld."


def _next_level(question: Question, level: int, quoted: bool) -> str:
    if level == LEVELS[-1]:
        return f"{_named(question, level, quoted)} Wat is er nodig om dit vast te houden?"
    return f"{_named(question, level + 1, quoted)} Hoe zou dat er volgende maand bij u uitzien?"


def _named(question: Question, level: int, quoted: bool) -> str:
    return f"Niveau {level}: '{question.levels[level]}'" if quoted else f"Niveau {level}:"


# Small parts


def _chosen(counts: Counts) -> list[int]:
    return [level for level, count in enumerate(counts, start=1) if count]


def level_count(size: Fraction) -> str:
    """A difference in levels: "1 niveau", "0,9 niveau", "2 niveaus", "2,5 niveaus"."""
    number = str(size) if size.denominator == 1 else one_decimal(size)
    return f"{number} {'niveau' if round_half_up(10 * size) < 20 else 'niveaus'}"
