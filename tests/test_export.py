"""Reports for machines: valid, true to the file, and nothing in them that could act."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sarif_schema import SARIF
from strategies import files

from cleaner import Cleaner
from cleaner.errors import InputError
from cleaner.export import FORMATS, Finding, exported, findings
from cleaner.job import clean_bytes

TIDY = Cleaner(select=["boilerplate", "attribution", "encoding", "typos", "transcription"], unsafe=True, share=1.0)
PROSE = "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board.\n"
SLIPS = "Es regnet “é”, und\r\nteh captain recieved it.\r\n\r\nSubscribe to our newsletter\r\n"


def found_in(data: bytes, path: str = "a.md") -> list[Finding]:
    return [f for log in clean_bytes(TIDY, data, path, "text").logs for f in findings(log, data)]


def report(form: str, found: list[Finding]) -> str:
    return "\n".join(exported(form, found))


def mended_by_sarif(data: bytes, codec: str = "utf-8") -> str:
    """The text with every fix of the report made, by line and column, as an editor would."""
    log = json.loads(report("sarif", found_in(data)))
    text = data.decode(codec)
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    fixes = [f for result in log["runs"][0]["results"] for f in result.get("fixes", ())]
    changes = [r for f in fixes for change in f["artifactChanges"] for r in change["replacements"]]
    for change in reversed(changes):
        region = change["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        assert (region["charOffset"], region["charLength"]) == (start, end - start)
        text = text[:start] + change.get("insertedContent", {"text": ""})["text"] + text[end:]
    return text


def mended_by_rdjson(data: bytes) -> bytes:
    """The bytes with every suggestion made, by line and byte, as reviewdog does."""
    lines = [json.loads(line) for line in report("rdjson", found_in(data)).split("\n") if line]
    starts = [0, *(m.end() for m in re.finditer(b"\n", data))]
    for suggestion in reversed([s for line in lines for s in line.get("suggestions", ())]):
        start, end = (
            starts[p["line"] - 1] + p["column"] - 1 for p in (suggestion["range"]["start"], suggestion["range"]["end"])
        )
        data = data[:start] + suggestion["text"].encode() + data[end:]
    return data


@pytest.mark.parametrize(
    "text",
    [
        PROSE + SLIPS,
        "\ufeff" + SLIPS + PROSE,
        PROSE + "\rSo he recieved it.\r" + SLIPS,
        "👩‍🚀 recieved 𝕏 recieved\n" + PROSE,
        PROSE + "\n\n\nShare this article\n\n\n" + PROSE,
        "Subscribe to our newsletter\n\n" + PROSE,
    ],
)
def test_the_fixes_of_a_report_do_what_clean_does(text: str) -> None:
    data = text.encode()
    cleaned = clean_bytes(TIDY, data, "a.md", "text").data
    assert cleaned != data
    assert mended_by_rdjson(data) == cleaned
    assert mended_by_sarif(data, "utf-8-sig").encode() == cleaned.removeprefix(b"\xef\xbb\xbf")


@given(files())
@settings(max_examples=80, deadline=None)
def test_every_report_is_valid(data: bytes) -> None:
    try:
        found = found_in(data, "odd\udcff [na:me],%\n.md")
    except InputError:
        return
    log = json.loads(report("sarif", found))
    jsonschema.Draft4Validator(SARIF).validate(log)
    assert len(log["runs"][0]["results"]) == len(found)
    for line in report("rdjson", found).split("\n") if found else ():
        assert set(json.loads(line)) <= {"message", "location", "severity", "source", "code", "suggestions"}
    for line in exported("github", found):
        assert re.fullmatch(r"::(warning|notice) [^:\n\r\x1b]*::[^\n\r\x1b]*", line)


@pytest.fixture(scope="module")
def published() -> Any:
    """SARIF's own schema, which no package on an index carries; .ci/run fetches it."""
    path = os.environ.get("CLEANER_SARIF_SCHEMA")
    if not path:
        pytest.skip("CLEANER_SARIF_SCHEMA does not name a copy of sarif-schema-2.1.0.json, the published schema")
    schema = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    return jsonschema.validators.validator_for(schema)(schema)


def test_a_report_is_valid_against_the_published_schema(published: Any) -> None:
    flag = findings(_record(b"teh", flags=[_entry(0, "teh")]), b"teh")
    row = findings({**_record(b"teh", edits=[_entry(0, "teh") | {"new": "the"}]), "record": 4})
    for found in (
        [],
        found_in(SLIPS.encode()),
        found_in(SLIPS.encode("utf-16"), "odd\udcff [na:me],%\n.md"),
        flag,
        row,
    ):
        published.validate(json.loads(report("sarif", found)))


