"""The book says what is so: every command is run and its output compared, every example, pack and setting is tried."""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path

import book
import generated
import pytest
from shell import Shell

from cleaner.config import DEFAULTS, parse_config
from cleaner.model import GROUPS
from cleaner.packs.examples import run_examples
from cleaner.packs.load import load_rules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
PAGES = book.pages()
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def fences(kind: str, holding: str = "") -> list[tuple[str, str]]:
    """(page, body) of every block of a kind."""
    found = re.compile(rf"^```{kind}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [(page.name, m[1]) for page, text in TEXTS.items() for m in found.finditer(text) if holding in m[1]]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_show_what_the_page_shows(page: Path) -> None:
    assert book.refreshed(page) == TEXTS[page], "if this is meant to be: python docs/book.py"


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in TEXTS[p]], ids=lambda page: page.name)
def test_python_examples_run(page: Path) -> None:
    examples = "\n".join(body for name, body in fences("python", ">>> ") if name == page.name)
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    ran = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL).run(test)
    assert ran.attempted and not ran.failed


@pytest.mark.parametrize(("page", "body"), fences("yaml", "pack:"))
def test_packs_load_and_pass_their_examples(page: str, body: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(body, encoding="utf-8")
    rules = load_rules([path], tests=True)
    name = re.search(r"pack: (\S+)", body)
    assert name and [problem for _, problem in run_examples(rules, name[1])] == []


def test_the_pack_is_the_one_that_is_used() -> None:
    used = (book.SANDBOX / "my-site.yaml").read_text(encoding="utf-8")
    assert {body for _, body in fences("yaml", "pack: my-site")} == {used}


@pytest.mark.parametrize(("page", "body"), fences("toml"))
def test_configurations_are_valid(page: str, body: str) -> None:
    assert parse_config(body.encode(), "pyproject.toml" if "[tool.cleaner" in body else ".cleaner.toml")


def test_examples_of_settings_are_valid() -> None:
    for key in DEFAULTS:
        line = f"{key} = {generated.SETTINGS[key][0]}\n"
        assert parse_config((f'[files."*"]\n{line}' if key == "format" else line).encode(), ".cleaner.toml")
    assert set(generated.SETTINGS) == set(DEFAULTS)


@pytest.mark.parametrize("page", ["README.md", "docs/configuration.md", "CONTRIBUTING.md"])
def test_every_group_is_named(page: str) -> None:
    assert not [group for group in GROUPS if f"`{group}`" not in TEXTS[ROOT / page]]


def test_extras_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {name for text in TEXTS.values() for name in re.findall(r"cleaner\[([a-z]+)\]", text)}
    assert named == set(project["optional-dependencies"])


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", TEXTS[page]):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = TEXTS[ROOT / "docs" / "README.md"]
    missing = [
        p.name for p in PAGES if p.parent.name == "docs" and p.name != "README.md" and f"({p.name})" not in contents
    ]
    assert not missing


@pytest.mark.parametrize(
    ("shown", "now", "fitting"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a\n", "a\nb\n", False),
        ("a ... c\n", "a b c\n", True),
        ("a ... c\n", "a\nc\n", False),
        ("a\n...\nz\n", "a\nb\nc\nz\n", True),
        ("a\n...\nz\n", "a\nb\nc\n", False),
        ("a\n\n", "a\n", True),
        ("", "", True),
        ("(a|b)*\n", "a\n", False),
    ],
)
def test_a_page_that_is_stale_is_noticed(shown: str, now: str, fitting: bool) -> None:
    assert book.fits(shown, now) == fitting


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    for line, code in (
        ("cleaner check", "0"),
        ("cleaner rules show nothing", "2"),
        ("cat none | cleaner > b.txt", "0"),
    ):
        shell = Shell(tmp_path)
        shown = shell.run(line)
        assert shell.run("echo $?") == f"{code}\n", shown
    assert (tmp_path / "b.txt").read_bytes() == b""
