"""`cleaner check`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from cleaner.baseline import Baseline, read_baseline
from cleaner.cli.closing import Found, what_was_found
from cleaner.cli.containers import line_outcomes
from cleaner.cli.inputs import EXCLUDED, Finder, Input
from cleaner.cli.options import input_options, job_options, options_of, rule_options, unknown_option
from cleaner.cli.progress import Progress
from cleaner.cli.reports import GROUPED, Report
from cleaner.cli.run import Runner, first_cleaner
from cleaner.cli.stopping import interruptible
from cleaner.errors import InputError, naming
from cleaner.export import FORMATS
from cleaner.files import write_new
from cleaner.holds import Holds
from cleaner.job import Outcome


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=str))
@input_options
@unknown_option
@rule_options
@job_options
@click.option("--baseline", metavar="FILE", help="Findings that this file knows do not count.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found to this file; then it counts no more.")
@click.option(
    "--output-format",
    type=click.Choice((*FORMATS, GROUPED)),
    default="text",
    show_default=True,
    help="How to print what is found: for people (text, grouped, diff), or for other programs.",
)
@interruptible
def command(
    paths: tuple[str, ...], format_: str | None, field: str, jobs: int, time_limit: float, baseline: str | None,
    write_baseline: str | None, output_format: str, ignore_unknown: bool, **rules: Any,
) -> int:  # fmt: skip
    """Say what cleaning would change; exit 1 when it would change anything. Writes nothing but a baseline."""
    holds = Holds(options_of(rules))
    finder = Finder(paths, format_, holds, ignore_unknown=ignore_unknown)
    first_cleaner(holds, finder.paths[0])
    known = _known(finder, baseline, write_baseline)
    with (
        Progress(finder, prints=not write_baseline) as progress,
        Runner(finder, jobs, time_limit, keep=False) as runner,
    ):
        check = _Check(runner, progress, known, field, Report(output_format))
        for item, outcome in runner.texts(_wanted(finder, progress)):
            check.text(item, outcome)
        progress.close()
        check.out.close()
        if write_baseline:
            with naming(write_baseline):
                write_new(write_baseline, known.dump())
            progress.say(f"{known.count:,} findings written to {write_baseline}")
            return check.code
        progress.close(what_was_found(check.found))
    return check.code or (1 if check.found.fixable else 0)


def _wanted(finder: Finder, progress: Progress) -> Iterator[Input]:
    for item in finder:
        if not item.excluded:
            yield item
        elif item.excluded != EXCLUDED:
            progress.name(item.path, item.excluded)


def _known(finder: Finder, baseline: str | None, write: str | None) -> Baseline:
    if write:
        return Baseline(write, adding=True)
    path = baseline or finder.holds.values(finder.paths[0])["baseline"].value
    return read_baseline(path) if path else Baseline("")


class _Check:
    """Prints findings and counts them."""

    def __init__(self, runner: Runner, progress: Progress, known: Baseline, field: str, out: Report) -> None:
        self.runner = runner
        self.progress = progress
        self.known = known
        self.field = field
        self.out = out
        self.found = Found()
        self.code = 0

    def text(self, item: Input, outcome: Outcome | None) -> None:
        """One input with its outcome, or one of many records, which are gone through here."""
        self.found.looked_at = True
        if outcome is not None:
            self._print(item, outcome)
        else:
            self._records(item)
        self.progress.advance(item.size())

    def _records(self, item: Input) -> None:
        try:
            if item.format == "parquet":
                from cleaner.cli.tables import table_tasks

                for outcome in self.runner.outcomes(table_tasks(item, self.field)):
                    self._print(item, outcome)
                return
            for outcome in line_outcomes(self.runner, item, self.field):
                self._print(item, outcome)
        except InputError as error:
            self._complain(item, str(error), error.exit_code)

    def _complain(self, item: Input, message: str, code: int) -> None:
        self.progress.name(item.path, message)
        self.code = max(self.code, code)

    def _print(self, item: Input, outcome: Outcome) -> None:
        if outcome.refused:
            self._complain(item, outcome.refused, outcome.code)
        counted = []
        for record in outcome.logs:
            edits = [e for e in record["edits"] if not self.known.knows(item.path, e)]
            self.found.known += len(record["edits"]) - len(edits)
            if edits or record["flags"]:
                counted.append({**record, "edits": edits})
        self.found.add(counted)
        self.out.add(item, outcome, counted)
