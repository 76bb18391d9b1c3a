"""Evidence and neighbours: which lines go, and which stay whatever stands beside them."""

from __future__ import annotations

import pytest

from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import parse_phrase
from cleaner.packs.rule import Rule
from cleaner.propose import boilerplate, sentences
from cleaner.segment.text import segment


def phrase(id: str, text: str, weight: float, **more: object) -> Rule:
    return Rule(id, weight=weight, compiled=(parse_phrase(text),), phrases=(text,), **more)  # type: ignore[arg-type]


def shape(id: str, weight: float, **wanted: object) -> Rule:
    return Rule(id, kind="shape", weight=weight, shape=wanted)


RULES = [
    shape("prior", -1.5, words="1-"),
    shape("sentence", -2.0, words="9-", ends_sentence=True),
    shape("label", 1.8, words="1-2", ends_sentence=False),
    phrase("sure", "subscribe now", 9.0),
    phrase("middling", "related stories", 2.5),
    phrase("weak", "click here", 1.2),
    phrase("tail", "contact us", 6.0, where="trailing"),
    phrase("prompt", "click here to subscribe", 9.0, sentence=True),
    phrase("byline", "by our reporter", 5.0, group="attribution"),
    Rule(
        "block",
        kind="block",
        weight=4.0,
        compiled=(parse_phrase("more from us"),),
        follow={"ends_sentence": False},
        most=2,
    ),
    Rule(
        "ended",
        kind="block",
        weight=8.0,
        compiled=(parse_phrase("contents"),),
        follow={"ends_sentence": False},
        most=9,
        until=("references", "external links"),
    ),
]
PROSE = "The ferry crossed the lake on Saturday with sixty passengers on board."


def cleaned(lines: list[str], **options: object) -> list[str]:
    text = "\n".join(lines)
    document = Document(text, segment(text))
    judged = boilerplate.judge(document, RuleBook(RULES))
    return [line for n, line in enumerate(lines) if not (n in judged and judged[n].removed)]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param([PROSE, "Subscribe now", PROSE], [PROSE, PROSE], id="certain, anywhere"),
        pytest.param([PROSE, "Related stories", PROSE], None, id="not certain, in the middle"),
        pytest.param([PROSE, "Related stories"], None, id="not certain enough alone at the end"),
        pytest.param([PROSE, "Related stories", "Click here"], [PROSE], id="together enough at the end"),
        pytest.param([PROSE, "Related stories", "Click here", PROSE], None, id="the same in the middle"),
        pytest.param([PROSE, "Related stories", "Subscribe now"], [PROSE], id="a certain neighbour helps"),
        pytest.param([PROSE, "Related stories", "Photo", "Subscribe now"], [PROSE], id="a label between junk goes"),
        pytest.param([PROSE, "Subscribe now", "Photo"], [PROSE], id="a label after certain junk, at the end"),
        pytest.param([PROSE, "Photo", "Video"], None, id="shapes alone never"),
        pytest.param(["Subscribe now", PROSE, "Subscribe now"], [PROSE], id="content between certain lines stays"),
        pytest.param(
            [PROSE, "Subscribe now", "A subhead of four words", "Subscribe now", PROSE],
            [PROSE, "A subhead of four words", PROSE],
            id="a subhead between certain lines stays",
        ),
        pytest.param(["A title of a few words", "Subscribe now", PROSE], ["A title of a few words", PROSE], id="title"),
        pytest.param([PROSE, "Related stories", "Click here", PROSE, "Subscribe now"],
                     [PROSE, "Related stories", "Click here", PROSE], id="nothing is taken across content"),
        pytest.param([PROSE, "Subscribe now", "By our reporter"], [PROSE, "By our reporter"], id="attribution stays"),
        pytest.param([PROSE, PROSE, "More from us", "One headline", "Two headline", "A third headline of ours"],
                     [PROSE, PROSE, "A third headline of ours"], id="a block takes what follows, at most so many"),
        pytest.param([PROSE, "More from us", PROSE], None, id="a block with nothing below"),
        pytest.param([PROSE, "Contents", "One", "References", "External links", "The ferry", PROSE],
                     [PROSE, "The ferry", PROSE], id="a block ends at the last line that ends it"),
        pytest.param([PROSE, "Contents", "One", "Two", PROSE], None, id="a block without its end says nothing"),
        pytest.param([PROSE, "Contents", "One", PROSE, "References"], None, id="its end is not looked for past content"),
    ],
)  # fmt: skip
def test_runs(lines: list[str], left: list[str] | None) -> None:
    assert cleaned(lines) == (lines if left is None else left)


