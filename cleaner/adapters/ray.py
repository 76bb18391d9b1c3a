"""Ray Data: batches of Arrow cleaned by actors that load the rules once.

    from cleaner.adapters.ray import clean
    clean(ray.data.read_parquet("in/")).write_parquet("out/")

As many one-CPU actors as the cluster has CPUs never start working: they hold every CPU, and the tasks that would read
the input wait for one. `clean` leaves at least one CPU to reading and writing.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cleaner.adapters.arrow import LOG, clean_table, restore_table
from cleaner.adapters.rows import settings_of
from cleaner.job import cleaner_for

BATCH = 256  #: records of a batch: a second of work or less, and all that is lost with a worker


class CleanBatches:
    """For `map_batches(CleanBatches, batch_format="pyarrow", ...)`: cleans `field` and adds the column `log`."""

    def __init__(self, field: str = "text", log: str = LOG, **settings: Any) -> None:
        self.settings = settings_of(settings)
        self.field = field
        self.log = log
        cleaner_for(self.settings)  # a broken pack stops the job before the first batch

    def __call__(self, batch: pa.Table) -> pa.Table:
        return clean_table(batch, self.settings, self.field, self.log)


def clean(dataset: Any, field: str = "text", log: str = LOG, actors: int | None = None, **settings: Any) -> Any:
    """`dataset` (of ray.data) cleaned. `settings` are those of the configuration: select, ignore, rules, unsafe ...

    `actors` is the largest number of processes, by default all CPUs but one; on a single CPU the actor takes half.
    """
    import ray
    import ray.data

    resources: Any = ray.cluster_resources
    cpus = int(resources().get("CPU", 1))
    most = max(1, min(actors or cpus - 1, cpus - 1))
    return dataset.map_batches(
        CleanBatches,
        fn_constructor_kwargs={"field": field, "log": log, **settings},
        batch_format="pyarrow",
        batch_size=BATCH,
        num_cpus=1 if cpus > 1 else 0.5,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=most),
    )


def restore(dataset: Any, field: str = "text", log: str = LOG) -> Any:
    """`dataset` as it was before `clean`."""
    return dataset.map_batches(
        restore_table, fn_kwargs={"field": field, "log": log}, batch_format="pyarrow", batch_size=BATCH
    )
