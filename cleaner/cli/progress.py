"""Messages for the person at the terminal, and a bar that shows how far the run is."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from cleaner import terminal
from cleaner.cli.inputs import Input
from cleaner.terminal import safe


class Progress:
    """Says things on standard error, around a bar in bytes with rate and time left if somebody watches.

    `inputs` are counted beforehand, and only where there is a bar. Where the run `prints` to the same terminal there is
    none: what is printed shows how far it is.
    """

    def __init__(self, inputs: Iterable[Input], quiet: bool = False, prints: bool = False) -> None:
        self.quiet = quiet
        self.bar: Any = None
        if not quiet and terminal.watched(err=True) and not (prints and terminal.watched()):
            self._open(inputs)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _open(self, inputs: Iterable[Input]) -> None:
        sizes = [item.size() for item in inputs]
        if len(sizes) < 2 and sum(sizes) < 1 << 20:
            return
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # a thread, which a fork does not bear
        self.bar = tqdm(total=sum(sizes), unit="B", unit_scale=True, dynamic_ncols=True, leave=False, file=sys.stderr)

    def advance(self, size: int) -> None:
        """So many more bytes are done."""
        if self.bar is not None:
            self.bar.update(size)

    def say(self, message: str) -> None:
        """One line, safe for a terminal whatever it quotes."""
        with suppress(OSError, ValueError, AttributeError):
            if self.bar is not None:
                self.bar.clear()
            sys.stderr.write(safe(message) + "\n")
            sys.stderr.flush()

    def name(self, path: str, message: str) -> None:
        """What is the matter with an input."""
        self.say(f"{path}: {message}")

    def close(self, report: Iterable[str] = ()) -> None:
        """Take the bar away and show the closing lines, which are safe and may be coloured."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None
        for line in () if self.quiet else report:
            from cleaner.cli.layout import echo  # it brings click

            with suppress(OSError, ValueError, AttributeError):  # nobody need listen
                echo(line, err=True)
