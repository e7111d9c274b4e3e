"""The table about plans in docs/werksessie-rechten.md, tried: every address and action, with every kind of key."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.plan import Plan
from screens import context, routes
from screens.plan import doors
from screens.plan.doors import CO_WRITER
from storage import Settings, Store, new_token
from tests.screens.test_plan_doors import WHAT, begin, change, look, request

ROOT = Path(__file__).parents[2]
WHO = ("niets", "oude link", "meeschrijver", "eigenaar")


def rows() -> list[tuple[str, dict[str, bool]]]:
    """The table below the heading about plans."""
    text = (ROOT / "docs" / "werksessie-rechten.md").read_text("utf-8").split("## Rechten bij een plan")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    assert tuple(cells[0][1:]) == WHO
    return [
        (name, {who: {"ja": True, "nee": False}[cell] for who, cell in zip(WHO, rest, strict=True)}) for name, *rest in cells[1:]
    ]


@dataclass
class Desk:
    """A measurement with two plans, the first one shared anew."""

    store: Store
    plan: int
    other: int
    keys: dict[str, str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    store = Store(f"sqlite:///{tmp_path}/zelfscan.sqlite", timedelta(days=365))
    monkeypatch.setattr(context, "store", lambda: store)
    monkeypatch.setattr(context, "settings", lambda: Settings())
    owner, plan = begin(store)
    stored = store.find(owner)
    assert stored is not None
    other = store.plans.create(stored.id, Plan(title="Nog een"))
    keys = {
        "niets": new_token(),
        "oude link": store.plans.share(plan),
        "meeschrijver": store.plans.share(plan),
        "eigenaar": owner,
    }
    yield Desk(store, plan, other, keys)
    store.close()


def cookies(key: str) -> str:
    """Every cookie holds the key: which one is looked at must not matter."""
    return "; ".join(f"{name}={key}" for name in ("meting", "plan", "deelname", "begeleiding"))


def either_way(answer: Callable[[str], int]) -> bool:
    """Whether the address opens, for who says to be the owner or to write along."""
    return 200 in {answer("eigenaar"), answer(CO_WRITER)}


def owned(desk: Desk, key: str) -> bool:
    """What the page asks before it offers to share and to delete."""
    return desk.store.plans.owned(key, desk.plan) is not None


def reads_the_other(desk: Desk, key: str) -> bool:
    """Also by asking for another number than that of the link."""
    return any(
        b"Nog een" in bytes(look(cookies(key), wie=who, nr=desk.other, schrijver="x").body) for who in ("eigenaar", CO_WRITER)
    )


TRIED: dict[str, Callable[[Desk, str], bool]] = {
    "`/plan/SLEUTEL`: het plan openen op een ander apparaat": lambda desk, key: (
        doors.enter(request(token=key)).status_code == 303
    ),
    "`/plan/stand`: het plan lezen, en horen wat er verandert": lambda desk, key: either_way(
        lambda who: look(cookies(key), wie=who, nr=desk.plan, schrijver="x").status_code
    ),
    "`/plan/bewaar/veld`: een tekst opslaan": lambda desk, key: either_way(
        lambda who: change("veld", cookies(key), wie=who, nr=desk.plan, veld=WHAT, waarde="Nieuw", versie=0).status_code
    ),
    "`/plan/bewaar/kies`: kiezen tussen twee teksten": lambda desk, key: either_way(
        lambda who: change("kies", cookies(key), wie=who, nr=desk.plan, id=1, houd="plan", versie=0).status_code
    ),
    "`/plan/bewaar/pen`: zeggen dat u schrijft of klaar bent": lambda desk, key: either_way(
        lambda who: change("pen", cookies(key), wie=who, nr=desk.plan).status_code
    ),
    "een link maken, een nieuwe maken, stoppen met delen": owned,
    "het plan verwijderen": owned,
    "een ander plan van dezelfde meting lezen": reads_the_other,
    "de meting zelf openen met `/verder/SLEUTEL`": lambda desk, key: routes.resume(request(token=key)).status_code == 303,
}


def test_the_table_about_plans_and_the_tries_name_the_same_things() -> None:
    assert [name for name, _ in rows()] == list(TRIED)


@pytest.mark.parametrize("who", WHO)
def test_a_key_opens_of_a_plan_what_the_table_says_and_nothing_else(desk: Desk, who: str) -> None:
    for name, allowed in rows():
        assert TRIED[name](desk, desk.keys[who]) is allowed[who], name


def test_only_the_page_of_the_owner_offers_to_share_and_to_delete() -> None:
    """Streamlit runs a button only where it is drawn: both stand behind the question whose page it is."""
    tree = ast.parse((ROOT / "screens" / "plan" / "page.py").read_text("utf-8"))
    functions = {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    acting = {name for name, text in functions.items() if any(call in text for call in (".share(", ".stop_sharing(", ".delete("))}
    callers = {name for name, text in functions.items() for one in acting if f"    {one}(" in text}
    assert acting
    assert callers == {"draw"}
