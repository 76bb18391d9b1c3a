"""Extraction from HTML: what stays, what goes, what is added, and pages built to break parsers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.extract import Extracted, ExtractionSkipped, extract
from cleaner.extract.align import Unit, align
from cleaner.extract.blocks import Box, key_of, read_blocks
from cleaner.extract.decode import decode_html, sanitise
from cleaner.extract.evidence import gather
from cleaner.extract.judge import decide, score, weights
from cleaner.extract.page import read_page
from cleaner.extract.read import parse
from cleaner.extract.worker import Worker

BODY = [
    "The allotment behind the old station has been dug by the same three families since the war.",
    "Last spring they were told that the railway wanted its land back, and that the sheds had to go.",
    "What followed was a year of letters, meetings and one memorable protest with wheelbarrows.",
    "In the end the company gave in, and the first potatoes of the season went to its director.",
    "Nobody expects the peace to last, but for now the beans are climbing and the kettle is on.",
]


def page(*parts: str, head: str = "", body: list[str] = BODY) -> str:
    """A plain article page, with `parts` after its paragraphs."""
    prose = "".join(f"<p>{line}</p>" for line in body) + "".join(parts)
    head = f"<head><title>The beans that beat a railway | The Daily Leaf</title>{head}</head>"
    return f"<html>{head}<body><main><article>{prose}</article></main></body></html>"


def lines(found: Extracted) -> list[str]:
    return found.text.split("\n")


def test_an_ordinary_article_stays_as_it_is() -> None:
    found = extract(page())
    assert lines(found) == BODY
    assert (found.dropped, found.added) == ((), 0)


@pytest.mark.parametrize(
    "junk",
    [
        "<div class='related-links'><h3>More from this section</h3><ul>"
        "<li><a href='/a'>Ten sheds that will change how you think about sheds</a></li>"
        "<li><a href='/b'>The onion thief of Platform Two has been caught at last</a></li>"
        "<li><a href='/c'>Why every garden now wants a signal box of its own</a></li></ul></div>",
    ],
)
def test_furniture_in_links_goes(junk: str) -> None:
    assert lines(extract(page(junk))) == BODY


@pytest.mark.parametrize(
    "content",
    [
        "<h2>What the railway says</h2><p>A spokeswoman said that nobody had wanted any trouble.</p>",
        "<ul><li>Beans are sown in the first week of May.</li><li>Potatoes are lifted in July.</li></ul>",
        "<blockquote><p>We would rather lose the box than our beans, said the oldest.</p></blockquote>",
        "<p>A full account is in <a href='/book'>the parish history</a>, which the library has.</p>",
    ],
)
def test_content_of_other_shapes_stays(content: str) -> None:
    found = extract(page(content, f"<p>{BODY[0][::-1]}</p>"))
    shown = key_of(parse(sanitise(f"<p>{content}</p>")).text_content())  # type: ignore[union-attr]
    assert shown in key_of(found.text)


def test_a_paragraph_that_is_only_a_link_is_marked() -> None:
    found = extract(page("<p><a href='/d'>READ MORE: The onion thief has been caught</a></p>", f"<p>{BODY[0]}?</p>"))
    marks = {found.text[s.start : s.end]: s.marks for s in found.segments}
    assert "link" in marks["READ MORE: The onion thief has been caught"]
    assert not any("link" in marks[line] for line in BODY)


def test_text_is_the_segments_lines_and_marks_say_where_they_stood() -> None:
    found = extract(
        page(
            "<h2>What the railway says</h2>",
            f"<p>{BODY[0][::-1]}</p>",
            "<ul><li>Beans are sown in May, potatoes before.</li></ul>",
        )
    )
    by_text = {found.text[s.start : s.end]: s for s in found.segments}
    assert by_text["What the railway says"].kind == "heading"
    item = by_text["Beans are sown in May, potatoes before."]
    assert item.kind == "item" and found.text[item.outer_start : item.outer_end].startswith("- ")


@pytest.mark.parametrize("markdown", [False, True])
def test_segments_are_in_order_and_cover_all_letters(markdown: bool) -> None:
    found = extract(
        page("<h2>Sowing</h2><ul><li>Beans are sown in May.</li></ul><pre><code>a = {1: 2}\nb = 3</code></pre>"),
        markdown=markdown,
    )
    ends = [0]
    for segment in found.segments:
        assert ends[-1] <= segment.outer_start <= segment.start < segment.end <= segment.outer_end <= len(found.text)
        ends.append(segment.outer_end)
    outside = "".join(found.text[a : s.outer_start] for a, s in zip(ends, found.segments, strict=False))
    assert not outside.strip()


def test_markdown_keeps_links_and_headings() -> None:
    text = "It is told in full in <a href='/book'>the parish history</a>, which the library has kept since then."
    found = extract(page(f"<h2>Where to read more of this</h2><p>{text}</p>"), markdown=True)
    assert "## Where to read more of this\n" in found.text
    assert "[the parish history](/book)" in found.text


def test_metadata_is_what_the_page_states() -> None:
    head = """
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Beans beat a railway",
        "author": {"name": "Ada Plum"}, "datePublished": "2024-05-02"}</script>
        <meta property="og:site_name" content="The Daily Leaf">
        <meta property="og:title" content="Beans beat a railway">
    """
    found = extract(page(head=head))
    stated = {
        "title": "Beans beat a railway",
        "author": "Ada Plum",
        "date": "2024-05-02",
        "site": "The Daily Leaf",
    }
    assert found.metadata == stated
    assert found.title == stated["title"]


def test_metadata_is_not_guessed() -> None:
    assert extract(page()).metadata == {"title": "The beans that beat a railway | The Daily Leaf"}


@pytest.mark.parametrize(
    "bad", ['{"@type": "Article", "author": [[[', '{"author": {"name": 3}}', "[" * 100_000, "null"]
)
def test_broken_json_in_the_page_does_not_matter(bad: str) -> None:
    assert lines(extract(page(head=f'<script type="application/ld+json">{bad}</script>'))) == BODY


@pytest.mark.parametrize(
    ("data", "header", "text", "codec"),
    [
        (b"\xef\xbb\xbf<p>caf\xc3\xa9", None, "<p>café", "utf-8-sig"),
        ("<p>café".encode("utf-16"), "utf-8", "<p>café", "utf-16"),
        (b"<p>caf\xe9", "ISO-8859-1", "<p>café", "cp1252"),
        (b"<meta charset=latin1><p>\x93caf\xe9\x94", None, "<meta charset=latin1><p>“café”", "cp1252"),
        (
            '<meta charset="shift_jis"><p>日本'.encode("cp932"),
            None,
            '<meta charset="shift_jis"><p>日本',
            "cp932",
        ),
        ("<meta charset=latin1><p>café".encode(), None, "<meta charset=latin1><p>café", "utf-8"),
        (b"<p>plain", "no-such-thing", "<p>plain", "utf-8"),
        (b"<p>plain", "hex", "<p>plain", "utf-8"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本", "iso2022_jp"),
    ],
)
def test_encoding_from_mark_then_utf_8_then_header_then_meta(
    data: bytes, header: str | None, text: str, codec: str
) -> None:
    assert decode_html(data, header) == (text, codec)


@pytest.mark.parametrize(
    "bad", ["&#8;", "&#x8;", "&#xD83D;", "&#1114112;", "&#xFFFF;", "\x00", "\x08", "\ud800", "\ufffe"]
)
def test_one_bad_character_costs_nothing_else(bad: str) -> None:
    found = extract(page(f"<p>And so the story {bad}ends, with a cup of tea for everybody who came.</p>"))
    assert "ends, with a cup of tea for everybody who came." in found.text
    assert lines(found)[:5] == BODY


@pytest.mark.parametrize(
    "kept", ["&#38;", "&#x26;", "&#8217;", "&#160;", "&#9;", "&amp;", "&#x1F600;", "&# 8;", "&#x;"]
)
def test_good_references_stay(kept: str) -> None:
    assert sanitise(kept) == kept.encode()


@pytest.mark.parametrize("early", ["</body></html>", "</BODY >\n</html\t>", "</html>"])
def test_what_follows_an_early_end_of_the_page_is_read(early: str) -> None:
    html = page().replace("<body>", f"<header><a href='/'>The Daily Leaf</a></header>{early}")
    assert lines(extract(html)) == BODY


DEEP = "The text at the bottom of everything, which must not be lost whatever happens here."


@pytest.mark.parametrize("depth", [253, 300, 1500])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_deeply_nested_text_is_not_lost(tag: str, depth: int) -> None:
    prose = "".join(f"<p>{line}</p>" for line in BODY)
    found = extract(f"<html><body>{f'<{tag}>' * depth}{prose}{f'</{tag}>' * depth}</body></html>")
    assert key_of(found.text) == key_of("".join(BODY))


@pytest.mark.parametrize("bomb", ["<div>" * 5000 + DEEP, "<b>" * 100_000 + DEEP, "<ul><li>" * 900 + DEEP])
def test_what_cannot_be_read_whole_is_an_error(bomb: str) -> None:
    with pytest.raises(ExtractionSkipped):
        extract(page(bomb))


def test_a_text_of_eleven_megabytes_is_whole() -> None:
    long = "Rows upon rows of beans. " * 450_000
    assert extract(page(f"<p>{long}</p>")).text.count("Rows upon rows") == 450_000


@pytest.mark.parametrize(
    "html", ["", " ", "<!-- -->", "<html></html>", "<script>alert(1)</script>", b"", b"\x00\xff\xfe"]
)
def test_pages_without_text_give_no_text(html: str | bytes) -> None:
    assert len(extract(html).text) <= 3


def test_the_worker_gives_the_same_and_survives_bombs() -> None:
    with Worker(seconds=2) as worker:
        assert worker.extract(page()) == extract(page())
        with pytest.raises(ExtractionSkipped, match="depth"):
            worker.extract(page("<div>" * 5000 + DEEP))
        with pytest.raises(ExtractionSkipped, match="longer than 2 seconds"):
            worker.extract(page("<p>One more paragraph for the machine.</p>" * 200_000))
        assert worker.extract(page()).text == "\n".join(BODY)


def test_the_worker_limits_memory() -> None:
    with Worker(megabytes=60) as worker:
        with pytest.raises(ExtractionSkipped):
            worker.extract(page("<p>A row of beans.</p>" * 10 + f"<p>{'x ' * 20_000_000}</p>"))
        assert worker.extract(page()).text == "\n".join(BODY)


def test_every_line_and_block_is_in_one_unit() -> None:
    tree = parse(sanitise(page("<p>Left out by the first reading.</p>")))
    assert tree is not None
    units = align(BODY, [key_of(line) for line in BODY], read_blocks(tree))
    assert [unit.text for unit in units if unit.line is not None] == BODY
    assert [unit.text for unit in units if unit.line is None] == ["Left out by the first reading."]


def test_the_table_of_weights_is_whole() -> None:
    assert all(len(row) == 2 for row in weights().values())
    assert weights()["(base)"] and len(weights()) > 100


def test_titles_are_read_from_everywhere() -> None:
    tree = parse(sanitise(page(head='<meta property="og:title" content="Beans 1, railway 0">')))
    assert tree is not None
    assert read_page(tree).titles == ("thebeansthatbeatarailwaythedailyleaf", "beans1railway0")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    found = extract(page(f"<p>{text}</p>"))
    assert all(found.text[s.start : s.end].strip() for s in found.segments)


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<ul><li>",
                "<br>",
                "<table><tr><td>",
                "text here, ",
                "<a>link</a>",
                "<h2>",
                "<nav>",
                "<hr>",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_blocks_hold_all_text_outside_silent_elements(parts: list[str]) -> None:
    tree = parse(sanitise("<html><body>" + "".join(parts) + "</body></html>"))
    if tree is None:
        return
    wanted = "".join(tree.xpath("//body//text()[not(ancestor::nav)]"))
    assert "".join(block.key for block in read_blocks(tree)) == key_of(wanted)


@pytest.mark.parametrize(
    "furniture",
    [
        "comments-list",
        "newsletter-signup",
        "related-stories",
        "share-tools",
        "photo-caption",
        "author-bio",
        "cookie-consent",
    ],
)
def test_what_was_left_out_in_furniture_is_never_added(furniture: str) -> None:
    extra = (
        "A whole sentence that reads like the article, and is as long as its paragraphs are, stands in furniture here."
    )
    found = extract(page(f"<div class='{furniture}'><p>{extra}</p></div>", f"<p>{BODY[0][::-1]}</p>"))
    assert extra not in found.text.split("\n") or found.added == 0


def test_what_was_dropped_comes_with_its_reasons() -> None:
    found = extract(
        page("<table class='nav'><tr><td><a href='/1'>Home</a></td><td><a href='/2'>Garden</a></td></tr></table>")
    )
    assert found.dropped
    for line in found.dropped:
        assert line.text not in lines(found) and line.odds < 0
        assert line.signals and sum(s.weight for s in line.signals) > 0


@pytest.mark.parametrize(
    ("types", "sort"),
    [
        (["NewsArticle", "Organization"], "news"),
        (["BlogPosting"], "post"),
        (["DiscussionForumPosting", "Article"], "forum"),
        (["Product"], "shop"),
        (["Organization"], "page"),
        ([], "none"),
    ],
)
def test_what_kind_of_page_it_is(types: list[str], sort: str) -> None:
    data = "".join(f'<script type="application/ld+json">{{"@type": "{name}"}}</script>' for name in types)
    tree = parse(sanitise(page(head=data)))
    assert tree is not None
    assert read_page(tree).sort == sort


TITLE = "<h1>The beans that beat a railway</h1>"
STATED = '<script type="application/ld+json">{"@type": "%s", "headline": "The beans that beat a railway"}</script>'


@pytest.mark.parametrize(("sort", "stays"), [("NewsArticle", False), ("BlogPosting", False), ("Product", True)])
def test_a_title_goes_where_the_page_states_it_apart_from_an_article(sort: str, stays: bool) -> None:
    html = page(head=STATED % sort).replace("<article>", f"<article>{TITLE}")
    assert lines(extract(html)) == (["The beans that beat a railway"] if stays else []) + BODY
    assert extract(html).title == "The beans that beat a railway"


def left_out(part: str, head: str = "") -> set[str] | None:
    """The evidence for `part` above the paragraphs, when the first reading gave only these."""
    tree = parse(sanitise(page(head=head).replace("<article>", f"<article>{part}")))
    assert tree is not None
    units = align(BODY, [key_of(line) for line in BODY], read_blocks(tree))
    assert [unit.line is None for unit in units] == [True] + [False] * len(BODY)
    return gather(units, read_page(tree))[0]


STANDFIRST = "How three families, a heap of letters and a few wheelbarrows kept the railway off their allotments."


@pytest.mark.parametrize(
    ("sort", "description", "known"),
    [("NewsArticle", STANDFIRST, True), ("NewsArticle", BODY[0], False), ("Product", STANDFIRST, False)],
)
def test_a_standfirst_is_known_by_what_a_news_page_states(sort: str, description: str, known: bool) -> None:
    head = STATED % sort + f'<meta property="og:description" content="{description}">'
    found = left_out(f"<p>{STANDFIRST}</p>", head)
    assert found is not None and ("standfirst" in found) is known


def test_text_under_a_picture_in_an_element_of_its_own_is_a_caption() -> None:
    assert left_out(f"<div class='a1'><img src='a.jpg'><div class='b2'>{STANDFIRST}</div></div>") is None
    assert left_out(f"<img src='a.jpg'><p>{STANDFIRST}</p>") is not None  # like the article's own paragraphs
    assert left_out("<div class='a1'><img src='a.jpg'><h2>What the railway says</h2></div>") is not None


def test_long_paragraphs_in_an_embed_are_judged_and_what_stands_for_a_video_is_not() -> None:
    long = f"{STANDFIRST} It began with a notice on the gate, in very small print, and ended with a race that nobody won, least of all the director."
    assert left_out(f"<div class='w-embed'>{long}</div>") is not None
    assert (
        left_out("<div class='embed'>This video is on another site, to which data may go when you play it.</div>")
        is None
    )
    assert left_out(f"<div class='embed share'>{long}</div>") is None


def test_settings_of_scripts_are_never_content() -> None:
    settings = (
        '{"layoutMobile": 2, "title": "Buy a shed, before the summer is over and all of them are gone", "hue": 213}'
    )
    assert left_out(f"<p>{settings}</p>") is None
    assert left_out(f"<p>[{settings}]</p>") is None
    assert left_out(f"<pre>{settings}</pre>") is not None
    assert left_out(f"<p>[The shed] {STANDFIRST}</p>") is not None


def test_what_is_not_in_the_body_that_the_page_states_is_not_added() -> None:
    stated = '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>'
    assert left_out(f"<p>{STANDFIRST}</p>", stated % " ".join(BODY)) is None
    assert left_out(f"<p>{STANDFIRST}</p>", stated % " ".join([STANDFIRST, *BODY])) is not None


@pytest.mark.parametrize("name", ["promo", "related-article", "site-footer", "newsletter comments"])
def test_an_element_that_holds_the_article_is_the_article_whatever_its_name(name: str) -> None:
    html = page().replace("<article>", f"<article class='{name}'>")
    assert lines(extract(html)) == BODY
    assert not any(mark.startswith("in:") for segment in extract(html).segments for mark in segment.marks)


def test_a_list_of_links_that_the_article_is_made_of_is_no_list_of_other_articles() -> None:
    rows = [f"Sow the {name} before the first warm evening of the year" for name in ("beans", "peas", "leeks", "kale")]
    items = "".join(f"<li><a href='/{n}'>{row}</a> and water them every morning.</li>" for n, row in enumerate(rows))
    found = extract(page("<h2>What to sow, and when</h2>", f"<ul>{items}</ul>", f"<p>{BODY[0][::-1]}</p>"))
    marks = [s.marks for s in found.segments if s.kind == "item"]
    assert len(marks) == 4 and not any("link" in m for m in marks)


def test_the_order_of_the_evidence_does_not_matter() -> None:
    names = sorted(weights())
    for start in range(0, len(names), 25):
        some = names[start : start + 25]
        assert score(some, False) == score(some[::-1], False)  # type: ignore[arg-type]


def judged(names: list[set[str]], box: str = "ul") -> list[str]:
    """What is chosen of lines in one list (or other element) that have this evidence."""
    around = Box(box, None, frozenset(), "", box)
    units = [Unit(f"Line {n}", f"line{n}", Box("li", around, frozenset(), "li", "li"), n) for n in range(len(names))]
    odds = {"good": 2.0, "poor": -1.0, "bad": -3.0}

    def rate(found: set[str], left_out: bool) -> float:
        return sum(odds.get(name, 0.0) for name in found)

    return [j.unit.text for j in decide(units, list(names), rate, frozenset())]


def test_items_of_one_list_are_content_together() -> None:
    assert judged([{"good"}, {"poor"}, {"good"}]) == ["Line 0", "Line 1", "Line 2"]
    assert judged([{"good"}, {"good"}, {"bad"}, {"good"}]) == ["Line 0", "Line 1", "Line 3"]
    assert judged([{"good"}, {"poor"}]) == ["Line 0"], "too few to tell"


def test_a_mere_link_among_paragraphs_is_not_one_of_them() -> None:
    names = [{"good"}, {"poor", "link:all"}, {"good"}, {"good"}]
    assert judged(names, "div") == ["Line 0", "Line 2", "Line 3"]
    assert judged(names, "ul") == ["Line 0", "Line 1", "Line 2", "Line 3"]


def test_a_lost_paragraph_among_paragraphs_of_its_kind_is_none_of_the_furniture_around_it() -> None:
    lost = "The parish clerk, who kept the minutes, wrote that nobody had ever seen the director laugh before."
    parts = [f"<div class='related-box'><p class='text'>{line}</p></div>" for line in [*BODY[:3], lost, *BODY[3:]]]
    tree = parse(sanitise(page(*parts, body=[])))
    assert tree is not None
    units = align(BODY, [key_of(line) for line in BODY], read_blocks(tree))
    found = gather(units, read_page(tree))
    assert units[3].text == lost and units[3].line is None and found[3] is not None
    after = [f"<div class='related-box'><p class='text'>{line}</p></div>" for line in [*BODY, lost]]
    tree = parse(sanitise(page(*after, body=[])))
    assert tree is not None
    units = align(BODY, [key_of(line) for line in BODY], read_blocks(tree))
    assert units[5].text == lost and gather(units, read_page(tree))[5] is None


@given(st.text() | st.text("aZ1_ -’éİΣ\udcff"))
def test_the_key_of_a_line_is_its_letters_and_digits(text: str) -> None:
    assert key_of(text) == re.sub(r"[\W_]+", "", text).lower()
