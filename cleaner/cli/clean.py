"""`cleaner clean`."""

from __future__ import annotations

from typing import Any

import click

from cleaner.cli.cleaning import clean
from cleaner.cli.options import input_options, job_options, options_of, rule_options, unknown_option


@click.command("clean")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=str))
@click.option("-i", "--in-place", is_flag=True, help="Write the cleaned text back to each file.")
@click.option("-o", "--output", metavar="FILE|FOLDER", help="Write here; a folder mirrors the tree.")
@click.option("--log", metavar="FILE", help="Write the change log here (JSON Lines).")
@click.option("--diff", is_flag=True, help="Print a unified diff instead of the text; writes nothing.")
@click.option("--recurrence", metavar="FILE", help="Count first what recurs in the inputs, into FILE; it is evidence.")
@click.option("--by", default="", metavar="FIELD", help="With --recurrence: the field that names a record's source.")
@input_options
@unknown_option
@rule_options
@job_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(paths: tuple[str, ...] = (), format_: str | None = None, **options: Any) -> int:
    """Clean texts: files, folders, or "-" for standard input.

    One input goes to standard output; several need --in-place or --output. A folder is walked through without hidden
    files and without what .gitignore or the configuration names. An interrupted run goes on where it was when the same
    command is given again.

    With --recurrence the inputs are read once before, and lines that recur under many documents of one source count as
    evidence; FILE keeps what was counted, so that a second run decides alike. Used again, it is not counted anew.
    """
    rules = options_of(options)
    own = {key: value for key, value in options.items() if key not in rules}
    return clean(paths, format=format_, rules=rules, **own)
