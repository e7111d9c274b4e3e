"""The privacy page follows the settings and the storage: what is kept stands on it, and for how long."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.web.server.starlette import starlette_server_config as server

from screens import cookies as names
from screens import login, privacy
from storage import Settings, tables

ROOT = Path(__file__).parents[2]


def text(settings: Settings) -> str:
    return "\n".join("\n".join((section.heading, *section.paragraphs, *section.items)) for section in privacy.sections(settings))


def test_every_table_of_the_storage_is_told_about() -> None:
    told = frozenset().union(*(held.tables for held in (*privacy.ALONE, *privacy.SHARED, *privacy.TOGETHER)))
    assert told | privacy.NOBODY == {table.name for table in tables.metadata.sorted_tables}
    assert not told & privacy.NOBODY
    page = text(Settings())
    assert all(held.words in page for held in (*privacy.ALONE, *privacy.SHARED, *privacy.TOGETHER))


@pytest.mark.parametrize(
    ("alone", "together", "says"), [(365, 90, "365 dagen"), (30, 7, "30 dagen"), (1, 1, "verdwijnt 1 dag na")]
)
def test_how_long_is_what_the_settings_say(alone: int, together: int, says: str) -> None:
    page = text(Settings(retention_days=alone, workshop_retention_days=together))
    assert says in page
    assert f"Een werksessie verdwijnt {together} dag" in page
    if alone != 365:
        assert "365" not in page
        assert "90" not in page


def test_every_cookie_is_told_about() -> None:
    ours = {names.MEASUREMENT, names.PARTICIPANT, names.FACILITATOR, names.PLAN}
    assert f"{privacy.PROXY}=" in (Path(__file__).parents[2] / "deploy" / "nginx.conf").read_text("utf-8")
    assert set(privacy.cookies(Settings())) == {*ours, "_streamlit_xsrf", privacy.PROXY}
    for path in sorted((ROOT / "screens").rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        setting = [call for call in calls if ast.unparse(call.func).endswith(".set_cookie")]
        assert not setting or path.name == "cookies.py", path


def test_who_logs_in_reads_what_is_kept_and_without_a_login_nobody_reads_of_it() -> None:
    without, with_login = privacy.cookies(Settings()), privacy.cookies(Settings(), login=True)
    assert set(with_login) - set(without) == {server.USER_COOKIE_NAME, server.TOKENS_COOKIE_NAME, server.SESSION_COOKIE_NAME}
    page = "\n".join("\n".join((one.heading, *one.paragraphs, *one.items)) for one in privacy.sections(Settings(), login=True))
    for told in ("Inloggen als begeleider", "niet in de database", f"Blijft {login.HOURS} uur", "inlogdienst van de organisatie"):
        assert told in page
    assert "inlog" not in text(Settings()).lower()


def test_the_page_makes_no_promise_that_a_setting_can_break() -> None:
    """No number of days that is not one of the settings."""
    page = text(Settings(retention_days=411, workshop_retention_days=222))
    days = {word for word, next_ in zip(page.split(), page.split()[1:], strict=False) if next_.startswith("dag")}
    assert {word for word in days if word.isdecimal()} == {"411", "222"}


def test_the_document_about_the_risks_names_every_table_too() -> None:
    document = (ROOT / "docs" / "dpia-begin.md").read_text("utf-8")
    for table in tables.metadata.sorted_tables:
        assert f"`{table.name}`" in document, table.name
