"""Strip the junk that scraping and pasting leave in prose, mend its slips, and log every change.

>>> import cleaner
>>> result = cleaner.clean("The vote was close.  Teh mayor won.", select=["typos"])
>>> result.text, result.edits[0].old
('The vote was close.  The mayor won.', 'Teh')

What to use:

- `clean(text)` for one text; `Cleaner(...)`, which loads its rules once, and its method `clean` for many.
- Both give a `Result`: `text`, `edits` (what was changed), `flags` (what is only reported), `original`, and `refused`
  (why a text was left as it was).
- An `Edit` has `start`, `end`, `old`, `new`, `rule`, `group`, `safety`, and as evidence `signals`.
- `cleaner.edits.apply(result.text, cleaner.edits.inverse(result.edits))` takes the edits back.
- `CleanerError` is what is raised for a name, a format or a rule pack that cannot be used; its text is for people.
- `cleaner.adapters` has what datatrove, Ray Data, Spark and WARC files need.

All other modules are the program's own and may change. On the command line: `cleaner --help`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from cleaner.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.errors import CleanerError
    from cleaner.model import Edit, Result, Safety, Signal
    from cleaner.pipeline import Cleaner
else:  # the names that others use are imported when they are first asked for: most commands need few of the modules
    _FROM = {
        **dict.fromkeys(("Edit", "Result", "Safety", "Signal"), "cleaner.model"),
        "Cleaner": "cleaner.pipeline",
        "CleanerError": "cleaner.errors",
    }

    def __getattr__(name: str) -> object:
        if name not in _FROM:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(_FROM[name]), name)
        return found


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
    from cleaner.pipeline import Cleaner

    return Cleaner(select, ignore, rules, unsafe).clean(text, format, url)
