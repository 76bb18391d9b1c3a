"""Blanks before punctuation and inside parentheses: "perspective . If", "( which"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.again import count_of, matches
from cleaner.later import compile_later
from cleaner.model import Document
from cleaner.propose.beside import line_around
from cleaner.propose.passages import is_english
from cleaner.propose.signs import at_signs

_MANY = 10  #: a text in which so many ...
_SHARE = 0.3  #: ... and this share of all commas stand apart was cut into tokens: its spaces are left alone
_SENTENCE = 8  #: a line of fewer words may be code
_STRAY = compile_later(
    r"(?<=[^\W_]|[”\"%)])([ \u00a0]+)"
    r"(?:[,;](?=[\s”\"’'])|\.(?=[”\"]?(?:\s+[A-Z“\"‘]|\s*$))|[?!](?=[”\"]?(?:\s|$))|:(?=\s[“\"A-Z]|$))",
    re.M,
)
_STRAY_MARK = compile_later("[,;:.?!](?<=[ \u00a0].)")
_CODE = compile_later(r"[{}]| [=<>]=? | ; .*\+\+")
#: The parenthesis first, for there are fewer of them than of letters and blanks.
_OPENING = compile_later(r"\((?<![:;=\-8xX]\()( +)(?=[A-Za-z])")
_CLOSING = compile_later(r"\)(?<= \))(?=[\s.,;]|$)", re.M)


def strays(document: Document) -> Iterator[tuple[int, int, str]]:
    """(start, end, "") of each blank that stands wrong."""
    text = document.text
    blanks = [_blanks_before(text, mark.start()) for mark in at_signs(_STRAY_MARK, document)]
    parens = "( " in text or " )" in text
    if not blanks and not parens:
        return
    if count_of(" ,", document) > max(_MANY, _SHARE * count_of(",", document)):
        return
    for match in filter(None, (_STRAY.match(text, at) for at in blanks)):
        if _is_mark(text, match.end(1)) or _parts(text, match.end(1)) or _is_code(text, match.end(1)):
            continue
        if is_english(text, *match.span()):
            yield match.start(1), match.end(1), ""
    for start, end in _in_parentheses(document) if parens else ():
        if is_english(text, start, end) and _balanced(text, start) and not _is_code(text, start):
            yield start, end, ""


def _in_parentheses(document: Document) -> Iterator[tuple[int, int]]:
    """The blanks after an opening and before a closing parenthesis, where these stand at words."""
    text = document.text
    for match in matches(_OPENING, document):
        yield match.span(1)
    for match in matches(_CLOSING, document):
        start = match.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and ((text[start - 1].isascii() and text[start - 1].isalpha()) or text[start - 1] in ".,"):
            yield start, match.start()


def _blanks_before(text: str, at: int) -> int:
    while at and text[at - 1] in " \u00a0":
        at -= 1
    return at


def _is_mark(text: str, at: int) -> bool:
    """Whether the punctuation is part of something else: " ..", " .5", " ?!" in a row, an emoticon."""
    return text[at + 1 : at + 2] in tuple(".)(-,?!")


def _parts(text: str, at: int) -> bool:
    """Whether the sign parts a row of labels ("Set up : Run : Tidy") or opens a comment in a line of code."""
    if text[at] not in ":;":
        return False
    low, high = line_around(text, at)
    if text[at] == ":":
        return text.count(" : ", low, high) > 1
    short = text.count(" ", low, high) < _SENTENCE or "`" in text[low:high]
    return short and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isupper()


def _is_code(text: str, at: int) -> bool:
    """Whether the line is one of a program or a formula: "x , y = 1 , 2", "if ( x ) { y ; }"."""
    return _CODE.search(text, *line_around(text, at)) is not None


def _balanced(text: str, at: int) -> bool:
    """Whether the line's parentheses pair up, so that none is part of an emoticon."""
    low, high = line_around(text, at)
    line = text[low:high]
    return line.count("(") == line.count(")")
