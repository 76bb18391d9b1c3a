"""Made corpora for the tests of `cleaner learn`: articles that differ, and what stands in or under them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from cleaner.cli.inputs import Finder
from cleaner.learn import learn
from cleaner.learn.corpus import Corpus
from cleaner.learn.pack import Learned

NOUNS = "river bridge school orchard harbour mill choir market tower ferry garden museum library station forest".split()
VERBS = "opened closed flooded moved grew burned sang rose fell waited changed turned stood vanished returned".split()
PLACES = "Ashby Brinton Calder Dunmore Eastleigh Farrow Glenby Harwick Inverby Jarrow Kelby Lynmouth".split()


def sentence(chance: random.Random) -> str:
    """A sentence that hardly comes twice."""
    noun, verb, place = chance.choice(NOUNS), chance.choice(VERBS), chance.choice(PLACES)
    count, other, year = chance.randint(2, 900), chance.choice(NOUNS), chance.randint(1850, 2020)
    tail = " ".join(chance.sample(NOUNS, 4))
    return f"The {noun} near {place} {verb} in {year}, when {count} people came to the {other} with {tail} in mind."


def article(number: int, paragraphs: int = 7) -> list[str]:
    """The lines of article `number`, always the same."""
    chance = random.Random(number)
    return [" ".join(sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(paragraphs)]


def write(path: Path, texts: Iterable[list[str]], **fields: str) -> Path:
    """A file of records, one for each list of lines."""
    with path.open("a", encoding="utf-8") as file:
        for lines in texts:
            file.write(json.dumps({"text": "\n\n".join(lines), **fields}) + "\n")
    return path


def texts(count: int, change: Callable[[int, list[str]], list[str]], first: int = 0) -> list[list[str]]:
    """`count` articles, each with what `change` makes of it."""
    return [change(n, article(n)) for n in range(first, first + count)]


def learned(*paths: Path, least: int = 3) -> Learned:
    """What is learned from the files."""
    return learn(Corpus(Finder([str(p) for p in paths])), "made", least)


def taken(result: Learned) -> dict[str, dict[str, object]]:
    """The rules that would remove something: title -> rule."""
    return {str(r["phrases"][0]): r for r in result.rules if r.get("enabled", True) and r.get("group") != "attribution"}
