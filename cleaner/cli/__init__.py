"""The command line.

Where no option is given it runs without click, which takes as long to import as a short text takes to clean.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

from cleaner.errors import CleanerError, InputError
from cleaner.terminal import say

COLLECT = 50_000  #: objects between two looks for garbage: rules live as long as the run, and nearly all are rules
_EXPANDED = frozenset("*?[~$%")  # on Windows click makes names of files of these


def main() -> None:
    """Run the command line; errors are one line on stderr and an exit code."""
    gc.set_threshold(COLLECT)
    atexit.register(gc.freeze)  # or Python looks through all objects once more, 7 ms before they go anyway
    args = sys.argv[1:]
    try:
        if is_plain(args):
            from cleaner.cli.cleaning import clean

            sys.exit(clean(tuple(args[1:])))
        sys.exit(import_module("cleaner.cli.group").run(args))
    except KeyboardInterrupt:
        sys.exit(130)
    except CleanerError as error:
        say(f"cleaner: {error}")
        sys.exit(error.exit_code)
    except MemoryError:
        say("cleaner: not enough memory")
        sys.exit(InputError.exit_code)
    except OSError as error:  # what has no name is standard output; files are read and written with care elsewhere
        import_module("cleaner.cli.stopping").give_up_stdout()
        say(f"cleaner: {error.filename or 'standard output cannot be written'}: {error.strerror}")
        sys.exit(InputError.exit_code)


def is_plain(args: list[str]) -> bool:
    """Whether `args` are `clean` and nothing but paths, or nothing at all in a pipe.

    >>> is_plain(["clean", "a.txt", "-"]), is_plain(["clean", "--diff", "a.txt"]), is_plain(["check", "a.txt"])
    (True, False, False)
    """
    if any(name.endswith("_COMPLETE") for name in os.environ):  # a shell asks what could follow
        return False
    if not args:
        return sys.stdin is not None and not sys.stdin.isatty()
    if args[0] != "clean" or any(arg.startswith("-") and arg != "-" for arg in args):
        return False
    return os.name != "nt" or _EXPANDED.isdisjoint("".join(args))
