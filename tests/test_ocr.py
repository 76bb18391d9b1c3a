"""The pack for scanned text: what it undoes, when it comes on by itself, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.edits import apply, inverse

ASKED = Cleaner(select=["ocr"])
SCANNED = (
    "He rnust have seen tlie house by the river. The rnarket was full of vvomen who lived in tlie hills, and the "
    "tirne had come and men sold w0rn coats. It wiII be said that tbe rnen were late.\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("You rnust see it.", "You must see it."),
        ("It is tlie best of all.", "It is the best of all."),
        ("We wiII 1ive in the h0use.", "We will live in the house."),
        ("It was moſt kind of him.", "It was most kind of him."),
        ("He was the moft able of men.", "He was the most able of men."),
        ("So l am here.", "So I am here."),
        ("They were con-\ntaining the fire there.", "They were containing\nthe fire there."),
        ("The inter-\r\nnational, too, was there.", "The international,\r\ntoo, was there."),
        ("It is a well-\nknown and modern barn.", None),
        ("pre-\nand postwar years were modern", None),
        ("The 1st of 10k and 5s, in MI, Iraq and WW1; a B1 of 1900s, H2O and x0.", None),
        ("See rnust.example.org and @rnust or `rnust`.", None),
        ("Zorp and blin were there.", None),
        ("con-\ntaining", None),
    ],
)
def test_when_asked(before: str, after: str | None) -> None:
    assert ASKED.clean(before).text == (before if after is None else after)


def test_comes_on_by_itself() -> None:
    mended = Cleaner().clean(SCANNED).text
    assert "must have seen the house" in mended
    assert "women who lived in the hills" in mended


@pytest.mark.parametrize("ignored", ["ocr", "ocr-confusion"])
def test_stays_off_when_ignored(ignored: str) -> None:
    assert not [e for e in Cleaner(ignore=[ignored]).clean(SCANNED).edits if e.rule == "ocr-confusion"]


def test_stays_off_where_others_are_selected() -> None:
    assert Cleaner(select=["encoding"]).clean(SCANNED).text == SCANNED


def test_one_word_is_no_sign() -> None:
    text = "You rnust see it. The rest of the page is as it should be, and so it stays.\n"
    assert not [e for e in Cleaner().clean(text).edits if e.group == "ocr"]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.sampled_from(["tlie", "rnust", "w0rd", "con-", "\n", "taining", " ", "l am", "ſo", "|", "é"]), max_size=40
    )
)
def test_promises_hold(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        result = ASKED.clean(text)
        assert apply(text, result.edits) == result.text
        assert apply(result.text, inverse(result.edits)) == text
        assert ASKED.clean(result.text).text == result.text
        assert result.text.count("\n") == text.count("\n")
