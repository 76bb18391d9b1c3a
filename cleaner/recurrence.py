"""Recurrence inside one batch as a signal: `cleaner clean FOLDER --recurrence FILE`.

A first pass over the inputs counts what recurs under many documents of one source, with the counters of `cleaner learn`
in bounded memory, and writes it to FILE as a pack; then the documents are cleaned with it. What recurs weighs like
any other signal, and the log's signals name it with its counts.

Why a file: what recurred is gone once the batch is clean, so a second count would differ from the first. A run that
goes on after an interruption, a second run, and a single document that is cleaned later all decide by the one count in
FILE, which is why they change nothing more; and a person can read what decided.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError, naming
from cleaner.files import write_new

if TYPE_CHECKING:
    from cleaner.cli.inputs import Input

NAME = "recurs"  #: of the pack, and what the names of its rules begin with


def count_recurrence(inputs: Iterable[Input], file: str, field: str = "text", by: str = "") -> str:
    """Count what recurs in `inputs` and write it to `file`, unless that is there already. What was done, in words.

    `inputs` are read twice, so they may not come through a pipe. The result is the same whatever their order. Raises
    CleanerError where nothing can be read.
    """
    if os.path.lexists(file):
        return f"what recurs was counted before: {file}"
    from cleaner.learn import learn
    from cleaner.learn.corpus import Corpus
    from cleaner.learn.pack import kinds

    learned = learn(Corpus(inputs, field, by), NAME, counted=True)
    totals = learned.judge.totals
    if not totals:
        raise CleanerError("there is nothing to count what recurs in")
    with naming(file):
        write_new(file, learned.text().encode())
    found = ", ".join(kinds(learned.counts))
    return f"{totals.total():,} documents of {len(totals):,} sources; what recurs: {found}; written to {file}"
