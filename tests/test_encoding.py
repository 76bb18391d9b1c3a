"""The shortcut around ftfy gives ftfy's own answer."""

from __future__ import annotations

import re

import ftfy
import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.propose.encoding import _ftfy, could_be_broken, repair

#: Every character that ftfy's heuristic names, the signs of ordinary prose, and ASCII around them.
_NAMED = [c for c in map(chr, range(0x80, 0x3000)) if any(re.match(f"[{v}]", c) for v in MOJIBAKE_CATEGORIES.values())]
_SPECIAL = list("вЂГўСРΒΓΞΟβ€ā‚ÄÃÂÎÐâó√≈×²³°œŒ’“”—…à\xa0\xad") + list(" aAzé.,?\"'")
_BROKEN = st.sampled_from(
    [
        s.encode("utf-8").decode(codec, "replace")
        for s in ("é", "’", "“ja”", "–", "ß", "œ", "я", "…")
        for codec in ("cp1252", "latin-1", "cp1251", "macroman")
    ]
)
_TEXT = st.lists(st.sampled_from(_NAMED) | st.sampled_from(_SPECIAL) | _BROKEN, max_size=12).map("".join)


@settings(max_examples=600, deadline=None)
@given(_TEXT)
def test_nothing_that_ftfy_finds_is_passed_over(text: str) -> None:
    if BADNESS_RE.search(text) or re.search("[\x80-\x9f]", text):
        assert could_be_broken(text)


@settings(max_examples=300, deadline=None)
@given(_TEXT)
def test_repair_is_ftfys_own(text: str) -> None:
    fix, ours = _ftfy()
    assert repair(text) == fix(text, ours)
    assert repair(text, ftfy.TextFixerConfig()) == ftfy.fix_text_segment(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The cafÃ© is open.", "The café is open."),
        ("She said â€œnoâ€\x9d.", "She said “no”."),
        ("It\x92s late.", "It’s late."),
        ("“Curly” quotes, ﬁne ligatures and ﾊﾝｶｸ stay.", None),
        ("Ça va — naïve façade, 5 × 3 µm²", None),
        ("AT&amp;T and &lt;b&gt; stay.", None),
        ("Привет, мир! Καλημέρα.", None),
        ("e\u0301 stays apart", None),
    ],
)
def test_encoding(before: str, after: str | None) -> None:
    assert cleaner.clean(before, select=["ftfy"]).text == (before if after is None else after)


def test_edits_are_small() -> None:
    edits = cleaner.clean("The cafÃ© and the cafÃ© bar.", select=["ftfy"]).edits
    assert [(e.start, e.old, e.new) for e in edits] == [(7, "Ã©", "é"), (21, "Ã©", "é")]
