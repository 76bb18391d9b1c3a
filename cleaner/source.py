"""Where a text comes from: the name that its record gives, or the host of its address."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.model import Document


def host_of(url: str) -> str:
    """The host of an address, without `www.`; "" where there is none.

    >>> host_of("https://www.example.org:80/a"), host_of("example")
    ('example.org', '')
    """
    from urllib.parse import urlsplit  # 3 ms, only where an address is given

    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def may_come_from(document: Document, sources: Iterable[str]) -> bool:
    """Whether `document` comes from one of `sources`, or may, for all that is known.

    >>> [may_come_from(Document("", [], url=u), ["a.org"]) for u in ("https://a.org/1", "https://b.org/1", None)]
    [True, False, True]
    """
    known = {document.source or "", host_of(document.url or "")} - {""}
    return not known or not known.isdisjoint(sources)
