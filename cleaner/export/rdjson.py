"""Lines of JSON in the Reviewdog Diagnostic Format (rdjsonl), with suggestions.

See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; columns there count bytes, from 1.
"""

from __future__ import annotations

import json
from typing import Any

from cleaner.export.finding import Finding, Place, Region
from cleaner.terminal import safe


def diagnostic(found: Finding) -> str:
    """The JSON object of one finding, on one line.

    >>> print(diagnostic(Finding("a.md", "codespell", "typos", "safe", "typo", "teh", "the", None, None)))
    {"message": "typo: teh -> the", "location": {"path": "a.md"}, "severity": "WARNING", ...}
    """
    location: dict[str, Any] = {"path": safe(found.path)}
    if found.shown:
        location["range"] = _range(found.shown)
    written: dict[str, Any] = {
        "message": found.said(),
        "location": location,
        "severity": "WARNING" if found.new is not None else "INFO",
        "source": {"name": "cleaner"},
        "code": {"value": safe(found.rule)},
    }
    if found.fix and found.fix.start.byte and found.new is not None:
        written["suggestions"] = [{"range": _range(found.fix), "text": found.new}]
    return json.dumps(written)


def _range(region: Region) -> dict[str, Any]:
    return {"start": _position(region.start), "end": _position(region.end)}


def _position(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.byte} if place.byte else {"line": place.line}
