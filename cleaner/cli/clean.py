"""`cleaner clean`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import click

from cleaner.cli.closing import what_was_done
from cleaner.cli.commit import Commit, Done
from cleaner.cli.containers import clean_records
from cleaner.cli.inputs import EXCLUDED, Finder, Input
from cleaner.cli.logfile import Journal, LogFile
from cleaner.cli.options import input_options, job_options, options_of, rule_options, say, unknown_option
from cleaner.cli.outputs import STDOUT, Output
from cleaner.cli.progress import Progress
from cleaner.cli.run import Runner, first_cleaner
from cleaner.cli.stopping import interruptible
from cleaner.errors import InputError
from cleaner.holds import Holds
from cleaner.job import Outcome, log_head
from cleaner.pipeline import Cleaner


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
@interruptible
def command(
    paths: tuple[str, ...] = (), in_place: bool = False, output: str | None = None, log: str | None = None,
    diff: bool = False, quiet: bool = False, jobs: int = 0, time_limit: float = 60.0, format_: str | None = None,
    field: str = "text", recurrence: str | None = None, by: str = "",
    ignore_unknown: bool = False, **rules: Any,
) -> int:  # fmt: skip
    """Clean texts: files, folders, or "-" for standard input.

    One input goes to standard output; several need --in-place or --output. A folder is walked through without hidden
    files and without what .gitignore or the configuration names. An interrupted run goes on where it was when the same
    command is given again.

    With --recurrence the inputs are read once before, and lines that recur under many documents of one source count as
    evidence; FILE keeps what was counted, so that a second run decides alike. Used again, it is not counted anew.
    """
    if in_place and output:
        raise click.UsageError("--in-place and --output exclude each other")
    holds = Holds(options_of(rules))
    own = [path for path in (output, log, recurrence) if path and path not in STDOUT]  # files that this run writes
    finder = Finder(paths, format_, holds, own, ignore_unknown)
    several = len(list(islice(finder, 2))) > 1
    walked = several or any(os.path.isdir(path) for path in finder.paths)
    if several and not (in_place or diff or (output and output not in STDOUT)):
        raise click.UsageError("several inputs: add --in-place, --output FOLDER or --diff")
    out = Output(in_place, output, diff, walked)
    if out.folder:
        _refuse_inside(finder.paths, str(output))
    if recurrence:
        _count_recurrence(finder, recurrence, field, by, quiet)
    inputs = _Targeted(finder, out)
    place = _journal_path(out, log) if walked else None
    tidy = first_cleaner(finder.holds, finder.paths[0])
    journal = Journal(place, _key(tidy, finder, out, log, field) if place else [])
    with Progress(inputs, quiet, out.to_stdout) as progress:
        commit = _commit(out, log, journal, progress, inputs)
        with Runner(inputs, jobs, time_limit, keep=not (in_place or diff), log=bool(log)) as runner:
            _go(runner, commit, _rest(inputs, journal, commit), field, alone=not walked)
        journal.remove()
        progress.close(what_was_done(commit.summary, log) if walked or not out.to_stdout else ())
    return commit.code


def _go(runner: Runner, commit: Commit, inputs: Iterable[Input], field: str, alone: bool) -> None:
    for item, outcome in runner.texts(_without_excluded(inputs, commit, alone)):
        if outcome is not None:
            commit.text(item, outcome)
            continue
        with commit.records(item) as records:
            clean_records(runner, item, commit.output, field, records)
    commit.flush()
    if commit.log:
        commit.log.sync()
        commit.log.close()


def _without_excluded(inputs: Iterable[Input], commit: Commit, alone: bool) -> Iterator[Input]:
    """Excluded files are passed over; where one is all there is to print, it is printed as it is."""
    for item in inputs:
        if not item.excluded:
            yield item
        elif alone and item.target == "-":
            commit.progress.name(item.path, item.excluded)
            commit.text(item, Outcome(item.read()))
        else:
            if item.excluded != EXCLUDED:
                commit.progress.name(item.path, item.excluded)
            commit.skip(item, item.excluded)


class _Targeted:
    """The inputs with where each goes, or why it cannot go anywhere."""

    def __init__(self, finder: Finder, output: Output) -> None:
        self.finder = finder
        self.output = output

    def __iter__(self) -> Iterator[Input]:
        for item in self.finder:
            try:
                yield item._replace(target=self.output.target(item))
            except InputError as error:
                yield item._replace(problem=item.problem or str(error))


def _count_recurrence(finder: Finder, file: str, field: str, by: str, quiet: bool) -> None:
    """Add the pack `file` to what holds for the inputs, once it is counted."""
    from cleaner.recurrence import count_recurrence

    if "-" in finder.paths and not os.path.lexists(file):
        raise click.UsageError("--recurrence reads the inputs twice, so they cannot come through a pipe")
    done = count_recurrence(finder, file, field, by)
    if not quiet:
        say(done)
    options = finder.holds.options
    finder.holds = Holds({**options, "rules": (*options.get("rules", ()), file)})


def _refuse_inside(paths: Iterable[str], output: str) -> None:
    """The output folder must not hold an input folder: outputs would be written over inputs."""
    out = os.path.join(os.path.realpath(output), "")
    for path in paths:
        if os.path.isdir(path) and os.path.join(os.path.realpath(path), "").startswith(out):
            raise click.UsageError("the input folder is inside the output folder, or is it; choose another --output")


def _journal_path(output: Output, log: str | None) -> str | None:
    if output.to_stdout or not (log or output.folder):
        return None
    return f"{log}.run" if log else os.path.join(str(output.output), ".cleaner-run.json")


def _key(tidy: Cleaner, finder: Finder, output: Output, log: str | None, field: str) -> list[Any]:
    """What makes two runs the same."""
    settings = finder.holds.settings(finder.paths[0])[0]
    head = log_head(tidy, "")
    where = [os.getcwd(), finder.paths, output.in_place, output.output, log]
    return [head["tool"], head["rules"], settings, finder.format, field, *where]


def _commit(output: Output, log: str | None, journal: Journal, progress: Progress, inputs: Iterable[Input]) -> Commit:
    if journal.state:
        done = Done()
        for item in islice(inputs, journal.state["done"]):
            done.add(item)
        if done.digest() != journal.state["digest"]:  # files have come or gone: start anew
            journal.state = {}
    file = LogFile(log, append=output.in_place, since=journal.state.get("log")) if log else None
    return Commit(output, file, journal, progress)


def _rest(inputs: Iterable[Input], journal: Journal, commit: Commit) -> Iterator[Input]:
    """The inputs without those that an interrupted run has done."""
    for number, item in enumerate(inputs):
        if number < journal.state.get("done", 0):
            commit.done.add(item)
            commit.progress.advance(item.size())
        else:
            yield item
