"""Where the time goes: the share of each stage and each proposer of edits, and the lines of code that take most.

    python benchmarks/profile_stages.py [FOLDER] [--megabytes 2] [--one] [--lines 12]

Looks at the stack every millisecond of processor time, so that what is measured is hardly slowed (Unix only). FOLDER
holds text files; without it prose is made up. With --one all are cleaned as one text.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from material import made, read

sys.path.insert(0, str(Path(__file__).parent.parent))

EVERY = 0.001  # seconds of processor time
#: Functions that are stages by themselves; a proposer's stage is its module's name.
STAGES = {"segment", "switches", "resolve", "settle", "apply", "compose", "told_lines"}


class Profile:
    """Counts of samples by stage and by line."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()

    def take(self, _: int, frame: FrameType | None) -> None:
        """Called by the timer: note where the program is."""
        if frame is None:
            return
        self.lines[f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}:{frame.f_lineno}"] += 1
        stage = "other"
        while frame:
            module, name = Path(frame.f_code.co_filename), frame.f_code.co_name
            if module.parent.name == "propose" and name == "propose":
                stage = module.stem if stage == "other" else stage
            elif name in STAGES and "cleaner" in module.parts:
                stage = name
            frame = frame.f_back
        self.stages[stage] += 1


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--megabytes", type=float, default=2)
    options.add_argument("--one", action="store_true")
    options.add_argument("--lines", type=int, default=12)
    given = options.parse_args()
    from cleaner import Cleaner

    size = int(given.megabytes * 1e6)
    texts = list(read(given.folder, size) if given.folder else made(size))
    texts = ["\n".join(texts)] if given.one else texts
    tidy, profile = Cleaner(), Profile()
    tidy.clean("I recieve teh post. Caf\xc3\xa9s are open.\n\nShare this story\n")  # imports, lists, automatons
    signal.signal(signal.SIGPROF, profile.take)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    begun = time.process_time()
    for text in texts:
        tidy.clean(text)
    seconds = time.process_time() - begun
    signal.setitimer(signal.ITIMER_PROF, 0)
    done = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{done:.1f} MB in {seconds:.2f} s of processor time: {done / seconds:.2f} MB/s\n")
    for counts, most in ((profile.stages, None), (profile.lines, given.lines)):
        for name, count in counts.most_common(most):
            share = count / max(1, profile.stages.total())
            print(f"{100 * share:5.1f} %{1000 * share * seconds / done:8.1f} ms/MB  {name}")
        print()


if __name__ == "__main__":
    main()
