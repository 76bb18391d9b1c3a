"""How the pack for scanned text does: print is misread on purpose, and mended.

    python benchmarks/ocr.py TEXTS.jsonl[.gz] [--share 0.02] [--most 50] [--clean]

One word in fifty (`--share`) is misread the way OCR does. Prints in how many texts the pack came on by itself, the
words misread, the edits, and how many of these make a word of the true text; with --clean nothing is misread, so that
no text should be touched.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re

from cleaner import Cleaner

PRINTED = [
    ("m", "rn"), ("h", "li"), ("h", "b"), ("d", "cl"), ("w", "vv"), ("l", "1"), ("i", "1"), ("o", "0"), ("l", "I"),
    ("e", "c"), ("n", "u"), ("u", "n"), ("s", "ſ"), ("s", "f"), ("li", "h"),
]  # fmt: skip
WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")


def misread(text: str, share: float, chance: random.Random) -> tuple[str, int]:
    """`text` with a share of its words misread, and how many were."""
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        options = [(a, b) for a, b in PRINTED if a in word]
        if not options or chance.random() >= share:
            return word
        count += 1
        return word.replace(*chance.choice(options), 1)

    return WORD.sub(change, text), count


def main() -> None:
    """Measure over all texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--most", type=int, default=50)
    parser.add_argument("--clean", action="store_true")
    given = parser.parse_args()
    opener = gzip.open if given.texts.endswith(".gz") else open
    with opener(given.texts, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"][:60_000] for line in lines][: given.most]
    chance, tidy = random.Random(1), Cleaner()
    damaged = made = right = on = 0
    for text in texts:
        broken, count = (text, 0) if given.clean else misread(text, given.share, chance)
        edits = [e for e in tidy.clean(broken).edits if e.group == "ocr"]
        damaged += count
        on += bool(edits)
        made += len(edits)
        whole = set(WORD.findall(text))
        right += sum(e.new.lower() in whole for e in edits)
        if given.clean:
            print(*(f"{e.old} -> {e.new}" for e in edits[:9]), sep="\n", end="\n" if edits else "")
    print(json.dumps({"texts": len(texts), "on": on, "misread": damaged, "edits": made, "right": right}))


if __name__ == "__main__":
    main()
