"""What is remembered of a long text from pass to pass is what a fresh look would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import again, pipeline
from cleaner import edits as calculus
from cleaner.again import REACH, Change, Memory, changed_lines, places
from cleaner.model import Document, Edit
from cleaner.pipeline import Cleaner
from cleaner.propose.places import occurrences

PROSE = (
    "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board, and nobody was ill",
    "“We did not think that she would float, and we are still surprised,” said the captain of the old ship",
    "It was the first time that they had been asked, and the vote of the council was not close to theirs at all",
    'The mayor said "no" to all of it, as he had said before, and went home with the others when it was over',
    "Olsen, who had built the bridge, was not there — he was in Bergen with his sister and the two of her sons",
    "What the people of the town wanted was a road (and a good one) to the sea, which they could use in winter",
)
SLIPS = (
    *("teh ship", "recieve it", "a FBI agent", "an presidential year", "the the crew", "filled with filled with ropes"),
    *("in it's place", "all you're files", "could of gone", "realisticenough", "afte rthe storm", "h e said", "mor e"),
    *("Olsen’sresponses", "“ deserves it", "surprised.“", "word ” and", "involved,”Joshua said", '" so " he said'),
    *("does—”I am", "so.“We", "the ‘90s", "voters‘ minds", "it`s late", "Miller ,who", "Mueller,and", "so . If"),
    *("the ground.He left", "the town.Oslo is", "the end.They went", "last week:Here is", "identity— not", "( which )"),
    *(
        "it costs$5 now",
        "see herehttps://example.com/a now",
        "one•two • three",
        "cafÃ© and",
        "a\u200bb",
        "it\ufffds not",
    ),
    *("tlie rnan", "w0rd and wiII", "Bergdahl was", "Berdahl was", "hostilty", "dont", "`teh` code", "„so“ was it"),
    *("“the old brass band”", "“the old steel band”", "laregely", "neihgbor , and", "was was", "two  three"),
    *("Click here to subscribe!", "All rights reserved.", "to rth", "inter-\nnational", "wait.What", "nuthin", "[sic]"),
)
JUNK = (
    *("Advertisement", "Related stories", "Subscribe to our newsletter", "Share | Print | Comments", "* * *", "- 12 -"),
    *("Sign up for our daily newsletter and never miss a story.", "Chapter 3", "Comments", "Photo: Ann Oat", "Teh end"),
    *("Der Rat tagte, und die Brücke über den Fluss wird nicht mit dem Geld des Landes gebaut, wie es hieß.", "", ""),
)


@st.composite
def _lines(draw: st.DrawFn) -> str:
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(JUNK))
    parts = draw(st.lists(st.sampled_from(PROSE), min_size=1, max_size=4))
    for slip in draw(st.lists(st.sampled_from(SLIPS), max_size=2)):
        at = draw(st.integers(0, len(parts) - 1))
        parts[at] += f", {slip}, and" if draw(st.booleans()) else f" {slip}"
    return ". ".join(parts) + draw(st.sampled_from((".", ".", "", " ", "?")))


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Lines with slips between lines that have none, so that what changes has unchanged text around it."""
    lines = draw(st.lists(_lines(), min_size=12, max_size=40))
    between = draw(st.lists(st.sampled_from(("\n", "\n\n", "\n\n", "\r\n", "\r")), min_size=1, max_size=4))
    return "".join(line + between[n % len(between)] for n, line in enumerate(lines))


class _Checked(Memory):
    """Remembers only what a fresh look finds too."""

    remembered = 0

    def of(self, what: object, fresh: Callable[[], Any], changed: Callable[[Any, list[Change]], Any]) -> Any:
        def counted(known: Any, changes: list[Change]) -> Any:
            _Checked.remembered += bool(known)
            return changed(known, changes)

        value = super().of(what, fresh, counted)
        again = fresh()
        if isinstance(what, tuple) and what[0] == "replacing":  # of the segments those that were not quiet
            assert set(value) <= set(again)
        elif isinstance(value, tuple) and isinstance(
            value[0], Counter
        ):  # words, letters; of those that stand twice also others
            assert value[0] == again[0]
            for some, found in zip(value[1:], again[1:], strict=True):
                assert some == found or (isinstance(some, (set, frozenset)) and some >= found)
        else:
            assert value == again, what
        return value


