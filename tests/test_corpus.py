"""Files of many records: JSON Lines, compressed or not, and Parquet."""

from __future__ import annotations

import gzip
import json
import re
import time
from pathlib import Path

import pytest
from running import TYPOS, run, start

ROWS = [
    b'{"id": 1, "text": "teh cat",  "n": [1.50, {"text": "teh"}]}\r\n',
    b"broken teh\n",
    b"\n",
    b'{"html": 5}\n',
    b'{"text": "I recieve it", "\\u0074ext2": null}',
]
CLEAN = [ROWS[0].replace(b"teh cat", b"the cat"), *ROWS[1:4], ROWS[4].replace(b"recieve", b"receive")]


def zst(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    half = len(data) // 2
    one = zstandard.ZstdCompressor()
    return bytes(one.compress(data[:half]) + one.compress(data[half:]))  # two frames


PACK = {"": lambda data: data, ".gz": gzip.compress, ".zst": zst}


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("suffix", PACK)
def test_only_the_text_changes_and_broken_lines_are_named(tmp_path: Path, suffix: str, jobs: int) -> None:
    source, target = tmp_path / f"a.jsonl{suffix}", tmp_path / "out.jsonl"
    source.write_bytes(PACK[suffix](b"".join(ROWS)))
    ran = run("clean", source, "-o", target, "-j", jobs, "--log", tmp_path / "log", *TYPOS)
    assert ran.code == 3 and target.read_bytes() == b"".join(CLEAN)
    assert "record 2: not JSON" in ran.err and "record 4: it has neither 'text' nor 'html'" in ran.err
    records = [json.loads(line) for line in (tmp_path / "log").read_bytes().split(b"\n") if line]
    assert [(r["record"], r["id"], r["output"]) for r in records] == [(0, 1, str(target)), (4, None, str(target))]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_goes_in_compressed_comes_out_compressed_and_always_the_same(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.jsonl{suffix}").write_bytes(PACK[suffix](ROWS[0] * 50))
    results = []
    for number in range(2):
        assert run("clean", tmp_path / "in", "-o", tmp_path / str(number), *TYPOS).code == 0
        results.append((tmp_path / str(number) / f"a.jsonl{suffix}").read_bytes())
        time.sleep(0.01)
    assert results[0] == results[1]
    run("clean", tmp_path / "0" / f"a.jsonl{suffix}", "-o", tmp_path / "plain.jsonl", *TYPOS)
    assert (tmp_path / "plain.jsonl").read_bytes() == CLEAN[0] * 50


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("damage", [lambda d: d[:-6], lambda d: d[:30], lambda d: d + b"more", lambda d: b"no"])
def test_damaged_files_give_no_output(tmp_path: Path, suffix: str, damage: object) -> None:
    source = tmp_path / f"a.jsonl{suffix}"
    source.write_bytes(damage(PACK[suffix](ROWS[0] * 300)))  # type: ignore[operator]
    ran = run("clean", source, "-o", tmp_path / "out.jsonl", *TYPOS)
    assert ran.code == 3 and "cannot be read" in ran.err, ran
    assert [p.name for p in tmp_path.iterdir()] == [source.name]


def test_compressed_files_are_not_cleaned_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROWS[0]))
    ran = run("clean", tmp_path / "a.jsonl.gz", "-i")
    assert ran.code == 3 and "use --output" in ran.err


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_compressed_output_can_be_undone(tmp_path: Path, suffix: str) -> None:
    source, target, log = tmp_path / f"a.jsonl{suffix}", tmp_path / f"out.jsonl{suffix}", tmp_path / "log"
    source.write_bytes(PACK[suffix](b"".join(ROWS)))
    run("clean", source, "-o", target, "--log", log, *TYPOS)
    ran = run("undo", log, target)
    assert (ran.code, ran.out) == (0, b"".join(ROWS))
    assert run("undo", log).code == 0
    run("clean", target, "-o", tmp_path / "plain.jsonl", "--select", "ftfy")
    assert (tmp_path / "plain.jsonl").read_bytes() == b"".join(ROWS)
    assert run("undo", log).code == 0  # undone already


