"""Labels under names of files."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

TIDY = Cleaner(select=["boilerplate"])
ASKED = "Can you read this and say what is in it?\n"


@pytest.mark.parametrize("label", ["PDF", "File", "Dokument", "檔案", "12 kB", "PDF · 1.2 MB"])
def test_the_label_goes_and_the_name_stays(label: str) -> None:
    assert TIDY.clean(f"You said:\nLake maps 2.pdf\n{label}\n{ASKED}").text == f"You said:\nLake maps 2.pdf\n{ASKED}"


@pytest.mark.parametrize(
    "text", ["PDF\n", "The lake\nFile\n", "see maps.pdf for it\nFile it away, she said.\n", "a.pdf\nb.pdf\n"]
)
def test_what_is_no_label_stays(text: str) -> None:
    assert TIDY.clean(ASKED + text + ASKED).text == ASKED + text + ASKED
