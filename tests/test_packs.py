"""Packs: what is refused and how it is said, layers, the schema, and every example of every rule."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from cleaner import Cleaner, CleanerError
from cleaner.errors import PackError
from cleaner.packs.examples import run_examples
from cleaner.packs.load import builtin_folder, load_rules, pack_files
from cleaner.packs.read import read_pack_text
from cleaner.packs.schema import json_schema

RULES = load_rules(tests=True)
CLEAN = sorted((Path(__file__).parent.parent / "fixtures" / "clean").glob("*.txt"))
PROSE = "The ferry crossed the lake on Saturday with sixty passengers and a brass band on board.\n"
GOOD = """\
pack: mine
rules:
  - id: mine-club
    title: A club
    weight: 9
    phrases: [join the reading club]
"""


def pack(tmp_path: Path, text: str, name: str = "mine.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_example_of_every_rule() -> None:
    assert [f"{rule.path}:{rule.line}: {rule.id}: {problem}" for rule, problem in run_examples(RULES)] == []


def test_an_example_that_is_wrong_is_named(tmp_path: Path) -> None:
    rule = (
        GOOD
        + """\
    where: trailing
    tests:
      changes: [Join the reading club, The lake was calm., "Join the reading club\\n\\nThe mill was lent by its owner for the whole of the week."]
      keeps: [They met in May., The club had a room., Join the reading club]
  - id: mine-spelling
    title: Spelling
    kind: replace
    group: typos
    pattern: \\bferri\\b
    replacement: ferry
    tests:
      changes: [{from: the ferri, to: the ferries}, the boat]
      keeps: [a ferry, a ferris wheel, a ferri]
  - id: mine-untried
    title: Untried
    phrases: [a lake of one's own]
"""
    )
    rules = load_rules(
        [pack(tmp_path, rule.replace("reading club]\n", "reading club, come to the pier]\n", 1))], tests=True
    )
    assert [(rule.id, problem) for rule, problem in run_examples(rules, "mine")] == [
        ("mine-club", "does not fire on 'The lake was calm.'"),
        (
            "mine-club",
            "does not remove 'The mill was lent by its owner for the whole of the week.' (score -inf) of 'Join the reading club\\n\\nThe mill was lent by its owner for the whole of the week.'",
        ),
        ("mine-club", "removes the near miss 'Join the reading club'"),
        ("mine-club", "no example hits the phrase 'come to the pier'"),
        ("mine-spelling", "makes 'the ferry' of 'the ferri', not 'the ferries'"),
        ("mine-spelling", "does not fire on 'the boat'"),
        ("mine-spelling", "changes 'ferri' to 'ferry' in 'a ferri'"),
        ("mine-untried", "has no tests"),
    ]


@pytest.mark.parametrize("path", CLEAN, ids=lambda p: p.stem)
def test_no_rule_finds_anything_in_clean_text(path: Path) -> None:
    result = Cleaner(select=["boilerplate", "encoding", "typos", "transcription"], unsafe=True).clean(
        path.read_text(encoding="utf-8")
    )
    assert [(e.rule, e.old) for e in (*result.edits, *result.flags)] == []


def test_ids_begin_with_what_they_are_about_and_never_repeat() -> None:
    ids = [r.id for r in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "pack: mine\nrules:\n  - id: a\n    phrase: [xyz]\n",
            "mine.yaml:4: rule 'a': unknown key 'phrase'; did you mean",
        ),
        ("pack: mine\nrules:\n  - id: a\n    id: b\n", "mine.yaml:4: the key 'id' stands twice"),
        ("pack: mine\npack: yours\nrules: []\n", "mine.yaml:2: the key 'pack' stands twice"),
        ("pack: mine\nruls: []\n", "unknown key 'ruls'; did you mean 'rules'?"),
        ("pack: mine\n", "'rules' is missing"),
        ("pack: mine\nrules:\n  - title: x\n", "mine.yaml:3: a rule without 'id'"),
        (
            "pack: mine\nrules:\n  - id: Bad Id\n    phrases: [abc]\n",
            "'Bad Id', which does not look like my-rule: small",
        ),
        (
            "pack: mine\nlanguage: english\nrules: []\n",
            "'english', which does not look like en: a code of two or three",
        ),
        (
            "pack: mine\nrules:\n  - id: a\n    phrases: abc\n",
            "'phrases' must be a list, like [one, two], or one on each",
        ),
        (
            'pack: mine\nrules:\n  - id: a\n    kind: pattern\n    pattern: "\\bteh"\n',
            "'pattern' has a control character",
        ),
        ("pack: mine\nrules:\n  - id: a\n    phrases: [abc]\n    where: tailing\n", "did you mean 'trailing'?"),
        ("pack: mine\nrules:\n  - id: a\n    phrases: [1]\n", "item 1 must be a text; quote it"),
        ("pack: mine\nrules:\n  - id: a\n    phrases: ['(abc|b']\n", "bracket without its partner"),
        ("pack: mine\nrules:\n  - id: a\n    phrases: [at]\n", "no word of three letters"),
        ("pack: mine\nrules:\n  - id: a\n    kind: replace\n    pattern: x\n", "needs 'replacement'"),
        (
            "pack: mine\nrules:\n  - id: a\n    phrases: [abc]\n    replacement: x\n",
            "no meaning in a rule of kind 'phrase'",
        ),
        (
            "pack: mine\nrules:\n  - id: a\n    kind: shape\n    weight: 1\n    shape: {has: [urll]}\n",
            "'urll' is none of",
        ),
        ("pack: mine\nrules:\n  - &x id: a\n", "anchors and aliases"),
        ("pack: !!python/name:os.system x\nrules: []\n", "tags (!) are not allowed"),
        ("pack: mine\nrules: " + "[" * 100_000, "nested more than"),
        ("- a\n", "a pack is a mapping"),
        ("pack: [\n", "not valid YAML"),
        ("a: 1\n---\nb: 2\n", "only one YAML document"),
        ("pack: mine\nrules:\n  - id: not-there\n    weight: 1\n", "adjusts a rule that no pack before it has"),
        ("pack: mine\nrules:\n  - id: newsletter-subscribe\n    phrases: [abc]\n", "is taken"),
        ("pack: mine\nrules:\n  - id: newsletter-subscribe\n    weight: heavy\n", "'weight' must be a number"),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        load_rules([pack(tmp_path, text)])
    assert message in str(caught.value)
    assert "mine.yaml" in str(caught.value)


def test_a_pack_that_is_not_there_and_one_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no rule pack here"):
        load_rules([tmp_path / "nope.yaml"])
    (tmp_path / "latin.yaml").write_bytes("pack: caf\xe9".encode("latin-1"))
    with pytest.raises(PackError, match="not UTF-8"):
        load_rules([tmp_path / "latin.yaml"])


def test_a_users_pack_adds_switches_off_and_reweighs(tmp_path: Path) -> None:
    text = PROSE + "\nJoin the reading club\nSubscribe to our newsletter\n"
    both = PROSE
    assert Cleaner(rules=[pack(tmp_path, GOOD)]).clean(text).text == both
    off = pack(tmp_path, "pack: off\nrules:\n  - id: newsletter-subscribe\n    enabled: false\n", "off.yaml")
    assert "newsletter-subscribe" not in Cleaner(rules=[off]).book.on
    light = pack(tmp_path, "pack: light\nrules:\n  - id: mine-club\n    weight: 0.5\n", "light.yaml")
    kept = Cleaner(select=["mine-club"], rules=[tmp_path / "mine.yaml", light]).clean(text).text
    assert "reading club" in kept


def test_the_order_of_packs_does_not_matter(tmp_path: Path) -> None:
    one = pack(tmp_path, GOOD)
    two = pack(tmp_path, GOOD.replace("mine", "second").replace("reading club", "reading (club|circle)"), "two.yaml")
    text = PROSE + "\nJoin the reading club\n"
    results = [Cleaner(rules=paths).clean(text) for paths in ([one, two], [two, one])]
    assert results[0] == results[1]
    assert results[0].edits


@pytest.mark.parametrize("name", ["newsletters", "typoz", "newsletter-subscrib"])
def test_unknown_names_in_select_are_refused(name: str) -> None:
    with pytest.raises(CleanerError, match="neither a group nor a rule"):
        Cleaner(select=[name])


def test_every_pack_fits_the_published_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in pack_files(builtin_folder()):
        errors = list(validator.iter_errors(read_pack_text(Path(path).read_text(encoding="utf-8"), path)))
        assert not errors, f"{path}: {errors[0].message}"
    assert json.dumps(schema)
