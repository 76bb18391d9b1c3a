"""Blocks that CommonMark does not know and that content is full of: math, Liquid, Hugo, MDX, directives.

Each is taken whole or, for a line such as `:::note`, as that line, so that nothing in it is read as prose.
What opens a block but is never closed is left to the ordinary rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

#: `{{ … }}`, `{% … %}`, `{# … #}` on any number of lines, without a blank line or a back-tick inside.
#: No template holds the start of another, so a run of unclosed ones is read only once.
TEMPLATE = re.compile(
    r"\{\{(?:[^{}`\n]|\{(?!\{)|\}(?!\})|\n(?![ \t]*\n))*\}\}"
    r"|\{%(?:[^{%`\n]|\{(?!%)|%(?!\})|\n(?![ \t]*\n))*%\}"
    r"|\{#(?:[^{}#`\n]|#(?!\}))*#\}"
)
#: A template, or any one-line braces: attribute lists, MDX expressions, CriticMarkup.
BRACES = re.compile(TEMPLATE.pattern + r"|\{[^{}\n]*\}")

_LIQUID = r"\{%-?\s*(raw|highlight|comment|code|capture|schema|javascript|stylesheet|style|mermaid|math)\b"
_HUGO = r"\{\{[<%]\s*(highlight|mermaid|math|katex|code|raw|rawhtml|chart|gist)\b(?![^\n]*/[>%]\}\})"
_MAX_SCAN = 200  # lines that a script or component may take before its braces close


class _Paired(NamedTuple):
    """A block from what `opening` matches to the line that holds `closing` (filled in with its group)."""

    kind: str
    opening: re.Pattern[str]
    closing: str


_PAIRED = (
    _Paired("math", re.compile(r"\$\$"), "$$"),
    _Paired("math", re.compile(r"\\\[\s*$"), "\\]"),
    _Paired("math", re.compile(r"\\begin\{([\w*]{1,30})\}"), "\\end{%s}"),
    _Paired("template", re.compile(_LIQUID), "end%s"),
    _Paired("template", re.compile(_HUGO), "/%s"),
    _Paired("template", re.compile(r"\{/\*"), "*/}"),
)
_LINES = (
    ("directive", re.compile(r":{3,}|[!?]{3}\+?\s+\w|===[!+]*\s+\"")),
    ("directive", re.compile(r"\[!\w+\][+-]?(?:\s|$)|\[\[?_?toc_?\]?\]\s*$", re.IGNORECASE)),
    ("reference", re.compile(r"\*\[[^\]]+\]:")),
)
_CODE_DIRECTIVE = re.compile(r":{3,}\s*\{?\.?(?:mermaid|math|code|raw|eval-rst)\b")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")
_SCRIPT = re.compile(
    r"import\s+(?:[\w*${][^;'\"]*\s+from\s+)?['\"][^'\"\n]+['\"];?\s*$|import\s*(?:\w+\s*,\s*)?\{\s*$"
    r"|export\s+(?:default\b|const\b|let\b|var\b|function\b|class\b|async\b|[{*])"
)
_VERBATIM = re.compile(r"<(?:[!?]|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>*+-]*(`{3,}|~{3,})")
_COMPONENT = re.compile(r"</?(?:[A-Z]|>)")
_METADATA = re.compile(r"---[ \t]*\n(?:[\w-]+:(?:[ \t][^\n]*)?\n|[ \t]+[^\s][^\n]*\n)+---[ \t]*(?=\n|\Z)")


def add_opaque_blocks(parser: MarkdownIt) -> None:
    """Teach `parser` these blocks; it then gives a token `opaque` for each, with its kind in `info`."""
    parser.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("table", "opaque", _opaque, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _html(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The parser's own rule, but a blank line inside a fence does not end the block: in MDX that is code."""
    found = html_block(state, first, last, silent)
    if found and not silent and not _VERBATIM.match(state.src, state.bMarks[first] + state.tShift[first]):
        state.line = max(state.line, _blank(state, first, last, braces=False))
        state.tokens[-1].map = [first, state.line]
    return found


