"""Short texts looked at together: in nearly all of them nothing is found, and that is known sooner for many at once.

Each step is done for all of them before the next one begins: what it needs, words and automatons and its own code, then
is at hand. A text in which a step finds anything is left to the usual way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cleaner.languages import is_likely
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.pipeline import ENGLISH, STAGES, Cleaner, Proposer
from cleaner.propose import lines, telling

SHORT = 2_000  #: code points; in longer texts more is found, and what was done for them here is done again


def untouched(tidy: Cleaner, documents: Sequence[Document]) -> list[bool]:
    """Whether `tidy` finds nothing in each of the documents, neither to change nor to tell; False where it may.

    >>> tidy = Cleaner(select=["typos"])
    >>> untouched(tidy, [tidy.document(text) for text in ("The post.", "Teh post.")])
    [True, False]
    """
    still = {number: document for number, document in enumerate(documents) if _is_simple(document)}
    lines.look_ahead(still.values(), tidy.book)
    junk, slips = STAGES
    _leave(still, still, junk, tidy.book)
    english = {number: document for number, document in still.items() if is_likely(document, ("en",))}
    telling.look_ahead(english.values())
    for propose in slips:
        _leave(still, english if propose in ENGLISH else still, [propose], tidy.book)
    return [number in still for number in range(len(documents))]


def _leave(
    still: dict[int, Document], wanted: Mapping[int, Document], proposers: Iterable[Proposer], book: RuleBook
) -> None:
    """Take out of `still` those of the `wanted` documents in which a proposer finds something."""
    for propose in proposers:
        for number in [number for number in wanted if number in still]:
            if next(iter(propose(still[number], book)), None):
                del still[number]


def _is_simple(document: Document) -> bool:
    """Whether nothing but what proposers find can be told of the document: it has no comment and no stray byte."""
    if len(document.text) > SHORT or "cleaner:" in document.text or "metadata" in document.facts:
        return False
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
