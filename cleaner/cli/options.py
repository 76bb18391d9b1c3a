"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.pipeline import TO

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("text", "markdown", "html", "srt", "vtt", "jsonl", "parquet")


if TYPE_CHECKING:
    _ParamType = click.ParamType[tuple[str, ...]]
else:
    _ParamType = click.ParamType  # generic only in later versions of click


class Names(_ParamType):
    """A comma-separated list of groups and rule ids."""

    name = "GROUP|RULE,..."

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else tuple(x.strip() for x in value.split(",") if x.strip())


_RULE_OPTIONS = (
    click.option("--select", type=Names(), default=(), help="Only these groups and rules."),
    click.option("--ignore", type=Names(), default=(), help="All but these groups and rules."),
    click.option("--unsafe", is_flag=True, help="Also make edits that are right only most of the time."),
    click.option("--rules", multiple=True, metavar="PATH", help="More packs: a YAML file or a folder of them."),
)
_FORMAT = click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by suffix, then by looking.")
_FIELD = click.option("--field", default="text", show_default=True, help="JSON Lines: the field that holds the text.")
_IGNORE_UNKNOWN = click.option(
    "--ignore-unknown", is_flag=True, help="Named files of code or data are passed over, not a failure; for hooks."
)
_TO = click.option("--to", type=click.Choice(TO), default=None, help="What HTML becomes.  [default: text]")


def rule_options(command: F) -> F:
    """Which rules act."""
    for option in reversed(_RULE_OPTIONS):
        command = option(command)
    return command


def input_options(command: F) -> F:
    """How inputs are read."""
    return _FORMAT(_FIELD(_TO(command)))


def unknown_option(command: F) -> F:
    """What a named file that holds no prose is."""
    return _IGNORE_UNKNOWN(command)


_JOB_OPTIONS = (
    click.option(
        "-j", "--jobs", type=click.IntRange(0), default=0, metavar="N",
        help="Processes; the result is the same. By default one for little, else one for each processor.",
    ),
    click.option(
        "--time-limit", type=click.FloatRange(0, min_open=True), default=60.0, metavar="SECONDS", show_default=True,
        help="For a document, per megabyte begun.",
    ),
)  # fmt: skip


def job_options(command: F) -> F:
    """How the work is done."""
    for option in reversed(_JOB_OPTIONS):
        command = option(command)
    return command


def options_of(given: dict[str, Any]) -> dict[str, Any]:
    """The rule options as values of the configuration, which they win over."""
    return {key: given.get(key) for key in ("select", "ignore", "unsafe", "rules", "to")}
