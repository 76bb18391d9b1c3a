"""What `cleaner learn` takes, and above all what it must not take."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from learning import NOUNS, article, learned, taken, texts, write

import cleaner
from cleaner.packs.load import load_rules

FOOTER = "Explore the rest of the Harwick Lantern at lantern.example.org"
NOTE = "The Lantern is printed by its readers. Our shop on Mill Lane has mugs, maps and the almanac for you."
STEPS = [
    "Preheat the oven to 350 degrees F (175 degrees C).",
    "Sift the flour, the salt and the baking powder into a large bowl.",
    "Let it cool on a rack before you cut it.",
]
LAW = (
    "Everyone has the right to freedom of movement and residence within the borders of each state, and the right to "
    "leave any country, and to return to it."
)
GLOSSARY = {
    "Weir": "a low dam that raises the level of a river",
    "Lock": "a chamber in which boats are raised and lowered",
    "Leat": "a channel that leads water to a mill",
    "Sluice": "a gate by which the flow of water is controlled",
    "Ford": "a shallow place where a river can be crossed on foot",
}


def test_takes_what_a_site_adds(tmp_path: Path) -> None:
    """At the end of different articles: with an address, with a note to the reader, with a number that varies."""
    found = texts(30, lambda n, a: [*a, f"Lantern no. {n} · © Harwick Lantern", NOTE, FOOTER] if n % 3 else a)
    rules = taken(learned(write(tmp_path / "a.jsonl", found, source="lantern")))
    assert set(rules) == {
        "lantern no 0 © harwick lantern",
        "the lantern is printed by its readers our shop on mill lane has mugs maps and the almanac for you",
        "explore the rest of the harwick lantern at lantern example org",
    }
    assert {r["where"] for r in rules.values()} == {"trailing"}
    assert "In 20 of 30 documents of lantern (67%)" in str(rules["lantern no 0 © harwick lantern"]["why"])


def test_takes_templates_whose_names_and_addresses_vary(tmp_path: Path) -> None:
    """`...` stands for what varies; of a line that goes on differently its beginning is enough."""
    names = ["Jane Roe", "John Miller", "Ada van Houten", "Otto Brand", "Mia Stone", "Karl Weiss"] * 3

    def change(n: int, lines: list[str]) -> list[str]:
        shop = f"The almanac of the year for {names[n]} stands in our shop: shop.example.org/{NOUNS[n % 15]}{n}/books"
        return [*lines, shop, f"Write to {names[-n]} at our shop"]

    rules = taken(learned(write(tmp_path / "a.jsonl", texts(18, change), source="lantern")))
    assert {(phrase, r["match"]) for phrase, r in rules.items()} == {
        ("the almanac of the year for", "start"),
        ("write to ... at our shop", "line"),
    }


KEPT = {
    "a refrain": lambda n, a: [*a[:2], "And the river goes down to the sea.", *a[2:5], "And the river goes down to the sea.", *a[5:], "And the river goes down to the sea."],
    "a closing word": lambda n, a: [*a, "Amen."],
    "a closing wish": lambda n, a: [*a, "Serve warm with your favourite sauce."] if n % 4 == 0 else a,
    "steps of recipes": lambda n, a: [a[0], "Ingredients", a[1], "Method", *[s for i, s in enumerate(STEPS) if (n + i) % 3], a[2]],
    "steps at the end": lambda n, a: [*a, *[s for i, s in enumerate(STEPS) if (n + i) % 3]],
    "a law, quoted": lambda n, a: [*a[:3], f"“{LAW}”", *a[3:]] if n % 2 else a,
    "a law, in the midst": lambda n, a: [*a[:3], LAW, *a[3:]] if n % 2 else a,
    "a glossary": lambda n, a: [*a, "Glossary", *[f"{k}: {v}" for i, (k, v) in enumerate(GLOSSARY.items()) if (n + i) % 3]],
    "a motto, quoted at the end": lambda n, a: [*a, "“We never close the gate,” the keeper said."],
    "labels of parts": lambda n, a: ["What happened", *a[:3], "Why it matters", *a[3:5], "What comes next", *a[5:]],
    "an opening label": lambda n, a: ["Opinion", *a],
    "an opening sentence": lambda n, a: ["This is a story about the river and the people who live along it.", *a],
    "a prayer": lambda n, a: [*a, "Pray for us now and at the hour of our death."],
    "thanks": lambda n, a: [*a, "We thank you for our daily bread."],
    "a step with the reader in it": lambda n, a: [*a, "Cover your bowl and let your dough rise until it doubles."],
    "a German blessing": lambda n, a: [*a, "Der Herr segne euch und behüte unsere Häuser."],
    "a law at the end, under two": lambda n, a: [*a, LAW] if n in (3, 9) else a,
    "an answer that begins alike": lambda n, a: [*a, f"It remains to be seen whether {NOUNS[n % 15]} {n} opens again."],
    "a close that ends alike": lambda n, a: [*a, f"The {NOUNS[n % 15]} of {n} keepers lived happily ever after."],
    "names of speakers": lambda n, a: [x for p in a for x in ("ANNA", p)],
}  # fmt: skip


CLOSINGS = [
    "See also section 3 of the Act.", "Copyright law gives authors the right to copy their works.",
    "App: a program that runs on a phone", "Download the file, unpack it and run the installer.",
    "Send an email to your teacher with the answer.", "What did you learn?", "Discussion questions:", "Next → step 2",
    "| Total | 40 |", "See the table below.", "Share it with your family while it is warm.", "Yours sincerely,",
]  # fmt: skip


@pytest.mark.parametrize("every", [1, 4])
def test_leaves_what_lessons_laws_and_manuals_close_with(tmp_path: Path, every: int) -> None:
    """Each under the articles of a source of its own."""
    for number, line in enumerate(CLOSINGS):
        found = texts(24, lambda n, a, line=line: a if n % every else [*a, line], first=100 * number)  # type: ignore[misc]
        write(tmp_path / "a.jsonl", found, source=f"paper{number}")
    assert set(taken(learned(tmp_path / "a.jsonl"))) == set()


@pytest.mark.parametrize("name", KEPT)
def test_leaves_what_recurs_for_a_reason(tmp_path: Path, name: str) -> None:
    result = learned(write(tmp_path / "a.jsonl", texts(40, KEPT[name]), source="lantern"))
    assert taken(result) == {}


LETTER = (
    "The Lantern has been printed by the same three families since the flood, and every week our readers help us to pay "
    "for paper and ink. If you can, send your gift to friends@lantern.example.org."
)


def test_a_long_line_to_the_reader_is_enough_twice(tmp_path: Path) -> None:
    """Of a source with few documents; a short one needs three."""
    change = {3: LETTER, 9: LETTER, 12: "Our shop: b.example.org", 14: "Our shop: b.example.org"}
    found = texts(20, lambda n, a: [*a, change[n]] if n in change else a)
    rules = taken(learned(write(tmp_path / "a.jsonl", found, source="lantern")))
    assert [r["title"] for r in rules.values()] == ["The Lantern has been printed by the same three families sin…"]
    assert not taken(learned(tmp_path / "a.jsonl", least=4))


def test_takes_lines_that_end_alike(tmp_path: Path) -> None:
    """What varies stands before; a longer line that ends so may tell something first, and stays."""
    end = "stands in the almanac, in our shop and at lantern.example.org"
    found = texts(18, lambda n, a: [*a, f"{NOUNS[n % 15].title()} {'and so ' * (n % 3)}on: it {end}"])
    path = write(tmp_path / "a.jsonl", found, source="lantern")
    (rule,) = taken(learned(path)).values()
    assert (rule["match"], rule["max_words"]) == ("end", 17)
    pack = tmp_path / "site.yaml"
    pack.write_text(learned(path).text(), encoding="utf-8")
    long = f"The mill was sold for the third time in a year, and what the buyer means to do with it {end}"
    text = "\n\n".join([*article(7), long])
    assert cleaner.Cleaner(select=["boilerplate"], rules=[pack]).clean(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Abonnieren Sie unseren Newsletter und verpassen Sie keine Folge",
        "Suscríbete a nuestro boletín: boletin.example.es",
        "Apoie o nosso jornalismo: assine o Farol por dois reais",
        "Подпишитесь на наш канал в Telegram и читайте нас первыми",
        "ニュースレターの購読はこちら 毎朝お届けします",
    ],
)
def test_takes_what_a_site_adds_in_other_languages(line: str) -> None:
    from cleaner.learn.vouching import speaks_of_a_site

    assert speaks_of_a_site(line)


def test_a_line_that_announces_nothing(tmp_path: Path) -> None:
    """Last in its documents, "below" points at what the scraper left out; before a list it is the article's own."""
    last = texts(20, lambda n, a: [*a, "Further voices below."])
    assert set(taken(learned(write(tmp_path / "a.jsonl", last, source="lantern")))) == {"further voices below"}
    within = texts(20, lambda n, a: [*a, "Further voices below.", *article(900 + n, 3)])
    assert not taken(learned(write(tmp_path / "b.jsonl", within, source="lantern")))


