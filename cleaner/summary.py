"""What a run did, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from cleaner.model import GROUPS, Result

SHOWN_RULES = 8  #: rules named for each group; the rest is a number
SHOWN_REASONS = 8


class Tally(NamedTuple):
    """One text: its code points, how many of them were removed, and the edits by group and rule."""

    size: int = 0
    removed: int = 0
    edits: tuple[tuple[str, str], ...] = ()
    flags: int = 0


def tally(result: Result) -> Tally:
    """The numbers of one text.

    >>> from cleaner.model import Edit
    >>> tally(Result("the", (Edit(0, 3, "teh", "the", "codespell", "typos"),), (), "teh"))
    Tally(size=3, removed=0, edits=(('typos', 'codespell'),), flags=0)
    """
    removed = sum(len(e.old) for e in result.edits if not e.new)
    return Tally(len(result.original), removed, tuple((e.group, e.rule) for e in result.edits), len(result.flags))


class Summary:
    """The numbers of a run, which survive an interruption as JSON.

    >>> run = Summary()
    >>> run.add_text(Tally(200, 50, (("typos", "codespell"), ("boilerplate", "share"))))
    >>> run.add_file(changed=True)
    >>> print(run.report())
    1 file, 1 changed; 25.0 % of the text removed
      boilerplate 1: share 1
      typos 1: codespell 1
    """

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        state = state or {}
        self.counts: Counter[str] = Counter(state.get("counts", {}))
        self.edits: Counter[tuple[str, str]] = Counter({(g, r): n for g, r, n in state.get("edits", ())})
        self.reasons: Counter[str] = Counter(state.get("reasons", {}))

    def state(self) -> dict[str, Any]:
        """Everything, for JSON."""
        edits = [[group, rule, n] for (group, rule), n in self.edits.items()]
        return {"counts": dict(self.counts), "edits": edits, "reasons": dict(self.reasons)}

    def add_text(self, numbers: Tally) -> None:
        """Count a text: a file, or a record of one."""
        self.counts.update(size=numbers.size, removed=numbers.removed, flags=numbers.flags)
        self.edits.update(numbers.edits)

    def add_file(self, changed: bool) -> None:
        """Count a file."""
        self.counts.update(files=1, changed=int(changed))

    def add_record(self, changed: bool) -> None:
        """Count a record of JSON Lines or Parquet."""
        self.counts.update(records=1, changed_records=int(changed))

    def skip(self, reason: str) -> None:
        """Count something that was skipped or left as it was."""
        self.reasons[_kind(reason)] += 1

    def report(self) -> str:
        """The lines to show."""
        return "\n".join([self.head(), *(f"  {name} {n:,}: {what}" for name, n, what in self.parts())])

    def head(self) -> str:
        """The first line: files, records, text."""
        counts = self.counts
        head = f"{counts['files']:,} file{'s' * (counts['files'] != 1)}, {counts['changed']:,} changed"
        if counts["records"]:
            head += f"; {counts['records']:,} records, {counts['changed_records']:,} changed"
        if counts["size"]:
            head += f"; {100 * counts['removed'] / counts['size']:.1f} % of the text removed"
        if counts["flags"]:
            head += f"; {counts['flags']:,} only reported"
        return head

    def parts(self) -> list[tuple[str, int, str]]:
        """The other lines: a group, its edits, and their rules; last what was skipped, and why."""
        parts = [(group or "other", rules) for group in (*GROUPS, "") if (rules := self._rules(group))]
        shown = [(name, rules.total(), most_of(rules, SHOWN_RULES)) for name, rules in parts]
        if self.reasons:
            shown.append(("skipped", self.reasons.total(), most_of(self.reasons, SHOWN_REASONS)))
        return shown

    def _rules(self, group: str) -> Counter[str]:
        """How many edits each rule of `group` made; "" is any group that has no name of ours."""
        return Counter({r: n for (g, r), n in self.edits.items() if g == group or (not group and g not in GROUPS)})


def most_of(counter: Counter[str], shown: int = SHOWN_RULES) -> str:
    """The names that were counted most, with their numbers; the rest is a number.

    >>> most_of(Counter(a=1, b=20, c=1), shown=2)
    'b 20, a 1, 1 more 1'
    """
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(n for _, n in ranked[shown:])
    listed = ", ".join(f"{name} {n:,}" for name, n in ranked[:shown])
    return listed + (f", {len(ranked) - shown} more {rest:,}" if rest else "")


def _kind(reason: str) -> str:
    """A reason without what is particular to one file, so that like reasons are counted together."""
    words = reason.partition(":")[0].partition(";")[0].partition(" (")[0]
    return " ".join("…" if any(c.isdigit() for c in word) else word for word in words.split())
