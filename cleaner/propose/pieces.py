"""Lines that are several labels in one: a row of buttons, a menu, or labels that an extractor ran together.

"Share | Print | Comments" and "Share this articleCommentsClose" say nothing that a phrase could know as a whole; each
of their pieces does. A line is such a row where its pieces, cut at separators, at the seams between a small and a
capital letter, or between words, are themselves whole lines that rules know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cleaner.languages import may_be_spoken
from cleaner.later import compile_later, compile_regex_later
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.propose.judged import removable
from cleaner.propose.lines import known_of

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
#: looked for first. A letter above ASCII may be small or a capital; none is among the signs from U+2000 on.
_ABOVE = "\x80-\u1fff\u2070-\U0010ffff"
_MAY_BE_CUT = compile_later(
    rf"[|•·»›→/>~–—\-A-Z{_ABOVE}](?:(?<=[|•·»›→])|(?<=\s[/>~–—-])(?=\s)|(?<=[a-z{_ABOVE}.!?][A-Z{_ABOVE}])(?=[a-z{_ABOVE}]))"
)


def rows(document: Document, book: RuleBook, named: Mapping[int, Iterable[Known]]) -> Iterator[tuple[int, Known]]:
    """(number of segment, (rule that knows a piece best, weight)) for each line that is a row of labels."""
    lines = {n: cuts for n in range(len(document.segments)) if n not in named and (cuts := _cuts(document, n, named))}
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
    words = text.split()
    if not cuts and 2 <= len(words) <= WORDS and any(n in named for n in range(number - NEAR, number + NEAR + 1)):
        cuts = [_Cut(tiles, 1.0) for tiles in _tilings(words)]
    return [cut for cut in cuts if 2 <= len(cut) <= MOST]


def _may_be_cut(text: str) -> bool:
    """Whether a separator or a seam may be in the text: three blanks are two plain ones, or one that is not printed."""
    return "  " in text or not text.isprintable() or _MAY_BE_CUT.search(text) is not None


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
    found: dict[str, list[Known]] = defaultdict(list)
    normalised = normalise("\n".join(p.replace("\n", " ") for p in pieces))
    for number, rule, _ in book.phrases.hits(normalised):
        label = rule.kind in ("phrase", "block") and rule.match == "line" and rule.weight >= LEAST
        if label and rule.id in book.on and may_be_spoken(document, rule.languages):
            found[pieces[number]].append((rule, rule.weight))
    return {piece: max(rules, key=lambda r: (r[1], r[0].id)) for piece, rules in found.items()}
