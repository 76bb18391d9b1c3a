"""Patterns and phrases that could keep the program busy are refused when a pack is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.errors import PackError
from cleaner.packs.load import load_rules
from cleaner.packs.phrase import parse_phrase
from cleaner.packs.runaway import refusal, runs_away

RULES = load_rules(tests=True)


def load(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"pack: p\nrules:\n  - id: p-rule\n{rule}", encoding="utf-8")
    load_rules([path], builtin=False, tests=True)


RUNAWAY = [
    r"(a+)+$",
    r"(a|aa)+$",
    r"(a|a)*b",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(?:x+x+)+y",
    r"\s*\s*\s*x",
    r"(\s*)*$x",
    r"^(.*?,){11}P",
    r"(\w*\d*)*-",
    r"(.+)\1+x",
    r"(?:\p{L}+\s?)+!",
]
HARMLESS = [
    r"(?i)^by (?:\S+ ){0,5}\S+$",
    r"\s+$",
    r"<[^>]*>",
    r"\b(\w+) \1\b",
    r"(?>a+)+b",
    r"\p{Lu}{2,}[\p{L}--[a-z]]?",
    r"^\W*(?:Photo|Foto)\s*:\s*\S.{0,80}$",
]


@pytest.mark.parametrize("pattern", RUNAWAY)
def test_a_pattern_that_can_run_away_is_refused(tmp_path: Path, pattern: str) -> None:
    assert refusal(pattern) == ""  # well formed all the same
    with pytest.raises(PackError, match=r"p\.yaml:3: rule 'p-rule': pattern can run away"):
        load(tmp_path, f"    kind: replace\n    pattern: '{pattern}'\n    replacement: ''\n")


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_harmless_pattern_is_loaded(tmp_path: Path, pattern: str) -> None:
    load(tmp_path, f"    kind: pattern\n    pattern: '{pattern}'\n")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", "not a regular expression"),
        ("*", "not a regular expression"),
        (r"\q", "not a regular expression"),
        ("(" * 2_000, "not a regular expression"),
        ("[" * 500, "not a regular expression"),
        ("a{3,1}", "not a regular expression"),
        ("(?R)a|b", "not a regular expression"),
        ("(?<=x)(?1)", "not a regular expression"),
        ("(?:abc){e<=2}", "no count"),
        ("a{1000000}", "repeats its parts"),
        ("(?:a{900}){900}", "repeats its parts"),
        ("(?:(?:(?:(?:ab){30}){30}){30}){30}", "repeats its parts"),
        ("x" * 2_001, "longer than"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_at_once(tmp_path: Path, pattern: str, why: str) -> None:
    with pytest.raises(PackError, match=r"p\.yaml:5: rule 'p-rule': 'pattern' .*" + why):
        load(tmp_path, f"    kind: pattern\n    pattern: '{pattern}'\n")


@pytest.mark.parametrize(
    ("pattern", "replacement", "why"),
    [
        ("x*", "y", "fits the empty text"),
        ("(?:)", "y", "fits the empty text"),
        ("x", r"\x1b[2J", "control characters"),
        ("x", r"a\nb", "control characters"),
        ("(x+)", r"\1" * 10, "repeats groups more than 9 times"),
        ("x", "y" * 301, "longer than 300 characters"),
        ("x", "a\tb\0", "control characters"),
    ],
)
def test_a_replacement_stays_small_and_on_its_line(tmp_path: Path, pattern: str, replacement: str, why: str) -> None:
    with pytest.raises(PackError, match=r"p\.yaml:[56]: rule 'p-rule': '(pattern|replacement)' .*" + why):
        load(
            tmp_path,
            f"    kind: replace\n    pattern: {json.dumps(pattern)}\n    replacement: {json.dumps(replacement)}\n",
        )


@pytest.mark.parametrize("word", ["y" * 301, "\x1b[2J", "a\nb", "a\u2028b"])
def test_so_does_a_word_of_a_dictionary(tmp_path: Path, word: str) -> None:
    with pytest.raises(PackError, match=r"'words' 'x' (is longer|has control)"):
        load(tmp_path, f"    kind: dictionary\n    words: {json.dumps({'x': word})}\n")


@pytest.mark.parametrize("name", ["codespell", "typos", "neighbours", "unknown-rule"])
def test_no_rule_takes_the_name_of_a_group_or_of_a_finding_of_our_own(tmp_path: Path, name: str) -> None:
    (tmp_path / "p.yaml").write_text(f"pack: p\nrules:\n  - id: {name}\n    phrases: [join the club]\n")
    with pytest.raises(PackError, match=rf"p\.yaml:3: the id '{name}' is taken"):
        load_rules([tmp_path / "p.yaml"], builtin=False)


def test_an_endless_pack_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.packs.load.MAX_BYTES", 1_000)
    (tmp_path / "p.yaml").write_text("pack: p\nrules: []\n" + "#" * 1_000)
    with pytest.raises(PackError, match=r"p\.yaml: is larger than 1000 bytes"):
        load_rules([tmp_path / "p.yaml"], builtin=False)


def test_a_replacement_must_fit_its_pattern(tmp_path: Path) -> None:
    load(tmp_path, "    kind: replace\n    pattern: '(a)b'\n    replacement: '\\1'\n")
    with pytest.raises(PackError, match="not a regular expression"):
        load(tmp_path, "    kind: replace\n    pattern: '(a)b'\n    replacement: '\\2'\n")


@pytest.mark.parametrize(
    "phrase",
    ["(a|)" * 12 + " xyz", "(a|a a)" * 12 + " xyz", "(a|)" * 4 + " ... (a|)(a|)(a|)(a|)" + " ... (a|)(a|)(a|) xyz"],
)
def test_phrases_are_bounded(phrase: str) -> None:
    """Not even a phrase at the limits, made to mislead, can run away."""
    assert not runs_away(parse_phrase(phrase).body)


def test_a_phrase_with_too_many_choices_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"p\.yaml:4: rule 'p-rule': phrase .* more than 12"):
        load(tmp_path, f"    phrases: ['{'(a|)' * 13} xyz']\n")


def test_no_pattern_of_ours_can_run_away() -> None:
    patterns = sorted({r.pattern for r in RULES if r.pattern})
    assert [p for p in patterns if refusal(p) or runs_away(p)] == []


def test_no_phrase_of_ours_can_run_away() -> None:
    phrases = sorted({p for r in RULES for p in r.compiled}, key=lambda p: (-p.body.count(b"|"), p.text))
    assert [p.text for p in phrases[:60] if runs_away(p.body)] == []  # those with the most choices


@pytest.mark.parametrize("bounds", ["", "-", "3-\n", "x", "1" * 5_000, "1-2-3"])
def test_bounds_must_be_numbers(tmp_path: Path, bounds: str) -> None:
    written = bounds.replace("\n", "\\n")
    with pytest.raises(PackError, match="does not look like"):
        load(tmp_path, f'    kind: shape\n    weight: 1\n    shape: {{words: "{written}"}}\n')


def test_an_id_has_no_line_break(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text('pack: p\nrules:\n  - id: "a\\n"\n    phrases: [abc]\n', encoding="utf-8")
    with pytest.raises(PackError, match="does not look like"):
        load_rules([tmp_path / "p.yaml"], builtin=False)
