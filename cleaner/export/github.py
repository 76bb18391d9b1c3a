"""GitHub annotations: workflow commands, one line each, which Actions shows beside the lines of a pull request.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from cleaner.export.finding import Finding
from cleaner.terminal import safe


def annotation(found: Finding) -> str:
    """The workflow command of one finding.

    >>> print(annotation(Finding("a,b.md", "codespell", "typos", "safe", "typo", "teh", "the", None, None)))
    ::warning file=a%2Cb.md,title=codespell::typo: teh -> the
    """
    properties = {"file": safe(found.path), **_place(found), "title": safe(found.rule)}
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{'warning' if found.new is not None else 'notice'} {written}::{_data(found.said())}"


def _place(found: Finding) -> dict[str, int]:
    """GitHub takes columns only where a finding stays on its line, and counts them inclusively."""
    if found.shown is None:
        return {}
    start, end = found.shown.start, found.shown.end
    place = {"line": start.line, "endLine": end.line}
    if start.line == end.line and start.column:
        place |= {"col": start.column, "endColumn": max(end.column - 1, start.column)}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
