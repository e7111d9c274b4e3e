"""The units for systemd and the files for containers: what can be checked without starting them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from screens import login
from storage.__main__ import main

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


@pytest.fixture
def installed(tmp_path: Path) -> list[str]:
    """The units, as if the app stood in a folder of this test."""
    for name in ("streamlit", "python"):
        program = tmp_path / "zelfscan" / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    made = []
    for unit in UNITS:
        path = tmp_path / unit.name.replace("@.", "@8501.")
        path.write_text(unit.read_text(encoding="utf-8").replace("/opt/zelfscan", f"{tmp_path}/zelfscan"), encoding="utf-8")
        made.append(str(path))
    return made


def test_systemd_understands_every_line(installed: list[str]) -> None:
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *installed], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_break_in_can_reach_is_little(installed: list[str]) -> None:
    services = [path for path in installed if path.endswith(".service")]
    assert len(services) == 3
    for service in services:  # systemd counts in tenths: 20 is 2.0, "OK"; without any line it is 9.6
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", service]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout.splitlines()[-1]


def test_the_three_services_are_locked_in_the_same_way() -> None:
    def hardening(unit: Path) -> list[str]:
        lines = unit.read_text(encoding="utf-8").partition("UMask=")[2].partition("\n[Install]")[0]
        return lines.strip().splitlines()

    assert len({tuple(hardening(unit)) for unit in UNITS if unit.suffix == ".service"}) == 1


def test_every_command_in_a_unit_exists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/zelfscan.sqlite")
    assert main(["migrate"]) == 0
    text = "".join(unit.read_text(encoding="utf-8") for unit in UNITS)
    commands = re.findall(r"-m storage (\w+)", text)
    assert sorted(commands) == ["backup", "expire"]
    assert main(["expire"]) == 0
    assert main(["backup", "--force", str(tmp_path / "2026-11-24.jsonl.gz")]) == 0


# Containers


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_the_files_say_that_nobody_ran_them() -> None:
    for name in ("Containerfile", "compose.yaml"):
        assert (DEPLOY / name).read_text(encoding="utf-8").startswith("# Niet uitgevoerd waar dit is gemaakt")


def test_what_is_copied_into_the_container_is_all_that_the_app_needs() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", text, re.MULTILINE)
    assert all((ROOT / name).exists() for name in copied)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages | {"app.py", "content", ".streamlit", "requirements.lock"} == set(copied)


def test_the_parts_of_compose_fit_together(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"database", "app1", "app2", "proxy"}
    for service in services.values():
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("depends_on", [])) <= set(services)
        assert "ports" not in service or service is services["proxy"]
    assert compose["networks"]["binnen"] == {"internal": True}
    build = services["app1"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Containerfile"


def test_the_proxy_of_compose_finds_the_processes_in_the_example(compose: dict[str, Any]) -> None:
    command = compose["services"]["proxy"]["command"][2]
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in re.findall(r"'s\|([^|]+)\|([^|]+)\|'", command):
        assert old in text
        text = text.replace(old, new)
    assert re.findall(r"server (\S+) max_fails", text) == ["app1:8501", "app2:8501"]
    assert "/var/cache/nginx/zelfscan" in text


def test_compose_passes_on_each_setting_of_the_login_and_none_of_them_is_needed(
    compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {login.variable(name) for name in login.Login.model_fields}
    for service in ("app1", "app2"):
        given = compose["services"][service]["environment"]
        assert {name: value for name, value in given.items() if name.startswith("ZELFSCAN_LOGIN_")} == {
            name: f"${{{name}:-}}" for name in names
        }
    for name in names:
        monkeypatch.setenv(name, "")  # as compose does without a value
    assert not login.load().on
