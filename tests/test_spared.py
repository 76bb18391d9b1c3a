"""What stands around a line: headings over text and items of lists stay, separators of what is gone go."""

from __future__ import annotations

import pytest

from cleaner.pipeline import Cleaner

PARAGRAPH = "The mill by the river turned for two hundred years before the great flood came and took its wheel away."
CHAPTERS = "".join(f"{name}\n\n{PARAGRAPH}\n\n" for name in ("The mill", "The flood", "The men of the harbour"))
TIDY = Cleaner(select=["boilerplate"])


def left(text: str, format: str = "text") -> str:
    return TIDY.clean(text, format=format).text


@pytest.mark.parametrize("heading", ["Captions", "Related", "Stay connected", "Upcoming events", "Get in touch"])
def test_a_label_that_heads_a_chapter_stays(heading: str) -> None:
    text = f"{CHAPTERS}{heading}\n\n{PARAGRAPH}\n\n{CHAPTERS}"
    assert left(text) == text


@pytest.mark.parametrize("label", ["Advertisement", "Share this article", "ADVERTISEMENT", "Read more: The flood"])
def test_what_is_certain_goes_between_chapters_too(label: str) -> None:
    assert left(f"{CHAPTERS}{label}\n\n{PARAGRAPH}\n\n{CHAPTERS}") == f"{CHAPTERS}{PARAGRAPH}\n\n{CHAPTERS}"


def test_a_label_goes_where_the_text_has_no_chapters() -> None:
    text = f"{PARAGRAPH}\n\nRelated\n\n{PARAGRAPH}\n"
    assert left(text) == f"{PARAGRAPH}\n\n{PARAGRAPH}\n"


@pytest.mark.parametrize("heading", ["See also", "Suggested reading"])
def test_a_label_over_a_list_that_stays(heading: str) -> None:
    items = "- the wheel and how it was built\n- the dam; it was never finished.\n- three boats, all lost.\n"
    text = f"{CHAPTERS}{heading}\n\n{items}\n{PARAGRAPH}\n"
    assert left(text) == text


ITEMS = ["Choose the wood.", "Cut the boards.", "Sign up for our free newsletter.", "Drill the holes.", "Wait a day."]


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "1. "])
def test_an_item_of_a_list_stays_with_it(marker: str) -> None:
    text = f"{PARAGRAPH}\n\n" + "".join(f"{marker}{item}\n" for item in ITEMS) + f"\n{PARAGRAPH}\n"
    assert left(text) == text


def test_a_list_of_prompts_goes() -> None:
    prompts = "- Share this article\n- Sign up for our free newsletter\n- Follow us on Twitter\n"
    assert left(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{prompts}") == f"{PARAGRAPH}\n\n{PARAGRAPH}\n"


def test_a_heading_in_markdown_stays() -> None:
    chapters = "".join(f"## {name}\n\n{PARAGRAPH}\n\n" for name in ("The mill", "The flood", "The end"))
    text = f"{chapters}## More posts\n\nOne mill is a start. Add a few more:\n\n    a mill\n\n{chapters}"
    assert left(text, "markdown") == text


PROMPT = "Subscribe to our newsletter"


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("separator", ["---", "***", "• • •", "* * *", "_____", "⁂"])
@pytest.mark.parametrize(
    ("parts", "stay"),
    [
        ("t s j", "t"),
        ("t s j s", "t"),
        ("s j s t", "t"),
        ("t s j s t", "t s t"),  # one of the two parted the texts, the other the prompt
        ("t s j t", "t s t"),
        ("t s t s j", "t s t"),
        ("t s t", "t s t"),
        ("t s s t", "t s s t"),
    ],
)
def test_separators_of_what_is_gone(format: str, separator: str, parts: str, stay: str) -> None:
    pieces = {"t": f"{PARAGRAPH}\n\n{PARAGRAPH}", "s": separator, "j": PROMPT}
    before, after = ("\n\n".join(pieces[p] for p in which.split()) + "\n" for which in (parts, stay))
    assert left(before, format).strip() == after.strip()


@pytest.mark.parametrize("prompt", ["Lorem ipsum dolor sit amet", "Subscribe to our newsletter", "Read more"])
def test_front_matter_is_no_text(prompt: str) -> None:
    text = f"---\ntitle: The mill\n---\n{prompt}\n"
    assert left(text, "markdown") == text
    assert left(f"{text}\n{PARAGRAPH}\n", "markdown") == f"---\ntitle: The mill\n---\n\n{PARAGRAPH}\n"