def _outcome(text: str) -> tuple[object, ...]:
    result = Cleaner(unsafe=True).clean(text)
    return result.edits, result.flags, result.refused


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_texts())
def test_nothing_differs_from_what_a_run_that_remembers_nothing_does(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(again, "MOST", 1.0)
    monkeypatch.setattr(pipeline, "LONG", len(text) + 1)
    plain = _outcome(text)
    monkeypatch.setattr(pipeline, "LONG", 0)
    monkeypatch.setattr(pipeline, "Memory", _Checked)
    assert _outcome(text) == plain


def test_every_slip_of_the_tables_between_others() -> None:
    """One text with all of them, so that each kind of finding is remembered beside each other."""
    lines = [f"{PROSE[n % len(PROSE)]} {slip}. {PROSE[n % 5]}." for n, slip in enumerate(SLIPS)]
    text = "\n\n".join(line for n, line in enumerate(lines) for line in (line, JUNK[n % len(JUNK)], f"{PROSE[n % 6]}."))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(again, "MOST", 1.0)
        patch.setattr(pipeline, "LONG", len(text) + 1)
        plain = _outcome(text)
        patch.setattr(pipeline, "LONG", 0)
        patch.setattr(pipeline, "Memory", _Checked)
        _Checked.remembered = 0
        assert _outcome(text) == plain
    assert _Checked.remembered > 10


FAR = "x" * REACH + "\n"


@pytest.mark.parametrize(
    ("before", "edits", "changed"),
    [
        ("a teh b", [Edit(2, 5, "teh", "the")], ["a the b"]),
        (f"{FAR}{FAR}teh\n{FAR}{FAR}", [Edit(202, 205, "teh", "the")], [f"{FAR}the\n{FAR}"[:-1]]),
        (f"{FAR * 2}gone\n{FAR * 2}", [Edit(202, 207, "gone\n", "")], [f"{FAR}{FAR}"[:-1]]),
        (f"{FAR * 2}ab{FAR * 2}", [Edit(203, 203, "", "\n")], [f"{FAR}a\nb{FAR}"[:-1]]),
        (f"a{FAR * 4}b", [Edit(0, 1, "a", ""), Edit(405, 406, "b", "c")], [f"{FAR}"[:-1], f"{FAR}c"]),
    ],
)
def test_the_lines_around_an_edit_are_those_that_changed(before: str, edits: list[Edit], changed: list[str]) -> None:
    text = calculus.apply(before, edits)
    found = changed_lines(before, text, edits)
    assert [text[c.low : c.high] for c in found] == changed
    kept = "".join(
        before[a:b] for a, b in zip([0, *(c.old_high for c in found)], [*(c.old_low for c in found), None], strict=True)
    )
    still = "".join(
        text[a:b] for a, b in zip([0, *(c.high for c in found)], [*(c.low for c in found), None], strict=True)
    )
    assert kept == still


def test_what_was_not_asked_for_in_between_is_forgotten() -> None:
    def asked(memory: Memory, text: str) -> Sequence[object]:
        document = Document(text, [], facts={"again": memory})
        return [*places(document, "teh", lambda spans: occurrences(text, ["teh"], spans))]

    memory, texts = Memory(), ["teh end of teh day", "the end of teh day", "the end of the day, teh end"]
    assert len(asked(memory, texts[0])) == 2
    memory.follow(texts[0], texts[1], [Edit(0, 3, "teh", "the")])
    memory.follow(texts[1], texts[2], [Edit(11, 18, "teh day", "the day, teh end")])
    assert asked(memory, texts[2]) == [(20, 23, "teh")]
