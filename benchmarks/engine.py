"""Score and report, inside one process."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.measure import Measured, median_ms
from questionnaire import Measurement, Questionnaire, Reference, load, read_measurement
from questionnaire.answers import Answer, Value
from questionnaire.measurement import write_measurement
from report.pdf import pdf
from scoring.certainty_words import certainty
from scoring.folder import print_folder
from scoring.reason_words import tell_all
from scoring.reasons import group_reasons
from scoring.result import assess, to_json
from scoring.robustness import group_robustness
from scoring.sharing import Person, share
from scoring.tree import score

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "meting-voorbeeld.json"


def random_values(questionnaire: Questionnaire, seed: int) -> dict[str, Value]:
    chosen = random.Random(seed)
    options: list[Value] = [1, 2, 2, 3, 3, 4, 4, 5, "unknown", "not_applicable"]
    return {question.id: chosen.choice(options) for question in questionnaire.questions}


def scores() -> list[Measured]:
    """One score, and all figures with suggestions, beside plain means of floats with `statistics.fmean`."""
    questionnaire = load().questionnaire
    people = [random_values(questionnaire, seed) for seed in range(202)]

    def means(number: int) -> float:
        levels = {
            theme.id: [25.0 * (value - 1) for q in theme.questions if isinstance(value := people[number][q.id], int)]
            for theme in questionnaire.themes
        }
        return statistics.fmean(statistics.fmean(found) for found in levels.values() if found)

    plain = median_ms(means, 200)
    name = "alleen gemiddelden per thema, statistics.fmean"
    one = median_ms(lambda number: score(questionnaire, people[number]), 200)
    everything = median_ms(lambda number: to_json(assess(questionnaire, people[number])), 200)
    return [
        Measured("één score (36 antwoorden, exacte breuken)", one, 2, name, plain),
        Measured("alle cijfers met voorstellen en redenen, als JSON", everything, 10, name, plain),
    ]


def stored(count: int = 10_000) -> list[Measured]:
    """`python -m scoring FOLDER`: all figures of many stored measurements, beside means per theme with pandas."""
    import pandas

    content = load()
    questionnaire = content.questionnaire
    themes = {question.id: theme.id for theme in questionnaire.themes for question in theme.questions}
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        for number in range(count):
            made = Measurement(
                questionnaire=Reference(id=questionnaire.id, version=questionnaire.version, hash=questionnaire.hash),
                municipality="Voorbeeldgemeente",
                date=date(2026, 11, 23),
                answers={id: Answer(level=value) for id, value in random_values(questionnaire, number).items()},
            )
            (folder / f"meting-{number:05}.json").write_bytes(write_measurement(made))

        begun = time.perf_counter()
        with (folder / "uitkomst.txt").open("w") as out, redirect_stdout(out), redirect_stderr(out):
            print_folder(folder, content)
        ours = 1000 * (time.perf_counter() - begun) / count

        begun = time.perf_counter()
        rows = [
            (file.name, themes[id], answer["level"])
            for file in sorted(folder.glob("*.json"))
            for id, answer in json.loads(file.read_bytes())["answers"].items()
            if isinstance(answer["level"], int)
        ]
        table = pandas.DataFrame(rows, columns=["file", "theme", "level"])
        table.groupby(["file", "theme"])["level"].mean().unstack()
        theirs = 1000 * (time.perf_counter() - begun) / count
    what = f"een van {count} opgeslagen metingen: lezen, controleren, alle cijfers met voorstellen, als JSON"
    return [Measured(what, ours, 1, "alleen gemiddelden per thema, json en pandas", theirs)]


def workshop() -> list[Measured]:
    """Everything a workshop of 60 people sees: figures, agenda, reasons and how sure they are; beside plain means of floats."""
    questionnaire = load().questionnaire
    roles = [role.id for role in questionnaire.roles[:4]]
    rooms = [
        [Person(roles[seat % len(roles)], random_values(questionnaire, 1000 * room + seat)) for seat in range(60)]
        for room in range(12)
    ]

    def everything(number: int) -> object:
        view = share(questionnaire, rooms[number])
        sure = certainty(questionnaire, group_robustness(questionnaire, view), "group")
        return view, tell_all(questionnaire, group_reasons(questionnaire, view)), sure

    def means(number: int) -> object:
        return [
            statistics.fmean(25.0 * (value - 1) for person in rooms[number] if isinstance(value := person.values[q.id], int))
            for q in questionnaire.questions
        ]

    name = "alleen gemiddelden per vraag, statistics.fmean"
    what = "werksessie met 60 mensen: alle cijfers en redenen"
    return [Measured(what, median_ms(everything, 10), 50, name, median_ms(means, 10))]


def content() -> list[Measured]:
    """Loading all content with every check that guards the app, beside parsing the same files with PyYAML alone."""
    import yaml

    files = sorted(Path("content").rglob("*.yaml"))
    texts = [file.read_text("utf-8") for file in files]
    plain = median_ms(lambda _: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts], 10)
    return [Measured("inhoud laden en controleren", median_ms(lambda _: load(), 10), 500, "PyYAML (C), alleen lezen", plain)]


def report_ms() -> float:
    """The median of 20 whole reports in this warm process, each with other answers."""
    loaded = load()
    questionnaire = loaded.questionnaire
    sample = read_measurement(SAMPLE.read_bytes(), questionnaire).measurement
    when = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def one(number: int) -> bytes:
        values = random_values(questionnaire, number)
        answers = {id: {"level": value, "note": f"{sample.answers[id].note or ''} {number}"} for id, value in values.items()}
        reference = Reference(id=questionnaire.id, version=questionnaire.version)
        made = Measurement.model_validate(
            {"questionnaire": reference, "municipality": "Voorbeeldgemeente", "date": sample.date, "answers": answers}
        )
        return pdf(loaded, made, assess(questionnaire, values), when)

    return median_ms(one, 20)


if __name__ == "__main__":
    print(json.dumps({"report": report_ms()}))
