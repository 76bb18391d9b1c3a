"""Keeps the book true: what is generated, and what each command shows, is made anew from the program itself.

    python docs/book.py            write every page anew
    python docs/book.py --check    name the pages that are stale, and exit 1

A block of kind `console` holds commands after `$ ` and what they show; all blocks of a page run in one copy of
fixtures/book. In what is shown, `...` stands for anything in a line, and alone in a line for any lines. In a block of
kind `sh` every `cleaner` command is run, and must exit with 0 or with what its comment says (`# exit 1`). Between
`<!-- generated: NAME -->` and `<!-- end -->` stands what the function of that name in `generated.py` gives.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from generated import PARTS
from shell import Shell

ROOT = Path(__file__).resolve().parent.parent
SANDBOX = ROOT / "fixtures" / "book"
FENCE = re.compile(r"^```(console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"^<!-- generated: ([a-z-]+) -->\n.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"exit (\d)")


class Stale(Exception):
    """A command of a page does not do what the page says."""


def pages() -> list[Path]:
    """Every page of the book."""
    return [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    ]


def refreshed(page: Path) -> str:
    """The page as it should be. Raises Stale where a command fails that should not."""
    text = page.read_text(encoding="utf-8")
    text = GENERATED.sub(lambda m: f"<!-- generated: {m[1]} -->\n{PARTS[m[1]]()}\n<!-- end -->", text)
    if not FENCE.search(text):
        return text
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SANDBOX, folder, dirs_exist_ok=True)
        shell = Shell(Path(folder))
        return FENCE.sub(lambda m: _block(shell, m[1], m[2]), text)


def _block(shell: Shell, kind: str, body: str) -> str:
    if kind == "console":
        return f"```console\n{_console(shell, body)}```"
    for line in _joined(body):
        command, _, comment = line.partition(" #")
        if re.search(r"(^|\| )cleaner\b", command):
            shown = shell.run(command.strip())
            expected = EXIT.search(comment)
            if shell.code != (int(expected[1]) if expected else 0):
                raise Stale(f"{command.strip()!r} exits with {shell.code}:\n{shown}")
    return f"```sh\n{body}```"


def _joined(body: str) -> list[str]:
    return body.replace("\\\n", " ").split("\n")


def _console(shell: Shell, body: str) -> str:
    """The block with what its commands show now; kept as it is where that fits."""
    parts = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
    done = [parts[0]]
    for part in parts[1:]:
        command, shown = re.match(r"((?:[^\n]*\\\n)*[^\n]*\n)(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        now = shell.run(command[2:].replace("\\\n", " ").strip())
        done.append(command + (shown if fits(shown, now) else _ended(now)))
    return "".join(done)


def _ended(text: str) -> str:
    return text + "\n" * (bool(text) and not text.endswith("\n"))


def fits(shown: str, now: str) -> bool:
    """Whether `now` is what is `shown`, in which `...` stands for anything; blank lines between blocks do not count.

    >>> fits("a ...\\n...\\nz\\n", "a b\\nc\\nd\\nz\\n"), fits("a\\n", "b\\n")
    (True, False)
    """
    lines = [
        ".*" if line == "..." else re.escape(line).replace(r"\.\.\.", "[^\n]*") for line in shown.rstrip().split("\n")
    ]
    return re.fullmatch("\n".join(lines), now.rstrip(), re.DOTALL) is not None


def main(arguments: list[str]) -> int:
    """Write or check every page."""
    stale = 0
    for page in pages():
        new = refreshed(page)
        if new != page.read_text(encoding="utf-8"):
            stale += 1
            print(page.relative_to(ROOT))
            if "--check" not in arguments:
                page.write_text(new, encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
