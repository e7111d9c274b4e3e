"""A small content folder on disk, for the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from questionnaire.models import Questionnaire
from tests.builders import idea, nested

VALID = Path(__file__).parents[1] / "content" / "valid"
IDEAS = [
    idea("bellen", {"q1": ("core", 1, 3)}),
    idea("overleg", {"q2": ("clear", 1, 3), "q1": ("little", 1, 3)}, effort=2),
    idea("samen", {"q3": ("core", 1, 3)}, partners=["werkgevers"]),
]
PROGRAMME: dict[str, Any] = {
    "name": "Programma",
    "owner": "Eigenaar",
    "period": "2018 tot 2024",
    "summary": "Een programma.",
    "ambition": {"text": "Minder terugval.", "figure": 10, "reading": "Tien procent."},
    "lines": [{"line": "l1", "meaning": "De lijn."}],
    "tranches": [],
    "open_call": False,
    "who_could_apply": "Gemeenten.",
    "form_headings": [],
    "checked": "2026-11-23",
}


@pytest.fixture
def small() -> Questionnaire:
    """One line: theme t1 with q1 and q2, theme t2 with q3, and three ideas."""
    return nested([[[1, 1], [1]]], IDEAS)


@pytest.fixture
def content(tmp_path: Path, small: Questionnaire) -> Path:
    """The small questionnaire as a content folder."""
    data = small.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    lines, ideas = data.pop("lines"), data.pop("ideas")
    folder = tmp_path / "content"
    files = {
        "questionnaire": data | {"lines": [line["id"] for line in lines]},
        "ideas": ideas,
        "programme": PROGRAMME,
        "sources": [{"id": "S01", "publisher": "Uitgever", "title": "Titel", "seen": "passage"}],
        "glossary": [{"term": "PI", "explanation": "Een gevangenis."}],
        "municipalities": {"date": "2026-01-01", "count": 1, "source": "S01", "names": ["Voorbeeldgemeente"]},
    } | {f"lines/{line['id']}": line for line in lines}
    for name, value in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    shutil.copyfile(VALID / "plan.yaml", folder / "plan.yaml")
    (folder / "cases").mkdir()
    return folder


def measurement(path: Path, answers: dict[str, Any], **more: Any) -> str:
    """Write a measurement file for the small questionnaire; returns its name for the command line."""
    data = {"questionnaire": {"id": "proef", "version": "1.0"}, "municipality": "Voorbeeldgemeente", "date": "2026-11-23"}
    data["answers"] = {id: {"level": level} for id, level in answers.items()}
    path.write_text(json.dumps(data | more), encoding="utf-8")
    return str(path)
