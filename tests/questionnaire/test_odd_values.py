"""Rules read the files as written. What has another shape gets its own message, and stops no other rule."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from questionnaire import Content
from questionnaire.checking import review
from questionnaire.document import read_document
from questionnaire.models import Municipality, Source
from questionnaire.versions import release, version_problems
from tests.builders import question
from tests.questionnaire.cases import TOO_LARGE
from tests.questionnaire.conftest import Edit

LINE, IDEAS, GUIDE = "lines/dichtbij.yaml", "ideas.yaml", "facilitation.yaml"
TRUE = "'true' betekent in YAML ja of nee (true of false). Zet tekst tussen aanhalingstekens, of schrijf een getal."
NO_NUMBER = "is geen heel getal. Schrijf een getal als 3, zonder aanhalingstekens."
NO_WEIGHT = "is geen gewicht. Schrijf een getal als 1 of 0.5, of een breuk als 1/3."
NO_KEYS = "Hier horen sleutels met waarden, maar er staat tekst. Schrijf regels als 'sleutel: waarde'."
TEXT = "text: Wat gebeurt er met een bericht?"
ADDRESS = "- {question: signaal, strength: core, from: 1, to: 3}"
STEPS = "    steps:\n      - {from: 0, to: 120, phase: tweede ronde, does: Open de ronde., says: Kies opnieuw.}\n"

CASES = [
    (
        LINE,
        {f"        {TEXT}\n": ""},
        ["11: themes[0].questions[0].text: De sleutel 'text' ontbreekt. Voeg 'text:' met een waarde toe."],
    ),
    (LINE, {"    questions:\n": "    questions:\n      - een losse tekst\n"}, [f"11: themes[0].questions[0]: {NO_KEYS}"]),
    (LINE, {"wording: 1": "wording: true"}, [f"23: themes[0].questions[0].wording: {TRUE}"]),
    (LINE, {"wording: 1": "wording: een"}, [f"23: themes[0].questions[0].wording: 'een' {NO_NUMBER}"]),
    (LINE, {"weight: 2": "weight: true"}, [f"33: themes[0].questions[1].weight: {TRUE}"]),
    (LINE, {"weight: 2": "weight: 1/0"}, [f"33: themes[0].questions[1].weight: '1/0' {NO_WEIGHT}"]),
    (LINE, {"weight: 2": "weight: .inf"}, [f"33: themes[0].questions[1].weight: '.inf' {NO_WEIGHT}"]),
    (
        LINE,
        {
            f"        {TEXT}\n        levels:\n": "        text: '?'\n        wording: 2\n        levels:\n",
            "        wording: 1\n": "",
        },
        [],
    ),
    (
        IDEAS,
        {ADDRESS: "- een losse tekst"},
        [
            f"5: [0].addresses[0]: {NO_KEYS}",
            "11: themes[0].questions[0].id: Bij de vraag 'signaal' hoort maar 1 idee. "
            "Zorg dat minstens 2 ideeën deze vraag noemen onder 'addresses'.",
        ],
    ),
    (IDEAS, {ADDRESS: ADDRESS.replace("to: 3", "to: drie")}, [f"5: [0].addresses[0].to: 'drie' {NO_NUMBER}"]),
    (
        IDEAS,
        {f"  addresses:\n    {ADDRESS}\n    - {{question: gesprek, strength: little, from: 2, to: 4}}\n": "  addresses: geen\n"},
        [
            "4: [0].addresses: Hier hoort een lijst, maar er staat tekst. Begin elke regel van de lijst met '- '.",
            *(
                f"{line}: themes[0].questions[{place}].id: Bij de vraag '{name}' hoort maar 1 idee. "
                "Zorg dat minstens 2 ideeën deze vraag noemen onder 'addresses'."
                for line, place, name in ((11, 0, "signaal"), (25, 1, "gesprek"))
            ),
        ],
    ),
    (
        IDEAS,
        {"id: bezoek": "id: [a]"},
        ["17: [1].id: Hier hoort één tekst, maar er staat een lijst. Schrijf de tekst achter de dubbele punt."],
    ),
    ("lint.yaml", {"leading: [natuurlijk]": "leading: []"}, []),
    (
        "glossary.yaml",
        {"term: reclassering": "term: 3"},
        ["1: [0].term: '3' is hier geen tekst maar een getal. Zet de waarde tussen dubbele aanhalingstekens."],
    ),
    (
        GUIDE,
        {STEPS: "    steps: []\n"},
        ["27: scripts[1].steps: Deze lijst is leeg. Voeg minstens één regel toe die begint met '- '."],
    ),
    (GUIDE, {"minutes: 120": "minutes: lang"}, [f"25: scripts[1].minutes: 'lang' {NO_NUMBER}"]),
    (GUIDE, {"from: 0, to: 120": "from: 0, to: lang"}, [f"28: scripts[1].steps[0].to: 'lang' {NO_NUMBER}"]),
]


@pytest.mark.parametrize(("file", "change", "says"), CASES)
def test_a_value_of_another_shape_gives_its_own_message(edit: Edit, file: str, change: dict[str, str], says: list[str]) -> None:
    release(edit(file, {}))
    folder = edit(file, change)
    found = [str(problem) for problem in [*review(folder).errors, *version_problems(folder)]]
    assert sorted(line.split(":", 1)[1] for line in found) == sorted(says)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"a: !!omap [1, 2]\n",
            "1: a: '!!omap' heeft in YAML een bijzondere betekenis. Zet de waarde tussen dubbele aanhalingstekens.",
        ),
        (b"[" + b"1," * 19_999 + b"1]", f"1: {TOO_LARGE}"),
        (
            "".join(" " * depth + "a:\n" for depth in range(600)).encode(),
            "1: Dit bestand heeft te veel niveaus in elkaar. Controleer het inspringen en de haken.",
        ),
    ],
    ids=["a special list", "one value too many", "deep by indenting alone"],
)
def test_a_file_that_yaml_allows_and_content_does_not(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "bestand.yaml").write_bytes(data)
    assert [str(problem) for problem in read_document(tmp_path / "bestand.yaml", "bestand.yaml").problems] == [
        f"bestand.yaml:{says}"
    ]


def test_a_folder_that_is_not_there_gives_one_message_and_no_advice(tmp_path: Path) -> None:
    found = review(tmp_path / "weg")
    assert [problem.file for problem in found.errors] == ["weg"]
    assert found.advice == []


def test_true_is_no_weight_in_a_model_either() -> None:
    assert question("q", Fraction(1, 3)).weight == Fraction(1, 3)
    with pytest.raises(ValidationError, match="no weights"):
        type(question("q")).model_validate(question("q").model_dump() | {"weight": True})


def test_a_municipality_is_known_by_the_name_people_use_too() -> None:
    assert Municipality(name="'s-Gravenhage", also="Den Haag").label == "'s-Gravenhage (Den Haag)"
    assert Municipality(name="Aalten").label == "Aalten"


def test_only_sources_that_are_named_somewhere_are_cited(content: Content) -> None:
    assert [source.id for source in content.cited_sources()] == ["S01", "S02"]
    more = Source(id="S03", publisher="Uitgever", title="Niet genoemd", seen="exists")
    assert more not in content.model_copy(update={"sources": (*content.sources, more)}).cited_sources()


def test_the_guide_is_read_in_two_parts(content: Content) -> None:
    guide = content.facilitation
    assert guide is not None
    assert [part.title for part in guide.preparation] == ["Vooraf", "Wie", "Let op"]
    assert [part.title for part in guide.conduct] == ["Groepen", "Afspraken", "Te zien", "Zonder internet", "Daarna"]