def test_a_diff_of_records_is_a_patch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_bytes(b"".join(ROWS))
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "All is well."}\n')
    patch = b"--- a.jsonl\n+++ a.jsonl\n@@ -1 +1 @@\n-" + ROWS[0] + b"+" + CLEAN[0] + b"@@ -5 +5 @@\n"
    missing = b"\n\\ No newline at end of file\n"
    patch += b"-" + ROWS[4] + missing + b"+" + CLEAN[4] + missing
    for args in (["clean", "--diff"], ["check", "--output-format", "diff"]):
        for jobs in (1, 2):
            assert run(*args, "a.jsonl", "b.jsonl", "-j", jobs, *TYPOS).out == patch
    assert (tmp_path / "a.jsonl").read_bytes() == b"".join(ROWS)


def test_a_diff_of_records_for_people_names_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    (tmp_path / "a.jsonl").write_bytes(b"".join(ROWS))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", run("clean", "--diff", tmp_path / "a.jsonl", *TYPOS).out.decode())
    assert "a.jsonl[1]\n" in shown and "a.jsonl[5]\n" in shown and "\n+" in shown and "a.jsonl[2]" not in shown


def test_in_place_and_back(tmp_path: Path) -> None:
    source, log = tmp_path / "a.jsonl", tmp_path / "log"
    source.write_bytes(b"".join(ROWS))
    source.chmod(0o640)
    assert run("clean", source, "-i", "--log", log, *TYPOS).code == 3
    assert source.read_bytes() == b"".join(CLEAN) and source.stat().st_mode & 0o777 == 0o640
    state = source.stat()
    assert run("clean", source, "-i", "--log", log, *TYPOS).code == 3
    assert (source.stat().st_ino, source.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    assert run("undo", log).code == 0 and source.read_bytes() == b"".join(ROWS)


@pytest.mark.parametrize("obstacle", ["link", "read-only", "changed"])
def test_in_place_refuses_what_is_not_safe(tmp_path: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(ROWS[0])
    if obstacle == "link":
        (tmp_path / "b.jsonl").hardlink_to(source)
    elif obstacle == "read-only":
        source.chmod(0o444)
    else:
        from cleaner.cli import containers

        line_tasks = containers.line_tasks

        def changing(*args: object) -> object:
            yield from line_tasks(*args)  # type: ignore[arg-type]
            source.write_bytes(b"new")

        monkeypatch.setattr(containers, "line_tasks", changing)
    ran = run("clean", source, "-i", *TYPOS)
    assert ran.code == 3
    assert source.read_bytes() == (b"new" if obstacle == "changed" else ROWS[0])
    assert len(list(tmp_path.iterdir())) == 1 + (obstacle == "link")


def test_a_symbolic_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_bytes(ROWS[0])
    (tmp_path / "a.jsonl").symlink_to("real.jsonl")
    assert run("clean", tmp_path / "a.jsonl", "-i", *TYPOS).code == 0
    assert (tmp_path / "a.jsonl").is_symlink() and (tmp_path / "real.jsonl").read_bytes() == CLEAN[0]


def test_another_field(tmp_path: Path) -> None:
    ran = run(
        "clean", "--format", "jsonl", "-", "--field", "body", *TYPOS, stdin=b'{"body": "teh cat", "text": "teh cat"}\n'
    )
    assert (ran.code, ran.out) == (0, b'{"body": "the cat", "text": "teh cat"}\n')


def test_a_pipe_streams() -> None:
    with start("clean", "--format", "jsonl", "-", *TYPOS) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(ROWS[0] * 17)
        process.stdin.flush()
        assert process.stdout.readline() == CLEAN[0]  # before the input has ended
        process.stdin.write(ROWS[0])
        process.stdin.close()
        assert process.stdout.read() == CLEAN[0] * 17
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_stays_flat(tmp_path: Path) -> None:
    row = json.dumps({"words": "The cat sat on the mat and slept.\n" * 3000}).encode() + b"\n"

    def peak(count: int) -> int:
        (tmp_path / "a.jsonl").write_bytes(row * count)
        most = 0
        with start("clean", tmp_path / "a.jsonl", "-o", tmp_path / "b.jsonl", "-j", "2", "-q", *TYPOS) as process:
            while process.poll() is None:
                found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process.pid}/status").read_text())
                most = max(most, int(found[1])) if found else most
                time.sleep(0.005)
            process.communicate()
        assert (tmp_path / "b.jsonl").stat().st_size == len(row) * count
        return most

    assert peak(600) < peak(30) + 12_000  # in KB; the larger file has 60 MB


def test_a_line_that_is_too_long_is_passed_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.corpus.MAX_LINE", 30)
    ran = run(
        "clean", "--format", "jsonl", "-", *TYPOS, stdin=b'{"text": "teh cat sat on teh mat"}\n{"text": "teh cat"}\n'
    )
    assert ran.out == b'{"text": "teh cat sat on teh mat"}\n{"text": "the cat"}\n'
    assert ran.code == 3 and "too long" in ran.err


def test_many_complaints_are_counted() -> None:
    ran = run("clean", "--format", "jsonl", "-", stdin=b"{}\n" * 100)
    assert ran.code == 3 and ran.err.count("neither") == 20 and "80 more records" in ran.err


def test_parquet_is_not_undone_and_says_so(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    source, target, log = tmp_path / "a.parquet", tmp_path / "out.parquet", tmp_path / "log"
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table({"text": ["teh cat"]}), source)
    assert run("clean", source, "-o", target, "--log", log, *TYPOS).code == 0
    ran = run("undo", log)
    assert ran.code == 3 and f"is Parquet, which undo cannot write back; {source} is as it was" in ran.err
    assert "has no diff as Parquet" in run("clean", source, "--diff", *TYPOS).err


def test_parquet_keeps_all_but_the_texts(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    words = pyarrow.array(["x", None, "y", "x", "y"]).dictionary_encode()
    table = pyarrow.table(
        {
            "n": pyarrow.array([1, 2, None, 4, 5], pyarrow.int16()),
            "text": pyarrow.array(["teh cat", None, "", "I recieve", "fine"], pyarrow.large_string()),
            "words": words,
            "deep": [{"a": [1]}, None, {"a": []}, {"a": [2]}, {"a": [3]}],
        },
        metadata={"made": "by hand"},
    )
    source, target = tmp_path / "a.parquet", tmp_path / "out" / "a.parquet"
    parquet.write_table(table, source, row_group_size=2, compression="zstd")
    results = []
    for jobs in (1, 2):
        assert run("clean", source, "-o", f"{tmp_path}/out/", "--log", tmp_path / "log", "-j", jobs, *TYPOS).code == 0
        results.append((target.read_bytes(), (tmp_path / "log").read_bytes()))
    assert results[0] == results[1]
    after = parquet.ParquetFile(target)
    assert after.schema_arrow.equals(parquet.ParquetFile(source).schema_arrow, check_metadata=True)
    assert after.num_row_groups == 3 and after.metadata.row_group(0).column(1).compression == "ZSTD"
    cleaned = after.read()
    assert cleaned["text"].to_pylist() == ["the cat", None, "", "I receive", "fine"]
    assert cleaned.drop_columns("text").equals(table.drop_columns("text"))
    records = [json.loads(line)["record"] for line in (tmp_path / "log").read_bytes().split(b"\n") if line]
    assert records == [0, 3]
    assert run("check", source, *TYPOS).code == 1


@pytest.mark.parametrize("column", [[1, 2], [b"x", b"y"]])
def test_parquet_without_texts_is_named(tmp_path: Path, column: list[object]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"text": column}), tmp_path / "a.parquet")
    ran = run("clean", tmp_path / "a.parquet", "-o", tmp_path / "b.parquet")
    assert ran.code == 3 and not (tmp_path / "b.parquet").exists(), ran
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and nothing more PAR1")
    assert run("clean", tmp_path / "c.parquet", "-o", tmp_path / "b.parquet").code == 3
