"""WARC files: their pages as records, the articles as JSON Lines, and each page's address and digest in the log.

    python -m cleaner.adapters.warc CC-MAIN-….warc.gz -o articles.jsonl --log articles.log
    cleaner undo articles.log

Undoing gives the articles as they were extracted; the pages themselves stay in the archive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

import click
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from cleaner.adapters.rows import clean_row
from cleaner.cli.options import options_of, rule_options
from cleaner.config import Settings
from cleaner.corpus import compression, open_records, reading
from cleaner.errors import UnreadableInput
from cleaner.extract.decode import decode_html
from cleaner.files import new_file
from cleaner.log import digest, dump
from cleaner.terminal import say

HTML = ("text/html", "application/xhtml+xml")
END = b"\r\n\r\n"
MAX_BYTES = 8 << 20  #: of a page; larger ones are named and left out


def pages(path: str) -> Iterator[dict[str, Any]]:
    """A record for each HTML page: `id` (of the WARC record), `url`, `date`, `digest`, and `html` as text.

    A page without a digest of its own gets that of its bytes. One that is too large has a `problem` in place of `html`.
    Raises UnreadableInput where the file is no WARC or ends too early, which would pass for the end of a page.
    """
    for record in _responses(path):
        if record.http_content_type not in HTML or (record.http_headers.status_code or 200) != 200:
            continue
        yield {**_head(record), **_page(record)}


def _responses(path: str) -> Iterator[WarcRecord]:
    with open_records(path) as file, reading():  # not its own gzip, which takes a file that is cut off for a whole one
        if not compression(path):
            _refuse_cut_off(file)
        yield from ArchiveIterator(file, record_types=WarcRecordType.response)


def _refuse_cut_off(file: BinaryIO) -> None:
    """Every record ends with two line breaks; the iterator takes a header that is cut off for the end of the file."""
    file.seek(max(0, file.seek(0, 2) - len(END)))
    if file.read() != END:
        raise UnreadableInput("ends too early, or is no WARC file")
    file.seek(0)


def _head(record: WarcRecord) -> dict[str, Any]:
    headers = record.headers
    return {
        "id": (headers.get("WARC-Record-ID") or "").strip("<>"),
        "url": (headers.get("WARC-Target-URI") or "").strip("<>"),
        "date": headers.get("WARC-Date") or "",
        "digest": headers.get("WARC-Payload-Digest") or "",
    }


def _page(record: WarcRecord) -> dict[str, Any]:
    data = record.reader.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        record.reader.consume()
        return {"problem": f"is larger than {MAX_BYTES >> 20} MB"}
    if len(data) < record.content_length:
        raise UnreadableInput("ends too early")
    own = {} if record.headers.get("WARC-Payload-Digest") else {"digest": f"sha256:{digest(data)}"}
    return {**own, "html": decode_html(data, record.http_charset)[0]}


def articles(path: str, settings: Settings) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None, str]]:
    """(record with the article's text, its log object with `url` and `digest`, why it was left out) for each page."""
    for number, page in enumerate(pages(path)):
        html, problem = page.pop("html", None), page.pop("problem", "")
        row = clean_row(settings, {**page, "html": html}, path, number)
        log = {**row.log, "url": page["url"], "digest": page["digest"]} if row.log else None
        yield {**page, "text": row.text}, log, problem or row.refused


def _line(record: dict[str, Any]) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half of a character that was written as two
        return json.dumps(record).encode() + b"\n"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the articles here (JSON Lines).")
@click.option("--log", metavar="FILE", help="Write the change log here (JSON Lines).")
@rule_options
def command(paths: Iterable[str], output: str, log: str | None, **rules: Any) -> int:
    """Extract and clean the articles of WARC files."""
    settings = Settings(**{key: value for key, value in options_of(rules).items() if value is not None})
    left_out = 0
    written = 0
    with ExitStack() as stack:
        out = stack.enter_context(new_file(output))
        changes = stack.enter_context(new_file(log)) if log else None
        for path in paths:
            for record, change, problem in articles(path, settings):
                if problem:
                    left_out += 1
                    say(f"{path}: {record['url']}: {problem}")
                if not record["text"]:
                    continue
                out.write(_line(record))
                if change and changes:
                    changes.write(dump({**change, "output": output, "record": written, "literal": "unicode"}))
                written += 1
    return 3 if left_out else 0


if __name__ == "__main__":
    import sys

    sys.exit(command(standalone_mode=False))
