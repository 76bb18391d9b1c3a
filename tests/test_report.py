"""Reading a log for review, what stands around a finding, and the page's promises that need no browser."""

from __future__ import annotations

import json
import re
import tracemalloc
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import HOSTILE, hostile_log, many_log, run_log

from cleaner.cli.group import cli
from cleaner.log import LogError, change_record, dump
from cleaner.model import GROUPS, Edit, Result
from cleaner.report.choose import Choice
from cleaner.report.context import RADIUS, Surroundings, clipped
from cleaner.report.originals import Originals
from cleaner.report.page import embedded, page
from cleaner.report.reading import OTHER, Finding, documents, findings_of, survey
from cleaner.terminal import safe

TEXTS = {
    "a.txt": "The boat left teh harbour at noon.\n\nIt came back at six.\n\nSubscribe to our newsletter\n",
    "posts/b.txt": "Nothing is wrong here.\n\nWe recieve the post on Monday.\n",
}


def report(log: Path, *options: str) -> str:
    """The page that `cleaner report` makes of `log`."""
    target = log.parent / "report.html"
    assert cli.main(["report", str(log), "-o", str(target), *options], standalone_mode=False) == 0
    return target.read_text("utf-8")


def data_of(html: str) -> dict[str, object]:
    """The block of data, found as an HTML parser finds its end."""
    block = html.split('<script type="application/json" id="data">')[1].split("</script")[0]
    return json.loads(block)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_knows_every_group() -> None:
    parts = {name: (files("cleaner.report") / "page" / name).read_text("utf-8") for name in ("data.js", "page.css")}
    known = re.search(r"const GROUPS = (\[.*?\]);", parts["data.js"])
    assert known and json.loads(known[1]) == [*GROUPS, OTHER]
    assert all(
        f"--{group}:" in parts["page.css"] and f".dot.{group} " in parts["page.css"] for group in (*GROUPS, OTHER)
    )


def test_findings_stand_in_their_text(folder: Path) -> None:
    html = report(run_log(folder, TEXTS))
    found = data_of(html)
    (a, b) = found["documents"]
    assert (a[0], a[4], b[0], b[3]) == ("a.txt", 1, "posts/b.txt", "posts/b.txt")
    typo, prompt = a[5]
    assert (typo[6], typo[7], typo[8]) == ("teh", "the", "The boat left ")
    assert typo[9][0].startswith(" harbour at noon.\n\nIt came back at six.")
    assert typo[9][1].strip() == "Subscribe to our newsletter"  # the other edit near it is told apart
    assert prompt[6].strip() == "Subscribe to our newsletter" and prompt[11]


@pytest.mark.parametrize("state", ["before", "after", "output"])
def test_the_original_is_found_whichever_side_is_on_disk(folder: Path, state: str) -> None:
    text, clean = "teh cat", "the cat"
    edit = Edit(0, 3, "teh", "the", "codespell", "typos")
    record = change_record(Result(clean, (edit,), (), text), {"path": "a.txt"}, text.encode(), clean.encode())
    Path("a.txt").write_text(clean if state == "after" else text if state == "before" else "something else")
    if state == "output":
        record["output"] = "b.txt"
        Path("b.txt").write_text(clean)
    assert Originals().of(record, findings_of(record)) == text


