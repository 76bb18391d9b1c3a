"""A prompt at the end of a paragraph goes; the sentences before it stay where they are the article's."""

from __future__ import annotations

import pytest

from cleaner.pipeline import Cleaner

ARTICLE = """\
The council met on Monday and voted to close the old bridge at Millbrook for good.

Residents said they would miss it. “It was the way to school,” said Ann Perry, 61, who crossed it every day.

"""
PROMPT = "Sign up for our newsletter to get stories like this in your inbox."
BUILT = "The bridge was built in 1902 and carried trams until 1956."
CLOSED = "It will be taken down in March."


@pytest.fixture(scope="module")
def tidy() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        (f"{BUILT} {CLOSED} {PROMPT}", f"{BUILT} {CLOSED}"),
        (f"{BUILT} {PROMPT}", ""),  # one sentence that shares one word with the text
        (
            f"The Millbrook bridge was built for Perry’s mill. {PROMPT}",
            "The Millbrook bridge was built for Perry’s mill.",
        ),
        (
            f"“We will miss our bridge,” said Perry. {CLOSED} {PROMPT}",
            f"“We will miss our bridge,” said Perry. {CLOSED}",
        ),
        (f"{BUILT} {CLOSED} {PROMPT} Unsubscribe at any time.", f"{BUILT} {CLOSED}"),
        (f"We write about bridges every week. {CLOSED} {PROMPT}", ""),  # who asks
        (f"Do you cross the bridge at Millbrook? {CLOSED} {PROMPT}", ""),  # whom they ask
        (f"The Millbrook Bridge is a non-profit newsroom of residents. {PROMPT}", ""),
        (f"(The bridge was built for trams. It will be taken down in March. {PROMPT})", ""),
        (f"Read more: {BUILT} {CLOSED} {PROMPT}", ""),  # a label claims the line from its beginning
        (f"Bridge news. {PROMPT}", ""),
        (PROMPT, ""),
    ],
)
def test_what_a_prompt_follows_stays_where_it_is_the_articles(tidy: Cleaner, last: str, stays: str) -> None:
    cleaned = tidy.clean(f"{ARTICLE}{last}\n").text
    assert cleaned == (f"{ARTICLE}{stays}\n" if stays else ARTICLE.rstrip() + "\n")
    assert tidy.clean(cleaned).text == cleaned


def test_below_a_line_that_goes_nothing_stays(tidy: Cleaner) -> None:
    text = f"{ARTICLE}Share this story\n\n{BUILT} {CLOSED} {PROMPT}\n"
    assert tidy.clean(text).text == ARTICLE.rstrip() + "\n"


def test_lines_after_the_prompt_go_as_ever(tidy: Cleaner) -> None:
    text = f"{ARTICLE}{BUILT} {CLOSED} {PROMPT}\n\nShare this story\n\nFollow us on Twitter\n"
    assert tidy.clean(text).text == f"{ARTICLE}{BUILT} {CLOSED}\n"


def test_in_the_midst_of_a_text_the_paragraphs_stay_apart(tidy: Cleaner) -> None:
    text = f"{BUILT} {CLOSED} {PROMPT}\n\n{ARTICLE}"
    assert tidy.clean(text).text == f"{BUILT} {CLOSED}\n\n{ARTICLE}"


def test_markdown_stays_well_formed(tidy: Cleaner) -> None:
    text = f"# Bridge\n\n{ARTICLE}The bridge was **built in 1902** and carried trams. {CLOSED} {PROMPT}\n"
    assert tidy.clean(text, "markdown").text == text.replace(f" {PROMPT}", "")
