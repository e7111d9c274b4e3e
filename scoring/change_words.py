"""A change in Dutch, for screens and PDF alike. Numbers are written by `scoring.words`, the only place that rounds.

`since` is the day of the earlier measurement as people read it: "3 mei 2025".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.change import Change, Direction, PartChange, Why
from scoring.series import Comparison
from scoring.words import one_decimal

DEMONSTRABLE: Final = "aantoonbaar"
NOT_DEMONSTRABLE: Final = "geen aantoonbaar verschil"
NOT_COMPARABLE: Final = "niet vergelijkbaar"
RULE: Final = (
    "Een verschil heet hier aantoonbaar als de stappen samen groot genoeg zijn. Tel de niveaus die vragen stegen op, en trek "
    "de niveaus die vragen daalden eraf. Bij hoogstens 4 vragen is 3 nodig, bij 5 tot 9 vragen 4, bij meer vragen 5. "
    "Dit is een vuistregel. Een kleiner verschil kan ook komen door een andere dag of een ander gesprek."
)
_HIGHER: Final[Mapping[Direction, str]] = {"up": "hoger", "down": "lager", "equal": "gelijk"}
_WHY: Final[Mapping[Why, str]] = {
    "questions": "{same} hetzelfde gebleven. Voor een vergelijking is twee derde nodig.",
    "answers": "{known} heeft op beide momenten een niveau. Voor een vergelijking is twee derde nodig.",
    "not_applicable": "Op beide momenten is dit niet van toepassing.",
    "small_group": "Een van de groepen is klein. Dan tonen we geen antwoorden per vraag, en dus ook geen verschil per vraag.",
}


# A theme or line


def verdict(part: PartChange) -> str:
    """The word for a part: "aantoonbaar", "geen aantoonbaar verschil" or "niet vergelijkbaar"."""
    if not part.comparable:
        return NOT_COMPARABLE
    return DEMONSTRABLE if part.demonstrable else NOT_DEMONSTRABLE


def verdict_text(part: PartChange) -> str:
    """The word with its direction: "aantoonbaar hoger"."""
    if not part.demonstrable or part.direction is None:
        return verdict(part)
    return f"{DEMONSTRABLE} {_HIGHER[part.direction]}"


def steps_text(part: PartChange) -> str:
    """How far the mean level moved, over the compared questions: "0,7 hoger"; empty where it is not comparable."""
    if part.difference is None:
        return ""
    if part.difference == 0:
        return "gelijk"
    size = one_decimal(abs(part.difference) / 25)
    return f"{'minder dan 0,1' if size == '0,0' else size} {'hoger' if part.difference > 0 else 'lager'}"


def basis_text(part: PartChange) -> str:
    """What the verdict rests on: "3 van 3 vragen"; what applies at neither moment is not one of them."""
    return f"{part.compared} van {_questions(part.common.total - part.aside)}"


def why_text(part: PartChange) -> str:
    """Why a part is not comparable, as a sentence; empty where it is."""
    if part.why is None:
        return ""
    common = part.common
    if part.why == "questions" and not common.shared:
        return "Geen enkele vraag is hetzelfde gebleven."
    verb = "is" if common.shared == 1 else "zijn"
    same = f"Van de {_questions(common.total)} {verb} er {common.shared}"
    known = f"{part.compared} van de {_questions(common.total - part.aside)}"
    if part.why == "answers" and not part.compared:
        return "Geen enkele vraag heeft op beide momenten een niveau."
    text = _WHY[part.why].format(same=same, known=known)
    return text.replace(" heeft op", " hebben op") if part.compared > 1 else text


# The whole change


def headline(change: Change, since: str) -> str:
    """What really changed, in one sentence."""
    titles = {theme.id: theme.title for theme in change.now.questionnaire.themes}
    comparable = [part for part in change.themes.values() if part.comparable]
    if not comparable:
        return f"Geen enkel thema is te vergelijken met {since}."
    up, down = ([titles[id] for id in change.demonstrable(way)] for way in ("up", "down"))
    if not up and not down:
        if all(not question.step for question in change.questions):
            return f"Er is niets veranderd sinds {since}: bij elke vraag die te vergelijken is staat hetzelfde niveau."
        return f"Bij geen enkel thema is er een aantoonbaar verschil met {since}{_lines(change)}."
    if up and down:
        return f"Sinds {since} {_stand(up)} aantoonbaar hoger, en {_stand(down, inverted=False)} aantoonbaar lager."
    return f"Sinds {since} {_stand(up or down)} aantoonbaar {'hoger' if up else 'lager'}."


def recognised_text(change: Change) -> str:
    """At how many questions a higher or lower description is recognised; empty where none can be compared."""
    up, down, equal = (len(change.recognised(way)) for way in ("up", "down", "equal"))
    if not up + down + equal:
        return ""
    who = "herkent de groep" if change.group else "herkent u"
    if not up + down:
        which = "de ene vraag die te vergelijken is" if equal == 1 else f"alle {equal} vragen die te vergelijken zijn"
        return f"Bij {which}, {who} dezelfde beschrijving als toen."
    parts = [
        f"bij {_questions(count)} {who} nu een {word} beschrijving" for count, word in ((up, "hogere"), (down, "lagere")) if count
    ]
    text = ", en ".join(parts)
    text = f"{text[0].upper()}{text[1:]}."
    if not equal:
        return text
    return f"{text} Bij {'1 vraag is' if equal == 1 else f'{equal} vragen is'} de beschrijving gelijk gebleven."


def recognised_title(change: Change, direction: Direction) -> str:
    """The heading of a list of questions: "Herkent u nu een hogere beschrijving"."""
    count = len(change.recognised(direction))
    who = "herkent de groep" if change.group else "herkent u"
    return f"Bij {_questions(count)} {who} nu een {'hogere' if direction == 'up' else 'lagere'} beschrijving"


# What to keep in mind


def notes(comparison: Comparison) -> list[str]:
    """What a reader has to know: different people, other questions, answers that fell out, another municipality."""
    change, before, now = comparison.change, comparison.before, comparison.now
    found = [_people_note(comparison)]
    if before.municipality != now.municipality and before.municipality and now.municipality:
        found.append(f"De eerdere meting is van een andere organisatie: {before.municipality}.")
    if before.date > now.date:
        found.append("De meting waarmee u vergelijkt is jonger dan de meting die u nu open hebt. Lees het verschil dus andersom.")
    old, new = before.result.questionnaire.version, now.result.questionnaire.version
    if not change.same_questions:
        kept = len(change.questions)
        found.append(
            f"De vragenlijst is veranderd: van versie {old} naar versie {new}. "
            f"{kept} van de {_questions(len(now.result.questionnaire.questions))} {'is' if kept == 1 else 'zijn'} hetzelfde."
        )
    if change.gone:
        titles = {theme.id: theme.title for theme in before.result.questionnaire.themes}
        found.append(f"Dit stond alleen in de eerdere vragenlijst: {_listed([_quote(titles[id]) for id in change.gone])}.")
    if out := sum(part.fell_out or 0 for part in change.themes.values()):
        found.append(
            f"{_questions(out)} {'telt' if out == 1 else 'tellen'} niet mee: op een van beide momenten is het antwoord "
            "niet bekend of niet van toepassing."
        )
    return [*found, *before.notes]


def _people_note(comparison: Comparison) -> str:
    before, now = comparison.before, comparison.now
    if comparison.change.group:
        return "Aan de twee metingen kunnen verschillende mensen hebben meegedaan. Een verschil kan ook daarvan komen."
    if before.role and now.role and before.role != now.role:
        return "De eerdere meting is vanuit een andere rol ingevuld. Een verschil kan ook daarvan komen."
    return (
        "Vulde toen iemand anders de vragen in, of een groep met andere mensen? Dan kan een verschil ook daarvan komen. "
        "Deze cijfers laten niet zien waardoor iets veranderde."
    )


# Small parts


def _lines(change: Change) -> str:
    """Small steps in many themes can add up in a line: ", maar alles bij elkaar staat 'A' wel aantoonbaar hoger"."""
    titles = {line.id: line.title for line in change.now.questionnaire.lines}
    moved: dict[str, list[str]] = {}
    for id, part in change.lines.items():
        if part.demonstrable and part.direction:
            moved.setdefault(_HIGHER[part.direction], []).append(titles[id])
    parts = [f"{_stand(names)} wel aantoonbaar {word}" for word, names in moved.items()]
    return f", maar alles bij elkaar {' en '.join(parts)}" if parts else ""


def _stand(titles: Sequence[str], *, inverted: bool = True) -> str:
    """ "staat 'A'" or "staan 'A' en 'B'"; not inverted: "'A' staat"."""
    names = _listed([_quote(title) for title in titles]) if len(titles) <= 3 else f"{len(titles)} thema's"
    verb = "staat" if len(titles) == 1 else "staan"
    return f"{verb} {names}" if inverted else f"{names} {verb}"


def _questions(count: int) -> str:
    return f"{count} {'vraag' if count == 1 else 'vragen'}"


def _quote(text: str) -> str:
    return f"'{text}'"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
