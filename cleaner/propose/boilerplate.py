"""Which lines are boilerplate: evidence for each line, then the best runs of lines.

Every phrase, pattern and shape rule that fires gives a line a signal, a weight in log-odds. A run of lines is worth the
sum of its lines' evidence less a price for every border with content, so a line in the midst of an article must be
certain by itself, a run at the end needs less, and nothing is taken across a line that is plainly content. The best
set of runs is found exactly, by dynamic programming over two states, like the second pass of jusText.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import cast

from cleaner.languages import may_be_spoken
from cleaner.model import Document, Edit, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise, parse_phrase
from cleaner.packs.rule import Rule
from cleaner.packs.shape import Line
from cleaner.propose import attachments, cells, pieces, remains, running, spared, teasers, threads
from cleaner.propose.budget import is_late, named_late
from cleaner.propose.judged import BORDER, CERTAIN, VOUCHES, Judged, line_of, removable
from cleaner.propose.lines import known_of, told_lines
from cleaner.propose.remains import PROSE
from cleaner.source import may_come_from

BOND = 1.5  #: what a line that speaks for boilerplate gains beside one that is certain
SENTENCE = 4  #: a line of so many words that ends like a sentence goes only where a rule names it
NEAR = 12  #: lines on either side of evidence that are judged at all
EDGE_LINES = 25  #: a line counts as leading or trailing within so many lines of the edge ...
EDGE_SHARE = 0.34  #: ... or within this share of the lines, if that is more, ...
EDGE_MOST = 60  #: ... up to so many lines
#: What speaks for content in formats that people write by hand: nothing scraped them from a page full of furniture.
WRITTEN = {"markdown": -8.0, "rst": -8.0, "asciidoc": -8.0, "org": -8.0, "latex": -8.0}
SPOKEN = frozenset({"srt", "vtt"})  #: formats in which a prompt was said, not added; see cues.py

_NEVER = float("-inf")
_CONTENT, _SURE, _FIRM, _LOOSE = range(4)
_BONDED = {_SURE, _FIRM}


def judge(document: Document, book: RuleBook) -> dict[int, Judged]:
    """Every segment near a named signal, by its number, with its evidence and the verdict."""
    judged = _judge_windows(document, book)
    written = document.format in WRITTEN and not any(found.removed for found in judged.values())
    if document.format not in SPOKEN and not written:
        if book.selection.has(teasers.TEASERS, "boilerplate"):
            teasers.mark(document, judged, book)
        spared.spare(document, judged)
        if book.selection.has(threads.THREAD, "boilerplate"):
            threads.mark(document, judged, book)
        if book.selection.has(running.RUNNING, "boilerplate"):
            running.mark(document, judged)
        if book.selection.has(cells.CELLS, "boilerplate"):
            cells.mark(document, judged, book)
        if book.selection.has(attachments.ATTACHMENTS, "boilerplate"):
            attachments.mark(document, judged)
        remains.mark(document, judged, book)
    return judged


def _judge_windows(document: Document, book: RuleBook) -> dict[int, Judged]:
    judged: dict[int, Judged] = {}
    spoken = document.format in SPOKEN or not document.segments
    named = {} if spoken else _named_signals(document, book)
    if not named:
        return judged
    for number, found in pieces.rows(document, book, named):
        named[number] = [found]
    lines = _Lines(document)
    for first, last in _windows(named, len(document.segments)):
        window = [_evidence(n, lines, named, book) for n in range(first, last)]
        _mark_runs(window, at_start=first == 0, at_end=last == len(document.segments))
        judged.update(zip(range(first, last), window, strict=True))
    return judged


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The removal of every segment that is boilerplate, one edit each."""
    judged = judge(document, book)
    gone = [n for n in sorted(judged) if judged[n].removed]
    for run in _consecutive(gone):
        spans = removal_spans(document, run[0], run[-1])
        for number, (start, end) in zip(run, spans, strict=True):
            found = judged[number]
            best = found.signals[0] if found.signals else Signal("neighbours", 0.0)
            rule = book.get(best.rule)
            yield Edit(
                start,
                end,
                document.text[start:end],
                "",
                rule=best.rule,
                group=rule.group if rule else "boilerplate",
                message=(rule.message or rule.title) if rule else "stands among boilerplate",
                signals=tuple(found.signals),
            )
    yield from named_late(document, book.active("pattern"))


