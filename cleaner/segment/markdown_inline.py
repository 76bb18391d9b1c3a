"""Where code, links, images, tags, entities and escapes stand inside one piece of Markdown prose.

markdown-it's inline rules are run one construct at a time without making tokens, so that each has a place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from cleaner.model import Span
from cleaner.segment.markdown_opaque import TEMPLATE

_SPECIAL = re.compile(r"[`\\<&\[]|!(?=\[)")
_RULES = ("text", "escape", "backticks", "link", "image", "autolink", "html_inline", "entity")
_TAG = re.compile(r"</?[A-Za-z>][^<>\n]*>?|<!--[\s\S]*")
#: Elements whose content is not prose.
_VERBATIM = re.compile(r"<(code|kbd|samp|var|pre|tt|script|style|svg|math|textarea|title)\b", re.IGNORECASE)
#: What a template or a JSX expression holds does not end the link or tag around it.
_MASKED = re.compile(TEMPLATE.pattern + r"|\{[^{}\n\[\]\\<`]*\}")
_AUTOLINK = re.compile(r"<[^\s<>/!?][^\s<>]*[:@]")
_NESTING = 20
#: A `[` that opens nothing makes the parser look ahead; this many in one paragraph are no prose.
_MAX_UNMATCHED = 1000


class Constructs(NamedTuple):
    """Spans in the prose, in code points: what is not prose, links, images; and whether it was all read."""

    protected: list[Span]
    links: list[Span]
    images: list[Span]
    whole: bool = True


@cache
def _parser() -> MarkdownIt:
    parser: Any = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.inline.ruler.enableOnly(list(_RULES))
    parser.inline.terminator_re = re.compile(r"[`\\<&\[\]]|!(?=\[)")  # nothing else starts a rule that is on
    parser.validateLink = lambda url: True  # javascript: is no link to a browser, but it is no prose either
    parser.normalizeLink = lambda url: url
    return parser  # type: ignore[no-any-return]


def constructs(prose: str, references: dict[str, Any]) -> Constructs:
    """The constructs in `prose`; `references` are the document's definitions by normalised label.

    >>> found = constructs("see `a` and [the page](p.html)", {})
    >>> found.protected, found.links
    ([(4, 7), (12, 13), (21, 30)], [(12, 30)])
    """
    found = Constructs([], [], [])
    if not _SPECIAL.search(prose):
        return found
    masked = _MASKED.sub(_mask, prose) if "{" in prose else prose
    state = StateInline(masked, _parser(), {"references": references}, [])
    return _Reader(state, found).read()


def _mask(match: re.Match[str]) -> str:
    """Letters in place of a template keep a link with one in its target a link."""
    return "x" * len(match[0])


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, state: StateInline, found: Constructs) -> None:
        self.state, self.src, self.found = state, state.src, found
        self.ends: list[Span] = []  # of the links around this place: from where the text ends
        self.unmatched = 0
        self.unclosed: set[str] = set()

    def read(self) -> Constructs:
        """Everything in the text."""
        pos = 0
        while match := _SPECIAL.search(self.src, pos):
            pos = self._close(match.start())
            if pos > match.start():
                continue
            pos = self._construct(pos)
            if self.unmatched > _MAX_UNMATCHED:
                return self.found._replace(whole=False)
        self._close(len(self.src))
        return self.found

    def _close(self, pos: int) -> int:
        """Protect the targets of links whose text ends before `pos`; where to go on."""
        while self.ends and self.ends[-1][0] <= pos:
            span = self.ends.pop()
            self.found.protected.append(span)
            pos = max(pos, span[1])
        return pos

    def _construct(self, pos: int) -> int:
        """Read what starts at `pos`; where to go on."""
        self.state.pos = pos
        self.state.md.inline.skipToken(self.state)
        end, sign = self.state.pos, self.src[pos]
        if sign == "[":
            return self._link(pos, end)
        if sign == "<":
            self._tag(pos, end)
        elif sign == "!" and end > pos + 1:
            self.found.images.append((pos, end))
        if end > pos + 1 or sign == "`":
            self.found.protected.append((pos, end))
        return end

    def _link(self, pos: int, end: int) -> int:
        if end == pos + 1:
            self.unmatched += 1
            return end
        self.found.links.append((pos, end))
        label_end = parseLinkLabel(self.state, pos, True)
        if label_end < 0 or self.src[label_end + 1 : end] in ("", "[]"):  # its text is its label
            self.found.protected.append((pos, end))
            return end
        self.found.protected.append((pos, pos + 1))
        self.ends.append((label_end, end))
        return pos + 1

    def _tag(self, pos: int, end: int) -> None:
        """What starts with `<` at `pos`: an autolink, a tag, perhaps JSX; and code inside of it."""
        if end == pos + 1:
            if match := _TAG.match(self.src, pos):
                self.found.protected.append(match.span())
        elif match := _VERBATIM.match(self.src, pos):
            name = match[1]
            close = -1 if name in self.unclosed else self.src.find(f"</{name}", end)
            if close >= 0:
                self.found.protected.append((pos, self.src.find(">", close) + 1 or len(self.src)))
            else:
                self.unclosed.add(name)
        elif _AUTOLINK.match(self.src, pos, end):
            self.found.links.append((pos, end))
