"""Ways to break a copy of the content, each by chance from a seed: what a slip, a wrong program or a nasty file does.

A mutant is a function from a folder and a random generator to a few words about what it did. It may leave the content
valid. Everything follows from the generator: the same seed breaks the same thing.
"""

from __future__ import annotations

import codecs
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

Mutant = Callable[[Path, random.Random], str]

_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, 3, -1, 6, 2.5, 10**40, float("inf"), float("nan"), "", " ", "x", "é" * 40, "S01", "3", "true"),
    *([], {}, [[]], [None], {"a": 1}, {1: 2}, ["x", "x"], [1, "a", {}], {"themes": []}, "a" * 500, "Een zin? Twee? Drie?"),
)
_SIGNS: Final = (  # what YAML reads in a way of its own
    *("\t", "- ", ": ", ":", "[", "]", "{", "}", "&a ", "*a", "!", "!!python/object:os.system ", "|", ">-", "%", "@", "'", '"'),
    *("#", "\n---\n", "\n...\n", "<<: ", "? ", "null", "~", "=", "2026-13-45", "1e9", "0x_", "\\", "\r", ","),
)
_LARGEST: Final = 60_000_000  # characters: what the machine has room for when a file grows more than once
_ENCODINGS: Final = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "cp037", "utf-7", "mac-roman")


def files(folder: Path) -> list[Path]:
    """The files an editor may change, sorted, so that a seed always finds the same one. The schemas are made by a command."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".json") and path.parent.name != "schema")


def _pick(folder: Path, chance: random.Random) -> Path:
    """A file; those of the cases, which are many, together as often as one other."""
    found = files(folder)
    cases = [path for path in found if path.parent.name == "cases"]
    return chance.choice([*(path for path in found if path not in cases), chance.choice(cases or found)])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _save(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _lines(folder: Path, chance: random.Random) -> tuple[Path, list[str], int]:
    """A file, its lines and the number of one that has text."""
    path = _pick(folder, chance)
    lines = _text(path).split("\n")
    return path, lines, chance.choice([number for number, line in enumerate(lines) if line.strip()])


# Slips while typing


def drop_line(folder: Path, chance: random.Random) -> str:
    path, lines, at = _lines(folder, chance)
    count = chance.choice((1, 1, 1, 2, 5, 30))
    del lines[at : at + count]
    _save(path, "\n".join(lines))
    return f"drop {count} lines of {path.name} at {at + 1}"


def repeat_lines(folder: Path, chance: random.Random) -> str:
    """A key or an item that stands there twice."""
    path, lines, at = _lines(folder, chance)
    count = chance.choice((1, 1, 3, 20))
    lines[at:at] = lines[at : at + count]
    _save(path, "\n".join(lines))
    return f"repeat {count} lines of {path.name} at {at + 1}"


def swap_lines(folder: Path, chance: random.Random) -> str:
    path, lines, at = _lines(folder, chance)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    _save(path, "\n".join(lines))
    return f"swap lines {at + 1} and {other + 1} of {path.name}"


def indent(folder: Path, chance: random.Random) -> str:
    path, lines, at = _lines(folder, chance)
    change, count = chance.choice((-4, -2, -1, 1, 2, 3, 8)), chance.choice((1, 1, 4, 40))
    for number in range(at, min(at + count, len(lines))):
        bare = lines[number].lstrip(" ")
        lines[number] = " " * max(0, len(lines[number]) - len(bare) + change) + bare
    _save(path, "\n".join(lines))
    return f"indent {path.name}:{at + 1} by {change}"


def tab(folder: Path, chance: random.Random) -> str:
    path, lines, at = _lines(folder, chance)
    spaces = len(lines[at]) - len(lines[at].lstrip(" "))
    lines[at] = "\t" * max(1, spaces // 2) + lines[at].lstrip(" ") if chance.random() < 0.7 else f"{lines[at]}\t"
    _save(path, "\n".join(lines))
    return f"tab in {path.name}:{at + 1}"


def type_signs(folder: Path, chance: random.Random) -> str:
    """One to five signs put in, over other text or not."""
    path = _pick(folder, chance)
    text = _text(path)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_SIGNS) + text[at + chance.choice((0, 0, 1, 10)) :]
    _save(path, text)
    return f"signs in {path.name}"


def misspell(folder: Path, chance: random.Random) -> str:
    path, lines, at = _lines(folder, chance)
    letters = list(lines[at])
    place = chance.randrange(len(letters))
    letters[place : place + 1] = chance.choice(([], [letters[place]] * 2, [chance.choice("abcdefgxyz -_0159")]))
    lines[at] = "".join(letters)
    _save(path, "\n".join(lines))
    return f"misspell {path.name}:{at + 1}"


# Values of another kind


def change_value(folder: Path, chance: random.Random) -> str:
    """One to four values of a file become something else: another type, or a piece of another place."""
    path = _pick(folder, chance)
    data = yaml.load(_text(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for _ in range(chance.choice((1, 1, 1, 4))):
        holder, key = chance.choice(_places(data))
        holder[key] = chance.choice(_VALUES) if chance.random() < 0.8 else chance.choice(_places(data))[0]
        if chance.random() < 0.2 and isinstance(holder, dict):
            holder[chance.choice(("naam", "levles", 7, "", "é", "wording"))] = holder.pop(key)
    try:
        _save(path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    except RecursionError:  # a value that holds itself, too deep to write
        _save(path, "- &a [*a]\n")
    return f"values of {path.name}"


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every mapping or list with each of its keys; the top itself when it has none."""
    found: list[tuple[Any, Any]] = []
    todo, seen = [data], set()
    while todo:
        holder = todo.pop()
        if id(holder) in seen or not isinstance(holder, (dict, list)):
            continue
        seen.add(id(holder))
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        found += [(holder, key) for key in keys]
        todo += [holder[key] for key in keys]
    return found or [([data], 0)]


