"""A prompt that a sentence cites stays; one that only has a name in quotation marks goes."""

from __future__ import annotations

import pytest

from cleaner.pipeline import Cleaner

ABOUT = "Letters are read by many people, and most of them pass a good one on to a friend.\n\n{}\n\nKeep the letters short.\n"


@pytest.fixture(scope="module")
def tidy() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize(
    "line",
    [
        "End each issue with “Forwarded this email? Subscribe to our newsletter here.”",
        'The last page of the old site said "Sign up for our free newsletter today" in red letters.',
        "The button reads “Subscribe to our newsletter”, which few people do.",
        "Unter jedem Artikel stand „Subscribe to our newsletter today“ auf Englisch.",
    ],
)
def test_a_cited_prompt_stays(tidy: Cleaner, line: str) -> None:
    assert not tidy.clean(ABOUT.format(line)).changed


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter “The Morning Oat and Barley” to get it in your inbox.",
        "Subscribe to our newsletter",
    ],
)
def test_a_prompt_that_is_none_but_a_prompt_goes(tidy: Cleaner, line: str) -> None:
    assert line not in tidy.clean(ABOUT.format(line)).text
