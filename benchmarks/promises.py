"""Check the promises on real texts: `python benchmarks/promises.py DATA.jsonl[.gz] ... [--most N]`.

Every record's `text` (or `html`) is cleaned as a file would be; the log is written out, read back and undone, and the
result cleaned again. Prints how many texts kept each promise, and names those that did not.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner import Cleaner
from cleaner.job import clean_bytes
from cleaner.log import dump, read_log, text_bytes
from cleaner.undo import restore


def records(path: Path, most: int | None) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, itertools.islice(lines, most))


def kept(tidy: Cleaner, record: dict[str, Any]) -> Iterator[str]:
    """The promises that cleaning this record keeps, by name."""
    form = record.get("format") or ("text" if "text" in record else "html")
    data = text_bytes(record["text"] if "text" in record else record["html"])
    outcome = clean_bytes(tidy, data, "-", form)
    yield "cleaned without an error"
    before = data if form != "html" or outcome.result is None else text_bytes(outcome.result.original)
    logs = [log for log in read_log(map(dump, outcome.logs), "log") if log["edits"]]
    if (restore(outcome.data or b"", logs[0]) if logs else before) == before:
        yield "undone byte for byte"
    again = clean_bytes(tidy, outcome.data or b"", "-", "text" if form == "html" else form)
    if again.data == outcome.data:
        yield "unchanged by a second run"


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--most", type=int, help="at most so many records of each file")
    options = parser.parse_args()
    tidy = Cleaner()
    for path in options.data:
        counts: Counter[str] = Counter()
        for record in records(path, options.most):
            counts["texts"] += 1
            try:
                found = list(kept(tidy, record))
            except Exception as error:
                print(f"  {record.get('id')}: {type(error).__name__}: {error}")
                continue
            counts.update(found)
            if len(found) < 3:
                print(f"  {record.get('id')}: only {', '.join(found)}")
        print(f"{path.name}: " + ", ".join(f"{n} {name}" for name, n in counts.items()))


if __name__ == "__main__":
    main()
