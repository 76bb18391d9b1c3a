"""Check the promises on collections of bad input: `python benchmarks/hostile.py FOLDER [--only KIND,...]`.

FOLDER may hold, under any names: the Big List of Naughty Strings (blns.json, blns.base64.json), UTF-8 stress tests and
other texts (.txt, .bin), html5lib's tests (.dat, .test), CommonMark's and ftfy's cases (.json), Markdown (.md) and the
YAML test suite (.yaml). Every input is cleaned alone and in the midst of an article, as shipped and with everything
switched on; pages as text too. It must be refused with a reason or cleaned; then the log, written and read back, must
give back every byte, and a second run must find nothing: of a page, in the text that was extracted. YAML must be
refused as a pack with its place. Prints how many of how many kept all promises, by kind, and names those that did not.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cleaner import Cleaner
from cleaner.errors import InputError, PackError
from cleaner.job import clean_bytes
from cleaner.log import dump, read_log, text_bytes
from cleaner.packs.load import load_rules
from cleaner.undo import restore

BEFORE = b"The old ferry crossed the lake on Saturday, carrying sixty passengers.\n\nTeh captain recieved flowers.\n\n"
AFTER = b"\n\nNobody on board could remember who had first thought of it.\n\nSubscribe to our newsletter\n"
GROUPS = ("boilerplate", "attribution", "encoding", "typos", "transcription")


class Case(NamedTuple):
    """One input; `form` is a format, or "pack"."""

    kind: str
    form: str
    data: bytes


def cases(folder: Path) -> Iterator[Case]:
    """Every input in the files below a folder."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if path.suffix in (".json", ".test"):
            yield from _json_cases(path, json.loads(data))
        elif path.suffix == ".dat":
            pages = [tree.partition(b"\n#errors")[0] for tree in data.split(b"#data\n")[1:]]
            yield from _both("html5lib trees", pages)
        elif path.suffix == ".yaml":
            yield from (Case("YAML suite", form, d) for d in (data, *_yaml_inputs(data)) for form in ("pack", "text"))
        elif path.suffix == ".md":
            yield from (Case("Markdown files", "markdown", part) for part in (data, *data.split(b"\n.\n")))
        elif path.suffix in (".txt", ".bin"):
            kind = "UTF-8 tests" if "utf" in str(path).lower() else "other texts"
            yield from (Case(kind, "text", part) for part in (data, *data.split(b"\n")))


def _json_cases(path: Path, content: Any) -> Iterator[Case]:
    if isinstance(content, dict):  # html5lib's tokenizer tests
        tests = next(iter(content.values()))
        inputs = (json.loads(f'"{t["input"]}"') if t.get("doubleEscaped") else t["input"] for t in tests)
        yield from _both("html5lib tokens", map(text_bytes, inputs))
        return
    for one in content:
        if isinstance(one, str):
            data = base64.b64decode(one) if "base64" in path.name else text_bytes(one)
            yield from (Case("naughty strings", form, data) for form in ("text", "markdown", "html"))
        elif "markdown" in one:
            yield Case("CommonMark", "markdown", text_bytes(one["markdown"]))
            yield Case("CommonMark", "html", text_bytes(one["html"]))
        else:
            wanted = [one[key] for key in ("original", "fixed") if isinstance(one.get(key), str)]
            yield from (Case("ftfy's cases", "text", text_bytes(text)) for text in wanted)


def _both(kind: str, pages: Iterable[bytes]) -> Iterator[Case]:
    yield from (Case(f"{kind} as {form}", form, page) for page in pages for form in ("text", "html"))


def _yaml_inputs(data: bytes) -> Iterator[bytes]:
    """The documents that a file of the suite is about; it writes blanks and other signs in a way that can be seen."""
    signs = str.maketrans({"␣": " ", "»": "\t", "—": None, "←": "\r", "⇔": "\ufeff", "↵": None, "∎": None})
    for test in yaml.safe_load(data):
        if isinstance(test.get("yaml"), str):
            yield text_bytes(test["yaml"].translate(signs))


def broken(case: Case, cleaners: Iterable[Cleaner], place: Path) -> str:
    """The first promise that is broken, or ""; "refused: " and why where the input is no text."""
    if case.form == "pack":
        return _pack_problem(case.data, place)
    said = ""
    for data in (case.data, _amid(case)):
        for tidy in cleaners:
            try:
                problem = _problem(tidy, data, case.form)
            except InputError as error:
                said = f"refused: {error}"
                continue
            except Exception as error:
                return f"{type(error).__name__}: {error}"
            if problem:
                return problem
    return said


def _amid(case: Case) -> bytes:
    if case.form != "html":
        return BEFORE + case.data + AFTER
    head, tail = (b"<p>" + text.strip().replace(b"\n\n", b"</p><p>") + b"</p>" for text in (BEFORE, AFTER))
    return b"<!doctype html><body><article>" + head + case.data + tail + b"</article>"


def _problem(tidy: Cleaner, data: bytes, form: str) -> str:
    outcome = clean_bytes(tidy, data, "-", form)
    assert outcome.data is not None
    assert outcome.result is not None
    before = text_bytes(outcome.result.original) if form == "html" else data
    logs = [log for log in read_log(map(dump, outcome.logs), "log") if log["edits"]]
    if (restore(outcome.data, logs[0]) if logs else outcome.data) != before:
        return "undoing does not give it back"
    if outcome.refused:
        return ""
    again = clean_bytes(tidy, outcome.data, "-", "text" if form == "html" else form)
    edits = again.logs[0]["edits"] if again.logs and again.data != outcome.data else []
    return f"a second run still changes {edits[0]['old']!r} ({edits[0]['rule']})" if edits else ""


def _pack_problem(data: bytes, place: Path) -> str:
    place.write_bytes(data)
    try:
        load_rules([place], builtin=False)
    except PackError as error:
        return "" if str(error).startswith(str(place)) else f"the place is not told: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "passed for a pack"


def main() -> None:
    """Print a line for each kind; exit 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only kinds whose names begin so, separated by commas")
    options = parser.parse_args()
    cleaners = (Cleaner(isolate=True), Cleaner(select=GROUPS, unsafe=True, share=1.0, isolate=True))
    tried: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in dict.fromkeys(cases(options.folder)):
            if not case.kind.startswith(tuple(options.only.split(","))):
                continue
            tried[case.kind] += 1
            problem = broken(case, cleaners, Path(folder, "pack.yaml"))
            refused[case.kind] += problem.startswith("refused: ")
            kept[case.kind] += not problem or problem.startswith("refused: ")
            if problem and not problem.startswith("refused: "):
                print(f"  {case.kind}, {case.form}: {problem}: {case.data[:200]!r}", flush=True)
    for kind, number in tried.items():
        said = f" ({refused[kind]} of them refused as no text, with the reason)" if refused[kind] else ""
        print(f"{kind}: {kept[kind]} of {number}{said}")
    print(f"all: {kept.total()} of {tried.total()}")
    sys.exit(kept.total() != tried.total())


if __name__ == "__main__":
    main()
