"""`python -m benchmarks.mutations [count] [seed]`: break the content in many ways, and let the checker look at each.

Each mutant is made by a process of its own, in a fresh copy of the content with a released version. Another process, also
forked for this mutant alone, runs the command; its time and its largest memory are measured from outside, with its limits
set by the kernel. A fork has loaded Python and the checker already, so the slowest and the largest run again as a user runs
them: `python -m questionnaire check`, start-up included. Those figures count for the limits.

Every run is kept in build/mutations.jsonl as soon as it is done: after an interruption the same command goes on where it was.
Remove that file to begin anew, as after a change of the checker.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.mutants import KINDS, Mutant, mutate
from questionnaire.__main__ import main as questionnaire
from questionnaire.loading import CONTENT
from questionnaire.versions import release
from scoring.__main__ import main as scoring

RECORDS: Final = Path(__file__).parent / "records"
DONE: Final = Path(__file__).parent.parent / "build" / "mutations.jsonl"
SECONDS: Final = 2.0  # the limits of one run
MEGABYTES: Final = 300
_PATIENCE: Final = 20  # seconds of processor time before the kernel ends a run
_ROOM: Final = 2_000_000_000  # bytes of address space
_CRASH: Final = 70
_AGAIN: Final = 100  # how many of the slowest, and of the largest, run again with start-up

COMMANDS: Final[dict[str, Callable[[Path], int]]] = {
    "check": lambda folder: questionnaire(["check", "--content", str(folder)]),
    "diff": lambda folder: questionnaire(["diff", "--content", str(folder)]),
    "release": lambda folder: questionnaire(["release", "--content", str(folder)]),
    "cases": lambda folder: scoring(["--cases", "--content", str(folder)]),
}


@dataclass(frozen=True)
class Run:
    """One command on one mutant. `code` is None after a signal; `crash` holds a traceback, or the name of the signal.

    `seconds` is processor time, `waited` is time on the clock, which other work on the machine makes longer.
    """

    seed: int
    command: str
    what: str
    code: int | None
    seconds: float
    waited: float
    megabytes: float
    crash: str = ""

    @property
    def right(self) -> bool:
        return self.code in (0, 1) and not self.crash

    @property
    def within_limits(self) -> bool:
        return self.seconds < SECONDS and self.megabytes < MEGABYTES


@contextlib.contextmanager
def pristine() -> Iterator[Path]:
    """A folder with a copy of the content, `content`, of which a version was released."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as room:
        copy = Path(shutil.copytree(CONTENT, Path(room) / "content"))
        release(copy)
        yield Path(room)


def run(room: Path, seed: int, command: str = "check", kinds: Sequence[Mutant] = KINDS) -> Run:
    """Make the mutant of this seed below `room`, run a command on it in a fork, and clean up."""
    with _mutant(room, seed, kinds) as (folder, what):
        said = folder.parent / "said"
        pid = os.fork()
        if pid == 0:
            _child(lambda: COMMANDS[command](folder), said)
        return _measured(pid, Run(seed, command, what, None, 0, 0, 0), said)


def run_afresh(room: Path, seed: int) -> Run:
    """The same for `check` as a user runs it: a new Python, start-up included."""
    with _mutant(room, seed) as (folder, what):
        said = folder.parent / "said"
        words = [sys.executable, "-m", "questionnaire", "check", "--content", str(folder)]
        actions = [(os.POSIX_SPAWN_OPEN, number, said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for number in (1, 2)]
        pid = os.posix_spawn(sys.executable, words, {**os.environ, "PYTHONIOENCODING": "utf-8"}, file_actions=actions)
        return _measured(pid, Run(seed, "check", what, None, 0, 0, 0), said)


@contextlib.contextmanager
def _mutant(room: Path, seed: int, kinds: Sequence[Mutant] = KINDS) -> Iterator[tuple[Path, str]]:
    """A broken copy, made in another process: what that takes is no part of the measurement."""
    with tempfile.TemporaryDirectory(dir=room) as place:
        folder = Path(shutil.copytree(room / "content", Path(place) / "content"))
        told = Path(place) / "told"
        pid = os.fork()
        if pid == 0:
            _child(lambda: told.write_bytes(mutate(folder, seed, kinds).encode("utf-8", "replace")) and 0, Path(place) / "making")
        if os.waitpid(pid, 0)[1]:
            raise RuntimeError(f"mutant {seed} could not be made:\n{(Path(place) / 'making').read_text()}")
        yield folder, told.read_text(encoding="utf-8")


def _child(work: Callable[[], int], said: Path) -> None:
    """In a forked child: do the work under limits, with its output in a file, and end the process."""
    code = _CRASH
    try:
        with said.open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE))
            resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
            signal.alarm(10 * _PATIENCE)  # waiting, say for a pipe, takes no processor time
            try:
                code = work()
            except BaseException:
                code = _CRASH
                traceback.print_exc(file=out)
    finally:
        os._exit(code)


