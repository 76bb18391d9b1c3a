"""Arrow tables: the same as the command gives, restored by the log; all else as it was."""
# ruff: noqa: E402  (what is imported may not be installed)

from __future__ import annotations

import json
from pathlib import Path

import pytest
from adapting import cleaned, records, same

pa = pytest.importorskip("pyarrow", reason="needs cleaner[corpus]")

from cleaner.adapters.arrow import clean_table, restore_table
from cleaner.config import Settings


def test_the_same_as_the_command(tmp_path: Path) -> None:
    rows = records()
    expected, logs = cleaned(tmp_path, rows)
    table = clean_table(pa.Table.from_pylist(rows), Settings())
    assert table["text"].to_pylist() == [r["text"] for r in expected]
    found = [json.loads(x) for x in table["cleaner_log"].to_pylist() if x]
    by_id = {log["id"]: log for log in found if "refused" not in log}
    assert by_id.keys() == logs.keys() and all(same(by_id[i], logs[i]) for i in logs)
    assert len(found) == len(by_id) + 1


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_types_order_and_other_columns_stay(kind: pa.DataType) -> None:
    rows = [*records(), {"id": "none", "text": None, "url": None, "place": None}]
    texts = pa.array([r["text"] for r in rows]).cast(pa.string())
    column = texts.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else texts.cast(kind)
    schema = pa.schema(
        [pa.field("n", pa.int8()), pa.field("text", kind, metadata={"a": "b"}), pa.field("id", pa.string())]
    )
    given = pa.table(
        [[n % 100 for n in range(len(rows))], column, [r["id"] for r in rows]], schema=schema.with_metadata({"x": "y"})
    )
    table = clean_table(given, Settings())
    assert table.schema.names == ["n", "text", "id", "cleaner_log"]
    assert table.schema.field("text").equals(schema.field("text"), check_metadata=True)
    assert table.schema.metadata == {b"x": b"y"} and table["n"].equals(given["n"]) and table["id"].equals(given["id"])
    assert table["text"].to_pylist() != given["text"].to_pylist() and table["text"][-1].as_py() is None
    back = restore_table(table)
    assert back.to_pylist() == given.to_pylist() and back.schema.equals(given.schema, check_metadata=True)


def test_pages_are_extracted() -> None:
    paragraph = "The ferry crossed the lake again on Saturday, with sixty passengers and a brass band on board. " * 3
    page = f"<html><body><article><p>{paragraph}</p><p>{paragraph.upper()}</p></article></body></html>"
    table = clean_table(pa.table({"html": [page, None]}), Settings())
    assert "The ferry crossed" in table["text"][0].as_py() and table["text"][1].as_py() is None


def test_a_changed_text_is_not_restored() -> None:
    table = clean_table(pa.table({"text": ["I recieve teh post."]}), Settings())
    other = table.set_column(0, "text", pa.array(["Something else."]))
    with pytest.raises(ValueError, match="has changed"):
        restore_table(other)


def test_a_text_left_alone_says_why() -> None:
    table = clean_table(pa.table({"text": ["Click here to subscribe to our newsletter."]}), Settings())
    assert table["text"].to_pylist() == ["Click here to subscribe to our newsletter."]
    assert "%" in json.loads(table["cleaner_log"][0].as_py())["refused"]
    assert restore_table(table)["text"].to_pylist() == table["text"].to_pylist()


def test_without_text_or_html() -> None:
    with pytest.raises(KeyError, match="body"):
        clean_table(pa.table({"body": ["x"]}), Settings())
