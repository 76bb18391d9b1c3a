"""`rules show`, `explain`: what they say, that it fits the width, and that colour is a choice."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width as cells

from cleaner.cli import layout
from cleaner.cli.group import cli
from cleaner.cli.manual import rule_page
from cleaner.errors import CleanerError
from cleaner.packs.builtin import NAMES, builtin
from cleaner.packs.load import load_rules
from cleaner.packs.select import BUILT_IN
from cleaner.terminal import safe
from cleaner.words_diff import word_diff

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
TEXT = """Harbour council votes on the ferry

The council voted on Monday, and the mayor said teh ferry would stay where it has been for a hundred years, whatever the rest of the country thinks about it.

Nobody would recieve the post otherwise, and 港の評議会は月曜日に投票しました she said.

Subscribe to our newsletter
"""


def run(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What the command prints, colours kept where they are wanted."""
    variables = {"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": str(columns), **environment}
    result = CliRunner().invoke(cli, arguments, env=variables, catch_exceptions=False)
    return result.stdout


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT)
    return str(tmp_path / "a.txt")


def test_a_rule_reads_like_a_manual() -> None:
    page = run("rules", "show", "newsletter-subscribe")
    heads = [line for line in page.splitlines() if line and not line.startswith(" ")]
    assert heads[0].startswith("newsletter-subscribe") and heads[0].endswith("boilerplate · newsletter")
    assert heads[1:] == [
        "What it does", "Why", "Phrases", "Examples", "Near misses, which stay the same", "References", "Switch it off", "Source",
    ]  # fmt: skip
    assert "is enough by itself" in page and "- Subscribe to our newsletters" in page
    assert "· The newsletter has forty readers." in page


def test_every_rule_has_a_page_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    for rule in load_rules(tests=True):
        page = list(rule_page(rule))
        assert max(map(cells, page)) <= 72, rule.id
        text = re.sub(r"\s+", " ", ESCAPE.sub("", " ".join(page)))
        for case in rule.tests["keeps"]:
            first = " ".join(safe(re.split(r"[\r\n]", case)[0]).split())
            assert first.replace(" ", "") in text.replace(" ", ""), rule.id


@pytest.mark.parametrize("name", sorted(NAMES))
def test_findings_of_our_own_have_a_page(name: str) -> None:
    found = builtin(name)
    assert found and found.title != "Found by the program itself", "give it a title in cleaner/packs/builtin.py"
    assert found.title in " ".join(run("rules", "show", name).split())
    assert name in ("neighbours", "unknown-rule") or name in BUILT_IN[found.group]


def test_a_misspelt_rule_gets_a_suggestion() -> None:
    result = CliRunner().invoke(cli, ["rules", "show", "codespel"])
    assert "did you mean 'codespell'?" in str(result.exception)


@pytest.mark.parametrize(
    ("name", "says"),
    [("codespel", "did you mean"), ("my-own-zzz", "no rule or pack 'my-own-zzz'"), ("en-typoss", "no rule or pack")],
)
def test_trying_a_rule_that_is_none_is_an_error(name: str, says: str) -> None:
    ran = CliRunner().invoke(cli, ["rules", "test", name])
    assert isinstance(ran.exception, CleanerError) and says in str(ran.exception)


def test_a_hostile_pack_writes_nothing_to_the_terminal(tmp_path: Path) -> None:
    pack = tmp_path / "p.yaml"
    pack.write_text(
        'pack: p\nrules:\n- id: bad\n  title: "t\\e[2J"\n  why: "w\\u202e \\e]0;x\\a"\n  phrases: ["x\\u009bm"]\n'
        '  references: ["http://e/\\e[1m"]\n  tests: {changes: ["x\\e", y], keeps: ["a\\nb\\e", b, c]}\n'
    )
    shown = run("rules", "show", "bad", "--rules", str(pack))
    assert shown and safe(shown.replace("\n", "")) == shown.replace("\n", "")
    assert "a ⏎ b\\x1b" in shown
    for command in (["rules", "list"], ["rules", "test", "bad"]):
        shown = run(*command, "--rules", str(pack))
        assert "bad" in shown and safe(shown.replace("\n", "")) == shown.replace("\n", "")


