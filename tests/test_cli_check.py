"""`cleaner check`, its baseline, and comments that switch rules off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import TYPOS, run, site, tree

from cleaner.export import FORMATS
from cleaner.pipeline import Cleaner

TIDY = Cleaner(select=["codespell"])


def test_check_prints_findings_and_writes_nothing(tmp_path: Path) -> None:
    source = site(tmp_path, 6)
    before = tree(source)
    one, several = (run("check", source, "-j", jobs, *TYPOS) for jobs in (1, 2))
    assert (
        one == several
        and one.code == 1
        and one.err == "2 findings in 2 texts: codespell 2\n[*] 2 fixable with `cleaner clean -i`\n"
    )
    assert one.out.decode().split("\n")[0] == f"{source}/part0/000.txt:3:1: codespell [*] typo: Teh -> The"
    assert tree(source) == before
    assert run("check", source / "part1", *TYPOS)[::2] == (0, "nothing to fix\n")


def test_check_says_when_there_was_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("teh = 1\n")
    (tmp_path / ".cleaner.toml").write_text('exclude = ["out/"]\n')
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text("Teh cat.\n")
    for path in (tmp_path, tmp_path / "out", tmp_path / "out" / "a.txt"):
        ran = run("check", path)
        assert (ran.code, ran.out) == (0, b"") and ran.err.startswith("no text was looked at")


@pytest.mark.parametrize(
    ("text", "where"), [('ignore = ["typoz"]', ""), ('[files."*.txt"]\nselect = ["typoz"]', ' [files."*.txt"]')]
)
@pytest.mark.parametrize("command", ["check", "clean", "explain"])
def test_a_name_that_is_none_is_told_with_the_file_it_stands_in(
    tmp_path: Path, command: str, text: str, where: str
) -> None:
    (tmp_path / "a.txt").write_text("Teh cat.\n")
    (tmp_path / ".cleaner.toml").write_text(text)
    ran = run(command, tmp_path / "a.txt")
    problem = "'typoz' is neither a group nor a rule; did you mean 'typos'?"
    assert (ran.code, ran.err) == (2, f"{tmp_path}/.cleaner.toml{where}: {problem}")


@pytest.mark.parametrize("command", ["check", "clean", "explain"])
def test_a_name_that_is_none_on_the_command_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Teh cat.\n")
    assert run(command, tmp_path / "a.txt", "--ignore", "typoz").err.startswith("'typoz' is neither")


def test_check_names_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b'{"text": "teh cat"}\n{}\n')
    ran = run("check", tmp_path / "rows.jsonl", tmp_path / "missing.txt", *TYPOS)
    assert ran.code == 3 and "missing.txt: cannot be read" in ran.err and "record 2" in ran.err
    assert b"rows.jsonl[1]:1:1: codespell" in ran.out


def test_only_what_is_new_counts_after_a_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, base = site(tmp_path / "in", 9), tmp_path / "base.json"
    assert run("check", source, "--write-baseline", base, *TYPOS).code == 0
    ran = run("check", source, "--baseline", base, *TYPOS)
    assert (ran.code, ran.out, ran.err) == (0, b"", "nothing to fix, 3 known from the baseline\n")
    file = source / "part0" / "000.txt"
    file.write_text("New words before it.\n\n" + file.read_text())
    assert run("check", source, "--baseline", base, *TYPOS).code == 0
    file.write_text(file.read_text() + "\nTeh cat sat.\n")
    monkeypatch.chdir(source)  # the baseline is about files, however they are named
    ran = run("check", ".", "--baseline", base, *TYPOS)
    assert ran.code == 1 and ran.out.count(b"\n") == 1


def test_the_configuration_may_name_the_baseline(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 3)
    (tmp_path / ".cleaner.toml").write_text('baseline = "base.json"\nselect = ["codespell"]')
    assert run("check", source).code == 2
    assert run("check", source, "--write-baseline", tmp_path / "base.json").code == 0
    assert run("check", source).code == 0


@pytest.mark.parametrize(
    "content", ["", "[]", '{"v": 2, "findings": {}}', '{"v": 1, "findings": {"a": 1}}', "[" * 99999]
)
def test_a_broken_baseline_is_named(tmp_path: Path, content: str) -> None:
    source, base = site(tmp_path / "in", 3), tmp_path / "base.json"
    base.write_text(content)
    ran = run("check", source, "--baseline", base)
    assert ran.code == 2 and "base.json: is no baseline" in ran.err


def test_a_baseline_shows_no_text(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 3)
    run("check", source, "--write-baseline", tmp_path / "base.json", *TYPOS)
    content = json.loads((tmp_path / "base.json").read_text())
    assert content["v"] == 1 and list(content["findings"]) == ["in/part0/000.txt"]
    assert "Teh" not in (tmp_path / "base.json").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "{Teh cat sat.}\n\n<!-- cleaner: off -->\n\nTeh cat sat.\n\n<!-- cleaner: on -->\n\n{Teh cat sat.}\n",
        "<!-- cleaner: off codespell -->\n\nTeh cat sat.\n",
        "<!-- cleaner: off typos -->\n\nTeh cat sat.\n",
        "<!-- cleaner: off boilerplate, ftfy -->\n\n{Teh cat sat.}\n",
        "<!--cleaner:off codespell -- quoted as it was printed-->\n\nTeh cat sat.\n",
        "<!-- cleaner: off -->\n\nTeh cat sat.\n\n<!-- cleaner: on typos -->\n\n{Teh cat sat.}\n",
        "<!-- cleaner: off codespell -->\nTeh cat sat.\n<!-- cleaner: on ftfy -->\nTeh cat sat.\n",
        "{Teh cat sat.}\n\nTeh cat sat. <!-- cleaner: off-line -->\n\n{Teh cat sat.}\n",
        "<!-- cleaner: off-line typos -->\r\nTeh cat sat.\r\n{Teh cat sat.}\r\n",
        "Teh cat sat.\n\nTeh dog sat.\n\n<!-- cleaner: off-file codespell -->\n",
        "{/* cleaner: off */}\n\nTeh cat sat.\n\n{/* cleaner: on */}\n\n{Teh cat sat.}\n",
        "<!-- cleaner: offline -->\n\n{Teh cat sat.}\n",
        "`<!-- cleaner: off -->`\n\n{Teh cat sat.}\n",
        "<!-- a comment about a cleaner: off -->\n\n{Teh cat sat.}\n",
        "<!-- cleaner: off teh-rule -->\n\n{Teh cat sat.}\n",
    ],
)
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_comments_switch_rules_off_and_on(text: str, format: str) -> None:
    """What stands in braces is fixed, all else stays."""
    source = text.replace("{T", "T").replace(".}", ".")
    expected = text.replace("{Teh", "The").replace(".}", ".")
    assert TIDY.clean(source, format=format).text == expected


def test_a_comment_that_names_no_rule_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "Teh cat. <!-- cleaner: off-line typoz, codespell -- a quotation -->\n\n`<!-- cleaner: off x -->` is code.\n"
    )
    ran = run("check", path)
    said = "'typoz' is neither a group nor a rule; did you mean 'typos'?"
    assert (ran.code, ran.out.decode()) == (0, f"{path}:1:33: unknown-rule {said}: typoz\n")
    ran = run("clean", path)
    assert (ran.code, ran.out, ran.err) == (
        0,
        path.read_bytes(),
        f"{path}: line 1: the comment switches nothing: {said}\n",
    )
    assert b"comment that names a rule which is not there" in run("rules", "show", "unknown-rule").out
    (result,) = json.loads(run("check", path, "--output-format", "sarif").out)["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("unknown-rule", "note")


def test_comments_in_code_are_examples() -> None:
    text = "```html\n<!-- cleaner: off -->\n```\n\nTeh cat sat.\n"
    assert TIDY.clean(text, format="markdown").text == text.replace("Teh", "The")


def test_a_line_between_comments_is_not_removed_as_junk() -> None:
    tidy = Cleaner(select=["boilerplate"])
    article = "The vote was close, and the mayor won it by four hundred votes on Sunday.\n\n" * 4
    junk = "Subscribe to our newsletter\n"
    assert tidy.clean(article + junk).text == article.rstrip() + "\n"
    kept = f"{article}<!-- cleaner: off -->\n{junk}<!-- cleaner: on -->\n"
    assert tidy.clean(kept).text == kept


def test_reports_for_machines_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("“Well” — so teh mayor has recieved it, he said.\r\n".encode())
    (tmp_path / "b.jsonl").write_text('{"text": "fine"}\n{"text": "So teh mayor has recieved it, he said."}\n')
    (tmp_path / "c.txt").write_text("Nothing to see.\n")
    ran = {form: run("check", "--output-format", form, *TYPOS, tmp_path) for form in FORMATS}
    assert {r.code for r in ran.values()} == {1}
    sarif = json.loads(ran["sarif"].out)
    results = sarif["runs"][0]["results"]
    lines = [json.loads(line) for line in ran["rdjson"].out.split(b"\n") if line]
    assert len(results) == len(lines) == ran["github"].out.count(b"::warning ") == ran["text"].out.count(b"\n") == 4
    starts = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results]
    assert starts == [x["location"]["range"]["start"]["line"] for x in lines] == [1, 1, 2, 2]
    assert ["fixes" in r for r in results] == [True, True, False, False]
    assert b"so the mayor has received it" in ran["diff"].out


def test_a_report_of_nothing_is_a_report(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("Nothing to see.\n")
    for form in FORMATS:
        ran = run("check", "--output-format", form, tmp_path / "c.txt")
        assert ran.code == 0
        assert json.loads(ran.out)["runs"][0]["results"] == [] if form == "sarif" else ran.out == b""


def test_a_report_leaves_out_what_the_baseline_knows(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("So teh mayor has recieved it, he said.\n")
    base = tmp_path / "base.json"
    run("check", "--write-baseline", base, *TYPOS, tmp_path / "a.md")
    ran = run("check", "--baseline", base, "--output-format", "github", *TYPOS, tmp_path / "a.md")
    assert (ran.code, ran.out) == (0, b"")