def many_items(folder: Path, chance: random.Random) -> str:
    """The items of a file many times over, each with every problem that comes of it."""
    path = _pick(folder, chance)
    text, times = _text(path), chance.choice((2, 10, 100))
    times = min(times, 1 + _LARGEST // (len(text) or 1))  # another mutant may have made it huge before
    _save(path, text * times)
    return f"{path.name} {times} times over"


# Files of another kind


def encoding(folder: Path, chance: random.Random) -> str:
    path, name = _pick(folder, chance), chance.choice(_ENCODINGS)
    path.write_bytes(_text(path).encode(name, "replace"))
    return f"{path.name} as {name}"


def byte_order_mark(folder: Path, chance: random.Random) -> str:
    path = _pick(folder, chance)
    mark = chance.choice((codecs.BOM_UTF8, codecs.BOM_UTF8 * 2, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE))
    data = path.read_bytes()
    at = chance.choice((0, 0, chance.randrange(len(data))))
    path.write_bytes(data[:at] + mark + data[at:])
    return f"byte order mark in {path.name}"


def control_signs(folder: Path, chance: random.Random) -> str:
    """NUL, other control characters, surrogates, separators and signs from right to left."""
    path = _pick(folder, chance)
    text = _text(path)
    sign = chance.choice(
        ("\0", "\0" * 1000, "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\ud800", "\ufffe", "\U000e0001")
    )
    at = chance.randrange(len(text))
    _save(path, text[:at] + sign + text[at:])
    return f"{sign[:1]!r} in {path.name}"


def random_bytes(folder: Path, chance: random.Random) -> str:
    path = _pick(folder, chance)
    data = path.read_bytes()
    at, new = chance.randrange(len(data)), chance.randbytes(chance.choice((1, 1, 4, 100, 5000)))
    path.write_bytes(new if chance.random() < 0.1 else data[:at] + new + data[at + len(new) :])
    return f"{len(new)} random bytes in {path.name}"


def cut(folder: Path, chance: random.Random) -> str:
    path = _pick(folder, chance)
    data = path.read_bytes()
    path.write_bytes(data[: chance.choice((0, 1, chance.randrange(len(data))))])
    return f"{path.name} cut off"


def exchange(folder: Path, chance: random.Random) -> str:
    """The content of one file under the name of another."""
    path, other = _pick(folder, chance), _pick(folder, chance)
    path.write_bytes(other.read_bytes())
    return f"{other.name} as {path.name}"


# Attacks


def laughs(folder: Path, chance: random.Random) -> str:
    """Anchors that explode: a list of lists of lists, merged mappings, or a value that holds itself."""
    path = _pick(folder, chance)
    count = chance.choice((3, 9, 30, 60))
    lists = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'ha'}]\n" for n in range(count))
    maps = "".join(f"a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(9)) if n else 'b: ha'}}}\n" for n in range(count))
    merge = "a0: &a0 {b: ha}\n" + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n  k{n}: x\n" for n in range(1, count))
    bomb = chance.choice((lists, maps, merge, "&a [*a, *a]\n", "&a {*a : *a}\n", "- &a\n  - *a\n", "a: &a\n  b: *a\n"))
    _save(path, bomb if chance.random() < 0.6 else f"{_text(path)}\n{bomb}")
    return f"{count} anchors in {path.name}"


