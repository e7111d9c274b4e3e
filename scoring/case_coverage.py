"""Which levels, ideas and rules the experts' cases exercise, and which not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN
from questionnaire.models import DEFAULT_TARGET, LEVELS, Questionnaire
from scoring import case_messages as say
from scoring.model import Result


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many cases each (question id, level), each idea id and each rule occurs; 0 where in none.

    An idea is exercised as a suggestion, or in "later mogelijk". `rules` holds only rules that this content can
    exercise: without an idea that asks for a size there is no case to write about one.
    """

    levels: dict[tuple[str, int], int]
    suggested: dict[str, int]
    later: dict[str, int]
    rules: dict[str, int]

    @property
    def missing(self) -> list[str]:
        """What no case exercises, in Dutch, one line each."""
        levels = [say.MISSING_LEVEL.format(level=level, question=id) for (id, level), count in self.levels.items() if not count]
        ideas = [say.MISSING_IDEA.format(idea=id) for id in self.suggested if not self.suggested[id] + self.later[id]]
        return levels + ideas + [say.MISSING_RULE.format(rule=rule) for rule, count in self.rules.items() if not count]


def coverage(questionnaire: Questionnaire, results: Sequence[Result]) -> Coverage:
    """Count over the results of all cases."""
    levels = Counter((question, value) for result in results for question, value in result.values.items())
    suggested = Counter(suggestion.idea.id for result in results for suggestion in result.advice.suggestions)
    later = Counter(postponed.idea.id for result in results for postponed in result.advice.later)
    rules = Counter(rule for result in results for rule in set(_exercised(result)))
    return Coverage(
        levels={(question.id, level): levels[question.id, level] for question in questionnaire.questions for level in LEVELS},
        suggested={idea.id: suggested[idea.id] for idea in questionnaire.ideas},
        later={idea.id: later[idea.id] for idea in questionnaire.ideas},
        rules={rule: rules[rule] for rule in _possible(questionnaire)},
    )


def _possible(questionnaire: Questionnaire) -> Iterator[str]:
    """The rules, in the order of the report."""
    yield from (say.RULE_FLOOR, say.RULE_NOT_REPORTED)
    if any(len(theme.questions) > 2 for theme in questionnaire.themes):  # one unknown of two is already too many
        yield say.RULE_PARTLY_KNOWN
    yield from (say.RULE_UNKNOWN, say.RULE_NOT_APPLICABLE, say.RULE_THEME_NOT_APPLICABLE)
    conditions = {
        "size": any(idea.requires.size for idea in questionnaire.ideas),
        "level": any(idea.requires.levels for idea in questionnaire.ideas),
        "partner": any(idea.requires.partners for idea in questionnaire.ideas),
    }
    for outcome, rule in say.RULE_OUTCOME.items():
        if outcome != "blocked" or any(conditions.values()):
            yield rule
    yield from (say.RULE_CONDITION[kind] for kind, possible in conditions.items() if possible)
    yield from (say.RULE_HIGHER_TARGET, say.RULE_LOWER_TARGET, say.RULE_UNADDRESSED)
    if _weighted(questionnaire):
        yield say.RULE_WEIGHT


def _exercised(result: Result) -> Iterator[str]:
    for node in result.scores.themes.values():
        if node.floor is not None:
            yield say.RULE_FLOOR
        if not node.applicable:
            yield say.RULE_THEME_NOT_APPLICABLE
        elif not node.reported:
            yield say.RULE_NOT_REPORTED
        elif node.coverage != 1:
            yield say.RULE_PARTLY_KNOWN
    if UNKNOWN in result.values.values():
        yield say.RULE_UNKNOWN
    if NOT_APPLICABLE in result.values.values():
        yield say.RULE_NOT_APPLICABLE
    yield say.RULE_OUTCOME[result.advice.outcome]
    for postponed in result.advice.later:
        yield from (say.RULE_CONDITION[condition.kind] for condition in postponed.conditions)
    if any(target > DEFAULT_TARGET for target in result.targets.values()):
        yield say.RULE_HIGHER_TARGET
    if any(target < DEFAULT_TARGET for target in result.targets.values()):
        yield say.RULE_LOWER_TARGET
    if result.advice.unaddressed:
        yield say.RULE_UNADDRESSED
    weighted = _weighted(result.questionnaire)
    if any(question in weighted for question, value in result.values.items() if isinstance(value, int)):
        yield say.RULE_WEIGHT


def _weighted(questionnaire: Questionnaire) -> set[str]:
    """The questions whose own weight, or that of their theme or line, is not 1."""
    return {
        question.id
        for line in questionnaire.lines
        for theme in line.themes
        for question in theme.questions
        if any(weight != 1 for weight in (question.weight, theme.weight, line.weight))
    }


def report(found: Coverage) -> list[str]:
    """The coverage as lines of text: what every case together exercises, then what is missing."""
    lines = [say.COVERAGE, "", _head(say.LEVELS_HEAD, list(found.levels.values()))]
    questions = list(dict.fromkeys(question for question, _ in found.levels))
    width = max(map(len, [*questions, *found.suggested, *found.rules]))
    counts = {id: "".join(f"{found.levels[id, level]:>4}" for level in LEVELS) for id in questions}
    lines += [f"  {id:<{width}}{row}" for id, row in counts.items()]
    ideas = {id: found.suggested[id] + found.later[id] for id in found.suggested}
    lines += ["", _head(say.IDEAS_HEAD, list(ideas.values()))]
    lines += [f"  {id:<{width}}{found.suggested[id]:>4}{found.later[id]:>4}" for id in ideas]
    lines += ["", _head(say.RULES_HEAD, list(found.rules.values()))]
    lines += [f"  {rule:<{width}}{count:>4}" for rule, count in found.rules.items()]
    missing = found.missing
    return [*lines, "", *([say.MISSING_HEAD, *(f"  {line}" for line in missing)] if missing else [say.COMPLETE])]


def _head(words: str, counts: Sequence[int]) -> str:
    return words.format(done=sum(map(bool, counts)), all=len(counts))
