"""Menus that were laid out as a table: rows of one short cell at the very end of a text, and a row of many labels.

A table that tells something has columns and rows. What has one column, and stands in many rows below the last
paragraph, is a list of links in a frame; what has one row of many short labels, some of which rules know, is the menu
of the site.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from cleaner.later import compile_later
from cleaner.literals import starts_of
from cleaner.model import Document, Signal
from cleaner.packs.book import RuleBook
from cleaner.propose.judged import CERTAIN, Judged, line_of, removable
from cleaner.propose.pieces import MENU_SHARE, known_labels
from cleaner.propose.places import segment_starts

CELLS = "menu-cells"  #: what takes the rows
LEAST = 6  #: rows
LONGEST = 90  #: code points of one
PROSE = 25  #: words of the paragraph above, in a cell or not
ENDS = frozenset(".!?。！？")  #: what sentences end with
SENTENCES = 0.25  #: the share of rows that may end as sentences do

LABELS = 6  #: of a row of labels; numbers and sentences are none
KNOWN = 2  #: of them that rules must know, at least
_LABEL = compile_later(r"[^|.!?。:：\d]{1,24}")
_ROW = compile_later(r"\|\s*([^|\n]{1,80}?)\s*\|[\s|]*")


def mark(document: Document, judged: dict[int, Judged], book: RuleBook) -> None:
    """Mark as removed, in `judged`, rows of tables that are menus."""
    if document.format == "text" and "|" in document.text:
        for number in (*_last_rows(document, judged), *_label_rows(document, book)):
            found = judged.setdefault(number, Judged(document.segments[number]))
            if not found.removed and removable(found.segment):
                found.signals = [Signal(CELLS, CERTAIN)]
                found.removed = True


def _last_rows(document: Document, judged: dict[int, Judged]) -> list[int]:
    """The rows of one cell at the end, where they are many."""
    if not (document.text[-99:].rstrip() or document.text.rstrip()).endswith("|"):
        return []
    rows: list[int] = []
    number = len(document.segments) - 1
    while number >= 0 and (_is_gone(judged, number) or _is_row(document, number)):
        if not _is_gone(judged, number):
            rows.append(number)
        number -= 1
    ending = sum(line_of(document, n).text.rstrip(" |")[-1:] in ENDS for n in rows)
    if len(rows) < LEAST or ending > SENTENCES * len(rows) or not _has_prose(document, number):
        return []
    return rows


def _label_rows(document: Document, book: RuleBook) -> list[int]:
    """Rows of many labels that are the only row of their table; of a menu's labels rules know some."""
    starts = segment_starts(document)
    places = ((bisect_right(starts, at) - 1, at) for at in starts_of(document.text, "|"))
    bars = Counter(n for n, at in places if n >= 0 and at < document.segments[n].end)
    rows = {n: _labels(line_of(document, n).text) for n, count in bars.items() if count >= LABELS - 1}
    alone = [n for n in rows if rows[n] and bars[n - 1] < 3 and bars[n + 1] < 3]
    known = known_labels(document, book, sorted({cell for n in alone for cell in rows[n]})) if alone else {}
    return [n for n in alone if sum(cell in known for cell in rows[n]) >= max(KNOWN, MENU_SHARE * len(rows[n]))]


def _labels(text: str) -> list[str]:
    """The cells of a row of labels; none where it is another kind of row."""
    cells = [cell.strip() for cell in text.split("|") if cell.strip()]
    return cells if len(cells) >= LABELS and all(map(_LABEL.fullmatch, cells)) else []


def _is_gone(judged: dict[int, Judged], number: int) -> bool:
    return number in judged and judged[number].removed


def _is_row(document: Document, number: int) -> bool:
    line = line_of(document, number)
    return len(line.text) <= LONGEST and removable(line.segment) and _ROW.fullmatch(line.text) is not None


def _has_prose(document: Document, last: int) -> bool:
    return any(line_of(document, n).words >= PROSE for n in range(last + 1))
