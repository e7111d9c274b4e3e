"""Results in Dutch: the only place that rounds, and that makes sentences of scores, for screens and PDF alike.

Every function takes exact values. Texts with a full sentence end with a full stop; the others are parts of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from questionnaire.models import Question, Questionnaire
from scoring.dutch import listed
from scoring.groups import ANONYMITY, MIN_PEOPLE
from scoring.model import Condition, Node, Result, Suggestion
from scoring.tree import REPORTED_FROM

STRENGTH_FROM: Final = 4
"""The level from which a question is shown as a strength."""

_EFFORT: Final = {
    1: "past in het werk van één team",
    2: "vraagt een afspraak met een ander team of met een partner",
    3: "vraagt meerdere partners of extra geld",
}
_EVIDENCE: Final = {"elsewhere": "gedaan elders", "plausible": "aannemelijk", "new": "nieuw"}
_LISTS: Final = {"quick": "Snel te doen", "larger": "Grotere stap"}
_FLAGS: Final = {
    "verdeeld": "de antwoorden lopen uiteen",
    "spreiding": "er zitten drie of vier niveaus tussen het laagste en het hoogste antwoord",
    "onbekend": "veel deelnemers weten het antwoord niet",
    "toepasselijkheid": "deelnemers zien verschillend of de vraag van toepassing is",
    "rolverschil": "rollen kijken er verschillend naar",
}


# Numbers


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves upwards: floor((2p + q) / 2q). Python's own round() makes 62.5 into 62."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def one_decimal(value: Fraction) -> str:
    """A number of 0 or more with a Dutch comma: "2,5"."""
    whole, tenths = divmod(round_half_up(10 * value), 10)
    return f"{whole},{tenths}"


def points_text(points: Fraction) -> str:
    """Whole points from 0 to 100: "38"."""
    return str(round_half_up(points))


def level_text(level: Fraction) -> str:
    """A mean level with one decimal: "2,5"."""
    return one_decimal(level)


def difference_text(difference: Fraction) -> str:
    """The size of an unrounded difference in points: "ongeveer 17 punten"."""
    size = abs(difference)
    if size == 0:
        return "geen verschil"
    rounded = round_half_up(size)
    if rounded == 0:
        return "minder dan 1 punt"
    return f"{'' if size == rounded else 'ongeveer '}{_number(rounded, 'punt', 'punten')}"


def deviation_text(deviation: Fraction) -> str:
    """The average deviation of a group (`scoring.groups.average_deviation`): "gemiddeld 0,6 niveau uit elkaar"."""
    return "allemaal hetzelfde niveau" if deviation == 0 else f"gemiddeld {one_decimal(deviation)} niveau uit elkaar"


def agreement_text(agreement: Fraction | None, known: int) -> str | None:
    """The label of van der Eijk's A; None with fewer than 5 known answers."""
    if agreement is None or known < ANONYMITY:
        return None
    if agreement >= Fraction(3, 4):
        return "dicht bij elkaar"
    if agreement >= Fraction(1, 2):
        return "redelijk bij elkaar"
    return "uiteenlopend" if agreement >= 0 else "twee kampen"


def effort_text(effort: int) -> str:
    return _EFFORT[effort]


def lead_time_text(months: int) -> str:
    return "meteen te doen" if months == 0 else f"binnen {_number(months, 'maand', 'maanden')}"


def evidence_text(evidence: str) -> str:
    return _EVIDENCE[evidence]


def list_text(list: str) -> str:
    """The heading of a list of suggestions."""
    return _LISTS[list]


def flag_text(flag: str) -> str:
    """Why a question is on the agenda."""
    return _FLAGS[flag]


# A node


def coverage_text(node: Node) -> str:
    """How many questions the value rests on: "2 van 3 vragen"."""
    if not node.applicable:
        return "niet van toepassing"
    return f"{node.known} van {_number(node.questions, 'vraag', 'vragen')}"


def not_reported_text(node: Node) -> str:
    """Why a theme or line has no outcome; empty where it has one."""
    if node.reported:
        return ""
    if not node.applicable:
        return "Niet van toepassing."
    if not node.coverage:
        return "Nog geen uitkomst: u hebt hier nog geen antwoord op een vraag."
    if node.coverage >= REPORTED_FROM:
        return f"Geen uitkomst: minder dan {MIN_PEOPLE} deelnemers weten hier een antwoord."
    # Not "two of three questions": with weights, or in a group, the share of answers is not the share of questions.
    percentage = round_half_up(100 * node.coverage)
    return f"Nog geen uitkomst: {percentage}% van de antwoorden is bekend. Voor een uitkomst is twee derde nodig."


# The whole result


def headline(result: Result) -> str:
    """What stands out, in one or two sentences: the strongest and weakest themes, and how much is unknown."""
    total = result.scores.total
    themes = {theme.id: theme.title for theme in result.questionnaire.themes}
    reported = {id: node.points for id, node in result.scores.themes.items() if node.reported and node.points is not None}
    if not total.applicable:
        return "U vindt geen enkele vraag van toepassing. Daarom is er geen beeld van uw gemeente."
    if total.points is None:
        return "Er is nog geen antwoord bekend. Begin met de vragen die u met een collega kunt uitzoeken."
    if not reported and 0 < _people(result) < MIN_PEOPLE:
        return f"Deze groep is te klein voor een uitkomst. Daarvoor zijn minstens {MIN_PEOPLE} deelnemers nodig."
    if not reported:
        known = f"{total.known} van de {_number(total.applicable_questions, 'vraag', 'vragen')}"
        need = "Voor een uitkomst is per thema twee derde nodig."
        return f"Er is nog geen uitkomst per thema: op {known} is het antwoord bekend. {need}"
    return " ".join(filter(None, [extremes(themes, reported, group=_is_group(result)), _missing(result)]))


