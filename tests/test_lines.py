"""A line is looked through once: what is kept from an earlier text or pass is what would be found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.model import Document
from cleaner.packs.kept import pack, unpack
from cleaner.packs.load import load_rules
from cleaner.packs.shape import Lengths, length
from cleaner.propose import lines, typos
from cleaner.segment.text import segment

TIDY = Cleaner()
LINES = st.lists(
    st.sampled_from(
        [
            "Subscribe to our newsletter",
            "Share this story",
            "By Anna Meier",
            "The ferry crossed the lake. Click here to subscribe to our newsletter. Nobody spoke.",
            "Nobody on board could remember who had first thought of it, teh teacher said.",
            "RELATED: Ferry returns to the lake",
            "Read more",
            "***",
            "12:30",
        ]
    ),
    max_size=12,
)


def document(found: list[str]) -> Document:
    text = "\n".join(found)
    return Document(text, segment(text))


@settings(deadline=None)
@given(LINES, LINES)
def test_what_is_known_of_lines_is_what_a_fresh_look_finds(before: list[str], after: list[str]) -> None:
    first, fresh, again = document(before), document(after), document(after)
    known = first.facts["known"] = {}
    lines.told_lines(first, TIDY.book)
    again.facts["known"] = known
    assert lines.told_lines(again, TIDY.book) == lines.told_lines(fresh, TIDY.book)


@settings(deadline=None)
@given(LINES)
def test_passes_that_remember_give_what_passes_that_forget_give(found: list[str]) -> None:
    text = "\n\n".join(found)
    with pytest.MonkeyPatch.context() as patch:
        remembered = TIDY.clean(text)
        look = lines.told_lines

        def forgetful(doc: Document, book: object) -> object:
            doc.facts["known"] = {}
            return look(doc, book)  # type: ignore[arg-type]

        patch.setattr("cleaner.propose.boilerplate.told_lines", forgetful)
        patch.setattr("cleaner.propose.sentences.told_lines", forgetful)
        assert TIDY.clean(text) == remembered


WORDS = st.lists(st.text("ab ,.\t\n\u00a0\x1c漢ก’", max_size=60), min_size=1, max_size=4)


@given(WORDS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), max_size=6))
def test_lengths_are_what_counting_all_words_gives(found: list[str], asked: list[tuple[int, int]]) -> None:
    lengths = Lengths(found)
    for number, most in asked:
        if number < len(found):
            assert lengths.within(number, most) == (length(found[number]) <= most)


@pytest.mark.parametrize("most", [39, 40, 41, 44, 45, 46])
def test_lengths_are_right_where_few_words_are_counted(most: int) -> None:
    lengths = Lengths(["one  " * 45, "one " * 45])
    for _ in range(2):
        assert [lengths.within(n, most) for n in (0, 1)] == [most >= 45] * 2


def test_a_second_pass_looks_only_at_changed_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[list[str]] = []
    look = lines._look
    monkeypatch.setattr(lines, "_look", lambda doc, book, fresh: looked.append(fresh) or look(doc, book, fresh))
    TIDY.clean("It rained all day.\n\nWe saw teh man.\n\nIt rained all night.\n")
    assert looked == [["It rained all day.", "We saw teh man.", "It rained all night."], ["We saw the man."]]


def test_the_dictionary_answers_the_same_before_and_after_it_is_loaded() -> None:
    words = frozenset(["teh", "the", "abandonned", "recieve", "zzz", "Teh"])
    fresh = typos.Typos(typos.dictionary()._data)
    before = fresh.among(words)
    assert before == words & fresh._words == {"teh", "abandonned", "recieve"}
    assert fresh["teh"] == ("the",)


def test_rules_come_out_of_the_cache_as_they_went_in() -> None:
    for rule in load_rules(tests=True):
        again = unpack(pack(rule))
        assert [p._replace(body=b"") for p in rule.compiled] == list(again.compiled)
        assert all(a.body == b"" for a in again.compiled)
        assert (again.id, again.phrases, again.weight, again.languages) == (
            rule.id,
            rule.phrases,
            rule.weight,
            rule.languages,
        )


def test_a_phrase_from_the_cache_writes_its_regex_again() -> None:
    for rule in load_rules(tests=True)[::40]:
        for fresh, kept in zip(rule.compiled, unpack(pack(rule)).compiled, strict=True):
            if rule.kind != "pattern":
                assert kept.regex("line").pattern == fresh.regex("line").pattern


BRACKETED = """
pack: signs
rules:
- id: bracketed
  kind: pattern
  weight: 9
  max_words: 6
  min_words: 3
  literals: ['[', '→']
  pattern: '^(?:\\[[a-z ]+\\]|.* →)$'
"""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[read this next]", True),
        ("Next story →", True),
        ("read this next", False),  # neither sign stands there
        ("[read this]", False),  # fewer words than the rule speaks of
        ("[read this next or any other of them]", False),  # more words than the rule speaks of
        ("[Read this next]", False),  # the sign is there, the pattern does not fit
    ],
)
def test_a_pattern_is_announced_by_signs_as_they_stand(tmp_path: Path, line: str, found: bool) -> None:
    (tmp_path / "signs.yaml").write_text(BRACKETED, encoding="utf-8")
    book = Cleaner(rules=[tmp_path / "signs.yaml"], select=["bracketed"]).book
    told = lines.told_lines(document([line]), book)
    assert [rule.id for rule, _ in (told[0].fitting if told else ())] == ["bracketed"] * found