def _measured(pid: int, run: Run, said: Path) -> Run:
    begun = time.perf_counter()
    _, status, usage = os.wait4(pid, 0)
    waited = time.perf_counter() - begun
    seconds = usage.ru_utime + usage.ru_stime
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
    text = said.read_text(encoding="utf-8", errors="replace") if said.exists() else ""
    crash = signal.Signals(os.WTERMSIG(status)).name if code is None else ""
    if code not in (0, 1) or "Traceback (most recent call last)" in text:
        crash = crash or text[-3000:] or f"exit {code}"
    return replace(run, code=code, seconds=seconds, waited=waited, megabytes=usage.ru_maxrss / 1024, crash=crash)


def _runs(pool: ProcessPoolExecutor, room: Path, commands: dict[int, str]) -> list[Run]:
    """The run of each seed with its command, from the file of what was done before where it is there."""
    DONE.parent.mkdir(exist_ok=True)
    DONE.touch()
    earlier = [Run(**json.loads(line)) for line in DONE.read_text("utf-8").splitlines()]
    found = {each.seed: each for each in earlier if commands.get(each.seed) == each.command}
    todo = [seed for seed in commands if seed not in found]
    with DONE.open("a", encoding="utf-8") as file:
        for done in pool.map(partial(_patiently, room), todo, [commands[seed] for seed in todo], chunksize=10):
            found[done.seed] = done
            file.write(json.dumps(asdict(done)) + "\n")
            file.flush()
    return [found[seed] for seed in commands]


def _patiently(room: Path, seed: int, command: str) -> Run:
    """Once more after a run that waited too long on the clock: the machine may have been paused. What hangs, hangs twice."""
    first = run(room, seed, command)
    return run(room, seed, command) if first.crash == signal.SIGALRM.name else first


def _command(seed: int) -> str:
    """Every mutant is checked; one in five gets another command too."""
    return ("diff", "release", "cases")[seed // 5 % 3] if seed % 5 == 0 else ""


def main(count: int = 10_000, first: int = 0) -> int:
    """Run the mutants, print and record the figures; 1 when one fails or goes over a limit."""
    seeds = range(first, first + count)
    with pristine() as room, ProcessPoolExecutor(os.cpu_count()) as pool:
        runs = _runs(pool, room, dict.fromkeys(seeds, "check"))
        others = _runs(pool, room, {seed: _command(seed) for seed in seeds if _command(seed)})
        worst = {each.seed for key in ("seconds", "megabytes") for each in _largest(runs, key)[:_AGAIN]}
        again = [run_afresh(room, seed) for seed in sorted(worst)]  # one at a time: nothing else takes its processor
    everything = [*runs, *others, *again]
    bad = [each for each in everything if not each.right or not each.within_limits]
    text = _report(count, first, runs, others, again, bad)
    print(text)
    for each in bad[:20]:
        print(f"\n{each.command} {each.seed}: {each.what}\n{each.seconds:.2f} s, {each.megabytes:.0f} MB\n{each.crash}")
    if count >= 10_000:
        _record(text, everything)
    return 1 if bad else 0


def _largest(runs: list[Run], key: str) -> list[Run]:
    return sorted(runs, key=lambda each: getattr(each, key), reverse=True)


def _report(count: int, first: int, runs: list[Run], others: list[Run], again: list[Run], bad: list[Run]) -> str:
    """The figures in Dutch, as Markdown."""
    kinds = Counter(each.what.split(":")[0] for each in runs)
    rows = [
        "| wat | aantal | exit 0 | exit 1 | anders, zoals een traceback | rekentijd, s | op de klok, s | geheugen, MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        _row("check, in een afgesplitst proces", runs),
        *(_row(f"{name}, idem", [each for each in others if each.command == name]) for name in COMMANDS if name != "check"),
        _row("check als opdracht, met opstarten (de zwaarste)", again),
    ]
    return "\n".join(
        [
            f"{count} mutanten van de inhoud, startgetal {first} tot en met {first + count - 1}.",
            f"Grens: {SECONDS:.0f} s en {MEGABYTES} MB per keer. De rekentijd telt, want de machine is gedeeld.",
            f"Buiten de grens, of mislukt: {len(bad)}. In de tabel staat telkens de hoogste waarde.",
            "",
            *rows,
            "",
            "Mutanten per soort: " + ", ".join(f"{name} {number}" for name, number in sorted(kinds.items())) + ".",
        ]
    )


def _row(what: str, runs: list[Run]) -> str:
    codes = Counter(each.code for each in runs if each.right)
    failed = sum(not each.right for each in runs)
    seconds, memory = max((each.seconds for each in runs), default=0), max((each.megabytes for each in runs), default=0)
    waited = max((each.waited for each in runs), default=0)
    return f"| {what} | {len(runs)} | {codes[0]} | {codes[1]} | {failed} | {seconds:.2f} | {waited:.2f} | {memory:.0f} |"


def _record(text: str, everything: list[Run]) -> None:
    stamp = datetime.now(UTC).date().isoformat()
    (RECORDS / f"{stamp}-mutations.md").write_text(f"# Mutaties van de inhoud, {stamp}\n\n{text}\n", "utf-8")
    heaviest = [asdict(each) for key in ("seconds", "megabytes") for each in _largest(everything, key)[:20]]
    (RECORDS / f"{stamp}-mutations.json").write_text(json.dumps(heaviest, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
