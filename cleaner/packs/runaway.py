"""Regular expressions of packs that would cost too much: refused when the pack is loaded.

What cannot be read by the standard library's parser (fuzzy matching, recursion) or is unrolled to a huge program is
refused as it stands. Whether matching can run away is measured: each repetition in the pattern is fed a text made of
what it repeats, then something that it cannot take. Quadratic time passes, for that is what every `\\s+$` needs, and is
bounded by the time limits of matching; more than that does not. The shape of the pattern alone cannot tell: most nested
repetitions of real rules, like `(?:\\S+\\s+){0,9}`, are harmless.
"""

from __future__ import annotations

import re
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import regex

from cleaner.packs.check import CONTROLS

if sys.version_info >= (3, 11):
    from re import _constants as ops  # type: ignore[attr-defined]  # typeshed leaves it out
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_constants as ops
    import sre_parse as parser

__all__ = ["REPEATS", "ops", "parse", "parts", "refusal", "runs_away"]

LONGEST = 2_000  #: characters of a pattern
COPIES = 10_000  #: copies of its parts that counted repetitions may make; `regex` unrolls them when it compiles
LENGTH = 600  #: characters of a misleading text
SECONDS = 0.12  #: of processor time for one search in it; anything quadratic takes a tenth of that
MOST = 120  #: misleading texts that are tried

GROUPS = 9  #: groups that a replacement may put in

_GROUP = re.compile(r"\\(?:\d|g<)")
_PALETTE = " a1A-.,:\"'’é\tß…%_/\n\0"  #: where several characters fit, these are tried
REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT} | {getattr(ops, "POSSESSIVE_REPEAT", ops.MAX_REPEAT)}
_LOOKS = (ops.ASSERT, ops.ASSERT_NOT)
_MANY = 8  #: a repetition of fewer turns cannot run away by itself
_SETS = re.compile(r"\\[pP]\{(\^?)(\w+)\}")
_SET = {"Lu": "A-ZÀ-Þ", "Ll": "a-zß-ÿ", "L": "a-zA-ZÀ-ÿ", "N": r"\d", "Nd": r"\d", "P": "!-/:-@"}
_FLAGS = re.compile(r"\(\?[aimsux]+\)")
_ESCAPED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.S)
_FUZZY = re.compile(r"\{(?!\d*,?\d*\})")

_Tree = Any  # what the parser gives: pairs of an operation and its arguments, nested; it has no types


def refusal(pattern: str, replacement: str | None = None) -> str:
    r"""Why a pack may not have this pattern, or not with this replacement, or "".

    >>> refusal(r"(?i)^by (?:\S+ ){0,5}\S+$"), refusal("(")
    ('', 'is not a regular expression: missing ), unterminated subpattern at position 0')
    >>> refusal("(?:a{900}){900}")
    'repeats its parts more than 10,000 times'
    >>> refusal("x*", "y"), refusal("x", r"\x1b[31m")
    ('fits the empty text, so it would act everywhere', "has a 'replacement' with control characters or line breaks")
    """
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    try:
        tree = parse(pattern)
        if _copies(tree) > COPIES:
            return f"repeats its parts more than {COPIES:,} times"
        if _FUZZY.search(_ESCAPED.sub("", _SETS.sub("", pattern))):
            return "has a '{' that is no count; write \\{ for the sign itself"
        _compile(pattern)
        return "" if replacement is None else _misplaced(pattern, replacement)
    except (re.error, regex.error, RecursionError, OverflowError, IndexError, ValueError) as error:
        return "is not a regular expression: " + " ".join(str(error).split())
    return ""


def _misplaced(pattern: str, replacement: str) -> str:
    found = _compile(rf"(?:{pattern})|")
    put_in = found.match("").expand(replacement)  # type: ignore[union-attr]  # it matches every text
    if re.search(CONTROLS, put_in):  # signs like \n, which it writes out
        return "has a 'replacement' with control characters or line breaks"
    if len(_GROUP.findall(replacement)) > GROUPS:
        return f"has a 'replacement' that repeats groups more than {GROUPS} times"
    return "fits the empty text, so it would act everywhere" if _compile(pattern).search("") else ""


def runs_away(pattern: str | bytes) -> bool:
    r"""Whether searching for `pattern`, which `refusal` lets pass, can take more than quadratic time.

    >>> runs_away(r"(\w+\s?)+$"), runs_away(r"^(?:\S+\s+){0,9}$"), runs_away(r"\s*,?\s*;?\s*:")
    (True, False, True)
    """
    found = _compile(pattern)
    tried = set(islice(_misleading(parse(pattern)), MOST))
    texts: list[Any] = [text.encode("utf-8", "replace") for text in tried] if isinstance(pattern, bytes) else [*tried]
    return any(_cost(found, text) > SECONDS and _cost(found, text) > SECONDS for text in texts)


