import json

import pytest

from questionnaire.models import Content
from report.payload import date_text, municipality_name, payload
from scoring import words
from scoring.certainty_words import certainty
from scoring.reason_words import tell
from scoring.reasons import reasons
from scoring.robustness import robustness
from tests.report.cases import WHEN, Case, case, levels, measurement, squash


def data_of(item: Case) -> dict:
    return payload(item.content, item.measurement, item.result, WHEN.date())


def test_levels_come_from_the_result_in_the_order_of_the_questionnaire(sample: Case) -> None:
    rows = [row for line in data_of(sample)["profile"]["lines"] for row in line["themes"]]
    themes = sample.result.questionnaire.themes
    assert [row["title"] for row in rows] == [theme.title for theme in themes]
    for row, theme in zip(rows, themes, strict=True):
        level = sample.result.scores.themes[theme.id].shown_level
        assert row["level"] == ("geen score" if level is None else words.level_text(level))
        assert row["target"] == str(sample.result.targets[theme.id])


def test_radar_and_table_carry_the_same_values(sample: Case) -> None:
    profile = data_of(sample)["profile"]
    rows = [row for line in profile["lines"] for row in line["themes"]]
    for axis, row in zip(profile["radar"]["axes"], rows, strict=True):
        assert axis["text"] == row["level"]
        assert axis["value"] == (row["value"] if row["reported"] else None)
        assert axis["target"] == row["target_level"]


def test_a_theme_without_score_is_a_gap_and_never_zero(sample: Case) -> None:
    axes = data_of(sample)["profile"]["radar"]["axes"]
    gaps = [axis for axis in axes if axis["value"] is None]
    assert gaps
    assert {axis["text"] for axis in gaps} == {"geen score"}
    assert all(1 <= axis["value"] <= 5 for axis in axes if axis not in gaps)


def test_fewer_than_three_known_themes_give_a_sentence_instead_of_a_radar(content: Content) -> None:
    themes = content.questionnaire.themes
    for count, expected in ((2, False), (3, True)):
        answers = {question.id: {"level": 3} for theme in themes[:count] for question in theme.questions}
        assert (data_of(case(content, measurement(content, answers)))["profile"]["radar"] is not None) is expected


def test_the_alternative_text_gives_the_gist(sample: Case) -> None:
    alt = data_of(sample)["profile"]["radar"]["alt"]
    assert "Hoogst:" in alt
    assert "Laagst:" in alt
    assert len(alt) < 250


def test_a_chosen_idea_comes_first_and_only_once(sample: Case) -> None:
    lists = data_of(sample)["ideas"]["lists"]
    titles = [idea["title"] for item in lists for idea in item["ideas"]]
    chosen = sample.result.questionnaire.idea_by_id[sample.measurement.chosen[0]].title
    assert lists[0]["title"] == "Door u gekozen"
    assert titles[0] == chosen
    assert titles.count(chosen) == 1
    assert len(titles) == len(sample.result.advice.suggestions)
    assert [idea["chosen"] for item in lists for idea in item["ideas"]] == [True] + [False] * (len(titles) - 1)


def test_a_card_gives_the_reason_in_the_words_of_the_scores(sample: Case) -> None:
    cards = {idea["title"]: dict(idea["rows"]) for item in data_of(sample)["ideas"]["lists"] for idea in item["ideas"]}
    for suggestion in sample.result.advice.suggestions:
        card = cards[suggestion.idea.title]
        assert squash(card["Waarom"]) == squash(words.suggestion_reason(sample.result, suggestion))
        assert {"Verwachting", "Eerste stap", "Meten", "Stoppen", "Let op"} <= set(card)


