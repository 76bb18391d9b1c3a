"""`cleaner rules list|show|test|schema`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from cleaner.errors import CleanerError
from cleaner.packs.builtin import NAMES, builtin
from cleaner.packs.load import load_rules
from cleaner.packs.rule import Rule
from cleaner.terminal import safe

FORMS = ("text", "markdown", "jsonl")


@click.group("rules")
def command() -> None:
    """Look at rules and try their examples."""


def _load(rules: tuple[str, ...]) -> Sequence[Rule]:
    return load_rules(rules, tests=True)


_packs = click.option("--rules", multiple=True, metavar="PATH", help="More packs: a YAML file or a folder of them.")


@command.command("list")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="For whom.")
@_packs
def list_(form: str, rules: tuple[str, ...]) -> None:
    """List every rule: id, group, kind, safety, title."""
    from cleaner.cli.catalogue import catalogue

    for line in catalogue(_load(rules), form):
        click.echo(line)


@command.command()
@click.argument("id_", metavar="[ID]", default="")
@_packs
def test(id_: str, rules: tuple[str, ...]) -> None:
    """Run the examples inside every rule, or of the rule or pack ID."""
    from cleaner.packs.examples import run_examples

    loaded = _load(rules)
    _refuse_unknown(id_, loaded)
    failed = 0
    for rule, problem in run_examples(loaded, id_):
        failed += 1
        click.echo(safe(f"{rule.path}:{rule.line}: {rule.id}: {problem}"))
    chosen = [r for r in loaded if id_ in ("", r.id, r.pack)]
    tried = sum(r.enabled for r in chosen)
    off = f", {len(chosen) - tried} switched off" if id_ and tried < len(chosen) else ""
    click.echo(f"{tried} rules tried, {failed} problems{off}", err=True)
    sys.exit(1 if failed else 0)


@command.command()
def schema() -> None:
    """Print the JSON Schema of a rule pack, for editors."""
    from cleaner.packs.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


@command.command()
@click.argument("id_", metavar="ID")
@_packs
def show(id_: str, rules: tuple[str, ...]) -> None:
    """Show one rule as a page of a manual: what it does, why, its phrases, examples and near misses."""
    from cleaner.cli.manual import builtin_page, rule_page

    loaded = {r.id: r for r in _load(rules)}
    if id_ in loaded:
        click.echo("\n".join(rule_page(loaded[id_])))
    elif own := builtin(id_):
        click.echo("\n".join(builtin_page(id_, own)))
    else:
        raise _no_such("rule", id_, [*loaded, *NAMES])


def _refuse_unknown(id_: str, rules: Iterable[Rule]) -> None:
    """Raise CleanerError where `id_` is neither a rule nor a pack: nothing tried is no good news."""
    known = {*NAMES, *(name for rule in rules for name in (rule.id, rule.pack))}
    if id_ and id_ not in known:
        raise _no_such("rule or pack", id_, known)


def _no_such(what: str, name: str, known: Iterable[str]) -> CleanerError:
    near = get_close_matches(name, sorted(known), 1)
    hint = f"did you mean {near[0]!r}?" if near else "one of your own needs --rules PATH"
    return CleanerError(f"no {what} {name!r}; {hint}")


@command.command()
@click.argument("data", type=click.Path(exists=True, dir_okay=False))
@click.option("--examples", default=0, help="Show so many wrongly removed lines of each rule.")
@_packs
def score(data: str, examples: int, rules: tuple[str, ...]) -> None:
    """Hits and errors of each boilerplate rule on labelled texts (JSON Lines with "text" and "lines")."""
    from cleaner.packs.book import RuleBook
    from cleaner.packs.scoring import report, score_rules

    loaded = _load(rules)
    with Path(data).open(encoding="utf-8") as lines:
        scores = score_rules(RuleBook(loaded), map(json.loads, lines))
    for line in report(loaded, scores, examples):
        click.echo(safe(line))
