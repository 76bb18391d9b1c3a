"""The phrase language of packs, and the normalised form in which phrases meet lines.

A phrase is plain words. Case, punctuation, kinds of quote and runs of blanks do not matter, and a number stands for
any number. Two signs mean something: `(a|b|)` is one of several, perhaps nothing, and `...` is up to eight words.

>>> phrase = parse_phrase("(subscribe|sign up) to our (free|) newsletter(s|)")
>>> [bool(phrase.regex("line").search(normalise(x))) for x in ("Sign up to our newsletters!", "Our newsletter")]
[True, False]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from cleaner.literals import starts_of
from cleaner.packs.edges import edge_words, wordings
from cleaner.packs.normal import may_be_unspaced
from cleaner.packs.normal import normalise as normalise  # where all look for it
from cleaner.packs.rarity import rarest

_BLANK = rb"(?: |(?<= ))"  # one blank, or the one that an empty `(...|)` before it left standing
_ANY_WORDS = rb"(?:[^ \n]+ ){0,8}?"
#: Scripts written without blanks between words: a phrase in them may start and end inside a run of letters.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
MOST_GROUPS = 12  #: `(...)` in a phrase
_ANY_LETTERS = rb"[^\n]{0,72}?"  # eight words of three characters, in bytes


def _is_unspaced(text: str) -> bool:
    return may_be_unspaced(text) and re.search(_UNSPACED, text) is not None


class Phrase(NamedTuple):
    """A compiled phrase: the body of its regex over normalised bytes, and the rarest texts of which one must be there.

    From the cache of packs it comes without the body, which is written again when it is needed."""

    text: str
    body: bytes
    anchors: tuple[bytes, ...]
    heads: tuple[bytes, ...] = ()  # the words, within blanks, that it can begin with; () where that is not known
    tails: tuple[bytes, ...] = ()  # the words that it can end with
    told: bool = False  # whether the literals are all that it can be, within blanks

    def may_stand_in(self, line: bytes) -> bool:
        """Whether one text of each part stands in the normalised line; False is certain.

        >>> parse_phrase("(tap|click) here").may_stand_in(normalise("He said: click on it, here."))
        False
        >>> parse_phrase("see ... (clip|film) ... (below|here)").may_stand_in(normalise("You see a film."))
        False
        """
        for above_ascii, words in _needed(self.text, self.heads, self.tails):
            if above_ascii and line.isascii():
                return False
            for word in words:
                if word in line:
                    break
            else:
                return False
        return True

    def fits(self, line: bytes, match: str) -> bool:
        """What `regex(match)` says of the normalised line, mostly without compiling it, which takes a millisecond.

        >>> parse_phrase("share (this|) story").fits(b" share story now ", "start")
        True
        """
        if match in ("line", "start") and self.heads and not line.startswith(self.heads):
            return False
        if match in ("line", "end") and self.tails and not line.endswith(self.tails):
            return False
        if match == "line" and len(line) > _longest(self.text):
            return False
        told = self.anchors if self.told else _wordings(self.text)
        if told is None:
            return self.may_stand_in(line) and self._stands_in(line, match)
        if match == "start":
            return line.startswith(told)
        if match == "end":
            return line.endswith(told)
        return line in told if match == "line" else any(text in line for text in told)

    def _stands_in(self, line: bytes, match: str) -> bool:
        """What `regex(match)` says; in a line it is tried only where the phrase can begin."""
        pattern = self.regex(match)
        if match != "anywhere" or not self.heads:
            return pattern.search(line) is not None
        return any(pattern.match(line, at) for head in self.heads for at in starts_of(line, head))

    def regex(self, match: str) -> re.Pattern[bytes]:
        """The pattern of a line that the phrase fills (`line`), begins (`start`), ends (`end`) or stands in."""
        return _compile(self.body or _body(self.text), match)


@cache
def _compile(body: bytes, match: str) -> re.Pattern[bytes]:
    head = rb"\A" if match in ("line", "start") else b""
    tail = rb"\Z" if match in ("line", "end") else b""
    return re.compile(head + b"(?:" + body + b")" + tail)


@cache
def _body(text: str) -> bytes:
    return parse_phrase(text).body


@cache
def _needed(
    text: str, heads: tuple[bytes, ...], tails: tuple[bytes, ...]
) -> tuple[tuple[bool, tuple[bytes, ...]], ...]:
    """Of each part of the phrase the texts of which one must stand in the line, and whether all of them have characters
    above ASCII; such parts first, then the fewest."""
    parts = _split(text)
    anchors = [_options(p) if p[0] == "(" else (b"",) if p == "..." else (literal(p),) for p in parts]
    anchors = anchors if _is_unspaced(text) else _with_neighbours(parts, anchors)
    needed = {heads, tails, *(words for words in anchors if all(map(bytes.strip, words)))} - {()}
    told = [(not any(map(bytes.isascii, words)), words) for words in needed]
    return tuple(sorted(told, key=lambda part: (not part[0], len(part[1]))))


@cache
def _longest(text: str) -> float:
    """How many bytes a normalised line has at most that the phrase fills."""
    parts = _split(text)
    if "..." in parts:
        return inf
    return 2 + sum(1 + max(map(len, _options(part) if part[0] == "(" else [literal(part)])) for part in parts)


@cache
def _wordings(text: str) -> tuple[bytes, ...] | None:
    return None if "..." in text or _is_unspaced(text) else wordings(_split(text), literal)


def parse_phrase(text: str) -> Phrase:
    """The phrase that `text` writes. Raises ValueError with the reason where it is not one.

    >>> parse_phrase("read more about ... here").anchors
    (b' read more about ',)
    >>> parse_phrase("... (a|b)")
    Traceback (most recent call last):
      ...
    ValueError: '... (a|b)' has no word of three letters that must be there
    >>> parse_phrase("photo (:|by|) ...")
    Traceback (most recent call last):
      ...
    ValueError: 'photo (:|by|) ...' has ':' as an option, a sign that phrases do not see: it is always empty
    """
    if not text.strip():
        raise ValueError("an empty phrase")
    parts = _split(text)
    for part in parts:
        if part[0] == "(":
            _check_signs(text, part)
    edge = [b" ?" if _is_unspaced(text if p == "..." else p) else _BLANK for p in (parts[0], parts[-1])]
    body, anchors = edge[0], []
    for part in parts:
        regex, literals = _any(text) if part == "..." else _group(part) if part[0] == "(" else _words(part)
        body += regex
        anchors.append(literals)
    # The edges of a phrase are edges of words: blanks make its literals rarer, so that fewer lines are looked at.
    if edge[0] == _BLANK:
        anchors[0] = tuple(b" " + x.lstrip() for x in anchors[0])
    if edge[-1] == _BLANK:
        anchors[-1] = tuple(x.rstrip() + b" " for x in anchors[-1])
    best = max(anchors, key=lambda a: min(len(x.strip()) for x in a), default=(b"",))
    if min(len(x.strip()) for x in best) < 3:
        raise ValueError(f"{text!r} has no word of three letters that must be there")
    spaced = not _is_unspaced(text)
    heads, tails = (edge_words(parts, literal, end) if spaced else () for end in (False, True))
    anchors = _with_neighbours(parts, anchors) if spaced else anchors
    sure = (a for a in anchors if min(len(x.strip()) for x in a) >= 3)
    told = _wordings(text) or ()
    literals = rarest([told, *sure, heads, tails])
    return Phrase(text, body + edge[-1], literals, heads, tails, literals is told)


def _with_neighbours(parts: Sequence[str], anchors: Sequence[tuple[bytes, ...]]) -> list[tuple[bytes, ...]]:
    """The texts of which one must be there, those of each `(...)` with the words right before and after it.

    >>> _with_neighbours(["my ", "(old|)", " car"], [(b" my ",), (b"old", b""), (b" car ",)])[1]
    (b' my old car ', b' my car ')
    """
    fixed = [b"" if part[0] == "(" or part == "..." else texts[0] for part, texts in zip(parts, anchors, strict=True)]
    before, after = [b"", *fixed[:-1]], [*fixed[1:], b""]
    return [
        tuple((head + text + tail).replace(b"  ", b" ") for text in texts) if part[0] == "(" else texts
        for part, texts, head, tail in zip(parts, anchors, before, after, strict=True)
    ]


def announced(pattern: str, literals: Sequence[str]) -> Phrase:
    """What stands for a regular expression among phrases: tried only on lines that hold one of `literals`.

    A literal of one or two letters must be a word of its own, others where they have blanks at their edges; without
    literals, or where one has no letters that phrases see, every short line is tried.

    >>> announced(r"page \\d+|pp", ["Page ", "pp"]).anchors
    (b'page ', b' pp ')
    """
    words = [literal(text) for text in literals]
    anchors = tuple(b" " + word + b" " if len(word) < 3 and word.isalnum() else word for word in words)
    return Phrase(pattern, b"", anchors if all(word.strip() for word in words) else ())


def _split(text: str) -> list[str]:
    """`text` as runs of words, `(...)` groups and `...`."""
    parts = [p for p in re.split(r"(\([^()]*\)|\.\.\.)", text.strip()) if p]
    if any(c in p for p in parts if not (p[0] == "(" and p[-1] == ")") for c in "()"):
        raise ValueError(f"{text!r} has a bracket without its partner, or one inside another")
    if sum(p[0] == "(" for p in parts) > MOST_GROUPS:
        raise ValueError(f"{text!r} has more than {MOST_GROUPS} '(...)'; write two phrases")
    if parts.count("...") > 2:
        raise ValueError(f"{text!r} has more than two '...'")
    return parts


def _check_signs(text: str, group: str) -> None:
    """Refuse options of signs alone. Between scripts without blanks one stands for a blank, which is not nothing."""
    signs = [o for o in group[1:-1].split("|") if o.strip() and not literal(o).strip()]
    if signs and (len(signs) > 1 or not _is_unspaced(text)):
        which = f"{' and '.join(map(repr, signs))} as {'an option' if len(signs) == 1 else 'options'}"
        raise ValueError(f"{text!r} has {which}, a sign that phrases do not see: it is always empty")


@cache
def literal(part: str) -> bytes:
    """`part` normalised, with a blank at an edge only where `part` has one, or a sign that is as good as one."""
    if part.isascii() and part.islower() and part.replace(" ", "").isalpha() and "  " not in part:
        return part.encode()  # as most are: nothing of it would change
    raw = normalise(part)
    raw = raw if _is_blank(part[:1]) else raw.removeprefix(b" ")
    return raw if _is_blank(part[-1:]) else raw.removesuffix(b" ")


@cache
def _is_blank(character: str) -> bool:
    return bool(character) and not normalise(character).strip()


def _regex(words: bytes) -> bytes:
    """The regex of words. What stands before them may have left a blank standing: an empty `(...|)`, or `...`."""
    return _BLANK * words.startswith(b" ") + re.escape(words.removeprefix(b" "))


def _words(part: str) -> tuple[bytes, tuple[bytes, ...]]:
    words = literal(part)
    return _regex(words), (words,)


def _group(part: str) -> tuple[bytes, tuple[bytes, ...]]:
    options = _options(part)
    return b"(?:" + b"|".join(_regex(o) for o in options) + b")", options


def _options(part: str) -> tuple[bytes, ...]:
    return tuple(literal(o) for o in sorted(part[1:-1].split("|"), key=len, reverse=True))


def _any(text: str) -> tuple[bytes, tuple[bytes, ...]]:
    return _ANY_LETTERS if _is_unspaced(text) else _BLANK + _ANY_WORDS, (b"",)
