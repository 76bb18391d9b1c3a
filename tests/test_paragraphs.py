"""A prompt in a paragraph goes; the sentences beside it stay where they are the article's."""

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
        (f"{BUILT} {CLOSED} Do you like bridges? {PROMPT}", f"{BUILT} {CLOSED}"),
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


@pytest.mark.parametrize(
    "prompt",
    [
        "Share this story on Facebook.",
        "Follow us on Twitter and Facebook.",
        "Please consider making a donation to keep this site free.",
        "Leave a comment below.",
        "Click here to read the full story.",
        "Download our app.",
    ],
)
@pytest.mark.parametrize("order", ["{} {} {}", "{1} {0} {2}", "{1} {2} {0}"])
def test_prompts_that_are_sentences_go_alone_wherever_they_stand(tidy: Cleaner, prompt: str, order: str) -> None:
    text = f"{ARTICLE}{order.format(prompt, BUILT, CLOSED)}\n\nPerry will miss it, and so will many others.\n"
    assert tidy.clean(text).text == text.replace(f"{prompt} ", "").replace(f" {prompt}", "")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The bridge at Millbrook is to fall. Residents will miss it. It was the way to school for many.",
        "Copyright 2020 The Millbrook Post. All rights reserved. The bridge was drawn by Perry. It will fall in March.",
        "Share this story on Facebook. Bridges!",
        "Share this story on Facebook. We write about bridges every week. Write to us about yours.",
    ],
)
def test_what_goes_on_with_a_prompt_goes_with_it(tidy: Cleaner, line: str) -> None:
    text = f"{ARTICLE}{line}\n"
    assert tidy.clean(text).text == ARTICLE.rstrip() + "\n"
