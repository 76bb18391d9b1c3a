"""Which findings a page lists when a log has more than a browser should hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

MOST = 200_000  #: findings on one page


class Choice(Generic[K]):
    """Takes findings one by one and says which are listed: all, or of each kind at most so many, evenly spread.

    Rare kinds are listed in full; the limit is the highest that keeps the sum within `most`.

    >>> choice = Choice({"rare": 2, "common": 98}, most=10)
    >>> sum(choice.takes(k) for k in ["common"] * 98), sum(choice.takes(k) for k in ["rare"] * 2)
    (8, 2)
    """

    def __init__(self, counts: Mapping[K, int], most: int = MOST) -> None:
        self.counts = counts
        self.limit = _limit(counts, most)
        self._seen: Counter[K] = Counter()

    @property
    def left_out(self) -> int:
        """How many findings are not listed."""
        return sum(max(0, n - self.limit) for n in self.counts.values())

    def takes(self, kind: K) -> bool:
        """Whether the next finding of `kind` is listed."""
        count, number = self.counts[kind], self._seen[kind]
        self._seen[kind] += 1
        if count <= self.limit:
            return True
        return (number + 1) * self.limit // count > number * self.limit // count


def _limit(counts: Mapping[K, int], most: int) -> int:
    """The highest number such that taking at most so many of each kind takes at most `most`."""
    left = most
    for position, count in enumerate(sorted(counts.values())):
        share = left // (len(counts) - position)
        if count > share:
            return share
        left -= count
    return max(counts.values(), default=0)
