"""How each boilerplate rule does on labelled texts: `cleaner rules score DATA`.

DATA is JSON Lines: {"id", "source", "text", "lines": {"<n>": "junk:kind" | "meta:kind" | "mixed:kind" | "unsure"}},
where n counts the non-blank lines of `text` from 0 and a line that is not listed is content.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.rule import Rule
from cleaner.propose import boilerplate
from cleaner.segment import segmenter


@dataclass(slots=True)
class Score:
    """Of one rule: lines it fired on by label, lines it led to the removal of by label, and in how many sources."""

    fired: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of junk among the junk and content lines it fired on."""
        right, wrong = self.fired["junk"], self.fired["content"]
        return right / (right + wrong) if right + wrong else 0.0


def line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank, as labels count them: with Python's own idea of lines.

    >>> line_spans("A\\n\\nB")
    [(0, 2), (3, 4)]
    """
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line)
    return spans


def labelled_lines(row: dict[str, Any], document: Document) -> Iterator[tuple[int, str]]:
    """(segment number, label without its kind) of every segment of a labelled row."""
    spans = line_spans(row["text"])
    which = 0
    for number, segment in enumerate(document.segments):
        while which + 1 < len(spans) and spans[which][1] <= segment.start:
            which += 1
        yield number, row["lines"].get(str(which), "content").split(":")[0]


def score_rules(book: RuleBook, rows: Iterable[dict[str, Any]]) -> dict[str, Score]:
    """Rule id -> Score over `rows`."""
    scores: dict[str, Score] = defaultdict(Score)
    segment = segmenter("text")
    for row in rows:
        document = Document(row["text"], segment(row["text"]))
        labels = dict(labelled_lines(row, document))
        for number, judged in boilerplate.judge(document, book).items():
            line = document.text[judged.segment.start : judged.segment.end]
            _count(scores, judged, labels[number], line, str(row.get("source", "")))
    return scores


def _count(scores: dict[str, Score], judged: boilerplate.Judged, label: str, line: str, source: str) -> None:
    for n, signal in enumerate(judged.signals):
        score = scores[signal.rule]
        score.fired[label] += 1
        score.sources.add(source)
        if judged.removed and n == 0:
            score.removed[label] += 1
            if label == "content":
                score.errors.append(line)


def report(rules: Iterable[Rule], scores: dict[str, Score], examples: int = 0) -> Iterator[str]:
    """The table, the rules that earn most first; rules that never fired last."""
    head = "weight", "junk", "content", "meta", "precision", "outlets", "wrongly removed"
    yield f"{'rule':<40} {head[0]:>6} {head[1]:>5} {head[2]:>7} {head[3]:>5} {head[4]:>9} {head[5]:>7} {head[6]:>15}"
    order = sorted(rules, key=lambda r: (-scores[r.id].fired["junk"], r.id) if r.id in scores else (1, r.id))
    for rule in order:
        if rule.kind not in ("phrase", "pattern", "block", "shape"):
            continue
        s = scores.get(rule.id, Score())
        yield (
            f"{rule.id:<40} {rule.weight:>6g} {s.fired['junk']:>5} {s.fired['content']:>7} {s.fired['meta']:>5} "
            f"{s.precision:>9.3f} {len(s.sources):>7} {s.removed['content']:>15}"
        )
        yield from (f"    {line[:150]}" for line in s.errors[:examples])
