"""The cache of packs costs time only, whatever becomes of it; what it keeps is looked up as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from ahocorasick_rs import BytesAhoCorasick
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.errors import PackError
from cleaner.literals import Literals
from cleaner.log import rules_version
from cleaner.packs import cache
from cleaner.packs.book import RuleBook
from cleaner.packs.kept import KeptRules
from cleaner.packs.load import load_rules
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.packs.select import Selection
from cleaner.packs.tables import FEW, Table, tables_of

PACK = """
pack: made
rules:
- id: made-prompt
  title: A prompt
  phrases: ["(join|meet) our (club|circle) today", "tell a friend"]
  sentence: true
- id: made-pattern
  title: A pattern
  kind: pattern
  literals: ["|"]
  pattern: '^\\|+$'
- id: made-words
  title: Words
  kind: dictionary
  words: {teh: the}
- id: made-off
  title: Off
  phrases: ["read on below"]
  enabled: false
"""
TEXT = normalise("Join our club today!\nIt rained. Tell a friend.\nRead on below\nMeet our circle today.")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(cache, "SETTLED", -60)
    (tmp_path / "made.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def loaded(place: Path) -> Sequence[Rule]:
    return load_rules([place / "made.yaml"], builtin=False)


def kept(place: Path) -> Path:
    (found,) = (place / "cache").glob("*.rules")
    return found


def told(rules: Sequence[Rule]) -> list[object]:
    """Everything that a run sees of rules."""
    book = RuleBook(rules, Selection(ignore=["made-words"]))
    hits = sorted((line, rule.id, phrase.text) for line, rule, phrase in book.phrases.hits(TEXT))
    inside = sorted((line, entry.rule.id) for line, entry in book.phrases.look(TEXT) if entry.inside)
    unannounced = [(entry.rule.id, limit) for entry, limit in book.phrases.unannounced]
    fields = [(r.id, r.title, r.kind, r.weight, r.words, r.pattern, r.enabled, r.line) for r in rules]
    return [book.on, book.version, hits, inside, unannounced, fields, [p.text for r in rules for p in r.compiled]]


def test_what_is_kept_is_what_was_compiled(place: Path) -> None:
    fresh, again = loaded(place), loaded(place)
    assert not isinstance(fresh, KeptRules)
    assert isinstance(again, KeptRules)
    assert told(again) == told(fresh)
    assert told(fresh)[2] == [
        (0, "made-prompt", "(join|meet) our (club|circle) today"),
        (3, "made-prompt", "(join|meet) our (club|circle) today"),
    ]
    assert told(fresh)[3] == [(0, "made-prompt"), (1, "made-prompt"), (3, "made-prompt")]
    assert again.version == rules_version(fresh)
    assert [r.id for r in again[1:3]] == ["made-pattern", "made-words"]


def test_a_rule_is_made_only_when_it_is_asked_for(place: Path) -> None:
    loaded(place)
    rules = loaded(place)
    assert isinstance(rules, KeptRules)
    list(RuleBook(rules).phrases.hits(normalise("Nothing of all that.\nTell a friend!")))
    assert [rule.id for rule in rules._made if rule] == ["made-prompt"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in the front": lambda data: data[:40],
    "cut in the rules": lambda data: data[:-30],
    "no number": lambda data: b"x" + data,
    "huge size": lambda data: b"1 99999999999999999999\n" + data.partition(b"\n")[2],
    "negative size": lambda data: b"0 -1\n" + data.partition(b"\n")[2],
    "another front": lambda data: data.replace(b"made-prompt", b"made-promqt", 1),
    "another rule": lambda data: data.replace(b'"title":"Words"', b'"title":"Sword"'),
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_costs_time_only(place: Path, damage: str) -> None:
    fresh = told(loaded(place))
    kept(place).write_bytes(DAMAGES[damage](kept(place).read_bytes()))
    assert told(loaded(place)) == fresh
    assert told(loaded(place)) == fresh


@settings(deadline=None)
@given(st.integers(0, 1 << 20), st.integers(1, 255))
def test_a_byte_that_changes_anywhere_costs_time_only(
    tmp_path_factory: pytest.TempPathFactory, where: int, change: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("damaged")
        patch.setattr(cache, "folder", lambda: place / "cache")
        patch.setattr(cache, "SETTLED", -60)
        (place / "made.yaml").write_text(PACK, encoding="utf-8")
        fresh = told(loaded(place))
        raw = bytearray(kept(place).read_bytes())
        raw[where % len(raw)] ^= change
        kept(place).write_bytes(raw)
        assert told(loaded(place)) == fresh


def test_a_cache_that_goes_while_it_is_used_costs_time_only(place: Path) -> None:
    fresh = told(loaded(place))
    rules = loaded(place)
    kept(place).unlink()
    assert told(rules) == fresh


def test_a_changed_pack_is_compiled_anew(place: Path) -> None:
    loaded(place)
    (place / "made.yaml").write_text(PACK.replace("tell a friend", "tell a hound"), encoding="utf-8")
    assert "tell a hound" in [p.text for r in loaded(place) for p in r.compiled]


def test_a_pack_that_was_changed_just_now_is_not_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SETTLED", 3.0)
    loaded(place)
    assert not (place / "cache").exists()


def test_a_pack_that_changes_while_its_cache_is_damaged_is_told(place: Path) -> None:
    loaded(place)
    rules = loaded(place)
    kept(place).unlink()
    (place / "made.yaml").write_text(PACK.replace("made-words", "other-words"), encoding="utf-8")
    with pytest.raises(PackError, match="has changed while it was in use"):
        list(rules)


def test_a_folder_that_cannot_be_written_costs_time_only(place: Path) -> None:
    (place / "cache").write_text("a file", encoding="utf-8")
    assert told(loaded(place)) == told(loaded(place))


def test_the_oldest_go(place: Path) -> None:
    for number in range(cache.KEEP + 3):
        (place / f"{number}.yaml").write_text(PACK, encoding="utf-8")
        load_rules([place / f"{number}.yaml"], builtin=False)
    assert len([*(place / "cache").iterdir()]) == cache.KEEP


KEYS = st.lists(st.sampled_from([b" ", b"a", b"b", b"0", "é".encode()]), max_size=5).map(b"".join)


@given(st.dictionaries(KEYS, st.sampled_from([b"0.0", b"3.1 17.2"])), st.lists(KEYS))
def test_a_table_answers_alike_in_place_and_as_a_dict(wanted: dict[bytes, bytes], keys: list[bytes]) -> None:
    lines = b"".join(key + b"\t" + wanted[key] + b"\n" for key in sorted(wanted))
    in_place, loaded = Table(lines).finder(1), Table(lines).finder(FEW + 1)
    for key in [*keys, *wanted]:
        assert in_place(key) == loaded(key) == wanted.get(key)


@given(st.sets(KEYS.filter(bool), min_size=1), st.lists(KEYS).map(b"\n".join))
def test_literals_are_found_alike_one_by_one_and_all_at_once(literals: set[bytes], text: bytes) -> None:
    found = Literals(sorted(literals))
    assert sorted(found.one_by_one(text)) == sorted(found.by_automaton(text))
    which = BytesAhoCorasick(sorted(literals)).find_matches_as_indexes(text, overlapping=True)
    assert len(set(found.one_by_one(text))) == len(which)


def test_every_built_in_phrase_has_a_key_by_which_it_is_found() -> None:
    rules = load_rules()
    tables = tables_of(rules, range(len(rules)))
    named = {name for lines in tables for line in lines.split(b"\n") for name in line.rpartition(b"\t")[2].split()}
    assert named == {f"{n}.{p}".encode() for n, rule in enumerate(rules) for p in range(len(rule.compiled))}
