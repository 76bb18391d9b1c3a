"""Formats by name and by look. What is plain prose with a stray sign in it must come out as text."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.segment.guess import FORMATS, MARKUP, SKIPPED, guess_format

NAMES = {
    "text": ["a.txt", "a.TXT", "README", "LICENSE", "notes.text"],
    "markdown": ["a.md", "A.Markdown", "post.mdx", "docs/a.b.md", "C:\\posts\\a.md", "x.qmd"],
    "html": ["a.html", "a.htm", "a.xhtml"],
    "srt": ["a.srt", "a.en.srt"],
    "vtt": ["a.vtt"],
    "jsonl": ["a.jsonl", "a.ndjson"],
    "parquet": ["a.parquet"],
    "rst": ["a.rst"],
    "asciidoc": ["a.adoc", "a.asciidoc"],
    "org": ["a.org"],
    "latex": ["a.tex"],
    "source": [
        "a.py",
        "a.js",
        "a.json",
        "a.yml",
        "a.csv",
        "a.xml",
        "Makefile",
        "CMakeLists.txt",
        "robots.txt",
        "a.po",
    ],
    "binary": ["a.png", "a.pdf", "a.zip", "a.woff2"],
}


@pytest.mark.parametrize(("name", "expected"), [(name, format) for format, names in NAMES.items() for name in names])
def test_by_name(name: str, expected: str) -> None:
    assert guess_format(name) == expected
    assert guess_format(name, "Some words.\n") == expected


@pytest.mark.parametrize("name", [None, "", "-", "article", "a.unknownsuffix", "Dr. Smith went home"])
def test_a_name_that_says_nothing_leaves_it_to_the_text(name: str | None) -> None:
    assert guess_format(name, "Some words.\n") == "text"
    assert guess_format(name, "<!DOCTYPE html>\n<p>Hi") == "html"


LOOKS = {
    "vtt": ["WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "\ufeffWEBVTT - Lesson\r\n\r\n", "WEBVTT"],
    "srt": ["1\n00:00:01,000 --> 00:00:02,000\nHi\n", "\n\n1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n"],
    "jsonl": ['{"text": "Hi"}\n{"text": "Ho"}\n', '\n{"id": 1, "text": "Hi"}', '{"text": "' + "x " * 40_000],
    "html": [
        "<!doctype html><title>x</title>",
        "<html lang=en><body>x",
        "<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<!DOCTYPE html>\n<html>",
        "<div>\n<p>One.</p>\n<p>Two.</p>\n</div>\n",
    ],
    "markdown": [
        "---\ntitle: A day\ntags: [a, b]\n---\n\nIt rained.\n",
        "+++\ntitle = 'A day'\n+++\nIt rained.\n",
        "# A day\n\n## Morning\n\nIt rained.\n\n## Evening\n\nIt did not.\n",
        "See [the map](https://example.org/map) and [the list](/list).\n\n## More\n",
        "Run this:\n\n```sh\nls\n```\n",
        '<p align="center"><img src="a.png"></p>\n\n# Tool\n\n## Use\n\n- a\n- b\n- c\n',
    ],
    "rst": ["Title\n=====\n\n.. note:: Careful.\n\nText.\n", ".. _top:\n\nTitle\n=====\n"],
    "org": ["#+TITLE: A day\n\n* Morning\nIt rained.\n", "* TODO Buy milk\n:PROPERTIES:\n:ID: 1\n:END:\n"],
    "latex": [
        "% a\n\\documentclass{article}\n\\begin{document}\nHi\n",
        "\\section{One}\nText.\n\\section{Two}\n",
    ],
    "asciidoc": ["= Title\n:toc:\n\nText.\n\n== Part\n", "Text.\n\n[source,sh]\n----\nls\n----\n"],
    "source": [
        "#!/bin/sh\necho hi\n",
        "import os\n\ndef run(x):\n    return x\n\nclass A:\n    pass\n",
        '{\n  "name": "x",\n  "list": [1]\n}\n',
        "<?xml version='1.0'?>\n<feed><entry/></feed>\n",
        '#include <stdio.h>\nint main() {\n  puts("hi");\n}\n',
        "body {\n  color: red;\n}\np {\n  margin: 0;\n}\n",
    ],
}


@pytest.mark.parametrize(("text", "expected"), [(text, format) for format, texts in LOOKS.items() for text in texts])
def test_by_looking(text: str, expected: str) -> None:
    assert guess_format(None, text) == expected
    assert guess_format("-", text.encode()) == expected


PLAIN = {
    "empty": "",
    "stray signs": "He said * it # was 2 < 3 and 4 > 1.\n# not a title but a number\nA_b and *c*.\n",
    "one tag": "He wrote <b>this</b> and left.\n\nShe did not.\n",
    "a text about a tag": "<p> is the tag for a paragraph.\n\nIt is old.\nIt is short.\nIt is fine.\n",
    "bullets": "The plan:\n- rise\n- eat\n- sleep\n\n* * *\n\nThat was all.\n",
    "rules": "One.\n\n---\n\nTwo.\n\n-----\n\nThree.\n",
    "starts with a rule": "---\nIt was a dark night. She wrote: nothing.\nAnd then? Nothing.\n",
    "footnotes": "As he said [1] and she too [2].\n\n[1] In a letter.\n[2] In a book.\n",
    "a quote": "> I was there.\n\nSo he says.\n",
    "an address": "See https://example.org/a_b_c and (http://example.org).\n",
    "one link": "He wrote [a letter](https://example.org/letter) and left.\n",
    "a price": "It cost $5 and $6, or {so}.\n",
    "a poem": "Rain; rain;\nrain; and wind;\nand rain;\nagain;\n",
    "a list of steps": "1. Rise;\n2. Eat (well);\n3. Sleep;\n4. Rise again;\n",
    "a transcript": 'ANNA: "No."\nBEN: "Yes."\nANNA: "No."\nBEN: "Yes."\n',
    "times": "10:00 --> the talk\n11:00 --> lunch\n",
    "braces": "{sic} he wrote.\n",
    "brackets": "[Music]\n\nGood evening.\n",
    "an equals sign": "= 5\n\nThat is the sum.\n",
    "a command": "Write \\begin{document} first.\n",
    "hashtags": "#rain #wind\n\nWhat a day.\n",
    "handles": "@anna said so.\n@ben did not.\n@anna: why?\n@ben: well.\n",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_text_is_text(text: str) -> None:
    assert guess_format(None, text) == "text"
    assert guess_format(None, text.encode()) == "text"


BYTES = {
    "parquet": [b"PAR1\x15\x04\x15", b"PAR1"],
    "binary": [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3",
        gzip.compress(b"words " * 100, mtime=0),
        bytes(range(256)) * 40,
        b"\0" * 100,
        "No mark.".encode("utf-16-le"),
    ],
    "text": [
        "Schöne Wörter.".encode("latin-1"),
        b"One \0 byte is damage and not a reason to skip a whole page of words.\n" * 3,
        "Words.".encode("utf-16"),
        "\ufeffWords.".encode("utf-32-be"),
        b"\x1b[31mred\x1b[0m\n",
    ],
    "html": ["<html><p>Hi".encode("utf-16")],
}


@pytest.mark.parametrize(("data", "expected"), [(data, format) for format, rows in BYTES.items() for data in rows])
def test_by_bytes(data: bytes, expected: str) -> None:
    assert guess_format(None, data) == expected


def test_bytes_that_are_no_text_win_over_the_name() -> None:
    assert guess_format("notes.txt", b"\x89PNG\r\n\x1a\n\0\0\0\r") == "binary"
    assert guess_format("notes.txt", b"PAR1\0\0") == "parquet"
    assert guess_format("a.parquet", b"\0" * 50) == "parquet"  # broken, for its reader to name


def test_the_name_wins_over_the_look_but_subtitles_are_seen_in_txt() -> None:
    assert guess_format("a.txt", "<!doctype html><p>Hi") == "text"
    assert guess_format("a.md", "WEBVTT\n\n") == "markdown"
    assert guess_format("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi\n") == "srt"


@given(st.one_of(st.none(), st.text(max_size=20)), st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_anything_gets_a_known_format(name: str | None, data: str | bytes) -> None:
    assert guess_format(name, data) in {*FORMATS, *MARKUP, *SKIPPED}


HOSTILE = [
    "<!-- a -->" * 7000 + "x",
    "<!--" * 20_000,
    "---\n" + "a: b: c: d:\n" * 6000,
    "[" * 70_000,
    "[\n" + "\n" * 70_000,
    "{" * 70_000,
    "[a](" * 20_000,
    "*" * 70_000,
    "`" * 70_000,
    "|a|\n" * 20_000,
    " " * 70_000,
    "\n" * 70_000,
    "<p" * 40_000,
    "1:" * 40_000 + "->",
    "a " * 40_000,
    "= \n" * 30_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_runs_away(text: str) -> None:
    assert guess_format(None, text) in (*FORMATS, MARKUP, *SKIPPED)
