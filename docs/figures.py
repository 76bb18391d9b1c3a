"""Runs the benchmarks and writes what they print to docs/figures.md.

    python docs/figures.py [--labelled FILE]... [--unlabelled FILE]... [--texts FILE]... [--only TITLE]...

Texts belong to their publishers, so none come with the project: give your own. What has no data is not run, and what
stands in the page about it stays.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures.md"

#: title -> (what the figures are, the command; a word in capitals is data that the caller gives)
FIGURES = {
    "Junk": (
        "Found and lost on labelled articles, as shipped and with whole outlets left out.",
        "boilerplate.py LABELLED",
    ),
    "Peers on clean texts": ("Texts that are right as they are, and what each tool changes there.", "peers.py"),
    "Peers on articles": ("Scraped articles, with junk and slips.", "peers.py TEXTS"),
    "Learned rules": ("What a learned pack adds.", "learn_score.py UNLABELLED LABELLED"),
    "Promises": ("Texts cleaned, undone byte for byte, and unchanged by a second run.", "promises.py TEXTS"),
    "Start-up": ("Processor time of a start, by piece.", "startup.py"),
    "Start-up beside peers": ("Whole processes on three lines.", "speed.py --job three.txt"),
    "Hostile texts": ("Seconds for texts made to be slow, and how they grow.", "pathological.py"),
}
HEAD = """# Figures

Printed by the commands in `benchmarks/`, and written here by `python docs/figures.py`. The texts belong to their
publishers and do not come with the project; a word in capitals stands for them.
"""


def section(title: str, data: dict[str, list[str]], only: list[str], old: str) -> str:
    """The part of the page about one figure: run anew where there is data, else as it was."""
    what, command = FIGURES[title]
    words = command.split()
    if (only and title not in only) or any(word.isupper() and not data[word] for word in words):
        return old or f"## {title}\n\n{what}\n\n    python benchmarks/{command}\n"
    arguments = [name for word in words[1:] for name in data.get(word, [word])]
    print(f"benchmarks/{command}", file=sys.stderr)
    run = [sys.executable, str(ROOT / "benchmarks" / words[0]), *arguments]
    shown = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    where = f"Python {platform.python_version()}, {platform.system()}"
    return f"## {title}\n\n{what}\n\n    python benchmarks/{command}\n\n```text\n{shown.rstrip()}\n```\n\n{where}.\n"


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("labelled", "unlabelled", "texts"):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="FILE")
    parser.add_argument("--only", action="append", default=[], choices=FIGURES, metavar="TITLE")
    given = vars(parser.parse_args())
    only = given.pop("only")
    data = {name.upper(): [str(Path(p).resolve()) for p in paths] for name, paths in given.items()}
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    parts = {m[1]: m[0] for m in re.finditer(r"^## ([^\n]+)\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)}
    sections = (section(title, data, only, parts.get(title, "")).rstrip() + "\n" for title in FIGURES)
    PAGE.write_text("\n".join([HEAD, *sections]), encoding="utf-8")


if __name__ == "__main__":
    main()
