"""Reports that all differ do not pile up in memory. In a process of its own: memory that was given back may stay with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GROWTH = """
import random, re
from datetime import UTC, datetime
from pathlib import Path
from questionnaire import load
from questionnaire.answers import Answer, Measurement, Reference
from report.pdf import pdf
from scoring.result import assess

content, when, chosen, seen = load(), datetime(2026, 11, 30, 12, tzinfo=UTC), random.Random(1), []
questions = content.questionnaire
for _ in range(14):
    answers = {one.id: Answer(level=chosen.randint(1, 5)) for one in questions.questions}
    about = Reference(id=questions.id, version=questions.version)
    made = Measurement(questionnaire=about, date=when.date(), municipality="Goes", answers=answers)
    pdf(content, made, assess(questions, made.values), when)
    seen.append(int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
print(seen[-1] - seen[2], seen)
"""


def test_different_reports_leave_little_behind() -> None:
    """Megabytes between the third and the fourteenth report: about 8, and 118 without what `report.render` does."""
    made = subprocess.run([sys.executable, "-c", GROWTH], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    assert int(made.stdout.split()[0]) < 45, made.stdout
