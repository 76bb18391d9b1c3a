"""What the page knows, as one JSON object, made piece by piece.

    {"log", "total", "removed", "leftOut", "rules": [[id, group, title, why]],
     "kinds": [[rule, safety, applied, count]], "heaviest": [[label, count]],
     "documents": [[path, record, id, name, known, findings]]}

A finding is [line, column, rule, safety, applied, message, old, new, before, after, key, signals]. `rule` is a number
in `rules`, `safety` that of Safety; `record` counts from 1 (0: not a file of many); `name` is how configuration and
baseline call the file, `key` how a baseline knows the finding; `known` says whether its original text was found.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from cleaner.packs.builtin import builtin
from cleaner.packs.rule import Rule
from cleaner.report.choose import Choice
from cleaner.report.context import Surroundings, clipped
from cleaner.report.originals import Originals
from cleaner.report.reading import Finding, Kind, Totals, documents


class RuleTable:
    """Numbers for the rules of a log, so that a finding need not name its own."""

    def __init__(self, totals: Totals, known: dict[str, Rule]) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        for kind in totals.kinds:
            self.numbers.setdefault((kind.rule, kind.group), len(self.numbers))
        self.known = known

    def of(self, finding: Finding | Kind) -> int:
        """The number of the finding's rule."""
        return self.numbers[finding.rule, finding.group]

    def rows(self) -> list[list[str]]:
        """[id, group, title, why] of each, by number; the words come from the packs that are installed."""
        return [[rule, group, *self._words(rule)] for rule, group in self.numbers]

    def _words(self, rule: str) -> tuple[str, str]:
        if found := self.known.get(rule):
            return found.title, found.why
        own = builtin(rule)
        return (own.title, own.why) if own else ("", "")


def head(log: str, totals: Totals, rules: RuleTable, choice: Choice[Kind]) -> dict[str, Any]:
    """All but the documents."""
    return {
        "log": log,
        "total": totals.documents,
        "removed": totals.removed,
        "leftOut": choice.left_out,
        "rules": rules.rows(),
        "kinds": [[rules.of(k), int(k.safety), int(k.applied), n] for k, n in totals.kinds.items()],
        "heaviest": [[name, count] for count, _, name in totals.heaviest],
    }


def rows(path: str, rules: RuleTable, choice: Choice[Kind], folder: str) -> Iterator[list[Any]]:
    """The documents of the log that have listed findings. `folder` is what file names are relative to."""
    originals = Originals()
    for record, findings in documents(path):
        listed = [f for f in findings if choice.takes(Kind(f.group, f.rule, f.safety, f.applied))]
        if listed:
            text = originals.of(record, findings)
            around = Surroundings(text, findings) if text is not None else None
            yield [*_head(record, folder), int(text is not None), [_row(f, rules, around) for f in listed]]


def _head(record: dict[str, Any], folder: str) -> list[Any]:
    number, name = record.get("record"), record["path"]
    identity = record.get("id")
    return [
        name,
        number + 1 if isinstance(number, int) else 0,
        "" if identity is None else str(identity),
        name_in(folder, name),
    ]


def name_in(folder: str, path: str) -> str:
    """The file as configuration and baseline in `folder` call it.

    >>> name_in("/site", "/site/posts/a.md"), name_in("/site", "/other/b.md")
    ('posts/a.md', '../other/b.md')
    """
    return path if path == "-" or "\0" in path else os.path.relpath(path, folder).replace(os.sep, "/")


def _row(finding: Finding, rules: RuleTable, around: Surroundings | None) -> list[Any]:
    before, after = around.of(finding) if around else ("", "")
    signals = [[rule, round(weight, 2)] for rule, weight in finding.signals]
    return [
        finding.line, finding.column, rules.of(finding), int(finding.safety), int(finding.applied), finding.message,
        clipped(finding.old), clipped(finding.new), before, after, baseline_key(finding.rule, finding.old), signals,
    ]  # fmt: skip


def baseline_key(rule: str, old: str) -> str:
    """How a baseline file knows a finding; see cleaner/baseline.py.

    >>> baseline_key("codespell", "teh")
    'd166dfc8550c8b7b'
    """
    return sha256(f"{rule}\0{old}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
