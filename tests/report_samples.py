"""Change logs for the tests of the review page: of real runs, of a hundred thousand edits, and of ill will."""

from __future__ import annotations

import json
from pathlib import Path

from cleaner.job import clean_bytes
from cleaner.log import dump
from cleaner.model import Edit, Result, Signal
from cleaner.pipeline import Cleaner

PROMPT = "Subscribe to our newsletter"
WORDS = {"teh": "the", "recieve": "receive", "adress": "address", "seperate": "separate"}


def run_log(folder: Path, texts: dict[str, str]) -> Path:
    """Write `texts` below `folder` and the log that cleaning them gives; the files stay as they were."""
    tidy = Cleaner(select=["boilerplate", "typos", "transcription"])
    with (folder / "changes.jsonl").open("wb") as log:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            for record in clean_bytes(tidy, text.encode(), name, "text").logs:
                log.write(dump(record))
    return folder / "changes.jsonl"


def many_log(folder: Path, documents: int, edits: int = 20) -> Path:
    """A log of `documents` x `edits` edits, most of them of one rule, whose files are there."""
    from cleaner.log import change_record

    (folder / "posts").mkdir()
    with (folder / "changes.jsonl").open("wb") as log:
        for number in range(documents):
            text, made = _article(number, edits)
            data, name = text.encode(), f"posts/{number:05}.txt"
            (folder / name).write_bytes(data)
            log.write(dump(change_record(Result("", tuple(made), (), text), {"path": name}, data, b"")))
    return folder / "changes.jsonl"


def _article(number: int, edits: int) -> tuple[str, list[Edit]]:
    parts, made, at = [], [], 0
    for n in range(edits):
        lead = f"Boat {number} left the harbour at {n} o'clock with {number * n % 97} crates of apples on board, and "
        wrong = list(WORDS)[(number + n) % 4] if n % 4 else f"{PROMPT} {n}"
        rest = " was what the harbour master wrote in his book before the tide turned.\n\n"
        start = at + len(lead)
        rule = "codespell" if n % 4 else f"newsletter-{(number + n) % 40}"
        group = "typos" if n % 4 else "boilerplate"
        signals = () if n % 4 else (Signal(rule, 7.5),)
        made.append(Edit(start, start + len(wrong), wrong, WORDS.get(wrong, ""), rule, group, signals=signals))
        parts += lead, wrong, rest
        at = start + len(wrong) + len(rest)
    return "".join(parts), made


#: What a page must neither run nor hide. Each stands in a file name, an id, an old and a new text, a rule and a message.
HOSTILE = (
    "</script><script>document.title='pwned'</script>",
    "<!--<script>",
    "]]><img src=x onerror=\"document.title='pwned'\">",
    "'\"><svg onload=document.title='pwned'>",
    "javascript:document.title='pwned'",
    "{{data}}{{script}}{{title}}",
    "a\u2028b\u2029c",
    "invoice\u202egpj.exe\u2066\u200e",
    "\x1b[2J\x1b]0;pwned\x07\x00\x9b",
    "stray \udcff byte, half \ud83d character",
    "zero\u200bwidth\ufeff\u00ad\u2060 and tag \U000e0041",
    "__proto__",
    "constructor",
    "a*[b]?{c}!#\\ .txt ",
    "line\nbreak\r\nand\ttab",
    "Z̸̡̢͍̙̲̦a̴͙̿l̷̫̎g̶̟͠o" * 40,
    "مرحبا بالعالم שלום עולם",
    "&lt;b&gt;&amp;#60;",
    "w" * 4000,
)
HOSTILE_NAME = "<img src=x onerror=alert(1)>{{data}}\u202e.jsonl"


def hostile_log(folder: Path) -> Path:
    """A log in which every text from outside is hostile."""
    with (folder / HOSTILE_NAME).open("wb") as log:
        for n, text in enumerate(HOSTILE):
            entry = {
                "start": 0, "end": len(text), "line": 1, "column": 1, "old": text, "rule": text, "group": text,
                "safety": "safe", "message": text, "signals": [{"rule": text, "weight": -3}],
            }  # fmt: skip
            head = {"v": 1, "path": text, "id": text, "record": n, "before": "0" * 64, "after": "1" * 64}
            record = {**head, "edits": [{**entry, "new": text + "!"}], "flags": [{**entry, "safety": "flag"}]}
            log.write(json.dumps(record).encode() + b"\n")
    return folder / HOSTILE_NAME
