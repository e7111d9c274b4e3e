"""Strange texts, addresses, codes, headers and files, from a seed."""

from __future__ import annotations

import json
import random
import string
from typing import Any, Final
from urllib.parse import quote

from questionnaire import Questionnaire

SCRIPT: Final = "<script>stoor(1)</script>"
IMAGE: Final = '"><img src=x onerror=stoor(2)>'
HEADER: Final = "\r\nX-Stoor: 1"

PIECES: Final = (
    *(
        SCRIPT,
        IMAGE,
        HEADER,
        "javascript:stoor(3)",
        "</textarea></title>",
        "<svg/onload=stoor(4)>",
        "&lt;b&gt;",
        "&#x0;",
        "%00",
        "%0d%0a",
    ),
    *(
        "' OR '1'='1",
        "'; DROP TABLE answer; --",
        '" UNION SELECT',
        "${7*7}",
        "{{7*7}}",
        "#{7*7}",
        "$x^2$",
        "`id`",
        "$(id)",
        "| id",
        "\\input{x}",
    ),
    *("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", '=HYPERLINK("http://x.invalid")', "\t=1"),  # spreadsheets
    *(
        '#import "x.typ"',
        '#read("/etc/passwd")',
        "*vet* _schuin_ `code`",
        "= Kop",
        "#let a = 1",
        "$ x $",
        "\\",
        "@bron",
        "<label>",
    ),  # Typst
    *("<w:p>", "]]>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<?xml?>", "\ufffe", "\uffff", "\x0b", "\x1f"),  # Word
    *("!!python/object:os.system", "- a: &x [*x]", "%YAML 1.1", "~", "null", "NaN", "-0", "1e999", "0x10", "٣", "１２"),
    *("../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd", "//stoor.invalid", "\\\\stoor\\x", "CON", ".", ""),
    *(
        "é",
        "e\u0301",
        "ﷺ",
        "😀",
        "👩‍👩‍👧‍👦",
        "مرحبا",
        "שלום",
        "\u202e",
        "\u200b",
        "\u2028",
        "\u00ad",
        "ß",
        "İ",
        "𝒳",
        "\U0010fffd",
        "\ufeff",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤",
    ),
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\r", "\n", "\t", " ", "\u3000", "\ud800", "\udfff"),
    *("Goes", "Den Haag", "vraag", "we bellen binnen 48 uur", "niveau 3", "weet ik niet", "12-13-2026", "2026-02-30"),
)
DOORS: Final = (
    "verder",
    "begeleiden",
    "plan",
    "mee",
    "terug",
    "eigen",
    "nieuw",
    "afgesloten",
    "vertrokken",
    "groepsmeting",
    "stand",
)
OTHERS: Final = (
    *(
        "health",
        "ready",
        "nieuwe-werksessie",
        "werksessie-weg",
        "werksessie",
        "profiel",
        "overzicht",
        "plan/stand",
        "plan/bewaar/veld",
    ),
    *(
        "_stcore/health",
        "_stcore/host-config",
        "_stcore/upload_file",
        "_stcore/stream",
        "_stcore/allowed-message-origins",
        "static/js/x.js",
    ),
    *(
        "static/../app.py",
        "media/x",
        "component/x/y",
        ".env",
        ".git/config",
        "wp-login.php",
        "admin",
        "server-status",
        "favicon.ico",
        "robots.txt",
    ),
)
METHODS: Final = ("GET",) * 12 + ("POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "FOO")
NAMES: Final = (
    *(
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Origin",
        "Referer",
        "Sec-Fetch-Site",
        "User-Agent",
        "Range",
    ),
    *(
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "Forwarded",
        "If-None-Match",
        "If-Modified-Since",
        "Content-Type",
    ),
    *("Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Via", "Expect", "Cache-Control", "X-Real-IP", "Range"),
)
COOKIES: Final = ("meting", "deelname", "begeleiding", "plan", "plek", "_streamlit_xsrf", "_streamlit_user", "anders")


class Inputs:
    """One stream of inputs. `known`: values that exist (tokens, a code), which are used now and then, whole or damaged."""

    def __init__(self, seed: int, known: tuple[str, ...] = ()) -> None:
        self.random, self.known = random.Random(seed), known

    def text(self, most: int = 8) -> str:
        """Pieces, loose characters, and now and then something very long."""
        chosen = self.random
        parts = []
        for _ in range(chosen.randint(0, most)):
            kind = chosen.random()
            if kind < 0.6:
                parts.append(chosen.choice(PIECES))
            elif kind < 0.8:
                parts.append("".join(chosen.choices(string.printable, k=chosen.randint(1, 12))))
            elif kind < 0.97:
                parts.append("".join(chr(chosen.randrange(0x11000)) for _ in range(chosen.randint(1, 6))))
            else:
                parts.append(chosen.choice(PIECES) * chosen.choice((50, 500)))
        # As a browser has it: two halves of a character beside each other are that character.
        return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")

    def token(self) -> str:
        """A secret: one that exists, one of the right form, one with a fault, or anything."""
        kind = self.random.random()
        if kind < 0.3 and self.known:
            token = self.random.choice(self.known)
            return token if self.random.random() < 0.3 else self._damaged(token)
        if kind < 0.5:
            return "".join(self.random.choices(string.ascii_letters + string.digits + "-_", k=32))
        return self.text()

    def _damaged(self, text: str) -> str:
        place = self.random.randrange(len(text) + 1)
        return text[:place] + self.random.choice(("", *PIECES)) + text[place + self.random.randint(0, 2) :]

    def code(self) -> str:
        """A join code as somebody types it."""
        kind = self.random.random()
        if kind < 0.4:
            return "".join(self.random.choices("BCDFGHJKMNPQRSTVWXZ23456789 -", k=self.random.randint(0, 9)))
        if kind < 0.5 and self.known:
            return self._damaged(self.random.choice(self.known)).lower()
        return self.text(4)

    def path(self) -> str:
        """An address below the root, as it goes over the line: mostly escaped, sometimes raw."""
        chosen = self.random
        kind = chosen.random()
        if kind < 0.6:
            path = f"/{chosen.choice(DOORS)}/{self._escaped(self.token())}"
        elif kind < 0.85:
            path = "/" + chosen.choice(OTHERS)
        else:
            path = "/" * chosen.randint(1, 3) + self._escaped(self.text())
        if chosen.random() < 0.3:
            keys = ("rol", "naar", "na", "wie", "nr", "code", "plan", "schrijver", "v", "x")
            path += "?" + "&".join(f"{chosen.choice(keys)}={self._escaped(self.text(3))}" for _ in range(chosen.randint(1, 4)))
        return path

    def _escaped(self, text: str) -> str:
        if self.random.random() < 0.05:  # raw, as far as one line can hold it
            return "".join(char for char in text if char not in "\r\n ")
        return quote(text.encode("utf-8", "surrogatepass"), safe=self.random.choice(("", "/", "/.%&=?")))

    def value(self) -> str:
        """The value of a header: on one line, because another line is another header."""
        return self.text(4).replace("\r", "").replace("\n", "")[:4000]

    def headers(self) -> list[tuple[str, str]]:
        chosen = self.random
        found = [(chosen.choice(NAMES), self.value()) for _ in range(chosen.randint(0, 3))]
        if chosen.random() < 0.6:
            pairs = (f"{chosen.choice(COOKIES)}={self._cookie()}" for _ in range(chosen.randint(1, 4)))
            found.append(("Cookie", "; ".join(pairs)))
        return found

    def _cookie(self) -> str:
        return self.token().replace("\r", "").replace("\n", "")[:3000]

    def body(self) -> bytes:
        """What comes with a POST."""
        kind = self.random.random()
        if kind < 0.3:
            return b""
        if kind < 0.6:
            return self.random.randbytes(self.random.randint(1, 200))
        return json.dumps({self.text(1): self.odd() for _ in range(self.random.randint(0, 5))}).encode()

    def odd(self, depth: int = 0) -> Any:
        """Any value that JSON can hold."""
        chosen = self.random
        kind = chosen.randrange(9 if depth < 3 else 7)
        simple: tuple[Any, ...] = (
            None,
            chosen.random() < 0.5,
            chosen.randint(-3, 9),
            10 ** chosen.randint(0, 30),
            chosen.random() * 9,
        )
        if kind < 5:
            return simple[kind]
        if kind < 7:
            return self.text(3)
        if kind == 7:
            return [self.odd(depth + 1) for _ in range(chosen.randint(0, 4))]
        return {self.text(1): self.odd(depth + 1) for _ in range(chosen.randint(0, 4))}

    def file(self, questionnaire: Questionnaire) -> bytes:
        """A measurement file: good but for a text, with one value replaced, with bytes changed, or no such file at all."""
        chosen = self.random
        kind = chosen.random()
        if kind < 0.1:
            return chosen.randbytes(chosen.randint(0, 300))
        if kind < 0.2:
            return self.text(20).encode("utf-8", "surrogatepass")
        data = self.measurement(questionnaire)
        if kind < 0.6:
            self._disturb(data)
        made = json.dumps(data, ensure_ascii=chosen.random() < 0.5).encode("utf-8", "surrogatepass")
        if kind > 0.85:
            raw = bytearray(made)
            for _ in range(chosen.randint(1, 4)):
                raw[chosen.randrange(len(raw))] = chosen.randrange(256)
            made = bytes(raw[: chosen.choice((len(raw), chosen.randrange(len(raw) + 1)))])
        return made

    def measurement(self, questionnaire: Questionnaire) -> dict[str, Any]:
        """A file that can be read, with strange texts wherever a text belongs."""
        chosen = self.random
        levels: tuple[Any, ...] = (1, 2, 3, 4, 5, "unknown", "not_applicable")
        asked = chosen.sample(questionnaire.questions, chosen.randint(0, 12))
        themes = chosen.sample(questionnaire.themes, chosen.randint(0, 3))
        return {
            "format": 1,
            "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
            "municipality": self.text(2)[:80],
            "date": "2026-11-23",
            "answers": {question.id: {"level": chosen.choice(levels), "note": self.text()} for question in asked},
            "targets": {theme.id: chosen.randint(1, 5) for theme in themes},
            "plans": [
                {"title": self.text(2).replace("\n", " ")[:100], "risks": self.text()} for _ in range(chosen.randint(0, 2))
            ],
        }

    def _disturb(self, data: dict[str, Any]) -> None:
        """Put something else somewhere in the file."""
        place: Any = data
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                return
            key = self.random.choice(keys)
            if isinstance(place[key], (dict, list)) and self.random.random() < 0.7:
                place = place[key]
                continue
            if isinstance(place, dict) and self.random.random() < 0.3:
                place[self.text(1)] = place.pop(key)
            else:
                place[key] = self.odd()
            return
