"""Write the files of cleaner/vocabulary anew from copies of SCOWL (http://wordlist.aspell.net) and wordsegment.

    python benchmarks/vocabulary.py counts FOLDER    the folder with wordsegment's unigrams.txt and bigrams.txt
    python benchmarks/vocabulary.py words FOLDER     the folder with SCOWL's lists: american-words.10, ...

`counts.txt` and `pairs.txt`: how often words and pairs of words were counted; of keys that come twice the last counts.

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


def write_words(folder: Path) -> None:
    """Write both lists, one word a line, sorted."""
    for name, words in zip(("common", "rare"), read(folder), strict=True):
        Path(VOCABULARY, f"{name}.txt").write_text("\n".join(sorted(words)) + "\n", encoding="ascii")
        print(f"{name}: {len(words)} words")


def write_counts(folder: Path) -> None:
    """Write both tables, a key, a tab and a count a line, sorted by their bytes."""
    for name, source in (("counts", "unigrams"), ("pairs", "bigrams")):
        rows = (folder / f"{source}.txt").read_text(encoding="utf-8").strip("\n").split("\n")
        table = dict(row.split("\t") for row in rows)
        lines = sorted(f"{key}\t{int(float(count))}\n".encode() for key, count in table.items())
        Path(VOCABULARY, f"{name}.txt").write_bytes(b"".join(lines))
        print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    {"words": write_words, "counts": write_counts}[sys.argv[1]](Path(sys.argv[2]))
