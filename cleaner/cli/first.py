"""What `cleaner` says to somebody who only typed its name."""

from __future__ import annotations

import click

from cleaner.cli import layout

FIRST = (
    ("cleaner check texts/", "what would change here"),
    ("cleaner clean a.txt", "print the cleaned text"),
    ("cleaner clean texts/ -o out/ --log log.jsonl", "a folder, each change logged"),
    ("cleaner report log.jsonl -o report.html", "review it in a browser"),
    ("cleaner undo log.jsonl", "the original bytes back"),
    ("cleaner explain a.txt", "why a line goes or stays"),
)  # fmt: skip


def greet() -> None:
    """Ten lines: what this is, the commands to begin with, and where the rest stands."""
    lines = layout.wrapped(f"{layout.title('cleaner')} strips junk from prose, mends its slips and logs every change.")
    columns = max(len(line) for line, _ in FIRST) + 2
    fits = 2 + columns + max(len(what) for _, what in FIRST) <= layout.width()
    for line, what in FIRST:
        shown = click.style(line, fg="cyan") + " " * (columns - len(line)) + layout.faint(what)
        lines.append(f"  {shown}" if fits else f"  {click.style(line, fg='cyan')}")
    last = layout.wrapped("`cleaner --help` lists every command, `cleaner COMMAND --help` its options.")
    click.echo("\n".join([*lines[: -len(FIRST)], "", *lines[-len(FIRST) :], "", *last]))
