"""Segments that were quiet in one pass are not looked at in the next, and nothing else changes by that."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.model import Document
from cleaner.pipeline import Cleaner
from cleaner.propose import quiet, replacing
from cleaner.propose.quiet import REACH, Quiet
from cleaner.segment.text import segment

ENGLISH = "It was the first time that they had been asked, and the vote of the council was not close to theirs. "
FRENCH = "Le conseil est dans la ville et il ne veut pas que les gens soient avec nous pour une autre fois. "


def _quiet_after(first: str, second: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The segments of `second` that must be looked at where those of `first` were quiet."""
    monkeypatch.setattr(quiet, "MANY", 0)
    document = Document(first, segment(first))
    Quiet(document, "x").keep()
    later = Document(second, segment(second), facts={"known": document.facts["known"]})
    return [second[s.start : s.end] for s in Quiet(later, "x").others]


@pytest.mark.parametrize(
    ("first", "second", "others"),
    [
        ("One.\n\nTwo.\n", "One.\n\nTwo.\n", []),
        ("One.\n\nTwo.\n\nThree.\n", "One.\n\nThree.\n", ["Three."]),  # another line stands before it
        ("One.\n\nTwo.\n", "One.\n\nTwo!\n", ["Two!"]),
        (f"{ENGLISH}\n\n{ENGLISH}", f"{ENGLISH}\n\n{ENGLISH}", []),
        (f"{ENGLISH}\n\n{FRENCH}", f"{FRENCH}\n\n{FRENCH}", [FRENCH.strip()] * 2),  # other rules are heard
        ("a" * (REACH + 5) + "\n\nTwo.\n", "b" * 5 + "a" * REACH + "\n\nTwo.\n", ["b" * 5 + "a" * REACH]),
    ],
)
def test_only_what_changed_or_stands_behind_a_change_is_looked_at_again(
    first: str, second: str, others: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _quiet_after(first, second, monkeypatch) == others


def test_a_later_pass_looks_only_where_something_was_or_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    places = replacing._Finder.places

    def counted(finder: replacing._Finder, document: Document, segments: list[object]) -> dict[int, replacing.Places]:
        looked.append(len(segments))
        return places(finder, document, segments)  # type: ignore[arg-type]

    monkeypatch.setattr(replacing._Finder, "places", counted)
    text = "\n\n".join([*[f"{number} {ENGLISH}" for number in range(250)], "They could of gone home.", ENGLISH])
    assert "could have gone" in Cleaner().clean(text).text
    assert looked[0] == 252
    assert all(1 <= count <= 3 for count in looked[1:])


def test_a_rule_that_needs_a_word_of_another_pass_still_acts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule needs elsewhere in the text may come of another's edit: its own segment did not change."""
    monkeypatch.setattr(quiet, "MANY", 0)
    pack = tmp_path / "two.yaml"
    pack.write_text(
        """
pack: two
version: 1
language: en
title: Two rules, of which one makes what the other needs
group: typos
rules:
  - id: makes
    title: Makes it
    kind: replace
    literals: [zonk]
    pattern: zonk
    replacement: plonk
    message: made
    tests: {changes: [{from: a zonk, to: a plonk}, {from: zonk b, to: plonk b}], keeps: [one, two, three]}
  - id: needs
    title: Needs it
    kind: replace
    literals: [brill]
    pattern: 'brill\\b'
    replacement: brilliant
    needs: [plonk]
    within: document
    message: needed
    tests:
      changes: [{from: brill plonk, to: brilliant plonk}, {from: plonk brill, to: plonk brilliant}]
      keeps: [brill, two, three]
""",
        encoding="utf-8",
    )
    tidy = Cleaner(rules=[pack], select=["makes", "needs"])
    assert tidy.clean("It is brill.\n\nSee the zonk.\n").text == "It is brilliant.\n\nSee the plonk.\n"
