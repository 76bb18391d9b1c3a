"""Markdown: every `teh` in the samples is prose and may be mended, no `hte` is or may be touched."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner import Cleaner
from cleaner.model import Segment, inside_any
from cleaner.segment.markdown import segment
from cleaner.segment.markdown_judge import same_structure, widen

BLOCKS = [
    "teh plain words",
    "two lines of teh\nprose, teh second",
    "# teh heading {#hte}",
    "teh heading\n===========",
    "### teh closed ###",
    "> teh quote\n> goes on, teh end",
    "> > teh inner\n> lazy teh",
    "- teh item\n- [ ] teh task\n- [x] teh other\n\n  teh second paragraph",
    "1. teh first\n2. teh second\n   - teh nested",
    "`hte` and ``hte ` hte`` and teh",
    'a [teh page](/hte/page.html "hte") and <https://example.org/hte> teh',
    '![hte](hte.png "hte") teh',
    "[![hte](hte.png)](/hte) teh",
    "teh **teh** and *teh* and ~~teh~~ and `hte`",
    "see https://example.org/hte/a?b=hte#hte. teh end",
    "write to hte@example.org or @hte or see hte.txt, docs/hte/index.html, www.hte.org: teh end",
    "x <span class=\"hte\">teh</span> <!-- hte --> <code>hte</code> <b hte='hte'>teh</b>",
    "teh [text][hte-label], [hte-label], [hte-label][] teh\n\n[hte-label]: https://example.org/hte 'hte'",
    "teh note[^hte] and teh\n\n[^hte]: teh note `hte`\n\n    teh rest of it",
    "| teh | `hte` |\n| --- | :-: |\n| teh \\| teh | [teh](/hte) |\n| teh |\n",
    "teh | teh\n---|---\n`hte` | {{ hte }}",
    "```js\nhte\n\nhte\n```",
    "~~~~ hte\nhte\n~~~~",
    "teh\n\n    hte\n\n    hte\n\nteh",
    '<div class="hte">\nhte\n</div>',
    "<!-- hte\n\nhte -->",
    "{{ hte }} teh {% hte 'hte' %} teh {{< hte \"hte\" >}} teh {{% hte %}}",
    '{% include hte.html\n   hte="hte" %}',
    "[teh page]({% link hte hte.md %}) and [teh]({{ site.hte }}/hte) teh",
    "{% highlight hte %}\nhte\n\nhte\n{% endhighlight %}\n\nteh",
    "{% raw %}hte{% endraw %}\nteh",
    "{{< highlight hte >}}\nhte\n\nhte\n{{< /highlight >}}\n\nteh",
    '{{< figure src="hte.png"\n  caption="hte" >}}',
    "teh\n{: .hte #hte}",
    "$$\nhte\n\nhte\n$$\nteh",
    "\\begin{align}\nhte\n\\end{align}\n\nteh",
    "\\[\nhte\n\\]",
    "teh $hte_1$ and \\(hte\\) but $5 for teh and $6 for teh",
    ":::note hte\nteh\n:::",
    ":::{hte}\n:class: hte\n\nteh\n:::",
    ":::mermaid\nhte:::hte\n\nhte\n:::\n\nteh",
    '!!! note "hte"\n    hte',
    "> [!NOTE]\n> teh",
    "import Hte, { hte } from '../hte'\nimport '../hte.css'\n\nteh",
    "export const hte = {\n  hte: 1,\n\n  hte,\n}\n\nteh",
    "teh <Hte onClick={() => hte > 1} hte={`hte`}>teh</Hte> and {hte}",
    "<Hte>\n\nteh\n\n</Hte>",
    "<Hte\n  hte={{\n\n    hte: 1,\n  }}\n/>\n\nteh",
    "<Hte>\n```js\n\nhte\n```\n</Hte>\n\nteh",
    "{/* hte\n\nhte */}\n\nteh",
    "[[hte]] and ![[hte]] teh :hte: teh",
    "*[hte]: hte",
    "teh\\\nteh  \nteh &hellip; teh",
    "import and export of teh goods: teh end",
    "half a [link](/hte and teh",
    "a < b and teh > c",
]
STARTS = [
    "---\ntitle: hte\n---\n\n",
    "+++\nhte = 1\n+++\n",
    '{\n  "title": "hte"\n}\n\n',
    ";;;\nhte\n;;;\n",
    "---\n---\n",
    "\ufeff",
    "\ufeff---\na: hte\n---\n",
    "",
]
NEWLINES = ["\n", "\r\n", "\r"]


def editable(segments: list[Segment], start: int, end: int) -> bool:
    """Whether an edit of [start, end) is allowed."""
    return any(
        s.start <= start and end <= s.end and not s.fixed and not inside_any(start, end, s.protected) for s in segments
    )


def assert_sound(segments: list[Segment], text: str) -> None:
    """Segments are in order, in range and apart, with protected spans inside that are so too."""
    at = 0
    for s in segments:
        assert at <= s.start < s.end <= len(text)
        assert s.outer_start <= s.start and s.end <= s.outer_end
        at, inner = s.end, s.start
        for start, end in s.protected:
            assert inner <= start < end <= s.end
            inner = end
    outers = [(s.outer_start, s.outer_end) for s in segments]
    assert all(a[1] <= b[0] for a, b in pairwise(outers))


def assert_right_words(text: str) -> None:
    """`teh` is prose, `hte` is not."""
    segments = segment(text)
    assert_sound(segments, text)
    for match in re.finditer("[Tt]eh|[Hh]te", text):
        want = match[0].lower() == "teh"
        assert editable(segments, *match.span()) == want, f"{match.span()} in {text!r}"


@pytest.mark.parametrize("block", BLOCKS)
def test_prose_is_found_and_the_rest_protected(block: str) -> None:
    for start in STARTS:
        assert_right_words(start + block)
        assert_right_words(start + "teh before\n\n" + block + "\n\nteh after\n")


@pytest.mark.parametrize("block", [b for b in BLOCKS if not re.match(r"import|export|<Hte|---", b)])
@pytest.mark.parametrize(("first", "other"), [("- ", "  "), ("> ", "> "), ("1. ", "   "), ("> - ", ">   ")])
def test_inside_lists_and_quotes(block: str, first: str, other: str) -> None:
    assert_right_words("teh\n\n" + first + block.replace("\n", "\n" + other))


@given(st.lists(st.sampled_from(BLOCKS), max_size=6), st.sampled_from(STARTS), st.sampled_from(NEWLINES))
def test_blocks_one_after_another_with_any_newline(blocks: list[str], start: str, newline: str) -> None:
    assert_right_words((start + "\n\n".join(blocks)).replace("\n", newline))


# What a browser sees stays the same when all that may be edited is: checked by a parser without our rules.

PIECES = [
    *(
        "a ",
        "cd",
        "a.b",
        "*",
        "**",
        "_",
        "`",
        "``",
        "~",
        "~~",
        "```\n",
        "[",
        "](",
        "](x)",
        "]",
        "[a]",
        "[a]: x\n",
        "![",
    ),
    *(
        "<",
        "<b>",
        "</b>",
        "<http://x>",
        "<!--",
        "-->",
        "<div>\n",
        "<code>",
        "</code>",
        "&amp;",
        "&",
        "!",
        ":",
        '"',
        "'",
    ),
    *("#", "# ", "- ", "1. ", "> ", ">", "\\", "-", "|", "|-|-\n", "===\n", "---\n", "(", ")"),
    *("\n", "\n\n", "\n    ", "\n  ", "\t", " ", "  \n", "\r\n", "\r", "\xa0", "\0", "\u2028", "\x0b"),
]
PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")


def rendered(text: str) -> list[tuple[object, ...]]:
    """All that the parser sees but the words."""

    def shapes(tokens: list[Token]) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for token in tokens:
            if token.type == "inline":
                found += [("inline",), *shapes(token.children or [])]
            elif token.type != "text":
                content = "" if token.type == "text" else token.content
                found.append((token.type, token.tag, token.markup, token.info, content, str(token.attrs)))
            elif not found or found[-1] != ("text",):
                found.append(("text",))
        return found

    return shapes(PARSER.parse(text))


def overwritten(text: str) -> str:
    """`text` with every lower-case letter that may be edited made another."""
    letters = list(text)
    for s in segment(text):
        for i in range(s.start, s.end):
            if not s.fixed and "a" <= text[i] <= "z" and not inside_any(i, i + 1, s.protected):
                letters[i] = "q" if text[i] != "q" else "z"
    return "".join(letters)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_code_targets_html_and_structure_survive_any_edit(text: str) -> None:
    assert_sound(segment(text), text)
    assert rendered(overwritten(text)) == rendered(text)


@settings(max_examples=300)
@given(st.text(alphabet="ab *_`[]()<>!#-|\n\\&;{}%$:~^1.=@/\"'\t\r\0\ufeff", max_size=60))
def test_anything_is_cut_into_sound_segments(text: str) -> None:
    segments = segment(text)
    assert_sound(segments, text)
    assert [s.kind for s in segments] != ["unread"]


# Marks, kinds and what goes with a segment.


@pytest.mark.parametrize(
    ("text", "kind", "marks", "outer"),
    [
        ("## A b ##\n", "heading", {"heading", "h2"}, "## A b ##"),
        ("A\n---\n", "heading", {"heading", "h2"}, "A\n---"),
        ("- a\n", "item", {"item"}, "- a"),
        ("- [x] a\n", "item", {"item", "task"}, "- [x] a"),
        ("> a\n> b\n", "quote", {"quote"}, "> a\n> b"),
        ("1. > a\n", "quote", {"item", "quote"}, "1. > a"),
        ("[a](b)\n", "paragraph", {"link"}, "[a](b)"),
        ("- [a](b) | <http://c.org>\n", "item", {"item", "link"}, "- [a](b) | <http://c.org>"),
        ("**[a](b)** · https://c.org/d\n", "paragraph", {"link"}, "**[a](b)** · https://c.org/d"),
        ("see [a](b)\n", "paragraph", set(), "see [a](b)"),
        ("![a](b)\n", "paragraph", {"image"}, "![a](b)"),
        ("[![a](b)](c)\n", "paragraph", {"image"}, "[![a](b)](c)"),
        ("![a](b) [c](d)\n", "paragraph", {"link"}, "![a](b) [c](d)"),
        ("[^1]: a\n", "footnote", {"footnote"}, "[^1]: a"),
        ("***\n", "rule", set(), "***"),
    ],
)
def test_kind_marks_and_outer(text: str, kind: str, marks: set[str], outer: str) -> None:
    [found] = segment(text)
    assert (found.kind, set(found.marks), text[found.outer_start : found.outer_end]) == (kind, marks, outer)


def test_a_marker_that_others_share_is_spared() -> None:
    text = "- a\n\n  b\n- c\n"
    assert [text[s.outer_start : s.outer_end] for s in segment(text)] == [" a", "  b", "- c"]


def test_cells_of_a_head_are_marked() -> None:
    text = "| A | B |\n|---|---|\n| c | [d](e) |\n"
    marks = [set(s.marks) for s in segment(text) if s.kind == "cell"]
    assert marks == [{"cell", "header"}, {"cell", "header"}, {"cell"}, {"cell", "link"}]


# The judge.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("teh `a`\n", "the `a`\n"),
        ("# teh\n\n- a\n- b [c](d)\n", "# the\n\n- A\n- B [C](d)\n"),
        ("\ufeff---\na: b\n---\r\n\r\nteh\r\n", "\ufeff---\na: b\n---\r\n\r\nthe\r\n"),
        ("| a |\n|---|\n| teh |\n", "| a |\n|---|\n| the |\n"),
    ],
)
def test_mended_words_keep_the_structure(before: str, after: str) -> None:
    assert same_structure(before, before) and same_structure(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a `b`\n", "a `c`\n"),
        ("a [b](c)\n", "a [b](d)\n"),
        ("a *b*\n", "a b\n"),
        ("a b\n", "a *b*\n"),
        ("# a\n\nb\n", "a\n\nb\n"),
        ("- a\n", "a\n"),
        ("> a\n", "- a\n"),
        ("a\nb\n", "a\n- b\n"),
        ("```\na\n```\n", "```\nb\n```\n"),
        ("---\na: b\n---\n", "---\na: c\n---\n"),
        ("<b>\na\n</b>\n", "<b>\nb\n</b>\n"),
        ("[a]\n\n[a]: b\n", "[a]\n"),
        ("a\n\nb\n", "a\n"),
        ("| a | b |\n|---|---|\n", "| a b |\n|---|---|\n"),
    ],
)
def test_other_changes_are_refused(before: str, after: str) -> None:
    assert not same_structure(before, after)


@pytest.mark.parametrize(
    ("before", "junk", "fine"),
    [
        ("a\n\njunk\n\nb\n", "junk", True),
        ("- a\n- junk\n", "- junk", True),
        ("- a\n- junk\n", "junk", True),  # an empty item is poor, but an item
        ("> a\n>\n> junk\n", "> junk", True),
        ("a[^1]\n\n[^1]: junk\n", "[^1]: junk", False),
        ("# A\n\na\n\n## B\n\njunk\n", "junk", False),
        ("# A\n\na\n\n## B\n\njunk\n", "## B\n\njunk", True),
        ("- junk\n\n  a\n", "- junk", False),
        ("| a |\n|---|\n| junk |\n", "junk", True),
        ("| junk |\n|---|\n| a |\n", "| junk |", False),
    ],
)
def test_removal_leaves_a_well_formed_document(before: str, junk: str, fine: bool) -> None:
    for newline in NEWLINES:
        text, part = before.replace("\n", newline), junk.replace("\n", newline)
        at = text.index(part)
        after = text[:at] + text[at + len(part) :]
        assert same_structure(text, after, [(at, at + len(part))]) == fine


def test_widen_takes_what_would_be_left_over_nothing() -> None:
    text = "# A\r\n\r\na\r\n\r\n## Share\r\n\r\n- [x](y)\r\n  - [z](y)\r\n"
    removed = [(s.outer_start, s.outer_end) for s in segment(text) if "link" in s.marks]
    wide = widen(text, removed)
    assert [text[a:b] for a, b in wide] == ["## Share", "- [x](y)", "  - [z](y)"]
    after = text
    for a, b in reversed(wide):
        after = after[:a] + after[b:]
    assert same_structure(text, after, wide)


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5), st.data())
def test_what_widen_removes_takes_no_neighbour_along(blocks: list[str], data: st.DataObject) -> None:
    """Either the judge refuses, or all other prose is still there as it was."""
    text = "\n\n".join(blocks) + "\n"
    segments = [s for s in segment(text) if not s.fixed and s.kind != "cell"]
    chosen = [s for s in segments if data.draw(st.booleans())]
    spans = widen(text, [(s.outer_start, s.outer_end) for s in chosen])
    after = text
    for a, b in reversed(spans):
        after = after[:a] + after[b:]
    if same_structure(text, after, spans):
        left = [text[s.start : s.end] for s in segment(text) if not inside_any(s.start, s.end, spans)]
        assert left == [after[s.start : s.end] for s in segment(after)]


# Hostile input: no crash, and time in proportion to length.

BOMBS = [
    *(
        ">",
        "> ",
        "[",
        "![",
        "*",
        "**a ",
        "`",
        "[a](",
        "[a][",
        '[a](b "',
        "<a ",
        "<!--",
        "<code>",
        "[^1]: ",
        "- ",
        "# ",
    ),
    *(
        "- - a\n",
        "a|b\n-|-\n",
        "{{",
        "{% ",
        "{#",
        "{",
        "$$ a\n\n",
        "\\begin{a}\n",
        "\\(",
        "[[a",
        "a.b.",
        "a/b/",
        "@a",
    ),
    *(
        "http://)",
        "www.",
        "&",
        "\\",
        "<Foo {\n\n",
        "<div>\n```\n\n",
        "export const {\n\n",
        ":::\n",
        "\0",
        "\r",
        "a  \n",
    ),
    *("---\na: b\n", "a" + " " * 50, ")", "](", "--> "),
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_read_whole(bomb: str) -> None:
    text = bomb * (20_000 // len(bomb))  # benchmarks/pathological.py times such texts
    assert_sound(segment(text), text)


def test_a_long_line_is_one_segment() -> None:
    text = "Some teh words and `hte` [teh](/hte) here. " * 5_000
    [found] = segment(text)
    assert len(found.protected) == 15_000
    assert editable([found], 5, 8) and not editable([found], 20, 23)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('<div id="a"\n*hi*\n\nThey beleive it.\n\n> a quote\n', ["beleive"]),  # no tag: a blank line ends it
        ("[a](<b)\n\nThey beleive it.\n\n> a quote\n", ["beleive"]),
        ('<p title="They\nbeleive it">They beleive it.</p>\n', []),  # raw HTML is protected whole
        ('So <b title="they\nbeleive it">they acheive it</b>.\n', ["acheive"]),
    ],
)
def test_only_what_is_in_a_tag_is_taken_for_one(text: str, mended: list[str]) -> None:
    assert [edit.old for edit in Cleaner(select=["codespell"]).clean(text, "markdown").edits] == mended