def nest(folder: Path, chance: random.Random) -> str:
    """Deep nesting in every style of YAML, closed or not, alone, below the file, or as the value of a key."""
    path = _pick(folder, chance)
    depth = chance.choice((50, 99, 101, 500, 3000, 100_000))
    start, end = chance.choice(
        (
            ("[", "]"),
            ("{a: ", "}"),
            ("[{a: ", "}]"),
            ("- ", ""),
            ("? ", ""),
            ("[[],", "]"),
            ("!!seq [", "]"),
            ("&a [", "]"),
            ("k: [", "]"),
        )
    )
    shape = chance.random()
    if shape < 0.25 and depth <= 3000:
        bomb = "\n".join(" " * level + chance.choice(("- ", "a:")) for level in range(depth))
    else:
        bomb = start * depth + (f"x{end * depth}" if chance.random() < 0.5 else "")
    text = _text(path)
    at = text.find("\n", chance.randrange(len(text)))
    _save(
        path,
        chance.choice((bomb, f"{text}\n{bomb}\n", f"{text[:at]}\nextra: {bomb}{text[at:]}", f"{text[:at]} {bomb}{text[at:]}")),
    )
    return f"{start!r} {depth} deep in {path.name}"


def huge(folder: Path, chance: random.Random) -> str:
    """A file far too large, or just small enough to be read, of one or many values, keys, lines or signs."""
    path = _pick(folder, chance)
    size = chance.choice((100_000, 240_000, 1_000_000, 30_000_000))
    text = _text(path)
    piece = chance.choice(
        (
            "a",
            "1, ",
            "- x\n",
            ".",
            "'",
            " ",
            "\n",
            "# ",
            "a b. ",
            "A1 ",
            "é",
            "?",
            "ge",
            "0",
            "en/of ",
            '")',
            "a:\n",
            "{a: 1}, ",
            "-",
        )
    )
    bulk = piece * (size // len(piece.encode()))
    keys = "".join(f"sleutel{n}: {n}\n" for n in range(size // 20))
    at = text.rfind("\n", 0, chance.randrange(len(text)) + 1) + 1
    colon = text.find(": ", at) + 2
    _save(
        path,
        chance.choice(
            (
                bulk,
                f"[{bulk}]",
                f'"{bulk}"',
                text + bulk,
                text[:at] + bulk + "\n" + text[at:],
                f'{text[:colon]}"{bulk}" {text[text.find(chr(10), colon) :]}',
                f"{text[:colon]}{bulk}{text[text.find(chr(10), colon) :]}",
                keys,
                text + keys,
                f"{bulk}: 1\n",
            )
        ),
    )
    return f"{size} bytes of {piece!r} in {path.name}"


def odd_place(folder: Path, chance: random.Random) -> str:
    """No file where one should be: gone, a folder, a link that goes round, nowhere or to a device, or a pipe."""
    path = chance.choice(
        [*files(folder), folder / "lines", folder / "released", folder / "cases", folder / "lines" / "nieuw.yaml"]
    )
    kind = chance.choice(("gone", "folder", "loop", "nowhere", "zero", "random", "pipe", "up", "root", "empty"))
    if path.is_dir():
        path = Path(path.rename(folder.parent / "weg")).parent / folder.name / path.name
    else:
        path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind != "gone":
        target = {"loop": path, "nowhere": "weg", "zero": "/dev/zero", "random": "/dev/urandom", "up": folder, "root": "/"}[kind]
        path.symlink_to(target)
    return f"{kind} instead of {path.relative_to(folder)}"


def odd_names(folder: Path, chance: random.Random) -> str:
    """More files in the folder of the lines, the cases or the released versions, with names nobody would choose."""
    where = folder / chance.choice(("lines", "cases", "released"))
    where.mkdir(exist_ok=True)
    source = chance.choice(files(folder))
    ending = ".json" if where.name == "released" else ".yaml"
    names = [
        b"\xff\xfe",
        b"a\nb",
        b" ",
        b"-",
        "é\u202e".encode(),
        b"x" * 240,
        b"..",
        b"'quote",
        b"\x1b[31m",
        b"1e9",
        b"A.B",
        b"%s{0}",
    ]
    for number in range(chance.choice((1, 1, 3, 300))):
        name = chance.choice(names) + (str(number).encode() if number else b"")
        Path(os.fsdecode(os.fsencode(where) + b"/" + name + ending.encode())).write_bytes(source.read_bytes())
    return f"odd names in {where.name}"


KINDS: Final[tuple[Mutant, ...]] = (
    *(drop_line, repeat_lines, swap_lines, indent, tab, type_signs, misspell),
    *(change_value, many_items),
    *(encoding, byte_order_mark, control_signs, random_bytes, cut, exchange),
    *(laughs, nest, huge, odd_place, odd_names),
)


def mutate(folder: Path, seed: int, kinds: Sequence[Mutant] = KINDS) -> str:
    """Break a content folder; returns the name of the mutant and what it did. One in five is broken twice."""
    chance = random.Random(seed)
    done = []
    for _ in range(chance.choice((1, 1, 1, 1, 2))):
        mutant = chance.choice(kinds)
        try:
            done.append(f"{mutant.__name__}: {mutant(folder, chance)}")
        except (UnicodeDecodeError, ValueError, IndexError, OSError, yaml.YAMLError):
            done.append(f"{mutant.__name__}: not possible after the first")
    return "; ".join(done)
