"""What must stand in a line for a pattern to fit it, beside words: looked for first, a pattern is seldom tried.

A credit line has a colon, a shortcode a bracket, a headline set in capitals one of a few words in capitals. Phrases see
none of that. To compile a pattern takes milliseconds, so a short text is best told without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from cleaner.packs.runaway import REPEATS, ops, parse, parts

MOST = 24  #: texts of which one must be there; to look for more takes as long as to try the pattern
_CASELESS = re.compile(r"\(\?[a-z]*i")
_VERBOSE = re.compile(r"\(\?[a-z]*x")
_ESCAPED = re.compile(r"\\.", re.S)
_SET = re.compile(r"\[\^?\]?[^\]]*\]")
_OPERATOR = re.compile(r".\[|--|&&|\|\||~~", re.S)


def signs_of(pattern: str) -> tuple[str, ...]:
    r"""Signs, or texts as they are written, of which one stands in every line that `pattern` fits; () if unknown.

    Raises what `runaway.parse` does for what is no pattern.

    >>> signs_of(r"(?i)^(?:photo|foto) ?: \w+"), signs_of(r"(?=.* (?:THE|OF) )[^a-z]+$"), signs_of(r"(?i)THE|\[ad\]")
    ((':',), (' OF', ' THE'), ())
    """
    if _VERBOSE.search(pattern) or _has_set_operators(pattern):
        return ()
    return tuple(sorted(_fewest(parse(pattern), not _CASELESS.search(pattern))))


def _has_set_operators(pattern: str) -> bool:
    """Whether a set holds others, which the parser does not know. A bracket is escaped where it stands for itself."""
    return any(_OPERATOR.search(found) for found in _SET.findall(_ESCAPED.sub("e", pattern)))


def _fewest(tree: Any, cased: bool) -> frozenset[str]:
    """The fewest texts of which one must be there; of as few, the longest."""
    found = (texts for texts in _needed(tree, cased) if len(texts) <= MOST)
    return min(found, key=lambda texts: (len(texts), -min(map(len, texts)), sorted(texts)), default=frozenset())


def _needed(tree: Any, cased: bool) -> Iterator[frozenset[str]]:
    """Sets of texts; of each set one must be there."""
    run: list[Any] = []
    for op, value in [*tree, (None, None)]:
        if op is ops.LITERAL or (op is ops.IN and _is_letter_in_both_cases(value)):
            run.append((op, value))
            continue
        yield from _told(run, cased)
        # The parser takes out what all options begin with: THE|THAT is TH, then E or AT.
        begun, run = run, []
        if op is ops.IN:
            if all(kind is ops.LITERAL and _is_sign(chr(member)) for kind, member in value):
                yield frozenset(chr(member) for _, member in value)
        elif op is ops.BRANCH:
            options = [_fewest([*begun, *option], cased) for option in value[1]]
            if all(options):
                yield frozenset().union(*options)
        elif _must_be_there(op, value):
            for part in parts(op, value):
                yield from _needed(part, cased)


def _must_be_there(op: Any, value: Any) -> bool:
    """Whether what an operation holds stands in every line that it fits."""
    if op in REPEATS:
        return bool(value[0])
    return op in (ops.SUBPATTERN, ops.ASSERT, getattr(ops, "ATOMIC_GROUP", ops.SUBPATTERN))


def _is_letter_in_both_cases(members: Any) -> bool:
    """Whether a set is like [Vv]."""
    letters = [chr(member) for kind, member in members if kind is ops.LITERAL]
    return len(members) == len(letters) == 2 and letters[0].swapcase() == letters[1]


def _told(run: list[Any], cased: bool) -> Iterator[frozenset[str]]:
    """Each sign of a fixed text, and that text, in the cases that it may have, where case tells."""
    letters = [{chr(value)} if op is ops.LITERAL else {chr(code) for _, code in value} for op, value in run]
    for text in letters:
        if all(map(_is_sign, text)):
            yield frozenset(text)
    if cased and len(run) > 1 and prod(map(len, letters)) <= MOST:
        yield frozenset(map("".join, product(*letters)))


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace() and character.lower() == character == character.upper()
