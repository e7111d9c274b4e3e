"""The Dutch of a workshop: every number in a reason is a figure of the view, and prompts invite without forcing."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.models import Named, Questionnaire
from scoring.conversation import conversation_help, few_answers, group_headline, no_outcome, question_reasons, theme_reason
from scoring.groups import average_deviation, mean_level
from scoring.model import Node
from scoring.sharing import QuestionView, share
from tests.builders import nested, one_theme
from tests.scoring.rooms import people, room

Column = list[int | str | None]


def seen(column: Column, roles: list[str | None] | None = None) -> tuple[Questionnaire, QuestionView]:
    """The view of the first of two questions; everyone answers the second."""
    questionnaire = one_theme(1, 1)
    return questionnaire, share(questionnaire, room(questionnaire, column, [3] * len(column), roles=roles or ())).questions["q1"]


def reasons(column: Column, roles: list[str | None] | None = None, *, furthest: bool = False) -> tuple[str, ...]:
    questionnaire, view = seen(column, roles)
    return question_reasons(questionnaire, view, furthest=furthest)


@pytest.mark.parametrize(
    ("column", "furthest", "expected"),
    [
        ([2] * 4 + [4] * 5, True, ["twee kampen: 4 mensen zien niveau 2, 5 zien niveau 4"]),
        (
            [1, 4, 4, 4, 4],
            True,
            [
                "de antwoorden lopen uiteen: 1 persoon ziet niveau 1, 4 zien niveau 4",
                "er zitten 3 niveaus tussen het laagste en het hoogste antwoord",
            ],
        ),
        (
            [1, 1, 2, 3, 4, 5, 5],
            True,
            [
                "twee kampen: 2 mensen zien niveau 1, 1 ziet niveau 2, 1 ziet niveau 3, 1 ziet niveau 4, 2 zien niveau 5",
                "er zitten 4 niveaus tussen het laagste en het hoogste antwoord",
            ],
        ),
        ([3, 3, 3, *["dk"] * 6], True, ["6 van de 9 weten het antwoord niet"]),
        ([3, 3, "dk", None, None], True, ["1 van de 5 weet het antwoord niet en 2 lieten de vraag open"]),
        ([3, 3, "dk", "dk", None], True, ["2 van de 5 weten het antwoord niet en 1 liet de vraag open"]),
        ([3, 3, 3, None, None], True, ["2 van de 5 lieten de vraag open"]),
        ([3] * 6 + ["na"] * 3, True, ["3 van de 9 vinden dit niet van toepassing"]),
        ([3] * 4 + ["na"], True, ["1 van de 5 vindt dit niet van toepassing"]),
        ([2, 3, 3, 4, 4], True, ["hier liggen de antwoorden het verst uit elkaar (gemiddeld 0,6 niveau)"]),
        ([2, 3, 3, 4, 4], False, ["hier liggen de antwoorden gemiddeld 0,6 niveau uit elkaar"]),
        ([3, 3, 3, 3, 3], True, ["iedereen die het weet, ziet niveau 3"]),
        ([3] * 29 + [4], True, ["bijna iedereen die het weet, ziet niveau 3"]),
        (["na"] * 5, True, ["niet van toepassing"]),
        (["dk", 3, 3, *["na"] * 27], True, ["niet van toepassing"]),
        (["dk", 3, 3, *["na"] * 2, 3, 3, 3], True, ["2 van de 8 vinden dit niet van toepassing"]),
    ],
)
def test_reasons(column: Column, furthest: bool, expected: list[str]) -> None:
    assert list(reasons(column, furthest=furthest)) == expected


@pytest.mark.parametrize(
    ("policy", "field", "expected"),
    [
        ([4] * 5, [2] * 5, "'Beleid' ziet dit gemiddeld 2 niveaus hoger dan 'Wijkteam'"),
        ([3] * 5, [2] * 5, "'Beleid' ziet dit gemiddeld 1 niveau hoger dan 'Wijkteam'"),
        ([2] * 5, [3, 3, 3, 4, 4], "'Wijkteam' ziet dit gemiddeld 1,4 niveau hoger dan 'Beleid'"),
        ([1] * 5, [3, 3, 3, 4, 4], "'Wijkteam' ziet dit gemiddeld 2,4 niveaus hoger dan 'Beleid'"),
        ([3] * 50, [1] * 49 + [2], "'Beleid' ziet dit gemiddeld 2,0 niveaus hoger dan 'Wijkteam'"),
    ],
)
def test_the_difference_between_two_roles(policy: list[int], field: list[int], expected: str) -> None:
    roles: list[str | None] = ["beleid"] * len(policy) + ["wijkteam"] * len(field)
    assert reasons([*policy, *field], roles)[-1] == expected


def test_of_three_roles_the_two_that_differ_most_and_an_unknown_role_by_its_id() -> None:
    roles: list[str | None] = ["beleid"] * 5 + ["wijkteam"] * 5 + ["vroeger"] * 5
    found = reasons([3] * 5 + [2] * 5 + [5] * 5, roles)
    assert found[-1] == "'vroeger' ziet dit gemiddeld 3 niveaus hoger dan 'Wijkteam'"
    found = reasons([3] * 5 + [2] * 5 + [1] * 5, roles)
    assert found[-1] == "'Beleid' ziet dit gemiddeld 2 niveaus hoger dan 'vroeger'"


@given(st.data())
def test_every_number_in_a_reason_is_a_figure_of_the_view(data: st.DataObject) -> None:
    """Read the sentences back: the numbers in them are the counts, and nothing else."""
    questionnaire = one_theme(1, 1)
    view = share(questionnaire, data.draw(people(questionnaire, min_size=5, max_size=18, roles=("beleid", "wijkteam", None))))
    for item in view.agenda if view.detail == "questions" else ():
        question = view.questions[item.question]
        counts = question.counts or (0, 0, 0, 0, 0)
        assert len(item.reasons) == max(1, len(question.flags))
        for reason in item.reasons:
            assert not reason.endswith(".")
            if camps := re.findall(r"(\d+)(?: mensen| persoon)? zie[tn] niveau (\d)", reason):
                assert {int(level): int(count) for count, level in camps} == {
                    level: count for level, count in enumerate(counts, start=1) if count
                }
                two_levels = sorted(counts)[2] == 0 and sorted(counts)[3] >= 2
                assert reason.startswith("twee kampen: ") == (question.label == "twee kampen" or two_levels)
            elif found := re.search(r"(\d+) van de (\d+) (?:weten|weet) het antwoord niet", reason):
                assert (int(found[1]), int(found[2])) == (question.unknown, question.people)
                blank = re.search(r"en (\d+) lie", reason)
                assert (int(blank[1]) if blank else 0) == question.blank
            elif found := re.search(r"(\d+) van de (\d+) (?:lieten|liet) de vraag open", reason):
                assert (int(found[1]), int(found[2]), 0) == (question.blank, question.people, question.unknown)
            elif found := re.search(r"(\d+) van de (\d+) (?:vinden|vindt) dit niet van toepassing", reason):
                assert (int(found[1]), int(found[2])) == (question.not_applicable, question.people)
            elif found := re.search(r"er zitten (\d) niveaus tussen", reason):
                chosen = [level for level, count in enumerate(counts, start=1) if count]
                assert int(found[1]) == max(chosen) - min(chosen)
            elif found := re.search(r"'(.*)' ziet dit gemiddeld ([\d,]+) niveaus? hoger dan '(.*)'", reason):
                means = {role: mean_level(shown) for role, shown in question.roles.items()}
                high, low = found[1].lower(), found[3].lower()
                difference = means[high] - means[low]
                assert difference == max(means.values()) - min(means.values())
                assert abs(F(found[2].replace(",", ".")) - difference) <= F(1, 20)
            elif found := re.search(r"gemiddeld ([\d,]+) niveaus?", reason):
                assert abs(F(found[1].replace(",", ".")) - average_deviation(counts)) <= F(1, 20)
            elif found := re.search(r"iedereen die het weet, ziet niveau (\d)", reason):
                assert counts[int(found[1]) - 1] == max(counts)
            else:
                assert reason in ("te weinig antwoorden", "niet van toepassing")


def test_only_the_largest_distance_is_called_the_largest() -> None:
    """A question can have the lowest agreement while the answers to another lie further apart on average."""
    questionnaire = one_theme(1, 1)
    view = share(questionnaire, room(questionnaire, [2, 3, 3, 3, 4, 3, 3, 3], [2, 2, 2, 2, 3, 3, 3, 3]))
    claims = {item.question: "het verst" in item.reasons[0] for item in view.agenda}
    distances = {id: average_deviation(question.counts) for id, question in view.questions.items() if question.counts}
    assert not any(question.flags for question in view.questions.values())
    assert claims == {id: distance == max(distances.values()) for id, distance in distances.items()}


def test_no_counts_give_no_reason_about_levels() -> None:
    questionnaire, view = seen([3, 3, "dk", "dk", "dk"])
    assert question_reasons(questionnaire, replace(view, flags=("verdeeld",)), furthest=False) == ("te weinig antwoorden",)
    assert question_reasons(questionnaire, replace(view, flags=()), furthest=False) == ("te weinig antwoorden",)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"t1": F(5, 2)}, "alleen het thema 'Thema t1' heeft een uitkomst: gemiddeld niveau 2,5"),
        ({"t1": F(2), "t2": F(3)}, "het thema 'Thema t1' heeft de laagste uitkomst: gemiddeld niveau 2,0"),
        ({"t1": F(2), "t2": F(2)}, "alle thema's met een uitkomst staan gelijk, ook 'Thema t1': gemiddeld niveau 2,0"),
        (
            {"t1": F(2), "t2": F(2), "t3": F(3)},
            "het thema 'Thema t1' hoort bij de thema's met de laagste uitkomst: gemiddeld niveau 2,0",
        ),
    ],
)
def test_the_reason_of_a_theme(levels: dict[str, F], expected: str) -> None:
    assert theme_reason(nested([[[1], [1], [1]]]).themes[0], levels) == expected


def test_why_there_is_no_outcome() -> None:
    hidden = Node(None, None, None, F(1, 3), False, None, True)
    nowhere = Node(None, None, None, None, False, None, False)
    assert no_outcome(replace(hidden, reported=True), "questions") == ""
    assert no_outcome(nowhere, "questions") == "De groep vindt dit niet van toepassing."
    assert no_outcome(hidden, "questions") == "Geen uitkomst: te weinig mensen weten hier een antwoord."
    assert no_outcome(hidden, "themes") == (
        "Geen uitkomst: er zijn te weinig antwoorden, of het gaat om één vraag. Die tonen we pas vanaf 5 deelnemers."
    )
    assert (few_answers(hidden), few_answers(nowhere)) == ("te weinig antwoorden", "niet van toepassing")


# Prompts


@pytest.mark.parametrize(
    ("column", "starts"),
    [
        ([2, 3, 3, 4, 4], ["Niveau 2: 'Beschrijving 2", "Niveau 4: 'Beschrijving 4", "Niveau 4: 'Beschrijving 4", "Wat zou"]),
        ([2, 2, 3, 3, 4], ["Niveau 2: 'Beschrijving 2", "Niveau 4: 'Beschrijving 4", "Niveau 4: 'Beschrijving 4", "Wat zou"]),
        ([3, 3, 3, 3, 3], ["Niveau 3: 'Beschrijving 3", "Niveau 4: 'Beschrijving 4", "Wat zou"]),
        ([5, 5, 5, 5, 5], ["Niveau 5: 'Beschrijving 5", "Niveau 5: 'Beschrijving 5", "Wat zou"]),
        ([1, 4, 4, "dk", "dk"], ["Wie in de gemeente", "Niveau 1:", "Niveau 4:", "Wat zou"]),
        ([3, 3, "dk", "dk", "dk"], ["Wie in de gemeente", "Wat zou"]),
        ([3, 3, "na", "na", "na", "na", "na"], ["Wanneer zou", "Wat zou"]),
        ([3, 3, "na", "na", None], ["Wie in de gemeente", "Wat zou"]),
    ],
)
def test_prompts(column: Column, starts: list[str]) -> None:
    questionnaire, view = seen(column)
    found = conversation_help(questionnaire, "q1", view)
    assert len(found) == len(starts)
    assert all(prompt.startswith(start) for prompt, start in zip(found, starts, strict=True))


def test_the_prompts_of_a_middle_level_quote_the_next_one() -> None:
    questionnaire, view = seen([2, 2, 2, 2, 4])
    assert conversation_help(questionnaire, "q1", view) == (
        "Niveau 2: 'Beschrijving 2 van q1.' Wat ziet u dan in de praktijk? Wie wil daar iets over vertellen?",
        "Niveau 4: 'Beschrijving 4 van q1.' En wat ziet u dan? Wie wil, geeft een voorbeeld.",
        "Niveau 3: 'Beschrijving 3 van q1.' Hoe zou dat er volgende maand bij u uitzien?",
        "Wat zou een inwoner die terugkeerde op deze vraag antwoorden?",
    )


def test_a_level_of_five_is_kept_up() -> None:
    questionnaire, view = seen([5, 5, 5, 5, 4])
    assert "vast te houden" in conversation_help(questionnaire, "q1", view)[2]


@given(st.data())
def test_two_to_four_prompts_that_end_as_sentences_and_ask_nobody_what_they_chose(data: st.DataObject) -> None:
    questionnaire = one_theme(1)
    view = share(questionnaire, data.draw(people(questionnaire, max_size=9)))
    prompts = conversation_help(questionnaire, "q1", view.questions.get("q1"))
    assert 2 <= len(prompts) <= 4
    assert len(set(prompts)) == len(prompts)
    assert all(prompt[0].isupper() and prompt[-1] in ".?" for prompt in prompts)
    assert not any(word in prompt.lower() for prompt in prompts for word in ("koos u", "u koos", "uw antwoord", "waarom"))


def test_a_small_group_gets_prompts_without_levels_on_every_real_question() -> None:
    questionnaire = load().questionnaire
    for question in questionnaire.questions:
        prompts = conversation_help(questionnaire, question.id, None)
        assert not any(anchor in prompt for prompt in prompts for anchor in question.levels.values())
        assert not any(digit in prompt for prompt in prompts for digit in "12345")


def test_roles_have_their_titles() -> None:
    questionnaire = one_theme(1)
    renamed = Questionnaire(
        **{name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
        | {"roles": (Named(id="oov", title="Openbare orde en veiligheid"), Named(id="wonen", title="Wonen"))}
    )
    view = share(renamed, room(renamed, [5] * 5 + [2] * 5, roles=["oov"] * 5 + ["wonen"] * 5))
    assert view.agenda[0].reasons[-1] == "'Openbare orde en veiligheid' ziet dit gemiddeld 3 niveaus hoger dan 'Wonen'"


# The whole group


def test_the_headline_names_the_extremes_of_the_shown_themes_and_what_is_missing() -> None:
    questionnaire = nested([[[1, 1]], [[1, 1]], [[1, 1]]])
    found = share(questionnaire, room(questionnaire, *[[4, 4, 4, 4, 5]] * 2, *[[1, 2, 2, 2, 2]] * 2, *[["dk"] * 5] * 2))
    assert group_headline(questionnaire, found) == (
        "De groep ziet uw gemeente het verst bij 'Thema t1' (gemiddeld niveau 4,2) "
        "en het minst ver bij 'Thema t2' (gemiddeld niveau 1,8). Eén thema heeft geen uitkomst."
    )


def test_the_headline_counts_the_themes_without_an_outcome() -> None:
    questionnaire = nested([[[1, 1]]] * 3)
    found = share(questionnaire, room(questionnaire, *[[4, 4, 4, 4, 5]] * 2, *[["dk"] * 5] * 4))
    assert group_headline(questionnaire, found).endswith(" 2 thema's hebben geen uitkomst.")


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([3, 4], "Deze groep is te klein voor een uitkomst. Daarvoor zijn minstens 3 deelnemers nodig."),
        (["na"] * 6, "De groep vindt geen enkel thema van toepassing. Daarom is er geen uitkomst."),
        (["dk"] * 6, "Er is nog geen uitkomst: bij elk thema zijn er te weinig antwoorden. Daar kunt u wel over praten."),
        ([3] * 6, "Beide thema's met een uitkomst staan gelijk: gemiddeld niveau 3,0."),
    ],
)
def test_the_headline_without_extremes(column: Column, expected: str) -> None:
    questionnaire = nested([[[1, 1], [1, 1]]])
    assert group_headline(questionnaire, share(questionnaire, room(questionnaire, *[column] * 4))) == expected


def test_prompts_beside_the_descriptions_do_not_repeat_them() -> None:
    questionnaire, view = seen([2, 2, 3, 4, 5])
    prompts = conversation_help(questionnaire, "q1", view, quoted=False)
    assert prompts[0].startswith("Niveau 2: Wat")
    assert len(prompts) == len(conversation_help(questionnaire, "q1", view))
    assert not any("Beschrijving" in prompt for prompt in prompts)


def test_a_small_group_is_asked_for_practice_and_for_one_step() -> None:
    assert conversation_help(one_theme(1), "q1", None) == (
        "Wat ziet u hiervan in de praktijk? Wie wil, geeft een voorbeeld.",
        "Wat zou er nodig zijn om één niveau hoger te komen?",
        "Wat zou een inwoner die terugkeerde op deze vraag antwoorden?",
    )
