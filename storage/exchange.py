"""A stored measurement as the measurement file: what leaves the app, and can come back."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.answers import Measurement, Reference
from questionnaire.models import Questionnaire
from storage.stored import Stored


def to_measurement(stored: Stored, questionnaire: Questionnaire) -> Measurement:
    """The export of `stored`, made with `questionnaire` (the version it was filled in with).

    Answers and targets stand in the order of the questionnaire, anything it does not know after that, so that
    the same measurement always gives the same file.
    """
    questions = {question.id: place for place, question in enumerate(questionnaire.questions)}
    themes = {theme.id: place for place, theme in enumerate(questionnaire.themes)}
    return Measurement(
        questionnaire=Reference(id=questionnaire.id, version=stored.questionnaire_version, hash=stored.questionnaire_hash),
        municipality=stored.municipality,
        date=stored.date,
        role=stored.role,
        size=stored.size,
        answers={id_: stored.answers[id_] for id_ in _ordered(stored.answers, questions)},
        targets={id_: stored.targets[id_] for id_ in _ordered(stored.targets, themes)},
        target_reasons={id_: stored.target_reasons[id_] for id_ in _ordered(stored.target_reasons, themes)},
        missing_partners=tuple(sorted(stored.missing_partners)),
        chosen=stored.chosen,
        plans=tuple(kept.plan for kept in stored.plans),
    )


def _ordered(ids: Iterable[str], places: dict[str, int]) -> list[str]:
    return sorted(ids, key=lambda id_: (places.get(id_, len(places)), id_))