def test_the_reasons_are_those_of_the_screen(sample: Case) -> None:
    """Every sentence about a theme stands in the report as it stands on the screen and in the export."""
    data, result = data_of(sample), sample.result
    found = reasons(result)
    for line, chapter in zip(result.questionnaire.lines, data["lines"], strict=True):
        told = tell(result.questionnaire, found, line.id)
        assert squash(chapter["why"]) == squash(told.why)
        assert squash(chapter["missing"] or "") == squash(told.missing)
        for theme, shown in zip(line.themes, chapter["themes"], strict=True):
            told = tell(result.questionnaire, found, theme.id)
            assert [squash(shown[key] or "") for key in ("why", "goal", "missing")] == [
                squash(text) for text in (told.why, told.goal, told.missing)
            ]
    text = squash(" ".join(sample.pages))
    said = certainty(result.questionnaire, robustness(result), found.voice)
    assert said
    assert [squash(item) for item in data["certainty"]["items"]] == [squash(item) for item in said]
    assert all(squash(item) in text for item in said)


def test_a_line_names_a_step_only_where_one_is_enough(content: Content) -> None:
    """The themes below it have steps of their own."""
    fives = data_of(case(content, measurement(content, levels(content, [5]) | {"signaal": {"level": 1}})))
    assert fives["lines"][0]["goal"].startswith("In deze lijn bereikt u fase 4")
    assert [line["goal"] for line in fives["lines"][1:]] == [None, None]
    alike = data_of(case(content, measurement(content, levels(content, [2]))))
    assert [line["goal"] for line in alike["lines"]] == [None] * len(alike["lines"])
    assert {theme["goal_label"] for line in alike["lines"] for theme in line["themes"]} == {"Naar fase 3"}


def test_the_weakest_question_quotes_its_level_and_the_next_one(content: Content) -> None:
    theme = content.questionnaire.themes[0]
    answers = {question.id: {"level": level} for question, level in zip(theme.questions, (4, 2, 3), strict=False)}
    data = data_of(case(content, measurement(content, answers)))
    best, room = data["lines"][0]["themes"][0]["highlights"]
    assert best["question"] == theme.questions[0].text
    assert [quote["anchor"] for quote in best["quotes"]] == [theme.questions[0].levels[4]]
    # The reason above names the question, and the step below quotes the next level: neither stands there twice.
    assert room["question"] is None
    assert [quote["anchor"] for quote in room["quotes"]] == [theme.questions[1].levels[2]]
    shown = data["lines"][0]["themes"][0]
    assert theme.questions[1].text in shown["why"]
    assert theme.questions[1].levels[3] in shown["goal"]


def test_all_levels_five_names_no_weak_point_and_no_next_level(top: Case) -> None:
    data = data_of(top)
    themes = [theme for line in data["lines"] for theme in line["themes"]]
    assert {item["kind"] for theme in themes for item in theme["highlights"]} == {"Alles op één niveau"}
    assert all(len(item["quotes"]) == 1 for theme in themes for item in theme["highlights"])
    assert data["ideas"]["lists"] == []
    assert "Deel uw aanpak" in data["ideas"]["intro"]


def test_an_empty_measurement_says_what_to_find_out(empty: Case) -> None:
    data = data_of(empty)
    assert data["profile"]["radar"] is None
    assert data["municipality"] == "Gemeente niet ingevuld"
    assert len(data["ideas"]["notes"][0]["items"]) == len(empty.result.questionnaire.questions)
    labels = {answer["label"] for theme in data["answers"]["themes"] for answer in theme["questions"]}
    assert labels == {"Niet ingevuld"}


def test_only_sources_that_the_report_names_are_listed(sample: Case) -> None:
    data = data_of(sample)
    listed = [id for id, _ in data["sources"]["items"]]
    body = json.dumps([data["answers"], data["ideas"]])
    assert listed
    assert all(id in body for id in listed)
    assert set(sample.content.source_by_id) - set(listed)


def test_without_an_outcome_the_next_level_is_quoted_beside_the_answer(content: Content) -> None:
    theme = content.questionnaire.themes[0]
    answers = {theme.questions[0].id: {"level": 2}}
    (only,) = data_of(case(content, measurement(content, answers)))["lines"][0]["themes"][0]["highlights"]
    assert (only["kind"], only["question"]) == ("Uw antwoord", theme.questions[0].text)
    assert [quote["label"] for quote in only["quotes"]] == ["U koos niveau 2", "Niveau 3 ziet er zo uit"]


