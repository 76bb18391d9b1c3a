"""What `cleaner clean` does. Nothing here needs click, unless something is shown in colour."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from cleaner.cli.commit import Commit, Done
from cleaner.cli.inputs import EXCLUDED, Finder, Input
from cleaner.cli.logfile import Journal, LogFile
from cleaner.cli.outputs import STDOUT, Output
from cleaner.cli.progress import Progress
from cleaner.cli.run import Runner, first_cleaner
from cleaner.cli.stopping import interruptible
from cleaner.errors import CleanerError, InputError
from cleaner.holds import Holds
from cleaner.job import Outcome, log_head
from cleaner.pipeline import Cleaner
from cleaner.terminal import say


@interruptible
def clean(
    paths: tuple[str, ...] = (), in_place: bool = False, output: str | None = None, log: str | None = None,
    diff: bool = False, quiet: bool = False, jobs: int = 0, time_limit: float = 60.0,
    format: str | None = None, field: str = "text", recurrence: str | None = None, by: str = "",
    ignore_unknown: bool = False, rules: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """Clean `paths` as the options of the command say; the exit code. `rules` are values of the configuration.

    Raises CleanerError for options that exclude each other.
    """
    if in_place and output:
        raise CleanerError("--in-place and --output exclude each other")
    holds = Holds(rules)
    own = [path for path in (output, log, recurrence) if path and path not in STDOUT]  # files that this run writes
    finder = Finder(paths, format, holds, own, ignore_unknown)
    several = len(list(islice(finder, 2))) > 1
    walked = several or any(os.path.isdir(path) for path in finder.paths)
    if several and not (in_place or diff or (output and output not in STDOUT)):
        raise CleanerError("several inputs: add --in-place, --output FOLDER or --diff")
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
        progress.close(_report(commit, log) if walked or not out.to_stdout else ())
    return commit.code


def _report(commit: Commit, log: str | None) -> Iterable[str]:
    from cleaner.cli.closing import what_was_done  # it brings click

    return what_was_done(commit.summary, log)


def _go(runner: Runner, commit: Commit, inputs: Iterable[Input], field: str, alone: bool) -> None:
    for item, outcome in runner.texts(_without_excluded(inputs, commit, alone)):
        if outcome is not None:
            commit.text(item, outcome)
            continue
        from cleaner.cli.containers import clean_records  # only for JSON Lines and its like

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
        raise CleanerError("--recurrence reads the inputs twice, so they cannot come through a pipe")
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
            raise CleanerError("the input folder is inside the output folder, or is it; choose another --output")


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