def test_the_same_pack_whatever_the_order_of_the_documents(tmp_path: Path) -> None:
    """Also with copies, with more sources than are remembered, and with more near misses."""
    lines = []
    for n in range(120):
        body = [*article(n % 90), NOTE, FOOTER, *([] if n % 5 else [f"Explore the {NOUNS[n % 15]} {n} of the keeper"])]
        lines.append(json.dumps({"id": f"d{n:03}", "source": f"paper{n % 60}", "text": "\n\n".join(body)}))
    packs = set()
    for seed in range(3):
        path = tmp_path / f"{seed}.jsonl"
        path.write_text("\n".join(random.Random(seed).sample(lines, len(lines))), encoding="utf-8")
        packs.add(learned(path).text())
    assert len(packs) == 1 and NOTE in packs.pop()


def test_lines_that_stand_together_do_not_make_copies_of_their_documents(tmp_path: Path) -> None:
    """Whatever their hashes are: each of forty footers of two lines under six different articles."""
    from cleaner.learn.verdict import distinct_of

    first = [f"Our {NOUNS[n % 15]} and {NOUNS[n // 3]} are at lantern{n}.example.org" for n in range(40)]
    second = [f"Write to our {NOUNS[n // 3]} and {NOUNS[n % 15]} at desk{n}@lantern.example.org" for n in range(40)]
    for n in range(40):
        found = texts(6, lambda _, a, n=n: [*a, first[n], second[n]], first=100 * n)  # type: ignore[misc]
        write(tmp_path / "a.jsonl", found, source=f"paper{n}")
    lines = [c for c in learned(tmp_path / "a.jsonl").judge.candidates if c.match == "line"]
    seen = {s.line: distinct_of(c) for c in lines for s in c.sightings.values()}
    assert [line for line in (*first, *second) if seen.get(line, 0) < 4] == []


