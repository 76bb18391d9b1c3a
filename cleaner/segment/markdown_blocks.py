"""The blocks of a Markdown document, as markdown-it finds them, with the containers each stands in."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from cleaner.segment.markdown_opaque import add_opaque_blocks

_NESTING = 100  # what lies deeper is in no block, and so protected
_OPENS = {"list_item_open": "item", "blockquote_open": "quote", "footnote_reference_open": "footnote"}
_CLOSES = {"list_item_close", "blockquote_close", "footnote_reference_close"}
_FIXED = {
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "definition": "reference",
    "hr": "rule",
}
_PROSE = {"paragraph_open": "paragraph", "heading_open": "heading"}
_FENCED_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)"
    r"|(\+\+\+|;;;)[ \t]*\n(?:[^\n]*\n)*?\2[ \t]*(?=\n|\Z)"
)
_KEY = re.compile(r"^(?:[\w\"'-][^:\n]*:(?:\s|$)|\s*#|\s*\{)", re.MULTILINE)


class Container:
    """A list item, quote or footnote: where it opens and how many blocks it holds."""

    __slots__ = ("blocks", "kind", "label", "line")

    def __init__(self, kind: str, line: int, label: str, first: int) -> None:
        self.kind, self.line, self.label = kind, line, label
        self.blocks = -first  # made a count when it closes


class Block(NamedTuple):
    """One block: its kind, lines [first, last), the containers around it, the prose as the parser gives it.

    `prose` is empty for what is not prose, and has one entry per cell for a table's row.
    """

    kind: str
    first: int
    last: int
    inside: tuple[Container, ...]
    prose: tuple[str, ...] = ()
    level: int = 0


class Blocks(NamedTuple):
    """All blocks of a document in order, and its link definitions by normalised label."""

    blocks: list[Block]
    references: dict[str, Any]


def front_matter(text: str) -> int:
    """Where the front matter at the start of `text` (YAML, TOML, JSON; newlines `\\n`) ends; 0 without one.

    >>> front_matter("---\\ntitle: A\\n---\\nText"), front_matter("---\\n\\nText\\n\\n---\\n")
    (16, 0)
    """
    if match := _FENCED_MATTER.match(text):
        yaml = match["yaml"]
        return match.end() if not yaml or yaml.isspace() or _KEY.search(yaml) else 0
    if not re.match(r"\{\s*\"", text):
        return 0
    try:
        end: int = json.JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):
        return 0
    return end if re.compile(r"[ \t]*(?:\n|\Z)").match(text, end) else 0


@cache
def _parser() -> MarkdownIt:
    options = {"maxNesting": _NESTING, "inline_definitions": True}
    parser: Any = MarkdownIt("commonmark", options).enable("table")
    parser.validateLink = lambda url: True
    parser.normalizeLink = lambda url: url
    footnote_plugin(parser)
    add_opaque_blocks(parser)
    return parser  # type: ignore[no-any-return]


def read_blocks(text: str) -> Blocks:
    """The blocks of `text`, whose newlines are `\\n`. Raises what the parser raises; lines count from 0.

    >>> [(b.kind, b.first, b.last, b.prose) for b in read_blocks("# A\\n\\n- b\\n  c\\n").blocks]
    [('heading', 0, 1, ('A',)), ('paragraph', 2, 4, ('b\\nc',))]
    """
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    mark = int(text.startswith("\ufeff"))
    body = mark + front_matter(text[mark:] if mark else text)
    skipped = text.count("\n", 0, body)
    matter = [Block("front-matter", 0, skipped + 1, ())] if body > mark else []
    _parser().block.parse(text[body:].replace("\0", "\ufffd"), _parser(), env, tokens)
    return Blocks(matter + _collect(tokens, skipped), env.get("references", {}))


def _collect(tokens: list[Token], skipped: int) -> list[Block]:
    """The blocks that `tokens` tell of; the parser was not shown the first `skipped` lines."""
    blocks: list[Block] = []
    inside: tuple[Container, ...] = ()
    for i, token in enumerate(tokens):
        kind = token.type
        first, last = (line + skipped for line in token.map or (0, 0))
        if kind in _OPENS and token.map:
            inside += (Container(_OPENS[kind], first, token.meta.get("label", ""), len(blocks)),)
        elif kind in _CLOSES:
            inside[-1].blocks += len(blocks)
            inside = inside[:-1]
        elif kind == "tr_open" and token.map:
            blocks += _row(tokens, i, first, inside)
        elif token.map and kind in _PROSE:
            prose = (tokens[i + 1].content,)
            blocks.append(Block(_PROSE[kind], first, last, inside, prose, int(token.tag[1:] or 0)))
        elif token.map and (kind in _FIXED or kind == "opaque"):
            blocks.append(Block(_FIXED.get(kind, token.info), first, last, inside))
    return blocks


def _row(tokens: list[Token], start: int, first: int, inside: tuple[Container, ...]) -> list[Block]:
    """A row of a table, and after its head the line that makes it one."""
    cells, i = [], start + 1
    while tokens[i].type != "tr_close":
        if tokens[i].type == "inline":
            cells.append(tokens[i].content)
        i += 1
    head = tokens[start - 1].type == "thead_open"
    row = Block("row", first, first + 1, inside, tuple(cells), int(head))
    return [row, Block("table", first + 1, first + 2, inside)] if head else [row]
