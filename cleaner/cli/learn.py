"""`cleaner learn`."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from cleaner.cli.inputs import Finder
from cleaner.cli.options import FORMATS
from cleaner.errors import CleanerError, InputError, naming
from cleaner.files import write_new
from cleaner.terminal import say


@click.command("learn")
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=str))
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the pack here; its name becomes the pack's.")
@click.option("--words", metavar="FILE", help="Also write the corpus's own names and words here, one a line.")
@click.option("--by", default="", metavar="FIELD", help="The field of a record that names its source.")
@click.option("--least", default=3, show_default=True, type=click.IntRange(2), help="Documents that a line recurs in.")
@click.option("--field", default="text", show_default=True, help="The field of a record that holds the text.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else by suffix, then by looking.")
def command(
    paths: tuple[str, ...], output: str, words: str | None, by: str, least: int, field: str, format_: str | None
) -> int:
    """Find what recurs in files, folders and JSON Lines, and write it as a pack of rules.

    The corpus is read twice. Lines are grouped by source: a record's `source`, the host of its `url`, or the folder.
    Rules that are not sure are written switched off, with the reason. Read the pack, then use it: --rules FILE.
    """
    from cleaner.learn import learn
    from cleaner.learn.corpus import Corpus
    from cleaner.learn.pack import kinds
    from cleaner.learn.words import Words

    if "-" in paths:
        raise click.UsageError("the corpus is read twice, so it cannot come through a pipe")
    corpus = Corpus(Finder(paths, format_), field, by)
    for path in filter(None, (output, words)):
        if os.path.lexists(path):
            raise click.UsageError(f"{path} is there already, perhaps edited; give another name or remove it")
    own = Words() if words else None
    learned = learn(corpus, _name(output), least, own)
    if not learned.judge.totals:
        raise CleanerError(f"nothing could be read: {corpus.problem or 'there are no documents'}")
    _write(output, learned.text())
    if words and own:
        _write(words, "".join(f"{word}\n" for word in own.own()))
    totals = learned.judge.totals
    say(f"{totals.total():,} documents of {len(totals):,} sources; what recurs: {', '.join(kinds(learned.counts))}")
    if corpus.skipped:
        say(f"{corpus.skipped:,} could not be read; the first: {corpus.problem}")
    return InputError.exit_code if corpus.skipped else 0


def _write(path: str, text: str) -> None:
    with naming(path):
        write_new(path, text.encode())


def _name(path: str) -> str:
    """The pack's name: that of its file, in the letters that a name may have."""
    return "-".join(re.findall("[a-z0-9]+", Path(path).stem.lower())) or "learned"
