"""One input from bytes to bytes: decode, clean, judge, encode, and the log object.

`work` does one task in whatever process it is called and never raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cleaner import edits as calculus
from cleaner.config import Settings
from cleaner.decoding import Decoded, decode, newline_of, why_binary
from cleaner.errors import CleanerError, InputError, PromiseBroken, UnreadableInput
from cleaner.log import change_record, text_bytes
from cleaner.model import Document, Result
from cleaner.pipeline import Cleaner
from cleaner.reading import read_file
from cleaner.segment.guess import guess_format
from cleaner.steps import Steps, alone, together
from cleaner.summary import Tally, tally
from cleaner.version import __version__

RECORDS = 128  #: short records that are looked at together
#: What is recognised and left alone, and what to say of it.
SKIPPED = {
    "source": "looks like code or data for programs; to clean it all the same give --format",
    "binary": "is not text",
}
LOOK = 2048  #: bytes of a text that are looked at where the name tells the format


class Task(NamedTuple):
    """One document to be cleaned: a file, bytes at hand, or a record of a file.

    Where `form` is "" the name and the first bytes tell the format. `data` is None where the file `path` is to be
    read. `record` is the record's number from 0, and `data` its line.
    `keep` asks for the bytes also where nothing changes, `log` for the log object of a text without flags. A task with
    a `problem` only comes back with it.
    """

    path: str
    form: str
    settings: Settings
    data: bytes | None = None
    record: int | None = None
    field: str = "text"
    keep: bool = True
    log: bool = True
    size: int = 0
    problem: str = ""


class Outcome(NamedTuple):
    """What became of one document.

    `data` are the bytes after, None where there are none to write; `before` those of a file that changed. `refused`
    says why it was left alone (else ""), and `code` is the exit code that asks for: 0 where it is whole but would
    have lost too much.
    """

    data: bytes | None
    logs: tuple[dict[str, Any], ...] = ()
    refused: str = ""
    code: int = 0
    before: bytes = b""
    numbers: Tally = Tally()
    result: Result | None = None  # not where it came from another process

    @property
    def changed(self) -> bool:
        """Whether anything was edited."""
        return bool(self.numbers.edits)


@lru_cache(maxsize=64)
def cleaner_for(settings: Settings) -> Cleaner:
    """The Cleaner of these settings, made once in a process. Raises CleanerError."""
    return Cleaner(**settings._asdict(), isolate=True)


def work(task: Task) -> Outcome:
    """Do one task; what goes wrong is told in the outcome."""
    return alone(_steps(task))


def work_on(tasks: Sequence[Task]) -> list[Outcome]:
    """What `work` gives for each task, sooner: of short records all that stay as they are are found together, and the
    others are done side by side."""
    known = _untouched(tasks) if len(tasks) > 1 else {}
    rest = [number for number in range(len(tasks)) if number not in known]
    known.update(zip(rest, together(_steps(tasks[number]) for number in rest), strict=True))
    return [known[number] for number in range(len(tasks))]


def _steps(task: Task) -> Steps[Outcome]:
    left = task.data if task.record is not None else None  # a record that cannot be cleaned stays as it is
    try:
        if task.problem:
            raise InputError(task.problem)
        tidy = cleaner_for(task.settings)
        if task.record is not None:
            return (yield from _line_steps(tidy, task.data or b"", task.path, task.record, task.field))
        data = read_file(task.path) if task.data is None else task.data
        form = task.form or _format(task.path, data)
        outcome = yield from _bytes_steps(tidy, data, task.path, form, task.log)
        if outcome.data == data:
            return outcome._replace(data=data if task.keep else None, result=None)
        return outcome._replace(before=data, result=None)
    except CleanerError as error:
        return _failed(task, left, str(error), error.exit_code)
    except MemoryError:
        return _failed(task, left, "not enough memory", InputError.exit_code)
    except Exception as error:  # a mistake of ours, which must not cost the other documents
        return _failed(task, left, f"failed: {type(error).__name__}: {error}", InputError.exit_code)


def _untouched(tasks: Sequence[Task]) -> dict[int, Outcome]:
    """Number of task -> its outcome, for short records in which nothing is found; none where anything goes wrong."""
    from cleaner.together import untouched  # only for JSON Lines

    known: dict[int, Outcome] = {}
    try:
        for settings in {task.settings for task in tasks}:
            tidy = cleaner_for(settings)
            found = ((n, _short_document(tidy, task)) for n, task in enumerate(tasks) if task.settings == settings)
            documents = {n: document for n, document in found if document is not None}
            for n, stays in zip(documents, untouched(tidy, [*documents.values()]), strict=True):
                if stays:
                    text = documents[n].text
                    known[n] = Outcome(tasks[n].data, numbers=tally(Result(text, original=text)))
    except Exception:  # it is told by the one task that it comes from
        return {}
    return known


def _short_document(tidy: Cleaner, task: Task) -> Document | None:
    from cleaner.records import short_document  # only for JSON Lines

    line = task.data or b""
    return short_document(tidy, line, task.field) if task.record is not None and not task.problem and line else None


def _format(path: str, data: bytes) -> str:
    form = guess_format(path, data[:LOOK])
    if form in SKIPPED:
        raise UnreadableInput(why_skipped(form, data))
    if form in ("jsonl", "parquet"):
        raise UnreadableInput(f"looks like {form} inside; give --format")
    return form


def why_skipped(form: str, data: bytes = b"") -> str:
    """Why a file of the format `form` that starts with `data` is left alone, or ""."""
    hint = why_binary(data) if form == "binary" else ""
    return SKIPPED.get(form, "") + (f"; {hint}" if hint else "")


def _failed(task: Task, left: bytes | None, why: str, code: int) -> Outcome:
    return Outcome(left, (), why if task.record is None else f"record {task.record + 1}: {why}", code)


def failed(task: Task, why: str) -> Outcome:
    """The outcome of a task that no process could finish."""
    return _failed(task, task.data if task.record is not None else None, why, InputError.exit_code)


def clean_bytes(tidy: Cleaner, data: bytes, path: str, form: str, log: bool = True) -> Outcome:
    """Clean the bytes of one text of format `form`, named `path` in the log; without `log` that is made for flags only.

    Raises CleanerError where they cannot be read as text, PromiseBroken where undoing would not give them back.

    >>> clean_bytes(Cleaner(select=["typos"]), b"\\xef\\xbb\\xbfTeh cat\\r\\n", "a.txt", "text").data
    b'\\xef\\xbb\\xbfThe cat\\r\\n'
    """
    return alone(_bytes_steps(tidy, data, path, form, log))


def _bytes_steps(tidy: Cleaner, data: bytes, path: str, form: str, log: bool) -> Steps[Outcome]:
    extracted = form == "html"
    decoded = _decode_page(data) if extracted else decode(data)
    result = yield from tidy.steps(tidy.document(decoded.text, form))
    before, after = data, data
    if extracted:
        end = "\n" if result.original and not result.original.endswith("\n") else ""  # it becomes a file of its own
        before, after = text_bytes(result.original + end), text_bytes(result.text + end)
    elif result.edits:
        after = decoded.encode(result.text)
    if result.edits:
        _judge(decoded, result, before, after, extracted)
    if result.edits and not extracted and not _stays_clean(tidy, form, after, result.text):
        raise PromiseBroken("a second run would read the cleaned bytes otherwise; nothing was written")
    told = result.flags or (log and (result.edits or result.metadata))
    if extracted:  # the hashes and offsets are those of its text, which is written as UTF-8
        decoded = Decoded(result.original, "utf-8", False, newline_of(result.original))
    logs = (_log(tidy, path, decoded, result, before, after),) if told else ()
    return Outcome(after, logs, result.refused, 0, b"", tally(result), result)


def _decode_page(data: bytes) -> Decoded:
    from cleaner.extract.decode import decode_html

    text, codec = decode_html(data)
    return Decoded(text, codec, False, newline_of(text))


def _judge(decoded: Decoded, result: Result, before: bytes, after: bytes, extracted: bool) -> None:
    """The first promise: applying the edits gives the text, undoing them the original bytes."""
    original = result.original
    forth = calculus.apply(original, result.edits) == result.text
    back = calculus.apply(result.text, calculus.inverse(result.edits))
    if not forth or back != original or (not extracted and decoded.encode(back) != before):
        raise PromiseBroken("undoing the edits would not give the original back; nothing was written")
    if not extracted and decode(after, decoded.codec).text != result.text:  # what undo will read
        raise PromiseBroken("the cleaned bytes would not be read as the cleaned text; nothing was written")


def _stays_clean(tidy: Cleaner, form: str, after: bytes, text: str) -> bool:
    """Whether a second run finds nothing to do. It has to guess the encoding anew, and may guess another."""
    try:
        again = decode(after).text
    except InputError:
        return False
    return again == text or not tidy.clean(again, form).edits


def _log(tidy: Cleaner, path: str, decoded: Decoded, result: Result, before: bytes, after: bytes) -> dict[str, Any]:
    head = {
        **log_head(tidy, path),
        "codec": decoded.codec,
        "bom": decoded.bom,
        "newline": decoded.newline,
    }
    return change_record(result, head, before, after)


def log_head(tidy: Cleaner, path: str) -> dict[str, Any]:
    """What every log object of a run begins with."""
    return {"path": path, "id": None, "tool": f"cleaner {__version__}", "rules": tidy.book.version}


def clean_line(tidy: Cleaner, line: bytes, path: str, number: int, field: str = "text") -> Outcome:
    """Clean the record in one line of JSON Lines, its number counted from 0. Raises CleanerError.

    >>> clean_line(Cleaner(select=["typos"]), b'{"text": "teh cat"}\\r\\n', "a.jsonl", 0).data
    b'{"text": "the cat"}\\r\\n'
    """
    return alone(_line_steps(tidy, line, path, number, field))


def _line_steps(tidy: Cleaner, line: bytes, path: str, number: int, field: str) -> Steps[Outcome]:
    from cleaner.records import record_steps

    body = line.rstrip(b"\r\n")
    if not body.strip():
        return Outcome(line)
    head = {**log_head(tidy, path), "codec": "utf-8", "bom": False, "newline": "lf", "record": number}
    cleaned = yield from record_steps(tidy, body, head, field)
    refused = f"record {number + 1}: {cleaned.refused}" if cleaned.refused else ""
    logs = (cleaned.log,) if cleaned.log else ()
    return Outcome(cleaned.line + line[len(body) :], logs, refused, 0, b"", cleaned.numbers)


def clean_lines(tidy: Cleaner, lines: Iterable[bytes], path: str, field: str = "text") -> Iterator[Outcome]:
    """Clean JSON Lines, one outcome a line, in order; a line that cannot be cleaned stays as it is and is named."""
    for number, line in enumerate(lines):
        try:
            yield clean_line(tidy, line, path, number, field)
        except CleanerError as error:
            yield Outcome(line, (), f"record {number + 1}: {error}", error.exit_code)
