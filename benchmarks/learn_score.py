"""How much of the junk of labelled texts a learned pack finds, with the built-in rules and alone.

    python benchmarks/learn_score.py UNLABELLED.jsonl[.gz] LABELLED.jsonl [--least 3] [--missed]

LABELLED is as for `cleaner rules score`. The pack is learned from UNLABELLED only. The last lines say what can be
learned at most: how many of the junk lines that the built-in rules miss have any support in UNLABELLED, that is, as a
whole line, or by their first or last four words, or by half of their five-word strings. --missed prints each of them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.cli.inputs import Finder
from cleaner.learn.census import Census
from cleaner.learn.corpus import Corpus
from cleaner.learn.pack import Learned, rules_of
from cleaner.learn.survey import Survey
from cleaner.learn.verdict import Judge
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.packs.scoring import labelled_lines
from cleaner.propose import boilerplate
from cleaner.propose.judged import Judged
from cleaner.segment import segmenter

ENDS = 4  #: words at the beginning or end of a line that make a template


class Missed(NamedTuple):
    """A junk line that stays: its source, the line, and what the rules found out about it."""

    source: str
    line: str
    score: float
    signals: str


class Support(NamedTuple):
    """In how many documents a line, its first or last words, or half of its five-word strings stand."""

    line: int
    first: int
    last: int
    near: int


def found(rows: Iterable[dict[str, Any]], book: RuleBook) -> tuple[Counter[str], list[Missed]]:
    """(lines by label and whether they go, the junk lines that stay)."""
    counts: Counter[str] = Counter()
    missed = []
    for row in rows:
        document = Document(row["text"], segmenter("text")(row["text"]))
        judged = boilerplate.judge(document, book)
        for number, label in labelled_lines(row, document):
            verdict = judged.get(number, Judged(document.segments[number]))
            counts[f"{label} {'gone' if verdict.removed else 'kept'}"] += 1
            if label == "junk" and not verdict.removed:
                line = document.text[verdict.segment.start : verdict.segment.end]
                signals = ", ".join(f"{s.rule} {s.weight:+g}" for s in verdict.signals)
                missed.append(Missed(row["source"], line, verdict.score, signals))
    return counts, missed


def words_of(line: str) -> tuple[str, ...]:
    """The words of a line as phrases see them."""
    return tuple(normalise(line).decode("utf-8", "replace").split())


def pieces(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The five-word strings of a line."""
    return {words[n : n + 5] for n in range(len(words) - 4)}


def keys(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What a line is counted by: itself, its first words, its last words; () where it has too few."""
    long = len(words) > ENDS
    return words, ("^", *words[:ENDS]) if long else (), ("$", *words[-ENDS:]) if long else ()


def support(missed: Sequence[Missed], corpus: Corpus) -> list[Support]:
    """What `corpus` has for each line."""
    wanted = [words_of(m.line) for m in missed]
    ours = {key for words in wanted for key in keys(words) if key}
    half = {piece for words in wanted for piece in pieces(words)}
    documents: Counter[tuple[str, ...]] = Counter()
    near: Counter[tuple[str, ...]] = Counter()
    for text in corpus:
        lines = [words_of(line) for line in text.lines]
        documents.update({key for words in lines for key in keys(words)} & ours)
        here = {piece for words in lines for piece in pieces(words)} & half
        near.update(w for w in set(wanted) if here and pieces(w) and len(pieces(w) & here) * 2 >= len(pieces(w)))
    counts = ((*(documents[key] for key in keys(words)), near[words]) for words in wanted)
    return [Support(*count) for count in counts]


def report(missed: Sequence[Missed], found: Sequence[Support], sources: Counter[str], each: bool) -> None:
    """What can be learned at most, and each line if asked for."""
    total = len(missed)
    for least in (1, 2, 3, 5):
        whole = sum(s.line >= least for s in found)
        some = sum(max(s) >= least for s in found)
        print(f"of the {total} missed, {whole} recur as lines in {least} or more, {some} in any form")
    print(f"of the {total} missed, {sum(not max(s) for s in found)} have no support whatever")
    print(
        f"of the {total} missed, {sum(sources[m.source] < 10 for m in missed)} are of sources with under 10 documents"
    )
    if each:
        print("documents of the source, with the line, its first words, its last words, half of its strings; score")
        for m, s in sorted(zip(missed, found, strict=True), key=lambda x: (-max(x[1]), x[0])):
            print(f"{sources[m.source]:>4} {s.line:>4} {s.first:>4} {s.last:>4} {s.near:>4} {m.score:>6.1f}", end="  ")
            print(f"{m.line[:90]!r} {m.signals}")


def _switched(entries: list[dict[str, Any]], on: bool) -> list[dict[str, Any]]:
    return [{**e, "enabled": True} if on and e.get("group") != "attribution" else e for e in entries]


def say(name: str, counts: Counter[str]) -> None:
    """One line of the table."""
    junk = counts["junk gone"] + counts["junk kept"]
    print(f"{name:<28} {counts['junk gone']:>4} of {junk} junk lines ({counts['junk gone'] / junk:.1%}), ", end="")
    print(f"{counts['content gone']} of {counts['content gone'] + counts['content kept']} content lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unlabelled")
    parser.add_argument("labelled")
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    corpus = Corpus(Finder([options.unlabelled]))
    census = Census(24).take(corpus)
    candidates = list(Survey(census, options.least).take(corpus).found.values())
    rows = [json.loads(line) for line in Path(options.labelled).read_text(encoding="utf-8").split("\n") if line]
    builtin = load_rules()
    shapes = [r for r in builtin if r.kind == "shape"]

    def learned(book: RuleBook, doubtful: bool = False) -> list[Rule]:
        return [
            r
            for r in rules_of(
                _switched(Learned(Judge(candidates, census.sources, book, options.least), "x").rules, doubtful)
            )
            if r.enabled or doubtful
        ]

    base, missed = found(rows, RuleBook(builtin))
    say("built-in", base)
    say("built-in and learned", found(rows, RuleBook([*builtin, *learned(RuleBook(builtin))]))[0])
    say("learned alone", found(rows, RuleBook([*shapes, *learned(RuleBook(shapes))]))[0])
    say("... with the doubtful", found(rows, RuleBook([*shapes, *learned(RuleBook(shapes), True)]))[0])
    report(missed, support(missed, corpus), census.sources, options.missed)


if __name__ == "__main__":
    main()
