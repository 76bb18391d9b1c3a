"""`cleaner report`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cleaner.errors import naming
from cleaner.files import new_file
from cleaner.packs.load import load_rules
from cleaner.report.choose import MOST, Choice
from cleaner.report.data import RuleTable, head, rows
from cleaner.report.page import page
from cleaner.report.reading import survey
from cleaner.terminal import say


@click.command("report")
@click.argument("log", type=click.Path(readable=False, path_type=str))
@click.option("-o", "--output", required=True, metavar="FILE", help='The page to write; "-" is standard output.')
@click.option(
    "--most", type=click.IntRange(1), default=MOST, show_default=True, metavar="N",
    help="List at most so many findings, evenly drawn from every rule; the totals count all.",
)  # fmt: skip
@click.option("--rules", multiple=True, metavar="PATH", help="More packs, for the words that explain their rules.")
def command(log: str, output: str, most: int, rules: tuple[str, ...]) -> int:
    """Make one HTML page to review the changes that LOG tells of.

    The page needs no network and no other file. What stands around a change is read from the files that the log names,
    where they still hold what was cleaned or what came of it: run it in the folder in which `cleaner clean` ran.
    """
    if output != "-" and Path(output).exists() and Path(log).exists() and Path(output).samefile(log):
        raise click.UsageError("--output is the log itself")
    totals = survey(log)
    choice = Choice(totals.kinds, most)
    table = RuleTable(totals, {rule.id: rule for rule in load_rules(rules)})
    name = Path(log).name
    pieces = page(name, head(name, totals, table, choice), rows(log, table, choice, str(Path.cwd())))
    if output == "-":
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return 0
    with naming(output), new_file(output) as file:
        file.writelines(pieces)
    left_out = f", {choice.left_out:,} of them not listed" if choice.left_out else ""
    say(f"{output}: {sum(totals.kinds.values()):,} findings in {totals.documents:,} documents{left_out}")
    return 0
