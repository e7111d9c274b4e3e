"""Another version of the app for the measurements: it must really be another, and one that starts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.load.app_server import AppServer
from benchmarks.versions import NOW, WORDS, earlier, runs
from questionnaire import load
from questionnaire.loading import CONTENT
from tests.browser.server import ROOT


def test_a_process_that_starts_again_runs_the_other_version(tmp_path: Path) -> None:
    version = earlier(tmp_path / "eerder")
    server = AppServer(tmp_path / "app")
    try:
        server.start()
        first = runs(server)
        server.stop()
        version.at(server)
        server.start()
        second = runs(server)
        assert second["questions"] != first["questions"]
        assert (second["files"] != first["files"]) == (version.code != ROOT)
        server.stop()
        NOW.at(server)
        server.start()
        assert runs(server) == first
    finally:
        server.stop()


def test_without_a_history_only_the_words_differ(tmp_path: Path) -> None:
    version = earlier(tmp_path / "eerder", repository=tmp_path)
    assert (version.code, version.differs) == (ROOT, "een vraag met andere woorden")
    assert load(version.content).questionnaire.themes[0].questions[0].text == WORDS
    assert load(version.content).questionnaire.hash != load().questionnaire.hash


def history(folder: Path, *changes: tuple[str, str]) -> Path:
    """A repository with the content and schema of now, and a commit for each change: a file and its new text."""
    shutil.copytree(CONTENT, folder / "content")
    for name, text in (("screens/static/a.js", "oud"), ("storage/tables.py", (ROOT / "storage/tables.py").read_text("utf-8"))):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, "utf-8")

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=proef", "-c", "user.email=proef@example.org", *arguments], cwd=folder, check=True)

    git("init", "-q")
    for name, text in (("", ""), *changes):
        if name:
            (folder / name).write_text(text, "utf-8")
        git("add", ".")
        git("commit", "-q", "-m", "proef")
    return folder


def test_with_a_history_the_code_is_of_before_the_last_change_in_what_a_browser_gets(tmp_path: Path) -> None:
    repository = history(tmp_path / "app", ("screens/static/a.js", "nieuw"), ("later", ""))
    version = earlier(tmp_path / "eerder", repository)
    assert (version.code / "screens" / "static" / "a.js").read_text("utf-8") == "oud"
    assert version.differs.startswith("code en bestanden van voor ")


def test_code_with_another_schema_does_not_run_beside_that_of_now(tmp_path: Path) -> None:
    now = (ROOT / "storage" / "tables.py").read_text("utf-8")
    old = now.replace("SCHEMA", "SCHEMA_OF_BEFORE")
    repository = history(
        tmp_path / "app", ("storage/tables.py", old), ("screens/static/a.js", "nieuw"), ("storage/tables.py", now)
    )
    assert earlier(tmp_path / "eerder", repository).code == ROOT
