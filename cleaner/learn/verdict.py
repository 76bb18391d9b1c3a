"""Junk, attribution, or doubtful: what a line that recurs is, and why.

Evidence is weighed in log-odds like a rule's. What recurs for a good reason (refrains, steps of recipes, headings of
parts, glossaries, quotations of a law) stands in the midst of texts, or says nothing to the reader about the site,
or stands beside other content that recurs; what a site adds stands at an edge with nothing of the article beyond it,
in many documents that are different otherwise, and mostly speaks to the reader or gives an address. The weights were
set by reading candidates from scraped articles; docs/corpora.md says how they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple
from zlib import crc32

from cleaner.learn.keys import keys_of
from cleaner.learn.survey import PAIRS_TO, Candidate, Sighting, number_with_length
from cleaner.learn.tells import points_on
from cleaner.learn.vouching import speaks_of_a_site
from cleaner.learn.wording import is_about_a_person, wording
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.examples import ARTICLE
from cleaner.packs.phrase import parse_phrase
from cleaner.propose import boilerplate
from cleaner.segment.text import segment

ENOUGH = 3.0  #: from this score a rule is switched on ...
WORTH_SHOWING = 1.0  #: ... and from this one it is written, switched off
SAME = 0.4  #: documents that share more of their lines are copies of one
STRANGERS = 2  #: lines at the edge that do not recur, and may stand among those that do
TRIED = 6  #: sightings on which the built-in rules are tried
FEW = 4  #: documents without a line that each source is thought to have beside those that were read
CASES = 3  #: different lines that make a template
MOSTLY = 0.6  #: share of the sightings that makes a place
MANY = 10  #: documents of a source that make a share of them mean something
BEGINNING = 5  #: words that a template fixes if nothing but its beginning or end recurs
ENDING = 20  #: words of a line of which only the end recurs; in a longer one something is told before it
VERY_LONG = 20  #: words of a line that two documents are enough for
HALF_KNOWN = 2.0  #: the most that the built-in rules' own evidence weighs here

BEYOND = (2.0, "beyond lines that are surely junk")
POINTS_ON = (1.0, "points at what does not follow")
VAGUE = "a story might say it too"


class Verdict(NamedTuple):
    """What a candidate is: `junk`, `attribution`, `doubtful`, `content`, or `known`: the built-in rules know it."""

    kind: str
    where: str
    score: float
    reasons: tuple[str, ...]
    distinct: int  # documents that differ otherwise, of those looked at


class Known(NamedTuple):
    """What the built-in rules say of a line: the group that takes it, and the weight of the strongest signal for it."""

    group: str = ""
    evidence: float = 0.0


class Judge:
    """Judges the candidates of one corpus."""

    def __init__(self, candidates: Iterable[Candidate], totals: Counter[str], book: RuleBook, least: int) -> None:
        self.totals = totals
        self.book = book
        self.least = least
        kept = [c for c in candidates if _recurs(c, self._least_of(c)) and _varies(c)]
        self.candidates = sorted(kept, key=lambda c: (-c.documents, c.match, c.text))
        self._recurs = {number_of(s.line) for c in self.candidates for s in c.sightings.values()}

    def _least_of(self, candidate: Candidate) -> int:
        """Two documents that differ are enough for a long line: it is not alike by chance."""
        long = candidate.match == "line" and len(candidate.text.split()) >= VERY_LONG
        return 2 if long and self.least <= PAIRS_TO else self.least

    def verdicts(self) -> Iterator[tuple[Candidate, Verdict]]:
        """Every candidate that recurs in documents that differ, with what it is."""
        known = [self._known(candidate) for candidate in self.candidates]
        first = [self._verdict(c, k, frozenset()) for c, k in zip(self.candidates, known, strict=True)]
        junk = (v.kind == "junk" or k.group == "boilerplate" for v, k in zip(first, known, strict=True))
        sure = compress(self.candidates, junk)
        taken = frozenset(number_of(s.line) for c in sure for s in c.sightings.values())
        verdicts = [self._verdict(c, k, taken) for c, k in zip(self.candidates, known, strict=True)]
        yield from _without_cases(list(zip(self.candidates, verdicts, strict=True)))

    def _verdict(self, candidate: Candidate, known: Known, taken: frozenset[int]) -> Verdict:
        sightings = list(candidate.sightings.values())
        trailing, leading = share(map(self._ends, sightings)), share(map(self._begins, sightings))
        where = "trailing" if trailing >= leading else "leading"
        evidence = [*self._place(candidate, where, max(trailing, leading), taken), *wording(candidate, where)]
        if known.evidence > 0:
            evidence.append((known.evidence, "the built-in rules half know it"))
        if where == "trailing" and trailing >= 0.9 and points_on(sightings[0].line):
            evidence.append(POINTS_ON)
        named = speaks_of_a_site(sightings[0].line, candidate.source, where == "trailing")
        vouched = named or BEYOND in evidence or POINTS_ON in evidence
        score = sum(weight for weight, _ in evidence)
        reasons = tuple(f"{text} {weight:+g}" for weight, text in evidence) + (() if vouched else (VAGUE,))
        kind = _kind(candidate, known.group, score, vouched)
        if kind == "content" and self._stands_out(candidate):
            kind = "doubtful"
        place = where if max(trailing, leading) >= MOSTLY else "anywhere"
        return Verdict(kind, place, score, reasons, distinct_of(candidate))

    def _stands_out(self, candidate: Candidate) -> bool:
        """Whether half of a source's documents have the line: a person should look at it, whatever it is."""
        whole = candidate.match == "line"
        return whole and self.totals[candidate.source] >= MANY and self.part(candidate) >= 0.5

    def _place(
        self, candidate: Candidate, where: str, at_edge: float, taken: frozenset[int]
    ) -> Iterator[tuple[float, str]]:
        place, most = ("end", 2.0) if where == "trailing" else ("start", 1.0)
        yield most if at_edge >= 0.9 else most / 2 if at_edge >= MOSTLY else -3.0, f"{at_edge:.0%} stand at the {place}"
        part = self.part(candidate)
        if part >= 0.05:
            yield 3.0 if part >= 0.5 else 2.0 if part >= 0.2 else 1.0, f"under {part:.0%} of the source's documents"
        if share(_beyond(s, where, taken) for s in candidate.sightings.values()) >= 0.5:
            yield BEYOND
        if candidate.repeated * 2 >= candidate.documents:
            yield -3.0, "repeated within its documents, like a refrain"

    def part(self, candidate: Candidate) -> float:
        """The share of its main source's documents that have it; of a source with few documents, rather less."""
        return candidate.sources[candidate.source] / (self.totals[candidate.source] + FEW)

    def _ends(self, sighting: Sighting) -> bool:
        return sighting.at_end and self._only_recurring(sighting.after)

    def _begins(self, sighting: Sighting) -> bool:
        return sighting.at_start and self._only_recurring(sighting.before)

    def _only_recurring(self, numbers: Iterable[int]) -> bool:
        strangers = [n for n in numbers if n not in self._recurs]
        return len(strangers) <= STRANGERS and not any(n & 1 for n in strangers)

    def _known(self, candidate: Candidate) -> Known:
        """The group whose built-in rules know it wherever it was seen, else "" and what they say for it."""
        found = [self._built_in(s) for s in list(candidate.sightings.values())[:TRIED]]
        groups = {k.group for k in found}
        least = min(k.evidence for k in found)
        return Known("" if "" in groups else min(groups), min(HALF_KNOWN, least / 2))

    def _built_in(self, sighting: Sighting) -> Known:
        above = [ARTICLE[1], sighting.above] if sighting.above else []
        below = [sighting.below, ARTICLE[2]] if sighting.below else []
        document = Document("\n".join((*above, sighting.line, *below)), [])
        document.segments = segment(document.text)
        number = len(above)
        found = boilerplate.judge(document, self.book).get(number)
        if found is None:
            return Known()
        if found.removed:
            return Known("boilerplate", found.named)
        rules = (self.book.get(s.rule) for s in found.signals)
        credit = any(r is not None and r.group == "attribution" for r in rules)
        return Known("attribution") if credit else Known("", found.named)


