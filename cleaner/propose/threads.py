"""Readers' comments under an article: a label of the comment section, then posts with a time each, down to the end.

What readers wrote is no furniture that phrases could know, but it has a form: "Comments", then again and again a line
that says who wrote and when. Only under an article does it go; a page that is such posts from its start is a forum, and
its posts are its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from cleaner.later import compile_later, compile_regex_later
from cleaner.model import Document, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.shape import Line
from cleaner.propose.judged import CERTAIN, Judged, is_attribution, line_of, removable

THREAD = "readers-comments"  #: what takes the posts
PROSE = 20  #: words of a paragraph ...
PARAGRAPHS = 3  #: ... of which an article has so many above its comments
LABEL = 10  #: words of a label of the section at most
HEAD = 14  #: words of the head of a post at most
LONGEST = 110  #: its code points
FIRST, LAST = 6, 3  #: the first head stands so near the label, a label so near the end
TOP = 6  #: lines at the top in which an article has its own date
APART = 40  #: lines from one head to the next
MOST = 0.7  #: of the text; more comments than that are what it is about
BIO = 8  #: words of a line about the author

_SECTION = compile_later(r"(?:^|-)(?:comment|discuss)(?:-|$)")
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:de\s)?\d{4}"
    r"|\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])"
)
_TIME = r"\d{1,2}\s?[:.h時时시]\s?\d{2}"
_ONE = r"(?:\d{1,3}|an?|one|eine[mrn]?|un[ae]?|um|uma|en|ett|et|een|одну?|jedn[aąo]|bir)"
_AGO = r"(?:ago|fa|geleden|sedan|siden|sitten|temu|önce|назад|тому|yang lalu|trước)"
_HEAD = compile_regex_later(
    rf"{_DATE}.{{0,20}}?{_TIME}|{_TIME}.{{0,14}}?{_DATE}"
    rf"|(?:^|\W)(?:vor|hace|il y a|há|for|för)\s{_ONE}\s\p{{L}}{{1,12}}\.?(?:\W|$)"
    rf"|(?:^|\W){_ONE}\s\p{{L}}{{1,12}}\.?\s{_AGO}\W*$"
    r"|\d{1,3}\s?(?:秒|分|分钟|分鐘|時間|小时|小時|日|天|か月|ヶ月|시간|분|일)\s?[前전]"
    r"|^[^.!?]{1,40}\s(?:says|wrote|sagt|schreibt|schrieb|meint|dice|dijo|escribió|scrive|disse|escreveu|dit|schreef)\s?:$",
    re.IGNORECASE,
)  # fmt: skip


def mark(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as removed, in `judged`, the label of a comment section and all posts under it."""
    label = next((n for n in sorted(judged) if _is_label(document, judged[n])), None)
    if label is None or not _is_thread(document, judged, label):
        return
    for number in range(label, len(document.segments)):
        found = judged.setdefault(number, Judged(document.segments[number]))
        bio = is_attribution(found, book) and line_of(document, number).words >= BIO
        if found.removed or bio or not removable(found.segment):
            continue
        found.signals = [Signal(THREAD, CERTAIN)]
        found.removed = True


def _is_label(document: Document, found: Judged) -> bool:
    """Whether a rule about comments knows the line, and it is short, below an article."""
    if not any(signal.weight > 0 and _is_section(signal.rule) for signal in found.signals):
        return False
    text = document.text[found.segment.start : found.segment.end]
    return Line(text, found.segment, frozenset()).words <= LABEL


@cache
def _is_section(rule: str) -> bool:
    return _SECTION.search(rule) is not None


def _is_thread(document: Document, judged: dict[int, Judged], label: int) -> bool:
    count, text = len(document.segments), document.text
    size = document.segments[-1].end - document.segments[label].start
    if size > MOST * len(text) or not _is_below_article(document, label):
        return False
    heads = [n for n in range(label + 1, count) if is_head(document, n)]
    if not heads or heads[0] - label > FIRST or any(is_head(document, n) for n in range(TOP, label)):
        return False
    if len(heads) > 1:
        return all(b - a <= APART for a, b in zip(heads, [*heads[1:], count], strict=True))
    return count - label <= APART and _closes(judged, range(count - LAST, count))


def _closes(judged: dict[int, Judged], numbers: Sequence[int]) -> bool:
    """Whether a rule about comments knows one of the lines: the section lasts to the end."""
    return any(_is_section(s.rule) and s.weight > 0 for n in numbers if n in judged for s in judged[n].signals)


def _is_below_article(document: Document, label: int) -> bool:
    lines = (line_of(document, n) for n in range(label))
    prose = (line for line in lines if line.ends_sentence and line.has_words(PROSE))
    return sum(1 for _ in islice(prose, PARAGRAPHS)) == PARAGRAPHS


def is_head(document: Document, number: int) -> bool:
    """Whether the line says when something was posted, and little more.

    >>> from cleaner.segment.text import segment
    >>> text = "Otto, 3.4.2019, 10:12\\n2 hours ago\\nOtto says:\\nOn 3.4.2019 Otto bought the boat and sailed home."
    >>> [is_head(Document(text, segment(text)), n) for n in range(4)]
    [True, True, True, False]
    """
    segment = document.segments[number]
    if segment.end - segment.start > LONGEST:
        return False
    text = document.text[segment.start : segment.end]
    return _HEAD.search(text) is not None and len(text.split()) <= HEAD
