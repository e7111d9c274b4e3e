"""Another version of the app beside this one: other words for a question, and where there is a history the code of before."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import urllib.request
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from benchmarks.load.app_server import AppServer
from questionnaire import load
from questionnaire.loading import CONTENT
from tests.browser.server import ROOT

WORDS: Final = "Andere woorden voor deze vraag?"
ASSETS: Final = "screens/static"
SCHEMA: Final = "storage/tables.py"


@dataclass(frozen=True)
class Version:
    """Folders with code and content; `differs`: what is other than in the version of now, in words."""

    code: Path
    content: Path
    differs: str

    def at(self, server: AppServer) -> None:
        """What `server` starts with from now on."""
        server.code = self.code
        server.environment["ZELFSCAN_CONTENT"] = str(self.content)


NOW: Final = Version(ROOT, CONTENT, "")


def other_words(content: Path, folder: Path) -> Path:
    """A copy of `content` in `folder`, which must not exist yet, with WORDS for the first question."""
    shutil.copytree(content, folder)
    now = load(content).questionnaire
    theme = now.themes[0]
    line = next(line for line in now.lines if theme in line.themes)
    file = folder / "lines" / f"{line.id}.yaml"
    lines = file.read_text("utf-8").splitlines()
    place = next(number for number, row in enumerate(lines) if row.strip() == f"- id: {theme.questions[0].id}")
    at = next(number for number in range(place, len(lines)) if lines[number].strip().startswith("text:"))
    lines[at] = lines[at][: lines[at].index("text:")] + f'text: "{WORDS}"'
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def earlier(folder: Path, repository: Path = ROOT) -> Version:
    """The code of before the last change in ASSETS, so that a browser sees another version too, with other words.

    Without a git history in `repository`, or where that code has another schema, only the words differ.
    """
    words = "een vraag met andere woorden"
    commit = _git(repository, "log", "-n1", "--format=%h", "--", ASSETS).strip()
    if commit and _schema(_git(repository, "show", f"{commit}^:{SCHEMA}")) == _schema((ROOT / SCHEMA).read_text("utf-8")):
        code = folder / "code"
        archive = subprocess.run(["git", "archive", f"{commit}^"], cwd=repository, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(code, filter="data")
        return Version(code, other_words(code / "content", folder / "inhoud"), f"code en bestanden van voor {commit}, {words}")
    return Version(ROOT, other_words(CONTENT, folder / "inhoud"), words)


def _git(repository: Path, *arguments: str) -> str:
    """What git says; nothing where there is no git, no history or no such file."""
    try:
        found = subprocess.run(["git", *arguments], cwd=repository, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return found.stdout if found.returncode == 0 else ""


def _schema(text: str) -> str | None:
    found = re.search(r"^SCHEMA\b.*", text, re.MULTILINE)
    return found and found[0]


def runs(server: AppServer) -> dict[str, str]:
    """Which version a process runs, as seen from outside: of the files that its page names, and of its questions in its log."""
    with urllib.request.urlopen(f"{server.url}/", timeout=10) as answer:
        page = answer.read().decode()
    files = re.search(r"zelfscan\.js\?v=(\w+)", page)
    questions = re.findall(r"is gestart: .*\((\w+)\)", server.log.read_text("utf-8"))
    assert files, "the page names no files of ours"
    return {"files": files[1], "questions": questions[-1]}
