"""The README says what is so: its commands exist, its code runs, its pack loads and passes its own examples."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cleaner import Cleaner
from cleaner.config import parse_config
from cleaner.job import clean_bytes
from cleaner.packs.examples import run_examples
from cleaner.packs.load import load_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def block(kind: str, holding: str) -> str:
    return next(body for found, body in BLOCKS if found == kind and holding in body)


def test_the_pack_loads_and_passes_its_examples(tmp_path: Path) -> None:
    path = tmp_path / "my-site.yaml"
    path.write_text(block("yaml", "pack: my-site"), encoding="utf-8")
    rules = load_rules([path], tests=True)
    assert [problem for _, problem in run_examples(rules, "my-site-club")] == []


def test_the_edit_is_one_of_the_log_of_the_example() -> None:
    shown = json.loads(block("json", "start"))
    data = (ROOT / "fixtures" / "article.txt").read_bytes()
    (log,) = clean_bytes(Cleaner(), data, "fixtures/article.txt", "text").logs
    assert any(shown.items() <= edit.items() for edit in log["edits"])


def test_before_and_after_are_the_example() -> None:
    before, after = (body for kind, body in BLOCKS if kind == "text")
    example = (ROOT / "fixtures" / "article.txt").read_text(encoding="utf-8")
    cleaned = (ROOT / "fixtures" / "article.cleaned.txt").read_text(encoding="utf-8")
    assert before.strip().split("\n\n")[0] in example
    assert after.strip().split("\n\n")[0] in cleaned
    assert Cleaner().clean(example).text == cleaned


def test_the_configuration_is_valid() -> None:
    config = parse_config(block("toml", "tool.cleaner").encode(), "pyproject.toml")
    assert config is not None
    assert config.names(("drafts/**",), str(Path(config.folder) / "drafts" / "a.md"))
