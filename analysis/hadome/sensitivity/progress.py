"""What a study tells while it runs."""

from __future__ import annotations

import sys
import time


class Progress:
    """One line a run on stderr, with the time that is left at the pace so far."""

    def __init__(self, silent: bool) -> None:
        self._silent = silent
        self._part, self._of, self._done = "", 0, 0
        self._begun = time.monotonic()
        self._slow = 0  # runs that took their time; those of an earlier session are read in an instant
        self._spent = 0.0

    def part(self, name: str, runs: int) -> None:
        """Begins a part of so many runs."""
        self._finish_run()
        self._part, self._of, self._done, self._slow, self._spent = name, runs, 0, 0, 0.0
        self._begun = time.monotonic()

    def __call__(self, what: str) -> None:
        """A run begins."""
        self._finish_run()
        self._done += 1
        if not self._silent:
            print(f"{self._part} {self._done}/{self._of}: {what}{self._left()}", file=sys.stderr, flush=True)

    def _finish_run(self) -> None:
        now = time.monotonic()
        if self._done and now - self._begun > 0.5:
            self._slow += 1
            self._spent += now - self._begun
        self._begun = now

    def _left(self) -> str:
        if not self._slow:
            return ""
        minutes = self._spent / self._slow * (self._of - self._done + 1) / 60
        return f" (about {minutes / 60:.1f} h left)" if minutes > 90 else f" (about {minutes:.0f} min left)"
