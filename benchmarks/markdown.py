#!/usr/bin/env python3
"""What cleaning keeps of Markdown: code, targets, markup and blocks, and slips planted in prose and beside it.

    python benchmarks/markdown.py DATA... [--most N]

DATA are JSON Lines with `text` (gzipped or not), CommonMark's examples (JSON with `markdown`), or markdown-it's
fixtures (.md: title, `.`, Markdown, `.`, HTML, `.`). Prints N of N texts for each of:

protected  markdown-it sees the same code, targets, tags and structure when every letter that may be edited is another
kept       the blocks that remain after cleaning keep their kinds and markup
untouched  of slips planted in code, targets, tags, comments and templates, none is touched
found      of slips planted in prose beside them, all are mended (with the slips alone selected)
stable     a second run changes nothing
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner import Cleaner
from cleaner.model import inside_any
from cleaner.segment.markdown import segment
from cleaner.segment.markdown_judge import same_structure

PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
TIDY = Cleaner()
SLIPS = Cleaner(select=["codespell"])
#: Planted where prose stands. Each slip is another: a word that recurs in a document is taken for the author's own.
PROSE = """The committee will definately meet again in the small hall.

## What they beleive

- The guests acheive little, *becuase of the rain*, they said.

> It occured to nobody to ask for the keys, and [they accross the road](https://example.org/a) were no help.

| Place | What it wasnt |
| ----- | ---- |
| Hall | a seperate room |
"""
FOUND = "definately beleive acheive becuase occured accross seperate".split()
#: Planted where no prose stands.
BESIDE = """Look at `recieve` and ``wich ` thier`` and [the page](/embarass/goverment.html) first.

```
neccessary = succesful
```

<div class="foriegn">

<!-- tommorow -->

{{< shortcode "tendancy" >}} and {% include maintainance.html %} and <https://example.org/knowlege> end it.

</div>

![A picture](existance.png) ends it, as [the label][posession] says.

[posession]: https://example.org/publically
"""
SPARED = (
    "recieve wich thier embarass goverment neccessary succesful foriegn tommorow tendancy maintainance knowlege"
    " existance posession publically"
).split()


def texts(path: Path) -> Iterator[str]:
    """The Markdown texts in a file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if path.suffix == ".md":
        parts = data.decode().split("\n.\n")
        yield from (part + "\n" for part in parts[1::3])
    elif path.suffix == ".json":
        yield from (row["markdown"] for row in json.loads(data))
    else:
        yield from (json.loads(line)["text"] for line in data.split(b"\n") if line.strip())


def shapes(tokens: list[Token]) -> list[tuple[object, ...]]:
    """All that the parser sees but the words."""
    found: list[tuple[object, ...]] = []
    for token in tokens:
        if token.type == "inline":
            found += [("inline",), *shapes(token.children or [])]
        elif token.type != "text":
            found.append((token.type, token.tag, token.markup, token.info, token.content, str(token.attrs)))
        elif not found or found[-1] != ("text",):
            found.append(("text",))
    return found


def overwritten(text: str) -> str:
    """`text` with every lower-case letter that may be edited made another."""
    letters = list(text)
    for part in segment(text):
        for i in range(part.start, part.end):
            if not part.fixed and "a" <= text[i] <= "z" and not inside_any(i, i + 1, part.protected):
                letters[i] = "q" if text[i] != "q" else "z"
    return "".join(letters)


def planted(text: str, chance: random.Random) -> str | None:
    """`text` with both groups of slips between two of its blocks, or None where there is no sure place for them.

    The place is before a paragraph or heading that is in nothing else, after a blank line; in a text whose templates or
    HTML may enclose what comes after, and in one without such a place, it is the end.
    """
    lines = text.split("\n")
    starts: list[int] = []
    if not ("{%" in text or "{{" in text or "<" in text or text.startswith(("---", "+++", "{"))):
        tokens = [t for t in PARSER.parse(text) if t.level == 0 and t.type in ("paragraph_open", "heading_open")]
        starts = [t.map[0] for t in tokens if t.map and t.map[0] and not lines[t.map[0] - 1].strip()]
    if starts:
        at = chance.choice(starts)
        return "\n".join([*lines[:at], PROSE, BESIDE, *lines[at:]])
    return text.rstrip("\n") + f"\n\n{PROSE}\n{BESIDE}" if closed(text) else None


def closed(text: str) -> bool:
    """Whether nothing at the text's end runs on into what is put after it."""
    last = PARSER.parse(text + "\n\nEND\n")[-3:]
    if [t.type for t in last] != ["paragraph_open", "inline", "paragraph_close"] or last[1].content != "END":
        return False
    return all(text.count(a) == text.count(b) for a, b in (("{%", "%}"), ("{{", "}}"), ("<!--", "-->"), ("$$", "$$")))


def kept(text: str, chance: random.Random) -> Iterator[tuple[str, bool]]:
    """(what is asked, whether it holds) of one text."""
    yield "protected", shapes(PARSER.parse(overwritten(text))) == shapes(PARSER.parse(text))
    result = TIDY.clean(text, "markdown")
    removed = [edit.span for edit in result.edits if edit.signals]
    yield "kept", not result.edits or same_structure(text, result.text, removed)
    yield "stable", TIDY.clean(result.text, "markdown").text == result.text
    mixed = planted(text, chance)
    if mixed is not None:
        gone = Counter(edit.old for edit in SLIPS.clean(mixed, "markdown").edits)
        yield "untouched", not any(gone[slip] for slip in SPARED if slip not in text)
        yield "found", all(gone[slip] for slip in FOUND if slip not in text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--most", type=int)
    options = parser.parse_args()
    for path in options.data:
        chance = random.Random(1)
        asked: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for number, text in zip(range(options.most or 1 << 40), texts(path), strict=False):
            for name, holds in kept(text, chance):
                asked[name] += 1
                held[name] += holds
                if not holds:
                    print(f"  {path.name} {number + 1}: not {name}")
        print(f"{path.name}: " + ", ".join(f"{name} {held[name]} of {asked[name]}" for name in asked))


if __name__ == "__main__":
    main()
