"""How the cost grows: with the length of a text, of its longest line, with the number of edits, and of rules.

    python benchmarks/growth.py [--kilobytes 100]

Each line of the table doubles one thing and keeps the others: 2.0 is growth in proportion, 1.0 none. Rules are phrases
of a made-up pack beside the built-in ones; for them the start-up (packs cached, and a first text of two lines) is
measured, too.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from material import NOUNS, PLACES, VERBS, made, sentence

sys.path.insert(0, str(Path(__file__).parent.parent))

STEPS = 3
LITTLE = "A short text.\n\nSubscribe to our newsletter\n"
RULE = """\
  - id: made-up-{number}
    title: A made-up prompt
    phrases: ["(join|meet) the {words} (club|circle) of {number} (today|)"]
"""


def prose(size: int) -> str:
    """An article of `size` characters, in short lines."""
    return "\n".join(made(size))[:size]


def one_line(size: int) -> str:
    """Sentences without a line break."""
    choose = random.Random(2)
    text = " ".join(sentence(choose, slips=0) for _ in range(size // 50))
    return text[:size]


def pack(folder: Path, count: int) -> Path:
    """A pack of `count` rules."""
    choose = random.Random(3)
    rules = (
        RULE.format(number=n, words=" ".join((choose.choice(NOUNS), choose.choice(VERBS), choose.choice(PLACES))))
        for n in range(count)
    )
    path = folder / f"made-{count}.yaml"
    path.write_text("pack: made\nrules:\n" + "".join(rules), encoding="utf-8")
    return path


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """The least processor time of a few runs."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    return min(taken)


def show(name: str, sizes: Iterable[int], cost: Callable[[int], float]) -> None:
    """One row for each size, with how much more it costs than the one before."""
    before = 0.0
    for size in sizes:
        taken = cost(size)
        growth = f"{taken / before:6.1f}" if before else " " * 6
        print(f"{name:28}{size:>10,}{taken:9.3f} s{growth}", flush=True)
        before = taken


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kilobytes", type=int, default=100)
    least = options.parse_args().kilobytes * 1000
    from cleaner import Cleaner
    from cleaner.packs.cache import SETTLED

    tidy = Cleaner()
    tidy.clean(prose(20_000))  # imports, lists, automatons
    sizes = [least << step for step in range(STEPS)]
    show("characters in short lines", sizes, lambda size: seconds(lambda: tidy.clean(prose(size))))
    show("characters in one line", sizes, lambda size: seconds(lambda: tidy.clean(one_line(size))))
    quiet, whole = "It rained all day.\n", sizes[-1]
    counts = [whole // 2000 << step for step in range(STEPS)]

    def slips(count: int) -> str:
        return "We met teh man.\n" * count + quiet * ((whole - 16 * count) // len(quiet))

    show("edits in one text", counts, lambda count: seconds(lambda: tidy.clean(slips(count))))
    with tempfile.TemporaryDirectory() as folder:
        text = prose(least)
        more_rules = {rules: [pack(Path(folder), rules)] if rules else [] for rules in [0, 500, 1000, 2000]}
        time.sleep(SETTLED + 1)  # what was written just now is not cached
        for rules, packs in more_rules.items():
            more = Cleaner(rules=packs)
            more.clean(text)
            start, run = seconds(lambda: Cleaner(rules=packs).clean(LITTLE)), seconds(lambda: more.clean(text))  # noqa: B023
            print(f"{'rules more':28}{rules:>10,}{run:9.3f} s   start-up {start:.3f} s", flush=True)


if __name__ == "__main__":
    main()
