"""Words inside Markdown prose that are not prose: addresses, handles, file names, math, labels, templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.model import Span
from cleaner.segment.markdown_opaque import BRACES

#: What one of the patterns below begins with. Most prose has none of it and is not looked at any further.
_TRIGGER = re.compile(r"[@{}$]|\.[a-z0-9]|:[\w/]|/\w|\[[\^\[]|\\\(|\]\(|-->")
_ADDRESS = re.compile(r"(?:https?://|ftps?://|file://|www\.|mailto:|tel:)[^\s<>\"`|\[\]{}“”«»]+", re.IGNORECASE)
_URL_END = ".,;:!?*_~'\""
#: A word with a dot, slashes or an @ inside it: names of files, hosts, packages, people.
_GLUED = re.compile(r"@\w|(?<=\w)\.[a-z0-9]|/\w+/|:(?=//)")
_APART = "\\s<>\"'`|()\\[\\]{}“”‘’«»"
_GLUED_BEFORE = re.compile(rf"(?s:.*)[{_APART}]")
_GLUED_AFTER = re.compile(rf"[^{_APART}]+")
_OTHER = re.compile(
    r"\$\$[^$\n]+\$\$|\$(?![\s$])[^$\n]*(?<![\s\\])\$(?!\d)"  # math as Pandoc reads it
    r"|\\\((?:[^\\\n]|\\(?![()]))+\\\)"
    r"|\[\^[^\[\]\s]+\]"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\(\S*"  # a target, even where its link is not whole
    r"|\A(?:[^<]|<(?!!--))*-->"
    r"|!?\[\[[^\[\]\n]+\]\]"
    r"|(?<![\w:]):[a-z0-9_+-]+:(?![\w:])"
)
_EMPHASIS = re.compile(r"[*_~]+")
_HALF_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}")


def guarded(prose: str) -> list[Span]:
    """Spans of `prose`, in code points, that no edit may touch whatever the Markdown around them is.

    In no particular order, and they may overlap.

    >>> [ "see @ann, ann@example.org or docs.example.org/a for $x$"[a:b] for a, b in
    ...   sorted(guarded("see @ann, ann@example.org or docs.example.org/a for $x$")) ]
    ['@ann', 'ann@example.org', 'docs.example.org/a', '$x$']
    """
    spans = [match.span() for match in _EMPHASIS.finditer(prose)]
    if "\n" in prose:
        spans += _breaks(prose)
    if _TRIGGER.search(prose):
        spans += addresses(prose)
        spans += _glued(prose)
        spans += [match.span() for match in BRACES.finditer(prose)]
        spans += [match.span() for match in _OTHER.finditer(prose)]
    return spans


def addresses(prose: str) -> list[Span]:
    """Bare URLs in `prose`, without the full stop or bracket that closes the sentence around them.

    >>> addresses("(see https://example.org/a_(b). It)")
    [(5, 30)]
    """
    if ":" not in prose and "www." not in prose:
        return []
    return [(match.start(), match.start() + _length(match[0])) for match in _ADDRESS.finditer(prose)]


def _length(url: str) -> int:
    extra, end = url.count(")") - url.count("("), len(url)
    while end and (url[end - 1] in _URL_END or (url[end - 1] == ")" and extra > 0)):
        end -= 1
        extra -= url[end] == ")"
    return end


def _breaks(prose: str) -> Iterator[Span]:
    """Newlines with blanks before (a hard break) or after them (the indentation of a list)."""
    done = 0
    for match in re.finditer(r"\n[ \t]*", prose):
        start = done + len(prose[done : match.start()].rstrip(" \t"))
        done = match.end()
        if done - start > 1:
            yield start, done


def _glued(prose: str) -> Iterator[Span]:
    """Whole words around a dot, slash or @ in them; each is read once."""
    done = 0
    for match in _GLUED.finditer(prose):
        if match.start() < done:
            continue
        near = max(done, match.start() - 200)
        before = _GLUED_BEFORE.match(prose, near, match.start())
        after = _GLUED_AFTER.match(prose, match.start())
        done = after.end() if after else match.end()
        stop = match.start() + len(prose[match.start() : done].rstrip(_URL_END))
        yield before.end() if before else near, max(stop, match.end())


def half_template(prose: str) -> bool:
    """Whether a template begins or ends in `prose` without its other half: then nothing in it is sure.

    >>> half_template("{{ a"), half_template("{{ a }} and {% b %}")
    (True, False)
    """
    return ("{" in prose or "}" in prose) and bool(_HALF_TEMPLATE.search(BRACES.sub("", prose)))
