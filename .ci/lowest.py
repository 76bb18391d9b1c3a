"""Print pip constraints that pin each run-time dependency to the lowest version that pyproject.toml allows."""

import pathlib
import re
import sys

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

project = tomllib.loads(pathlib.Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
for requirement in project["dependencies"]:
    print(re.sub(r"\s*>=\s*", "==", requirement.split(";")[0]))
