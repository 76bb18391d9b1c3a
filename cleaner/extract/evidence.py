"""What speaks for and against each unit being part of the article: names, whose weights are in weights.tsv.

A name may join two facts with `&`. All of it is structure: sizes, links, markup, place and neighbours; no
phrase of any language is looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from cleaner.extract.align import Unit
from cleaner.extract.blocks import ITALIC, Box
from cleaner.extract.page import Page
from cleaner.extract.view import View, around, look, step

#: What was left out and stands in one of these is furniture on every site: it is never added, unless it is made
#: like the article's own paragraphs and stands among them.
FURNITURE = frozenset(
    {"ad", "author", "caption", "comment", "embed", "footer", "form", "hidden", "letter", "notice", "related"}
    | {"share", "tags", "<figcaption"}
)
#: Of these, words that style sheets and builders also give to an article's own parts (`w-embed`, `card-footer`, ...):
#: long paragraphs inside the article are judged all the same. What stands for a video or a post until readers consent
#: to it is shorter.
LOOSE = frozenset({"embed", "footer"})
SHARES = ("none", "some", "most", "all")
LINKED, ALIKE = (0.05, 0.4, 0.8), (1e-9, 0.02, 0.1, 0.4)
DEPTHS = tuple(f"depth:{depth}" for depth in range(5))
BOX_LINK = tuple(f"box-link:{share}" for share in SHARES)
LIKE = tuple(f"like:{share}" for share in ("none", "tiny", "low", "mid", "high"))
LONG = ("long", "huge")
SOLID = ("mid", "long", "huge")
#: Settings for the page's scripts, in an element that its style hides.
DATA = re.compile(r"""\s*\[?\s*\{\s*["'][^"']{1,80}["']\s*:""")
SENTENCE = re.compile(r"[.!?…。！？।۔؟][\"”’»')\]]*$")


def gather(units: list[Unit], page: Page) -> list[set[str] | None]:
    """The names of the evidence for each unit, in order.

    None for what was left out and is not worth a look.
    """
    view = look(units, page)
    seen: set[str] = set()
    gap = 0
    rank = {index: number for number, index in enumerate(view.kept)}
    found: list[set[str] | None] = []
    for index, unit in enumerate(units):
        if unit.line is None and not worth(view, index):
            gap += len(unit.key)
            found.append(None)
            continue
        names = {*_shape(view, index), *_markup(view, index), *_company(view, index), *_claims(view, index)}
        names.update(_recurrence(view, index))
        if unit.key in seen:
            names |= {"again", f"again&{view.facts[index].size}"}
        if unit.line is not None:
            seen.add(unit.key)
            before, after = rank[index], len(view.kept) - 1 - rank[index]
            names.add(f"start:{min(before, 3)}")
            names.add("finish:" + step(after, (1, 2, 3, 6), ("0", "1", "2", "3+", "6+")))
        names.add("gap:" + step(gap, (1, 100, 500), ("none", "small", "mid", "big")))
        gap = 0 if unit.line is not None else gap + len(unit.key)
        found.append(names)
    return found


def worth(view: View, index: int) -> bool:
    """Whether something that trafilatura left out could be content at all.

    A heading, or text that is not a link; no data, not in furniture, no title, no caption, not beside the body that
    the page states, and outside the article only if it is solid prose or what the page says about itself.
    """
    fact = view.facts[index]
    heading = fact.tag.startswith("h")
    if fact.link not in ("none", "some") or (fact.size == "tiny" and not heading):
        return False
    unit = view.units[index]
    if DATA.match(unit.text) and fact.tag != "pre":
        return False
    near = around(view, unit.box)
    furniture = near.says & FURNITURE
    if near.inside and fact.size in LONG:
        furniture -= LOOSE
    if (furniture and not _native(view, index)) or fact.tag in ("h1", "figcaption"):
        return False
    claims = _claims(view, index)
    if "title" in claims or _caption(view, index) or ("body:well:out" in claims and "described" not in claims):
        return False
    return near.inside or fact.size in SOLID or "described" in claims


def _native(view: View, index: int) -> bool:
    """Whether it stands in the midst of the article, in an element like those of its own paragraphs (2 % of it)."""
    fact = view.facts[index]
    return fact.region == "in" and 50 * view.like[fact.signature] > view.letters


def _caption(view: View, index: int) -> bool:
    """Whether it looks like a picture's caption: text right after a picture, in an element like no paragraph's."""
    fact = view.facts[index]
    named = fact.tag.startswith("h") or fact.size in ("tiny", "short")
    return view.units[index].image and not named and not view.like[fact.signature]


@lru_cache(maxsize=4096)
def _said(says: frozenset[str], region: str) -> tuple[str, ...]:
    """The evidence in these words."""
    names = [f"in:{word}" for word in says]
    return (*names, *(f"{region}&{name}" for name in names)) if region != "in" else tuple(names)


def _shape(view: View, index: int) -> list[str]:
    """Size, links, kind of element, ending and style."""
    unit, fact = view.units[index], view.facts[index]
    size, link, tag, region = fact.size, fact.link, fact.tag, fact.region
    text = unit.text.rstrip()
    end = "stop" if SENTENCE.search(text) else "colon" if text.endswith((":", "：")) else "open"
    names = list(_shaped(size, link, tag, region, end, view.reading, view.page.sort))
    if 2 * unit.styled[ITALIC] > len(unit.key):
        names += ["italic", f"{region}&italic", f"{size}&italic"]
    if unit.image:
        names += ["image", f"image&{size}", f"image&{tag}", f"image&{end}"]
    if unit.ruled:
        names += ["ruled", f"{region}&ruled"]
    if link != "none" and ":" in text[: len(text) // 2]:
        names += [f"colon-link&{link}", f"colon-link&{link}&{end}"]
    return names


@lru_cache(maxsize=20_000)
def _shaped(size: str, link: str, tag: str, region: str, end: str, reading: str, sort: str) -> tuple[str, ...]:
    """The names of these facts, and of pairs of them."""
    names = [f"size:{size}", f"link:{link}", f"tag:{tag}", f"region:{region}", f"end:{end}"]
    names += [f"{region}&{size}", f"{region}&{link}", f"{region}&{tag}", f"{size}&{link}"]
    names += [f"{tag}&{size}", f"{tag}&{link}", f"reading:{reading}&{size}"]
    names += [f"sort:{sort}", *(f"sort:{sort}&{word}" for word in (region, size, tag, link))]
    return tuple(names)


def _recurrence(view: View, index: int) -> list[str]:
    """Whether the unit, or its start, recurs on the page."""
    unit, fact = view.units[index], view.facts[index]
    opening = view.openings[index]
    names = []
    if opening and view.starts[opening] > 2:
        names += ["same-start", f"same-start&{fact.link}"]
    if view.copies[unit.key] > 1:
        names += ["copies", f"copies&{fact.size}"]
    return names


def _markup(view: View, index: int) -> list[str]:
    """What the elements around the unit are and say, leaving out those around the whole article."""
    unit, fact = view.units[index], view.facts[index]
    if unit.box is None:
        return ["box:none"]
    near = around(view, unit.box)
    names = [*_said(near.says, fact.region), DEPTHS[min(near.depth, 4)] if near.inside else "outside"]
    if unit.box.parent is view.home:
        names.append("home")
    letters, linked, _ = view.counts[unit.box]
    if letters:
        names.append(BOX_LINK[bisect_right(LINKED, linked / letters)])
    if unit.box.parent is not None:
        names += _density(view, unit.box.parent)
    names.append(LIKE[bisect_right(ALIKE, view.like[fact.signature] / view.letters)])
    return names


def _density(view: View, parent: Box) -> tuple[str, ...]:
    """How much of the text in the element around a block's is linked, kept and the article's; remembered for each."""
    if parent not in view.density:
        letters, linked, kept = view.counts[parent]
        names = (
            "parent-link:" + step(linked / (letters or 1), LINKED, SHARES),
            "parent-kept:" + step(kept / (letters or 1), (1e-9, 0.5, 0.9), SHARES),
            "parent-share:" + step(kept / view.letters, (0.03, 0.15, 0.5), ("tiny", "low", "mid", "high")),
        )
        view.density[parent] = names if letters else ()
    return view.density[parent]


def _company(view: View, index: int) -> list[str]:
    """What stands before and after."""
    unit, fact = view.units[index], view.facts[index]
    names: list[str] = []
    for name, other in (("prev", index - 1), ("next", index + 1)):
        if not 0 <= other < len(view.units):
            names.append(f"{name}:none")
            continue
        near, near_fact = view.units[other], view.facts[other]
        relation = ""
        if near.box is not None and unit.box is not None:
            if near.box is unit.box:
                relation = "same-box"
            elif near.box.parent is unit.box.parent:
                relation = "sibling"
        alike = near_fact.signature == fact.signature
        names += _beside(name, near.line is not None, near_fact.size, near_fact.link, near_fact.tag, relation, alike)
    return names


@lru_cache(maxsize=20_000)
def _beside(name: str, kept: bool, size: str, link: str, tag: str, relation: str, alike: bool) -> tuple[str, ...]:
    """What a neighbour is."""
    names = [f"{name}:{'kept' if kept else 'out'}", f"{name}&{size}&{link}", f"{name}&{tag}"]
    names += [f"{name}:{relation}"] if relation else []
    return (*names, f"{name}:alike") if alike else tuple(names)


def _claims(view: View, index: int) -> list[str]:
    """Whether the unit is what the page says its title, description, author or body is."""
    key, fact, page = view.units[index].key, view.facts[index], view.page
    names = []
    if 2 * len(key) < 3 * view.longest and any(same_title(key, title) for title in page.titles):
        names += ["title", f"{fact.region}&title"]
        if page.sort in ("news", "post") and fact.region in ("before", "head"):
            names.append("declared-title")
    if len(key) > 25 and any(key in text or text[:60] in key for text in page.descriptions):
        names += ["described", f"{fact.region}&described"]
        if page.sort == "news" and fact.region in ("before", "head") and fact.size in SOLID:
            names.append("standfirst")
    if any(author in key for author in page.authors):
        names += ["author-name", f"{fact.region}&author-name", f"{fact.size}&author-name"]
    if page.body and len(key) > 5:
        told = step(view.told, (0.5, 0.8), ("badly", "half", "well"))
        names.append(f"body:{told}:{'in' if key in page.body else 'out'}")
    return names


def same_title(key: str, title: str) -> bool:
    """Whether a line is the page's title, with or without the site's name.

    >>> same_title("ourgardeninmay", "ourgardeninmaythedailyleaf")
    True
    """
    if len(key) < 9:
        return False
    return (
        key == title or (key in title and 2 * len(key) > len(title)) or (title in key and 3 * len(title) > 2 * len(key))
    )
