"""The phrase language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.packs.phrase import normalise, parse_phrase


@pytest.mark.parametrize(
    ("phrase", "line", "fits"),
    [
        ("read more", "READ MORE:", True),
        ("read more", "Read more »", True),
        ("read more", "[Read more…]", True),
        ("read more", "Read more books", False),
        ("read more", "Bread more", False),
        ("e-mail this", "E-Mail this!", True),
        ("don't miss", "Don’t miss", True),
        ("shared 5 times", "Shared 1,204 times", True),
        ("shared 5 times", "Shared many times", False),
        ("(subscribe|sign up) to our (free|) newsletter(s|)", "Sign up to our newsletters", True),
        ("(subscribe|sign up) to our (free|) newsletter(s|)", "Subscribe to our free newsletter", True),
        ("(subscribe|sign up) to our (free|) newsletter(s|)", "Subscribe to our freenewsletter", False),
        ("follow ... on twitter", "Follow us on Twitter", True),
        ("follow ... on twitter", "Follow on Twitter", True),
        ("follow ... on twitter", "Follow one two three four five six seven eight nine on Twitter", False),
        ("join now (today|)", "Join now", True),
        ("join now (today|)", "Join now today", True),
        ("相关阅读", "【相关阅读】", True),
        ("© 2020 ...", "© 2024 The Valley Post", True),
    ],
)
def test_a_phrase_and_a_whole_line(phrase: str, line: str, fits: bool) -> None:
    assert bool(parse_phrase(phrase).regex("line").search(normalise(line))) is fits


@pytest.mark.parametrize(
    ("match", "line", "fits"),
    [
        ("start", "Read more: the harbour in winter", True),
        ("start", "You can read more", False),
        ("end", "You can read more", True),
        ("end", "Read more books", False),
        ("anywhere", "You can read more books", True),
        ("anywhere", "You can bread more", False),
    ],
)
def test_where_in_the_line(match: str, line: str, fits: bool) -> None:
    assert bool(parse_phrase("read more").regex(match).search(normalise(line))) is fits


@pytest.mark.parametrize("text", ["", "  ", "(a|b", "a|b)", "((a|b)|c) x", "...", "to", "a ... b ... c ... defg"])
def test_what_is_no_phrase(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_phrase(text)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=30), min_size=1, max_size=8))
def test_normalising_keeps_lines_in_their_places(lines: list[str]) -> None:
    normalised = normalise("\n".join(lines)).split(b"\n")
    assert len(normalised) == len(lines)
    assert normalised == [normalise(line) for line in lines]


@given(st.text(st.sampled_from("abcdef "), min_size=3, max_size=30).filter(lambda t: any(len(w) > 2 for w in t.split())))
def test_a_phrase_fits_itself_and_its_literal_is_there(text: str) -> None:
    phrase = parse_phrase(text)
    line = normalise(text)
    assert phrase.regex("line").search(line)
    assert any(anchor in line for anchor in phrase.anchors)
