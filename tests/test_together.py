"""Texts and records that are looked at together come out as each would alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from cleaner import pipeline
from cleaner.config import Settings
from cleaner.job import Outcome, Task, work, work_on
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.pipeline import Cleaner
from cleaner.propose import doubled
from cleaner.together import SHORT, untouched

TIDY = Cleaner()
QUIET = "The council met on Tuesday, and the bridge over the river will be built."
LINES = (
    {"text": QUIET},
    {"text": "Teh council met on Tuesday."},
    {"text": f"{QUIET}\nShare this story\n"},
    {"text": "Share this story"},  # refused: nothing would be left
    {"text": f"{QUIET} <!-- cleaner: off nonsense -->"},  # a name that nothing has is told
    {"text": f"{QUIET} \ud800 It rained."},
    {"text": QUIET * 100},
    {"text": "Der Rat tagte, und die Brücke über den Fluss wird nicht mit dem Geld gebaut."},
    {"text": f"# Notes\n\n{QUIET} `teh`\n", "format": "markdown"},
    {"text": "", "url": "https://example.org/"},
    {"html": f"<p>{QUIET}</p>"},
    {"text": 5},
    {"other": QUIET},
    [QUIET],
)


def _tasks(lines: list[bytes], chosen: Settings) -> list[Task]:
    return [Task("a.jsonl", "jsonl", chosen, line, n, size=len(line)) for n, line in enumerate(lines)]


def _alone(tasks: list[Task]) -> list[Outcome]:
    return [work(task) for task in tasks]


@pytest.mark.parametrize("chosen", [Settings(), Settings(select=("typos",)), Settings(select=("no-such-rule",))])
def test_every_kind_of_record(chosen: Settings) -> None:
    lines = [json.dumps(line).encode() + b"\n" for line in LINES]
    tasks = _tasks([*lines, b"\n", b"not JSON\n", b"\xff\n", b'{"text": "No line break."}'], chosen)
    assert work_on(tasks) == _alone(tasks)


def test_records_of_several_settings_and_a_problem() -> None:
    line = json.dumps({"text": "Teh cat."}).encode()
    tasks = [*_tasks([line], Settings()), *_tasks([line], Settings(ignore=("typos",)))]
    tasks.append(tasks[0]._replace(problem="its line is too long"))
    assert work_on(tasks) == _alone(tasks)
    assert [outcome.changed for outcome in work_on(tasks)] == [True, False, False]


@given(st.lists(texts(), max_size=6))
@settings(deadline=None)
def test_an_untouched_text_is_one_that_cleaning_returns_with_nothing_to_tell(found: list[str]) -> None:
    documents = [TIDY.document(text) for text in found]
    for text, still in zip(found, untouched(TIDY, documents), strict=True):
        result = TIDY.clean(text)
        if still:
            assert (result.text, result.edits, result.flags, result.refused) == (text, (), (), "")


def test_short_texts_without_a_finding_are_known_at_once() -> None:
    documents = [TIDY.document(text) for text in (QUIET, "Teh cat sat.", QUIET + " It was built." * SHORT, QUIET)]
    assert untouched(TIDY, documents) == [True, False, False, True]


def test_files_done_side_by_side_come_out_as_each_would_alone(tmp_path: Path) -> None:
    texts = [
        f"{QUIET}\nShare this story\n",
        "Teh council met.\n",
        QUIET,
        "",
        "\ufffe",
        f"Der Rat tagte nicht. {QUIET}\n",
    ]
    names = ["a.txt", "b.md", "c.txt", "d.txt", "e.txt", "f.txt"]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8", newline="")
    (tmp_path / "g.txt").write_bytes(b"\0\1\2\xff" * 100)
    (tmp_path / "h.html").write_text(f"<p>{QUIET}</p>", "utf-8")
    tasks = [Task(str(tmp_path / name), "", Settings()) for name in (*names, "g.txt", "h.html", "none.txt")]
    assert work_on(tasks) == _alone(tasks)
    assert work_on(tasks)[0].changed and work_on(tasks)[-1].refused


def test_a_mistake_of_ours_with_one_text_does_not_touch_those_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Document, book: RuleBook) -> Iterator[Edit]:
        if "Boom" in document.text:
            raise ZeroDivisionError("oops")
        return doubled.propose(document, book)

    for name, text in (("a.txt", "Teh cat."), ("b.txt", "Boom."), ("c.txt", "Teh dog.")):
        (tmp_path / name).write_text(text)
    slips = tuple(fail if propose is doubled.propose else propose for propose in pipeline.STAGES[1])
    monkeypatch.setattr(pipeline, "STAGES", (pipeline.STAGES[0], slips))
    found = work_on([Task(str(tmp_path / name), "", Settings()) for name in ("a.txt", "b.txt", "c.txt")])
    assert [outcome.data for outcome in found] == [b"The cat.", None, b"The dog."]
    assert found[1].refused == "failed: ZeroDivisionError: oops"
