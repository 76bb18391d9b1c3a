"""SARIF 2.1.0: one log with one run, each finding a result, with its fix.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from cleaner.export.finding import Finding, Region
from cleaner.terminal import safe
from cleaner.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(found: Iterable[Finding]) -> str:
    """The whole log as JSON.

    >>> log = json.loads(sarif([Finding("a b.md", "codespell", "typos", "safe", "typo", "teh", "the", None, None)]))
    >>> result = log["runs"][0]["results"][0]
    >>> result["ruleId"], result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    ('codespell', 'a%20b.md')
    """
    index: dict[str, int] = {}
    rules, results = [], []
    for one in found:
        if one.rule not in index:
            index[one.rule] = len(index)
            rules.append(_rule(one))
        results.append(_result(one, index[one.rule]))
    driver = {"name": "cleaner", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rule(one: Finding) -> dict[str, Any]:
    description = safe(one.message or one.rule)
    return {"id": safe(one.rule), "shortDescription": {"text": description}, "properties": {"group": one.group}}


def _result(one: Finding, index: int) -> dict[str, Any]:
    artifact = {"uri": _uri(one.path)}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if one.shown:
        physical["region"] = _region(one.shown)
    result: dict[str, Any] = {
        "ruleId": safe(one.rule),
        "ruleIndex": index,
        "level": "warning" if one.new is not None else "note",
        "message": {"text": _plain(one.said())},
        "locations": [{"physicalLocation": physical}],
    }
    if one.fix and one.new is not None:
        replacement: dict[str, Any] = {"deletedRegion": _region(one.fix)}
        if one.new:
            replacement["insertedContent"] = {"text": one.new}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": _plain(one.said())}, "artifactChanges": [change]}]
    return result


def _region(region: Region) -> dict[str, int]:
    start, end = region.start, region.end
    if not start.column:
        return {"startLine": start.line}
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": region.offset,
        "charLength": region.length,
    }


def _uri(path: str) -> str:
    """A relative path as a relative reference, an absolute one as a file URI; any bytes of a name are kept."""
    try:
        name = os.fsencode(os.path.normpath(path))
    except UnicodeEncodeError:  # no name of a file, but what a log from elsewhere calls one
        name = safe(path).encode()
    return ("file://" if name.startswith(b"/") else "") + quote(name)


def _plain(text: str) -> str:
    """`text` so that no viewer takes a part of it for a link."""
    return text.replace("](", "]\\(") if "](" in text else text
