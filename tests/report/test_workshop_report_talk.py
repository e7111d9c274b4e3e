"""What the report of a workshop says of the conversation: the agenda, what was agreed, and the choice."""

import dataclasses

import pytest

from questionnaire.answers import Answer
from questionnaire.models import Content
from report.workshop_payload import payload
from scoring import words
from scoring.groups import mean_level
from scoring.second_round import revote, shift
from scoring.sharing import share
from scoring.view import Person
from storage import Commitment
from tests.report.cases import WHEN, squash
from tests.report.workshop_cases import WorkshopCase, case, data_of, record_of, room, text_of

# The conversation


def test_each_question_of_the_agenda_shows_both_rounds_and_what_moved(full: WorkshopCase) -> None:
    record, text = full.record, text_of(full)
    assert record.second is not None
    items = data_of(full)["talk"]["items"]
    assert [item["question"] for item in items] == [record.questionnaire.question_by_id[id].text for id in record.talked]
    for id, item in zip(record.talked, items, strict=True):
        first, second = record.view.questions[id], record.second.questions[id]
        assert first.counts is not None
        assert second.counts is not None
        question = record.questionnaire.question_by_id[id]
        for level, row in enumerate(item["levels"], start=1):
            before, after = first.counts[level - 1], second.counts[level - 1]
            assert row["counts"] == [before, after]
            mark = "afgesproken" if record.answer(id).level == level else ""
            assert squash(f"{level}{question.levels[level]}{mark}{before}{after}") in text
        for name, view in (("Eerste ronde", first), ("Tweede ronde", second)):
            assert view.counts is not None
            mean = words.level_text(mean_level(view.counts))
            assert squash(f"{name} Gemiddeld niveau {mean}; de antwoorden: {view.label}.") in text
        assert squash(f"Het verschil {shift(first, second).sentence}") in text


def test_reasons_are_those_of_the_agenda(full: WorkshopCase) -> None:
    text = text_of(full)
    for item in full.record.view.agenda:
        for reason in item.reasons:
            assert squash(f"{reason[:1].upper()}{reason[1:]}.") in text


def test_a_question_with_too_few_answers_has_no_counts(content: Content) -> None:
    first, *others = content.questionnaire.questions
    known = dict.fromkeys((question.id for question in others), 3)
    people = {number: Person(None, {**known, first.id: 5 if number < 3 else "unknown"}) for number in range(1, 10)}
    record = record_of(content, people)
    assert record.view.questions[first.id].counts is None
    item = payload(content, record, WHEN.date())["talk"]["items"][0]
    assert item["question"] == first.text
    assert item["levels"] == []
    assert item["rows"] == [["De antwoorden", "Te weinig antwoorden."]]


def test_a_question_of_the_second_round_that_was_not_on_the_agenda_is_shown_too(content: Content) -> None:
    people = room(content)
    before = record_of(content, people)
    extra = next(q.id for q in content.questionnaire.questions if q.id not in {item.question for item in before.view.agenda})
    second = share(content.questionnaire, revote(people, {1: Person(None, {extra: 1})}, [extra]))
    record = record_of(content, people, second=second, revote=(extra,))
    item = payload(content, record, WHEN.date())["talk"]["items"][-1]
    assert item["question"] == content.questionnaire.question_by_id[extra].text
    assert item["heads"] == ["Eerste ronde", "Tweede ronde"]


# What was agreed


def test_agreed_and_open_questions_together_are_all_questions(full: WorkshopCase) -> None:
    data, text = data_of(full)["agreements"], text_of(full)
    settled = [answer["question"] for theme in data["themes"] for answer in theme["questions"]]
    left = [question["text"] for theme in data["open"] for question in theme["questions"]]
    assert sorted([*settled, *left]) == sorted(question.text for question in full.record.questionnaire.questions)
    assert squash(f"De groep sprak bij {len(settled)} van de 36 vragen een antwoord af.") in text
    for id, answer in full.record.agreed.items():
        question = full.record.questionnaire.question_by_id[id]
        said = f"Niveau {answer.level} {question.levels[answer.level]}" if isinstance(answer.level, int) else "Weet ik niet"
        assert squash(f"{question.text} {said}") in text
    assert squash("Toelichting Het lukt bij lange straffen. Bij korte straffen horen we het vaak te laat.") in text


def test_a_note_without_an_answer_stays_with_the_open_question(content: Content) -> None:
    id = content.questionnaire.questions[4].id
    made = case(content, agreed={id: Answer(note="Hier komen we op terug.")})
    assert squash(f"{content.questionnaire.questions[4].text} Toelichting: Hier komen we op terug.") in text_of(made)
    assert squash("De groep heeft nog geen antwoorden afgesproken.") in text_of(made)


# The choice


def test_ideas_stand_with_their_dots_most_first(full: WorkshopCase) -> None:
    rows = data_of(full)["choice"]["dots"]["rows"]
    assert [row["dots"] for row in rows] == sorted((full.record.dots.get(id, 0) for id in full.record.ideas), reverse=True)
    titles = full.record.questionnaire.idea_by_id
    assert {(row["title"], row["dots"]) for row in rows} == {
        (titles[id].title, full.record.dots.get(id, 0)) for id in full.record.ideas
    }
    assert squash(f"{rows[0]['title']}{rows[0]['dots']}{rows[1]['title']}{rows[1]['dots']}") in text_of(full)


@pytest.mark.parametrize(("voters", "shown"), [(0, False), (2, False), (3, True)])
def test_dots_of_fewer_than_three_people_are_not_shown(full: WorkshopCase, voters: int, shown: bool) -> None:
    data = payload(full.content, dataclasses.replace(full.record, voters=voters), WHEN.date())
    assert bool(data["choice"]["dots"]["rows"]) is shown
    assert len(data["choice"]["dots"]["plain"]) == (0 if shown else len(full.record.ideas))


def test_an_experiment_stands_with_owner_step_dates_and_what_the_idea_says(full: WorkshopCase) -> None:
    text = text_of(full)
    for plan in full.record.commitments:
        idea = full.record.questionnaire.idea_by_id[plan.idea]
        start = text.index(squash(f"{idea.title}{words.evidence_text(idea.evidence)}"))
        for part in (
            f"Wie pakt dit op {plan.owner}",
            f"Eerste stap {plan.step}",
            f"Verwachting {idea.hypothesis}",
            f"Meten {idea.measure}",
            f"Stoppen {idea.stop_rule}",
            f"Let op {idea.caution}",
        ):
            start = text.index(squash(part), start)
    assert squash("Klaar op 7 december 2026 Terugkijken op 22 februari 2027") in text


def test_sources_are_those_of_the_chosen_experiments(full: WorkshopCase) -> None:
    listed = {id for id, _ in data_of(full)["sources"]["items"]}
    ideas = full.record.questionnaire.idea_by_id
    assert listed == {source for plan in full.record.commitments for source in ideas[plan.idea].sources}
    assert not payload(full.content, dataclasses.replace(full.record, commitments=()), WHEN.date())["sources"]["items"]


def test_a_choice_of_an_idea_that_is_gone_is_not_lost(content: Content) -> None:
    plan = Commitment("weg-idee", "Nazorgcoördinator", "Eerst bellen.", WHEN.date(), WHEN.date())
    assert squash("Nazorgcoördinator Eerste stap Eerst bellen.") in text_of(case(content, commitments=[plan]))
