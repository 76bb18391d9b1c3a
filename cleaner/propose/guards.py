"""What keeps slips apart from names, codes and quotations: what a word is part of, where its capital comes from."""

from __future__ import annotations

import re
from collections.abc import Container

from cleaner.later import compile_later
from cleaner.words import is_word

#: A word glued to one of these is part of a name, path, address or markup.
_GLUED = frozenset("0123456789_@#/\\=&%$^~<>{}|`+–\ufffd\u00ad\u200b\u200c\u200d\u2060\ufeff")
_GLUED_BEFORE, _GLUED_AFTER = _GLUED | {"]", ")"}, _GLUED | {"["}  # (s)omeone
_APOSTROPHES = ("'", "’")
_EMPHASIS = compile_later(r"\w[*_]{1,3}$")
_INNER = frozenset(".:'’")
_QUOTES = ('"', "'", "“", "”", "‘", "’", "*", "_", "`")
_RUN = compile_later(r"[^\s()\[\]<>“”\",;!]{0,200}$"), compile_later(r"[^\s()\[\]<>“”\",;!]{0,200}")
HYPHENED = 6  #: letters; shorter parts of hyphened words are left alone
_JOINED = compile_later(r"(?<![\w-])(\w+)-$"), compile_later(r"-(\w+)(?![\w-])")
_POSSESSIVE = compile_later(r"[’']s(?!\w)")
_ADDRESS = compile_later(r"[@#/\\_=]|\w[.:]\w|\d")
_SIC = compile_later(r"[\[(]\s?sic\b", re.I)
_TITLE = compile_later(r"(?<![\w.])[A-Z][a-z]{0,4}\.$")  # Mr., Sen., an initial
_SPELLING = compile_later(r"\bmis-?spel|\bspelling|\bspell(?:ed|s)?\b|\bspelt\b|\btypos?\b|\bautocorrect", re.I)
_COMMAND = compile_later(
    r" && |^\s*\$ [a-z]| -m [\"']|(?:Error|Exception|Warning): |^\s*(?:ERR|WARN|FATAL)"
    r"|(?<![^ \t\]|])(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE)[ \t\]:|]",
    re.M,
)
NEAR = 120  #: code points around a word that may say what it is
#: What may stand before the first word of a line: markers of lists and headings, numbers, quotation marks.
_MARKERS = compile_later(r"[\s\-*+>#\[(_\"“'‘•\d.)]*")
#: A name in code: what a call takes, what is called, what is set.
_TAKEN = compile_later(r"\w\($"), compile_later(r"[),=]")
_CALLED = compile_later(r"\((?!s\)|es\)|ed\))[^\s()]{0,200}[\"'._=\[{*&)]|[ \t]*=(?![=>])[ \t]*[\w\"'\[{]")
_LATIN = compile_later(r"(?:us|um|ae|tur|[oa]rum|ibus)$")
_BESIDE = compile_later(r"([A-Za-z]+) $"), compile_later(r" ([A-Za-z]+)")


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands free as a word: not part of a name, path, address, code or marked quotation.

    >>> [is_plain(t, t.index("teh"), t.index("teh") + 3) for t in ("see teh", "@teh", "b.teh", "teh [sic]", "x/y?teh")]
    [True, False, False, False, False]
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after in _APOSTROPHES and text[end - 2 : end] == "in":
        return False  # speakin'
    emphasis = before == after and before in ("_", "*")
    if not emphasis and ((before and before in _GLUED_BEFORE) or (after and after in _GLUED_AFTER)):
        return False
    if _EMPHASIS.search(text, max(0, start - 4), start):
        return False  # **A**ssignment
    if _in_tag(text, start, end):
        return False
    if (before in _INNER and text[start - 2 : start - 1].isalnum()) or (
        after in _INNER and text[end + 1 : end + 2].isalnum() and not _POSSESSIVE.match(text, end)
    ):
        return False
    left, right = _RUN[0].search(text, max(0, start - 200), start), _RUN[1].match(text, end)
    run = (left[0].lstrip("_*") if left else "") + "x" + (right[0].rstrip("_*") if right else "")
    if _ADDRESS.search(run) or run.count("-") > 2:
        return False
    if before == "-" and is_word((left[0] if left else "").rstrip("-").lower() + text[start:end].lower()):
        return False  # pre-empted
    return not is_sic(text, end)


