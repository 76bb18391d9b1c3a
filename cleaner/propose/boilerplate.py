"""Which lines are boilerplate: evidence for each line, then the best runs of lines.

Every phrase, pattern and shape rule that fires gives a line a signal, a weight in log-odds. A run of lines is worth the
sum of its lines' evidence less a price for every border with content, so a line in the midst of an article must be
certain by itself, a run at the end needs less, and nothing is taken across a line that is plainly content. The best
set of runs is found exactly (runs.py), like the second pass of jusText. Then a few looks at how lines stand to each
other, each switched by its name, mark more lines or spare some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cleaner.languages import may_be_spoken
from cleaner.model import Document, Edit, Signal, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.packs.shape import Line
from cleaner.propose import attachments, cells, pieces, remains, running, spared, teasers, threads
from cleaner.propose.budget import is_any_late, is_late, named_late
from cleaner.propose.cited import spare_cited
from cleaner.propose.followers import followers
from cleaner.propose.judged import BY_HAND, CERTAIN, NEVER, SENTENCE, Judged, line_of, removable
from cleaner.propose.lines import known_of, told_lines
from cleaner.propose.paragraphs import heads, spare_paragraphs
from cleaner.propose.removal import removal_spans
from cleaner.propose.runs import consecutive, mark_runs
from cleaner.source import may_come_from

NEAR = 12  #: lines on either side of evidence that are judged at all
EDGE_LINES = 25  #: a line counts as leading or trailing within so many lines of the edge ...
EDGE_SHARE = 0.34  #: ... or within this share of the lines, if that is more, ...
EDGE_MOST = 60  #: ... up to so many lines
#: What speaks for content in formats that people write by hand: nothing scraped them from a page full of furniture.
WRITTEN = {"markdown": -8.0, "rst": -8.0, "asciidoc": -8.0, "org": -8.0, "latex": -8.0}
SPOKEN = frozenset({"srt", "vtt"})  #: formats in which a prompt was said, not added; see cues.py


def judge(document: Document, book: RuleBook) -> dict[int, Judged]:
    """Every segment near a named signal, by its number, with its evidence and the verdict."""
    judged = _judge_windows(document, book)
    written = document.format in WRITTEN and not any(found.removed for found in judged.values())
    if document.format not in SPOKEN and not written:
        if judged:  # what goes by what goes beside it
            if book.selection.has(teasers.TEASERS, "boilerplate"):
                teasers.mark(document, judged, book)
            spared.spare(document, judged)
            spare_cited(document, judged, book)
            spare_paragraphs(document, judged, book)
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
        mark_runs(window, at_start=first == 0, at_end=last == len(document.segments))
        judged.update(zip(range(first, last), window, strict=True))
    return judged


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The removal of every segment that is boilerplate, one edit each."""
    judged = judge(document, book)
    gone = [n for n in sorted(judged) if judged[n].removed]
    staying = heads(document, judged, book) if gone else {}
    for run in consecutive(gone):
        for number, (start, end) in zip(run, _spans(document, run, staying), strict=True):
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
    if is_any_late(document):
        yield from named_late(document, book.active("pattern"))


def _spans(document: Document, run: Sequence[int], staying: dict[int, int]) -> list[Span]:
    """What goes of each segment of the run, of the first perhaps without its head."""
    first, last = run[0], run[-1]
    if first not in staying:
        return removal_spans(document, first, last)
    rest = removal_spans(document, first + 1, last) if first < last else []
    return [(staying[first], document.segments[first].end), *rest]


def _named_signals(document: Document, book: RuleBook) -> dict[int, list[tuple[Rule, float]]]:
    """Signals of phrase, pattern and block rules by segment number."""
    found: dict[int, dict[str, tuple[Rule, float]]] = defaultdict(dict)
    closed: set[int] = set()  # lines inside a block that knows its end; they open no other
    for number, rule in _hits(document, book):
        below = followers(document, number, rule) if rule.kind == "block" and number not in closed else []
        if (rule.until or (rule.kind == "block" and rule.weight < 0)) and not below:
            continue
        if rule.until:
            closed.update(below)
        for covered in (number, *below):
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
        self.content: dict[str, bool] = known_of(document, "content")
        self.title = normalise(document.title or "") if document.title else b""

    def is_content(self, number: int) -> bool:
        """Whether a line is plainly content by its form; found out once."""
        segment = self.document.segments[number]
        text = self.document.text[segment.start : segment.end]
        if text not in self.content:
            line = line_of(self.document, number)
            self.content[text] = line.ends_sentence and line.has_words(SENTENCE)
        return self.content[text]

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
    judged = Judged(lines.document.segments[number])
    if number not in named and lines.is_content(number):
        judged.score = NEVER  # nothing else need be known of it
        return judged
    line = lines[number]
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
        judged.signals.append(Signal(BY_HAND, WRITTEN[lines.document.format]))
    judged.score = sum(s.weight for s in judged.signals) if removable(line.segment) else NEVER
    return judged


__all__ = ["CERTAIN", "Judged", "judge", "propose"]
