"""What stays although rules know its words: somebody's prompt, cited in a sentence about it.

>>> from cleaner import clean
>>> text = "Ask them to pass it on. End each issue with “Forwarded this email? Subscribe to our newsletter here.”"
>>> clean(f"Letters are read by many.\\n\\n{text}\\n\\nKeep them short.\\n").changed
False
"""

from __future__ import annotations

from cleaner.later import compile_later
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.shape import Line
from cleaner.propose.judged import Judged
from cleaner.propose.lines import fits_one, speaking_of, told_lines
from cleaner.propose.spared import ANNOUNCES, keep

CITED = "cited"  #: what a line that cites a prompt is told by in the log and in `explain`

_QUOTATION = compile_later('“[^“”\\n]{12,}”|"[^"\\n]{12,}"|„[^“”\\n]{12,}[“”]|«[^«»\\n]{12,}»')
_OPENING = '“"„«'  #: one of these is in every quotation


def spare_cited(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as kept, in `judged`, lines of which rules know only what stands in quotation marks in a sentence."""
    told = told_lines(document, book)
    for number, found in judged.items():
        if found.removed and number in told:
            segment = document.segments[number]
            text = document.text[segment.start : segment.end]
            quotations = _QUOTATION.findall(text) if any(mark in text for mark in _OPENING) else []
            rest = _QUOTATION.sub(" ", text) if quotations else ""
            if not Line(rest, segment, frozenset()).has_words(ANNOUNCES):
                continue
            speaking = speaking_of(told[number], book)
            knows = [fits_one(document, speaking, piece) for piece in (rest, *quotations)]
            if any(knows) and not knows[0]:
                keep(found, CITED)
