"""Which messages of the catalogue the tests assert literally: `python -m tests.questionnaire.message_coverage` prints it."""

from __future__ import annotations

import re
import sys
from string import Formatter

from questionnaire.messages import CATALOGUE
from tests.questionnaire.cases import (
    CONTENT_CASES,
    DIFFERENCE_CASES,
    FILE_CASES,
    MEASUREMENT_CASES,
    MISSING,
    MORE,
    NO_FOLDER,
    NO_VERSION,
    TOO_MANY_LINES,
    UNREADABLE,
    VERSION_CASES,
)

# All of these are asserted literally by the tests of the checker, the versions and the measurement file.
SAID = [
    *(text for case in CONTENT_CASES for text in (*case.says, *(case.advises or ()))),
    *(says for _, _, says in FILE_CASES),
    *(says for _, _, says in MEASUREMENT_CASES),
    *(text for _, _, says in DIFFERENCE_CASES for text in says),
    MISSING,
    UNREADABLE,
    NO_FOLDER,
    MORE,
    TOO_MANY_LINES,
    *(says for _, says in VERSION_CASES),
    NO_VERSION,
]


def times_said(name: str) -> int:
    """How many of the asserted texts are the message with this name, filled in."""
    pattern = "".join(
        re.escape(literal) + (".*" if field is not None else "") for literal, field, _, _ in Formatter().parse(CATALOGUE[name])
    )
    return sum(re.search(rf"(^|: ){pattern}( \[[a-z-]+\])?$", text) is not None for text in SAID)


def main() -> int:
    """Print each message with the number of texts that assert it; 1 when a message has none."""
    counts = {name: times_said(name) for name in CATALOGUE}
    for name, count in counts.items():
        print(f"{count:4}  {name}")
    covered = sum(count > 0 for count in counts.values())
    print(f"\nMeldingen: {covered} van {len(counts)} staan letterlijk in een test.")
    return 0 if covered == len(counts) else 1


if __name__ == "__main__":
    sys.exit(main())
