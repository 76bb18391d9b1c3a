"""What a start costs, by piece: fresh processes that each do one piece more, and the processor time that it adds.

    python benchmarks/startup.py [--rounds 11]

The cache of packs is warm, as it is from the second run on. Bytecode is kept for the run in a folder of its own, as an
installation has it, whatever PYTHONDONTWRITEBYTECODE says.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from speed import THREE_LINES

#: What each process does, by the piece that it has more than the one before.
PIECES = {
    "Python itself": "",
    "modules of the command": "import cleaner.cli.cleaning",
    "rules": "from cleaner import Cleaner; tidy = Cleaner()",
    "a first text of three lines": "tidy.clean(TEXT)",
    "the same text again": "tidy.clean(TEXT)",
}
TELL = "import time; print(time.process_time())"


def seconds(code: str, environment: dict[str, str]) -> float:
    """Processor time of a fresh process that runs `code`."""
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=11)
    rounds = options.parse_args().rounds
    home = str(Path(__file__).parent.parent)
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPATH": home, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done, before = f"TEXT = {THREE_LINES!r}", 0.0
        for name, code in PIECES.items():
            done = f"{done}\n{code}"
            taken = [seconds(f"{done}\n{TELL}", environment) for _ in range(rounds + 1)][1:]
            middle = statistics.median(taken)
            print(f"{name:30}{1000 * (middle - before):8.1f} ms{1000 * middle:8.1f} ms in all", flush=True)
            before = middle


if __name__ == "__main__":
    main()