def test_what_the_checking_schema_refuses() -> None:
    good = json.loads(report("sarif", found_in(SLIPS.encode())))
    check = jsonschema.Draft4Validator(SARIF)
    assert check.is_valid(good)
    result = good["runs"][0]["results"][0]
    for broken in ({"level": "bad"}, {"ruleIndex": -2}, {"new": 1}, {"locations": [{"region": {}}]}):
        assert not check.is_valid({**good, "runs": [{**good["runs"][0], "results": [{**result, **broken}]}]})


def test_a_flag_is_a_note_without_a_fix() -> None:
    record = _record(b"teh", flags=[_entry(0, "teh")])
    (found,) = findings(record, b"teh")
    assert (found.new, found.fix) == (None, None)
    assert '"level": "note"' in report("sarif", [found])
    assert "fixes" not in report("sarif", [found])
    assert report("github", [found]).startswith("::notice file=a.md,line=1,endLine=1,col=1,endColumn=3,")
    assert "suggestions" not in report("rdjson", [found])


def test_a_record_of_json_lines_is_shown_by_its_line() -> None:
    record = {**_record(b"teh", edits=[_entry(0, "teh") | {"new": "the"}]), "record": 4}
    (found,) = findings(record, b"teh")
    assert found.shown is not None
    assert found.shown.start.line == 5
    assert '"startLine": 5\n' in report("sarif", [found])
    assert "fixes" not in report("sarif", [found])
    assert "line=5,endLine=5,title" in report("github", [found])
    assert json.loads(report("rdjson", [found]))["location"]["range"]["start"] == {"line": 5}


@pytest.mark.parametrize("data", [None, b"another text"])
def test_without_the_bytes_that_were_cleaned_no_place_is_claimed(data: bytes | None) -> None:
    (found,) = findings(_record(b"teh", edits=[_entry(0, "teh") | {"new": "the"}]), data)
    assert (found.shown, found.fix) == (None, None)
    assert "region" not in report("sarif", [found])
    assert report("github", [found]) == "::warning file=a.md,title=codespell::typo: teh -> the"


@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_suggestions_count_the_bytes_that_are_there(codec: str) -> None:
    data = "“Good” — so teh bar was opened by a committee of seventeen.\n".encode(codec)
    line, *_ = (json.loads(x) for x in exported("rdjson", found_in(data)))
    at = line["suggestions"][0]["range"]
    assert data[at["start"]["column"] - 1 : at["end"]["column"] - 1] == b"teh"


def test_no_suggestion_where_lines_cannot_be_told_in_bytes() -> None:
    data = b"\xff\xfe" + "And so teh bar was opened by a committee of seventeen.\n".encode("utf-16-le")
    found, *_ = found_in(data)
    assert "suggestions" not in report("rdjson", [found])
    assert "fixes" in report("sarif", [found])


EVIL = "x\x1b[2J\x1b]0;t\x07\r\n::error::own\u202e [a](https://e.example) %0A::stop-commands::x ##[error]y </script>"


def test_nothing_from_outside_acts_in_a_report() -> None:
    entry = _entry(0, EVIL) | {"new": EVIL, "rule": EVIL, "message": EVIL}
    data = EVIL.encode()
    for known in (data, None):
        found = findings({**_record(data, edits=[entry]), "path": "d/" + EVIL}, known)
        for form in ("sarif", "github", "rdjson"):
            lines = report(form, found)
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", lines)
            assert form == "sarif" or "\n" not in lines
        said = json.loads(report("sarif", found))["runs"][0]["results"][0]["message"]["text"]
        assert "](" not in said
        assert "##[" not in report("github", found)


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1), st.booleans())
def test_a_uri_leads_back_to_the_name(name: str, absolute: bool) -> None:
    path = str(Path("/" if absolute else "", "d", name.replace("/", "-")))
    (uri,) = (
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for r in json.loads(report("sarif", [Finding(path, "a", "b", "safe", "c", "d", "e", None, None)]))["runs"][0][
            "results"
        ]
    )
    assert unquote_to_bytes(uri.removeprefix("file://")) == path.encode()
    assert uri.isascii()
    assert uri.startswith("file:///") == absolute


def test_every_form_that_is_named_is_there() -> None:
    for form in set(FORMATS) - {"text", "diff"}:
        assert report(form, []) == ("" if form != "sarif" else report("sarif", []))
    with pytest.raises(ValueError, match="no exporter"):
        report("text", [])


def _record(data: bytes, edits: Any = (), flags: Any = ()) -> dict[str, Any]:
    from cleaner.log import digest

    return {
        "v": 1,
        "path": "a.md",
        "codec": "utf-8",
        "before": digest(data),
        "edits": list(edits),
        "flags": list(flags),
    }


def _entry(start: int, old: str) -> dict[str, Any]:
    return {
        "start": start, "end": start + len(old), "line": 1, "column": 1, "old": old, "rule": "codespell",
        "group": "typos", "safety": "flag", "message": "typo",
    }  # fmt: skip
