"""Front matter: what is prose when the configuration asks for it, and what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.model import Edit
from cleaner.segment.matter import harmless, prose

KEYS = ("title", "description")
TIDY = Cleaner(select=["codespell"], front_matter=KEYS)


@pytest.mark.parametrize(
    ("matter", "found"),
    [
        ("title: Teh garden", ["Teh garden"]),
        ('title: "Teh garden: a life"', ["Teh garden: a life"]),
        ("title: 'Teh garden'", ["Teh garden"]),
        ('title = "Teh garden"', ["Teh garden"]),
        ('  "title": "Teh garden",', ["Teh garden"]),
        ("description: >-\n  One\n\n  two\nother: x", ["One", "two"]),
        ("description: |\n  One", ["One"]),
        # not sure to be words alone
        ("title: [a, b]", []),
        ("title: 'It''s here'", []),
        ('title: "a \\" b"', []),
        ("title: a: b", []),
        ("title: word # why", []),
        ("title: &name word", []),
        ("title: 2026-11-22", []),
        ("  title: inner", []),
        ("slug: teh-garden", []),
        ("#title: x", []),
        ("title:", []),
    ],
)
def test_values_that_are_prose(matter: str, found: list[str]) -> None:
    assert [matter[a:b] for a, b in prose(matter, KEYS)] == found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_named_keys_are_mended(newline: str) -> None:
    text = '---\ntitle: "We recieve letters"\nslug: we-recieve\ndescription: >\n  Teh whole story\n---\n\nTeh end.\n'
    fixed = text.replace('"We recieve', '"We receive').replace("  Teh", "  The").replace("\nTeh end", "\nThe end")
    text, fixed = text.replace("\n", newline), fixed.replace("\n", newline)
    assert TIDY.clean(text, "markdown").text == fixed
    assert TIDY.clean(fixed, "markdown").text == fixed
    without = Cleaner(select=["codespell"]).clean(text, "markdown").text
    assert without == text.replace("Teh end", "The end")


def test_a_title_never_goes_as_a_line() -> None:
    text = "---\ntitle: Subscribe to our newsletter\n---\n\nThe beans were late this year, and so were the letters.\n"
    assert Cleaner(front_matter=KEYS).clean(text, "markdown").text == text


@pytest.mark.parametrize(
    ("old", "new", "fine"),
    [
        ("teh", "the", True),
        ("cafÃ©", "café", False),
        ("a", "a: b", False),
        ('"', "“", False),
        ("a\nb", "a b", False),
        ("x", " ", False),
    ],
)
def test_an_edit_that_could_end_the_value_is_not_made(old: str, new: str, fine: bool) -> None:
    assert harmless(Edit(0, len(old), old, new)) == fine


@given(st.text(alphabet="title:=\"'>|-#[]{} \n\\ab", max_size=60))
def test_values_are_in_order_and_on_one_line(matter: str) -> None:
    at = 0
    for start, end in prose(matter, KEYS):
        assert at <= start < end <= len(matter)
        assert "\n" not in matter[start:end]
        assert matter[start:end] == matter[start:end].strip()
        at = end
