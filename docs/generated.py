"""The parts of the book that the program itself knows: commands, settings, rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from cleaner.cli.catalogue import catalogue
from cleaner.cli.group import cli
from cleaner.config import DEFAULTS, SECTION_KEYS, TOP_KEYS
from cleaner.packs.builtin import NAMES
from cleaner.packs.load import load_rules
from cleaner.packs.schema import json_schema
from cleaner.segment.guess import _SUFFIXES

#: key -> (example, what it does). A key that is missing here is a KeyError, so that none goes undocumented.
SETTINGS = {
    "select": ('["boilerplate", "codespell"]', "Only these groups and rules."),
    "ignore": ('["typos", "cookie-banner"]', "All but these groups and rules. Adds to what other layers say."),
    "rules": ('["packs/site.yaml"]', "More packs: YAML files or folders of them. Adds up."),
    "unsafe": ("true", "Also make edits that are right only most of the time."),
    "share": ("0.5", "The most that a text may lose, from 0 to 1; a text that would lose more is left as it was."),
    "words": ('["Zeen"]', "Words and names that the fixers of slips leave alone. Adds up."),
    "words_file": ('"names.txt"', "Files of such words, one a line. Adds up."),
    "to": ('"markdown"', "What HTML becomes: `text` or `markdown`."),
    "front_matter": ('["title", "description"]', "Keys of the front matter whose texts are cleaned, too."),
    "include": ('["*.adoc"]', "Files to clean in folders although their names do not say that they are texts."),
    "exclude": ('["vendor/**"]', "Files to leave out, written as in a .gitignore."),
    "baseline": ('"known.json"', "Findings that `cleaner check` does not count; see `--write-baseline`."),
    "format": ('"markdown"', "The format of these files, whatever their names say."),
}


def commands() -> str:
    """Every command: what it does, its usage, its options."""
    return "\n".join(line for line in _command(cli, click.Context(cli, info_name="cleaner", **cli.context_settings)))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from ("", f"{'#' * (context.command_path.count(' ') + 2)} {context.command_path}", "")
    yield from (_prose(command.help or ""), "")
    yield from ("```text", " ".join([context.command_path, *command.collect_usage_pieces(context)]), "```", "")
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    records = [record for param in options if (record := param.get_help_record(context))]
    if records:
        yield from ("| option | what |", "|---|---|")
        yield from (f"| `{_cell(names)}` | {_cell(what)} |" for names, what in records)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (sub := command.get_command(context, name)) is not None:
                yield from _command(sub, click.Context(sub, info_name=name, parent=context))


def _prose(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def settings() -> str:
    """Every key of the configuration."""
    lines = ["| key | example | default | at the top | for a glob | what |", "|---|---|---|---|---|---|"]
    for key, default in DEFAULTS.items():
        example, what = SETTINGS[key]
        places = ("yes" if key in keys else "no" for keys in (TOP_KEYS, SECTION_KEYS))
        lines.append(f"| `{key}` | `{example}` | {_default(default)} | {' | '.join(places)} | {what} |")
    return "\n".join(lines)


def _default(value: Any) -> str:
    return "none" if value in ((), "") else f"`{str(value).lower()}`"


def rule_keys() -> str:
    """Every key of a rule, from the schema that editors use."""
    rule = json_schema()["properties"]["rules"]["items"]["properties"]
    lines = ["| key | what |", "|---|---|"]
    return "\n".join(
        [*lines, *(f"| `{key}` | {_cell(str(value.get('description', '')))} |" for key, value in rule.items())]
    )


def rules() -> str:
    """The rule catalogue."""
    loaded = load_rules(tests=True)
    packs = {Path(rule.path).parent for rule in loaded}
    head = f"{len(loaded) + len(NAMES):,} rules, {len(NAMES)} of them the program's own; packs in {len(packs)} folders."
    return "\n".join([head, *catalogue(loaded, "markdown")])


def suffixes() -> str:
    """Which names tell which format."""
    lines = ["| format | suffixes |", "|---|---|"]
    names = ((form, " ".join(f"`.{suffix}`" for suffix in found.split())) for form, found in _SUFFIXES.items())
    return "\n".join([*lines, *(f"| `{form}` | {found} |" for form, found in names)])


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands, "settings": settings, "rules": rules, "rule-keys": rule_keys, "suffixes": suffixes,
}  # fmt: skip