def _named_signals(document: Document, book: RuleBook) -> dict[int, list[tuple[Rule, float]]]:
    """Signals of phrase, pattern and block rules by segment number."""
    found: dict[int, dict[str, tuple[Rule, float]]] = defaultdict(dict)
    closed: set[int] = set()  # lines inside a block that knows its end; they open no other
    for number, rule in _hits(document, book):
        followers = _followers(document, number, rule) if rule.kind == "block" and number not in closed else []
        if (rule.until or (rule.kind == "block" and rule.weight < 0)) and not followers:
            continue
        if rule.until:
            closed.update(followers)
        for covered in (number, *followers):
            found[covered].setdefault(rule.id, (rule, rule.weight))
    in_time = {n: [s for s in signals.values() if not is_late(document, s[0])] for n, signals in found.items()}
    return {n: signals for n, signals in in_time.items() if signals}


def _hits(document: Document, book: RuleBook) -> Iterator[tuple[int, Rule]]:
    """(segment number, rule) for each phrase or pattern that fits a segment which may go, by segment."""
    segments = document.segments
    count = len(segments)
    for number, told in told_lines(document, book).items():
        for rule, _ in told.fitting if removable(segments[number]) else ():
            if rule.sources and not may_come_from(document, rule.sources):
                continue
            if _in_zone(number, count, rule.where) and may_be_spoken(document, rule.languages, told.line):
                yield number, rule


def _followers(document: Document, opener: int, rule: Rule) -> list[int]:
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