def test_a_small_group_shows_no_answer_to_a_question(content: Content) -> None:
    people = [measurement(content, levels(content, pattern)) for pattern in ([1, 2, 5], [2, 2, 4], [3, 1, 5])]
    group = case(content, *people)
    data = data_of(group)
    assert data["answers"]["themes"] == []
    assert not any(theme["highlights"] for line in data["lines"] for theme in line["themes"])
    assert not any(question.text in json.dumps(data, ensure_ascii=False) for question in group.result.questionnaire.questions)


def test_a_small_group_sees_no_stage_and_no_theme_of_one_question(content: Content) -> None:
    """The stage follows from the weakest question; a theme with two questions not applicable is one question."""
    answers = [levels(content, pattern) for pattern in ([1, 5, 5], [1, 5, 4], [1, 4, 5])]
    first = content.questionnaire.themes[0]
    for person in answers:
        for question in first.questions[1:]:
            person[question.id] = {"level": "not_applicable"}
    data = data_of(case(content, *(measurement(content, item) for item in answers)))
    shown = [theme for line in data["lines"] for theme in line["themes"]]
    assert [theme["stage"] for theme in shown] == ["Nog open"] + ["Fase vanaf 5 mensen"] * (len(shown) - 1)
    assert all(theme["stage_level"] is None for theme in shown)
    assert shown[0]["level"] == "geen score"
    assert "vanaf 5 deelnemers" in shown[0]["why"]
    assert "niveau" in shown[1]["level"]


def test_empty_files_do_not_make_a_small_group_large(content: Content) -> None:
    people = [measurement(content, levels(content, [2])) for _ in range(4)] + [measurement(content, {})]
    assert data_of(case(content, *people))["answers"]["themes"] == []


def test_a_group_of_five_shows_counts_and_no_notes(content: Content) -> None:
    answers = [levels(content, pattern) for pattern in ([1, 2, 5], [2, 2, 4], [3, 1, 5], [3, 3, 5], ["unknown", 2, 4])]
    next(iter(answers[0].values()))["note"] = "geheim"
    data = data_of(case(content, *(measurement(content, item) for item in answers)))
    first = data["answers"]["themes"][0]["questions"][0]
    assert first["anchor"].startswith(
        "Niveau 1: 1 keer, niveau 2: 1 keer, niveau 3: 2 keer, weet ik niet of niet ingevuld: 1 keer"
    )
    assert "geheim" not in json.dumps(data)


def test_two_people_are_no_group(content: Content) -> None:
    with pytest.raises(ValueError, match="at least 3"):
        case(content, *(measurement(content, levels(content, [level])) for level in (1, 2)))


def test_names_and_dates() -> None:
    assert municipality_name("Voorbeeldstad") == "Gemeente Voorbeeldstad"
    assert municipality_name("gemeente Voorbeeldstad") == "gemeente Voorbeeldstad"
    assert date_text(WHEN.date()) == "24 november 2026"


def test_a_chosen_ambition_stands_with_its_theme_and_its_reason(content: Content) -> None:
    themes = content.questionnaire.themes
    given = measurement(
        content,
        levels(content, [2]),
        targets={themes[0].id: 2},
        target_reasons={themes[0].id: "Goed genoeg voor ons.\n\nVolgend jaar verder.", themes[1].id: "De raad vroeg erom."},
    )
    shown = [theme for line in data_of(case(content, given))["lines"] for theme in line["themes"]]
    assert shown[0]["ambition"] == "Uw ambitie is niveau 2. Daar bent u: het thema is in fase 2 (Op weg)."
    assert shown[0]["reason"].startswith("Goed genoeg voor ons.")
    assert shown[1]["ambition"] == "Uw ambitie is niveau 4: gemiddeld nog 2,0 niveau verder."
    assert {(theme["ambition"], theme["reason"]) for theme in shown[2:]} == {(None, None)}
