"""Texts for the benchmarks: the user's own, or prose made up from a small grammar, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

NOUNS = "ferry council harbour teacher engine bridge winter village committee bakery orchestra museum budget".split()
VERBS = "crossed approved repaired welcomed described opened measured questioned painted remembered".split()
PLACES = "on the lake, in the parish hall, near the old station, after the long winter, at the end of May".split(", ")
NAMES = "Anna Meier, Tomas Lind, Ruth Okafor, Peter Novak, Clara Duarte".split(", ")
SLIPS = {"welcomed": "welcommed", "remembered": "rememberd", "committee": "comittee"}
PROMPTS = ("Subscribe to our newsletter", "Share this article", "Read more", "Follow us on Twitter", "Advertisement")


def sentence(choose: random.Random, slips: float = 0.002) -> str:
    """One sentence, now and then with a misspelt word."""
    words = (
        f"the {choose.choice(NOUNS)} {choose.choice(VERBS)} the {choose.choice(NOUNS)} {choose.choice(PLACES)}".split()
    )
    words = [SLIPS.get(w, w) if choose.random() < 20 * slips else w for w in words]
    text = " ".join(words).capitalize()
    said = f", said {choose.choice(NAMES)}" if choose.random() < 0.2 else ""
    return f"“{text},”{said or ' they said'}." if choose.random() < 0.1 else f"{text}{said}."


def article(choose: random.Random, size: int) -> str:
    """Paragraphs of about `size` characters, and what a site hangs under them."""
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        lines.append(" ".join(sentence(choose) for _ in range(choose.randrange(1, 7))))
    lines += choose.sample(PROMPTS, choose.randrange(3))
    return "\n\n".join(lines) + "\n"


def made(size: int, each: int = 5_000, seed: int = 1) -> Iterator[str]:
    """Made-up articles of `size` characters in all."""
    choose = random.Random(seed)
    total = 0
    while total < size:
        text = article(choose, choose.randrange(each // 2, 2 * each))
        total += len(text)
        yield text


def read(folder: Path, size: int) -> Iterator[str]:
    """The text files of `folder`, up to `size` characters."""
    total = 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if total >= size:
            return
        text = path.read_text(encoding="utf-8", errors="replace")
        total += len(text)
        yield text
