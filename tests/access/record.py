"""Writes what a complete run found: as data for the accessibility statement, and as a page with a table to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import streamlit

from questionnaire.text import date_text
from screens.checked import FILE, Cell, CheckedPage, Judged, Record, Way
from tests.access.judged import judgements
from tests.access.run import Walked, judged
from tests.access.variants import VARIANTS


def record_of(walked: Sequence[Walked], today: date) -> Record:
    looks = [look for one in walked for page in one.looks.values() for look in page.values()]
    counts = judged(walked)
    return Record(
        date=today,
        axe=looks[0].axe,
        chromium=walked[0].chromium,
        streamlit=streamlit.__version__,
        lowest=round(min(look.lowest for look in looks), 2),
        rules=tuple(sorted({rule for look in looks for rule in look.rules})),
        variants=tuple(Way(id=variant.id, title=variant.title) for variant in VARIANTS),
        pages=tuple(
            CheckedPage(
                part=one.name,
                name=name,
                cells={
                    id: Cell(rules=len(look.rules), texts=look.texts, judged=look.judged.total(), faults=len(look.faults))
                    for id, look in page.items()
                },
            )
            for one in walked
            for name, page in one.looks.items()
        ),
        judged=tuple(
            Judged(name=one.name, count=counts[one.name], why=one.why.strip()) for one in judgements() if counts[one.name]
        ),
    )


def table(record: Record) -> str:
    """Pages by variants: a tick where nothing is wrong, else the number of faults."""
    head = ["Pagina", *(way.id for way in record.variants)]
    rows, part = [], ""
    for page in record.pages:
        if page.part != part:
            part = page.part
            rows.append([f"**{part}**", *[""] * len(record.variants)])
        cells = [page.cells[way.id] for way in record.variants]
        rows.append([page.name, *("✓" if cell.faults == 0 else str(cell.faults) for cell in cells)])
    lines = [head, ["---", *[":-:"] * len(record.variants)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def summary(record: Record) -> str:
    ways = "\n".join(f"- `{way.id}`: {way.title}" for way in record.variants)
    kinds = "\n".join(f"- {one.name} ({one.count} keer): {one.why}" for one in record.judged)
    return f"""# Laatste controle op toegankelijkheid

Gemaakt met `make access` op {date_text(record.date)}. Gebruikt: axe-core {record.axe}, Chromium {record.chromium}, \
Streamlit {record.streamlit}.

- {len(record.pages)} schermen in {len(record.variants)} weergaven: {len(record.cells)} keer gekeken.
- {len(record.rules)} regels van axe (WCAG 2.0, 2.1 en 2.2, niveau A en AA, en goede gewoonten): {record.checks} controles.
- {record.faults} fouten. Er zijn geen uitzonderingen.
- {record.texts} teksten gemeten op contrast. Het laagste contrast in gewone tekst is {str(record.lowest).replace(".", ",")}.
- {record.open} uitkomsten die axe open liet, in {len(record.judged)} soorten, elk beoordeeld.

Deze controle is automatisch. Zij vindt niet alles, en vervangt geen mensen.

## De weergaven
{ways}

## Wat axe open liet, en waarom het klopt
{kinds}

## Schermen en weergaven
{table(record)}
"""


def write(record: Record) -> None:
    """The data has a line per page, so that a change can be read."""
    data = record.model_dump(mode="json")
    pages = ",\n".join(f"  {json.dumps(page, ensure_ascii=False, separators=(',', ':'))}" for page in data.pop("pages"))
    head = json.dumps(data, ensure_ascii=False, indent=1).rstrip("}\n")
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(f'{head},\n "pages": [\n{pages}\n ]\n}}\n', "utf-8")
    FILE.with_suffix(".md").write_text(summary(record), "utf-8")
