"""One search for many signs finds what each proposer's own search finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.literals import matches_at
from cleaner.model import Document
from cleaner.propose import dashes, indefinite, joined, ocr, possessive, quotations, spacing, stops, strays
from cleaner.propose.signs import at_signs

TEXTS = st.lists(
    st.sampled_from([*",;:.?!01I|ſ’'\"“”‘—–-$ \u00a0\n\r\tabstruyAZéÉ5(", "it’s ", " a ", " An ", "they're ", "ab cd"]),
    max_size=40,
).map("".join)

AT_SIGNS = (ocr._MAY_BE_MIXED, spacing._COMMA, strays._STRAY_MARK, stops._FULL_STOP, possessive._APOSTROPHE)
#: Patterns and what every match of them begins with.
BEGINNINGS = ((quotations._SHORT, '“"'), (quotations._QUOTED, '“‘"'), (dashes._DASHES, "—–"))


@pytest.mark.parametrize("pattern", AT_SIGNS, ids=lambda p: p.pattern)
@given(text=TEXTS)
def test_at_signs_gives_what_a_search_gives(pattern: re.Pattern[str], text: str) -> None:
    found = [m.span() for m in at_signs(pattern, Document(text, []))]
    assert found == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize(("pattern", "firsts"), BEGINNINGS, ids=lambda p: getattr(p, "pattern", p))
@given(text=TEXTS)
def test_matches_at_gives_what_a_search_gives(pattern: re.Pattern[str], firsts: str, text: str) -> None:
    found = [m.span() for m in matches_at(pattern, text, firsts)]
    assert found == [m.span() for m in pattern.finditer(text)]


@given(text=TEXTS)
def test_articles_and_letters_are_found_by_the_blank_behind_them(text: str) -> None:
    article = re.compile(r"(?<![\w’'.@/&-])([Aa]n?) (?=[“\"‘]?[A-Za-z]+(?:\.[A-Z])*(?![\w@/_]|\.\w))")
    found = [(m.start() - len(m[1] or m[2]), m[1] or m[2]) for m in indefinite._ARTICLE.finditer(text)]
    assert found == [(m.start(), m[1]) for m in article.finditer(text)]
    letter = re.compile(r"(?<=[\s“\"(])[b-zB-HJ-Z](?= )")
    assert [m.start() - 1 for m in joined._ALONE.finditer(text)] == [m.start() for m in letter.finditer(text)]


@given(text=TEXTS)
def test_no_cut_word_is_overlooked(text: str) -> None:
    cut = re.compile("[-\u00ad\u00ac][ \\t]*\\r?\\n")
    assert len(ocr._MAY_BE_CUT.findall(text)) >= len(cut.findall(text))
