"""The page's tree, and trafilatura's reading of it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import Any

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from cleaner.errors import InputError
from cleaner.extract.blocks import key_of
from cleaner.extract.offline import bare_extraction, xmltotxt

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
    # Drawings and styles are most of many trees, never text, and trafilatura copies the tree several times.
    lxml.etree.strip_elements(tree, "style", "svg", "link", with_tail=False)
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            script.text = None
    return tree


def first_reading(tree: HtmlElement, url: str | None, markdown: bool = False) -> Reading:
    """trafilatura's text of the page, line by line.

    Comments are left out: on articles that is the better text.
    """
    options: dict[str, Any] = {"include_comments": False, "output_format": "python"}
    if markdown:
        options |= {"include_formatting": True, "include_links": True}
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without text as errors
    try:
        found: Any = bare_extraction(tree, url=url, **options)
        if found is None or found.body is None:
            return Reading([], [])
        if markdown:
            return _markdown(xmltotxt(found.body, True).split("\n"))
    except RecursionError as error:  # lists in lists in lists: it walks them by calling itself
        raise ExtractionSkipped("is nested too deeply") from error
    lines = [line for line in found.text.split("\n") if line.strip()]
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