LONG = "The old ferry crossed the lake again on Saturday, carrying sixty passengers, nine bicycles and a brass band " \
       "that had practised for most of the winter in the boat shed."  # fmt: skip
HEADS = ["Why the Mill Must Turn Again", "Ferry Captain Tells of Her Long Night"]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param([*[LONG] * 4, *HEADS], 4, id="headlines after the last paragraph"),
        pytest.param([*[LONG] * 4, "Subscribe now", *HEADS], 4, id="what goes does not part them from it"),
        pytest.param([*[LONG] * 4, HEADS[0], "Subscribe now", HEADS[1], "Will the Mill Ever Turn Again?"], 4, id="nor in between"),
        pytest.param([*[LONG] * 4, "By our reporter", *HEADS], 7, id="a byline is no paragraph"),
        pytest.param([*[LONG] * 4, *HEADS, "By our reporter"], 5, id="attribution after them stays"),
        pytest.param([*[LONG] * 4, HEADS[0]], 5, id="one alone may be a caption"),
        pytest.param([*[LONG] * 3, *HEADS], 5, id="a text of few paragraphs"),
        pytest.param([*[LONG] * 4, *HEADS, LONG], 7, id="not the last thing"),
        pytest.param([*[LONG] * 4, "She named three things to do:", *HEADS], 7, id="a list that is announced"),
        pytest.param([*[LONG] * 4, *(f"{n}. {h}" for n, h in enumerate(HEADS))], 6, id="a numbered list"),
        pytest.param([*[LONG] * 4, *(h + ", 2019" for h in HEADS)], 6, id="a list of works with their years"),
        pytest.param([*[LONG] * 4, *(h.lower().capitalize() for h in HEADS)], 6, id="lines of a poem"),
        pytest.param([*[LONG] * 4, *HEADS * 5], 14, id="a long list"),
    ],
)  # fmt: skip
def test_headlines_after_an_article(lines: list[str], left: int) -> None:
    assert len(cleaned(lines)) == left


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([LONG, "* * *", "Subscribe now"], 1),
        ([LONG, "Subscribe now", "___"], 1),
        ([LONG, "* * *", LONG, "Subscribe now"], 3),
        ([LONG, "* * *"], 1),
        ([LONG, "\U0001f6a4"], 2),
        ([LONG, "}"], 2),
        (["Subscribe now", "***", LONG], 1),
        ([LONG, "Subscribe now", "___", "By our reporter", LONG], 3),
        ([LONG, "Subscribe now", "___", LONG, LONG], 4),
        ([LONG, "___", "By our reporter", LONG], 4),
    ],
)
def test_separators_at_an_edge(lines: list[str], left: int) -> None:
    assert len(cleaned(lines)) == left


def test_a_trailing_rule_counts_near_the_end_only() -> None:
    assert cleaned([PROSE] * 80 + ["Contact us"]) == [PROSE] * 80
    assert cleaned([PROSE] * 10 + ["Contact us"] + [PROSE] * 80) == [PROSE] * 10 + ["Contact us"] + [PROSE] * 80


def test_the_order_of_rules_does_not_matter() -> None:
    text = "\n".join([PROSE, "Related stories", "Click here", "Photo", "Subscribe now"])
    document = Document(text, segment(text))

    def told(rules: list[Rule]) -> list[tuple[object, ...]]:
        document.facts.clear()
        judged = boilerplate.judge(document, RuleBook(rules))
        return [(n, found.signals, found.named, found.score, found.removed) for n, found in sorted(judged.items())]

    forward = told(RULES)
    assert any(removed for *_, removed in forward)
    assert told(RULES[::-1]) == forward


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It rained all day. Click here to subscribe!", "It rained all day."),
        ("Click here to subscribe. It rained all day.", "It rained all day."),
        ("It rained. Click here to subscribe. It stopped.", "It rained. It stopped."),
        ("“It rained.” Click here to subscribe!", "“It rained.”"),
        ("It rained. Click here to subscribe, she said. It stopped.", None),
        ("It rained on Peter A. Click here to subscribe!", None),  # where a name's letter ends no sentence
        ("Click here to subscribe!", None),
        ("He said: click here to subscribe. It rained.", None),
        ("It rained, so click here to subscribe.", None),
        ("“Click here to subscribe,” it said. It rained.", None),
    ],
)
def test_sentences_of_a_line(text: str, left: str | None) -> None:
    document = Document(text, segment(text))
    edits = list(sentences.propose(document, RuleBook(RULES)))
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    assert text == (document.text if left is None else left)
    assert bool(edits) is (left is not None)
