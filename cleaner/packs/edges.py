"""The words that a phrase can begin and end with, so that most phrases are found by a line's first or last word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

MOST = 12  #: words; a phrase with more beginnings is looked for by its literal instead


def edge_words(parts: Sequence[str], literal: Callable[[str], bytes], last: bool = False) -> tuple[bytes, ...]:
    """Every word that the phrase of `parts` can begin with (with `last`, end with); () where that is not known.

    `literal` normalises a piece of text, with a blank at an edge only where the piece has one.

    >>> from cleaner.packs.phrase import literal
    >>> edge_words(["(subscribe|sign up|)", " to our newsletter"], literal)
    (b'sign', b'subscribe', b'to')
    >>> edge_words(["(subscribe|sign up|)", " to our newsletter"], literal, last=True)
    (b'newsletter',)
    >>> edge_words(["share", "(d|)", " 5 times"], literal)
    ()
    """
    words: set[bytes] = set()
    order = list(reversed(parts)) if last else list(parts)
    for n, part in enumerate(order):
        if part == "...":
            return ()
        options = [literal(o) for o in (part[1:-1].split("|") if part.startswith("(") else [part])]
        beyond = order[n + 1 :]
        for option in filter(bytes.strip, options):
            word = option.split()[-1 if last else 0]
            if option.strip() == word and _glued(option, beyond, literal, last):
                return ()
            words.add(word)
        if all(option.strip() for option in options):
            return tuple(sorted(words)) if len(words) <= MOST else ()
    return ()


def _glued(option: bytes, beyond: Sequence[str], literal: Callable[[str], bytes], last: bool) -> bool:
    """Whether the word that `option` is goes on in the parts beyond it."""
    if not beyond or (option.startswith(b" ") if last else option.endswith(b" ")):
        return False
    part = beyond[0]
    if part == "..." or part.startswith("("):
        return True
    near = literal(part)
    return not (near.endswith(b" ") if last else near.startswith(b" "))
