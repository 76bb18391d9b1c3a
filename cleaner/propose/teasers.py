"""What stands under a heading of other stories, down to the end: their headlines, captions and first sentences.

A block takes the headlines under its heading and stops at the first sentence. Many sites print a sentence of each story
as well. Where such a heading is gone, and everything from there to the end of the text is short and in good part no
sentence, none of it belongs to the article. Unless rules for content know a line of it: works cited, for instance.
"""

from __future__ import annotations

from itertools import islice

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.shape import Line
from cleaner.propose.judged import CERTAIN, Judged, is_attribution, line_of, removable

TEASERS = "teasers-last"  #: the name of this finding
PARAGRAPHS = 4  #: sentences that an article has above the heading, at least
LONGEST = 32  #: words of a teaser; a longer line is a paragraph
SENTENCE = 9  #: words of a sentence that counts
LEAST = 3  #: lines under the heading
MOST = 24  #: more are a part of the text
BROKEN = 0.4  #: the share of them that is no sentence, at least

_ITEM = compile_later(r"\s*(?:[-*+•·–]|\d{1,2}[.)])\s")


def mark(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as removed, in `judged`, the lines from a heading of other stories to the end."""
    headings = [n for n, found in sorted(judged.items()) if found.removed and _is_heading(found, book)]
    count = len(document.segments)
    for number in (n for n in headings if count - 1 - n <= MOST):
        rest = [line_of(document, n) for n in range(number + 1, count)]
        if any(_is_content(judged[n], book) for n in range(number + 1, count) if n in judged):
            continue
        if _are_teasers(rest) and _stands_under_text(document, number):
            for n in range(number + 1, len(document.segments)):
                found = judged.get(n) or Judged(document.segments[n])
                if not found.removed and removable(found.segment) and not is_attribution(found, book):
                    found.signals.insert(0, Signal(TEASERS, CERTAIN - 2))
                    found.removed = True
                    judged[n] = found
            return


def _is_heading(found: Judged, book: RuleBook) -> bool:
    rules = (book.get(signal.rule) for signal in found.signals)
    return found.certain and any(r is not None and r.kind == "block" and not r.until for r in rules)


def _is_content(found: Judged, book: RuleBook) -> bool:
    rules = (book.get(signal.rule) for signal in found.signals)
    return any(rule is not None and rule.kind == "block" and rule.weight < 0 for rule in rules)


def _are_teasers(lines: list[Line]) -> bool:
    """Whether none of `lines` is a paragraph, enough of them are headlines, and they are no list of the text's own."""
    if len(lines) < LEAST or any(line.words > LONGEST for line in lines):
        return False
    if sum(bool(_ITEM.match(line.text)) for line in lines) * 2 > len(lines):
        return False
    return sum(not line.ends_sentence for line in lines) >= BROKEN * len(lines)


def _stands_under_text(document: Document, number: int) -> bool:
    above = (line_of(document, n) for n in range(number))
    told = (line for line in above if line.ends_sentence and line.has_words(SENTENCE))
    return sum(1 for _ in islice(told, PARAGRAPHS)) == PARAGRAPHS