@pytest.mark.parametrize("content", [None, "teh cat ", "other", b"\xff\xfe\x00"])
def test_a_file_that_does_not_fit_gives_no_context(folder: Path, content: str | bytes | None) -> None:
    edit = Edit(0, 3, "teh", "the", "codespell", "typos")
    record = change_record(Result("the cat", (edit,), (), "teh cat"), {"path": "a.txt"}, b"teh cat", b"the cat")
    if content is not None:
        Path("a.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert Originals().of(record, findings_of(record)) is None


def test_records_of_json_lines_are_found_by_number(folder: Path) -> None:
    lines = [{"text": f"teh cat {n}", "n": n} for n in range(50)]
    Path("a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    edit = Edit(0, 3, "teh", "the", "codespell", "typos")
    originals = Originals()
    for n in (0, 1, 7, 49, 3, 3):  # a second run into one log starts again
        text = f"teh cat {n}"
        result = Result(f"the cat {n}", (edit,), (), text)
        record = change_record(result, {"path": "a.jsonl", "record": n}, text.encode(), result.text.encode())
        assert originals.of(record, findings_of(record)) == text
    assert originals.of({**record, "record": 10**9}, ()) is None


@pytest.mark.parametrize("path", ["/dev/zero", ".", "\0", "missing", "-", "\udcff"])
def test_a_log_makes_us_read_nothing_but_files(folder: Path, path: str) -> None:
    for record in ({"path": path}, {"path": path, "record": 3}):
        assert Originals().of({**record, "before": "0", "after": "0", "edits": [], "flags": []}, ()) is None


@given(st.text(alphabet="ab \n\r…", max_size=1200), st.data())
def test_context_is_cut_from_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    entry = {"start": start, "end": end, "old": text[start:end], "rule": "r"}
    (finding,) = findings_of({"edits": [{**entry, "new": ""}]})
    before, after = Surroundings(text, [finding]).of(finding)
    assert isinstance(before, str) and isinstance(after, str)
    assert text[:start].endswith(before) or text[:start].endswith(before.removeprefix("…"))
    assert text[end:].startswith(after) or text[end:].startswith(after.removesuffix("…"))
    assert max(len(before), len(after)) <= RADIUS + 1


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_pieces_of_context_join_to_the_text(changed: list[bool]) -> None:
    words = [f"w{n} " for n in range(len(changed))]
    text = "".join(words)
    at, entries = 0, []
    for word, is_changed in zip(words, changed, strict=True):
        if is_changed:
            entries.append({"start": at, "end": at + len(word), "old": word, "new": "", "rule": "r"})
        at += len(word)
    found = findings_of({"edits": entries})
    for finding in found:
        before, after = Surroundings(text, found).of(finding)
        whole = "".join(before) + finding.old + "".join(after)
        assert text == whole  # shorter than RADIUS, so nothing is cut
        kept = [*before][0::2] if isinstance(before, list) else [before]
        assert not {w for w, c in zip(words, changed, strict=True) if c} & set("".join(kept).split(" "))


@pytest.mark.parametrize("length", [0, 1, 1600, 1601, 100_000])
def test_long_texts_keep_head_and_tail(length: int) -> None:
    text = "".join(chr(97 + n % 26) for n in range(length))
    found = clipped(text)
    head, left_out, tail = (found, 0, "") if isinstance(found, str) else found
    assert len(head) + left_out + len(tail) == length and len(head) + len(tail) <= 1600
    assert text.startswith(head) and text.endswith(tail)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 300), max_size=12), st.integers(1, 400))
def test_rare_kinds_are_listed_before_common_ones(counts: dict[str, int], most: int) -> None:
    choice = Choice(counts, most)
    taken = {kind: sum(choice.takes(kind) for _ in range(n)) for kind, n in counts.items()}
    assert sum(taken.values()) <= most
    assert sum(counts.values()) - sum(taken.values()) == choice.left_out
    if sum(counts.values()) <= most:
        assert taken == counts
    for kind, n in taken.items():
        assert n == min(counts[kind], choice.limit)


def test_totals_count_what_the_page_does_not_list(folder: Path) -> None:
    found = data_of(report(many_log(folder, 30), "--most", "50"))
    listed = sum(len(document[5]) for document in found["documents"])
    assert listed <= 50 and found["leftOut"] == 600 - listed
    assert sum(n for *_, n in found["kinds"]) == 600 and found["total"] == 30


