"""Lines that are several labels in one: a row of buttons, a menu, or labels that an extractor ran together.

"Share | Print | Comments" and "Share this articleCommentsClose" say nothing that a phrase could know as a whole; each
of their pieces does. A line is such a row where its pieces, cut at separators, at the seams between a small and a
capital letter, or between words, are themselves whole lines that rules know.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cleaner.again import line_places, memory_of
from cleaner.languages import may_be_spoken, plausible
from cleaner.later import compile_later, compile_regex_later
from cleaner.model import Document, Span
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.propose.judged import removable
from cleaner.propose.lines import known_of
from cleaner.propose.places import segment_starts, segments_in

Known = tuple[Rule, float]

LONGEST = 240  #: code points of a line that may be a row of labels
MOST = 24  #: pieces of a row
SHARE = 0.6  #: of the pieces between separators that must be known ...
MENU, MENU_SHARE = 6, 0.3  #: ... and of so many pieces or more, of which a site's own sections are a part
WORDS = 6  #: a line of so many words, none of them parted, may be a row of labels beside others
NEAR = 2  #: lines between such a line and one that a rule knows
LEAST = 4.0  #: weight from which on a rule's phrase is a label
ENOUGH = 9.0  #: what a row is worth at most: it is as certain as a label alone

_SEPARATOR = compile_regex_later(r"\s*[|•·»›→]+\s*|\s+[/>~–—-]\s+|\s{3,}|\t+")
_SEAM = compile_regex_later(r"(?<=\p{Ll}[.!?]?)(?=\p{Lu}\p{Ll})")
_LETTERS = compile_regex_later(r"\p{L}{2}")
#: What a line has that these may cut, for `re`, which is there already: `regex` takes 10 ms to import. What is rare is
#: looked for first: a capital, which stands below U+2000 in all scripts that have them, but for a few rare letters.
_MAY_BE_CUT = compile_later(
    r"[|•·»›→/>~–—\-A-Z\xc0-\u1fff](?:(?<=[|•·»›→])|(?<=\s[/>~–—-])(?=\s)"
    r"|(?=[^\W\d_A-Z])(?:(?<=[^\W\d_A-Z][^\W\d_a-z])|(?<=[.!?][^\W\d_a-z])))"
)


def rows(document: Document, book: RuleBook, named: Mapping[int, Iterable[Known]]) -> Iterator[tuple[int, Known]]:
    """(number of segment, (rule that knows a piece best, weight)) for each line that is a row of labels."""
    numbers = _worth_a_look(document, named)
    lines = {n: cuts for n in numbers if n not in named and (cuts := _cuts(document, n, named))}
    pieces = sorted({piece for cuts in lines.values() for cut in cuts for piece in cut})
    if not pieces:
        return
    known = known_labels(document, book, pieces)
    for number, cuts in lines.items():
        worths = [[known[p] for p in cut if p in known] for cut in cuts]
        whole = [w for w, cut in zip(worths, cuts, strict=True) if len(w) >= 2 and len(w) >= cut.share * len(cut)]
        if whole:
            best = max(whole, key=lambda worth: sum(weight for _, weight in worth))
            rule = max(best, key=lambda found: (found[1], found[0].id))[0]
            yield number, (rule, min(ENOUGH, sum(weight for _, weight in best)))


def _worth_a_look(document: Document, named: Collection[int]) -> Iterable[int]:
    """Numbers of the segments that have something to cut at, or stand near one that a rule knows, and of others."""
    count = len(document.segments)
    if not memory_of(document) or document.format != "text":
        return range(count)
    starts = segment_starts(document)
    near = {n + by for n in named for by in range(-NEAR, NEAR + 1) if 0 <= n + by < count}
    return sorted(near.union(bisect_left(starts, place[0]) for place in line_places(document, _cuttable, _cuttable)))


def _cuttable(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """The segments in `spans` that have something to cut at."""
    for segment in segments_in(document, spans):
        start, end = segment.start, segment.end
        if end - start <= LONGEST and _may_be_cut(document.text[start:end]):
            yield start, end


class _Cut(tuple[str, ...]):
    """The pieces of a line, and the share of them that must be known."""

    share: float

    def __new__(cls, pieces: Iterable[str], share: float) -> _Cut:
        cut = super().__new__(cls, pieces)
        cut.share = share
        return cut


def _cuts(document: Document, number: int, named: Mapping[int, Iterable[Known]]) -> list[_Cut]:
    """The ways to cut the line that are worth a look."""
    segment = document.segments[number]
    if segment.end - segment.start > LONGEST or not removable(segment):
        return []
    text = document.text[segment.start : segment.end]
    known = known_of(document, "parts")
    if text not in known:
        parted = [p for p in _SEPARATOR.split(text) if _LETTERS.search(p)] if _may_be_cut(text) else []
        known[text] = parted, [p for part in parted for p in _SEAM.split(part)]
    parted, seamed = known[text]
    cuts = [_Cut(parted, MENU_SHARE if len(parted) >= MENU else SHARE)] if len(parted) > 1 else []
    if len(seamed) > len(parted):
        cuts.append(_Cut(seamed, 1.0))
    near = not cuts and any(n in named for n in range(number - NEAR, number + NEAR + 1))
    if near and 2 <= len(words := text.split()) <= WORDS:
        cuts = [_Cut(tiles, 1.0) for tiles in _tilings(words)]
    return [cut for cut in cuts if 2 <= len(cut) <= MOST]


def _may_be_cut(text: str) -> bool:
    """Whether a separator or a seam may be in the text: three blanks are two plain ones, or one that is not printed."""
    if "  " in text or not text.isprintable():
        return True
    if text.isascii() and text[1:].islower() and not any(sign in text for sign in "|/>~-"):
        return False
    return _MAY_BE_CUT.search(text) is not None


def _tilings(words: list[str]) -> Iterator[list[str]]:
    """Every way to write `words` as two or more runs of words.

    >>> list(_tilings(["Share", "Print", "page"]))
    [['Share', 'Print page'], ['Share Print', 'page'], ['Share', 'Print', 'page']]
    """
    for mask in range(1, 1 << (len(words) - 1)):
        run, tiles = words[0], []
        for n, word in enumerate(words[1:]):
            if mask >> n & 1:
                tiles.append(run)
                run = word
            else:
                run += f" {word}"
        yield [*tiles, run]


def known_labels(document: Document, book: RuleBook, pieces: list[str]) -> dict[str, Known]:
    """Piece -> the rule that knows it as a whole line, and its weight."""
    if not memory_of(document):
        return _labels(document, book, pieces)
    known: dict[str, Known | None] = known_of(document, "labels").setdefault(plausible(document), {})
    if fresh := [piece for piece in pieces if piece not in known]:
        known.update({**dict.fromkeys(fresh), **_labels(document, book, fresh)})
    return {piece: label for piece in pieces if (label := known[piece])}


def _labels(document: Document, book: RuleBook, pieces: list[str]) -> dict[str, Known]:
    found: dict[str, list[Known]] = defaultdict(list)
    normalised = normalise("\n".join(p.replace("\n", " ") for p in pieces))
    for number, rule, _ in book.phrases.hits(normalised):
        label = rule.kind in ("phrase", "block") and rule.match == "line" and rule.weight >= LEAST
        if label and rule.id in book.on and may_be_spoken(document, rule.languages):
            found[pieces[number]].append((rule, rule.weight))
    return {piece: max(rules, key=lambda r: (r[1], r[0].id)) for piece, rules in found.items()}