_phrase = cache(parse_phrase)
_ITEM = re.compile(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s")


def _zone(count: int) -> int:
    """How many lines of `count` are near an edge."""
    return max(EDGE_LINES, min(EDGE_MOST, int(EDGE_SHARE * count)))


def _in_zone(number: int, count: int, where: str) -> bool:
    if where == "anywhere":
        return True
    zone = _zone(count)
    leading, trailing = number < zone, number >= count - zone
    return leading if where == "leading" else trailing if where == "trailing" else leading or trailing


def _windows(named: Iterable[int], count: int) -> Iterator[tuple[int, int]]:
    """Ranges of segments within NEAR of a named one, merged."""
    first = last = -1
    for number in sorted(named):
        if first >= 0 and number - NEAR > last:
            yield first, last
            first = -1
        if first < 0:
            first = max(0, number - NEAR)
        last = min(count, number + NEAR + 1)
    if first >= 0:
        yield first, last


class _Lines:
    """The lines of a document, made when asked for, with what relates them to the rest of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.known: dict[object, list[Rule]] = known_of(document, "shapes")
        self.title = normalise(document.title or "") if document.title else b""

    def __getitem__(self, number: int) -> Line:
        segment = self.document.segments[number]
        text = self.document.text[segment.start : segment.end]
        relations = {"first"} if number == 0 else set()
        if number == len(self.document.segments) - 1:
            relations.add("last")
        if self.title and number and normalise(text) == self.title:
            relations.add("title")
        return Line(text, segment, frozenset(relations))

    def shapes(self, line: Line, book: RuleBook) -> list[Rule]:
        """The rules about the form of a line that the line fits, wherever it stands; found out once."""
        key = (line.text, line.segment.kind, line.segment.marks, line.relations)
        if key not in self.known:
            self.known[key] = [rule for rule in book.shapes if line.fits(rule.shape or {})]
        return self.known[key]


def _evidence(number: int, lines: _Lines, named: dict[int, list[tuple[Rule, float]]], book: RuleBook) -> Judged:
    line = lines[number]
    judged = Judged(line.segment)
    if number not in named and line.ends_sentence and line.has_words(SENTENCE):
        judged.score = _NEVER  # plainly content: nothing else need be known of it
        return judged
    for rule, weight in named.get(number, ()):
        judged.signals.append(Signal(rule.id, weight if rule.id in book.on else -abs(weight)))
        if rule.id in book.on:
            judged.named = max(judged.named, weight)
    count = len(lines.document.segments)
    for rule in lines.shapes(line, book):
        if _in_zone(number, count, rule.where):
            judged.signals.append(Signal(rule.id, rule.weight))
    judged.signals.sort(key=lambda s: (-s.weight, s.rule))  # whatever order the packs were loaded in
    if lines.document.format in WRITTEN and "metadata" not in lines.document.facts:
        judged.signals.append(Signal("written-by-hand", WRITTEN[lines.document.format]))
    judged.score = sum(s.weight for s in judged.signals) if removable(line.segment) else _NEVER
    return judged


def _mark_runs(window: Sequence[Judged], at_start: bool, at_end: bool) -> None:
    """Mark the lines of the best runs, those that earn most for what their borders cost.

    Dynamic programming over four states: content, and a run whose last line is certain, speaks for it, or speaks
    against it. A certain line pays for no border and saves none, so content between two of them stays. A run starts
    and ends with a line that speaks for it, so no content is swallowed to reach the edge of the document.
    """
    best = {_CONTENT: 0.0, _SURE: _NEVER, _FIRM: _NEVER, _LOOSE: _NEVER}
    steps: list[dict[int, int]] = []  # for each line: state -> the state before it
    for number, judged in enumerate(window):
        content, left = _better((best[_CONTENT], _CONTENT), (best[_SURE], _SURE), (best[_FIRM] - BORDER, _FIRM))
        state = _SURE if judged.certain else _FIRM if judged.score > 0 else _LOOSE
        inside, came_from = _better(
            *((best[s] + (BOND if {s, state} == _BONDED else 0.0), s) for s in (_SURE, _FIRM, _LOOSE))
        )
        if state != _LOOSE:
            price = 0.0 if judged.certain or (at_start and number == 0) else BORDER
            inside, came_from = _better((inside, came_from), (best[_CONTENT] - price, _CONTENT))
        best = {_CONTENT: content, _SURE: _NEVER, _FIRM: _NEVER, _LOOSE: _NEVER} | {state: inside + judged.score}
        steps.append({_CONTENT: left, state: came_from})
    price = 0.0 if at_end else BORDER
    _, state = _better((best[_CONTENT], _CONTENT), (best[_SURE], _SURE), (best[_FIRM] - price, _FIRM))
    chosen = []
    for number in range(len(window) - 1, -1, -1):
        if state != _CONTENT:
            chosen.append(number)
        state = steps[number][state]
    for numbers in _consecutive(reversed(chosen)):
        if max(window[n].named for n in numbers) >= VOUCHES:
            for n in numbers:
                window[n].removed = True


def _better(*options: tuple[float, int]) -> tuple[float, int]:
    """The (worth, state) worth most; of equals the first, so that a tie is content."""
    return max(options, key=itemgetter(0))


def _consecutive(numbers: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def removal_spans(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """What goes with segments `first` to `last`: one span each, end to end, with the blank lines between.

    Of the white space around the run the wider gap stays, so that paragraphs are not joined; at the end of the
    document the gap before the run goes and the final line break stays.

    >>> from cleaner.segment.text import segment
    >>> text = "A.\\n\\nShare\\nTweet\\nB.\\n"
    >>> removal_spans(Document(text, segment(text)), 1, 2)
    [(4, 10), (10, 16)]
    >>> text = "A.\\n\\nShare\\nTweet\\n"
    >>> removal_spans(Document(text, segment(text)), 1, 2)
    [(2, 10), (10, 15)]
    """
    segments, text = document.segments, document.text
    before = segments[first - 1].outer_end if first else 0
    after = segments[last + 1].outer_start if last + 1 < len(segments) else None
    start, end = segments[first].outer_start, segments[last].outer_end
    if after is None:
        start = before if first else start
    elif first and _breaks(text[before:start]) < _breaks(text[end:after]):
        start = before
    else:
        end = after
    starts = [start, *(segments[n].outer_start for n in range(first + 1, last + 1))]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _breaks(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


__all__ = ["CERTAIN", "Judged", "judge", "propose", "removal_spans"]
