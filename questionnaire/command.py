"""A command line that speaks Dutch: what argparse says itself is always English."""

from __future__ import annotations

import argparse
from typing import NoReturn


class DutchParser(argparse.ArgumentParser):
    """Answers what it does not know with the usage, and ends with 2."""

    def error(self, message: str) -> NoReturn:
        del message
        self.exit(2, f"Deze opdracht is niet bekend.\n{self.format_help()}")

    def format_help(self) -> str:
        return f"Gebruik: {self.usage}\n"

    format_usage = format_help
