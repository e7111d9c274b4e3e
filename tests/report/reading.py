"""What a document says, in the order in which it is read: from its structure tree, and as it was meant.

`spoken` reads the file. `intended` tells what the file should say from the data that the template got, with the few words
that the templates themselves add. Neither knows of the other, so a test can ask for equality.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdf

from tests.report.cases import squash

Data = dict[str, Any]
Words = Iterator[Any]

_PILED = re.compile("(?:é\u0301*)+")
"""A letter under a pile of marks is drawn in pieces, and each piece says the whole."""

PICTURES = ("/Figure", "/TOC")
"""Read as one thing: a picture by its alternative text, the table of contents by the headings that it links to."""


@cache
def spoken(made: bytes, skip: tuple[str, ...] = ()) -> str:
    """The words in reading order: of the structure tree, not of the page. Without the elements of the kinds to skip."""

    def marks(node: pikepdf.Object, page: pikepdf.Object | None) -> Iterator[tuple[tuple[int, int], int]]:
        if isinstance(node, pikepdf.Array):
            for item in node:
                yield from marks(item, page)
        elif isinstance(node, pikepdf.Dictionary):
            page = node.get("/Pg", page)
            if str(node.get("/S", "")) in skip:
                return
            if "/MCID" in node:
                yield page.objgen, int(node.MCID)
            elif "/K" in node:
                yield from marks(node.K, page)
        elif page is not None:
            yield page.objgen, int(node)

    with pikepdf.open(BytesIO(made)) as file:
        order = list(marks(file.Root.StructTreeRoot, None))
        place = {page.obj.objgen: index for index, page in enumerate(file.pages)}
    words: dict[tuple[int, int], str] = {}
    for index, page in enumerate(pypdf.PdfReader(BytesIO(made)).pages):
        current: list[int] = []
        found: dict[int, str] = {}

        def before(operator: bytes, operands: list, *_: object, current: list[int] = current) -> None:
            if operator == b"BDC":
                # Inside what is read, a mark without a number tells what a piece of it says: a broken word, a ligature.
                current.append(int(operands[1].get("/MCID", current[-1] if current else -1)))
            elif operator == b"BMC":
                current.append(current[-1] if current else -1)
            elif operator == b"EMC":
                current.pop()

        def text(said: str, *_: object, current: list[int] = current, found: dict[int, str] = found) -> None:
            if current:
                found[current[-1]] = found.get(current[-1], "") + said

        page.extract_text(visitor_operand_before=before, visitor_text=text)
        words |= {(index, mark): said for mark, said in found.items()}
    return squash("".join(words.get((place[page], mark), "") for page, mark in order))


def plain(text: str) -> str:
    """For comparing: a word that is broken off at the end of a line is the same word, and so is a bullet another bullet."""
    text = unicodedata.normalize("NFKC", squash(text)).translate(dict.fromkeys(map(ord, "-\u2010\u00ad\ufe0f•"), None))
    return _PILED.sub("é", text)


def intended(template: str, data: Data) -> str:
    """What the document says, in order."""
    return plain(" ".join(map(str, _flat(ORDER[template](data)))))


def _flat(value: Any) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, str | int):
        yield str(value)
    else:
        for item in value:
            yield from _flat(item)


# Parts that documents share


def _cover(d: Data, contents: str) -> Words:
    yield d["kind"], d["title"], d["subtitle"], d["facts"], d["purpose"], contents


def _figure(radar: Data | None) -> Words:
    if radar is not None:
        yield radar["caption"]


def _stages(stages: list[Data]) -> Words:
    for stage in stages:
        yield f"{stage['level']}. {stage['name']}", stage["meaning"]


def _certainty(part: Data) -> Words:
    yield part["title"], part["items"], part["intro"], part["view"]


def _sources_and_origin(d: Data, always: bool) -> Words:
    if always or d["sources"]["items"]:
        yield d["sources"]["title"], d["sources"]["intro"], d["sources"]["items"]
    yield d["origin"]["title"], d["origin"]["rows"]


def _method(d: Data) -> Words:
    yield d["method"]["title"]
    for section in d["method"]["sections"]:
        yield section["title"], section["paragraphs"]


def _answer(answer: Data) -> Words:
    yield answer["label"], answer["anchor"] if answer["anchor"] is not None else answer["missing"]
    if answer["note"] is not None:
        yield "Toelichting", answer["note"]


def _answers(themes: list[Data]) -> Words:
    for theme in themes:
        yield theme["title"]
        for answer in theme["questions"]:
            yield answer["question"], _answer(answer)
        yield theme.get("sources")


# The report of a measurement


def _report(d: Data) -> Words:
    profile = d["profile"]
    yield _cover(d, "In dit rapport"), profile["title"], profile["headline"], profile["remarks"]
    yield profile["no_radar"] if profile["radar"] is None else _figure(profile["radar"])
    yield profile["table_title"], profile["table_intro"], "Thema Niveau Ruimte Fase Bekend Ambitie"
    for line in profile["lines"]:
        yield line["title"]
        for row in line["themes"]:
            yield [row[key] for key in ("title", "level", "interval", "stage", "known", "target")]
    yield profile["table_note"], "De vijf fasen", _stages(d["stages"]), _certainty(d["certainty"])
    if d["change"] is not None:
        yield _change(d["change"])
    for line in d["lines"]:
        yield _chapter(line)
    yield _ideas(d["ideas"])
    yield d["answers"]["title"], d["answers"]["intro"], _answers(d["answers"]["themes"])
    yield _method(d), _sources_and_origin(d, always=True)


def _numbers(numbers: Data) -> Words:
    yield numbers["stage"], "·", numbers["level"]


def _goal(part: Data) -> Words:
    if part["goal"] is not None:
        yield part["goal_label"], part["goal"]
    yield part["missing"]


def _chapter(line: Data) -> Words:
    yield line["title"], line["intro"], _numbers(line["numbers"]), line["why"], _goal(line)
    for theme in line["themes"]:
        yield theme["title"], _numbers(theme), theme["why"]
        for item in theme["highlights"]:
            quotes = item["quotes"]
            if item["question"] is None:
                yield item["kind"], f"{quotes[0]['label']}: {quotes[0]['anchor']}"
                quotes = quotes[1:]
            else:
                yield item["kind"], item["question"]
            yield [(quoted["label"], quoted["anchor"]) for quoted in quotes]
        yield _goal(theme), theme["ambition"]
        if theme["reason"] is not None:
            yield "Waarom dit niveau", theme["reason"]


def _ideas(ideas: Data) -> Words:
    yield ideas["title"], ideas["intro"]
    for group in ideas["lists"]:
        yield group["title"], group["intro"]
        for idea in group["ideas"]:
            chosen = "door u gekozen" if idea["chosen"] else None
            yield idea["title"], chosen, idea["facts"], idea["summary"], idea["rows"], idea["sources"]
    for group in ideas["notes"]:
        yield group["title"], group["intro"], [(item["label"], item["title"], item["texts"]) for item in group["items"]]


def _change(d: Data) -> Words:
    yield d["title"], d["headline"], d["remarks"], _figure(d["radar"]), d["table_title"], d["table_intro"]
    yield "Veranderlijn en thema Toen Nu Verschil Oordeel Vragen"
    for line in d["lines"]:
        for row in (line["total"], *line["themes"]):
            yield [row[key] for key in ("title", "before", "now", "steps", "verdict", "basis")]
    yield d["rule"]
    for group in d["quotes"]:
        yield group["title"], [(item["question"], item["rows"]) for item in group["items"]]
    if d["left_out"]:
        yield d["left_out_title"], d["left_out"]
    if d["series"] is not None:
        yield d["series"]["title"], d["series"]["heads"], [(row["title"], row["levels"]) for row in d["series"]["rows"]]
    yield d["notes_title"], d["notes"]


# The report of a workshop


def _workshop(d: Data) -> Words:
    profile = d["profile"]
    yield _cover(d, "In dit verslag"), profile["title"], profile["headline"], profile["remarks"]
    yield profile["no_radar"], _figure(profile["radar"])
    if profile["table"] is not None:
        yield _group_table(profile)
    if d["why"] is not None:
        yield d["why"]["title"], d["why"]["intro"]
        for line in d["why"]["lines"]:
            yield line["title"], line["why"]
            yield [(theme["title"], theme["stage"], theme["why"], theme["goal"]) for theme in line["themes"]]
        yield _certainty(d["why"]["certainty"])
    yield d["talk"]["title"], d["talk"]["intro"]
    for number, item in enumerate(d["talk"]["items"], start=1):
        yield _talk(number, item)
    if (spots := d["talk"]["spots"]) is not None:
        yield spots["title"], spots["intro"], [(group["title"], group["rows"], group["more"]) for group in spots["groups"]]
    agreements = d["agreements"]
    yield agreements["title"], agreements["intro"], _answers(agreements["themes"])
    if agreements["open"]:
        yield agreements["open_title"], agreements["open_intro"]
        for theme in agreements["open"]:
            yield theme["title"]
            for question in theme["questions"]:
                yield question["text"], *(("Toelichting:", question["note"]) if question["note"] is not None else ())
    yield _choice(d["choice"]), _method(d), _sources_and_origin(d, always=False)


def _group_table(profile: Data) -> Words:
    table, spread = profile["table"], profile["detail"] == "questions"
    heads = "Middelste helft Laagste en hoogste Ruimte" if spread else "Ruimte"
    yield table["title"], table["intro"], "Thema Niveau", heads, "Bekend"
    keys = ("title", "level", *(("middle", "range") if spread else ()), "interval", "known")
    for line in table["lines"]:
        yield line["title"], *(("·", line["level"]) if line["level"] is not None else ())
        yield [[row[key] for key in keys] for row in line["themes"]]
    yield table["note"], table["without"]
    if profile["radar"] is not None:
        yield table["stages_title"], _stages(table["stages"])


def _talk(number: int, item: Data) -> Words:
    yield f"{number}. {item['question']}", *((item["theme"], ".") if item["theme"] is not None else ()), item["reasons"]
    if item["levels"]:
        yield "Niveau Beschrijving", item["heads"]
        for row in item["levels"]:
            yield row["level"], row["anchor"], "afgesproken" if row["agreed"] else None, row["counts"]
        yield [(row["title"], row["counts"]) for row in item["others"]]
    yield item["rows"], "Afgesproken"
    if item["agreed"] is None:
        yield item["open"]
    else:
        agreed = item["agreed"]
        yield agreed["label"], ".", agreed["anchor"] if agreed["anchor"] is not None else agreed["missing"]
        if agreed["note"] is not None:
            yield "Toelichting", agreed["note"]


def _choice(choice: Data) -> Words:
    dots = choice["dots"]
    yield choice["title"], choice["intro"], dots["title"], dots["text"]
    if dots["rows"]:
        yield "Idee Stippen", [(row["title"], row["dots"]) for row in dots["rows"]]
    yield dots["plain"]
    if choice["chosen"]:
        yield choice["chosen_title"]
    for card in choice["chosen"]:
        yield [card[key] for key in ("title", "facts", "summary", "agreed", "rows", "sources")]


# The plan and the handouts


def _plan(d: Data) -> Words:
    yield d["kind"], d["title"], d["facts"], d["purpose"]
    for section in d["sections"]:
        yield section["title"]
        for block in section["blocks"]:
            if block["kind"] == "table":
                yield block["title"], block["head"], block["rows"]
            elif block["kind"] == "ticks":
                yield [("☑" if done else "☐", words) for done, words in block["rows"]]
            else:
                yield block.get("rows", block.get("text"))
    yield d["origin"]


def _paper(d: Data) -> Words:
    yield d["kind"], d["title"], d["intro"], d["how"]["title"], d["how"]["steps"]
    if (join := d["join"]) is not None:
        yield join["title"], join["text"], *(("Code:", join["code"]) if join["code"] is not None else ()), join["address"]
    yield d["role"]["title"], d["role"]["help"], [("☐", role) for role in d["role"]["options"]]
    for line in d["lines"]:
        yield line["title"]
        for theme in line["themes"]:
            yield theme["title"]
            for question in theme["questions"]:
                yield f"{question['number']}. {question['text']}"
                yield [("☐", level, anchor) for level, anchor in enumerate(question["levels"], start=1)]
                yield [("☐", name) for name in d["apart"]]
    yield d["entry"]["title"], ".", d["entry"]["text"]


def _points(points: list[list[str]]) -> Words:
    for name, text in points:
        yield name, ".", text


def _guide(d: Data) -> Words:
    yield d["kind"], d["title"], d["intro"]
    for parts in d["columns"]:
        yield [(part["title"], _points(part["points"])) for part in parts]
    for script in d["scripts"]:
        yield script["title"], script["fits"], "Minuten Fase U doet U zegt"
        yield [[step[key] for key in ("minutes", "phase", "does", "says")] for step in script["steps"]]


def _cards(d: Data) -> Words:
    yield d["kind"], d["title"], d["intro"], d["how"]["title"]
    yield [(f"{number}.", step) for number, step in enumerate(d["how"]["steps"], start=1)]
    yield (
        d["stages"]["title"],
        [(number, _points([item])) for number, item in enumerate(d["stages"]["items"], start=1)],
        d["foot"],
    )
    if d["agreements"] is not None:
        yield d["agreements"]["title"], _points(d["agreements"]["points"]), d["kind"]
    for card in d["cards"]:
        yield f"{card['number']}. {card['theme']}", card["question"], list(enumerate(card["levels"], start=1))
        if card["proof"]:
            yield d["proof"], card["proof"]
        yield d["talk"]["title"], ".", d["talk"]["text"], card["line"], d["kind"]


def _poster(d: Data) -> Words:
    yield d["title"], d["place"], d["intro"], list(enumerate(d["steps"], start=1))
    yield [d["typed"][key] for key in ("go", "address", "type", "code")], d["promise"], d["kind"], d["foot"]


ORDER: dict[str, Callable[[Data], Words]] = {
    "report": _report,
    "workshop": _workshop,
    "plan": _plan,
    "paper": _paper,
    "guide": _guide,
    "cards": _cards,
    "poster": _poster,
}