@pytest.mark.parametrize("copies", [2, 3, 9])
def test_copies_of_one_article_do_not_count(tmp_path: Path, copies: int) -> None:
    """Wire stories and corrections published again: the same text, or nearly."""
    stories = [
        [*article(s), f"{NOUNS[s].title()} tickets: call our desk before {s + 5} or come to {NOUNS[-s]} street."]
        for s in range(3)
    ]
    chance = random.Random(1)
    found = texts(20, lambda n, a: a, first=100)
    for story in stories:
        for copy in range(copies):
            found.append([*story[: 1 + copy % 3], *article(900 + copy, 1), *story[3:]] if copy else story)
    chance.shuffle(found)
    assert taken(learned(write(tmp_path / "a.jsonl", found, source="lantern"))) == {}


def test_bios_are_attribution_and_unsure_lines_are_off(tmp_path: Path) -> None:
    def change(n: int, lines: list[str]) -> list[str]:
        return [
            *lines,
            "Jane Roe keeps bees. She has written for the Lantern since 1998.",
            "Other voices, other views.",
        ]

    result = learned(write(tmp_path / "a.jsonl", texts(20, change), source="lantern"))
    assert taken(result) == {}
    groups = {r["title"]: (r.get("group"), r.get("enabled", True)) for r in result.rules}
    assert groups["Jane Roe keeps bees. She has written for the Lantern since …"] == ("attribution", True)
    off = next(r for r in result.rules if r["title"] == "Other voices, other views.")
    assert off["enabled"] is False and "Off, because" in off["why"]


def test_the_pack_works_and_its_examples_pass(tmp_path: Path) -> None:
    found = texts(30, lambda n, a: [*a, NOTE, FOOTER])
    pack = tmp_path / "site.yaml"
    pack.write_text(learned(write(tmp_path / "a.jsonl", found, source="lantern")).text(), encoding="utf-8")
    from cleaner.packs.examples import run_examples

    assert list(run_examples(load_rules([pack], tests=True), "made")) == []
    body = "\n\n".join(article(4711))
    tidy = cleaner.Cleaner(rules=[pack])
    assert tidy.clean(f"{body}\n\n{NOTE}\n\n{FOOTER}\n").text == body + "\n"
    rules = [r for r in load_rules([pack], tests=True) if r.pack == "made"]
    assert all(len(r.references) == 3 and r.why for r in rules)


