"""What is left at the edges of an article once its boilerplate is known: separators, and headlines of other stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.shape import Line
from cleaner.propose.judged import Judged, is_attribution, line_of, removable

SEPARATOR = "separator-left-over"  #: the rule that takes what parted the text from what is gone
HEADLINES = "headlines-last"  #: the rule that takes headlines of other stories after the last paragraph
PROSE = 25  #: a paragraph has so many words and ends as a sentence does
PARAGRAPHS = 4  #: an article of fewer paragraphs may be a list itself
LEAST = 2  #: headlines in a row; one alone may be a caption or a title of the next part
MOST = 8  #: more are a list of the article's own
HEADLINE = {"words": "5-20", "case": "title", "lacks": ["url", "email", "phone", "time", "handle", "year", "full-stop"]}

#: What only parts a text. Pictures (emoji) say something.
_SEPARATOR = compile_later("(?:[^\\w{}()<>;\u200b-\u200f\ufe0f\U0001f000-\U0001ffff]|_)+")
_NO_HEADLINE = compile_later(r"\d{5}|^\s*(?:[-*•·–—]|\d+[.)])\s")


def mark(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as removed, in `judged`, what the rules of this module take."""
    if book.selection.has(HEADLINES, "boilerplate"):
        _mark_headlines(document, judged, book)
    if book.selection.has(SEPARATOR, "boilerplate"):
        last = len(document.segments) - 1
        _mark_separators(document, judged, range(last, -1, -1), lambda found: is_attribution(found, book))
        _mark_separators(document, judged, range(last + 1), lambda found: False)
        _mark_footer_separators(document, judged, book)
        _mark_doubled_separators(document, judged)


def _mark_headlines(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Headlines are the last thing after an article's paragraphs: links whose heading is gone or was never there."""
    if len(document.segments) < LEAST + PARAGRAPHS:
        return
    run: list[int] = []
    for number in range(len(document.segments) - 1, -1, -1):
        found = _found(document, judged, number)
        if _is_headline(document, found):
            run.append(number)
        elif not found.removed and (run or not is_attribution(found, book)):
            break
    if not LEAST <= len(run) <= MOST or not _is_prose(document, number):
        return
    if sum(_is_prose(document, n) for n in range(number + 1)) >= PARAGRAPHS:
        for n in run:
            _remove(judged, n, _found(document, judged, n), Signal(HEADLINES, 4.0))


def _is_headline(document: Document, found: Judged) -> bool:
    if found.removed or not removable(found.segment):
        return False
    text = document.text[found.segment.outer_start : found.segment.end]
    asks = text.rstrip().endswith("?")
    line = Line(text, found.segment, frozenset())
    return (asks or not line.ends_sentence) and line.fits(HEADLINE) and not _NO_HEADLINE.search(text)


def _is_prose(document: Document, number: int) -> bool:
    line = line_of(document, number)
    return line.ends_sentence and line.has_words(PROSE)


def _mark_separators(
    document: Document, judged: dict[int, Judged], order: Iterable[int], past: Callable[[Judged], bool]
) -> None:
    """Separators at the very end, or before what is left at the start, part nothing."""
    for number in order:
        found = _found(document, judged, number)
        separator = _is_separator(document, found)
        if not (found.removed or separator or past(found)):
            break
        if separator and not found.removed:
            _remove(judged, number, found, Signal(SEPARATOR, 0.0))


def _mark_footer_separators(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """A separator between boilerplate and a byline, a bio or a credit: what it parted from the text is gone."""
    for number in [n + 1 for n, found in judged.items() if found.removed and n + 2 < len(document.segments)]:
        found, below = _found(document, judged, number), _found(document, judged, number + 1)
        if not found.removed and _is_separator(document, found) and is_attribution(below, book):
            _remove(judged, number, found, Signal(SEPARATOR, 0.0))


def _mark_doubled_separators(document: Document, judged: dict[int, Judged]) -> None:
    """Two separators alike, and what stood between them is gone: the second parts nothing."""
    gone = {n for n, found in judged.items() if found.removed}
    for first in sorted(n for n in gone if n and n - 1 not in gone):
        after = next(n for n in count(first) if n not in gone)
        if after == len(document.segments):
            return
        before, found = _found(document, judged, first - 1), _found(document, judged, after)
        if _is_separator(document, before) and _text(document, before) == _text(document, found):
            _remove(judged, after, found, Signal(SEPARATOR, 0.0))


def _is_separator(document: Document, found: Judged) -> bool:
    if not removable(found.segment) or _text(document, found)[:1].isalnum():
        return False
    return bool(_SEPARATOR.fullmatch(_text(document, found)))


def _text(document: Document, found: Judged) -> str:
    return document.text[found.segment.start : found.segment.end]


def _found(document: Document, judged: dict[int, Judged], number: int) -> Judged:
    return judged.get(number) or Judged(document.segments[number])


def _remove(judged: dict[int, Judged], number: int, found: Judged, signal: Signal) -> None:
    found.signals.insert(0, signal)
    found.removed = True
    judged[number] = found
