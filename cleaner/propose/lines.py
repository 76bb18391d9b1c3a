"""What the rules' phrases and patterns find in each line of a document, looked for once in a line.

What fits a line depends on that line alone. So a line that comes again, in the document or in what an earlier pass has
made of it, is not looked through again: a second pass costs little more than its changed lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import compress
from typing import Any, NamedTuple, cast

from cleaner.again import line_places, memory_of
from cleaner.model import Document, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.expression import compiled
from cleaner.packs.index import Entry
from cleaner.packs.phrase import Phrase, normalise
from cleaner.packs.rule import Rule
from cleaner.packs.shape import Lengths
from cleaner.propose.budget import found_in_time, is_any_late
from cleaner.propose.places import segment_starts, segments_in

Found = tuple[Rule, Phrase]


class Told(NamedTuple):
    """What was found in a line, as phrases see it: what fits it, and phrases that may be a sentence of it."""

    line: bytes = b""
    fitting: tuple[Found, ...] = ()
    inside: tuple[Found, ...] = ()


def known_of(document: Document, what: str) -> dict[Any, Any]:
    """What is known by now, under that name, of pieces of the document: it holds in what later passes make of it."""
    return cast("dict[str, dict[Any, Any]]", document.facts.setdefault("known", {})).setdefault(what, {})


def told_lines(document: Document, book: RuleBook) -> dict[int, Told]:
    """Number of segment -> what was found in it, for each in which anything was."""
    if "told" not in document.facts:
        starts = segment_starts(document)
        found = line_places(document, "told", partial(_tell, book))
        document.facts["told"] = {bisect_left(starts, start): told for start, _, told in found}
        if is_any_late(document):  # a rule that was late has not seen all lines
            known_of(document, "lines").clear()
            if memory := memory_of(document):
                memory.forget("told")
    return cast("dict[int, Told]", document.facts["told"])


def _tell(book: RuleBook, document: Document, spans: Sequence[Span]) -> Iterator[tuple[int, int, Told]]:
    """(start, end, what was found in it) of each segment in `spans` in which anything was."""
    text = document.text
    segments = [*segments_in(document, spans)]
    lines = [text[s.start : s.end] for s in segments]
    known: dict[str, Told] = known_of(document, "lines")
    fresh = [line for line in dict.fromkeys(lines) if line not in known]
    known.update(zip(fresh, _look(document, book, fresh), strict=True))
    every = [known[line] for line in lines]
    if len(segments) == len(document.segments):
        document.facts["normalised"] = b"\n".join([told.line for told in every])
    return ((s.start, s.end, told) for s, told in zip(segments, every, strict=True) if told.fitting or told.inside)


def look_ahead(documents: Iterable[Document], book: RuleBook) -> None:
    """Look through the lines of several documents at once, so that `told_lines` finds them known."""
    whole = Document("", [])
    lines = [(document, [document.text[s.start : s.end] for s in document.segments]) for document in documents]
    fresh = list(dict.fromkeys(line for _, own in lines for line in own))
    told = dict(zip(fresh, _look(whole, book, fresh), strict=True))
    for document, own in lines if not is_any_late(whole) else ():
        known_of(document, "lines").update((line, told[line]) for line in own)


def speaking_of(told: Told, book: RuleBook) -> list[Found]:
    """What speaks for boilerplate of what fits a line: what may act."""
    return [found for found in told.fitting if found[0].weight > 0 and found[0].id in book.on]


def fits_one(document: Document, found: Sequence[Found], text: str) -> bool:
    """Whether one of `found`, which fit a line, fits this part of it too."""
    line = normalise(text)
    for rule, phrase in found:
        if rule.kind == "pattern":
            if any(found_in_time(document, rule, compiled(phrase.text), [text])):
                return True
        elif phrase.fits(line, rule.match):
            return True
    return False


def _look(document: Document, book: RuleBook, lines: list[str]) -> list[Told]:
    if not lines:
        return []
    text = "\n".join(lines)
    normalised, lengths = normalise(_one_a_line(text, lines)), Lengths(lines)
    fitting: dict[int, list[Found]] = defaultdict(list)
    inside: dict[int, list[Found]] = defaultdict(list)
    tried: dict[Entry, list[int]] = {}
    for number, entry in book.phrases.look(normalised, lengths):
        if entry.inside:
            inside[number].append((entry.rule, entry.phrase))
        elif entry.rule.kind == "pattern":
            tried.setdefault(entry, []).append(number)
        else:
            fitting[number].append((entry.rule, entry.phrase))
    split = normalised.split(b"\n")
    tried.update(_unannounced(book, text, split, lengths))
    for entry, numbers in tried.items():
        rule, phrase = entry.rule, entry.phrase
        allowed = [n for n in numbers if _is_signed(entry, lines[n])] if entry.signs else numbers
        found = found_in_time(document, rule, compiled(phrase.text), [lines[n] for n in allowed]) if allowed else ()
        for number in compress(allowed, found):
            fitting[number].append((rule, phrase))
    return [
        Told(line, tuple(sorted(fitting.get(n, ()), key=_name)), tuple(sorted(inside.get(n, ()), key=_surest)))
        if n in fitting or n in inside
        else Told(line)
        for n, line in enumerate(split)
    ]


def _one_a_line(text: str, lines: list[str]) -> str:
    """`text`, which is `lines` joined, without line breaks inside of them."""
    if "\r" not in text and text.count("\n") == len(lines) - 1:
        return text
    return "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)


def _unannounced(
    book: RuleBook, text: str, normalised: Sequence[bytes], lengths: Lengths
) -> Iterator[tuple[Entry, list[int]]]:
    """(pattern that nothing announces, lines short enough for it) for each that has no signs, or one in the text."""
    there = book.phrases.signs_in(text)
    for entry, limit in book.phrases.unannounced:
        if not entry.signs or not there.isdisjoint(entry.signs):
            least, most = entry.rule.min_words, entry.rule.max_words
            short = (n for n, line in enumerate(normalised) if len(line) <= limit)
            yield entry, [n for n in short if lengths.between(n, least, most)]


def _is_signed(entry: Entry, line: str) -> bool:
    """Whether one of the pattern's signs stands in the line."""
    return any(sign in line for sign in entry.signs)


def _name(found: Found) -> tuple[str, str]:
    return found[0].id, found[1].text


def _surest(found: Found) -> tuple[float, str, str]:
    return -found[0].weight, found[0].id, found[1].text
