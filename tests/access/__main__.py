"""`python -m tests.access`: all pages in all variants; prints the table and writes the record.

`--write` makes the accessibility trees anew, to be read before they are committed. `--walk` names the walks to do
(then nothing is recorded).
"""

from __future__ import annotations

import argparse
import sys

from screens import context
from tests.access import record, trees
from tests.access.judged import judgements
from tests.access.run import faults, judged, walk_all
from tests.access.together import WALKS
from tests.access.variants import VARIANTS


def main() -> int:
    ask = argparse.ArgumentParser(prog="python -m tests.access", description=__doc__)
    ask.add_argument("--write", action="store_true", help="schrijf de toegankelijkheidsbomen opnieuw")
    ask.add_argument("--walk", action="append", choices=list(WALKS), help="alleen deze wandeling")
    asked = ask.parse_args()
    names = asked.walk or list(WALKS)
    walked = walk_all(names, () if asked.write else VARIANTS)
    if asked.write:
        if not asked.walk and not any(one.broken for one in walked):
            for old in trees.FOLDER.glob("*.yaml"):
                old.unlink()
        for one in walked:
            for page, text in one.trees.items():
                trees.write(page, text)
    found = faults(walked)
    whole = not asked.write and not asked.walk and not any(one.broken for one in walked)
    if whole:
        made = record.record_of(walked, context.today())
        record.write(made)
        print(record.table(made))
        counts = judged(walked)
        found += [f"nothing is left open any more for the judgement '{one.name}'" for one in judgements() if not counts[one.name]]
    print("\n".join(found) or "Geen fouten.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
