"""Every rule in a list: for people, for a book, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from cleaner import terminal
from cleaner.cli import layout
from cleaner.model import GROUPS, OFF_BY_DEFAULT
from cleaner.packs.builtin import NAMES, builtin
from cleaner.packs.rule import Rule
from cleaner.terminal import safe

WIDE = 100  #: columns of a terminal that has room for group, kind and safety
#: Characters that Markdown could take for something else in a title.
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def catalogue(rules: Sequence[Rule], form: str) -> Iterator[str]:
    """The lines of the list in the form "text", "markdown" or "jsonl"."""
    return {"text": _text, "markdown": _markdown, "jsonl": _jsonl}[form](rules)


def _text(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        title = safe(rule.title) + ("" if rule.enabled else " (off)")
        name = f"{click.style(f'{rule.id:<36}', bold=True)} "
        about = f"{rule.group:<13} {rule.kind:<10} {rule.safety.word:<6} "
        if not terminal.watched():
            yield name + about + title
            continue
        lead = name + about if layout.width(200) >= WIDE else name
        yield lead + layout.head(title, max(3, layout.width(200) - layout.cells(lead)))


def _jsonl(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        row = {
            "id": rule.id, "title": rule.title, "pack": rule.pack, "group": rule.group, "kind": rule.kind,
            "safety": rule.safety.word, "enabled": rule.enabled, "languages": rule.languages, "why": rule.why,
        }  # fmt: skip
        yield json.dumps(row, ensure_ascii=False)


def _markdown(rules: Sequence[Rule]) -> Iterator[str]:
    """By group; in each the findings of the program's own, then a table for each pack."""
    for group in GROUPS:
        own = sorted(name for name in NAMES if (found := builtin(name)) and found.group == group)
        packed = [rule for rule in rules if rule.group == group]
        off = " (off by default)" if group in OFF_BY_DEFAULT else ""
        yield from ("", f"## {group}{off}", "", f"{len(own) + len(packed):,} rules.")
        if own:
            yield from ("", "### The program itself", "", "| rule | what |", "|---|---|")
            yield from (f"| `{name}` | {_cell(found.title)} |" for name in own if (found := builtin(name)))
        for pack, ones in groupby(sorted(packed, key=_place), key=_pack):
            yield from ("", f"### {pack}", "", "| rule | what | kind | safety |", "|---|---|---|---|")
            yield from map(_row, ones)


def _place(rule: Rule) -> tuple[bool, str, int]:
    """English first: it has the most; the languages and files after it by name."""
    return "en" not in rule.languages and rule.languages != ("any",), _pack(rule), rule.line


def _pack(rule: Rule) -> str:
    """Language and file, as in `en/cookie`."""
    path = Path(rule.path)
    return f"{path.parent.name}/{path.stem}"


def _row(rule: Rule) -> str:
    safety = rule.safety.word if rule.enabled else f"{rule.safety.word}, off"
    return f"| `{rule.id}` | {_cell(rule.title)} | {rule.kind} | {safety} |"


def _cell(title: str) -> str:
    return safe(title).translate(_MARKUP)
