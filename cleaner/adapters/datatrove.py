"""datatrove: a step that cleans documents, and a writer whose files take their names when a rank is done.

    LocalPipelineExecutor(tasks=8, pipeline=[
        JsonlReader("in/"),
        Clean(log_folder="out/"),
        Whole(JsonlWriter("out/", compression=None)),
    ]).run()

datatrove's own writers leave the file of a rank that failed under its final name, where it looks whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template
from typing import Any, cast

from datatrove.data import Document
from datatrove.io import DataFolder, DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers.disk_base import DiskWriter

from cleaner.adapters.rows import LOOKED_AT, Row, clean_row, settings_of
from cleaner.job import cleaner_for
from cleaner.log import dump

UNFINISHED = "_unfinished"  #: what the folders begin with in which a rank writes until it is done


class Clean(PipelineStep):  # type: ignore[misc]
    """Cleans the text of each document; its metadata `url`, `source` and `format` say what they say in JSON Lines.

    The change log of a rank is written to `log_folder` if given. It names the documents by their number in the rank
    and the file `output`, so that `cleaner undo LOG FILE` restores what a JsonlWriter without compression wrote
    there. The statistics count edits by rule, and documents left alone.
    """

    type = "🧹 - CLEANER"
    name = "cleaner"

    def __init__(
        self, log_folder: DataFolderLike | None = None, output: str = "${rank}.jsonl", **settings: Any
    ) -> None:
        super().__init__()
        self.log_folder = get_datafolder(log_folder) if log_folder is not None else None
        self.output = output
        self.settings = settings_of(settings)
        cleaner_for(self.settings)  # a broken pack stops the job before the first document

    def run(self, data: Iterator[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """The documents of `data`, cleaned, in order."""
        path = Template(self.output).substitute(rank=f"{rank:05d}")
        if self.log_folder is None:
            for number, document in enumerate(data):
                yield self._clean(document, path, number)[0]
            return
        part = _Part(self.log_folder, f"log-{rank:05d}")
        with part.open(f"{path}.log") as log:
            for number, document in enumerate(data):
                cleaned, row = self._clean(document, path, number)
                if row.log:
                    log.write(dump(row.log))
                yield cleaned
        part.finish()

    def _clean(self, document: Document, path: str, number: int) -> tuple[Document, Row]:
        with self.track_time():
            given = {key: document.metadata[key] for key in LOOKED_AT if key in document.metadata}
            row = clean_row(self.settings, {**given, "id": document.id, "text": document.text}, path, number)
            document.text = document.text if row.text is None else row.text
            self._count(row)
        return document, row

    def _count(self, row: Row) -> None:
        self.stat_update("documents")
        if row.refused:
            self.stat_update("left alone")
        edits = row.log["edits"] if row.log else []
        if edits:
            self.stat_update("changed")
        for edit in edits:
            self.stat_update(f"edits/{edit['rule']}")


class Whole(PipelineStep):  # type: ignore[misc]
    """Runs `writer` in a folder of its own inside its output folder; when a rank is done its files get their names."""

    type = DiskWriter.type

    def __init__(self, writer: DiskWriter) -> None:
        super().__init__()
        self.name = f"{writer.name}, whole or not at all"
        self.writer = writer
        self.stats = writer.stats

    def run(self, data: Iterator[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """The documents of `data`, as they are, each written."""
        part = _Part(self.writer.output_folder, f"{rank:05d}")
        self.writer.output_filename = Template(f"{part.name}/{self.writer.output_filename.template}")
        yield from self.writer.run(data, rank, world_size)
        part.finish()


class _Part:
    """A folder for what a rank writes until it is done; what an earlier try left in it goes."""

    def __init__(self, folder: DataFolder, name: str) -> None:
        self.folder = folder
        self.name = f"{UNFINISHED}-{name}"
        if folder.exists(self.name):
            folder.rm(self.name, recursive=True)

    def open(self, name: str) -> Any:
        """A file to write bytes to."""
        return self.folder.open(f"{self.name}/{name}", "wb")

    def finish(self) -> None:
        """Give every file its place."""
        if not self.folder.exists(self.name):
            return  # nothing was written
        for file in cast("list[str]", self.folder.list_files(self.name)):
            place = file.removeprefix(f"{self.name}/")
            self.folder.makedirs(place.rpartition("/")[0] or ".", exist_ok=True)
            self.folder.mv(file, place)
        self.folder.rm(self.name, recursive=True)
