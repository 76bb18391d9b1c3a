"""Comments in a document that switch rules off and on.

    <!-- cleaner: off -->             everything, from here to the next `on` or to the end
    <!-- cleaner: off typos, ftfy -->     these groups and rules
    <!-- cleaner: on -->              everything again; with names, these
    <!-- cleaner: off-line typos -->  in this line; standing alone, in the next line
    <!-- cleaner: off-file -->        in the whole document

`{/* cleaner: off */}` says the same in MDX. What follows ` -- ` is a remark. In code such comments are examples.
A name that no group or rule has is reported where it stands: it switches nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety, Span, inside_any

_COMMENT = compile_later(
    r"(?<!`)(?:<!--|\{/\*)[ \t]*cleaner:[ \t]*(off-file|off-line|off|on)(?![\w-])([^\r\n]{0,300}?)(?:-->|\*/\})"
)
UNKNOWN = "unknown-rule"  #: what a name that nothing has is reported as
_NAME = compile_later(r"[\w-]+")
_LINE_END = compile_later(r"\r\n|\n|\r|\Z")


class Off(NamedTuple):
    """What is off in a span: everything but `but`, or only `names`."""

    span: Span
    everything: bool
    names: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    def holds(self, names: frozenset[str]) -> bool:
        """Whether a finding by rules and groups of these `names` is switched off."""
        return bool(names & self.names) or (self.everything and not names & self.but)


class Switches:
    """Where rules are off in a document, and where its switching comments stand.

    >>> text = "Teh cat. <!-- cleaner: off-line typos -->\\nTeh dog."
    >>> off = switches(Document(text, []))
    >>> [off.blocks(Edit(n, n + 3, "Teh", "The", "codespell", "typos")) for n in (0, 42)]
    [True, False]
    """

    def __init__(self, comments: list[Span], off: list[Off], names: list[tuple[str, int]]) -> None:
        self.comments = comments
        self.off = off
        self.names = names  #: with the offsets where they stand

    def blocks(self, edit: Edit) -> bool:
        """Whether a comment forbids the edit; comments themselves are never edited."""
        if inside_any(edit.start, edit.end, self.comments):
            return True
        names = frozenset({edit.rule, edit.group, *(s.rule for s in edit.signals if s.weight > 0)})
        return any(off.holds(names) and inside_any(edit.start, edit.end, (off.span,)) for off in self.off)

    def unknown(self, problem_with: Callable[[str], str]) -> Iterator[Edit]:
        """A flag for each name of which `problem_with` says what is the matter."""
        for name, at in self.names:
            if problem := problem_with(name):
                yield Edit(
                    at, at + len(name), name, "", rule=UNKNOWN, safety=Safety.FLAG, message=f"{name!r} {problem}"
                )


def switches(document: Document) -> Switches | None:
    """The switches in `document`, or None where there are none."""
    if "cleaner:" not in document.text:
        return None
    found = [m for m in _COMMENT.finditer(document.text) if not _in_code(m.start(), document)]
    if not found:
        return None
    names = [(name[0], match.start(2) + name.start()) for match in found for name in _names(match)]
    return Switches([m.span() for m in found], list(_offs(found, document.text)), names)


def _names(match: re.Match[str]) -> Iterator[re.Match[str]]:
    return _NAME.finditer(match[2].partition(" -- ")[0])


def _offs(found: list[re.Match[str]], text: str) -> Iterator[Off]:
    everything, names, but, since = False, frozenset[str](), frozenset[str](), 0
    for match in found:
        given = frozenset(name[0] for name in _names(match))
        if match[1] in ("off-file", "off-line"):
            span = (0, len(text)) if match[1] == "off-file" else _line(match, text)
            yield Off(span, not given, given)
            continue
        if everything or names:
            yield Off((since, match.start()), everything, names, but)
        since = match.start()
        if not given:
            everything, names, but = match[1] == "off", frozenset(), frozenset()
        elif match[1] == "off":
            names, but = names | given, but - given
        else:
            names, but = names - given, but | given
    if everything or names:
        yield Off((since, len(text)), everything, names, but)


def _line(match: re.Match[str], text: str) -> Span:
    """The line of the comment, and the next one where the comment stands alone."""
    start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
    end = _end_of_line(text, match.end())
    if (text[start : match.start()] + text[match.end() : end.start()]).strip():
        return start, end.start()
    return start, _end_of_line(text, end.end()).start()


def _end_of_line(text: str, at: int) -> re.Match[str]:
    found = _LINE_END.search(text, at)
    assert found is not None  # the pattern fits the end of the text
    return found


def _in_code(at: int, document: Document) -> bool:
    number = bisect_right(document.segments, at, key=lambda s: s.outer_start) - 1
    return number >= 0 and document.segments[number].kind == "code" and at < document.segments[number].outer_end
