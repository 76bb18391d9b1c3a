"""The last lines of a run: what was found or done, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from cleaner import terminal
from cleaner.cli import layout
from cleaner.summary import Summary, most_of
from cleaner.terminal import safe

NO_TEXT = "no text was looked at: none is there, or the configuration or .gitignore leaves it out"
FIXABLE = "[*]"  #: marks what `cleaner clean` would mend


class Found:
    """What `check` has found, in numbers.

    >>> found = Found()
    >>> edit, flag = {"rule": "codespell", "safety": "safe"}, {"rule": "style", "safety": "unsafe"}
    >>> found.add([{"edits": [edit, edit], "flags": [flag]}])
    >>> print(click.unstyle("\\n".join(what_was_found(found))))
    3 findings in 1 text: codespell 2, style 1
    [*] 2 fixable with `cleaner clean -i`, 1 more with --unsafe
    """

    def __init__(self) -> None:
        self.looked_at = False  #: whether there was any text
        self.texts = self.fixable = self.unsafe = self.reported = self.known = 0
        self.rules: Counter[str] = Counter()

    def add(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Count the log records of texts in which something was found."""
        for record in records:
            self.texts += 1
            self.fixable += len(record["edits"])
            unsafe = sum(flag["safety"] == "unsafe" for flag in record["flags"])
            self.unsafe += unsafe
            self.reported += len(record["flags"]) - unsafe
            self.rules.update(str(entry["rule"]) for entry in (*record["edits"], *record["flags"]))


def what_was_found(found: Found) -> Iterator[str]:
    """The closing lines of `check`."""
    if total := found.rules.total():
        head = f"{counted(total, 'finding')} in {counted(found.texts, 'text')}: "
        yield from _wrapped(layout.title(head) + safe(most_of(found.rules)))
    if found.fixable:
        parts = [f"{click.style(FIXABLE, fg='cyan')} {found.fixable:,} fixable with `cleaner clean -i`"]
    else:
        parts = ["nothing to fix" if found.looked_at else NO_TEXT]
    parts += [f"{found.unsafe:,} more with --unsafe"] if found.unsafe else []
    parts += [f"{found.reported:,} only reported"] if found.reported else []
    parts += [f"{found.known:,} known from the baseline"] if found.known else []
    yield from _wrapped(", ".join(parts))


def what_was_done(summary: Summary, log: str | None) -> Iterator[str]:
    """The closing lines of `clean`; to a person also how to look at it and how to take it back."""
    yield from _wrapped(layout.title(summary.head()))
    for name, count, what in summary.parts():
        colour = "yellow" if name == "skipped" else "cyan"
        yield from _wrapped(f"{click.style(name, fg=colour)} {count:,}: {safe(what)}", "  ", "    ")
    if log and summary.edits and terminal.watched(err=True):
        import shlex

        name = safe(shlex.quote(log))
        yield layout.faint(f"to review: cleaner report {name} -o report.html; to take it back: cleaner undo {name}")


def _wrapped(text: str, indent: str = "", hang: str = "  ") -> list[str]:
    """Lines that fit a terminal; a pipe gets one line, which is easier to search."""
    return layout.wrapped(text, indent, hang) if terminal.watched(err=True) else [indent + text]


def counted(number: int, what: str) -> str:
    """The number and the word for what is counted.

    >>> counted(1, "file"), counted(2000, "file")
    ('1 file', '2,000 files')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
