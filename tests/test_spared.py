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


CHANGES = ["Fixed: the button opens the print dialog.", "Removed the banner.", "Added: a link to the top."]


@pytest.mark.parametrize(
    "line", ["Comments are now closed after 30 days by default.", "Subscribe form: errors are read out."]
)
def test_an_item_of_a_list_in_several_parts_stays(line: str) -> None:
    first = "".join(f"- {change}\n" for change in CHANGES)
    text = f"2.4.1\n{first}2.4.0\n{first}2.3.0\n- {line}\n- Slots load late.\n"
    assert left(text) == text


def test_a_prompt_beside_another_item_goes_where_no_other_list_is() -> None:
    text = f"{PARAGRAPH}\n\n- Comments are closed.\n- Slots load late.\n\n{PARAGRAPH}\n"
    assert left(text) == f"{PARAGRAPH}\n\n- Slots load late.\n\n{PARAGRAPH}\n"


HEADLINE = "FERRY CAPTAIN SAYS THE LAKE IS LOWER THAN AT ANY TIME IN HIS LIFE"


@pytest.mark.parametrize(
    "line", [HEADLINE, "Read more about the mill.", "It goes deeper:Two years after the flood the town is wet"]
)
@pytest.mark.parametrize(
    "lead", ["Recall what the Lantern printed in May. The headline:", "Here is how it all started:"]
)
def test_what_a_sentence_leads_to_stays(line: str, lead: str) -> None:
    text = f"{PARAGRAPH}\n\n{lead}\n\n{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"
    assert left(text) == text


@pytest.mark.parametrize(
    ("above", "line"),
    [
        (PARAGRAPH, HEADLINE),
        ("The mayor wrote about it in the evening:", "https://twitter.com/oat/status/123456789012345678"),
        ("The paper had asked him for:", "Advertisement"),
        ("The council's report names three causes:", "Sign up for our free newsletter"),
        ("The council's report names three causes:", "Related: Why the mill must turn"),
    ],
)
def test_what_interrupts_goes_after_a_colon_too(above: str, line: str) -> None:
    text = f"{PARAGRAPH}\n\n{above}\n\n{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"
    assert left(text) == f"{PARAGRAPH}\n\n{above}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"


QUESTIONS = "".join(
    f"{question}\n{answer}\n"
    for question, answer in (
        ("How do I buy a pass?", "At any lock office, or by post."),
        ("Can I bring a dog?", "Yes, on a lead."),
        ("Is there a toilet on board?", "There are two, fore and aft."),
    )
)
ANSWERS = [
    "Yes. You can unsubscribe at any time by writing to the office.",
    "Contact us at the lock house, 9am to 5pm.",
    "We use cookies to remember the length of your boat.",
]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("after", ["", QUESTIONS])
def test_an_answer_stays_with_its_question(answer: str, after: str) -> None:
    text = f"{PARAGRAPH}\n{QUESTIONS}What about the rest?\n{answer}\n{after}"
    assert left(text) == text


def test_a_form_between_question_and_answer_goes() -> None:
    prompt = "By signing up you agree to our terms of use."
    text = f"{QUESTIONS}What about the rest?\n{prompt}\n{PARAGRAPH}\n{QUESTIONS}"
    assert left(text) == f"{QUESTIONS}What about the rest?\n{PARAGRAPH}\n{QUESTIONS}"


def test_a_prompt_under_the_only_question_goes() -> None:
    text = f"{PARAGRAPH}\n\nWho will pay for the bridge?\n\nYou can unsubscribe at any time.\n"
    assert left(text) == f"{PARAGRAPH}\n\nWho will pay for the bridge?\n"


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


@pytest.mark.parametrize("heading", ["Contact", "Video", "Related"])
def test_a_heading_that_its_author_marked_stays_over_text_however_short(heading: str) -> None:
    text = f"# My talk\n\nI gave a talk about old bridges and why they fall.\n\n## {heading}\n\nWrite to ann@example.org.\n\n## License\n\nMIT\n"
    assert not Cleaner().clean(text, "markdown").changed
