"""Words and names that slips' fixers leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.model import Edit, inside_any

#: Groups of small fixes; junk is removed whatever names stand in it.
SLIPS = frozenset({"encoding", "typos", "transcription"})


class Names:
    """Words to leave alone. One in lower case stands for any case, one with capitals for itself.

    >>> names = Names(["teh", "Nome"])
    >>> [names.spare("Teh nome in Nome", Edit(a, b, "", "", group="typos")) for a, b in [(0, 3), (4, 8), (12, 16)]]
    [True, False, True]
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        given = sorted({w for w in words if w}, key=len, reverse=True)
        self.longest = max(map(len, given), default=0)
        options = [f"(?i:{re.escape(w)})" if w == w.lower() else re.escape(w) for w in given]
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)") if given else None

    def spare(self, text: str, edit: Edit) -> bool:
        """Whether `edit` on `text` would touch one of the words."""
        if self.pattern is None or edit.group not in SLIPS:
            return False
        low = max(0, edit.start - self.longest)
        near = self.pattern.finditer(text, low, min(len(text), edit.end + self.longest + 1))
        return inside_any(edit.start, edit.end, (m.span() for m in near))