def test_memory_does_not_grow_with_the_log(folder: Path) -> None:
    """Ten times the documents, and the peak stays: only the numbers are kept."""

    def peak(log: Path) -> int:
        survey(str(log))  # what is imported and cached on the way does not count
        tracemalloc.start()
        totals = survey(str(log))
        pieces = page("x", {"a": 1}, ([str(f)] for _, found in documents(str(log)) for f in found))
        assert sum(map(len, pieces)) > 10_000
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert totals.documents
        return most

    small = many_log(folder, 60)
    large = folder / "large.jsonl"
    large.write_bytes(small.read_bytes() * 10)
    assert peak(large) < peak(small) * 1.3


ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))


@given(ANYTHING | st.sampled_from(HOSTILE))
def test_data_comes_back_and_is_inert(text: str) -> None:
    block = embedded({"x": [text], text: 1})
    assert json.loads(block) == json.loads(json.dumps({"x": [text], text: 1}))
    assert not set(block) & set("<>&\r\n\u2028\u2029") and safe(block) == block
    block.encode()  # no lone surrogate


def test_the_policy_allows_this_script_and_style_alone(folder: Path) -> None:
    html = report(hostile_log(folder))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
    scripts = re.findall(r'<script type="module">(.*?)</script>', html, re.S)
    styles = re.findall(r"<style>(.*?)</style>", html, re.S)
    assert len(scripts) == len(styles) == 1
    assert len(re.findall(r"<script", html)) == 2  # the other holds data
    for source in (*scripts, *styles):
        assert f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    assert "{{" not in html.split("</title>")[0].split("<title>")[0]


def test_the_script_makes_no_markup_and_no_requests() -> None:
    folder = Path(__file__).parent.parent / "cleaner" / "report" / "page"
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttp",
        "import(",
    ):
        assert word not in source
    assert "</script" not in source and "<!--" not in source and "http" not in source
    assert "url(" not in (folder / "page.css").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'{"v":2}',
        b'{"v":1,"path":"a","before":"","after":"","edits":[{}],"flags":[]}',
        b'{"v":1,"path":"a","before":"","after":"","edits":[],"flags":[{"start":0}]}',
        b'{"v":1,"path":"a","before":"","after":"","edits":[],"flags":[{"start":0,"end":1,"old":"ab","rule":"r"}]}',
        b'{"v":1,"path":"a","before":"","after":"","edits":[],"flags":[{"start":0,"end":1,"old":"a","rule":"r","safety":3}]}',
        b'{"v":1,"path":"a","before":"","after":"","edits":[],"flags":7}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_log_is_refused(folder: Path, line: bytes) -> None:
    Path("log.jsonl").write_bytes(line + b"\n")
    with pytest.raises(LogError):
        report(folder / "log.jsonl")
    assert not Path("report.html").exists()


def test_an_empty_log_makes_a_page(folder: Path) -> None:
    Path("log.jsonl").write_bytes(b"")
    assert data_of(report(folder / "log.jsonl"))["documents"] == []


def test_the_log_is_not_overwritten(folder: Path) -> None:
    log = run_log(folder, TEXTS)
    before = log.read_bytes()
    with pytest.raises(Exception, match="the log itself"):
        cli.main(["report", str(log), "-o", str(log)], standalone_mode=False)
    assert log.read_bytes() == before


def test_flags_may_overlap_edits(folder: Path) -> None:
    edit, flag = Edit(0, 3, "teh", "the", "codespell", "typos"), Edit(1, 5, "eh c", "", "x", "transcription")
    record = change_record(Result("the cat", (edit,), (flag, flag), "teh cat"), {"path": "a.txt"}, b"teh cat", b"")
    Path("log.jsonl").write_bytes(dump(record))
    ((_, found),) = documents("log.jsonl")
    assert [(f.old, f.applied) for f in found] == [("teh", True), ("eh c", False), ("eh c", False)]
    assert all(isinstance(f, Finding) for f in found)