def _in_tag(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is part of a tag: between < and >, with no blank line between."""
    low = max(0, start - 300)
    opened = text.rfind("<", low, start)
    if opened < 0 or opened < text.rfind(">", low, start) or "\n\n" in text[opened:start]:
        return False
    return ">" in text[end : end + 300].partition("\n\n")[0]


def is_compound(text: str, start: int, end: int) -> bool:
    """Whether the word is long, and what a hyphen joins it to is a word too: "object-orieted".

    >>> is_compound("an object-orieted one", 10, 17), is_compound("a go-betwen", 5, 11)
    (True, False)
    """
    before, after = _JOINED[0].search(text, max(0, start - 40), start), _JOINED[1].match(text, end)
    beside = [m[1] for m in (before, after) if m]
    return end - start >= HYPHENED and bool(beside) and all(len(w) > 2 and is_word(w.lower()) for w in beside)


def is_sic(text: str, end: int) -> bool:
    """Whether a "[sic]" shortly after `end` says that the words are meant to stand as they do."""
    return _SIC.search(text, end, end + 30) is not None


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether the word is all that its line or list item holds.

    >>> is_alone("* teh", 2, 5), is_alone("* teh cat", 2, 5)
    (True, False)
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[low:start] + (text[end:high] if high >= 0 else text[end:])
    return not any(map(str.isalnum, rest))


def starts_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` is due to its place: at the start of a line, sentence or quotation.

    >>> [starts_sentence(t, t.index("Teh")) for t in ("Teh end", "Be so. Teh end", "the Teh end", "“Teh", "Dr. Teh")]
    [True, True, False, True, False]
    """
    head = text[max(0, start - 12) : start]
    if (start <= 12 or "\n" in head) and _MARKERS.fullmatch(head, head.rfind("\n") + 1):
        return True
    before = head.rstrip(" \"'“‘(*_[")
    if before and before[-1] == "." and _TITLE.search(before):
        return False
    return not before or before[-1] in ".!?\r\n:•"


def before_capital(text: str, end: int) -> bool:
    """Whether the next word has a capital, as the last name after a first name has."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def is_title_word(text: str, start: int, end: int, known: Container[str] = ()) -> bool:
    """Whether the capital at `start` is a title's: everyday words with capitals stand beside, or “the”, and no name.

    `known` are words that count as everyday ones too (typos that a dictionary has).

    >>> [is_title_word(t, 6, 10) for t in ("State Deps said", "Stan  Deps said", "Brian Deps said", "like  Deps Jones")]
    [True, False, False, False]
    """
    before, after = _BESIDE[0].search(text, max(0, start - 40), start), _BESIDE[1].match(text, end)
    beside = [m[1].lower() for m in (before, after) if m and m[1][0].isupper()]
    usual = [w for w in beside if is_word(w) or w in known]
    return len(usual) == len(beside) and bool(usual or (before and before[1] == "the"))


def is_sentence_word(text: str, start: int, end: int) -> bool:
    """Whether the capital at `start` is the sentence's, and no capital follows as it would in a name.

    >>> [is_sentence_word(t, 0, 4) for t in ("Thar she was", "Thar Olsen was")]
    [True, False]
    """
    return starts_sentence(text, start) and not before_capital(text, end)


def is_quoted_alone(text: str, start: int, end: int) -> bool:
    """Whether the word stands alone in quotation marks, as coinages and words that are talked about do.

    >>> is_quoted_alone("my “quarantini” with", 4, 14), is_quoted_alone("“my quarantini”", 4, 14)
    (True, False)
    """
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 2].lstrip(",.;!?")[:1] in _QUOTES


def is_in_quotes(text: str, start: int, end: int) -> bool:
    """Whether the word stands alone between double quotation marks, as words are cited. Emphasis cites nothing.

    >>> [is_in_quotes(t, 5, 12) for t in ("saw “recieve” here", "did *recieve* it", "two “recieve it” so")]
    [True, False, False]
    """
    return text[start - 1 : start] in tuple('"“„') and text[end : end + 1] in tuple('"”“')


def is_in_code(text: str, start: int, end: int) -> bool:
    """Whether the word is a name in code here: called, given to a call, or set.

    >>> [is_in_code(t, t.index("teh"), t.index("teh") + 3) for t in ("f(teh)", "teh(1)", "teh = 1", "so (teh) end")]
    [True, True, True, False]
    """
    taken = _TAKEN[0].search(text, max(0, start - 2), start) and _TAKEN[1].match(text, end)
    return bool(taken or _CALLED.match(text, end))


def is_latin(text: str, start: int, end: int) -> bool:
    """Whether the word and one beside it end as Latin words do.

    >>> is_latin("the locus classicus of it", 10, 19), is_latin("a ridiculus thing", 2, 11)
    (True, False)
    """
    before, after = _BESIDE[0].search(text, max(0, start - 40), start), _BESIDE[1].match(text, end)
    if not _LATIN.search(text, start, end):
        return False
    return any(m is not None and _LATIN.search(m[1]) is not None for m in (before, after))


def is_talked_about(text: str, start: int, end: int) -> bool:
    """Whether the line is about spelling, a command or a program’s message, so that its words are meant to stand.

    >>> is_talked_about("The word teh is often misspelled.", 9, 12), is_talked_about("Then teh end came.", 5, 8)
    (True, False)
    >>> is_talked_about('git commit -m "teh end" && git push', 15, 18)
    True
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    low, high = max(low, start - NEAR), min(high if high >= 0 else len(text), end + NEAR)
    return _SPELLING.search(text, low, high) is not None or _COMMAND.search(text, low, high) is not None


def follows_title(text: str, start: int) -> bool:
    """Whether the word at `start` is the name of somebody: after “Mr.”, “Dr.”, “Sen.” or a first name's initial.

    >>> follows_title("met Mr. Seperate", 8), follows_title("It is so. Seperate", 10)
    (True, False)
    """
    return text[start - 2 : start] == ". " and _TITLE.search(text, max(0, start - 8), start - 1) is not None
