"""Prompts in a paragraph of the article: what stands beside them stays.

A phrase that may stand anywhere in a line says nothing about the sentences beside the one it stands in. Where every
sentence that rules know is a prompt that goes by itself (sentences.py), and the others are plain prose, the line stays
and only the prompts go. Otherwise what stands before the first prompt stays: what stands behind it mostly goes on with
it, as the teaser under a label does and the small print of a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, takewhile

from cleaner.later import compile_later
from cleaner.model import Document, Segment
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.packs.shape import Line
from cleaner.propose.judged import Judged
from cleaner.propose.lines import Told, fits_one, speaking_of, told_lines
from cleaner.propose.sentences import sentences_of
from cleaner.propose.spared import keep
from cleaner.words import count

PARAGRAPH = "paragraph-of-the-text"  #: what a line of prose is told by in the log and in `explain`
SHORTEST, MEAN = 4, 6  #: words of a sentence that tells something, and in the mean of several
SHARED, RARE = 2, 50_000_000  #: words, counted less often than that in print, that must stand around it too, ...
AROUND = 5_000  #: ... so many code points to either side: in a text of many articles the others do not count
_FROM_START = ("line", "start")  #: phrases that claim a line from its beginning
#: A sentence that speaks of the reader or of those who publish is a part of the prompt, unless somebody says it.
IMPERSONAL = {"lacks": ["second-person", "first-person-plural"]}
SAID = {"has": ["quote"]}
#: One sentence before a prompt mostly says who asks, or for what.
_ABOUT = compile_later(
    r"(?i)newsletter|newsroom|news (?:organi[sz]ation|site|outlet)|non-?profit|journalis|subscri|podcast|magazine"
    r"|website|publi(?:cation|shed by|sher)|production of|produced by|in-?box|donat|readers|member"
)
_WORD = compile_later(r"[^\W\d_]{4,}")
_ENDED = compile_later(r"[.。।][\"'”’»]*$")


def spare_paragraphs(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as kept, in `judged`, lines of prose among lines that stay, of which the prompts go by themselves."""
    told = told_lines(document, book)
    gone = {n for n, found in judged.items() if found.removed}
    for number in sorted(gone & told.keys()):
        if gone.isdisjoint((number - 1, number + 1)) and _goes_by_sentences(document, number, told[number], book):
            keep(judged[number], PARAGRAPH)


def _goes_by_sentences(document: Document, number: int, told: Told, book: RuleBook) -> bool:
    speaking = speaking_of(told, book)
    if not told.inside or not speaking:
        return False
    texts = [document.text[slice(*span)] for span in sentences_of(document.text, document.segments[number])]
    known = [fits_one(document, speaking, text) for text in texts]
    prompts = [normalise(text) for text in compress(texts, known)]
    if not prompts or not all(any(phrase.fits(line, "line") for _, phrase in told.inside) for line in prompts):
        return False
    others = [text for text, is_known in zip(texts, known, strict=True) if not is_known]
    return bool(others) and _is_prose(document, number, others)


def heads(document: Document, judged: dict[int, Judged], book: RuleBook) -> dict[int, int]:
    """Number of each segment of which the head stays -> where in the document that ends."""
    told = told_lines(document, book)
    gone = {n for n, found in judged.items() if found.removed}
    ends = ((n, _end(document, n, told[n], book)) for n in gone if n in told and n - 1 not in gone)
    return {n: end for n, end in ends if end is not None}


def _end(document: Document, number: int, told: Told, book: RuleBook) -> int | None:
    """Where the first sentences end that no rule knows, if they are the article's; a question leads to the prompt."""
    speaking = speaking_of(told, book)
    if any(rule.kind == "block" or (rule.kind == "phrase" and rule.match in _FROM_START) for rule, _ in speaking):
        return None
    spans = sentences_of(document.text, document.segments[number])
    texts = [document.text[slice(*span)] for span in spans]
    known = [n for n, text in enumerate(texts) if fits_one(document, speaking, text)] if texts[1:] else []
    before = (Line(text, document.segments[number], frozenset()) for text in texts[: known[0]]) if known else ()
    head = [line.text for line in takewhile(_is_plain, before)]
    if not head or len(head) == 1 < known[0] or not _is_prose(document, number, head):
        return None
    return spans[len(head) - 1][1]


def _is_prose(document: Document, number: int, texts: Sequence[str]) -> bool:
    """Whether these sentences of the segment are the article's; of one alone its words must say so."""
    segment = document.segments[number]
    lines = [Line(text, segment, frozenset()) for text in texts]
    if not all(map(_is_plain, lines)) or not all(line.has_words(SHORTEST) for line in lines):
        return False
    if sum(line.words for line in lines) < MEAN * len(lines):
        return False
    return len(lines) > 1 or _is_on_topic(document, segment, texts[0])


def _is_plain(line: Line) -> bool:
    ended = line.text[0] not in "([" and _ENDED.search(line.text)
    return bool(ended) and (line.fits(SAID) or line.fits(IMPERSONAL))


def _is_on_topic(document: Document, segment: Segment, text: str) -> bool:
    """Whether the sentence speaks of what the text around the segment speaks of."""
    whole, start, end = document.text, segment.start, segment.end
    others = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
    rare = {word for word in _WORD.findall(text) if count(word.lower()) < RARE}
    return sum(any(word in other for other in others) for word in rare) >= SHARED and not _ABOUT.search(text)
