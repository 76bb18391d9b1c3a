"""Packs read, checked and layered, the later adjusting the earlier: what is done when a pack has changed."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.errors import PackError
from cleaner.model import GROUPS
from cleaner.packs.builtin import NAMES
from cleaner.packs.check import ADJUSTABLE, check_pack, check_rule
from cleaner.packs.mapping import Mapping
from cleaner.packs.read import read_pack_text
from cleaner.packs.rule import Rule
from cleaner.packs.runaway import runs_away

MAX_RULES = 20_000
INTRICATE = 8  #: choices and blanks in a phrase from which on it is measured

Contents = Sequence[tuple[str, bytes]]  # of packs: path and bytes, in load order


def layered(own: Contents, strange: Contents) -> tuple[Rule, ...]:
    """Every rule of our `own` packs and of `strange` ones, in load order. Raises PackError."""
    rules: dict[str, Rule] = {}
    for path, data in own:
        _take(rules, path, data)
    for path, data in strange:
        for rule in _take(rules, path, data):
            _refuse_runaway(rule)
    if len(rules) > MAX_RULES:
        raise PackError(f"more than {MAX_RULES:,} rules")
    return tuple(rules.values())


def _refuse_runaway(rule: Rule) -> None:
    """Raise PackError where a rule of a pack that is not ours has a pattern or phrase that can run away."""
    measured: list[tuple[str, str | bytes]] = [("pattern", rule.pattern)] if rule.pattern else []
    measured += ((f"phrase {p.text!r}", p.body) for p in rule.compiled if p.body.count(b"(?:") >= INTRICATE)
    for name, pattern in measured:
        if runs_away(pattern):
            problem = "can run away: a text could keep it busy for ever; bound its repetitions, or write phrases"
            raise PackError(f"rule {rule.id!r}: {name} {problem}", rule.path, rule.line)


def _take(rules: dict[str, Rule], where: str, data: bytes) -> list[Rule]:
    """Add the rules of a pack to `rules`, or adjust those there. Returns those that are new."""
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
    return old._replace(**given)


def _as_rule(entry: Mapping) -> Mapping:
    """`entry` filled up to a whole rule, so that its values are checked like any other's."""
    whole = Mapping(entry.line)
    whole.update(entry)
    whole.lines = {**entry.lines, "phrases": entry.line}
    whole["phrases"] = ["placeholder"]
    return whole