def _opaque(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The parser's rule: whether a block of ours starts on line `first`; if so, its token is pushed."""
    pos = state.bMarks[first] + state.tShift[first]
    finders = (_INTERRUPTING if silent else _STARTING).get(state.src[pos : pos + 1])
    if not finders or pos >= state.eMarks[first] or state.is_code_block(first):
        return False
    line = state.src[pos : state.eMarks[first]]
    for find in finders:
        if found := find(state, first, last, pos, line):
            if not silent:
                state.line = found[1]
                token = state.push("opaque", "", 0)
                token.info, token.map = found[0], [first, found[1]]
            return True
    return False


_Found = tuple[str, int] | None


def _paired(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    for kind, opening, closing in _PAIRED:
        if not (match := opening.match(line)):
            continue
        at = _next(state, closing % match[1] if match.re.groups else closing, pos + match.end())
        end = bisect_left(state.eMarks, at + 1) + 1 if at >= 0 else last + 1
        if end <= last and not _leaves(state, first, end):
            return kind, end
    return None


def _verbatim(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    """A directive whose content is not prose, to the line of colons that closes it."""
    if _CODE_DIRECTIVE.match(line):
        for i in range(first + 1, last):
            if state.src.startswith(":::", state.bMarks[i] + state.tShift[i]):
                return "directive", i + 1
    return None


def _next(state: StateBlock, needle: str, pos: int) -> int:
    """Where `needle` comes next; remembered, so that a run of unclosed blocks is searched only once."""
    known = state.env.setdefault("closings", {})
    if needle not in known and len(known) > 50:
        return -1
    at: int = known.get(needle, -2)
    if at != -1 and at < pos:
        at = known[needle] = state.src.find(needle, pos)
    return at


def _leaves(state: StateBlock, first: int, end: int) -> bool:
    """Whether a line of the block has left the list or quote that it began in."""
    return any(state.sCount[i] < state.blkIndent and not state.isEmpty(i) for i in range(first + 1, end))


def _single(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    for kind, pattern in _LINES:
        if pattern.match(line):
            end = first + 1
            while kind == "directive" and line[0] == ":" and end < last and _option(state, end):
                end += 1
            return kind, end
    return None


def _option(state: StateBlock, line: int) -> bool:
    return bool(_OPTION.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]))


def _templates(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    """Lines that hold templates and nothing else."""
    while match := BRACES.match(state.src, pos):
        pos = state.skipSpaces(match.end())
    end = bisect_left(state.eMarks, pos)
    alone = end < last and pos >= state.eMarks[end] and not state.isEmpty(end)
    return ("template", end + 1) if alone else None


def _metadata(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    """The front matter of one slide in a deck."""
    if state.level or not line.startswith("---") or not (match := _METADATA.match(state.src, pos)):
        return None
    return "front-matter", bisect_left(state.eMarks, match.end()) + 1


def _script(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    """MDX: an import or export, to the next blank line outside of braces."""
    if state.level or state.tShift[first] or not _SCRIPT.match(line):
        return None
    return "code", _blank(state, first, last)


def _component(state: StateBlock, first: int, last: int, pos: int, line: str) -> _Found:
    """MDX: a component, to the next blank line outside of braces."""
    return ("html", _blank(state, first, last)) if _COMPONENT.match(line) else None


def _blank(state: StateBlock, first: int, last: int, braces: bool = True) -> int:
    """The first blank line after `first` with no fence and no brace open; the first one if none closes."""
    blank, depth, fence = 0, 0, ""
    for i in range(first, min(last, first + _MAX_SCAN)):
        if state.isEmpty(i):
            blank = blank or i
            if depth <= 0 and not fence:
                return i
        elif i > first and state.sCount[i] < state.blkIndent:
            return blank or i
        text = state.src[state.bMarks[i] : state.eMarks[i]]
        if (match := _FENCE.match(text)) and match[1].startswith(fence):
            fence = "" if fence else match[1]
        depth += (text.count("{") - text.count("}")) * braces
    return blank or min(last, first + _MAX_SCAN)


_Finder = Callable[[StateBlock, int, int, int, str], _Found]
#: By the first character of a line: what may start there even in the midst of a paragraph ...
_INTERRUPTING: dict[str, tuple[_Finder, ...]] = {
    "$": (_paired,),
    "\\": (_paired,),
    "{": (_paired, _templates),
    ":": (_verbatim, _single),
    **dict.fromkeys("!?=[", (_single,)),
}
#: ... and what may start a block.
_STARTING: dict[str, tuple[_Finder, ...]] = {
    **_INTERRUPTING,
    "*": (_single,),
    "-": (_metadata,),
    "<": (_component,),
    **dict.fromkeys("ie", (_script,)),
}
