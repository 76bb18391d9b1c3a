"""HTML to an article's text, with what the page's structure says about each line.

The page is read twice: by trafilatura, and as plain blocks in the order of the document. The blocks give
the evidence by which trafilatura's lines are judged, and the paragraphs that it lost. `extract` is the way
in; `worker.Worker` does the same inside a process with limits on time and memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaner.extract.blocks import read_blocks
from cleaner.extract.decode import decode_html, sanitise
from cleaner.extract.evidence import gather
from cleaner.extract.judge import Dropped, decide, dropped, score
from cleaner.extract.lines import render
from cleaner.extract.misread import read_units
from cleaner.extract.page import read_page
from cleaner.extract.read import ExtractionSkipped, parse
from cleaner.model import Segment

__all__ = ["Extracted", "ExtractionSkipped", "extract"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article's text and what is known about it.

    `segments` are the lines of `text` (spans in code points); `metadata` has any of title, author, date and
    site; `codec` is None for input that was text already. `how` says where the text comes from, `dropped`
    holds the lines of trafilatura's text that are not in `text`, with the evidence, and `added` counts the lines that
    only the second reading found.
    """

    text: str
    segments: list[Segment]
    title: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    codec: str | None = None
    how: str = "nothing"
    dropped: tuple[Dropped, ...] = ()
    added: int = 0


def extract(
    html: bytes | str, url: str | None = None, *, markdown: bool = False, charset: str | None = None
) -> Extracted:
    """The main text of a page, as plain text or Markdown. `charset` is what the HTTP header says of bytes.

    Raises ExtractionSkipped where the parser met a limit and would have left text out.

    >>> page = "<html><body><p>One whole paragraph.</p><p>And another one.</p></body></html>"
    >>> extract(page).text
    'One whole paragraph.\\nAnd another one.'
    """
    text, codec = decode_html(html, charset) if isinstance(html, bytes) else (html, None)
    tree = parse(sanitise(text))
    if tree is None:
        return Extracted("", [], codec=codec)
    page = read_page(tree)
    blocks = read_blocks(tree)
    reading, units = read_units(tree, blocks, url, markdown)
    evidence = gather(units, page)
    chosen = decide(units, evidence, score, reading.fixed)
    body, segments = render(chosen, reading.fixed, markdown)
    added = sum(not judged.unit.was_read for judged in chosen)
    return Extracted(
        body,
        segments,
        page.metadata.get("title"),
        page.metadata,
        codec,
        ("trafilatura" if added < len(chosen) else "blocks") + (" and blocks" if 0 < added < len(chosen) else ""),
        dropped(units, evidence, chosen),
        added,
    )
