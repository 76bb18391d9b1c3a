"""`cleaner config show`."""

from __future__ import annotations

import os
from typing import Any

import click

from cleaner.cli.options import options_of, rule_options
from cleaner.config import DEFAULTS
from cleaner.holds import Holds
from cleaner.terminal import safe


@click.group("config")
def command() -> None:
    """The configuration: `[tool.cleaner]` in pyproject.toml, or .cleaner.toml; the nearest parent's holds."""


@command.command("show")
@click.argument("path", default=".", type=click.Path(readable=False, path_type=str))
@rule_options
def show(path: str, **rules: Any) -> None:
    """Print what holds for the file PATH (by default for a file in the current folder), and where it comes from."""
    file = os.path.join(path, "file") if os.path.isdir(path) else path
    holds = Holds(options_of(rules))
    config = holds.config(file)
    click.echo(safe(f"# configuration: {config.path if config else 'none, neither here nor in a parent folder'}"))
    values = holds.values(file)
    width = max(map(len, DEFAULTS))
    for key in DEFAULTS:
        sources = "; ".join(values[key].sources) or "default"
        click.echo(safe(f"{key:<{width}} = {_toml(values[key].value)}  # {sources}"))
    if holds.excluded(file):
        click.echo(safe(f"# {path} is excluded"))
    elif file == path and holds.left_out(file):
        click.echo(safe(f"# {path} is not included"))


def _toml(value: Any) -> str:
    """`value` as it is written in TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
