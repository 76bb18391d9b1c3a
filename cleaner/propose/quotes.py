"""Quotation marks that face the wrong way, stand apart from their words or were glued to the next: by pairing.

Only marks whose neighbours leave one reading are touched. A curly mark's neighbours say which way it must face; of
straight marks in one segment the first opens, the second closes and so on, if they are even in number and none is a
measure ("5\\" pipe").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.again import line_places, matches
from cleaner.later import compile_later
from cleaner.literals import starts_of
from cleaner.model import Document, Edit, Span
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import is_sic
from cleaner.propose.passages import is_english
from cleaner.propose.places import segment_at

FACING = "quote-faces-wrong-way"
APART = "quote-space"
APOSTROPHE = "wrong-apostrophe"
UNOPENED = "quote-never-opened"
RULES = (FACING, APART, APOSTROPHE, UNOPENED)

_ELISION = compile_later(r"‘(?=\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|n[’'] )", re.I)
_INSIDE = compile_later(r"[‘`´](?<=[a-z].)(?=(?:s|t|re|ve|ll|d|m)\b)")
#: A mark that opens, behind a plural or a name and before a blank: it stands for the apostrophe of "voters’ minds".
_OWNED = compile_later(r"‘(?<=[A-Za-z]s‘)(?= [a-z])")
_MARKS = '"“”‘´`'
_OPENS_AFTER = frozenset(" \t\u00a0([{—–/-‘'\u2009\u200a")
_STOPS = frozenset(".,!?…;:")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that turn, move or free quotation marks."""
    text = document.text
    if not any(map(text.__contains__, _MARKS)):
        return
    german = "„" in text  # „so“ a German quotation closes
    for rule, message, found in (
        (FACING, "quotation mark faces the wrong way", () if german else line_places(document, _curly, _curly)),
        (APART, "space at a quotation mark", line_places(document, _straight, _straight)),
        (APART, "space at a quotation mark", _glued(document)),
        (APOSTROPHE, "another sign where an apostrophe belongs", _apostrophes(document)),
        (UNOPENED, "the quotation is closed but was never opened", line_places(document, _unopened, _unopened)),
    ):
        for start, end, new, name in found:
            name = name or rule
            if book.selection.has(name, "transcription") and not is_sic(text, end):
                yield Edit(start, end, text[start:end], new, rule=name, group="transcription", message=message)


_Found = Iterator[tuple[int, int, str, str]]


def _apostrophes(document: Document) -> _Found:
    text = document.text
    if "‘" in text or "´" in text or "`" in text:
        for match in matches(_ELISION, document):
            if segment_at(document, match.start()) and not _closed_later(document, match.end()):
                yield match.start(), match.end(), "’", ""
        for match in matches(_OWNED, document):
            if segment_at(document, match.start()):
                yield match.start(), match.end(), "’", ""
        for match in matches(_INSIDE, document):
            span = segment_at(document, match.start())
            if span and (match[0] != "`" or text.count("`", *span) == 1) and is_english(text, *match.span()):
                yield match.start(), match.end(), "’" if match[0] == "‘" else "'", ""


def _starts(text: str, mark: str, spans: Sequence[Span]) -> Iterator[int]:
    """Where `mark` stands in `spans`."""
    return (low + at for low, high in spans for at in starts_of(text[low:high], mark))


def _closed_later(document: Document, start: int) -> bool:
    """Whether a single quotation that opens before `start` is closed in the same segment."""
    span = segment_at(document, start)
    return bool(span and re.search(r"(?<=[\w.,!?])’(?!\w)", document.text[start : span[1]]))


def _curly(document: Document, spans: Sequence[Span]) -> _Found:
    text = document.text
    open_in: tuple[int, int] | None = None
    opened = False
    for at in sorted([*_starts(text, "“", spans), *_starts(text, "”", spans)]):
        span = segment_at(document, at)
        if span is None:
            continue
        if span != open_in:
            open_in, opened = span, False
        low, high = span
        before, after = (text[at - 1] if at > low else " "), (text[at + 1] if at + 1 < high else " ")
        opens, found = _read(text, at, before, after, opened, span)
        opened = opens
        if found:
            yield found


def _read(
    text: str, at: int, before: str, after: str, opened: bool, span: tuple[int, int]
) -> tuple[bool, tuple[int, int, str, str] | None]:
    """(whether a quotation is open after the mark at `at`, the edit that it needs)."""
    mark = text[at]
    loose_left, loose_right = before in _OPENS_AFTER, after.isspace()
    if mark == "“":
        if loose_right and not loose_left and (before in _STOPS or (opened and before.isalnum())):
            return False, (at, at + 1, "”", FACING)  # families.“
        if after in ".,;" and before.isalnum() and opened:
            return False, (at, at + 1, "”", FACING)  # 2017“,
        if (
            loose_right
            and loose_left
            and at + 2 < span[1]
            and (text[at + 2].isupper() or (not opened and text[at + 2].isalnum()))
        ):
            return True, (at + 1, at + 2, "", APART)  # “ deserves
        return True, None
    if loose_left and not loose_right and not opened and after.isalnum():
        return True, (at, at + 1, "“", FACING)  # does—”I’m
    if opened and before == " " and (loose_right or after in _STOPS) and at - 2 > span[0] and text[at - 2] not in " ’":
        return False, (at - 1, at, "", APART)  # word ”
    if opened and before in ".,!?" and after.isalpha():
        return False, (at + 1, at + 1, " ", APART)  # involved,”Joshua
    return False, None