def test_explain_tells_lines_slips_and_sum(article: str) -> None:
    shown = run("explain", article)
    lines = shown.splitlines()
    assert any(re.fullmatch(r" +7 - +\+[\d.]+  Subscribe to our newsletter", line) for line in lines)
    assert "newsletter-subscribe +12" in shown
    assert "the mayor said [-teh-]{+the+} ferry" in shown and "[-recieve-]{+receive+}" in shown
    assert lines[-1] == "1 line removed, 2 slips mended"


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_explain_fits_the_width(article: str, columns: int) -> None:
    for colour in ("", "1"):
        shown = run("explain", article, columns=columns, FORCE_COLOR=colour)
        heading, *rest = shown.split("\n")
        assert max(map(cells, rest)) <= columns and article in heading


def test_colour_is_a_choice(article: str) -> None:
    for command in (("explain", article), ("rules", "show", "codespell"), ("rules", "show", "newsletter-subscribe")):
        plain = run(*command)
        assert "\x1b" not in plain
        assert "\x1b" not in run(*command, NO_COLOR="1", FORCE_COLOR="1")
        assert "\x1b[" in run(*command, FORCE_COLOR="1")


def test_colours_hide_nothing(article: str) -> None:
    """Without its colours the coloured text says the same, but for the signs that stand for colours."""
    plain = re.sub(r"\[-|-\]|\{\+|\+\}", "", run("explain", article, columns=160).replace("-]{+", "→"))
    assert [x.split() for x in ESCAPE.sub("", run("explain", article, columns=160, FORCE_COLOR="1")).splitlines()][
        :9
    ] == [x.split() for x in plain.splitlines()][:9]


def test_explain_takes_a_record(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "All is well."}\n{"text": "I recieve it."}\n{"html": 3}\n')
    assert "Nothing to clean" in run("explain", str(file))
    assert "[-recieve-]{+receive+}" in run("explain", str(file), "--record", "2")
    for record, why in (("3", "no JSON object"), ("4", "no record 4")):
        result = CliRunner().invoke(cli, ["explain", str(file), "--record", record])
        assert why in str(result.exception)


def test_explain_knows_the_configuration(article: str) -> None:
    (Path(article).parent / ".cleaner.toml").write_text('words = ["teh"]\n')
    shown = run("explain", article)
    assert "[-teh-]" not in shown and "[-recieve-]" in shown


PIECES = st.text(alphabet="ab .,’\né漢", max_size=30)


@given(PIECES, PIECES)
def test_words_of_a_change_join_to_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.old for p in pieces) == old and "".join(p.new for p in pieces) == new
    assert all(p.old or p.new for p in pieces)
    assert all(a.changed != b.changed for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("I recieve it", "I receive it", [("recieve", "receive")]),
        ("the the end", "the end", [("the ", "")]),
        ("a b c d", "a x c y", [("b", "x"), ("d", "y")]),
        ("one two", "three four", [("one two", "three four")]),
        ("same", "same", []),
        ("", "new", [("", "new")]),
        ("Mueller,and", "Mueller, and", [("", " ")]),
        ("x " * 5000 + "a", "x " * 5000 + "b", [("a", "b")]),
    ],
)
def test_changed_words(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    assert [(p.old, p.new) for p in word_diff(old, new) if p.changed] == changed


@given(st.text(alphabet="ab 漢e\u0301👩‍👧", max_size=40), st.integers(2, 30))
def test_cut_texts_fit(text: str, columns: int) -> None:
    assert cells(layout.head(text, columns)) <= columns
    assert cells(layout.tail(text, columns)) <= columns
