"""`cleaner undo`."""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from typing import Any

import click

from cleaner.cli.outputs import print_bytes
from cleaner.corpus import compressed, compression, open_records, plain_name, reading
from cleaner.errors import InputError, PromiseBroken
from cleaner.files import replace_file
from cleaner.log import digest, read_log
from cleaner.reading import read_file, read_stream
from cleaner.segment.guess import format_by_name
from cleaner.terminal import safe, say
from cleaner.undo import restore, restore_lines


@click.command("undo")
@click.argument("log", type=click.Path(readable=False, path_type=str))
@click.argument("file", required=False, type=click.Path(readable=False, path_type=str))
def command(log: str, file: str | None) -> int:
    """Give back the original bytes of every file that LOG says was changed.

    Files are restored where they were written. With FILE, or with "-" and a pipe, the one text of the log is read
    from there and its original goes to standard output.
    """
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in read_log(read_file(log).split(b"\n"), log):
        if record["edits"] or record.get("literal") == "added":
            by_file[record.get("output", record["path"])].append(record)
    if file is not None or set(by_file) == {"-"}:
        return _to_stdout(by_file, file or "-")
    return max((_in_place(path, records) for path, records in by_file.items()), default=0)


def _to_stdout(by_file: dict[str, list[dict[str, Any]]], file: str) -> int:
    data = _piped() if file == "-" else _records_in(file)
    if not data and file == "-":
        data = _unchanged(next(iter(by_file.values())))
    if len(by_file) > 1:
        raise click.UsageError("the log is about several files; leave FILE out to restore each where it was written")
    for records in by_file.values():
        data = _restored(data, records)
    print_bytes(data)
    return 0


def _piped() -> bytes:
    return b"" if sys.stdin is None or sys.stdin.isatty() else read_stream(sys.stdin.buffer)


def _unchanged(records: list[dict[str, Any]]) -> bytes:
    """The file that was cleaned to standard output, which holds the original still; else InputError says what to do."""
    path = records[0]["path"]
    data = b"" if path == "-" else read_file(path)
    if "record" in records[0] or digest(data) != records[0]["before"]:
        raise InputError("the text went to standard output; give the file it is in: cleaner undo LOG FILE")
    return data


def _in_place(path: str, records: list[dict[str, Any]]) -> int:
    try:
        if path == "-":
            raise InputError("went to standard output; give the file it was written to: cleaner undo LOG FILE")
        data = read_file(path)
        if format_by_name(plain_name(path)) == "parquet":
            raise InputError(f"is Parquet, which undo cannot write back; {safe(records[0]['path'])} is as it was")
        if how := compression(path):
            replace_file(path, _compressed(_restored(_records_in(path), records), how), data)
            return 0
        replace_file(path, _restored(data, records), data)
    except (InputError, PromiseBroken) as error:
        say(f"{path}: {error}")
        return error.exit_code
    return 0


def _records_in(path: str) -> bytes:
    """The bytes of a file, decompressed where its name says that it is compressed."""
    if not compression(path):
        return read_file(path)
    with open_records(path) as file, reading():
        return read_stream(file)


def _compressed(data: bytes, how: str) -> bytes:
    file = io.BytesIO()
    with compressed(file, how) as out:
        out.write(data)
    return file.getvalue()


def _restored(data: bytes, records: list[dict[str, Any]]) -> bytes:
    """The bytes before the runs that `records` tell of, the last run first."""
    if "record" in records[0]:
        return restore_lines(data, records)
    for record in reversed(records):
        data = restore(data, record)
    return data
