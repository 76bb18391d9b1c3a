"""The words that a phrase can begin and end with, by which most phrases are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

WORDS = 3  #: so many words tell a phrase from nearly all others
MOST = 24  #: beginnings of a phrase that are told apart
MOST_WORDINGS = 256  #: wordings of a phrase up to which they are written out


def edge_words(parts: Sequence[str], literal: Callable[[str], bytes], last: bool = False) -> tuple[bytes, ...]:
    """Up to three words each, within blanks, that the phrase of `parts` can begin with (with `last`, end with).

    () where that is not known. `literal` normalises a piece of text, with a blank at an edge only where it has one.

    >>> from cleaner.packs.phrase import literal
    >>> edge_words(["(subscribe|sign up|)", " to our newsletter"], literal)
    (b' sign up to ', b' subscribe to our ', b' to our newsletter ')
    >>> edge_words(["(subscribe|sign up|)", " to our newsletter", "(s|)"], literal, last=True)
    (b' to our newsletter ', b' to our newsletters ')
    >>> edge_words(["...", " times"], literal, last=True), edge_words(["share", "(d|)", " ", "..."], literal)
    ((b' times ',), (b' share ', b' shared '))
    """
    known = {b""}
    for part in reversed(parts) if last else parts:
        if part == "...":
            return _told(known, whole=False, last=last)
        longer = {option + text if last else text + option for text in known for option in _options(part, literal)}
        if len(longer) > MOST:
            return _told(known, whole=False, last=last)
        known = longer
        if all(len(text.split()) > WORDS for text in known):
            break
    return _told(known, whole=True, last=last)


def _told(known: set[bytes], whole: bool, last: bool) -> tuple[bytes, ...]:
    """The words of each of `known`; of one that is not `whole`, what may go on is left out."""
    told = set()
    for text in known:
        words = text.split()
        if not whole and words and not (text.startswith(b" ") if last else text.endswith(b" ")):
            words = words[1:] if last else words[:-1]
        if not words:
            return ()
        told.add(b" ".join([b"", *(words[-WORDS:] if last else words[:WORDS]), b""]))
    return tuple(sorted(told))


def _options(part: str, literal: Callable[[str], bytes]) -> list[bytes]:
    return [literal(option) for option in (part[1:-1].split("|") if part.startswith("(") else [part])]


def wordings(parts: Sequence[str], literal: Callable[[str], bytes]) -> tuple[bytes, ...] | None:
    """All that the phrase of `parts` can be, within blanks; None where that is too much.

    >>> from cleaner.packs.phrase import literal
    >>> wordings(["share", "(d|)", " this"], literal), wordings(["share ", "..."], literal)
    ((b' share this ', b' shared this '), None)
    """
    known = {b""}
    for part in parts:
        if part == "..." or len(known) > MOST_WORDINGS:
            return None
        known = {text + option for text in known for option in _options(part, literal)}
    told = {b" ".join([b"", *text.split(), b""]) for text in known if text.strip()}
    return tuple(sorted(told)) if len(known) <= MOST_WORDINGS else None
