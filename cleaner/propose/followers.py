"""The lines under a block's opening line that belong to it: the links under "Read more", the form under "Subscribe"."""

from __future__ import annotations

from functools import cache
from typing import cast

from cleaner.later import compile_later
from cleaner.model import Document
from cleaner.packs.phrase import normalise, parse_phrase
from cleaner.packs.rule import Rule
from cleaner.packs.shape import Line
from cleaner.propose.judged import SENTENCE, line_of, removable
from cleaner.propose.remains import PROSE

_phrase = cache(parse_phrase)
_ITEM = compile_later(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s")


def followers(document: Document, opener: int, rule: Rule) -> list[int]:
    """The segments under a block's opening line that belong to it, up to the last that ends it."""
    found: list[int] = []
    ended = 0
    itemised = False
    takes_headlines = not rule.until and "has" not in (rule.follow or {})
    if takes_headlines and not _follows_prose(document, opener):
        return found
    for number in range(opener + 1, min(len(document.segments), opener + 1 + rule.most)):
        segment = document.segments[number]
        text = document.text[segment.start : segment.end]
        if not removable(segment) or not Line(text, segment, frozenset()).fits(rule.follow or {}):
            break
        if takes_headlines and "unlinked" in segment.marks:  # the page says that it is no headline
            break
        is_item = bool(_ITEM.match(document.text, segment.outer_start, segment.end))
        if itemised and not is_item:  # below a list stands a heading or a caption
            break
        itemised = is_item
        found.append(number)
        if any(_phrase(last).fits(normalise(text), "line") for last in rule.until):
            ended = len(found)
    return found[:ended] if rule.until else found


def _follows_prose(document: Document, number: int) -> bool:
    """Whether a paragraph or two sentences stand before segment `number`: above them, a title looks like a link."""
    if "first prose" not in document.facts:
        seen, first = 0, len(document.segments)
        for n in range(len(document.segments)):
            line = line_of(document, n)
            if line.ends_sentence and line.has_words(SENTENCE):
                seen += 2 if line.has_words(PROSE) else 1
            if seen >= 2:
                first = n
                break
        document.facts["first prose"] = first
    return cast(int, document.facts["first prose"]) < number
