"""`cleaner clean --recurrence`: what recurs in a batch is evidence, and every promise holds all the same."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from learning import article, texts, write
from running import run

FOOTER = "Explore the rest of our Harwick Lantern at lantern.example.org"
REFRAIN = "And the river goes down to the sea."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """24 articles of one source, most with a footer that no built-in rule knows, all with a closing refrain."""
    made = tmp_path / "in"
    made.mkdir()
    for n, lines in enumerate(texts(24, lambda n, a: [*a, REFRAIN, FOOTER] if n % 6 else [*a, REFRAIN])):
        (made / f"{n:02}.txt").write_text("\r\n\r\n".join(lines) + "\n", encoding="utf-8")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """name -> bytes."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_recurrence_is_evidence_only_if_asked_for(tmp_path: Path, folder: Path) -> None:
    before = contents(folder)
    assert run("clean", folder, "-o", tmp_path / "plain").code == 0
    assert contents(tmp_path / "plain") == before
    ran = run("clean", folder, "-o", tmp_path / "out", "--recurrence", tmp_path / "counts.yaml")
    assert ran.code == 0 and "24 documents of 1 sources" in ran.err
    after = contents(tmp_path / "out")
    assert all(FOOTER.encode() not in data and REFRAIN.encode() in data for data in after.values())
    gone = {name: data.replace(f"\r\n\r\n{FOOTER}".encode(), b"") for name, data in before.items()}
    assert after == gone


def test_the_log_names_the_counts_and_undoes_it(tmp_path: Path, folder: Path) -> None:
    before = contents(folder)
    log = tmp_path / "log.jsonl"
    assert run("clean", folder, "-i", "--log", log, "--recurrence", tmp_path / "counts.yaml").code == 0
    edits = [e for line in log.read_text(encoding="utf-8").split("\n") if line for e in json.loads(line)["edits"]]
    assert len(edits) == 20 and contents(folder) != before
    assert {s["rule"] for e in edits for s in e["signals"] if s["weight"] > 2} == {
        "recurs-20-of-24-in-explore-the-rest-of-our-harwick"
    }
    assert {e["message"] for e in edits} == {"recurs in 20 of 24 documents of in"}
    assert run("undo", log).code == 0
    assert contents(folder) == before


def test_a_second_run_and_a_document_alone_change_nothing(tmp_path: Path, folder: Path) -> None:
    """The line is gone everywhere, so a new count would miss it; the file keeps the first."""
    counts = tmp_path / "counts.yaml"
    late = folder / "01.txt"
    original = late.read_bytes()
    assert run("clean", folder, "-i", "--recurrence", counts).code == 0
    after, counted = contents(folder), counts.read_bytes()
    ran = run("clean", folder, "-i", "--recurrence", counts)
    assert ran.code == 0 and "counted before" in ran.err
    assert contents(folder) == after and counts.read_bytes() == counted
    late.write_bytes(original)
    assert run("clean", late, "--recurrence", counts).out == after["01.txt"]
    assert run("clean", late, "--rules", counts).out == after["01.txt"]


def test_a_run_that_was_interrupted_goes_on_alike(tmp_path: Path, folder: Path) -> None:
    """Half of the folder is clean already, in which the line no longer recurs often enough."""
    before, counts = contents(folder), tmp_path / "counts.yaml"
    assert run("clean", folder, "-o", tmp_path / "out", "--recurrence", counts).code == 0
    for name in list(before)[:22]:
        (folder / name).write_bytes((tmp_path / "out" / name).read_bytes())
    assert run("clean", folder, "-i", "--recurrence", counts).code == 0
    assert contents(folder) == contents(tmp_path / "out")


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_whatever_the_order_and_the_processes(tmp_path: Path, jobs: int) -> None:
    found = texts(40, lambda n, a: [*a, FOOTER] if n % 3 else a)
    lines = [json.dumps({"id": n, "source": f"paper{n % 2}", "text": "\n\n".join(t)}) for n, t in enumerate(found)]
    seen = []
    for seed in range(2):
        path = tmp_path / f"{seed}.jsonl"
        path.write_text("\n".join(random.Random(seed).sample(lines, 40)) + "\n", encoding="utf-8")
        out = tmp_path / f"out{seed}.jsonl"
        assert run("clean", path, "-o", out, "-j", jobs, "--recurrence", tmp_path / f"{seed}.yaml").code == 0
        seen.append(sorted(out.read_text(encoding="utf-8").split("\n")))
    assert seen[0] == seen[1] and not any(FOOTER in line for line in seen[0])


def test_by_a_field_and_a_short_line_bound_to_its_source(tmp_path: Path) -> None:
    """Grouped by a field that rules do not know; the short line is bound to the host that they do know."""
    short = "Our shop: lantern.example.org"
    path = tmp_path / "a.jsonl"
    write(path, texts(9, lambda n, a: [*a, short]), desk="sport", url="https://lantern.example.org/1")
    write(path, texts(9, lambda n, a: a, first=50), desk="news", url="https://post.example.org/1")
    counts, other = tmp_path / "c.yaml", tmp_path / "other.jsonl"
    cleaned = run("clean", path, "--recurrence", counts, "--by", "desk")
    assert cleaned.code == 0 and short.encode() not in cleaned.out
    assert "In 9 of 9 documents of sport" in counts.read_text(encoding="utf-8")
    write(other, [[*article(99), short]], desk="sport", url="https://post.example.org/2")
    assert run("clean", other, "--recurrence", counts).out == other.read_bytes()


def test_nothing_recurs_nothing_to_read_and_pipes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", texts(5, lambda n, a: a))
    out = run("clean", path, "--recurrence", tmp_path / "c.yaml")
    assert out.code == 0 and out.out == path.read_bytes()
    piped = run("clean", "-", "--recurrence", tmp_path / "d.yaml", stdin=b"A text.\n")
    assert piped.code == 2 and "pipe" in piped.err and not (tmp_path / "d.yaml").exists()
    empty = tmp_path / "none"
    empty.mkdir()
    none = run("clean", empty, "-i", "--recurrence", tmp_path / "e.yaml")
    assert none.code == 2 and not (tmp_path / "e.yaml").exists()


def test_the_counts_may_lie_in_the_folder(folder: Path) -> None:
    """The file is no input, and what the configuration excludes is not counted."""
    (folder / ".cleaner.toml").write_text('exclude = ["1*.txt"]\ninclude = ["*.txt", "*.yaml"]\n', encoding="utf-8")
    counts = folder / "counts.yaml"
    assert run("clean", folder, "-i", "--recurrence", counts).code == 0
    assert "of 14 documents" in counts.read_text(encoding="utf-8")
    counted = counts.read_bytes()
    assert run("clean", folder, "-i", "--recurrence", counts).code == 0
    assert counts.read_bytes() == counted and FOOTER.encode() in (folder / "13.txt").read_bytes()
