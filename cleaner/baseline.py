"""Findings that are known, so that an old repository can start clean and only new ones count.

A finding is known by its file, its rule and its text, not by its place, so that work elsewhere in the file does not
bring it back. The same finding twice counts twice.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from hashlib import sha256
from typing import Any

from cleaner.errors import CleanerError, UnreadableInput
from cleaner.reading import read_file

VERSION = 1


class Baseline:
    """The findings that the baseline file `path` knows. With `adding` every finding is new to it, and becomes known.

    >>> base = Baseline("/site/base.json", adding=True)
    >>> base.knows("/site/a.md", {"rule": "codespell", "old": "teh"})
    True
    >>> again = Baseline("/site/base.json", json.loads(base.dump())["findings"])
    >>> [again.knows("/site/a.md", {"rule": "codespell", "old": "teh"}) for _ in range(2)]
    [True, False]
    """

    def __init__(self, path: str, findings: dict[str, dict[str, int]] | None = None, adding: bool = False) -> None:
        self.folder = os.path.dirname(os.path.abspath(path)) if path else ""
        self.adding = adding
        self.left: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name, counts in (findings or {}).items():
            self.left[name] = Counter(counts)

    @property
    def count(self) -> int:
        """How many findings it knows."""
        return sum(counts.total() for counts in self.left.values())

    def knows(self, path: str, edit: dict[str, Any]) -> bool:
        """Whether the finding (an edit of a log record) in the file `path` is known. Each is known once."""
        if not self.folder:
            return False
        counts, key = self.left[self._name(path)], _key(edit)
        if self.adding:
            counts[key] += 1
            return True
        if counts[key] <= 0:
            return False
        counts[key] -= 1
        return True

    def _name(self, path: str) -> str:
        """The file as seen from the baseline, so that both can move together."""
        return path if path == "-" else os.path.relpath(path, self.folder).replace(os.sep, "/")

    def dump(self) -> bytes:
        """The file's bytes: sorted, so that version control shows what has changed."""
        findings = {name: dict(sorted(self.left[name].items())) for name in sorted(self.left)}
        return json.dumps({"v": VERSION, "findings": findings}, indent=1).encode() + b"\n"


def read_baseline(path: str) -> Baseline:
    """The baseline in a file. Raises CleanerError."""
    try:
        content = json.loads(read_file(path))
        if content["v"] != VERSION:
            raise ValueError(f"version {content['v']!r}; this program reads version {VERSION}")
        findings = {
            str(name): {str(k): int(n) for k, n in found.items()} for name, found in content["findings"].items()
        }
    except UnreadableInput as error:
        raise CleanerError(f"{path}: the baseline {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CleanerError(f"{path}: is no baseline ({error})") from None
    return Baseline(path, findings)


def _key(edit: dict[str, Any]) -> str:
    text = f"{edit['rule']}\0{edit['old']}".encode("utf-8", "surrogatepass")
    return sha256(text).hexdigest()[:16]
