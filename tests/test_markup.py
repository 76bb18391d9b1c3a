"""reStructuredText, AsciiDoc, Org, LaTeX: prose is found, and nothing that is not prose."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.segment.markup import segment

PROSE = "This is a sentence of plain prose."
MORE = "Here is another one, over\ntwo lines of the file."


def pieces(text: str, format: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text, format)]


RST = {
    "title": "Title of it\n===========",
    "overlined title": "=====\nTitle.\n=====",
    "directive": ".. note:: This is a note, and long enough.\n\n   This is its second paragraph, indented.",
    "literal block": "Like this::\n\n    This is code although it reads like prose.",
    "quoted literal block": "So::\n\n> This is code although it reads like prose.",
    "bullets": "- This is an item of a list and a sentence.\n- This is another one.",
    "numbers": "1. This is an item of a list and a sentence.\n#. This is another one.",
    "letters": "a) This is an item of a list and a sentence.\n\n(iv) This is another one.",
    "definition": "term\n  This is what the term stands for, in words.",
    "field": ":author: This is the name of a person who wrote.",
    "option": "--all  This is what the option does, in words.",
    "comment": ".. This is a comment that nobody should see.",
    "target": ".. _name: https://example.org/this-is-an-address",
    "anonymous target": "__ https://example.org/this-is-an-address.",
    "substitution": ".. |name| replace:: This is what stands there instead.",
    "line block": "| This is a line of a poem that stays a line.\n| And this is one.",
    "doctest": ">>> print('This is what it says, word for word.')\nThis is what it says, word for word.",
    "grid table": "+-------------------------+\n| This is a cell of words. |\n+-------------------------+",
    "simple table": "==== ====\nThis That\n==== ====\nThis is a cell of words.\n\nAnd this is one, too.\n==== ====",
    "columns": "This is a cell   and this is another one of words.",
    "transition": "----------",
    "no sentence": "a b c d e f g h i j k l m n o p q r s t",
    "numbers and signs": "1 + 1 = 2; 2 + 2 = 4; 3 + 3 = 6; 4 + 4 = 8; five.",
}
ASCIIDOC = {
    "title": "== This is the title of a section.",
    "two-line title": "This is a title.\n----------------",
    "attribute": ":name: This is the value of an attribute.",
    "listing": "----\nThis is code although it reads like prose.\n\nAnd this is code, too, as you see.\n----",
    "listing in an example": "====\nThis is in it.\n----\nThis is code.\n----\n\nThis is in it, too.\n====",
    "listing with a name": "[source,java]\n----\nThis is code although it reads like prose.\n----",
    "tip": "[TIP]\n====\nThis is a tip and it reads like prose.\n\nIt goes on, too.\n====",
    "listing paragraph": "[listing]\nThis is code although it reads like prose.",
    "attribute over a blank line": "[listing]\n\nThis is code although it reads like prose.",
    "literal paragraph": " This is literal text since it is indented.",
    "block title": ".This is the title of a block.",
    "bullets": "* This is an item of a list and a sentence.\n** This is one, too.",
    "numbers": ". This is an item of a list and a sentence.\n.. This is one, too.",
    "continuation": "* This is an item.\n+\nThis belongs to the item above it, as you see.",
    "description": "term:: This is what the term stands for, in words.",
    "include": "include::chapter.adoc[This is no sentence at all.]",
    "comment": "// This is a comment that nobody should see.",
    "comment block": "////\nThis is a comment that nobody should see.\n\nNor should this one be seen.\n////",
    "table": "|===\n|This is a cell of words. |This is one, too.\n\n|This is a cell of words.\n|===",
    "admonition": "NOTE: This is a note and it is long enough.",
    "callout": "<1> This says what the line of code above does.",
}
ORG = {
    "heading": "* This is a heading and it reads like prose.",
    "keyword": "#+TITLE: This is the title and it reads like prose.",
    "comment": "# This is a comment that nobody should see.",
    "code": "#+begin_src\nThis is code that reads like prose.\n\nAnd this is code, too, you see.\n#+end_src",
    "code, upper case": "#+BEGIN_EXAMPLE\nThis is code although it reads like prose.\n#+END_EXAMPLE",
    "drawer": ":LOGBOOK:\nThis is a note that was taken on a day.\n:END:",
    "list": "- This is an item of a list and a sentence.\n+ This is one, too.\n1. And this is one.",
    "table": "| This is a cell of words. | This is one, too. |",
    "fixed width": ": This is literal text, since a colon is before it.",
    "indented": "  This belongs to something above it, as you see.",
    "footnote": "[fn:1] This is a footnote and it reads like prose.",
    "planning": "DEADLINE: <2024-01-01 Mon> This is when it must be done.",
    "formula": "\\begin{equation}\nThis is a formula although it reads like prose.\n\\end{equation}",
}
LATEX = {
    "command": "\\section{This is a title of words.}",
    "environment": "\\begin{minted}\nThis reads like prose.\n\nAnd this is code, too.\n\\end{minted}",
    "environment in a line": "So \\begin{minted}\n\nThis reads like prose.\n\n\\end{minted} it is.",
    "list": "\\begin{itemize}\n\\item This is an item of a list and a sentence.\n\\end{itemize}",
    "comment": "% This is a comment that nobody should see.",
    "comment at the end": "This is a line % with a comment.\nthat goes on after it, as you see.",
    "display": "\\[\nThis is a formula although it reads like prose.\n\\]",
    "dollars": "$$\nThis is a formula although it reads like prose.\n$$",
    "table row": "This is a cell & this is another one of words.",
    "switched off": "\\iffalse\n\nThis is not printed although it reads like prose.\n\n\\fi",
    "definition": "\\newcommand{\\x}{\n\nThis is in the definition of a command, in words.\n\n}",
    "argument": "{\\small\n\nThis is in braces and better left alone by us.\n\n}",
    "argument that ends": "{\\small\n\nThis ends it.} And this is what comes after the brace.",
    "option": "[This is an optional argument of something above.]",
}
CASES = [
    pytest.param(format, block, id=f"{format}: {name}")
    for format, blocks in {"rst": RST, "asciidoc": ASCIIDOC, "org": ORG, "latex": LATEX}.items()
    for name, block in blocks.items()
]


@pytest.mark.parametrize(("format", "block"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_paragraphs_around_a_block_are_prose(format: str, block: str, newline: str) -> None:
    text = f"{PROSE}\n\n{block}\n\n{PROSE}\n\n{MORE}\n".replace("\n", newline)
    found = pieces(text, format)
    assert found[0] == PROSE
    assert set(found) <= {PROSE, MORE.replace("\n", newline)}
    assert found[-1] == MORE.replace("\n", newline)


@pytest.mark.parametrize("format", ["rst", "asciidoc", "org", "latex"])
def test_a_block_that_never_closes_hides_the_rest(format: str) -> None:
    opening = {"rst": "==== ====", "asciidoc": "----", "org": "#+begin_src", "latex": "\\begin{verbatim}"}[format]
    assert pieces(f"{PROSE}\n\n{opening}\n\n{MORE}\n\n{PROSE}\n", format) == [PROSE]


@pytest.mark.parametrize("format", ["source", "binary", "text", "markdown", ""])
def test_other_formats_have_no_segments(format: str) -> None:
    assert segment(f"{PROSE}\n\n{MORE}\n", format) == []


def test_latex_prose_stands_inside_the_document() -> None:
    text = f"\\documentclass{{x}}\n\n{PROSE}\n\n\\begin{{document}}\n\n{MORE}\n\n\\end{{document}}\n\n{PROSE}\n"
    assert pieces(text, "latex") == [MORE]


PROTECTED = {
    "rst": (
        "A ``lit *x*``, a :ref:`role <x>`, `link <https://a.example>`_, |sub|, [1]_, name_ and *emphasis*, "
        "at https://b.example/x_y or me@c.example, that is all::",
        [
            "``lit *x*``",
            ":ref:`role <x>`",
            "`link <https://a.example>`_",
            "|sub|",
            "[1]_",
            "name_",
            "*",
            "*",
            "https://b.example/x_y",
            "me@c.example",
            "::",
        ],
    ),
    "asciidoc": (
        "A `mono`, link:a.html[a page], <<part,the part>>, {name}, *bold* and https://b.example[here] and "
        "&amp; that, which is all there is.",
        [
            "`mono`",
            "link:a.html[a page]",
            "<<part,the part>>",
            "{name}",
            "*",
            "*",
            "https://b.example[here]",
            "&amp;",
        ],
    ),
    "org": (
        "A =verb=, ~code~, [[https://a.example][a page]] <2024-01-01 Mon>, \\alpha, $x^2$ and /italic/ text, "
        "which is all there is.",
        [
            "=verb=",
            "~code~",
            "[[https://a.example][a page]]",
            "<2024-01-01 Mon>",
            "\\alpha",
            "$x^2$",
            "/",
            "/",
        ],
    ),
    "latex": (
        'A \\emph{word}, $x+1$, \\cite[p.~3]{key}, \\verb|x y|, Sch\\"on and na\\"{\\i}ve '
        "``words'' at 5\\% of the cost.",
        [
            "\\emph{",
            "}",
            "$x+1$",
            "\\cite[p.~3]{key}",
            "\\verb|x y|",
            'Sch\\"on',
            'na\\"{\\i}ve',
            "``",
            "''",
            "\\%",
        ],
    ),
}


@pytest.mark.parametrize("format", PROTECTED)
def test_inline_markup_is_protected(format: str) -> None:
    text, expected = PROTECTED[format]
    (found,) = segment(f"\n{text}\n\n", format)
    assert [text[a - 1 : b - 1] for a, b in found.protected] == expected


RST_BLOCKS = st.lists(
    st.sampled_from([PROSE, MORE, "    " + PROSE, "*So* it ``is``, and that is all of it.", *RST.values()]),
    max_size=8,
)


@given(RST_BLOCKS)
@settings(deadline=None, max_examples=60)
def test_what_is_prose_in_rst_is_a_paragraph_for_docutils(blocks: list[str]) -> None:
    text = "\n\n".join(blocks) + "\n"
    quiet = {"report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False}
    tree = publish_doctree(text, settings_overrides=quiet)
    paragraphs = {" ".join(p.rawsource.split()) for p in tree.findall(nodes.paragraph)}
    assert {" ".join(piece.split()) for piece in pieces(text, "rst")} <= paragraphs


@given(
    st.sampled_from(["rst", "asciidoc", "org", "latex"]),
    st.text(st.sampled_from("ab. \n\r`*_:=-[]{}\\$|<>#+"), max_size=120),
)
def test_segments_of_anything_are_in_order(format: str, text: str) -> None:
    at = 0
    for s in segment(text, format):
        assert at <= s.start < s.end <= len(text)
        assert all(s.start <= a < b <= s.end for a, b in s.protected)
        at = s.end


SIGNS = [
    "`",
    "``",
    "[[",
    "<<",
    "{{{",
    "\\(",
    "$",
    ":a",
    "|a",
    "a_",
    "=a",
    "@@",
    "++",
    "\\a[",
    "\\a{",
    "((",
    "a@",
    "\\verb|",
]


@pytest.mark.parametrize("format", ["rst", "asciidoc", "org", "latex"])
@pytest.mark.parametrize("sign", [*SIGNS, "a", " ", "\n"], ids=repr)
def test_no_text_runs_away(format: str, sign: str) -> None:
    text = f"{'Words and words. ' * 20_000}{sign * 20_000} and so it ends.\n\n"
    assert all(0 <= s.start <= s.end <= len(text) for s in segment(text, format))
