"""The configuration: where it is found, what it may say, what holds for a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import TYPOS, run, site, tree

from cleaner.config import ConfigError, parse_config
from cleaner.holds import Holds
from cleaner.pipeline import Cleaner


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("selct = []", "no key 'selct'; did you mean 'select'?"),
        ("[tool.cleaner]\nselect = []", "has no headings [tool.cleaner]"),
        ("zzz = 1", "no key 'zzz'; known are select, ignore,"),
        ("select = 'typos'", "'select' must be a list of texts"),
        ("words = ['a', 1]", "'words' must be a list of texts"),
        ("words_file = ['']", "'words_file' must be a text or a list of texts"),
        ("words_fil = 'a'", "no key 'words_fil'; did you mean 'words_file'?"),
        ("unsafe = 1", "'unsafe' must be true or false"),
        ("share = 1.5", "'share' must be a number from 0 to 1"),
        ("share = true", "'share' must be a number from 0 to 1"),
        ("baseline = ''", "'baseline' must be a text"),
        ("format = 'text'", "no key 'format'"),
        ("[files.'*.md']\nformat = 'mardown'", "'format' must be one of text, markdown,"),
        ("[files.'*.md']\nexclude = ['a']", "no key 'exclude'"),
        ("files = 1", "'files' takes sections"),
        ("files.a = 1", "'files' takes sections"),
        ("a = [", "not TOML"),
        ("a=" + "[" * 100_000, "not TOML"),
        ("a = '\udcff'", "not TOML"),
    ],
)
def test_what_is_wrong_is_said(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_config(text.encode("utf-8", "surrogateescape"), "/site/.cleaner.toml")
    assert str(error.value).startswith("/site/.cleaner.toml") and says in str(error.value)


@pytest.mark.parametrize("text", ["", "[tool.other]\ncleaner = 1", "[project]\nname = 'cleaner'", "tool = 1"])
def test_a_pyproject_without_a_table_is_no_configuration(text: str) -> None:
    assert parse_config(text.encode(), "/site/pyproject.toml") is None


def test_the_nearest_parent_holds(tmp_path: Path) -> None:
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.cleaner]\nignore = ["typos"]\n')
    (tmp_path / "docs" / "pyproject.toml").write_text("this is no TOML, and none of our business")
    (tmp_path / "docs" / "deep" / ".cleaner.toml").write_text("share = 0.25")
    (tmp_path / "docs" / "deep" / "pyproject.toml").write_text("[tool.cleaner]\nshare = 0.5")
    holds = Holds()
    assert holds.settings(str(tmp_path / "a.txt"))[0].ignore == ("typos",)
    assert holds.settings(str(tmp_path / "docs" / "a.txt"))[0].ignore == ("typos",)
    assert holds.settings(str(tmp_path / "docs" / "deep" / "a.txt"))[0][::2][2] == 0.25
    assert holds.settings(str(tmp_path / "docs" / "deep" / "a.txt"))[0].ignore == ()


def test_sections_and_options_come_in_layers(tmp_path: Path) -> None:
    (tmp_path / ".cleaner.toml").write_text(
        'select = ["typos"]\nwords = ["Teh"]\nrules = ["packs/own.yaml"]\n'
        '[files."*.md"]\nwords = ["Nome"]\nselect = ["encoding"]\n[files."notes/"]\nformat = "markdown"\n'
    )
    plain, section = Holds().settings(str(tmp_path / "a.txt"))
    assert (plain.select, plain.words, plain.rules, section) == (
        ("typos",), ("Teh",), (str(tmp_path / "packs/own.yaml"),), "",
    )  # fmt: skip
    found, section = Holds({"ignore": ("ftfy",), "select": ()}).settings(str(tmp_path / "notes" / "a.md"))
    assert (found.select, found.words, found.ignore, section) == (("encoding",), ("Teh", "Nome"), ("ftfy",), "markdown")


def test_excluded_files_stay_excluded_when_named(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 9)
    (tmp_path / ".cleaner.toml").write_text('exclude = ["in/part0/", "*2.txt"]')
    before = tree(source)
    ran = run("clean", source / "part0" / "000.txt", source / "part2" / "002.txt", "-i", *TYPOS)
    assert ran.code == 0 and tree(source) == before
    assert "skipped 2: is excluded by the configuration 2" in ran.err
    ran = run("clean", source / "part0", "-i", *TYPOS)
    assert tree(source) == before and ran.err.startswith("0 files")
    ran = run("clean", source / "part0" / "000.txt", *TYPOS)
    assert ran.out == before["part0/000.txt"]
    assert run("check", source / "part0" / "000.txt", *TYPOS).code == 0


def test_include_and_the_format_of_a_glob(tmp_path: Path) -> None:
    for name in ("a.txt", "b.article", "c.md"):
        (tmp_path / name).write_text("Teh cat.\n\n```\nteh code\n```\n")
    (tmp_path / ".cleaner.toml").write_text(
        'include = ["*.article", "*.md"]\n[files."*.article"]\nformat = "markdown"\n'
    )
    assert run("clean", tmp_path, "-i", *TYPOS).code == 0
    assert [(tmp_path / n).read_text().count("eh") for n in ("a.txt", "b.article", "c.md")] == [2, 1, 1]
    ran = run("clean", tmp_path / "a.txt", "-i")  # nor does a hook, which names every file
    assert ran.code == 0 and "is excluded by the configuration 1" in ran.err
    assert (tmp_path / "a.txt").read_text().count("eh") == 2
    assert b"a.txt is not included" in run("config", "show", tmp_path / "a.txt").out


def test_a_broken_configuration_stops_before_anything_is_written(tmp_path: Path) -> None:
    source = site(tmp_path, 3)
    (tmp_path / "pyproject.toml").write_text("[tool.cleaner]\nselct = []")
    before = tree(tmp_path)
    ran = run("clean", source, "-i")
    assert ran.code == 2 and "pyproject.toml [tool.cleaner]: no key 'selct'" in ran.err
    assert tree(tmp_path) == before


def test_show_says_what_holds_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.cleaner]\nshare = 0.3\nexclude = ["old.md"]\n[tool.cleaner.files."*.md"]\nwords = ["Teh \\"x\\""]\n'
    )
    shown = run("config", "show", tmp_path / "old.md", "--ignore", "typos").out.decode()
    where = tmp_path / "pyproject.toml"
    lines = {line.partition("=")[0].strip(): line.partition("= ")[2] for line in shown.split("\n")}
    assert lines["share"] == f"0.3  # {where}"
    assert lines["words"] == f'["Teh \\"x\\""]  # {where} [files."*.md"]'
    assert lines["ignore"] == '["typos"]  # the command line'
    assert lines["unsafe"] == "false  # default"
    assert "old.md is excluded" in shown
    monkeypatch.chdir("/")
    assert run("config", "show").out.startswith(b"# configuration: none")


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["teh"], "Teh cat saw teh dog.", "Teh cat saw teh dog."),
        (["Teh"], "Teh cat saw teh dog.", "Teh cat saw the dog."),
        (["teh cat"], "Teh cat saw teh dog.", "Teh cat saw the dog."),
        (["te"], "Teh cat.", "The cat."),
        ([".*"], "Teh cat.", "The cat."),
        ([], "Teh cat.", "The cat."),
        (["teh cat", "teh"], "Teh cats saw teh_dog, teh dog.", "Teh cats saw teh_dog, teh dog."),
        (["cat teh"], "Teh cat teh dog.", "The cat teh dog."),
        (["-teh"], "No -teh, teh cat.", "No -teh, the cat."),
        ([f"name{n}" for n in range(20_000)], "Teh cat.", "The cat."),
    ],
)
def test_words_to_leave_alone(words: list[str], text: str, expected: str) -> None:
    assert Cleaner(select=["codespell"], words=words).clean(text).text == expected


def test_words_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "names.txt").write_bytes("\ufeffteh  # a name here\r\n\r\n# recieve\r\nadn\n".encode())
    (tmp_path / "drafts.txt").write_text("recieve\n")
    (tmp_path / ".cleaner.toml").write_text(
        'words = ["Zeen"]\nwords_file = "lists/names.txt"\n[files."drafts/*"]\nwords_file = ["drafts.txt"]\n'
    )
    assert Holds().settings(str(tmp_path / "a.txt"))[0].words == ("Zeen", "teh", "adn")
    assert Holds().settings(str(tmp_path / "drafts" / "a.txt"))[0].words == ("Zeen", "teh", "adn", "recieve")
    (tmp_path / "a.txt").write_text("Teh post adn we recieve it.")
    assert run("clean", tmp_path / "a.txt", *TYPOS).out == b"Teh post adn we receive it."
    assert f'= ["{tmp_path}/lists/names.txt"]' in run("config", "show", tmp_path / "a.txt").out.decode()


@pytest.mark.parametrize("content", [None, b"caf\xe9\n"])
def test_a_list_of_words_that_cannot_be_read_stops_the_run(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / ".cleaner.toml").write_text('words_file = "names.txt"')
    (tmp_path / "a.md").write_text("Teh cat.")
    if content:
        (tmp_path / "names.txt").write_bytes(content)
    ran = run("clean", tmp_path / "a.md", "-i")
    assert ran.code == 2 and "names.txt: the list of words" in ran.err
    assert (tmp_path / "a.md").read_text() == "Teh cat."
