"""The hooks as a user has them: installed by pre-commit and by prek from a clone, in a repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLIP, MENDED = "The vote was close. Teh mayor won by nine.\n", "The vote was close. The mayor won by nine.\n"
HOMES = {"pre-commit": "PRE_COMMIT_HOME", "prek": "PREK_HOME"}


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(command, cwd=cwd, env={**clean, **(env or {})}, text=True, capture_output=True, check=False)


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = run("git", *who, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository that holds the files of this checkout, and its commit."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("the hooks are installed from a git repository, and this is none")
    folder = tmp_path_factory.mktemp("source")
    for name in git(ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder, git(folder, "rev-parse", "HEAD")


class Site:
    """A content repository with hooks, and the program that runs them."""

    def __init__(self, folder: Path, program: str, env: dict[str, str]) -> None:
        self.folder, self.program, self.env = folder, program, env

    def hooks(self, source: tuple[Path, str], *ids: str) -> None:
        listed = "".join(f"      - id: {name}\n" for name in ids)
        config = f"repos:\n  - repo: {source[0]}\n    rev: {source[1]}\n    hooks:\n{listed}"
        self.write(".pre-commit-config.yaml", config)
        assert self.call("install").returncode == 0

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run(self.program, *arguments, cwd=self.folder, env=self.env)

    def write(self, name: str, text: str, stage: bool = True) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if stage:
            git(self.folder, "add", "-A")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return run("git", *who, "commit", "-m", "x", cwd=self.folder, env=self.env)


@pytest.fixture(scope="module", params=HOMES)
def installed(
    request: pytest.FixtureRequest, source: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str]]:
    """A program and its environment, with our hooks installed; this takes a minute."""
    beside = Path(sys.executable).with_name(request.param)
    program = str(beside) if beside.exists() else shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed here")
    env = {HOMES[request.param]: str(tmp_path_factory.mktemp("home"))}
    site = Site(tmp_path_factory.mktemp("first"), program, env)
    git(site.folder, "init", "-q")
    site.hooks(source, "cleaner", "cleaner-check")
    done = site.call("install", "--install-hooks")
    if done.returncode:
        index = run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "click", cwd=site.folder)
        if index.returncode:
            pytest.skip("no package index can be reached, so no hook can be installed")
    assert done.returncode == 0, done.stdout + done.stderr
    return program, env


@pytest.fixture
def site(installed: tuple[str, dict[str, str]], source: tuple[Path, str], tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, *installed)
    git(tmp_path, "init", "-q")
    site.hooks(source, "cleaner")
    yield site


def test_the_first_commit_is_refused_and_mended_the_second_passes(site: Site) -> None:
    site.write("a.md", SLIP)
    first = site.commit()
    assert first.returncode != 0
    assert "files were modified by this hook" in first.stdout + first.stderr
    assert site.read("a.md") == MENDED
    git(site.folder, "add", "-A")
    assert site.commit().returncode == 0
    assert git(site.folder, "show", "HEAD:a.md") == MENDED.strip()


def test_mdx_is_mended_too(site: Site) -> None:
    site.write("a.mdx", "import Teh from './teh'\n\n" + SLIP)
    assert site.commit().returncode != 0
    assert site.read("a.mdx") == "import Teh from './teh'\n\n" + MENDED


def test_a_clean_commit_passes_at_once(site: Site) -> None:
    site.write("a.md", MENDED)
    done = site.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_many_files_at_once_are_all_mended(site: Site) -> None:
    for number in range(80):
        site.write(f"d{number % 7}/{number}.md", f"{number}. {SLIP}", stage=number == 79)
    assert site.commit().returncode != 0
    assert [site.read(f"d{n % 7}/{n}.md") for n in range(80)] == [f"{n}. {MENDED}" for n in range(80)]
    git(site.folder, "add", "-A")
    assert site.commit().returncode == 0


def test_what_is_not_staged_is_neither_lost_nor_committed(site: Site) -> None:
    middle = "".join(f"Line {n} of the minutes stands here.\n\n" for n in range(30))
    site.write("a.md", SLIP + "\n" + middle)
    site.write("a.md", SLIP + "\n" + middle + "Not yet ready, teh rest follows.\n", stage=False)
    assert site.commit().returncode != 0
    assert site.read("a.md") == MENDED + "\n" + middle + "Not yet ready, teh rest follows.\n"
    assert git(site.folder, "show", ":a.md") == (SLIP + "\n" + middle).strip()
    site.write("a.md", MENDED + "\n" + middle)
    site.write("a.md", MENDED + "\n" + middle + "Not yet ready.\n", stage=False)
    assert site.commit().returncode == 0
    assert git(site.folder, "show", "HEAD:a.md") == (MENDED + "\n" + middle).strip()
    assert site.read("a.md").endswith("Not yet ready.\n")


def test_work_that_is_not_staged_wins_over_a_fix_of_the_same_line(site: Site) -> None:
    site.write("a.md", SLIP)
    site.write("a.md", "Teh other sentence, half written", stage=False)
    assert site.commit().returncode != 0
    assert site.read("a.md") == "Teh other sentence, half written"
    assert git(site.folder, "show", ":a.md") == SLIP.strip()


def test_the_configuration_of_the_repository_holds(site: Site) -> None:
    site.write(".cleaner.toml", 'ignore = ["typos"]\nexclude = ["quoted/"]\n')
    site.write("docs/a.md", SLIP)
    site.write("quoted/a.md", SLIP + "\nSubscribe to our newsletter\n")  # named by the hook all the same
    done = site.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert (site.read("docs/a.md"), site.read("quoted/a.md")) == (SLIP, SLIP + "\nSubscribe to our newsletter\n")


@pytest.mark.parametrize("name", ["LICENSE", "requirements-dev.txt", "robots.txt", "a.py", "a.html"])
def test_what_programs_and_lawyers_read_is_left_alone(site: Site, name: str) -> None:
    site.write(name, SLIP)
    assert site.commit().returncode == 0
    assert site.read(name) == SLIP


def test_the_checking_hook_refuses_and_changes_nothing(site: Site, source: tuple[Path, str]) -> None:
    site.hooks(source, "cleaner-check")
    site.write("a.md", SLIP)
    done = site.commit()
    assert done.returncode != 0
    assert "a.md:1:21: codespell" in done.stdout + done.stderr
    assert site.read("a.md") == SLIP


def test_every_hook_is_described() -> None:
    import yaml

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [h["id"] for h in hooks] == ["cleaner", "cleaner-check"]
    assert all(h["language"] == "python" and h["entry"].startswith("cleaner ") for h in hooks)
