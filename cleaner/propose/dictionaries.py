"""Rules of kind `dictionary`: words and phrases, each with what belongs in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.later import compile_regex_later
from cleaner.model import Span

#: A word stands free: not inside of another, of an address, a path or a compound.
_FREE_BEFORE = compile_regex_later(r"(?<![\w’'@#/.-])")
_FREE_BEHIND = compile_regex_later(r"(?![\w@/-])(?!\.\w)")


def words_at(words: dict[str, str], text: str, span: Span, places: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """(start, end, what belongs there) of each of `words` that stands free in text[span], the longest first.

    `places` are where one of them is in small letters. Either apostrophe will do, and a capital in front.

    >>> list(words_at({"per say": "per se"}, "Not per say.", (0, 12), [(4, 11)]))
    [(4, 11, 'per se')]
    """
    last = span[0]
    for start, end in sorted(set(places), key=_longest_first):
        if start < last or end > span[1]:
            continue
        new = _looked_up(text[start:end], words)
        if new is not None and _FREE_BEFORE.match(text, start) and _FREE_BEHIND.match(text, end, span[1]):
            yield start, end, new
            last = end


def _longest_first(place: Span) -> Span:
    return place[0], -place[1]


def _looked_up(old: str, words: dict[str, str]) -> str | None:
    """What `words` has for `old`, with the capital and the kind of apostrophe of `old`.

    >>> _looked_up("Whoa is me", {"whoa is me": "woe is me"}), _looked_up("it’s own", {"it's own": "its own"})
    ('Woe is me', 'its own')
    """
    key = old.replace("’", "'")
    new = words.get(key) or words.get(old)
    if new is None:
        new = words.get(key[0].lower() + key[1:])
        if new is None:
            return None
        new = new[0].upper() + new[1:]
    return new.replace("'", "’") if "’" in old else new
