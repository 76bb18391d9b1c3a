"""Modules whose examples need an extra that is not installed are left out of the examples, and named."""

from importlib.util import find_spec

NEEDS = {"datatrove": "datatrove", "ray": "ray", "spark": "pyspark", "warc": "fastwarc", "arrow": "pyarrow"}

missing = sorted(module for module, package in NEEDS.items() if find_spec(package) is None)
collect_ignore = [f"cleaner/adapters/{module}.py" for module in missing]


def pytest_report_header() -> str:
    return f"examples not run, their extras are not installed: {', '.join(missing)}" if missing else ""
