"""A rule as a page of a manual."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cleaner.cli.layout import cells, change, coloured, faint, gone, paragraphs, title, width, wrapped
from cleaner.model import GROUPS, OFF_BY_DEFAULT
from cleaner.packs.builtin import BuiltIn
from cleaner.packs.load import builtin_folder
from cleaner.packs.rule import Rule
from cleaner.propose.boilerplate import CERTAIN
from cleaner.terminal import safe

INDENT = "    "
REMOVING = frozenset({"phrase", "pattern", "shape", "block"})  #: kinds that are evidence for or against a line
_LINE = {
    "line": "is one of the phrases below", "start": "begins with one of the phrases below",
    "end": "ends with one of the phrases below", "anywhere": "has one of the phrases below",
}  # fmt: skip
_WHERE = {
    "anywhere": "anywhere in the text", "leading": "near its beginning", "trailing": "near its end",
    "edge": "near its beginning or end",
}  # fmt: skip
_SAFETY = {
    "safe": "applied by default", "unsafe": "applied with --unsafe only, for it is right most of the time",
    "flag": "never applied, only reported",
}  # fmt: skip


def rule_page(rule: Rule) -> Iterator[str]:
    """The lines of the page about `rule`."""
    yield from _heading(rule.id, rule.title, f"{rule.group} · {rule.pack}")
    yield from _section("What it does", [" ".join(_does(rule))])
    yield from _section("Why", [rule.why] if rule.why else [])
    yield from _section("Phrases", rule.phrases, "· ")
    yield from _section("Pattern", [rule.pattern] if rule.pattern else [])
    yield from _section("Becomes", [rule.replacement] if rule.kind == "replace" and rule.replacement else [])
    yield from _section("Shape", _conditions(rule.shape), "· ")
    yield from _section("Lines that follow", _conditions(rule.follow), "· ")
    yield from _styled("Words", (change(old, new) for old, new in (rule.words or {}).items()))
    tests = rule.tests or {}
    yield from _styled("Examples", (_example(case) for case in tests.get("changes", ())), "- ")
    near = (" ⏎ ".join(paragraphs(case)) for case in tests.get("keeps", ()))
    yield from _styled("Near misses, which stay the same", near)
    yield from _section("References", rule.references)
    yield from _switch(rule.id, rule.group, rule.enabled)
    yield from _section("Source", [f"{_near(rule.path)}:{rule.line}"])


def builtin_page(name: str, found: BuiltIn) -> Iterator[str]:
    """The lines of the page about a finding of the program's own."""
    yield from _heading(name, found.title, found.group)
    yield from _section("Why", [found.why] if found.why else [])
    yield from _switch(name, found.group, True)
    yield from _section("Source", ["the program itself, not a rule pack"])


def _heading(name: str, what: str, right: str) -> Iterator[str]:
    gap = width() - cells(safe(name)) - cells(safe(right))
    yield title(safe(name)) + (" " * gap + faint(safe(right)) if gap > 1 else "")
    yield from wrapped(safe(what), INDENT)


def _section(name: str, items: Iterable[str], bullet: str = "") -> Iterator[str]:
    return _styled(name, (" ⏎ ".join(paragraphs(item)) for item in items), bullet)


def _styled(name: str, items: Iterable[str], bullet: str = "· ") -> Iterator[str]:
    lines = [line for item in items for line in wrapped(item, INDENT + bullet)]
    if lines:
        yield from ("", title(name))
        yield from lines


def _does(rule: Rule) -> Iterator[str]:
    if rule.kind in REMOVING:
        yield from _evidence(rule)
    else:
        how = "Replaces what the pattern finds" if rule.kind == "replace" else "Replaces the words below"
        need = f", where one of these stands in the same {rule.within}: {', '.join(rule.needs)}" if rule.needs else ""
        bar = f", unless one of these does: {', '.join(rule.forbids)}" if rule.forbids else ""
        yield f"{how}{need}{bar}."
    yield f"Safety: {rule.safety.word}, {_SAFETY[rule.safety.word]}."
    if rule.languages != ("any",):
        yield f"Languages: {', '.join(rule.languages)}."


def _evidence(rule: Rule) -> Iterator[str]:
    subject = {"pattern": "fits the pattern below", "shape": "has the shape below"}.get(rule.kind, _LINE[rule.match])
    least = f"at least {rule.min_words} and " if rule.min_words > 1 else ""
    limit = f", of {least}at most {rule.max_words} words," if rule.kind != "shape" and rule.match != "line" else ""
    side = "boilerplate" if rule.weight > 0 else "content"
    yield f"A line{limit} that {subject}, {_WHERE[rule.where]}, is evidence for {side}, of weight {rule.weight:+g}."
    if rule.weight >= CERTAIN:
        yield f"That is enough by itself ({CERTAIN:g} is); the line goes unless other rules speak against it."
    elif rule.weight > 0:
        yield f"By itself it is not enough ({CERTAIN:g} is): the lines around it must speak for boilerplate too."
    if rule.kind == "block":
        yield f"With it go up to {rule.most} lines under it that look as below."
    if rule.sentence:
        yield "It may also take a sentence off the end of a longer line."
    if rule.cues:
        yield "It also takes subtitle cues that say nothing else, at the start and the end."


def _conditions(shape: dict[str, Any] | None) -> list[str]:
    return [f"{key}: {', '.join(v) if isinstance(v, list) else v}" for key, v in (shape or {}).items()]


def _example(case: str | dict[str, str]) -> str:
    if isinstance(case, dict):
        return change(case["from"], case["to"])
    return " ⏎ ".join(gone(line) if line and coloured() else line for line in paragraphs(case))


def _switch(name: str, group: str, enabled: bool) -> Iterator[str]:
    if not enabled:
        return _section("Switched off", ["Its pack has it switched off; a pack of yours can switch it on."])
    if group in OFF_BY_DEFAULT:
        names = [name for name in GROUPS if name == group or name not in OFF_BY_DEFAULT]
        also = f"Its group is off by default. To have it with all others: --select {','.join(names)}"
        return _section("Switch it on", [also])
    line = f"--ignore {name}, or under [tool.cleaner] in pyproject.toml: ignore = {json.dumps([name])}"
    return _section("Switch it off", [line])


def _near(path: str) -> str:
    """`path` as seen from the folder of the built-in packs, or from here, where it lies below."""
    for folder in (Path(builtin_folder()).parent, Path.cwd()):
        if Path(path).is_relative_to(folder):
            return str(Path(path).relative_to(folder))
    return path
