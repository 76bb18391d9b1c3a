"""The page's tree, and trafilatura's reading of it."""

from __future__ import annotations

import logging
import re
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from cleaner.errors import InputError
from cleaner.extract.blocks import key_of
from cleaner.extract.offline import Extractor, bare_extraction

#: `huge_tree` lifts the limits behind which libxml2 silently drops text, 256 nested elements and 10 MB of
#: one text,
#: to 2,048 elements and no end.
PARSER = lxml.etree.HTMLParser(
    collect_ids=False,
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
    huge_tree=True,
    default_doctype=False,
)
# lxml.html's own parser asks Python for the class of every element, over and over: 7 % of trafilatura's time.
PARSER.set_element_class_lookup(lxml.etree.ElementDefaultClassLookup(element=HtmlElement))
#: Elements without text of the page's own, and the furniture of any page: trafilatura deletes both one by one before it
#: reads, and first copies, searches and scores them.
EMPTY = frozenset(
    {"title", "meta", "base", "input", "iframe", "source", "track", "area", "object", "embed", "canvas", "audio"}
    | {"video", "picture"}
)
FURNITURE = frozenset(
    {"aside", "nav", "footer", "button", "select", "option", "datalist", "menu", "dialog", "map", "label"}
)
COUNT = lxml.etree.XPath("count(.//p)")
#: trafilatura itself reads a page again if it found less than this (characters).
SHORT = 250
#: A Markdown link's target, which is not part of what the page shows.
TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
TABLE = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines of text with their keys.

    Lines whose number is in `fixed` (code, tables, blanks) hold together.
    """

    lines: list[str]
    keys: list[str]
    fixed: frozenset[int] = field(default_factory=frozenset)


class ExtractionSkipped(InputError):
    """A page that could not be read whole. The message says why."""


def parse(html: bytes) -> HtmlElement | None:
    """The tree of `html` (sanitised UTF-8), or None where there is nothing to parse.

    Raises ExtractionSkipped where the parser gave up midway: it would silently leave out the rest.
    """
    try:
        tree = lxml.html.document_fromstring(html, parser=PARSER)
    except lxml.etree.ParserError:  # nothing but blanks and comments
        return None
    fatal = PARSER.error_log.filter_from_fatals()
    if fatal:
        raise ExtractionSkipped(f"cannot be parsed whole: {fatal[0].message}")
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            script.tag = "style"
    # Drawings, styles and scripts are most of many trees, never text, and trafilatura copies the tree several times.
    lxml.etree.strip_elements(tree, "style", "svg", "link", with_tail=False)
    return tree


class _Once(Extractor):
    """Options to read a page once: trafilatura copies them to read one again in another way, and then gives up."""

    def __copy__(self) -> NoReturn:
        raise ValueError("read once")


@lru_cache(maxsize=8)
def _options(quick: bool, markdown: bool, url: str | None) -> Any:
    """trafilatura's options. Comments are left out: on articles that is the better text."""
    kind = _Once if quick else Extractor
    return kind(fast=quick, comments=False, output_format="python", formatting=markdown, links=markdown, url=url)


def bare(tree: HtmlElement) -> HtmlElement:
    """The same tree, changed: without what is never text and what `quick_reading` does not look at."""
    lxml.etree.strip_elements(tree, *EMPTY, with_tail=False)
    lxml.etree.strip_tags(tree, "img")
    return tree


def quick_reading(tree: HtmlElement, url: str | None, markdown: bool = False) -> Reading | None:
    """trafilatura's text of the page by its first and best method alone, in two thirds of the time.

    None where it would look at what its other methods find: it is short, or has no paragraphs, or it took the page
    for one paragraph or for tables. And where most paragraphs stand in what is furniture elsewhere.
    """
    tree = copy(tree)
    lxml.etree.strip_elements(tree, "noscript", with_tail=False)
    all_paragraphs = COUNT(tree)
    lxml.etree.strip_elements(tree, *FURNITURE, with_tail=False)
    if 2 * COUNT(tree) < all_paragraphs:
        return None
    found = _found(tree, url, markdown, quick=True)
    if found is None or len(found.text) < SHORT or sum(1 for _ in found.body.iter()) <= 2:
        return None
    paragraphs = found.body.findall(".//p")
    if len(found.body.findall(".//table")) > len(paragraphs) or not any("".join(p.itertext()) for p in paragraphs):
        return None
    return _reading(found.text, markdown)


def first_reading(tree: HtmlElement, url: str | None, markdown: bool = False) -> Reading:
    """trafilatura's text of the page, line by line, by all its methods."""
    found = _found(tree, url, markdown, quick=False)
    return _reading(found.text, markdown) if found else Reading([], [])


def _found(tree: HtmlElement, url: str | None, markdown: bool, quick: bool) -> Any:
    """What trafilatura finds: `text`, and the `body` that it is made of. None where that is nothing."""
    logger = logging.getLogger("trafilatura")
    if logger.level != logging.CRITICAL:  # to set it costs all loggers what they remember
        logger.setLevel(logging.CRITICAL)  # it reports pages without text as errors
    try:
        found: Any = bare_extraction(tree, options=_options(quick, markdown, url if markdown else None))
    except RecursionError as error:  # lists in lists in lists: it walks them by calling itself
        raise ExtractionSkipped("is nested too deeply") from error
    return None if found is None or found.body is None else found


def _reading(text: str, markdown: bool) -> Reading:
    if markdown:
        return _markdown(text.split("\n"))
    lines = [line for line in text.split("\n") if line.strip()]
    return Reading(lines, [key_of(line) for line in lines])


def _markdown(lines: list[str]) -> Reading:
    """Markdown lines, those of code and tables fixed."""
    fixed = set()
    fence = ""
    for number, line in enumerate(lines):
        opening = FENCE.match(line)
        if fence or opening or TABLE.match(line) or not line.strip():
            fixed.add(number)
        if opening and not fence:
            fence = opening[1]
        elif opening and line.strip() == fence:
            fence = ""
    return Reading(lines, [key_of(TARGET.sub("]", line)) for line in lines], frozenset(fixed))
