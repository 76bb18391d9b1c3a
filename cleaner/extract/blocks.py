"""The page as its own blocks of text, in the order of the document, and what the markup says about each.

A block is a run of text between two block-level boundaries (`<p>`, `<li>`, `<br>`, ...). This second, far
simpler reading leaves out only what is never an article's (navigation, footers, forms' fields); it gives
the evidence by which the first one's lines are judged, and the text it left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from cleaner.extract.words import words_of


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements that stay inside a line of text. All others break it.
INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb ruby s samp small"
    " span strike strong sub sup time tt u var wbr"
)
#: Elements whose text is never the article's.
SILENT = _names(
    "aside audio button canvas datalist dialog embed footer head iframe img input label link map math menu"
    " meta nav noscript object option picture progress script select source style svg template textarea"
    " title track video"
)
IMAGES = _names("audio canvas iframe img object picture video")
#: Elements whose mere presence above a block is evidence.
TELLING = {
    tag: frozenset({f"<{tag}"})
    for tag in _names("address article details dl figcaption figure form header main section table ul")
}
#: Letters from which a block is solid prose, if few of them are linked.
SOLID = 70
#: A page with less solid prose than this has its article elsewhere: in an `aside` that holds at least so much.
SCANT, PLENTY = 300, 1000
#: Of these the nearest one names what a block is.
KINDS = {
    "figcaption": "figcaption",
    "li": "li",
    "td": "td",
    "th": "td",
    "blockquote": "blockquote",
    "pre": "pre",
}
LINK, BOLD, ITALIC = 0, 1, 2
STYLES = {"a": LINK, "b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}

#: An element whose children are being read: (element, children left, box, styles).
_Open = tuple[HtmlElement, Iterator[HtmlElement], "Box", tuple[int, ...]]

NOT_WORD = re.compile(r"[\W_]+")
_NO_WORD = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_LOWER = bytes(range(256)).lower()
NOTHING: frozenset[str] = frozenset()
HIDDEN = frozenset({"hidden"})
#: Attributes whose words name an element, and those that hide it, with what their value must have.
NAMING = frozenset({"id", "itemprop", "role"})
HIDING = {
    "hidden": re.compile(""),
    "aria-hidden": re.compile("true$"),
    "style": re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I),
}


@dataclass(slots=True, eq=False)
class Box:
    """An element that blocks stand in.

    `says`: its own words; `kind`: what it makes of the blocks below it.
    """

    tag: str
    parent: Box | None
    says: frozenset[str]
    kind: str
    signature: str


@dataclass(slots=True, eq=False)
class Block:
    """A run of text.

    `key` is its letters and digits only; of these, `styled` are in links, bold and italic.
    """

    text: str
    key: str
    box: Box
    styled: tuple[int, int, int] = (0, 0, 0)
    broken: bool = False
    image: bool = False
    ruled: bool = False


def key_of(text: str) -> str:
    """Letters and digits of `text`, for comparing lines whatever their spacing and punctuation.

    >>> key_of("Read more: 5 tips…")
    'readmore5tips'
    """
    left = text.encode("utf-8", "surrogatepass").translate(_LOWER, _NO_WORD)  # six times as fast, where that is all
    if left.isascii():
        return left.decode("ascii")
    return NOT_WORD.sub("", left.decode("utf-8", "surrogatepass")).lower()


class _Walk:
    """The block being read, and those that have been."""

    __slots__ = ("blocks", "image", "parts", "ruled", "silent", "styled")

    def __init__(self, silent: frozenset[str]) -> None:
        self.silent = silent
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.styled: list[tuple[str, tuple[int, ...]]] = []
        self.image = False
        self.ruled = False

    def add(self, text: str, styles: tuple[int, ...]) -> None:
        """Take up text that continues the current block, or starts it if there is more to it than blanks."""
        if not self.parts and text.isspace():
            return
        self.parts.append(text)
        if styles:
            self.styled.append((text, styles))

    def close(self, box: Box, broken: bool = False) -> None:
        """End the current block, if it has any letters."""
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        key = key_of(text) if text else ""
        if key:
            styled = self._counted(len(key)) if self.styled else (0, 0, 0)
            self.blocks.append(Block(text, key, box, styled, broken, self.image, self.ruled))
            self.image = self.ruled = False
        self.styled.clear()

    def _counted(self, most: int) -> tuple[int, int, int]:
        """Letters of the block in links, bold and italic."""
        counts = [0, 0, 0]
        for part, styles in self.styled:
            size = len(key_of(part))
            for style in styles:
                counts[style] += size
        link, bold, italic = counts
        return min(link, most), min(bold, most), min(italic, most)


def read_blocks(tree: HtmlElement) -> list[Block]:
    """All blocks of the page's body; those in `aside` elements only where one of these is the article.

    >>> from lxml.html import fromstring
    >>> [block.text for block in read_blocks(fromstring("<body><aside>Advert</aside><p>One<br>two <b>three</b>"))]
    ['One', 'two three']
    """
    blocks = _walked(tree, SILENT)
    if sum(_prose(blocks).values()) < SCANT:
        all_blocks = _walked(tree, SILENT - {"aside"})
        if max(_prose(all_blocks).values(), default=0) >= PLENTY:
            return all_blocks
    return blocks


def _prose(blocks: list[Block]) -> Counter[Box | None]:
    """Letters of solid prose by the box around its paragraphs."""
    found: Counter[Box | None] = Counter()
    for block in blocks:
        if len(block.key) >= SOLID and 5 * block.styled[LINK] < len(block.key):
            found[block.box.parent] += len(block.key)
    return found


def _walked(tree: HtmlElement, silent: frozenset[str]) -> list[Block]:
    """All blocks outside silent elements. The stack is our own: pages nest deeper than Python may call."""
    body = tree.find("body")
    body = tree if body is None else body
    walk = _Walk(silent)
    box = Box(str(body.tag), None, frozenset(), "", "")
    if body.text:
        walk.add(body.text, ())
    stack: list[_Open] = [(body, iter(body), box, ())]
    while stack:
        element, children, box, styles = stack[-1]
        for child in children:
            opened = _enter(walk, child, box, styles)
            if opened:
                stack.append(opened)
                break
        else:
            stack.pop()
            if stack:
                if stack[-1][2] is not box and walk.parts:
                    walk.close(box)
                if tail := element.tail:
                    walk.add(tail, stack[-1][3])
    walk.close(box)
    return walk.blocks


def _enter(walk: _Walk, child: HtmlElement, box: Box, styles: tuple[int, ...]) -> _Open | None:
    """Read a child up to its own children, or all of it where it has none."""
    tag = child.tag
    if tag in INLINE:
        style = STYLES.get(tag)
        inner = styles if style is None or style in styles else (*styles, style)
        if text := child.text:
            walk.add(text, inner)
        if len(child):
            return child, iter(child), box, inner
    elif tag in walk.silent or not isinstance(tag, str):
        walk.image = walk.image or tag in IMAGES
    else:
        if walk.parts:
            walk.close(box, tag == "br")
        if tag == "br" or tag == "hr":
            walk.ruled = walk.ruled or tag == "hr"
        elif len(child):
            if text := child.text:
                walk.add(text, styles)
            return child, iter(child), _box(child, tag, box), styles
        elif (text := child.text) and not text.isspace():
            walk.add(text, styles)
            walk.close(_box(child, tag, box))
    if tail := child.tail:
        walk.add(tail, styles)
    return None


def _box(element: HtmlElement, tag: str, above: Box) -> Box:
    """The box of a block-level element."""
    says = TELLING.get(tag, NOTHING)
    css = ""
    for name, value in element.items():
        if name == "class":
            css = value
            found = words_of(value)
        elif name in NAMING:
            found = words_of(value)
        elif name in HIDING and HIDING[name].search(value):
            found = HIDDEN
        else:
            continue
        if found:
            says = says | found if says else found
    return Box(tag, above, says, KINDS.get(tag, above.kind), f"{tag}.{css[:80]}")