def test_a_short_line_is_bound_to_its_source(tmp_path: Path) -> None:
    """What one site says may be content elsewhere; where nothing is known the rule speaks."""
    line = "Visit us: lantern.example.org"
    pack = tmp_path / "site.yaml"
    found = write(tmp_path / "a.jsonl", texts(20, lambda n, a: [*a, line]), url="https://www.lantern.example.org/1")
    pack.write_text(learned(found).text(), encoding="utf-8")
    rules = [r for r in load_rules([pack]) if r.pack == "made"]
    assert [r.sources for r in rules] in ([("lantern.example.org",)], [])
    tidy = cleaner.Cleaner(select=[r.id for r in rules] or ["typos"], rules=[pack])
    text = "\n\n".join([*article(7), line])
    gone = {
        u: line not in tidy.clean(text, url=u).text for u in (None, "https://lantern.example.org/2", "https://b.org")
    }
    assert gone == (
        {None: True, "https://lantern.example.org/2": True, "https://b.org": False}
        if rules
        else dict.fromkeys(gone, False)
    )


def test_the_same_pack_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", texts(30, lambda n, a: [*a, NOTE, FOOTER]), source="lantern")
    assert learned(path).text() == learned(path).text()


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More candidates than may be held: the rarest are forgotten, the commonest stay."""
    from cleaner.learn import survey

    monkeypatch.setattr(survey, "MOST", 30)
    odd = {n: f"Line {NOUNS[n % 15]} {VERB[n % 15]} {NOUNS[n // 3 % 15]} at our shop" for n in range(60)}

    def change(n: int, lines: list[str]) -> list[str]:
        return [*lines, *(odd[(n + i) % 60] for i in range(3)), FOOTER]

    result = learned(write(tmp_path / "a.jsonl", texts(120, change), source="lantern"))
    assert "explore the rest of the harwick lantern at lantern example org" in taken(result)


VERB = [f"{n}s" for n in NOUNS]


def test_names_and_words_of_the_corpus(tmp_path: Path) -> None:
    """A name, a word of the trade and a common slip: only what is the corpus's own is left alone."""
    from cleaner.cli.inputs import Finder
    from cleaner.learn import learn
    from cleaner.learn.corpus import Corpus
    from cleaner.learn.words import Words

    def change(n: int, lines: list[str]) -> list[str]:
        extra = "People asked Anna Teh about it and nobody knew that it was definitely over."
        wrong = " It definately was, the Ukranian said." if n % 9 == 0 else " A Ukrainian boat came."
        return [*lines, f"{extra}{wrong} The nam of the mill is made of wood."]

    words = Words()
    path = write(tmp_path / "a.jsonl", texts(36, change), source="lantern")
    learn(Corpus(Finder([str(path)])), "made", 3, words)
    assert "Teh" in words.own()
    assert not {"definately", "Ukranian"} & set(words.own())


def test_bad_records_are_counted_and_named(tmp_path: Path) -> None:
    from cleaner.cli.inputs import Finder
    from cleaner.learn.corpus import Corpus

    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n[1]\nnot json\n{"text": 5}\n\n{"html": 3}\n{"text": "Two."}\n', encoding="utf-8")
    corpus = Corpus(Finder([str(path)]))
    assert [t.lines for t in corpus] == [["One."], ["Two."]]
    assert corpus.skipped == 4 and corpus.problem.startswith(f"{path}:2")
    assert [t.lines for t in corpus] == [["One."], ["Two."]] and corpus.skipped == 4


@pytest.mark.parametrize(
    ("record", "by", "source"),
    [
        ({"text": "A.", "source": "Lantern", "url": "https://x.org"}, "", "Lantern"),
        ({"text": "A.", "url": "https://www.x.org/a"}, "", "x.org"),
        ({"text": "A."}, "", "a.jsonl"),
        ({"text": "A.", "source": "Lantern", "paper": "Post"}, "paper", "Post"),
        ({"text": "A.", "source": ["odd"]}, "", "['odd']"),
    ],
)
def test_source(tmp_path: Path, record: dict[str, object], by: str, source: str) -> None:
    from cleaner.cli.inputs import Finder
    from cleaner.learn.corpus import Corpus

    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert [t.source for t in Corpus(Finder([str(path)]), by=by)] == [source]
