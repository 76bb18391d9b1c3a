"""Find packs, layer them, and give the engine one rule book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cleaner.errors import PackError, UnreadableInput
from cleaner.model import GROUPS
from cleaner.packs import cache
from cleaner.packs.builtin import NAMES
from cleaner.packs.mapping import Mapping
from cleaner.packs.rule import ADJUSTABLE, Rule, check_pack, check_rule
from cleaner.reading import read_file

MAX_RULES = 20_000
MAX_BYTES = 16 << 20  #: of one file
INTRICATE = 8  #: choices and blanks in a phrase from which on it is measured


def builtin_folder() -> Path:
    """The folder of the built-in packs: the checkout's `rules/`, else the one inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent / "rules"
    return checkout if (package.parent / "pyproject.toml").is_file() and checkout.is_dir() else package / "rules"


def pack_files(path: Path) -> list[Path]:
    """The YAML files of a pack: `path` itself, or all below a folder, in the order of their names.

    Raises PackError when there are none. Links inside a folder are not followed.
    """
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and not p.is_symlink())
        files = [p for p in found if p.is_file()]
    else:
        files = [path] if path.is_file() else []
    if not files:
        raise PackError("no rule pack here: expected a .yaml file or a folder of them", str(path))
    return files


def load_rules(extra: Iterable[Path] = (), builtin: bool = True, tests: bool = False) -> tuple[Rule, ...]:
    """Every rule of the built-in packs and of `extra` ones, the later adjusting the earlier, in load order.

    Rules come without their tests and references, compiled from the cache where it has them, unless `tests` is set.
    Raises PackError, naming file and line, on the first thing that is wrong.
    """
    own = [(str(path), _read(path)) for path in pack_files(builtin_folder())] if builtin else []
    strange = [(str(path), _read(path)) for place in extra for path in pack_files(place)]
    contents = own + strange
    key = cache.key_of(contents)
    if not tests and (kept := cache.fetch(key)) is not None:
        return kept
    rules: dict[str, Rule] = {}
    for path, data in own:
        _take(rules, path, data)
    for path, data in strange:
        for rule in _take(rules, path, data):
            _refuse_runaway(rule)
    if len(rules) > MAX_RULES:
        raise PackError(f"more than {MAX_RULES:,} rules")
    cache.keep(key, tuple(rules.values()))
    return tuple(rules.values())


def _refuse_runaway(rule: Rule) -> None:
    """Raise PackError where a rule of a pack that is not ours has a pattern or phrase that can run away."""
    from cleaner.packs.runaway import runs_away

    measured: list[tuple[str, str | bytes]] = [("pattern", rule.pattern)] if rule.pattern else []
    measured += ((f"phrase {p.text!r}", p.body) for p in rule.compiled if p.body.count(b"(?:") >= INTRICATE)
    for name, pattern in measured:
        if runs_away(pattern):
            problem = "can run away: a text could keep it busy for ever; bound its repetitions, or write phrases"
            raise PackError(f"rule {rule.id!r}: {name} {problem}", rule.path, rule.line)


def _take(rules: dict[str, Rule], where: str, data: bytes) -> list[Rule]:
    """Add the rules of a pack to `rules`, or adjust those there. Returns those that are new."""
    from cleaner.packs.read import read_pack_text  # PyYAML is imported only when a pack has changed

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PackError("is not UTF-8; save it as UTF-8", where) from None
    pack = read_pack_text(text, where)
    check_pack(pack, where)
    new: list[Rule] = []
    for entry in pack["rules"]:
        old = rules.get(str(entry.get("id"))) if isinstance(entry, Mapping) else None
        if old is not None:
            rules[old.id] = _adjust(old, entry, where)
            continue
        if isinstance(entry, Mapping) and "id" in entry and set(entry) <= set(ADJUSTABLE):
            raise PackError(f"rule {entry['id']!r} adjusts a rule that no pack before it has", where, entry.line)
        rule = check_rule(entry, pack, where)
        if rule.id in NAMES or rule.id in GROUPS:
            problem = "is taken: it names a group or a finding of the program's own"
            raise PackError(f"the id {rule.id!r} {problem}", where, rule.line)
        rules[rule.id] = rule
        new.append(rule)
    return new


def _adjust(old: Rule, entry: Mapping, where: str) -> Rule:
    """`old` with the weight, safety or switch that a later pack gives it."""
    for key in entry:
        if key not in ADJUSTABLE:
            place = f"{old.path}:{old.line}"
            message = f"the id {old.id!r} is taken ({place}); to adjust that rule give only {', '.join(ADJUSTABLE[1:])}"
            raise PackError(message, where, entry.lines[key])
    pack = Mapping(entry.line)
    pack["pack"] = old.pack
    checked = check_rule(_as_rule(entry), pack, where)
    given = {k: getattr(checked, k) for k in ("enabled", "weight", "safety") if k in entry}
    return replace(old, **given)


def _as_rule(entry: Mapping) -> Mapping:
    """`entry` filled up to a whole rule, so that its values are checked like any other's."""
    whole = Mapping(entry.line)
    whole.update(entry)
    whole.lines = {**entry.lines, "phrases": entry.line}
    whole["phrases"] = ["placeholder"]
    return whole


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MAX_BYTES)
    except UnreadableInput as error:
        raise PackError(str(error), str(path)) from None
