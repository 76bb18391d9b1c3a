"""A rule that takes too long is left out of the document, and named; the others do their work."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run

from cleaner import Cleaner
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.propose import budget

PROSE = "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board.\n\n"
HOSTILE = "a" * 40 + "!"  # nothing for a machine, but for a pattern that tries every way to cut it up
PACK = """\
pack: slow
rules:
  - id: slow-line
    kind: pattern
    pattern: '^(?:teh |)(a|aa|a)+$'
    weight: 12
  - id: slow-word
    kind: replace
    pattern: '\\b(?:club|(?:a|aa|a)+)$'
    replacement: Club
"""


@pytest.fixture
def tidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cleaner:
    monkeypatch.setattr("cleaner.packs.layer._refuse_runaway", lambda rule: None)
    (tmp_path / "slow.yaml").write_text(PACK, encoding="utf-8")
    monkeypatch.setattr("cleaner.packs.cache.folder", lambda: tmp_path / "cache")
    tidy = Cleaner()
    tidy.book = RuleBook(load_rules([tmp_path / "slow.yaml"]), tidy.book.selection)
    return tidy


def test_a_slow_rule_is_left_out_and_named_and_the_others_go_on(tidy: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 0.2)
    text = f"{PROSE}He paid teh mayor at the club\n\n{HOSTILE}\n\n{PROSE}Subscribe to our newsletter\n"
    result = tidy.clean(text)
    late = [f for f in result.flags if f.message == budget.LATE]
    assert {f.rule for f in late} == {"slow-line", "slow-word"}
    assert all((f.start, f.end, f.old) == (0, 0, "") for f in late)
    assert {e.rule for e in result.edits}.isdisjoint({"slow-line", "slow-word"})
    assert "Subscribe" not in result.text
    assert "the club\n" in result.text  # what the rule had found before its time was over is dropped too


def test_a_late_rule_is_named_once_though_junk_went_before_it(tidy: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 0.2)
    result = tidy.clean(f"Subscribe to our newsletter\n\n{PROSE}{HOSTILE}\n\n{PROSE}He paid teh mayor\n")
    assert "Subscribe" not in result.text
    late = [(f.rule, f.start, f.end) for f in result.flags if f.message == budget.LATE]
    assert sorted(late) == [("slow-line", 0, 0), ("slow-word", 0, 0)]


def test_in_time_the_same_rules_act_and_nothing_is_named(tidy: Cleaner) -> None:
    result = tidy.clean(f"{PROSE}He waited for her at the club\n\naaaa\n\n{PROSE}")
    assert {e.rule for e in result.edits} == {"slow-line", "slow-word"}
    assert result.flags == ()


def test_the_time_is_that_of_all_tries_together(tidy: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 0.2)
    document = tidy.document(PROSE)
    rule = tidy.book.active("pattern")[0]
    tries = []
    clock = iter(range(100))
    monkeypatch.setattr(budget.time, "thread_time", lambda: next(clock) * 0.03)
    while not budget.is_late(document, rule):
        tries.append(budget.within_budget(document, rule, lambda seconds: seconds))
    assert tries == pytest.approx([0.2, 0.17, 0.14, 0.11, 0.08, 0.05, 0.02])
    assert budget.within_budget(document, rule, lambda seconds: seconds) is None
    assert [e.rule for e in budget.named_late(document, tidy.book.active("pattern"))] == [rule.id]


GROWING = """\
pack: growing
rules:
  - id: grows
    kind: replace
    pattern: '\\bferry\\b'
    replacement: ferry boat
  - id: turns
    kind: replace
    pattern: '\\bbrass band\\b'
    replacement: band of brass
  - id: turns-back
    kind: replace
    pattern: '\\bband of brass\\b'
    replacement: brass band
"""


def test_rules_that_would_never_come_to_rest_are_left_out_and_named(tmp_path: Path) -> None:
    pack = tmp_path / "growing.yaml"
    pack.write_text(GROWING, encoding="utf-8")
    result = Cleaner(rules=[pack]).clean(PROSE + "He paid teh mayor.\n")
    assert result.text == PROSE + "He paid the mayor.\n"
    assert [(f.rule, f.message) for f in result.flags] == [
        (name, budget.RESTLESS) for name in ("grows", "turns", "turns-back")
    ]
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.jsonl").write_text('{"text": "The ferry came in."}\n' * 30)
    ran = run("clean", tmp_path, "-o", tmp_path / "out", "--rules", pack)
    assert f"a.txt: turns {budget.RESTLESS}" in ran.err
    assert f"b.jsonl: record 20: grows {budget.RESTLESS}" in ran.err
    assert "record 21" not in ran.err and "b.jsonl: 10 more such notices are in the log" in ran.err
    assert f"turns {budget.RESTLESS}".encode() in run("check", tmp_path / "a.txt", "--rules", pack).out


def test_a_rule_that_blows_the_text_up_is_left_out_and_named(tmp_path: Path) -> None:
    pack = tmp_path / "swelling.yaml"
    rule = "  - id: {}\n    kind: replace\n    group: typos\n    pattern: '{}'\n    replacement: '{}'\n"
    pack.write_text(
        "pack: swelling\nrules:\n"
        + rule.format("swells", r"([ -~]+)", r"\1" * 9)
        + rule.format("mends", r"\bferri\b", "ferry")
    )
    tidy = Cleaner(rules=[pack])
    text = PROSE * 300 + "The ferri sank.\n"
    result = tidy.clean(text)
    assert result.text == text.replace("ferri ", "ferry ")
    assert [(f.rule, f.message) for f in result.flags] == [("swells", budget.GROWN)]
