"""Nothing from outside acts on a terminal."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.terminal import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("f\x1b]0;pwn\x07\x1b[31m.txt", r"f\x1b]0;pwn\x07\x1b[31m.txt"),
        ("f\nOK all good\r\n", r"f\nOK all good\r\n"),
        ("tab\tdel\x7fcsi\x9bnel\x85", r"tab\tdel\x7fcsi\x9bnel\x85"),
        ("\u202egpj.exe\u202c \u2066x\u2069 \u200e\u061c", r"\u202egpj.exe\u202c \u2066x\u2069 \u200e\u061c"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("f\udcff \ud83d", r"f\udcff \ud83d"),
        ("zero\u200bwidth\ufeff\u00ad\u2060", r"zero\u200bwidth\ufeff\xad\u2060"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("\0", r"\x00"),
        ("::error::no", r"\x3a:error::no"),
        (" \t::x", r" \t::x"),
        ("a ::b c::d", "a ::b c::d"),
        ("a ##[group]b", r"a ##\x5bgroup]b"),
        ("# [x] ##x [y]", "# [x] ##x [y]"),
    ],
)
def test_what_could_act_is_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "notes.txt",
        r"C:\new\x1b",
        "déjà vu — “so”",
        "5\u00a0€",
        "مرحبا שלום",
        "可愛い",
        "👨\u200d👩\u200d👧",
        "می\u200cخواهم",
        "cafe\u0301",
    ],
)
def test_what_is_harmless_stays(text: str) -> None:
    assert safe(text) == text


DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))


@given(ANY_TEXT)
def test_no_control_direction_or_surrogate_is_left(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(c) for c in shown} & DIRECTIONS
    shown.encode()  # raises for what cannot be written out
    assert safe(shown) == shown


@given(ANY_TEXT)
def test_nothing_else_is_changed(text: str) -> None:
    back = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[tnr])")
    if "\\" not in text:
        assert back.sub(lambda m: m[0].encode().decode("unicode_escape"), safe(text)) == text