def _cost(found: regex.Pattern[Any], text: Any) -> float:
    """Processor time, which other programs do not spoil; the time limit alone is not enough, `regex` may miss it."""
    begun = time.process_time()
    with suppress(TimeoutError):
        found.search(text, timeout=2 * SECONDS)
    return time.process_time() - begun


@cache
def _compile(pattern: Any) -> regex.Pattern[Any]:
    return regex.compile(pattern, regex.V1)


def parse(pattern: str | bytes) -> _Tree:
    """The tree of `pattern`; the signs that only `regex` knows become similar ones."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    plain = _FLAGS.sub("", _SETS.sub(_similar, text))
    plain = plain.replace("(?>", "(?:") if sys.version_info < (3, 11) else plain
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parser.parse(plain)


def _similar(match: re.Match[str]) -> str:
    inside = match.string.rfind("[", 0, match.start()) > match.string.rfind("]", 0, match.start())
    chars = _SET.get(match[2], "é")
    return chars if inside else f"[{'^' if match[1] or match[0][1] == 'P' else ''}{chars}]"


def parts(op: Any, value: Any) -> list[_Tree]:
    """The trees inside one operation."""
    if op in REPEATS:
        return [value[2]]
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op is ops.BRANCH:
        return list(value[1])
    if op in _LOOKS:
        return [value[1]]
    if op is ops.GROUPREF_EXISTS:
        return [tree for tree in value[1:] if tree]
    return [value] if op is getattr(ops, "ATOMIC_GROUP", None) else []


def _copies(tree: _Tree) -> int:
    total = 1
    for op, value in tree:
        inner = sum(_copies(part) for part in parts(op, value)) or 1
        total += inner * max(1, int(value[0])) if op in REPEATS else inner
    return total


def _misleading(tree: _Tree) -> Iterator[str]:
    whole = _sample(tree, 0, least=1)  # after what breaks the match, for `regex` first looks whether a literal is there
    for head, body in [("", tree), *_pumps(tree, "")]:
        for pick in range(5):
            turn = _sample(body, pick, least=1) or " "
            pumped = head + turn * max(1, LENGTH // len(turn))
            yield from (f"{pumped}\0{whole}", pumped, f"{pumped}\n!")


def _pumps(tree: _Tree, head: str) -> Iterator[tuple[str, _Tree]]:
    """Each repetition and alternative in `tree` with a text that leads up to it."""
    for op, value in tree:
        if op in REPEATS and value[1] >= _MANY:
            yield head, value[2]
        for part in parts(op, value):
            if op is ops.BRANCH:
                yield head, part
            yield from _pumps(part, head)
        if op not in _LOOKS:
            head += _sample([(op, value)], 0, least=0)


def _sample(tree: _Tree, pick: int, least: int) -> str:
    """A short text that `tree` matches, with optional parts if `least` is 1; another for another `pick`."""
    return "".join(_sample_one(op, value, pick, least) for op, value in tree)


def _sample_one(op: Any, value: Any, pick: int, least: int) -> str:
    if op is ops.LITERAL:
        return chr(value)
    if op in (ops.ANY, ops.IN, ops.NOT_LITERAL):
        items = value if op is ops.IN else [(ops.NEGATE, None)] + ([(ops.LITERAL, value)] if value else [])
        fitting = [c for c in _PALETTE if _fits(ord(c), items)] or [chr(v) for o, v in items if o is ops.LITERAL]
        fitting = fitting or [chr(v[0]) for o, v in items if o is ops.RANGE]
        return fitting[pick % len(fitting)] if fitting else ""
    if op in REPEATS:
        return _sample(value[2], pick, least) * min(max(int(value[0]), least), LENGTH)
    inner = [] if op in _LOOKS else parts(op, value)
    return _sample(inner[pick % len(inner)], pick, least) if inner else ""


def _fits(code: int, items: list[tuple[Any, Any]]) -> bool:
    negated = bool(items) and items[0][0] is ops.NEGATE
    return negated != any(_is_one(code, op, value) for op, value in items)


def _is_one(code: int, op: Any, value: Any) -> bool:
    if op is ops.CATEGORY:
        kind = str(value).rpartition("_")[2].lower()[0]
        return bool(re.match("\\" + (kind.upper() if "NOT" in str(value) else kind), chr(code)))
    return bool(op is ops.LITERAL and code == value) or bool(op is ops.RANGE and value[0] <= code <= value[1])
