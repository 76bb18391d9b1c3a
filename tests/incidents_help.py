"""What the tests of incidents share."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable
from pathlib import Path

from running import run

SLIP, MENDED = "The vote was close. Teh mayor won by nine.\n", "The vote was close. The mayor won by nine.\n"
JUNK = "Subscribe to our newsletter"
PROSE = (
    "The old ferry crossed the lake on Saturday, carrying sixty passengers and a brass band that had practised.\n\n"
    "Nobody on board could remember who had first thought of raising it from the mud, but all agreed it was right.\n"
)


def mend(folder: Path, data: bytes | str, name: str = "a.txt", *options: object) -> bytes:
    """The bytes of a file after cleaning it in place, twice: the second run must have nothing to do."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    first = run("clean", "-i", *options, path)
    assert first.code in (0, 3), first.err
    after = path.read_bytes()
    assert run("clean", "-i", *options, path).code == first.code
    assert path.read_bytes() == after
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".cleaner")) == []
    return after


def limited(size: int) -> Callable[[], None]:
    """For a child process: no file may grow beyond `size` bytes, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def listing(folder: Path) -> list[str]:
    """Names of the files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())