def _without_cases(judged: list[tuple[Candidate, Verdict]]) -> Iterator[tuple[Candidate, Verdict]]:
    """All but the lines that are cases of a template which has the same verdict."""
    templates = [
        (parse_phrase(c.text).regex(c.match), v.kind)
        for c, v in judged
        if v.kind in ("junk", "attribution") and (c.match != "line" or "..." in c.text)
    ]
    for candidate, verdict in judged:
        form = f" {candidate.text} ".encode()
        whole = candidate.match == "line" and "..." not in candidate.text
        if not (whole and any(kind == verdict.kind and regex.search(form) for regex, kind in templates)):
            yield candidate, verdict


def _recurs(candidate: Candidate, least: int) -> bool:
    return candidate.documents >= least and distinct_of(candidate) >= least


def _varies(candidate: Candidate) -> bool:
    """Whether a template has so many cases that it is one."""
    whole = candidate.match == "line" and "..." not in candidate.text
    return whole or len({number_of(s.line) for s in candidate.sightings.values()}) >= CASES


def _kind(candidate: Candidate, known: str, score: float, vouched: bool) -> str:
    lines = [s.line for s in candidate.sightings.values()]
    if known:
        return "known"
    if candidate.match != "line" and len(candidate.text.split()) < BEGINNING:
        return "content"
    if candidate.match == "end" and max(len(line.split()) for line in lines) > ENDING:
        return "content"
    if share(map(is_about_a_person, lines)) >= 0.5:
        return "attribution" if score >= 0 else "content"
    return "junk" if score >= ENOUGH and vouched else "doubtful" if score >= WORTH_SHOWING else "content"


def _beyond(sighting: Sighting, where: str, taken: frozenset[int]) -> bool:
    """Whether junk stands between the line and the article."""
    return any(n in taken for n in (sighting.before if where == "trailing" else sighting.after)[:1])


def distinct_of(candidate: Candidate) -> int:
    """How many of the sightings stand in documents that differ: a copy of one already counted does not count."""
    leaders: list[set[int]] = []
    for sighting in candidate.sightings.values():
        sketch = set(sighting.sketch)
        if all(len(sketch & leader) < SAME * min(len(sketch), len(leader)) for leader in leaders):
            leaders.append(sketch)
    return len(leaders)


def number_of(line: str) -> int:
    """The number by which a sighting knows its neighbour `line`."""
    key = keys_of([line])[0]
    return number_with_length(crc32(key), key)


def share(truths: Iterable[bool]) -> float:
    """Which part of them is true.

    >>> share([True, False, True, True])
    0.75
    """
    values = list(truths)
    return sum(values) / len(values) if values else 0.0


__all__ = ["Judge", "Verdict", "distinct_of", "share"]