_SAYS = (
    r"(?:said|says|added|adds|told|tells|wrote|writes|tweeted|explained|continued|recalled|noted|argued|warned|replied)"
)
#: A line of one sentence that ends in a comma and a closing mark, before who said it; no mark comes earlier.
_CLOSED = compile_later(
    rf"([A-Z](?:[^“”\"\r\n.?!‘]|\.(?! )){{8,300}}[a-z],)([”\"])"
    rf"(?= (?:{_SAYS}|(?:he|she|they|[A-Z][\w’'-]+(?: [A-Z][\w.’'-]+){{0,3}}) {_SAYS})\b)"
)
_REPORTED = compile_later(r"\b(?:said|says|told|called|asked|that|according|described|saying|wrote|tweeted)\b")


def _unopened(document: Document, spans: Sequence[Span]) -> _Found:
    """Lines that begin with a quotation whose opening mark is missing."""
    text = document.text
    closed = sorted([*_starts(text, ",”", spans), *_starts(text, ',"', spans)])
    quoting = dict.fromkeys(span for at in closed if (span := segment_at(document, at)) and at + 1 < span[1])
    for span in quoting:
        match = _CLOSED.match(text, *span)
        if match is None or _REPORTED.search(match[1]):
            continue
        if match[2] == "”" or text.count('"', *span) % 2:
            yield match.start(), match.start(), "“" if match[2] == "”" else '"', ""


_TWO_MARKS = compile_later(r"\"\"(?<=[A-Za-z][.,?!]\"\")(?=[A-Z])")
_GLUED = compile_later(r"“(?<=[a-z][.,?!]“)(?=[A-Z])")


def _glued(document: Document) -> _Found:
    """Quotations that begin without a space behind the sentence or the quotation before."""
    text = document.text
    if '""' in text and text.count('""') == len(places := [m.start() for m in matches(_TWO_MARKS, document)]):
        yield from ((at + 1, at + 1, " ", "") for at in places if segment_at(document, at))
    for match in matches(_GLUED, document) if "“" in text else ():
        if segment_at(document, match.start()):
            yield match.start(), match.start(), " ", ""


def _straight(document: Document, spans: Sequence[Span]) -> _Found:
    text = document.text
    for low, high in spans:
        at = text.find('"', low, high)
        while at >= 0:
            span = segment_at(document, at)
            if span:
                yield from _pairs(text, *span)
            at = text.find('"', span[1] if span else at + 1, high)


_STRAIGHT = compile_later('"')


def _pairs(text: str, low: int, high: int) -> _Found:
    marks = [m.start() for m in _STRAIGHT.finditer(text, low, high)]
    if len(marks) % 2:
        yield from _odd(text, marks, high)
        return
    if any(text[m - 1].isdigit() for m in marks if m > low) or "=" in text[low:high]:
        return
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        inner = text[first + 1 : last]
        if not inner.strip() or last - first > 2000:
            return
        yield from _opening(text, low, first)
        yield from _closing(text, high, last)


def _odd(text: str, marks: list[int], high: int) -> _Found:
    """Where the marks do not pair up: a mark glued between two sentences closes what the mark before it opened; else it
    opens if the next one plainly closes."""
    for last, at, following in zip([-1, *marks], marks, [*marks[1:], high], strict=False):
        glued = text[at - 1] in ".?!" and text[at + 1 : at + 2].isupper() and text[at - 2].islower()
        if glued and last >= 0 and text[last - 1 : last] in (" ", "\n", "(", "") and text[last + 1].isalnum():
            yield at + 1, at + 1, " ", APART
        elif glued and following < high and text[following - 1] in ".,?!":
            yield at, at, " ", APART


def _opening(text: str, low: int, at: int) -> _Found:
    before = text[at - 1] if at > low else " "
    if text[at + 1] == " " and before in " (—" and text[at + 2].isalnum():
        yield at + 1, at + 2, "", APART
    elif text[at + 1].isalnum() and (before.isalpha() or (before in ".?!" and text[at + 1].isupper())):
        yield at, at, " ", APART


def _closing(text: str, high: int, at: int) -> _Found:
    after = text[at + 1] if at + 1 < high else " "
    if text[at - 1] == " " and (after in " .,;:)?!") and (text[at - 2].isalnum() or text[at - 2] in ".,!?"):
        yield at - 1, at, "", APART
    elif text[at - 1] in ".,!?" and after.isalpha():
        yield at + 1, at + 1, " ", APART
