"""What the report of a workshop says about the group: cover, profile, why, small groups, and how to read it."""

import pytest

from questionnaire.models import Content
from report.workshop_payload import payload
from scoring import words
from scoring.certainty_words import certainty
from scoring.reason_words import tell
from scoring.reasons import group_reasons
from scoring.robustness import group_robustness
from scoring.second_round import revote
from scoring.sharing import restricted, share
from scoring.view import Person
from tests.report.cases import WHEN, squash
from tests.report.workshop_cases import WorkshopCase, case, data_of, record_of, room, rows_of, text_of

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
