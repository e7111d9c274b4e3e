"""What changed between two versions of the questionnaire, in Dutch for editors, and what stays comparable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from questionnaire.models import Address, Idea, Line, Named, Question, Questionnaire, Requires, Stage, Theme
from questionnaire.text import listed
from questionnaire.versions import changed_parts, same_words

T = TypeVar("T")

_STAGE: Final = {"name": "de naam", "meaning": "de betekenis"}
_LINE: Final = {"title": "de titel", "intro": "de inleiding", "weight": "het gewicht"}
_THEME: Final = {"title": "de titel", "short": "de korte titel", "why": "de uitleg", "weight": "het gewicht"}
_QUESTION: Final = {
    "text": "de vraag",
    "help": "de uitleg",
    "evidence": "waaraan u het ziet",
    "weight": "het gewicht",
    "wording": "wording",
    "sources": "de bronnen",
}
_IDEA: Final = {
    "title": "de titel",
    "summary": "de samenvatting",
    "effort": "de inzet",
    "lead_time_months": "de duur in maanden",
    "evidence": "de onderbouwing",
    "partners": "de partners",
    "hypothesis": "de verwachting",
    "first_step": "de eerste stap",
    "measure": "wat u telt",
    "stop_rule": "wanneer u stopt",
    "caution": "waar u op let",
    "sources": "de bronnen",
}
_REQUIRES: Final = {"size": "de grootteklassen die nodig zijn", "partners": "de partners die nodig zijn"}


@dataclass(frozen=True, slots=True)
class Common:
    """How many questions of a theme two versions share, out of how many (the larger number of the two)."""

    shared: int
    total: int

    @property
    def comparable(self) -> bool:
        """At least two thirds, compared exactly: below that, a change says more about the questions than about the work."""
        return 3 * self.shared >= 2 * self.total


def comparable_questions(old: Questionnaire, new: Questionnaire) -> tuple[str, ...]:
    """The ids of the questions with the same id and wording in both, in the order of `new`."""
    before = old.question_by_id
    return tuple(each.id for each in new.questions if each.id in before and before[each.id].wording == each.wording)


def common_by_theme(old: Questionnaire, new: Questionnaire) -> dict[str, Common]:
    """For each theme id of `new`: the comparable questions that stand in that theme in both versions."""
    comparable = set(comparable_questions(old, new))
    result = {}
    for theme in new.themes:
        before = old.theme_by_id.get(theme.id)
        were = {question.id for question in before.questions} if before else set()
        now = {question.id for question in theme.questions}
        result[theme.id] = Common(len(were & now & comparable), max(len(were), len(now)))
    return result


def describe(old: Questionnaire, new: Questionnaire) -> str:
    """The whole story for an editor: what changed, what stays comparable, what happens to stored measurements."""
    head = f"Van versie {old.version} (kenmerk {old.hash[:12]}) naar versie {new.version} (kenmerk {new.hash[:12]})"
    if old.id != new.id:
        return f"{head}\n\nDit zijn twee vragenlijsten: '{old.id}' en '{new.id}'. Hun metingen zijn niet te vergelijken."
    if old == new:
        return f"{head}\n\nEr is niets veranderd."
    lines = [head, "", "Wat is veranderd", *_changes(old, new)]
    if old.version == new.version:
        lines += ["", f"Het versienummer is nog {new.version}. Verhoog 'version' in questionnaire.yaml voordat u uitbrengt."]
    lines += [
        "",
        "Wat te vergelijken blijft",
        *_comparable(old, new),
        "",
        "Wat er gebeurt met metingen",
        *_measurements(old, new),
    ]
    return "\n".join(lines)


def _comparable(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    kept, total = len(comparable_questions(old, new)), len(new.questions)
    yield f"- {kept} van de {total} vragen: ze hebben dezelfde id en dezelfde wording."
    counts = common_by_theme(old, new)
    for theme in new.themes:
        common = counts[theme.id]
        if common.shared < common.total:
            verdict = "blijft te vergelijken" if common.comparable else "is niet te vergelijken (minder dan 2/3)"
            yield f"- Thema '{theme.title}' {verdict}: {common.shared} van de {common.total} vragen."
    whole = sum(common.shared == common.total for common in counts.values())
    themes = "1 thema is" if whole == 1 else f"{whole} thema's zijn"
    yield f"- {themes} helemaal te vergelijken."


def _measurements(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    yield "- Metingen die er al zijn, houden hun eigen vragen, gewichten en ideeën. Er gaat geen antwoord verloren."
    left_out = [f"'{each.id}' (andere wording)" for each in new.questions if _reworded(old, each)]
    left_out += [f"'{each.id}' (nieuw)" for each in new.questions if each.id not in old.question_by_id]
    left_out += [f"'{each.id}' (vervallen)" for each in old.questions if each.id not in new.question_by_id]
    if left_out:
        yield f"- Een vergelijking van een oude met een nieuwe meting laat weg: {listed(left_out)}."
    else:
        yield "- Een vergelijking van een oude met een nieuwe meting gebruikt alle vragen."
    yield "- Een metingbestand van de oude versie wordt ingelezen met een lijst van wat niet past, en de vraag om na te kijken."


def _reworded(old: Questionnaire, question: Question) -> bool:
    before = old.question_by_id.get(question.id)
    return before is not None and before.wording != question.wording


def _changes(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    yield from _block("De vragenlijst", _fields(old, new, {"title": "de titel", "subtitle": "de ondertitel"}))
    yield from _items("Niveau", _by(old.stages, _level), _by(new.stages, _level), lambda a, b: _fields(a, b, _STAGE), _level)
    groups = (("Rol", "roles"), ("Grootteklasse", "size_classes"), ("Partner", "partners"))
    for kind, name in groups:
        before, after = _by(getattr(old, name), _own_id), _by(getattr(new, name), _own_id)
        yield from _items(kind, before, after, lambda a, b: _fields(a, b, {"title": "de naam"}), _title)
    yield from _items("Veranderlijn", old.line_by_id, new.line_by_id, lambda a, b: _fields(a, b, _LINE), _title)

    line_of = [{theme.id: line for line in each.lines for theme in line.themes} for each in (old, new)]

    def theme(before: Theme, after: Theme) -> Iterator[str]:
        yield from _moved(line_of[0][before.id], line_of[1][after.id])
        yield from _fields(before, after, _THEME)

    yield from _items("Thema", old.theme_by_id, new.theme_by_id, theme, _title)

    def question(before: Question, after: Question) -> Iterator[str]:
        yield from _moved(old.theme_of[before.id], new.theme_of[after.id])
        yield from _question(before, after)

    yield from _items("Vraag", old.question_by_id, new.question_by_id, question, lambda each: each.text)
    yield from _items("Idee", old.idea_by_id, new.idea_by_id, _idea, _title)


def _items(
    kind: str,
    old: dict[str, T],
    new: dict[str, T],
    compare: Callable[[T, T], Iterator[str]],
    named: Callable[[T], str],
) -> Iterator[str]:
    """What was added, removed, changed and put in another order among things of one kind, by id."""
    for name, item in new.items():
        if name not in old:
            yield f"- {kind} '{name}' is nieuw: {named(item)}"
    for name, item in old.items():
        if name not in new:
            yield f"- {kind} '{name}' is vervallen: {named(item)}"
    for name, item in new.items():
        if name in old:
            yield from _block(f"{kind} '{name}'", compare(old[name], item))
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield f"- {kind}: de volgorde is anders."


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    body = [f"    {line}" for line in lines]
    if body:
        yield f"- {head}"
        yield from body


def _moved(old: Theme | Line, new: Theme | Line) -> Iterator[str]:
    if old.id != new.id:
        yield f"verplaatst van '{old.title}' naar '{new.title}'"


def _question(old: Question, new: Question) -> Iterator[str]:
    yield from _fields(old, new, _QUESTION)
    for level, words in old.levels.items():
        yield from _change(f"niveau {level}", words, new.levels[level])
    if new.wording <= old.wording and changed_parts(old, new.text, new.levels):
        yield "LET OP: de betekenis kan anders zijn, maar 'wording' is niet hoger. De controle (check) weigert dit."


def _idea(old: Idea, new: Idea) -> Iterator[str]:
    yield from _fields(old, new, _IDEA)
    before, after = ({each.question: each for each in idea.addresses} for idea in (old, new))
    for name, address in after.items():
        if name not in before:
            yield f"werkt nu ook aan vraag '{name}': {_address(address)}"
        elif before[name] != address:
            yield f"vraag '{name}': was {_address(before[name])}; is nu {_address(address)}"
    for name in before.keys() - after.keys():
        yield f"werkt niet meer aan vraag '{name}'"
    yield from _requires(old.requires, new.requires)


def _address(address: Address) -> str:
    return f"{address.strength}, niveau {address.from_level} tot en met {address.to_level}"


def _requires(old: Requires, new: Requires) -> Iterator[str]:
    yield from _fields(old, new, _REQUIRES)
    for name in sorted(old.levels.keys() | new.levels.keys()):
        was, now = (each.levels.get(name, "geen eis") for each in (old, new))
        if was != now:
            yield f"het niveau dat nodig is bij vraag '{name}': was {was}, is nu {now}"


def _fields(old: object, new: object, labels: dict[str, str]) -> Iterator[str]:
    for name, label in labels.items():
        yield from _change(label, getattr(old, name), getattr(new, name))


def _change(label: str, old: Any, new: Any) -> Iterator[str]:
    """One changed value in words; nothing when it is the same."""
    if old == new:
        return
    if isinstance(old, tuple):
        yield from _list_change(label, old, new)
    elif isinstance(old, str) and isinstance(new, str) and " " in old + new:
        was, now = _different_part(old, new)
        loose = " (alleen leestekens, spaties of hoofdletters)" if same_words(old, new) else ""
        yield f"{label}: was '{was}', is nu '{now}'{loose}"
    elif old is None or new is None:
        yield f"{label}: toegevoegd: '{new}'" if old is None else f"{label}: weggehaald"
    else:
        yield f"{label}: was {old}, is nu {new}"


def _list_change(label: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    added, gone = [each for each in new if each not in old], [each for each in old if each not in new]
    if added:
        yield f"{label}: erbij: {'; '.join(added)}"
    if gone:
        yield f"{label}: eraf: {'; '.join(gone)}"
    if not added and not gone:
        yield f"{label}: de volgorde is anders"


def _different_part(old: str, new: str, around: int = 3) -> tuple[str, str]:
    """The words that differ with a few words around them; short texts stay whole."""
    was, now = old.split(" "), new.split(" ")
    if max(len(was), len(now)) <= 20:
        return old, new
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    first, after = max(0, start - around), max(0, end - around)
    parts = []
    for words in (was, now):
        kept = " ".join(words[first : len(words) - after])
        parts.append(f"{'… ' if first else ''}{kept}{' …' if after else ''}")
    return parts[0], parts[1]


def _by(items: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    return {key(item): item for item in items}


def _level(stage: Stage) -> str:
    return str(stage.level)


def _own_id(item: Named) -> str:
    return item.id


def _title(item: Named | Line | Theme | Idea) -> str:
    return item.title
