"""The phrase language."""

from __future__ import annotations

import random
import re

import normal_reference
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.packs.index import PhraseIndex
from cleaner.packs.load import load_rules
from cleaner.packs.phrase import normalise, parse_phrase

RULES = load_rules()


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


@pytest.mark.parametrize("text", ["photo (:|)", "photo (by|.) Ann", "home (>|/) news", "标签(：|>)", "(share) (!|now)"])
def test_an_option_of_signs_alone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="always empty"):
        parse_phrase(text)


@pytest.mark.parametrize(
    ("text", "line", "fits"),
    [
        ("标签(：|云)", "标签：桥", False),
        ("标签(：|云) 桥", "标签：桥", True),
        ("标签(：|云) 桥", "标签桥", False),
        ("photo (: by|)", "Photo: by", True),
    ],
)
def test_a_sign_is_a_blank_where_words_have_none(text: str, line: str, fits: bool) -> None:
    assert bool(parse_phrase(text).regex("line").search(normalise(line))) is fits


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=30), min_size=1, max_size=8))
def test_normalising_keeps_lines_in_their_places(lines: list[str]) -> None:
    normalised = normalise("\n".join(lines)).split(b"\n")
    assert len(normalised) == len(lines)
    assert normalised == [normalise(line) for line in lines]


@given(
    st.text(st.sampled_from("abcdef "), min_size=3, max_size=30).filter(lambda t: any(len(w) > 2 for w in t.split()))
)
def test_a_phrase_fits_itself_and_its_literal_is_there(text: str) -> None:
    phrase = parse_phrase(text)
    line = normalise(text)
    assert phrase.regex("line").search(line)
    assert any(anchor in line for anchor in phrase.anchors)


#: Texts of few and of many kinds of letters, in which everything that is folded or replaced stands beside everything.
LETTERS = st.one_of(
    st.text(st.sampled_from("abcXYZ 019.,-\"'\n»“”’—…"), max_size=60),
    st.text(st.sampled_from("ÀÉßİıΣσςϲΟ»\u0301\u200d\u00a0\u3000\n 0٣"), max_size=40),
    st.text(st.characters(min_codepoint=0x80, max_codepoint=0x30FF), max_size=80),
    st.text(max_size=60),
)


@given(st.lists(LETTERS, max_size=4).map("".join), st.integers(0, 200))
def test_the_short_ways_of_normalising_give_what_the_long_way_gives(text: str, plain: int) -> None:
    text = "x" * plain + text
    assert normalise(text) == normal_reference.normalise(text)


def test_every_character_is_normalised_as_the_long_way_does_it() -> None:
    for start in range(1, 0x11000, 64):
        text = " ".join(map(chr, range(start, start + 64)))
        assert normalise(text) == normal_reference.normalise(text), hex(start)


def wording(phrase: str, choose: random.Random) -> str:
    """A text that the phrase writes, or nearly."""
    parts = re.split(r"(\([^()]*\)|\.\.\.)", phrase)
    filler = " ".join(choose.choices(["one", "two 5", "the"], k=choose.randrange(11)))
    text = "".join(filler if p == "..." else choose.choice(p[1:-1].split("|")) if p[:1] == "(" else p for p in parts)
    edges = [text, f"so {text}", f"{text} it 5", text.replace(" ", "", 1), text[1:], f"{text}s"]
    return choose.choice([text, text, *edges])


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_phrase_is_found_without_its_regex_where_its_regex_finds_it(choose: random.Random) -> None:
    rule = choose.choice([r for r in RULES if r.kind in ("phrase", "block")])
    phrase = choose.choice(rule.compiled)
    match = choose.choice(["line", "start", "end", "anywhere"])
    line = normalise(wording(phrase.text, choose))
    wanted = phrase.regex(match).search(line) is not None
    assert phrase.fits(line, match) is wanted
    assert phrase.may_stand_in(line) or not wanted
    index = PhraseIndex(
        [rule._replace(match=match, where="anywhere", max_words=200, sentence=True, compiled=(phrase,))]
    )
    assert bool(list(index.hits(line))) is wanted
