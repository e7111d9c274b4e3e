"""For who looks for a leak: counts of the objects in the running app by type, at the signal SIGUSR1. Off by default."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

CENSUS = "objecten.txt"
_SITE = """
import collections, gc, os, signal, time
def _count(*_):
    gc.collect()
    found = collections.Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
    with open(os.environ["ENDURANCE_CENSUS"], "a") as file:
        print(f"{time.time():.0f} {sum(found.values())}", file=file)
        print(*(f"{count} {name}" for name, count in found.most_common(60)), sep="\\n", file=file)
signal.signal(signal.SIGUSR1, _count)
"""


def inside(file: Path) -> dict[str, str]:
    """The environment with which the app counts into `file`. What was loaded at the start is not counted."""
    folder = Path(tempfile.mkdtemp(prefix="duurproef-binnen-"))
    (folder / "sitecustomize.py").write_text(_SITE, "utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "ENDURANCE_CENSUS": str(file)}
