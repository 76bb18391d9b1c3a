"""Running heads and page numbers of a text that was taken from pages: they count up at the distance of a page.

No phrase knows them, for every book has its own. But the same short line comes again and again, its number one or two
higher each time, after about as many lines as a page has, and it stands in the midst of sentences, where no heading
and no numbered chapter ever stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.packs.shape import Line
from cleaner.propose.judged import CERTAIN, Judged, removable

RUNNING = "running-head"  #: what takes the head or foot of a page
LONGEST = 90  #: code points of a running head
LINES = 40  #: a text of fewer lines has not enough pages
PAGE = range(8, 131)  #: lines of a page
STEP = 2  #: pages from one such line to the next: one, or two where left and right pages differ
LEAST = 3  #: such lines in a row ...
LEAST_BARE = 4  #: ... and where they are numbers and nothing else
BACK = 6  #: lines of the same wording that are looked back at
REGULAR = 2.5  #: how much longer or shorter than most a page may be
SET = 25  #: code points of a line of text above them at least
CUTS = 0.5  #: the share of them that stands in the midst of a sentence

_NUMBER = compile_later(r"\d{1,4}")
_LETTERS = compile_later(r"[^\W\d_]")
#: Measures, prices, times and dates, which no page is numbered by.
_MEASURE = compile_later(r"\d[.,:'’]\d|[$€£¥%°#]|\d{5}")


class _Numbered(NamedTuple):
    """A line with a number: where it stands, and the number."""

    at: int
    number: int


def mark(document: Document, judged: dict[int, Judged]) -> None:
    """Mark as removed, in `judged`, lines that count the pages, and the lines beside them that come again with them."""
    if len(document.segments) < LINES or document.format != "text":
        return
    for key, found in _numbered_lines(document).items():
        chain = _chain(found)
        least = LEAST if _LETTERS.search(key) else LEAST_BARE
        if len(chain) < least or not _is_regular(chain):
            continue
        furniture = {*(line.at for line in chain), *_companions(document, chain)}
        if _cuts_sentences(document, chain, furniture):
            for number in sorted(furniture):
                _remove(document, judged, number)


def _numbered_lines(document: Document) -> dict[str, list[_Numbered]]:
    """Wording with 0 for each number -> the lines of this wording, where there are enough of them."""
    lines: dict[str, list[_Numbered]] = defaultdict(list)
    text = document.text
    for at, segment in enumerate(document.segments):
        start, end = segment.start, segment.end
        if end - start > LONGEST or not (
            text[start].isdigit() or text[end - 1].isdigit() or _is_framed(text, start, end)
        ):
            continue
        numbers = _NUMBER.findall(text, start, end)
        if numbers and removable(segment) and not _MEASURE.search(text, start, end):
            key = _NUMBER.sub("0", text[start:end]).casefold()
            at_end = text[end - 1].isdigit() and len(numbers) == 1
            lines[key].append(_Numbered(at, int(numbers[-1] if at_end else numbers[0])))
    return {key: found for key, found in lines.items() if len(found) >= LEAST}


def _is_framed(text: str, start: int, end: int) -> bool:
    """Whether a short line holds a number between dashes, or a label before it: - 12 -, [12], page 12 |."""
    return end - start <= 16 and _NUMBER.search(text, start, end) is not None


def _chain(lines: list[_Numbered]) -> list[_Numbered]:
    """The longest run of `lines` that counts up by at most STEP, a page or more between one and the next."""
    best: list[tuple[int, int]] = []  # for each line: length of the run that ends with it, the line before it
    for n, line in enumerate(lines):
        found = (1, -1)
        for m in range(max(0, n - BACK), n):
            step = line.number - lines[m].number
            if 1 <= step <= STEP and (line.at - lines[m].at) // step in PAGE:
                found = max(found, (best[m][0] + 1, m))
        best.append(found)
    at = max(range(len(lines)), key=lambda n: best[n][0])
    chain = []
    while at >= 0:
        chain.append(lines[at])
        at = best[at][1]
    return chain[::-1]


def _is_regular(chain: list[_Numbered]) -> bool:
    """Whether most pages are about as long as the others, and most steps the same."""
    sizes = [(b.at - a.at) / (b.number - a.number) for a, b in pairwise(chain)]
    from statistics import median  # 4 ms

    middle = median(sizes)
    even = sum(middle / REGULAR <= size <= middle * REGULAR for size in sizes) >= 0.8 * len(sizes)
    steps = Counter(b.number - a.number for a, b in pairwise(chain))
    return even and max(steps.values()) >= 0.6 * len(sizes)


def _cuts_sentences(document: Document, chain: list[_Numbered], furniture: set[int]) -> bool:
    """Whether text goes on across the lines often enough: a heading stands between sentences."""
    cut = 0
    for line in chain:
        before, after = line.at, line.at
        while before in furniture:
            before -= 1
        while after in furniture:
            after += 1
        above, below = _text(document, before), _text(document, after)
        goes_on = len(above) >= SET and not _line(document, before).ends_sentence
        cut += goes_on and below[:1].isalpha() and not below[:1].isupper()
    return cut >= CUTS * len(chain)


def _companions(document: Document, chain: list[_Numbered]) -> list[int]:
    """Lines right above or below the numbers that are the same on several pages: a running head of its own line."""
    beside: dict[str, list[int]] = defaultdict(list)
    for line in chain:
        for at in (line.at - 1, line.at + 1):
            if text := _text(document, at).casefold().strip():
                beside[text].append(at)
    return [at for text, places in beside.items() if len(places) >= LEAST and len(text) <= LONGEST for at in places]


def _text(document: Document, number: int) -> str:
    if not 0 <= number < len(document.segments):
        return ""
    segment = document.segments[number]
    return document.text[segment.start : segment.end]


def _line(document: Document, number: int) -> Line:
    return Line(_text(document, number), document.segments[number], frozenset())


def _remove(document: Document, judged: dict[int, Judged], number: int) -> None:
    found = judged.setdefault(number, Judged(document.segments[number]))
    if not found.removed and removable(found.segment):
        found.signals = [Signal(RUNNING, CERTAIN)]
        found.removed = True
