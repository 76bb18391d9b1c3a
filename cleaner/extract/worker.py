"""Extraction in a process of its own, with limits on time and memory.

A page can be built to take hours or all memory (300,000 paragraphs, a million nested elements), and parsers
in C can crash. So pages are read by a child that is killed when it oversteps; the next page gets a new one.
Starting a child costs about half a second, and it is kept for all pages that behave.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from cleaner.extract import Extracted, ExtractionSkipped, extract

__all__ = ["ExtractionSkipped", "Worker"]

#: Seconds for one page. An ordinary one takes 0.03; a book of 5 MB about 3, 300,000 paragraphs 50.
SECONDS = 60.0
#: Memory for the child, above what it has when it starts. Trees take 10-20 times the page's bytes.
MEGABYTES = 2000
#: Seconds for the child to start; importing the parsers takes 1 or 2 on a busy machine.
STARTING = 60.0


class Worker:
    """A child process that extracts pages one at a time. Use as a context manager, or call `close`.

    Not for several threads at once; each may have its own worker.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def extract(
        self, html: bytes | str, url: str | None = None, *, markdown: bool = False, charset: str | None = None
    ) -> Extracted:
        """What `cleaner.extract.extract` gives for the page.

        Raises ExtractionSkipped where a limit was met.
        """
        pipe = self._start()
        try:
            pipe.send((html, url, markdown, charset))
            if not pipe.poll(self.seconds):
                raise ExtractionSkipped(f"took longer than {self.seconds:g} seconds")
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise ExtractionSkipped("the extraction process died") from error
        except BaseException:  # its answer, if it comes, must not be taken for the next page's
            self.close()
            raise
        if isinstance(answer, Extracted):
            return answer
        self.close()  # memory that ran out once is seldom all given back
        raise ExtractionSkipped(str(answer))

    def close(self) -> None:
        """End the child, whatever it does. The next page starts a new one."""
        child, self._child = self._child, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if child is not None:
            child.kill()
            child.join()

    def _start(self) -> Connection:
        """The pipe to a running child."""
        if self._pipe is not None and self._child is not None and self._child.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")  # a fork would inherit threads' locks and our memory
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(theirs, self.megabytes), daemon=True)
        child.start()
        theirs.close()
        self._child, self._pipe = child, ours
        try:
            ready = ours.poll(STARTING) and ours.recv()
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.close()
            raise ExtractionSkipped("the extraction process did not start")
        return ours


def _serve(pipe: Connection, megabytes: int) -> None:
    """The child: read a page, answer with its text or with the reason why not, until the parent goes away."""
    _limit_memory(megabytes)
    pipe.send(True)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            html, url, markdown, charset = pipe.recv()
            pipe.send(_answer(html, url, markdown, charset))


def _answer(html: bytes | str, url: str | None, markdown: bool, charset: str | None) -> Extracted | str:
    """The extracted page, or why it was not."""
    try:
        return extract(html, url, markdown=markdown, charset=charset)
    except ExtractionSkipped as skipped:
        return str(skipped)
    except MemoryError:
        return "needed more memory than allowed"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _limit_memory(megabytes: int) -> None:
    """Let this process grow by no more than `megabytes`.

    Where the system knows no such limit, time has to do.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    used = 0
    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + megabytes * 1024 * 1024
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
