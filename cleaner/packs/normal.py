"""The normalised form in which phrases meet lines.

Most of a text is ASCII, and the work is done on its bytes. Of the other characters only those are looked after that the
text has and that mean something else: each is replaced everywhere at once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cleaner.later import compile_later

#: Characters that mean the same to a phrase.
_SAME = {
    character: plain
    for plain, characters in (
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
        (b" ", "\N{NO-BREAK SPACE}"),
        (b" ", "\N{IDEOGRAPHIC SPACE}"),
        (b"", "\N{ZERO WIDTH SPACE}"),
        (b"", "\N{ZERO WIDTH NON-JOINER}"),
        (b"", "\N{SOFT HYPHEN}"),
        (b"", "\N{ZERO WIDTH JOINER}"),
        (b"", "\N{LEFT-TO-RIGHT MARK}"),
        (b"", "\N{RIGHT-TO-LEFT MARK}"),
    )
    for character in characters.replace(" ", "")
}
#: What points right before a blank is an arrow; before a letter it opens a quotation, in some languages.
_ARROW = "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_ASCII = bytes(range(128))
FEW = 8  #: up to so many kinds of character above ASCII, each is replaced everywhere at once, ...
RARE = 0.05  #: ... of more, up to this share of bytes, runs are looked up one by one
_RUN = compile_later(rb"[\x80-\xff]+ ?")
MOST = 24  #: kinds of letter that are replaced one by one; with more, the whole text is looked through
_BLANKS = compile_later(rb"  +")
_NUMBER = compile_later(rb"0[0 ]*0")
_KEPT = b"abcdefghijklmnopqrstuvwxyz'\"@&%$\n"
_TABLE = bytes(
    c if c >= 128 or c in _KEPT else ord("0") if 48 <= c <= 57 else c + 32 if 65 <= c <= 90 else 32 for c in range(256)
)
#: Where the digits of other scripts start: Arabic, Persian, the scripts of India, Thai, Lao, Burmese, Khmer, wide.
_ZEROS = (0x660, 0x6F0, *range(0x966, 0xDE7, 0x80), 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10)


_LOOSE = {"ß": "ss"} | dict(
    zip("ıςё\u0623\u0625\u0622\u0671\u0649\u06cc\u06a9", "iσе\u0627\u0627\u0627\u0627\u064a\u064a\u0643", strict=True)
)
_MARKS = (range(0x300, 0x370), range(0x64B, 0x653), range(0x640, 0x641), range(0x670, 0x671))
_MARKED = (range(0xC0, 0x250), range(0x370, 0x400), range(0x1E00, 0x2000), range(0xFF01, 0xFF5F))
_DIGITS = tuple(range(zero, zero + 10) for zero in _ZEROS)


def _base(letter: str) -> str:
    """What a small letter becomes, so that capitals without accents and loose spelling still match.

    Latin and Greek letters lose their marks (capitals are often set without them: A LIRE AUSSI, LEA TAMBIEN), the
    dotless i is an i (Turkish capital I lowers to either), final sigma is sigma, Russian yo is ye, sharp s is ss;
    Arabic alef and yeh lose their variants and vowel signs; digits of every script are 0; wide letters are plain.
    """
    code = ord(letter)
    if letter in _LOOSE:
        return _LOOSE[letter]
    if any(code in digits for digits in _DIGITS):
        return "0"
    if any(code in marks for marks in _MARKS):
        return ""
    if any(code in marked for marked in _MARKED):
        base = unicodedata.normalize("NFKD", letter)[0].lower()
        return base if base.isalpha() or code > 0xFF00 else letter
    return letter


@cache
def _fold_table() -> dict[int, str]:
    """All that `fold` makes another of."""
    spans = (*_MARKS, *_MARKED, *_DIGITS, map(ord, _LOOSE))
    return {code: plain for span in spans for code in span if (plain := _base(chr(code))) != chr(code)}


def normalise(text: str) -> bytes:
    """`text` as phrases see it: lower case, numbers as 0, punctuation as blanks; each line within blanks.

    Line breaks (\\n only) are kept, so line n of the result is line n of `text`.

    >>> normalise("Read MORE:\\n(5,300) “stories”…")
    b' read more \\n 0 " stories " '
    >>> normalise("À LIRE AUSSI") == normalise("A lire aussi")
    True
    """
    raw = text.encode("utf-8", "replace").replace(b"\n", b" \n ") + b" "
    if not raw.isascii():
        raw = _plain(raw, text)
    raw = b" " + raw.translate(_TABLE)
    if b'"' in raw:
        raw = raw.replace(b'"', b' " ')
    return _NUMBER.sub(b"0", _BLANKS.sub(b" ", raw))


def above_ascii(text: str) -> str:
    """The characters above ASCII that stand in `text`, each once, in any order.

    >>> sorted(above_ascii("“Café” or “cafe”"))
    ['é', '“', '”']
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(rest.decode("utf-8", "surrogatepass")))


def may_be_unspaced(text: str) -> bool:
    """Whether a script without blanks between words may be in `text`. What tells for sure takes long to compile.

    >>> may_be_unspaced("“Café” – кафе"), may_be_unspaced("今日")
    (False, True)
    """
    return not text.isascii() and any("\u0e00" <= letter < "\u1800" or letter > "\u3000" for letter in text)


class _Runs(dict[bytes, bytes]):
    """What runs of characters above ASCII become, each with the blank that may follow; found out once each."""

    def __missing__(self, run: bytes) -> bytes:
        plain = "".join(map(fold, run.decode())).replace(f"{_ARROW} ", " ")
        self[run] = found = b"".join(_SAME.get(letter, letter.encode()) for letter in plain)
        return found


def _plain(raw: bytes, text: str) -> bytes:
    """`raw`, which is `text` as UTF-8, with what stands for each character above ASCII that stands for another."""
    above = raw.translate(None, _ASCII)
    there = set(above.decode())
    if len(there) > FEW and len(above) < RARE * len(raw):
        runs = _Runs()
        return _RUN.sub(lambda found: runs[found[0]], raw)
    folded = [(letter, plain) for letter in there if (plain := fold(letter)) != letter]
    chained = {letter for letter, _ in folded} & {other for _, plain in folded for other in plain}
    if len(folded) <= MOST and not chained:
        for letter, plain in folded:
            raw = raw.replace(letter.encode(), plain.encode())
    else:
        raw = (_folded().sub(_fold_found, text.lower()).replace("\n", " \n ") + " ").encode("utf-8", "replace")
    if _ARROW in there:
        raw = raw.replace(f"{_ARROW} ".encode(), b" ")
    for letter in there.union("".join(plain for _, plain in folded)) & _SAME.keys():
        raw = raw.replace(letter.encode(), _SAME[letter])
    return raw


@cache
def fold(letter: str) -> str:
    """What a letter becomes beside lower case, or itself.

    >>> fold("É"), fold("Я"), fold("\N{COMBINING ACUTE ACCENT}"), fold("€")
    ('e', 'я', '', '€')
    """
    return "".join(map(_base, letter.lower()))


@cache
def _folded() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(map(chr, sorted(_fold_table())))) + "]+")  # rare: beats translating all


def _fold_found(found: re.Match[str]) -> str:
    return found[0].translate(_fold_table())
