"""Rules of kind `replace` and `dictionary`: small edits inside a segment, where the context that they need is there.

Every rule names literals of which one must be in the segment (a dictionary's are its words); one automaton finds those
of all rules in one pass, and a rule is tried only in the segments where one of its literals stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from cleaner.languages import is_likely, may_be_spoken
from cleaner.later import compile_later
from cleaner.literals import Literals, starts_of
from cleaner.model import Document, Edit, Safety, Segment, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.expression import compiled
from cleaner.packs.rule import Rule
from cleaner.packs.tables import REPLACING
from cleaner.propose.budget import all_in_time, is_any_late, is_late, named_late
from cleaner.propose.dictionaries import words_at
from cleaner.propose.guards import is_sic
from cleaner.propose.places import segment_at
from cleaner.propose.quiet import Quiet

if TYPE_CHECKING:
    import regex

ENOUGH = 8  #: places of words in a document of which one surely is outside of a match
_SENTENCE_EDGE = compile_later(r"""(?<=[.!?…])["'”’»)\]]*\s+(?=["'“‘«(\[]*[A-Z\d])|[\r\n]+""")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The edits of every `replace` and `dictionary` rule that is on."""
    finder = _finder(book)
    quiet = Quiet(document, "replacing")
    for number, places in sorted(finder.places(document, quiet.others).items()):
        rule = finder.rules[number]
        if not _is_heard(document, rule.group in ("boilerplate", "attribution"), rule.languages):
            continue
        matches = _matches(rule, document, places)
        quiet.wake(start for start, _, _ in matches)
        edits = [edit for match in matches for edit in _edits(rule, document, match)]
        if not is_late(document, rule):
            yield from edits
    if is_any_late(document):
        yield from named_late(document, book.active(*REPLACING))
    else:
        quiet.keep()


def _is_heard(document: Document, junk: bool, languages: tuple[str, ...]) -> bool:
    return may_be_spoken(document, languages) if junk else is_likely(document, languages)


Places = dict[Span, list[Span]]  # segment -> where literals of a rule stand in it
Match = tuple[int, int, str]  # start, end, what is to stand there


class _Finder:
    """The rules of a book, and one automaton for the literals of all of them."""

    def __init__(self, book: RuleBook) -> None:
        self.rules = book.rules
        self.everywhere = book.replacing.get("", [])
        owners = {literal: numbers for literal, numbers in book.replacing.items() if literal}
        self.literals, self.owners = Literals(list(owners)), list(owners.values())

    def places(self, document: Document, segments: Sequence[Segment]) -> dict[int, Places]:
        """Number of rule -> those of `segments` in which it is to be tried, with where its literals stand."""
        found: dict[int, Places] = defaultdict(lambda: defaultdict(list))
        for number in self.everywhere:
            found[number].update({(s.start, s.end): [] for s in segments})
        most = 2 * len(segments) > len(document.segments)
        for low, high in [(0, len(document.text))] if most else [(s.start, s.end) for s in segments]:
            lowered = document.text[low:high].replace("\u0130", "i").lower()  # the one letter that grows in lower case
            span: Span | None = None
            for which, at in self.literals.places(lowered):
                start = low + at
                if span is None or not span[0] <= start < span[1]:
                    span = segment_at(document, start)
                if span:
                    place = start, start + len(self.literals.literals[which])
                    for number in self.owners[which]:
                        found[number][span].append(place)
        return found


@lru_cache(maxsize=8)
def _finder(book: RuleBook) -> _Finder:
    return _Finder(book)


def _matches(rule: Rule, document: Document, places: Places) -> list[Match]:
    """What the rule would change in the segments, whatever its context says."""
    text, words = document.text, rule.words
    if words:
        return all_in_time(document, rule, sorted(places), lambda span, _: words_at(words, text, span, places[span]))
    return all_in_time(document, rule, sorted(places), partial(_found, rule, compiled(f"(?m){rule.pattern}"), text))


def _found(rule: Rule, pattern: regex.Pattern[str], text: str, span: Span, seconds: float | None) -> Iterator[Match]:
    matches = pattern.finditer(text, *span, timeout=seconds) if seconds else pattern.finditer(text, *span)
    return ((match.start(), match.end(), match.expand(rule.replacement)) for match in matches)


def _edits(rule: Rule, document: Document, match: Match) -> Iterator[Edit]:
    start, end, new = match
    old = document.text[start:end]
    if (new == old and rule.safety > Safety.FLAG) or is_sic(document.text, end):
        return
    if _context_fits(rule, document, start, end):
        yield Edit(
            start, end, old, new, rule=rule.id, group=rule.group, safety=rule.safety,
            message=rule.message or rule.title,
        )  # fmt: skip


@cache
def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _context_fits(rule: Rule, document: Document, start: int, end: int) -> bool:
    if not (rule.needs or rule.forbids):
        return True
    if rule.within == "document":
        needed = not rule.needs or _is_elsewhere(document, rule.needs, start, end)
        return needed and not (rule.forbids and _is_elsewhere(document, rule.forbids, start, end))
    low, high = _surroundings(document.text, start, end, rule.within)
    around = document.text[low:start] + "\0" + document.text[end:high]
    if rule.needs and not _any_word(rule.needs).search(around):
        return False
    return not (rule.forbids and _any_word(rule.forbids).search(around))


def _is_elsewhere(document: Document, words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether one of `words` stands in the document outside [start, end); looked for once."""
    known = cast("dict[tuple[str, ...], list[Span]]", document.facts.setdefault("elsewhere", {}))
    if words not in known:
        known[words] = [*islice((span for word in words for span in _places(document.text, word)), ENOUGH)]
    return any(last <= start or end <= first for first, last in known[words])


def _places(text: str, word: str) -> Iterator[Span]:
    """Where `word` stands as a whole word; found by its letters first, for it mostly stands nowhere."""
    for at in starts_of(text, word):
        if match := _any_word((word,)).match(text, at):
            yield match.span()


def _surroundings(text: str, start: int, end: int, within: str) -> Span:
    low = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [n for n in (text.find("\n", end), text.find("\r", end)) if n >= 0]
    high = min(ends, default=len(text))
    if within == "sentence":
        for edge in _SENTENCE_EDGE.finditer(text, low, high):
            if edge.end() <= start:
                low = edge.end()
            elif edge.start() >= end:
                high = edge.start()
                break
    return low, high
