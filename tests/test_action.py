"""The GitHub Action: its check step, run by bash as a runner would, with a program that writes down its arguments."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner.export import FORMATS

ACTION: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]

STUB = """#!{python}
import json, sys
json.dump(sys.argv[1:], open({record!r}, "w"))
print("report")
sys.exit({code})
"""

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def check(tmp_path: Path, code: int = 0, **inputs: str) -> tuple[list[str], subprocess.CompletedProcess[str], str]:
    """(arguments that the program got, how the step ended, the step's outputs)."""
    program = tmp_path / "cleaner" / "bin" / "cleaner"
    program.parent.mkdir(parents=True)
    record = tmp_path / "arguments.json"
    program.write_text(STUB.format(python=sys.executable, record=str(record), code=code))
    program.chmod(0o755)
    given = {name: spec["default"] for name, spec in ACTION["inputs"].items()} | inputs
    env = {name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in CHECK["env"].items()}
    env |= {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "out"), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],
        env=env, cwd=tmp_path, text=True, capture_output=True, check=False,
    )  # fmt: skip
    return json.loads(record.read_text()), done, (tmp_path / "out").read_text()


@needs_bash
def test_by_default_the_repository_is_annotated(tmp_path: Path) -> None:
    arguments, done, out = check(tmp_path)
    assert arguments == ["check", "--output-format=github", "--", "."]
    assert (done.returncode, done.stdout, out) == (0, "report\n", "found=false\n")


@needs_bash
@pytest.mark.parametrize(("code", "found"), [(0, "false"), (1, "true"), (2, "false"), (3, "false")])
def test_the_exit_code_is_passed_on(tmp_path: Path, code: int, found: str) -> None:
    _, done, out = check(tmp_path, code)
    assert (done.returncode, out) == (code, f"found={found}\n")


@needs_bash
def test_a_report_goes_to_its_file(tmp_path: Path) -> None:
    arguments, done, _ = check(tmp_path, format="sarif", output="my report.sarif", options="--select=typos\n-j\n2\n")
    assert arguments == ["check", "--output-format=sarif", "--select=typos", "-j", "2", "--", "."]
    assert (done.stdout, (tmp_path / "my report.sarif").read_text()) == ("", "report\n")


@needs_bash
@pytest.mark.parametrize(
    "evil", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "* ?", "--output-format=text", '"']
)
def test_no_input_is_run_or_expanded(tmp_path: Path, evil: str) -> None:
    arguments, _, _ = check(tmp_path, paths=f"docs\n{evil}\n", output=evil.replace("/", ""))
    assert arguments == ["check", "--output-format=github", "--", "docs", evil]
    assert not (tmp_path / "pwned").exists()


def test_inputs_reach_scripts_as_variables_only() -> None:
    assert "${{" not in INSTALL["run"] + CHECK["run"]
    assert set(FORMATS) == {"text", "sarif", "github", "rdjson", "diff"}
    assert all(f"{name}:" in ACTION["inputs"]["format"]["description"] or name in ("text", "diff") for name in FORMATS)
