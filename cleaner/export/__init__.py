"""Findings in the forms that other programs read: SARIF, GitHub annotations, rdjson lines.

Each exporter takes findings, which `cleaner.export.finding.findings` makes of a log record and the bytes it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.export.finding import Finding, findings

#: What `check --output-format` takes; `text` and `diff` are written by the command itself.
FORMATS = ("text", "sarif", "github", "rdjson", "diff")


def exported(form: str, found: Iterable[Finding]) -> Iterator[str]:
    """The lines of a report in the form "sarif", "github" or "rdjson", without their line breaks.

    >>> list(exported("github", []))
    []
    """
    if form == "sarif":
        from cleaner.export.sarif import sarif

        yield sarif(found)
    elif form == "github":
        from cleaner.export.github import annotation

        yield from map(annotation, found)
    elif form == "rdjson":
        from cleaner.export.rdjson import diagnostic

        yield from map(diagnostic, found)
    else:
        raise ValueError(f"no exporter for {form!r}")


__all__ = ["FORMATS", "Finding", "exported", "findings"]
