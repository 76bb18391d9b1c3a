"""Being asked to stop: Ctrl-C, SIGTERM, a reader that has gone. Nothing is left half done."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, TypeVar, cast

from cleaner.terminal import say

F = TypeVar("F", bound=Callable[..., Any])


class Stopped(KeyboardInterrupt):
    """The system asks the program to end."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn SIGTERM into Stopped in the block, so that nothing is left half done."""
    try:
        old = signal.signal(signal.SIGTERM, _stop)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, old)


def _stop(number: int, frame: object) -> None:
    raise Stopped


def interruptible(command: F) -> F:
    """Let `command` end with the exit code that a shell expects after a signal."""

    @wraps(command)
    def stopping(*args: Any, **options: Any) -> Any:
        try:
            with stoppable():
                return command(*args, **options)
        except Stopped:
            say("stopped; give the same command again to go on")
            return 128 + signal.SIGTERM
        except KeyboardInterrupt:
            say("interrupted; give the same command again to go on")
            return 128 + signal.SIGINT
        except BrokenPipeError:
            give_up_stdout()
            return 128 + signal.SIGPIPE

    return cast(F, stopping)


def give_up_stdout() -> None:
    """Nobody reads any more: what is still in the buffer goes nowhere."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
