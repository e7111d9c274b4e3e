import dataclasses
import hashlib
import json
import logging
import os
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from questionnaire.answers import Answer
from questionnaire.models import Content
from report.render import TEMPLATES, arguments
from report.workshop import workshop_pdf
from report.workshop_payload import payload
from scoring import words
from scoring.certainty_words import certainty
from scoring.groups import mean_level
from scoring.reason_words import tell
from scoring.reasons import group_reasons
from scoring.robustness import group_robustness
from scoring.second_round import revote, shift
from scoring.sharing import restricted, share
from scoring.view import Person
from storage import Commitment
from tests.report import workshop_cases
from tests.report.cases import WHEN, squash
from tests.report.test_pdf import elements
from tests.report.test_standards import verapdf
from tests.report.workshop_cases import WorkshopCase, case, record_of, room

NAMES = ("full", "three", "short", "two", "nothing", "hostile")


@pytest.fixture(scope="module")
def cases(content: Content) -> dict[str, WorkshopCase]:
    records = {
        "full": workshop_cases.full(content),
        "three": record_of(content, room(content, 3)),
        "short": workshop_cases.short(content),
        "two": record_of(content, room(content, 2)),
        "nothing": record_of(content),
        "hostile": workshop_cases.hostile(content),
    }
    assert set(records) == set(NAMES)
    return {name: WorkshopCase(content, record, workshop_pdf(content, record, WHEN)) for name, record in records.items()}


@pytest.fixture
def full(cases: dict[str, WorkshopCase]) -> WorkshopCase:
    return cases["full"]


def data_of(item: WorkshopCase) -> dict[str, Any]:
    return payload(item.content, item.record, WHEN.date())


def text_of(item: WorkshopCase) -> str:
    return squash(" ".join(item.pages))


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for line in data["profile"]["table"]["lines"] for row in line["themes"]]


# The file


def test_reports_of_workshops_are_accessible_and_fit_for_the_archive(cases: dict[str, WorkshopCase], tmp_path: Path) -> None:
    files = []
    for name, item in cases.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(item.made)
    run = verapdf("ua1,2a", *files)
    assert run.stdout.count("PASS") == 2 * len(files), run.stdout + run.stderr
    assert run.returncode == 0


