"""Pages of which the first reading takes the wrong block, and those that only look so."""

from __future__ import annotations

import pytest

from cleaner.extract import extract
from cleaner.extract.align import Unit, align
from cleaner.extract.blocks import key_of, read_blocks
from cleaner.extract.decode import sanitise
from cleaner.extract.misread import mend, read_units
from cleaner.extract.read import first_reading, parse, quick_reading

PLACES = ("orchard", "station", "library", "harbour", "market", "chapel", "quarry", "school", "bakery", "mill", "weir")
PLACES += ("smithy", "ferry", "granary", "tannery")
PROSE = [
    f"At the {first} the older people say that the {second} was built twice, once in stone and once in the telling,"
    f" and that neither of the two was ever finished to anybody's liking, least of all the {third} keeper's."
    for first, second, third in zip(PLACES, PLACES[3:] + PLACES[:3], PLACES[5:] + PLACES[:5], strict=True)
]
TEASER = "A walk around the village in ten short stops, told by those who have never left it."


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def units(body: str, taken: list[str]) -> list[Unit]:
    """The page's units where the first reading took only some lines."""
    tree = parse(sanitise(f"<html><body>{body}</body></html>"))
    assert tree is not None
    return align(taken, [key_of(line) for line in taken], read_blocks(tree))


def added(found: list[Unit]) -> list[str]:
    return [unit.text for unit in found if unit.line is not None and unit.line < 0]


def test_the_article_is_taken_where_only_a_teaser_was() -> None:
    body = f"<div><p>{TEASER}</p></div><div class='text'><h2>Ten stops</h2>{paragraphs(PROSE)}</div>"
    found = mend(units(body, [TEASER]))
    assert added(found) == ["Ten stops", *PROSE]
    assert found[0].text == TEASER and found[0].line == 0
    assert mend(found) == found


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        pytest.param(f"<div>{paragraphs(PROSE)}</div>", PROSE, id="all of it was taken"),
        pytest.param(f"<div>{paragraphs(PROSE)}</div>", PROSE[:3], id="a part was: the judge adds the rest"),
        pytest.param(f"<p>{TEASER}</p><div>{paragraphs(PROSE[:6])}</div>", [TEASER], id="not much was lost"),
        pytest.param(
            f"<p>{TEASER}</p><p>{PROSE[0]}</p><p>{PROSE[1]}</p><div class='comments'>{paragraphs(PROSE[2:] * 2)}</div>",
            [TEASER, *PROSE[:2]],
            id="readers' comments",
        ),
        pytest.param(
            f"<p>{TEASER}</p><div>{''.join(f'<p><a href=/{n}>{p}</a></p>' for n, p in enumerate(PROSE))}</div>",
            [TEASER],
            id="links to other pages",
        ),
        pytest.param(
            f"<p>{TEASER}</p>" + "".join(f"<p class='kind{n}'>{line}</p>" for n, line in enumerate(PROSE)),
            [TEASER],
            id="scraps of all kinds",
        ),
        pytest.param("<nav>Menu</nav>", [], id="nothing at all"),
    ],
)
def test_what_only_looks_so_stays_as_it_is(body: str, taken: list[str]) -> None:
    before = units(body, taken)
    assert mend(before) == before


def test_an_article_inside_an_aside_is_read() -> None:
    html = (
        "<html><body><div id='top'><a href='/'>The Daily Leaf</a></div>"
        f"<aside><h2>Ten stops</h2>{paragraphs(PROSE)}</aside></body></html>"
    )
    assert extract(html).text.split("\n")[-len(PROSE) :] == PROSE
    markdown = extract(html, markdown=True).text
    assert all(line in markdown for line in PROSE)


def test_an_aside_beside_an_article_is_not() -> None:
    html = f"<html><body><main>{paragraphs(PROSE)}</main><aside>{paragraphs([TEASER])}</aside></body></html>"
    assert extract(html).text.split("\n") == PROSE


def test_a_page_is_read_by_all_methods_where_the_quick_one_left_out_most() -> None:
    kept, lost = "".join(f"<p>{TEASER}</p>" for _ in range(3)), "".join(f"<div>{line}<br></div>" for line in PROSE)
    tree = parse(sanitise(f"<html><body><article>{kept}</article><div>{lost}</div></body></html>"))
    assert tree is not None
    blocks = read_blocks(tree)
    quick = quick_reading(tree, None)
    assert quick is None or not set(PROSE) & set(quick.lines)
    reading, found = read_units(tree, blocks)
    assert set(PROSE) <= {unit.text for unit in found if unit.line is not None}, reading.lines


@pytest.mark.parametrize("markdown", [False, True])
def test_a_quick_reading_is_the_same_as_one_by_all_methods_on_a_plain_page(markdown: bool) -> None:
    body = f"<nav><a href=/>Home</a></nav><article>{paragraphs(PROSE)}<ul><li>{TEASER}</li></ul></article>"
    tree = parse(sanitise(f"<html><head><title>Ten stops</title></head><body>{body}</body></html>"))
    assert tree is not None
    quick = quick_reading(tree, None, markdown)
    assert quick and set(PROSE) <= set(quick.lines)
    assert quick == first_reading(tree, None, markdown)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"<article><p>{TEASER}</p></article>", id="short"),
        pytest.param(f"<aside>{paragraphs(PROSE)}</aside>", id="an article in what is furniture elsewhere"),
        pytest.param(f"<table><tr><td>{'</td><td>'.join(PROSE)}</td></tr></table>", id="a table"),
    ],
)
def test_what_needs_other_methods_has_no_quick_reading(body: str) -> None:
    tree = parse(sanitise(f"<html><body><div>{body}</div></body></html>"))
    assert tree is not None
    assert quick_reading(tree, None) is None
