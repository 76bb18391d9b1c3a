"""Words and names that slips' fixers leave alone."""

from __future__ import annotations

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
        given = {w for w in words if w}
        self.any_case = {w for w in given if w == w.lower()}
        self.as_written = given - self.any_case
        self.lengths = sorted(set(map(len, given)))

    def spare(self, text: str, edit: Edit) -> bool:
        """Whether `edit` on `text` would touch one of the words."""
        if not self.lengths or edit.group not in SLIPS:
            return False
        near = range(max(0, edit.start - self.lengths[-1]), edit.end + 1)
        starts = [at for at in near if at == 0 or not _is_word(text[at - 1])]
        return any(
            inside_any(edit.start, edit.end, [(at, at + length)]) and self._is_named(text, at, at + length)
            for at in starts
            for length in self.lengths
        )

    def _is_named(self, text: str, start: int, end: int) -> bool:
        """Looked up, not searched for: lists of names may be long."""
        if end > len(text) or _is_word(text[end : end + 1]):
            return False
        return text[start:end] in self.as_written or text[start:end].lower() in self.any_case


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
