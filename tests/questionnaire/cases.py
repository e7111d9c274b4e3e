"""What goes wrong with content and measurement files, and the exact words that say so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

INVALID = Path(__file__).parent.parent / "content" / "invalid"


class ContentCase(NamedTuple):
    name: str
    file: str
    change: dict[str, str]
    says: Sequence[str] = ()  # every error, exactly
    advises: Sequence[str] | None = None  # all advice, exactly; None where the case is about errors only
    also: Mapping[str, dict[str, str]] = MappingProxyType({})  # changes in other files
    released: Sequence[Mapping[str, dict[str, str]]] = ()  # versions released before, each with the changes made for it


CONTENT_CASES = [
    ContentCase(**case) for path in sorted(INVALID.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]

TOO_LARGE = "Dit bestand is te groot: hooguit 250 kB past, met 20000 waarden. Haal weg wat er niet hoort."
# Whole files: name, bytes of glossary.yaml, what is said about it.
FILE_CASES = [
    ("empty", b"", "content/glossary.yaml:1: Dit bestand is leeg. Vul het, of kopieer het uit een eerdere versie."),
    (
        "only a comment",
        b"# later\n",
        "content/glossary.yaml:1: Dit bestand is leeg. Vul het, of kopieer het uit een eerdere versie.",
    ),
    ("only null", b"~\n", "content/glossary.yaml:1: Dit bestand is leeg. Vul het, of kopieer het uit een eerdere versie."),
    (
        "Latin-1",
        "- term: a\n  explanation: één".encode("latin-1"),
        "content/glossary.yaml:2: Op deze regel staat een teken dat niet leesbaar is. Bewaar het bestand als UTF-8.",
    ),
    *(
        (f"{what} too large", data, f"content/glossary.yaml:1: {TOO_LARGE}")
        for what, data in (("a file", b"#" * 250_001), ("a list", b"[" + b"1," * 20_001 + b"]"))
    ),
    (
        "a text too long",
        b"- term: a\n  explanation: " + b"a " * 1000 + b"aa",
        "content/glossary.yaml:2: [0].explanation: Deze tekst heeft 2002 tekens; hooguit 2000 past. Maak de tekst korter.",
    ),
    (
        "a key too long",
        b"- term: a\n  explanation: b\n  ? " + b"c" * 2001 + b"\n  : d",
        f"content/glossary.yaml:3: [0].{'c' * 59}…: Deze tekst heeft 2001 tekens; hooguit 2000 past. Maak de tekst korter.",
    ),
    (
        "a nesting bomb",
        b"[" * 100_000,
        "content/glossary.yaml:1: Dit bestand heeft te veel niveaus in elkaar. Controleer het inspringen en de haken.",
    ),
    (
        "another kind of content",
        b"een tekst",
        "content/glossary.yaml:1: Hier hoort een lijst, maar er staat tekst. Begin elke regel van de lijst met '- '.",
    ),
]
MISSING = "content/glossary.yaml:1: Dit bestand ontbreekt. Zet het terug, of kopieer het uit een eerdere versie."
UNREADABLE = "content/glossary.yaml:1: Dit bestand is niet te openen. Controleer de rechten van het bestand."
MORE = "Er zijn meer fouten van deze soort. Herstel eerst wat er staat, en controleer daarna opnieuw."
TOO_MANY_LINES = "content/lines:1: In deze map staan 7 bestanden; hooguit 6 veranderlijnen past. Haal weg wat er niet hoort."
NO_FOLDER = "content:1: Deze map is er niet. Controleer de naam achter --content."

# Versions that the commands refuse: the version as written in questionnaire.yaml after 1.0 was released, and what is said.
VERSION_CASES = [
    ("1.0", "Versie 1.0 is al uitgebracht, met andere inhoud. Verhoog 'version' in questionnaire.yaml en probeer het opnieuw."),
    ("0.9", "Versie 0.9 is lager dan versie 1.0, die al is uitgebracht. Kies een hogere versie."),
    (
        "../nieuw",
        "'../nieuw' kan geen versie zijn. Schrijf in questionnaire.yaml getallen met punten, tussen aanhalingstekens: \"1.1\".",
    ),
]
NO_VERSION = "weg is er niet. Geef een map met inhoud, of een bestand uit de map released."

BASE: dict[str, Any] = {
    "format": 1,
    "questionnaire": {"id": "proef", "version": "1.0"},
    "municipality": "Aalten",
    "date": "2026-11-23",
    "role": "beleid",
    "answers": {"signaal": {"level": 3, "note": "Zie het verslag."}, "gesprek": {"level": "unknown"}},
    "targets": {"contact": 4},
}


def measured(**changes: Any) -> bytes:
    """A measurement file with some keys changed; None takes a key out."""
    data = {key: value for key, value in {**BASE, **changes}.items() if value is not None}
    return json.dumps(data).encode()


def answered(answer: Any) -> bytes:
    return measured(answers={"signaal": answer})


ASK_1_TO_5 = 'Vul 1, 2, 3, 4 of 5 in, of "unknown" of "not_applicable".'
AS_SAVED = "Kies het bestand dat u eerder hebt opgeslagen."

MEASUREMENT_CASES: list[tuple[str, bytes, str]] = [
    ("no bytes", b"", f"Dit bestand is leeg. {AS_SAVED}"),
    ("only spaces", b" \n\t ", f"Dit bestand is leeg. {AS_SAVED}"),
    (
        "more than 1 MB",
        b" " * 1_000_001,
        "Dit bestand is groter dan 1 MB. Een meting is veel kleiner: kies een ander bestand.",
    ),
    ("a PDF", b"%PDF-1.7 ...", "Dit is een PDF, geen meting. Kies het bestand dat eindigt op .json."),
    (
        "a spreadsheet",
        b"PK\x03\x04...",
        "Dit is een Word- of Excelbestand of een zipbestand, geen meting. Kies het bestand dat eindigt op .json.",
    ),
    ("a picture", b"\x89PNG\r\n\x1a\n", "Dit is een afbeelding, geen meting. Kies het bestand dat eindigt op .json."),
    ("a web page", b"\n<!doctype html>", "Dit is een webpagina, geen meting. Kies het bestand dat eindigt op .json."),
    (
        "Latin-1",
        '{\n"municipality": "Súdwest"}'.encode("latin-1"),
        "In dit bestand staan tekens die niet leesbaar zijn (regel 2). Bewaar het bestand als UTF-8.",
    ),
    (
        "no JSON",
        b'{"format": 1,\n "answers": {\n}',
        "Op regel 3 is dit bestand niet te lezen als JSON. Kies het bestand zoals de app het heeft opgeslagen.",
    ),
    *(
        (f"a nesting bomb of {start!r}", data, f"Dit bestand heeft te veel niveaus in elkaar en is geen meting. {AS_SAVED}")
        for start, data in (
            (b"[", b"[" * 100_000),
            (b"{", b'{"a":' * 100_000),
            (b"note", answered({"note": 0}).replace(b"0}", b"[" * 500 + b"]" * 500 + b"}")),
        )
    ),
    (
        "NaN",
        answered({"level": float("nan")}),
        "In dit bestand staat 'NaN', en dat is geen getal. Vul een niveau van 1 tot en met 5 in.",
    ),
    (
        "a number of 5000 digits",
        b'{"answers": ' + b"9" * 5000 + b"}",
        "In dit bestand staat een getal dat te groot is. Vul een niveau van 1 tot en met 5 in.",
    ),
    (
        "a question twice",
        b'{"answers": {"signaal": {"level": 1}, "signaal": {"level": 5}}}',
        "De sleutel 'signaal' staat twee keer op dezelfde plaats in dit bestand. Haal er een weg.",
    ),
    *(
        (f"other JSON: {text}", text.encode(), f"Dit bestand is wel JSON, maar geen meting. {AS_SAVED}")
        for text in ("[]", "3", "null", '"signaal"', "{}", '{"total": {"points": "50"}}')
    ),
    (
        "a newer format",
        measured(format=2),
        "Deze meting komt uit een nieuwere versie van de app (vorm 2). Werk de app bij en probeer het opnieuw.",
    ),
    *(
        (f"a bad format {shown}", measured(format=value), f"Bij 'format' staat {shown}. Vul 1 in.")
        for value, shown in ((True, "true"), ("1", '"1"'), (0, "0"), (1.0, "1.0"))
    ),
    (
        "a misspelt key",
        measured(anwers={}),
        "De sleutel 'anwers' is niet bekend (bedoelde u 'answers'?). Haal de sleutel weg, of verbeter de naam.",
    ),
    ("an unknown key", measured(xyz=1), "De sleutel 'xyz' is niet bekend. Haal de sleutel weg, of verbeter de naam."),
    (
        "a misspelt key in an answer",
        answered({"levle": 3}),
        "De sleutel 'levle' bij vraag 'signaal' is niet bekend (bedoelde u 'level'?). Haal de sleutel weg, of verbeter de naam.",
    ),
    (
        "an unknown key of the questionnaire",
        measured(questionnaire={"id": "proef", "version": "1.0", "naam": "x"}),
        "De sleutel 'naam' in 'questionnaire' is niet bekend. Haal de sleutel weg, of verbeter de naam.",
    ),
    (
        "another questionnaire",
        measured(questionnaire={"id": "anders", "version": "1.0"}),
        "Deze meting hoort bij een andere vragenlijst: 'anders'. Open de meting bij die vragenlijst; deze heet 'proef'.",
    ),
    *(
        (f"level {shown}", answered({"level": value}), f"Bij vraag 'signaal' staat niveau {shown}. {ASK_1_TO_5}")
        for value, shown in (
            (0, "0"),
            (6, "6"),
            (-1, "-1"),
            (2.5, "2.5"),
            (3.0, "3.0"),
            ("3", '"3"'),
            ("dk", '"dk"'),
            (True, "true"),
            (False, "false"),
            ([3], "[3]"),
            (10**30, "1" + "0" * 30),
        )
    ),
    ("no group as answer", answered(3), "Het antwoord bij vraag 'signaal' is niet te lezen. Schrijf het als {\"level\": 3}."),
    (
        "a number as note",
        answered({"note": 3}),
        "De toelichting bij vraag 'signaal' is geen tekst. Zet de toelichting tussen dubbele aanhalingstekens.",
    ),
    (
        "a note too long",
        answered({"note": "a" * 10_001}),
        "De toelichting bij vraag 'signaal' heeft 10001 tekens; hooguit 10000 past. Maak de tekst korter.",
    ),
    *(
        (
            f"target {shown}",
            measured(targets={"contact": value}),
            f"Bij thema 'contact' staat ambitie {shown}. Vul een heel getal van 1 tot en met 5 in.",
        )
        for value, shown in ((0, "0"), (6, "6"), ("4", '"4"'), (True, "true"), (None, "null"))
    ),
    *(
        (
            f"reason {value!r}",
            measured(target_reasons={"contact": value}),
            "De reden bij thema 'contact' is geen tekst. Zet de reden tussen dubbele aanhalingstekens.",
        )
        for value in (3, None, ["Goed genoeg"], True)
    ),
    (
        "a reason too long",
        measured(target_reasons={"contact": "a" * 1_001}),
        "De reden bij thema 'contact' heeft 1001 tekens; hooguit 1000 past. Maak de tekst korter.",
    ),
    (
        "an empty reason",
        measured(target_reasons={"contact": "\x00"}),
        "De reden bij thema 'contact' is leeg. Schrijf een reden, of haal de regel weg.",
    ),
    (
        "a list of reasons",
        measured(target_reasons=[1]),
        "Bij 'target_reasons' staat [1]. Daar hoort een groep met een reden per thema.",
    ),
    *(
        (
            f"date {shown}",
            measured(date=value),
            f"Bij 'date' staat {shown}. Schrijf jaar, maand en dag, zoals \"2026-11-23\".",
        )
        for value, shown in (("23-11-2026", '"23-11-2026"'), ("2026-02-30", '"2026-02-30"'), (20261123, "20261123"))
    ),
    (
        "no date",
        measured(date=None),
        "In dit bestand ontbreekt 'date'. Kies het bestand dat u eerder hebt opgeslagen, of vul het aan.",
    ),
    (
        "no version",
        measured(questionnaire={"id": "proef"}),
        "In dit bestand ontbreekt 'questionnaire.version'. Kies het bestand dat u eerder hebt opgeslagen, of vul het aan.",
    ),
    (
        "a list of answers",
        measured(answers=[1, 2]),
        "Bij 'answers' staat [1, 2]. Daar hoort een groep met een antwoord per vraag.",
    ),
    (
        "a number as municipality",
        measured(municipality=344),
        "Bij 'municipality' staat 344. Daar hoort de naam van een gemeente als tekst.",
    ),
    ("a list as role", measured(role=["beleid"]), "Bij 'role' staat [\"beleid\"]. Daar hoort de id van een rol als tekst."),
    (
        "chosen ideas as text",
        measured(chosen="bezoek"),
        "Bij 'chosen' staat \"bezoek\". Daar hoort een lijst met ids van ideeën.",
    ),
    *(
        (f"plans {str(plans)[:60]}", measured(plans=plans), says)
        for plans, says in (
            ({}, "Bij 'plans' staat {}. Daar hoort een lijst met hooguit 8 plannen."),
            ([3], 'Plan 1 is niet te lezen: er staat 3. Schrijf een plan als {"title": ...}.'),
            (
                [{}, {"titel": "x"}],
                "De sleutel 'titel' in plan 2 is niet bekend (bedoelde u 'title'?). Haal de sleutel weg, of verbeter de naam.",
            ),
            (
                [{"partners": [{"naam": "x"}]}],
                "De sleutel 'naam' in plan 1 is niet bekend (bedoelde u 'name'?). Haal de sleutel weg, of verbeter de naam.",
            ),
            (
                [{"title": "a" * 201}],
                "De tekst bij 'title' in plan 1 heeft 201 tekens. Dat is te lang: maak de tekst korter.",
            ),
            ([{"steps": [{}] * 9}], "Bij 'steps' in plan 1 staan 9 regels. Dat is te veel: haal er een paar weg."),
            ([{"partners": [1]}], "Bij 'partners' in plan 1 staat 1. Daar hoort een groep."),
            ([{"headings": {"day": 3}}], "Bij 'headings.day' in plan 1 staat 3. Daar hoort tekst."),
            ([{"headings": {"A!": ""}}], "Bij 'headings.A!' in plan 1 staat \"A!\". Daar hoort een id."),
            ([{"returns": True}], "Bij 'returns' in plan 1 staat true. Daar hoort een heel getal van 0 tot en met 100000."),
            ([{"privacy": ["X!"]}], "Bij 'privacy' in plan 1 staat \"X!\". Daar hoort een id."),
            (
                [{"review_date": "2026-02-30"}],
                'Bij \'review_date\' in plan 1 staat "2026-02-30". Daar hoort een datum, zoals "2026-11-23".',
            ),
            (
                [{"review": {"outcome": "goed"}}],
                "Bij 'review.outcome' in plan 1 staat \"goed\". Daar hoort een van deze woorden: done, changed, stopped.",
            ),
        )
    ),
]

CHECK = "Kijk de antwoorden na: een vraag kan anders zijn geworden."
DIFFERENCE_CASES: list[tuple[str, bytes, list[str]]] = [
    (
        "another version",
        measured(questionnaire={"id": "proef", "version": "0.9", "hash": "oud"}),
        [f"Deze meting is gemaakt met versie 0.9 van de vragenlijst; nu is het versie 1.0. {CHECK}"],
    ),
    (
        "the same version with another hash",
        measured(questionnaire={"id": "proef", "version": "1.0", "hash": "oud"}),
        [f"De vragenlijst is veranderd sinds deze meting, met hetzelfde versienummer 1.0. {CHECK}"],
    ),
    (
        "unknown questions",
        measured(answers={"signaal": {"level": 1}, "oud": {"level": 2}, "Weg!": 7, "ouder": {}}),
        ["Antwoorden op vragen die er nu niet zijn, zijn weggelaten: oud, Weg! en ouder."],
    ),
    (
        "an unknown theme",
        measured(targets={"oud": 9}),
        ["Ambities bij thema's die er nu niet zijn, zijn weggelaten: oud."],
    ),
    (
        "a reason at an unknown theme",
        measured(target_reasons={"oud": 9, "contact": "Goed genoeg voor ons."}),
        ["Redenen bij ambities van thema's die er nu niet zijn, zijn weggelaten: oud."],
    ),
    ("an unknown idea", measured(chosen=["bezoek", "oud"]), ["Gekozen ideeën die er nu niet zijn, zijn weggelaten: oud."]),
    ("an unknown partner", measured(missing_partners=["oud"]), ["Partners die er nu niet zijn, zijn weggelaten: oud."]),
    ("an unknown role", measured(role="oud"), ["De rol 'oud' is er nu niet en is weggelaten."]),
    ("an unknown size", measured(size="oud"), ["De grootteklasse 'oud' is er nu niet en is weggelaten."]),
]
