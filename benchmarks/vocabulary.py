"""Write the word lists of cleaner/vocabulary anew from a copy of SCOWL (http://wordlist.aspell.net).

    python benchmarks/vocabulary.py FOLDER     the folder with SCOWL's lists: american-words.10, english-upper.50, ...

`common.txt`: words to size 70 of every region, and those of size 80 that the web writes at least FREQUENT times.
`rare.txt`: other words to size 80, rarer variants, names and abbreviations; they are known, but never a correction.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner.words import VOCABULARY, count

COMMON, RARE = 70, 80  #: SCOWL's sizes: 70 is what a large dictionary has, 80 what crosswords use
FREQUENT = 3_000_000


def read(folder: Path) -> tuple[set[str], set[str]]:
    """(common words, rare ones), all lower case and of ASCII letters."""
    common: set[str] = set()
    rare: set[str] = set()
    names: set[str] = set()
    for path in folder.iterdir():
        region, _, rest = path.name.partition("-")
        kind, _, size = rest.rpartition(".")
        if region == "special" or int(size) > RARE:
            continue
        words = {w for w in path.read_text(encoding="latin-1").split("\n") if w.isascii() and w.isalpha()}
        if kind in ("upper", "proper-names"):
            names |= {w.lower() for w in words}
        elif kind == "words" and int(size) <= COMMON and region[-1] != "3":  # a variant that hardly anybody accepts
            common |= words
        else:
            rare |= {w.lower() for w in words}
    common |= {w for w in rare - names if count(w) >= FREQUENT}
    return common, (rare | names) - common


def main(folder: str) -> None:
    """Write both lists, one word a line, sorted."""
    for name, words in zip(("common", "rare"), read(Path(folder)), strict=True):
        (VOCABULARY / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="ascii")
        print(f"{name}: {len(words)} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
