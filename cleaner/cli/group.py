"""The commands, as click knows them. Each is imported when it is called, so that help and pipes start fast."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from cleaner.terminal import safe, wants_colour
from cleaner.version import __version__

COMMANDS = {
    "clean": "cleaner.cli.clean",
    "check": "cleaner.cli.check",
    "undo": "cleaner.cli.undo",
    "explain": "cleaner.cli.explain",
    "rules": "cleaner.cli.rules",
    "report": "cleaner.cli.report",
    "learn": "cleaner.cli.learn",
    "config": "cleaner.cli.config",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return import_module(COMMANDS[cmd_name]).command  # type: ignore[no-any-return]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name not in _options("clean"):
                raise
            hint = f"{error.option_name} is an option of a command: cleaner clean {error.option_name} ..."
            raise click.UsageError(hint, ctx) from None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        word = args[0]
        if word not in COMMANDS and os.path.exists(word):
            raise click.UsageError(f"{safe(word)!r} is no command; to clean it: cleaner clean {safe(word)}", ctx)
        return super().resolve_command(ctx, args)


def _options(command: str) -> set[str]:
    """The options of a command, long and short."""
    found: click.Command = import_module(COMMANDS[command]).command
    return {name for param in found.params if isinstance(param, click.Option) for name in param.opts}


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def cli(ctx: click.Context) -> Any:
    """Strip the junk that scraping and pasting leave in prose, mend its slips, log every change."""
    ctx.color = wants_colour()
    if ctx.invoked_subcommand is None:
        if sys.stdin is not None and not sys.stdin.isatty():
            return ctx.invoke(import_module(COMMANDS["clean"]).command)
        import_module("cleaner.cli.first").greet()
    return None


def run(args: list[str]) -> int:
    """Run the command that `args` name; its exit code. What is wrong with `args` is said on stderr."""
    try:
        code = cli.main(args, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
