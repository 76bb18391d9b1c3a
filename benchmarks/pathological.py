"""Time texts that are made to be slow, at one size and at twice that; a table, the slowest last.

    python benchmarks/pathological.py [--size 100000] [--format text] [--only WORD]

A text passes that takes under a second for 100,000 characters and less than 2.5 times as long at twice the size.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

CASES = importlib.import_module("pathological").CASES
Cleaner = importlib.import_module("cleaner").Cleaner

GROWTH = 2.5
SECONDS = 1.0  # for 100,000 characters
NOISE = 0.15  # below this many seconds growth says nothing
GIVE_UP = 30.0  # seconds for one text


def seconds(tidy: object, text: str, form: str) -> float:
    """Processor time of one run; GIVE_UP where it takes longer."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, GIVE_UP)
    try:
        tidy.clean(text, form)
    except TimeoutError:
        return GIVE_UP
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def give_up(*_: object) -> None:
    """Called by the timer."""
    raise TimeoutError


def main() -> int:
    """Print the table; 1 if a text fails."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=100_000)
    options.add_argument("--format", choices=CASES)
    options.add_argument("--only", default="")
    given = options.parse_args()
    signal.signal(signal.SIGPROF, give_up)
    tidy = Cleaner()
    rows = []
    for form, cases in CASES.items():
        if given.format not in (None, form):
            continue
        seconds(tidy, "It rained all night; teh blorft recieved snarps. " * 3 + "Teh â€œendâ€\x9d.\n", form)  # imports
        for name in (n for n in cases if given.only in n):
            once = seconds(tidy, cases[name](given.size), form)
            twice = seconds(tidy, cases[name](2 * given.size), form)
            rows.append((once * 100_000 / given.size, twice / max(once, 1e-9), twice, form, name))
            print(f"{once:6.2f} {twice:6.2f} {form}: {name}", file=sys.stderr)
    failed = 0
    print(f"{'s/100 KB':>9} {'growth':>7}  text")
    for once, growth, twice, form, name in sorted(rows):
        wrong = once > SECONDS or (growth > GROWTH and twice > NOISE)
        failed += wrong
        print(f"{once:>9.2f} {growth:>7.1f}  {form}: {name}{'   <-- too slow' if wrong else ''}")
    print(f"{len(rows) - failed} of {len(rows)} pass")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
