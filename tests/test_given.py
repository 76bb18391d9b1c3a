"""Python's way in: slips in the call are told by name, and a Cleaner can be sent to another process."""

from __future__ import annotations

import pickle
import re
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner import Cleaner, CleanerError

PACK = """pack: own
version: 1
language: en
rules:
  - id: own-fery
    title: A ferry with one r
    kind: dictionary
    group: typos
    words: {fery: ferry}
"""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"select": "typos"}, "'select' takes a list, like ['typos']"),
        ({"ignore": "typos"}, "'ignore' takes a list"),
        ({"rules": Path("a.yaml")}, "'rules' takes a list, like ['a.yaml']"),
        ({"words": "Zeen"}, "'words' takes a list, like ['Zeen']"),
        ({"front_matter": "title"}, "'front_matter' takes a list"),
        ({"share": 90}, "'share' must be a number from 0 to 1, not 90"),
        ({"to": "md"}, "'to' must be one of text, markdown, not 'md'"),
        ({"select": ["typoz"]}, "'typoz' is neither a group nor a rule; did you mean 'typos'?"),
    ],
)
def test_a_slip_in_the_call_is_told(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(CleanerError, match=re.escape(says)):
        Cleaner(**arguments)


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(TypeError, match="the text is bytes, not str: decode it first"):
        cleaner.clean(b"Teh cat.")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="the text is NoneType, not str"):
        cleaner.clean(None)  # type: ignore[arg-type]
    with pytest.raises(CleanerError, match="no format 'md'; known are html, text, markdown"):
        cleaner.clean("Teh cat.", format="md")


def test_every_argument_travels(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text(PACK)
    options: dict[str, Any] = {
        "select": iter(["typos"]), "ignore": ["ftfy"], "rules": [pack], "unsafe": True, "share": 0.5, "to": "markdown",
        "isolate": True, "words": ["Zeen"], "front_matter": ["title"],
    }  # fmt: skip
    sent = Cleaner(**options)
    got = pickle.loads(pickle.dumps(sent))
    text = "---\ntitle: How to recieve a fery\n---\nA Zeen is a fery.\n"
    assert got.clean(text, format="markdown") == sent.clean(text, format="markdown")
    assert got.clean(text, format="markdown").text == "---\ntitle: How to receive a ferry\n---\nA Zeen is a ferry.\n"
    assert (got.required, got.share, got.to, got.isolate) == (sent.required, 0.5, "markdown", True)
    assert got.book.selection.ignore == {"ftfy"}
    assert pickle.loads(pickle.dumps(sent)) is got  # made once


def test_a_pool_of_processes_cleans() -> None:
    tidy = Cleaner(select=["typos"])
    with get_context("spawn").Pool(1) as pool:
        assert [result.text for result in pool.map(tidy.clean, ["Teh cat.", "A cat."])] == ["The cat.", "A cat."]
