"""What axe could not decide by itself: each kind judged once, with its reason and the check that replaces the eye."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

FILE: Final = Path(__file__).with_name("judged.yaml")


class Judgement(BaseModel):
    """`rule` and `keys`, the reasons, are axe's; `holds` says what makes it sound: the contrast that we compute ourselves, or
    a look at the parts by a person, which `only` then limits to a class or element that the found HTML has to contain.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    keys: tuple[str, ...]
    holds: Literal["contrast", "reading"]
    only: str = ""
    why: str

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.rule, ", ".join(self.keys), self.only)))


@cache
def judgements() -> tuple[Judgement, ...]:
    found = yaml.safe_load(FILE.read_text("utf-8")) or []
    return tuple(Judgement.model_validate(one) for one in found)


def judgement(rule: str, key: str, html: str) -> Judgement | None:
    """The judgement about a result that axe left open, or None when nobody has looked at it."""
    return next((one for one in judgements() if one.rule == rule and key in one.keys and one.only in html), None)
