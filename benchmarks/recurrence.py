"""What recurrence in a batch adds to the built-in rules: by outlet, and on labelled texts within the batch.

    python benchmarks/recurrence.py UNLABELLED.jsonl[.gz] [LABELLED.jsonl] [--outlets 30] [--show 3]

The batch is UNLABELLED together with the texts of LABELLED, as `cleaner clean --recurrence` would see them; labels are
only looked at to count. By outlet: lines that the built-in rules take, and those that recurrence takes more.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cleaner.cli.inputs import Finder
from cleaner.learn.pack import rules_of
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.packs.scoring import labelled_lines
from cleaner.propose import boilerplate
from cleaner.recurrence import count_recurrence
from cleaner.segment import segmenter

Row = dict[str, Any]


def read(path: str) -> list[Row]:
    """The records of a file of JSON Lines."""
    data = Path(path).read_bytes()
    text = (gzip.decompress(data) if path.endswith(".gz") else data).decode()
    return [json.loads(line) for line in text.split("\n") if line]


def batch_rules(rows: list[Row]) -> str:
    """The pack that `cleaner clean --recurrence` counts from these records."""
    with TemporaryDirectory() as folder:
        batch, pack = Path(folder, "batch.jsonl"), Path(folder, "counts.yaml")
        with batch.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({k: r[k] for k in ("id", "source", "text")}) + "\n" for r in rows)
        print(count_recurrence(Finder([str(batch)]), str(pack)).partition("; written")[0])
        return pack.read_text(encoding="utf-8")


def taken(row: Row, book: RuleBook) -> set[int]:
    """The numbers of the segments that go."""
    document = Document(row["text"], segmenter("text")(row["text"]), source=row["source"])
    return {n for n, judged in boilerplate.judge(document, book).items() if judged.removed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unlabelled")
    parser.add_argument("labelled", nargs="?")
    parser.add_argument("--outlets", type=int, default=30, help="how many to print, those with most lines first")
    parser.add_argument("--show", type=int, default=0, help="lines of each that recurrence takes")
    options = parser.parse_args()
    import yaml

    labelled = read(options.labelled) if options.labelled else []
    rows = [*read(options.unlabelled), *labelled]
    entries = [e for e in yaml.safe_load(batch_rules(rows))["rules"] if e.get("enabled", True)]
    plain = RuleBook(load_rules())
    more = RuleBook([*plain.rules, *rules_of(entries)])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines: dict[str, list[str]] = defaultdict(list)
    labels: Counter[str] = Counter()
    for row in rows:
        document = Document(row["text"], segmenter("text")(row["text"]), source=row["source"])
        before = taken(row, plain)
        after = taken(row, more)
        outlet = counts[row["source"]]
        outlet.update(documents=1, lines=len(document.segments), builtin=len(before), more=len(after - before))
        outlet.update(changed=bool(after - before), fewer=len(before - after))
        lines[row["source"]] += [document.text[s.start : s.end] for s in (document.segments[n] for n in after - before)]
        if "lines" in row:
            for n, label in labelled_lines(row, document):
                labels.update({label: 1, f"{label} before": n in before, f"{label} after": n in after})
    report(counts, lines, options.outlets, options.show)
    for label in ("junk", "content", "meta") if labelled else ():
        print(f"{label}: {labels[label]} lines; built-in rules take {labels[f'{label} before']}, ", end="")
        print(f"with recurrence {labels[f'{label} after']}")


def report(counts: dict[str, Counter[str]], lines: dict[str, list[str]], outlets: int, show: int) -> None:
    """A line for each outlet and one for all."""
    print(f"{'outlet':<44} {'documents':>9} {'lines':>7} {'built-in':>8} {'more':>5} {'documents with more':>19}")
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    order = sorted(counts, key=lambda s: (-counts[s]["more"], -counts[s]["documents"], s))
    for name, c in [*((s, counts[s]) for s in order[:outlets]), (f"all {len(counts)} outlets", total)]:
        print(
            f"{name[-44:]:<44} {c['documents']:>9} {c['lines']:>7} {c['builtin']:>8} {c['more']:>5} {c['changed']:>19}"
        )
        for line, often in Counter(lines.get(name, ())).most_common(show):
            print(f"    {often:>3} {line[:150]}")
    print(f"lines that only the built-in rules alone take: {total['fewer']}")


if __name__ == "__main__":
    main()
