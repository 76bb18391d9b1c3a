"""Records that adapters are tested on, and what `cleaner clean` makes of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from running import HOME

BODY = [
    "The ferry crossed the lake again on Saturday, with sixty passengers and a brass band that had practised all winter.",
    "Nobody could remember who had first thought of raising it from the mud, but the engine had never sounded better.",
    "The council paid for the paint; the rest came from two summers of jumble sales and one anonymous envelope.",
]
FOOTERS = [
    [],
    ["Click here to subscribe to our newsletter."],
    ["Sign up for our free weekly newsletter!", "Follow us on Twitter"],
    ["“Café” and 東京 stayed open.", "Subscribe to our newsletters"],
]


def records(count: int = 40) -> list[dict[str, Any]]:
    """Records of many kinds: with junk, with a slip, clean, of Markdown, empty, all junk."""
    made: list[dict[str, Any]] = []
    for n in range(count):
        lines = [f"Story {n}.", *BODY, *FOOTERS[n % 4]]
        lines[2] = lines[2].replace("the engine", "teh engine") if n % 5 == 0 else lines[2]
        url = f"https://paper.example.org/{n}"
        made.append({"id": f"d{n}", "text": "\n\n".join(lines), "url": url, "format": "text", "place": n})
    made[7]["text"] = "Click here to subscribe to our newsletter."
    made[8]["text"] = ""
    made[9] |= {"text": "# Ferry\n\n" + "\n\n".join(BODY) + "\n\n- Follow us on Twitter\n", "format": "markdown"}
    return made


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def cleaned(folder: Path, rows: list[dict[str, Any]], *options: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What `cleaner clean` makes of `rows`, and its log objects by the record's id."""
    source, out, log = write(folder / "plain.jsonl", rows), folder / "plain.out.jsonl", folder / "plain.log"
    command = [sys.executable, "-m", "cleaner", "clean", str(source), "-o", str(out), "--log", str(log), *options]
    env = {**os.environ, "PYTHONPATH": HOME}
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert run.returncode == 0, run.stderr
    return read(out), {record["id"]: record for record in read(log)}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two log objects say the same of a record, wherever it stood and however its literal was written."""
    places = {"path", "output", "record", "literal"}
    return {k: v for k, v in one.items() if k not in places} == {k: v for k, v in other.items() if k not in places}
