"""Strip the junk that scraping and pasting leave in prose, mend its slips, and log every change.

>>> import cleaner
>>> result = cleaner.clean("The vote was close.  Teh mayor won.", select=["typos"])
>>> result.text, result.edits[0].old
('The vote was close.  The mayor won.', 'Teh')
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.model import Edit, Result, Safety, Signal
from cleaner.pipeline import Cleaner
from cleaner.version import __version__

__all__ = ["Cleaner", "CleanerError", "Edit", "Result", "Safety", "Signal", "__version__", "clean"]


def clean(
    text: str,
    format: str = "text",
    url: str | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    rules: Iterable[str | Path] = (),
    unsafe: bool = False,
) -> Result:
    """`text` cleaned once. For many texts make a `Cleaner`, which loads the rules once.

    `format` is `text`, `markdown`, `html`, `srt` or `vtt`; for HTML `url` helps to find the article. `select` and
    `ignore` are groups and rule ids, `rules` paths of more packs, `unsafe` also makes edits that are right only most of
    the time. Places in the result count code points of `text` (for HTML: of the extracted text, `result.original`).
    Raises CleanerError for a name that is none and for a broken pack.

    >>> result = clean("All is *well* in teh harbour.", format="markdown")
    >>> result.text, [(edit.start, edit.end, edit.rule) for edit in result.edits]
    ('All is *well* in the harbour.', [(17, 20, 'codespell')])
    """
    return Cleaner(select, ignore, rules, unsafe).clean(text, format, url)
