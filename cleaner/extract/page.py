"""What the page says about itself: its titles, description, author, date and site, from `meta` and JSON-LD.

Only what is stated outright: guessing a date or an author from the text costs more than the whole
extraction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from cleaner.extract.blocks import key_of

#: `meta` names by what they state, best first.
STATED = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "author": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"),
    "date": (
        "article:published_time",
        "date",
        "pubdate",
        "publishdate",
        "parsely-pub-date",
        "dc.date",
        "dc.date.issued",
    ),
    "site": ("og:site_name", "application-name", "publisher"),
    "description": ("og:description", "description", "twitter:description"),
}
NAMES = frozenset(name for names in STATED.values() for name in names)
#: JSON-LD about anything else (a company, a list of links) says nothing about the article.
ABOUT = re.compile("Article|Posting|Report|Review|WebPage|Recipe|HowTo|Product|Book|Event")
#: What a page says it is, by its JSON-LD's types, most telling first.
SORTS = (
    ("forum", re.compile("DiscussionForum|QAPage|Question|Comment|SocialMedia")),
    ("news", re.compile("NewsArticle")),
    ("shop", re.compile("Product|Offer|Service|Software|Course|LocalBusiness")),
    ("post", re.compile("Article|Posting|Report|Review|Recipe|HowTo")),
)
TAG = re.compile(r"<[^>]*>")
#: An `articleBody` shorter than this is a teaser.
WHOLE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says. Fields other than `metadata` are keys (letters and digits only), for comparing."""

    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    body: str = ""
    sort: str = "none"
    metadata: dict[str, str] = field(default_factory=dict)


def read_page(tree: HtmlElement) -> Page:
    """Everything the page states about its article."""
    stated = _stated(tree)
    linked = _linked(tree)
    heads = [_text(element) for element in tree.iter("title", "h1")][:5]
    metadata = {}
    for name in ("title", "author", "date", "site"):
        values = linked[name] if name in ("author", "date") else []
        values = [*values, *(value for value in stated[name] if "://" not in value)]
        if name == "title":
            values += heads[1:] + heads[:1]
        if values:
            metadata[name] = values[0]
    titles = _keys([*heads, *stated["title"], *linked["title"]], 9)
    body = max(linked["body"], key=len, default="")
    return Page(
        titles,
        _keys([*stated["description"], *linked["description"]], 26),
        _keys([*stated["author"], *linked["author"]], 5)[:8],
        key_of(TAG.sub(" ", unescape(body))) if len(body) >= WHOLE else "",
        _sort(linked["type"]),
        metadata,
    )


def _sort(types: list[str]) -> str:
    """What kind of page this is, by the types its JSON-LD names."""
    said = " ".join(types)
    return next((sort for sort, pattern in SORTS if pattern.search(said)), "page" if types else "none")


def _keys(texts: list[str], shortest: int) -> tuple[str, ...]:
    """Distinct keys of texts that are long enough to mean something."""
    return tuple(dict.fromkeys(key for key in map(key_of, texts) if len(key) >= shortest))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _stated(tree: HtmlElement) -> dict[str, list[str]]:
    """Contents of `meta` elements."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name in NAMES and name not in found and (content := " ".join((element.get("content") or "").split())):
            found[name] = unescape(content)
    return {what: [found[name] for name in names if name in found] for what, names in STATED.items()}


def _linked(tree: HtmlElement) -> dict[str, list[str]]:
    """The same from JSON-LD, and the article's body where it is given."""
    found: dict[str, list[str]] = {name: [] for name in ("title", "author", "date", "description", "body", "type")}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            _take(node, found)
    return found


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in JSON data. Without recursion: the data is a stranger's."""
    left = [data]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            yield node
            left.extend(reversed(node.values()))
        elif isinstance(node, list):
            left.extend(reversed(node))


def _take(node: dict[str, Any], found: dict[str, list[str]]) -> None:
    """What one object says about the article."""
    if isinstance(node.get("articleBody"), str):
        found["body"].append(node["articleBody"])
    if "@type" in node:
        found["type"].append(str(node["@type"]))
    if not ABOUT.search(str(node.get("@type"))):
        return
    for key, name in (("headline", "title"), ("datePublished", "date"), ("description", "description")):
        if isinstance(node.get(key), str):
            found[name].append(unescape(node[key]).strip())
    authors = node.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        said = author.get("name") if isinstance(author, dict) else author
        if isinstance(said, str) and said.strip() and "://" not in said:
            found["author"].append(unescape(said).strip())
