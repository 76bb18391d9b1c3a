"""What was learned, as a pack that a person can read and edit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from cleaner.learn.survey import Candidate
from cleaner.learn.verdict import ENOUGH, VAGUE, Judge, Verdict
from cleaner.learn.wording import LONG
from cleaner.model import Document, Segment
from cleaner.packs.book import RuleBook
from cleaner.packs.check import check_rule
from cleaner.packs.examples import ARTICLE
from cleaner.packs.phrase import normalise, parse_phrase
from cleaner.packs.read import read_pack_text
from cleaner.packs.rule import Rule
from cleaner.packs.select import Selection
from cleaner.packs.shape import Line
from cleaner.propose import boilerplate
from cleaner.segment.text import segment

MOST = 1_000  #: rules in one pack: what a person can look through
EXAMPLES = 3
FEWEST_KEPT = 3  #: near misses that a rule must have
AT_EDGE = 4.5  #: what a line must be worth to go at the edge of a text ...
CERTAIN = 7.5  #: ... and to go wherever its rule looks for it
_KINDS = ("junk", "doubtful", "attribution")
_ABOUT = """\
# What recurs under different documents, the commonest first. Read it, and change what you like: `enabled: false`
# switches a rule off, taking the line away switches it on, and a rule may be deleted.
"""
_HEADINGS = (
    "\n# On: what a site adds.\n",
    "\n# Off, until you take away `enabled: false`: not sure enough, `why` says what speaks for it and against it.\n",
    "\n# About authors and sources: only with `--select attribution`.\n",
)


class Learned:
    """The rules that `judge` leads to, the surest first. `counts` says how many candidates were of each kind.

    `counted` puts the number of documents into the names of the rules, where the log's signals show it.
    """

    def __init__(self, judge: Judge, name: str, counted: bool = False) -> None:
        self.judge = judge
        self.name = name
        self.counted = counted
        self.counts: Counter[str] = Counter()
        self.ids: set[str] = set()
        found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
        for candidate, verdict in judge.verdicts():
            self.counts[verdict.kind] += 1
            if verdict.kind in found and _writable(candidate):
                found[verdict.kind].append(self._entry(candidate, verdict))
        self.rules = verified([e for kind in _KINDS for e in found[kind]][:MOST], judge.book)

    def text(self) -> str:
        """The pack as YAML, with a heading over the rules of each kind."""
        sources = self.judge.totals
        head = {
            "pack": self.name,
            "version": 1,
            "language": "any",
            "title": f"Learned from {sources.total():,} documents of {len(sources):,} sources; use with --rules",
            "group": "boilerplate",
        }
        if not self.rules:
            return _yaml({**head, "rules": []})
        parts = [_ABOUT, _yaml(head), "rules:\n"]
        for kind, rules in groupby(sorted(self.rules, key=_part), _part):
            parts += [_HEADINGS[kind], _yaml(list(rules))]
        return "".join(parts)

    def _entry(self, candidate: Candidate, verdict: Verdict) -> dict[str, Any]:
        lines = list(dict.fromkeys(s.line for s in candidate.sightings.values()))
        short = lines[0] if len(lines[0]) <= 60 else lines[0][:59] + "…"
        entry: dict[str, Any] = {"id": self._id(candidate), "title": short, "kind": "phrase"}
        if verdict.kind == "attribution":
            entry["group"] = "attribution"
        entry |= {"where": verdict.where, "match": candidate.match}
        entry["weight"] = _weight(lines[0], self.judge.book)
        if candidate.match == "start":
            entry["max_words"] = max(40, *(2 * len(line.split()) for line in lines))
        if candidate.match == "end":  # an article's sentence may stand before it: no longer than those that were seen
            entry["max_words"] = max(len(line.split()) for line in lines)
        if len(candidate.text.split()) < LONG:
            entry["sources"] = sorted(candidate.known or candidate.sources)
        entry |= {
            "phrases": [candidate.text],
            "message": "recurs in {} of {} documents of {}".format(*self._counts(candidate)),
            "why": self._why(candidate, verdict),
            "references": [s.document for s in candidate.sightings.values()][:EXAMPLES],
        }
        if verdict.kind == "doubtful":
            entry["enabled"] = False
        examples = [line for line in lines if _fits(candidate, line)][:EXAMPLES]
        entry["tests"] = {"changes": [*examples, candidate.text.replace(" ...", "")][: max(2, len(examples))]}
        entry["tests"]["keeps"] = list(dict.fromkeys([*candidate.near, *_neighbours(candidate), *ARTICLE[1:4]]))
        return entry

    def _why(self, candidate: Candidate, verdict: Verdict) -> str:
        here, total, source = self._counts(candidate)
        more = len(candidate.sources) - 1
        text = f"In {here:,} of {total:,} documents of {source} ({here / total:.0%})"
        text += f" and in {more} more source{'s' * (more > 1)}" if more else ""
        text += f"; {verdict.distinct} of {len(candidate.sightings)} looked at are different documents. "
        off = ""
        if verdict.kind == "doubtful":
            off = f"Off, because {f'it needs {ENOUGH:+g}' if verdict.score < ENOUGH else VAGUE}: "
        return f"{text}{off}{verdict.score:+g} = {', '.join(verdict.reasons)}."

    def _counts(self, candidate: Candidate) -> tuple[int, int, str]:
        """(documents that have it, documents in all, source) where it recurs most."""
        source = candidate.source
        return candidate.sources[source], self.judge.totals[source], source

    def _id(self, candidate: Candidate) -> str:
        words = "-".join(re.findall("[a-z0-9]+", candidate.text)[:6])[:48]
        source = "-".join(re.findall("[a-z0-9]+", candidate.source.lower())[-3:])[:24]
        counts = "{}-of-{}".format(*self._counts(candidate)[:2]) if self.counted else ""
        base = "-".join(filter(None, (self.name, counts, source, words)))
        chosen, number = base, 1
        while chosen in self.ids:
            number += 1
            chosen = f"{base}-{number}"
        self.ids.add(chosen)
        return chosen


def _part(rule: dict[str, Any]) -> int:
    """Under which heading a rule stands."""
    return 1 if not rule.get("enabled", True) else 2 if rule.get("group") == "attribution" else 0


def _yaml(data: object) -> str:
    import yaml

    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


def _writable(candidate: Candidate) -> bool:
    try:
        parse_phrase(candidate.text)
        "".join(s.line + s.document for s in candidate.sightings.values()).encode()
    except (ValueError, UnicodeEncodeError):
        return False
    return True


def _fits(candidate: Candidate, line: str) -> bool:
    return bool(parse_phrase(candidate.text).regex(candidate.match).search(normalise(line)))


def _neighbours(candidate: Candidate) -> Iterator[str]:
    for sighting in candidate.sightings.values():
        yield from filter(None, (sighting.above, sighting.below))


def _weight(line: str, book: RuleBook) -> float:
    """What outweighs the shapes that speak for content: a long line goes anywhere, a short one at an edge."""
    shape = Line(line, Segment(0, len(line)), frozenset())
    against = sum(rule.weight for rule in book.shapes if shape.fits(rule.shape or {}))
    need = CERTAIN if shape.words >= LONG else AT_EDGE
    return float(min(20, max(3, need - against)))


def verified(entries: Sequence[dict[str, Any]], book: RuleBook) -> list[dict[str, Any]]:
    """The entries with the near misses that really stay, each tried as `cleaner rules test` does.

    A rule whose own examples would not go, or that has too few near misses, is switched off and says so.
    """
    rules = [*book.rules, *rules_of({**e, "enabled": True} for e in entries)]
    trials = {g: RuleBook(rules, Selection(["boilerplate", g])) for g in ("boilerplate", "attribution")}
    for entry in entries:
        trial = trials[entry.get("group", "boilerplate")]
        keeps = [t for t in entry["tests"]["keeps"] if t.strip() and not _goes(t, entry["where"], trial)]
        entry["tests"]["keeps"] = keeps[: FEWEST_KEPT + 1]
        gone = all(_goes(t, entry["where"], trial) for t in entry["tests"]["changes"])
        if not gone or len(keeps) < FEWEST_KEPT:
            entry["enabled"] = False
            entry["why"] += " Off, because its examples do not do what they should."
    return list(entries)


def rules_of(entries: Iterable[dict[str, Any]]) -> Iterator[Rule]:
    """The rules that `entries` of a pack write."""
    import yaml

    written = yaml.safe_dump({"pack": "learned", "rules": list(entries)}, allow_unicode=True)
    pack = read_pack_text(written, "what was learned")
    return (check_rule(entry, pack, "what was learned") for entry in pack["rules"])


def _goes(text: str, where: str, book: RuleBook) -> bool:
    """Whether any line of `text` is removed at the edge that `where` names of an article."""
    parts = [text, *ARTICLE] if where == "leading" else [*ARTICLE, text]
    whole = "\n\n".join(parts)
    document = Document(whole, segment(whole))
    own = whole.index(text), whole.index(text) + len(text)
    judged = boilerplate.judge(document, book).values()
    return any(j.removed and own[0] <= j.segment.start < own[1] for j in judged)


def kinds(counts: Counter[str]) -> Iterable[str]:
    """How many candidates were of each kind, in words."""
    words = {
        "junk": "on",
        "doubtful": "off, to be looked at",
        "attribution": "attribution",
        "known": "known to the built-in rules",
        "content": "left alone as content",
    }
    return (f"{counts[kind]} {words[kind]}" for kind in words)


__all__ = ["Learned", "kinds", "rules_of", "verified"]
