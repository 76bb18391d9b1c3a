"""Short texts looked at together: in nearly all of them nothing is found, and that is known sooner for many at once.

Each step is done for all of them before the next one begins: what it needs, words and automatons and its own code, then
is at hand. A text in which a step finds anything is left to the usual way.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.languages import is_likely
from cleaner.model import Document
from cleaner.pipeline import ENGLISH, STAGES, Cleaner
from cleaner.propose.lines import look_ahead

SHORT = 2_000  #: code points; in longer texts more is found, and what was done for them here is done again


def untouched(tidy: Cleaner, documents: Sequence[Document]) -> list[bool]:
    """Whether `tidy` finds nothing in each of the documents, neither to change nor to tell; False where it may.

    >>> tidy = Cleaner(select=["typos"])
    >>> untouched(tidy, [tidy.document(text) for text in ("The post.", "Teh post.")])
    [True, False]
    """
    still = {number: document for number, document in enumerate(documents) if _is_simple(document)}
    look_ahead(still.values(), tidy.book)
    for stage, proposers in enumerate(STAGES):
        english = {number for number, document in still.items() if not stage or is_likely(document, ("en",))}
        for propose in proposers:
            for number in english & still.keys() if propose in ENGLISH else [*still]:
                if any(True for _ in propose(still[number], tidy.book)):
                    del still[number]
    return [number in still for number in range(len(documents))]


def _is_simple(document: Document) -> bool:
    """Whether nothing but what proposers find can be told of the document: it has no comment and no stray byte."""
    if len(document.text) > SHORT or "cleaner:" in document.text or "metadata" in document.facts:
        return False
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