def extremes(titles: Mapping[str, str], reported: Mapping[str, Fraction], *, group: bool) -> str:
    """The themes furthest ahead and furthest behind, as a sentence. `reported`: points of at least one theme, by id."""
    highest, lowest = max(reported.values()), min(reported.values())
    if len(reported) == 1:
        (theme,) = reported
        return f"Alleen het thema {_quote(titles[theme])} heeft een uitkomst: gemiddeld niveau {_points_level(highest)}."
    if highest == lowest:
        count = "Beide" if len(reported) == 2 else f"Alle {len(reported)}"
        return f"{count} thema's met een uitkomst staan gelijk: gemiddeld niveau {_points_level(highest)}."
    top = [titles[theme] for theme, points in reported.items() if points == highest]
    bottom = [titles[theme] for theme, points in reported.items() if points == lowest]
    who = "De groep ziet" if group else "U ziet"
    return (
        f"{who} uw gemeente het verst bij {_ranked(top)} (gemiddeld niveau {_points_level(highest)}) "
        f"en het minst ver bij {_ranked(bottom)} (gemiddeld niveau {_points_level(lowest)})."
    )


def _ranked(titles: Sequence[str]) -> str:
    """Themes that share a rank: by name up to three, else by number."""
    if len(titles) > 3:
        return f"{len(titles)} thema's die gelijk staan"
    return listed([_quote(title) for title in titles])


def _missing(result: Result) -> str:
    total = result.scores.total
    unknown = total.applicable_questions - total.known
    if not unknown:
        return ""
    without = sum(node.applicable and not node.reported for node in result.scores.themes.values())
    subject = "weet de groep te weinig" if _is_group(result) else "is het antwoord nog niet bekend"
    sentence = f"Bij {unknown} van de {_number(total.applicable_questions, 'vraag', 'vragen')} {subject}"
    if not without:
        return f"{sentence}."
    verb = "heeft" if without == 1 else "hebben"
    themes = _number(without, "thema", "thema's")
    return f"{sentence}; {themes} {verb} daardoor nog geen uitkomst."


def strengths(result: Result, n: int = 3) -> list[tuple[Question, Fraction]]:
    """The questions with the highest (mean) levels, from level 4; at equal levels in questionnaire order."""
    known = [item for item in _known(result) if item[1] >= STRENGTH_FROM]
    return sorted(known, key=lambda item: -item[1])[:n]


def gaps(result: Result, n: int = 3) -> list[tuple[Question, Fraction]]:
    """The questions with the lowest (mean) levels below their target; never one of the `strengths`."""
    named = {question.id for question, _ in strengths(result, n)}
    target = {question.id: result.targets[theme.id] for theme in result.questionnaire.themes for question in theme.questions}
    below = [item for item in _known(result) if item[1] < target[item[0].id] and item[0].id not in named]
    return sorted(below, key=lambda item: item[1])[:n]


def _known(result: Result) -> list[tuple[Question, Fraction]]:
    """The scored questions with a level that may be shown, in questionnaire order."""
    nodes = result.scores.questions
    return [
        (question, level)
        for question in result.questionnaire.questions
        if question.weight > 0 and (level := nodes[question.id].shown_level) is not None
    ]


# Suggestions


def suggestion_reason(result: Result, suggestion: Suggestion) -> str:
    """Why this idea: "Voorgesteld omdat u niveau 1 koos bij '...' en niveau 2 bij '...'." """
    questions = result.questionnaire.question_by_id
    places = [(_plain_level(reason.level), _quote(questions[reason.question].text)) for reason in suggestion.reasons]
    (level, question), rest = places[0], places[1:]
    if _is_group(result):
        others = [f"op niveau {other} bij {text}" for other, text in rest]
        return f"Voorgesteld omdat de groep gemiddeld {listed([f'op niveau {level} uitkomt bij {question}', *others])}."
    others = [f"bij {text}" if other == level else f"niveau {other} bij {text}" for other, text in rest]
    return f"Voorgesteld omdat u {listed([f'niveau {level} koos bij {question}', *others])}."


def condition_text(questionnaire: Questionnaire, condition: Condition) -> str:
    """When a postponed idea becomes possible: "als u bij '...' niveau 2 herkent"."""
    if condition.kind == "level":
        question = questionnaire.question_by_id[condition.subject[0]]
        return f"als u bij {_quote(question.text)} niveau {condition.level} herkent"
    named = questionnaire.size_classes if condition.kind == "size" else questionnaire.partners
    titles = {item.id: _lower_first(item.title) for item in named}
    subjects = [titles.get(id, id) for id in condition.subject]
    if condition.kind == "size":
        which = "deze grootte" if len(subjects) == 1 else "een van deze groottes"
        return f"als uw gemeente {which} heeft: {listed(subjects, 'of')}"
    # A colon, because a title can be singular or plural and has no article.
    which = "deze partner meedoet" if len(subjects) == 1 else "deze partners meedoen"
    return f"als {which}: {listed(subjects)}"


# Small parts


def _is_group(result: Result) -> bool:
    return bool(result.scores.group)


def _people(result: Result) -> int:
    """The size of a group; 0 for one person."""
    figures = next(iter(result.scores.group.values()), None)
    return 0 if figures is None else sum(figures.counts) + figures.unknown + figures.not_applicable


def _points_level(points: Fraction) -> str:
    return level_text(1 + points / 25)


def _plain_level(level: Fraction) -> str:
    """A chosen level is a whole number, "2"; a mean has one decimal, "2,5"."""
    return str(level.numerator) if level.denominator == 1 else level_text(level)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _quote(text: str) -> str:
    return f"'{text}'"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
