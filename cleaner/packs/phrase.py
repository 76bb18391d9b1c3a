"""The phrase language of packs, and the normalised form in which phrases meet lines.

A phrase is plain words. Case, punctuation, kinds of quote and runs of blanks do not matter, and a number stands for
any number. Two signs mean something: `(a|b|)` is one of several, perhaps nothing, and `...` is up to eight words.

>>> phrase = parse_phrase("(subscribe|sign up) to our (free|) newsletter(s|)")
>>> [bool(phrase.regex("line").search(normalise(x))) for x in ("Sign up to our newsletters!", "Our newsletter")]
[True, False]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleaner.packs.edges import edge_words

#: Characters that mean the same to a phrase, as UTF-8 (the work is done on bytes, where replacing is fastest). First,
#: what points right before a blank is an arrow.
_SAME = (
    [("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ".encode(), b" ")]
    + [
        (group.encode(), plain)
        for plain, groups in (
            (b"'", "\N{LEFT SINGLE QUOTATION MARK} \N{RIGHT SINGLE QUOTATION MARK} \N{MODIFIER LETTER APOSTROPHE}"),
            (b'"', "\N{LEFT DOUBLE QUOTATION MARK} \N{RIGHT DOUBLE QUOTATION MARK} \N{DOUBLE LOW-9 QUOTATION MARK}"),
            # After the pair above: what points right and stands before a letter opens a quotation, in some languages.
            (b'"', "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK} \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"),
            (b" ", "\N{EN DASH} \N{EM DASH} \N{HORIZONTAL ELLIPSIS} \N{BULLET} \N{MIDDLE DOT} \N{RIGHTWARDS ARROW}"),
            (b" ", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"),
            (b" ", "\N{FULLWIDTH COLON} \N{IDEOGRAPHIC COMMA} \N{IDEOGRAPHIC FULL STOP} \N{FULLWIDTH COMMA}"),
            (b" ", "\N{FULLWIDTH LEFT PARENTHESIS} \N{FULLWIDTH RIGHT PARENTHESIS} \N{KATAKANA MIDDLE DOT}"),
            (b" ", "\N{LEFT BLACK LENTICULAR BRACKET} \N{RIGHT BLACK LENTICULAR BRACKET}"),
            (b" ", "\N{BLACK RIGHT-POINTING TRIANGLE}"),
            (b" ", "\N{FULLWIDTH EXCLAMATION MARK} \N{FULLWIDTH QUESTION MARK} \N{INVERTED EXCLAMATION MARK}"),
            (b" ", "\N{INVERTED QUESTION MARK} \N{RIGHTWARDS WHITE ARROW} \N{BLACK RIGHT-POINTING POINTER}"),
            (b" ", "\N{ARABIC COMMA} \N{ARABIC SEMICOLON} \N{ARABIC QUESTION MARK} \N{ARABIC FULL STOP}"),
            (b" ", "\N{DEVANAGARI DANDA} \N{DEVANAGARI DOUBLE DANDA} \N{REFERENCE MARK}"),
            (b" ", "\N{LEFT ANGLE BRACKET} \N{RIGHT ANGLE BRACKET} \N{LEFT DOUBLE ANGLE BRACKET}"),
            (b" ", "\N{RIGHT DOUBLE ANGLE BRACKET} \N{BLACK SQUARE} \N{WHITE SQUARE} \N{BLACK CIRCLE}"),
            (b" ", "\N{BLACK DOWN-POINTING TRIANGLE} \N{BLACK UP-POINTING TRIANGLE} \N{WAVE DASH} \N{BLACK DIAMOND}"),
            (b'"', "\N{LEFT CORNER BRACKET} \N{RIGHT CORNER BRACKET} \N{SINGLE LOW-9 QUOTATION MARK}"),
        )
        for group in groups.split(" ")
    ]
    + [
        ("\N{NO-BREAK SPACE}".encode(), b" "),
        ("\N{IDEOGRAPHIC SPACE}".encode(), b" "),
        ("\N{ZERO WIDTH SPACE}".encode(), b""),
        ("\N{ZERO WIDTH NON-JOINER}".encode(), b""),
        ("\N{SOFT HYPHEN}".encode(), b""),
        ("\N{ZERO WIDTH JOINER}".encode(), b""),
        ("\N{LEFT-TO-RIGHT MARK}".encode(), b""),
        ("\N{RIGHT-TO-LEFT MARK}".encode(), b""),
    ]
)
_KEPT = b"abcdefghijklmnopqrstuvwxyz'\"@&%$\n"
_TABLE = bytes(
    c if c >= 128 or c in _KEPT else ord("0") if 48 <= c <= 57 else c + 32 if 65 <= c <= 90 else 32 for c in range(256)
)
_BLANK = rb"(?: |(?<= ))"  # one blank, or the one that an empty `(...|)` before it left standing
_ANY_WORDS = rb"(?:[^ \n]+ ){0,8}?"
#: Scripts written without blanks between words: a phrase in them may start and end inside a run of letters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
MOST_GROUPS = 12  #: `(...)` in a phrase
_ANY_LETTERS = rb"[^\n]{0,72}?"  # eight words of three characters, in bytes

#: Where the digits of other scripts start: Arabic, Persian, the scripts of India, Thai, Lao, Burmese, Khmer, wide.
_ZEROS = (0x660, 0x6F0, *range(0x966, 0xDE7, 0x80), 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10)


def _fold_table() -> dict[int, str | None]:
    """What letters become beside lower case, so that capitals without accents and loose spelling still match.

    Latin and Greek letters lose their marks (capitals are often set without them: A LIRE AUSSI, LEA TAMBIEN), the
    dotless i is an i (Turkish capital I lowers to either), final sigma is sigma, Russian yo is ye, sharp s is ss;
    Arabic alef and yeh lose their variants and vowel signs; digits of every script are 0; wide letters are plain.
    """
    table: dict[int, str | None] = dict.fromkeys((*range(0x300, 0x370), *range(0x64B, 0x653), 0x640, 0x670))
    for code in (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000), *range(0xFF01, 0xFF5F)):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base != chr(code) and (base.isalpha() or code > 0xFF00):
            table[code] = base
    loose, plain = "ıςё\u0623\u0625\u0622\u0671\u0649\u06cc\u06a9", "iσе\u0627\u0627\u0627\u0627\u064a\u064a\u0643"
    table.update(zip(map(ord, loose), plain, strict=True))
    table[ord("ß")] = "ss"
    digits = (zero + n for zero in _ZEROS for n in range(10))
    return table | dict.fromkeys(digits, "0")


_FOLD = _fold_table()
_FOLDED = re.compile("[" + re.escape("".join(map(chr, sorted(_FOLD)))) + "]+")  # rare enough to beat translating all


def normalise(text: str) -> bytes:
    """`text` as phrases see it: lower case, numbers as 0, punctuation as blanks; each line within blanks.

    Line breaks (\\n only) are kept, so line n of the result is line n of `text`.

    >>> normalise("Read MORE:\\n(5,300) “stories”…")
    b' read more \\n 0 " stories " '
    >>> normalise("À LIRE AUSSI") == normalise("A lire aussi")
    True
    """
    text = text.lower()
    text = text if text.isascii() else _FOLDED.sub(_folded, text)
    raw = (text.replace("\n", " \n ") + " ").encode("utf-8", "replace")
    if not raw.isascii():
        for old, new in _SAME:
            raw = raw.replace(old, new)
    raw = b" " + raw.translate(_TABLE).replace(b'"', b' " ')
    for old, new in ((b"00", b"0"), (b"  ", b" "), (b"0 0", b"0")):
        while old in raw:
            raw = raw.replace(old, new)
    return raw


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLD)


class Phrase(NamedTuple):
    """A compiled phrase: the body of its regex over normalised bytes, and literals of which one must be there."""

    text: str
    body: bytes
    anchors: tuple[bytes, ...]
    first: tuple[bytes, ...] = ()  # every word it can begin with; () where that is not known
    last: tuple[bytes, ...] = ()  # every word it can end with

    def regex(self, match: str) -> re.Pattern[bytes]:
        """The pattern of a line that the phrase fills (`line`), begins (`start`), ends (`end`) or stands in."""
        return _compile(self.body, match)


@cache
def _compile(body: bytes, match: str) -> re.Pattern[bytes]:
    head = rb"\A" if match in ("line", "start") else b""
    tail = rb"\Z" if match in ("line", "end") else b""
    return re.compile(head + b"(?:" + body + b")" + tail)


def parse_phrase(text: str) -> Phrase:
    """The phrase that `text` writes. Raises ValueError with the reason where it is not one.

    >>> parse_phrase("read more about ... here").anchors
    (b' read more about ',)
    >>> parse_phrase("... (a|b)")
    Traceback (most recent call last):
      ...
    ValueError: '... (a|b)' has no word of three letters that must be there
    """
    if not text.strip():
        raise ValueError("an empty phrase")
    parts = _split(text)
    edge = [b" ?" if _UNSPACED.search(text if p == "..." else p) else _BLANK for p in (parts[0], parts[-1])]
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
    spaced = not _UNSPACED.search(text)
    first, last = (edge_words(parts, literal, end) if spaced else () for end in (False, True))
    return Phrase(text, body + edge[-1], best, first, last)


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


def literal(part: str) -> bytes:
    """`part` normalised, with a blank at an edge only where `part` has one, or a sign that is as good as one."""
    raw = normalise(part)
    raw = raw if _is_blank(part[:1]) else raw.removeprefix(b" ")
    return raw if _is_blank(part[-1:]) else raw.removesuffix(b" ")


def _is_blank(character: str) -> bool:
    return bool(character) and not normalise(character).strip()


def _regex(words: bytes) -> bytes:
    return re.escape(words).replace(rb"\ ", _BLANK)


def _words(part: str) -> tuple[bytes, tuple[bytes, ...]]:
    words = literal(part)
    return _regex(words), (words,)


def _group(part: str) -> tuple[bytes, tuple[bytes, ...]]:
    options = tuple(literal(o) for o in sorted(part[1:-1].split("|"), key=len, reverse=True))
    return b"(?:" + b"|".join(_regex(o) for o in options) + b")", options


def _any(text: str) -> tuple[bytes, tuple[bytes, ...]]:
    return _ANY_LETTERS if _UNSPACED.search(text) else _BLANK + _ANY_WORDS, (b"",)