@pytest.mark.parametrize("name", ["full", "short", "two"])
def test_a_second_opinion_finds_no_error(cases: dict[str, WorkshopCase], name: str, tmp_path: Path) -> None:
    file = tmp_path / "verslag.pdf"
    file.write_bytes(cases[name].made)
    command = [str(Path(sys.executable).with_name("outloud")), "--fail-on", "error", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 error(s), 0 warning(s)" in run.stdout, run.stdout


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_bytes_and_no_warning(cases: dict[str, WorkshopCase], name: str) -> None:
    item = cases[name]
    assert workshop_pdf(item.content, item.record, WHEN) == item.made
    made, warnings = typst.compile_with_warnings(**arguments("workshop", data_of(item), WHEN))
    assert made
    assert [warning.message for warning in warnings] == []


def test_a_new_process_gives_the_same_bytes(full: WorkshopCase) -> None:
    code = (
        "import hashlib\nfrom questionnaire import loading\nfrom report.workshop import workshop_pdf\n"
        "from tests.report.cases import WHEN\nfrom tests.report.workshop_cases import full\n"
        "content = loading.load(loading.CONTENT)\n"
        "print(hashlib.sha256(workshop_pdf(content, full(content), WHEN)).hexdigest())"
    )
    root = TEMPLATES.parent.parent
    # Another seed: no set may decide an order.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=environment)
    assert run.stdout.strip() == hashlib.sha256(full.made).hexdigest()


def test_a_time_without_zone_is_refused(full: WorkshopCase) -> None:
    with pytest.raises(ValueError, match="time zone"):
        workshop_pdf(full.content, full.record, datetime(2026, 11, 24))  # noqa: DTZ001


def test_the_file_says_what_it_is_and_every_table_has_a_header(full: WorkshopCase) -> None:
    with pikepdf.open(BytesIO(full.made)) as file:
        assert str(file.Root.Lang) in {"nl", "nl-NL"}
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "Verslag van de werksessie: Gemeente Voorbeeldstad, 23 november 2026"
        tree = file.Root.StructTreeRoot
        (figure,) = elements(tree, "/Figure")
        assert "Hoogst:" in str(figure.Alt)
        # The profile, a distribution per question of the agenda with two rounds, and the dots.
        heads = [len(elements(table, "/TH")) for table in elements(tree, "/Table")]
        assert heads == [6, *[4] * len(full.record.talked), 2]


def test_bookmarks_and_text_follow_the_reading_order(full: WorkshopCase) -> None:
    with pikepdf.open(BytesIO(full.made)) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    chapters = [
        "Het profiel van de groep",
        "Waarom staat het zo?",
        "Het gesprek",
        "Wat de groep afsprak",
        "De keuze",
        "Zo leest u dit verslag",
    ]
    assert titles == chapters
    text = text_of(full).split(squash("Zo leest u dit verslag"), 1)[1]  # after the table of contents
    place = 0
    for title in (*chapters, "Bronnen", "Herkomst van dit verslag"):
        place = text.index(squash(title), place)
    numbered = [f"{number}. {question['question']}" for number, question in enumerate(data_of(full)["talk"]["items"], start=1)]
    found = [text.index(squash(title)) for title in numbered]
    assert found == sorted(found)


# The cover


def test_the_cover_says_who_took_part_and_what_this_is(full: WorkshopCase) -> None:
    cover = squash(full.pages[0])
    for words_ in (
        "Deelnemers 12 mensen gaven antwoord",
        "Rollen Beleid: 6; Wijkteam of buurtteam: 5; Zonder rol: 1",
        "Vragen alle 36 vragen",
        f"Tweede ronde over {len(full.record.revote)} vragen",
        "geen cijfer en geen rangorde",
    ):
        assert squash(words_) in cover, words_


# The profile


@pytest.mark.parametrize("name", ["full", "three", "short", "nothing"])
def test_radar_table_and_group_view_carry_the_same_numbers(cases: dict[str, WorkshopCase], name: str) -> None:
    item = cases[name]
    view, profile = item.record.view, data_of(item)["profile"]
    rows = rows_of(data_of(item))
    themes = item.record.questionnaire.themes
    assert [row["title"] for row in rows] == [theme.title for theme in themes]
    axes = profile["radar"]["axes"] if profile["radar"] else [None] * len(rows)
    for theme, row, axis in zip(themes, rows, axes, strict=True):
        node, spread = view.themes[theme.id], view.spread.get(theme.id)
        assert row["value"] == (None if node.shown_level is None else float(node.shown_level))
        assert row["level"] == ("geen uitkomst" if node.shown_level is None else words.level_text(node.shown_level))
        quarters = (None, None) if spread is None else (spread.low_quarter, spread.high_quarter)
        assert (row["low_quarter"], row["high_quarter"]) == quarters
        assert (row["lowest"], row["highest"]) == ((None, None) if spread is None else (spread.lowest, spread.highest))
        if axis:
            assert [axis[key] for key in ("value", "text", "low_quarter", "high_quarter")] == [
                row[key] for key in ("value", "level", "low_quarter", "high_quarter")
            ]
    assert (profile["radar"] is None) is (name == "short")


def test_every_row_of_the_profile_stands_in_the_file(full: WorkshopCase) -> None:
    text = text_of(full)
    for row in rows_of(data_of(full)):
        cells = ("title", "level", "middle", "range", "interval", "known")
        assert squash("".join(row[key] for key in cells)) in text, row["title"]


def test_a_theme_that_is_hidden_for_a_small_group_shows_no_coverage(cases: dict[str, WorkshopCase]) -> None:
    """A hidden theme carries 0 known questions: "0 van 1" would not be true."""
    rows = rows_of(data_of(cases["short"]))
    assert {(row["level"], row["interval"], row["known"]) for row in rows} == {("geen uitkomst", "niet getoond", "niet getoond")}


# Why


def test_the_reasons_of_the_group_stand_in_the_file(full: WorkshopCase) -> None:
    questionnaire, view = full.record.questionnaire, full.record.view
    found, text = group_reasons(questionnaire, view), text_of(full)
    for line in questionnaire.lines:
        assert squash(tell(questionnaire, found, line.id).why) in text
        for theme in line.themes:
            told = tell(questionnaire, found, theme.id)
            assert squash(told.why) in text
            assert squash(told.goal) in text
    for sentence in certainty(questionnaire, group_robustness(questionnaire, view), "group"):
        assert squash(sentence) in text


def test_the_reasons_of_a_small_group_name_themes_only(cases: dict[str, WorkshopCase]) -> None:
    why = data_of(cases["three"])["why"]
    assert not any(line["themes"] for line in why["lines"])
    assert all(line["why"] for line in why["lines"])
    assert data_of(cases["two"])["why"] is None


# Small groups


def test_three_people_see_themes_and_no_answer_to_a_question(cases: dict[str, WorkshopCase]) -> None:
    data = data_of(cases["three"])
    assert data["profile"]["radar"]["band"] is None
    assert data["talk"]["items"]
    assert not any(item["levels"] or item["rows"] for item in data["talk"]["items"])
    anchors = {anchor for question in cases["three"].record.questionnaire.questions for anchor in question.levels.values()}
    assert not any(squash(anchor) in text_of(cases["three"]) for anchor in anchors)


def test_two_people_get_a_sentence_and_no_figures(cases: dict[str, WorkshopCase]) -> None:
    profile = data_of(cases["two"])["profile"]
    assert (profile["radar"], profile["table"]) == (None, None)
    text = text_of(cases["two"])
    assert squash("Deze groep is te klein voor een uitkomst") in text
    assert "gemiddeldniveau" not in text
    assert not data_of(cases["two"])["talk"]["items"]


def test_the_report_of_a_small_group_depends_on_nothing_but_the_number_of_people(content: Content) -> None:
    """Two people who answered something else give the same report."""
    others = {id: Person("beleid", dict.fromkeys(person.values, 5)) for id, person in room(content, 2).items()}
    assert case(content, people=others).made == case(content, people=room(content, 2)).made


def test_a_second_round_of_a_group_too_small_for_questions_is_not_shown(content: Content) -> None:
    people = room(content, 4)
    id = content.questionnaire.questions[0].id
    votes = {number: Person(None, {id: 5}) for number in range(10, 16)}
    second = share(content.questionnaire, revote(people, votes, [id]))
    assert second.detail == "questions"
    record = record_of(content, people, second=second, revote=(id,))
    data = payload(content, record, WHEN.date())
    assert not any(item["levels"] for item in data["talk"]["items"])
    assert not any(label == "Tweede ronde" for label, _ in data["facts"])


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


# How to read it


def test_it_says_how_to_read_it_and_where_it_comes_from(full: WorkshopCase) -> None:
    text = text_of(full)
    for sentence in (
        "wie in de groep zat en het eigen antwoord kent, kan dat van de rest aftrekken",
        "Wie pas antwoordde toen een ronde dicht was, telt in die ronde niet mee",
        "Dit verslag voorspelt niet of iemand opnieuw een strafbaar feit pleegt (recidive)",
        "niet wetenschappelijk getoetst",
        f"Versie {full.record.questionnaire.version}",
        f"Kenmerk {full.content.questionnaire.hash}",
        "Gemaakt op 24 november 2026",
    ):
        assert squash(sentence) in text, sentence


def test_a_part_of_the_questionnaire_names_the_hash_of_the_whole(content: Content) -> None:
    line = content.questionnaire.lines[0]
    part = restricted(content.questionnaire, [question.id for question in line.questions])
    people = room(content)
    made = case(content, people=people, questionnaire=part, view=share(part, list(people.values())))
    assert content.questionnaire.hash in text_of(made)
    assert part.hash not in text_of(made)
    assert len(data_of(made)["profile"]["radar"]["axes"]) == len(line.themes)


# Anonymity and unkind words


def test_the_report_is_the_same_whoever_gave_which_answer(full: WorkshopCase, content: Content) -> None:
    """The order of people decides nothing: only the figures of the group do."""
    people = room(content)
    turned = dict(zip(people, reversed(people.values()), strict=True))
    assert case(content, people=turned).made == case(content, people=people).made


def test_hostile_words_are_printed_and_never_run(cases: dict[str, WorkshopCase]) -> None:
    text = text_of(cases["hostile"])
    for literal in (
        '#import"@preview/evil:1.0":*',
        "<script>alert(1)</script>{{7*7}}\\write18{ls}`code`@ref<label>//weg/*weg*/",
        "Arabisch[?]Chinees[?]GrieksΕλλάδα",
        '#eval("1")',
        "#panic()",
        "*rol*$x$",
        "😀",
    ):
        assert squash(literal) in text, literal
    assert "root:" not in text


def test_hostile_words_change_no_figure(cases: dict[str, WorkshopCase]) -> None:
    kind, unkind = data_of(cases["full"]), data_of(cases["hostile"])
    assert json.dumps(kind["profile"]) == json.dumps(unkind["profile"])
    assert [item["levels"] for item in kind["talk"]["items"]] == [item["levels"] for item in unkind["talk"]["items"]]
    assert kind["choice"]["dots"] == unkind["choice"]["dots"]


def test_hostile_words_need_no_second_try(cases: dict[str, WorkshopCase], caplog: pytest.LogCaptureFixture) -> None:
    item = cases["hostile"]
    with caplog.at_level(logging.WARNING):
        workshop_pdf(item.content, item.record, WHEN)
    assert "retry" not in caplog.text


def test_nothing_runs_off_the_page_and_no_page_is_empty(cases: dict[str, WorkshopCase]) -> None:
    import pymupdf

    for item in cases.values():
        with pymupdf.open(stream=item.made) as file:
            for number, page in enumerate(file):
                found = page.get_text("words")
                assert len(found) > 20, number
                for x0, y0, x1, y1, *_ in found:
                    assert x0 >= 0
                    assert y0 >= 0
                    assert x1 <= page.rect.width - 40
                    assert y1 <= page.rect.height
