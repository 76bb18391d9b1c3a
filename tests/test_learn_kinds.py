"""What closes texts of many kinds and languages: `cleaner learn` takes what a site says, and nothing else.

Every line stands in texts of a source of its own, so one corpus tries them all.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from learning import article, learned, taken, write

CONTENT = {
    "manuals": [
        "See the full list of options at https://docs.example.org/config.",
        "Run the tests with npm test and open http://localhost:3000 in your browser.",
        "Download the app from the store, open it and enter your e-mail address.",
        "We recommend that you make a backup of your database before you go on.",
        "Install our app before you start.",
    ],
    "science": [
        "Zar, J. H. (1999). Lakes and their keepers. Mill Press. https://doi.org/10.1000/182",
        "All data are available at https://data.example.org/lake.",
        "We thank the two anonymous reviewers, whose comments helped us to improve the paper.",
    ],
    "health": [
        "If you or someone you know needs help, call the helpline at 1-800-555-0199.",
        "Talk to your doctor before you take any medicine, and tell us about any allergies.",
        "Ask your doctor if you are not sure whether you may take our tea with your medicine.",
    ],
    "recipes": [
        "If you have no oven, you can bake your bread in a pot, as our grandmother did.",
        "Prep 10 min | Cook 20 min | Serves 4",
        "→ 120 g Mehl",
        "Enjoy your meal!",
    ],
    "prayers, songs, stories": [
        "Give us this day our daily bread, and forgive us our trespasses, and let your will be done on earth.",
        "Notre Père, qui es aux cieux, que ton nom soit sanctifié, que votre règne vienne sur nous.",
        "Отче наш, иже еси на небесех, да святится имя твое.",
        "And that is why we never go to the mill at night, and why you should not either.",
        "« Nous ne fermons jamais la porte »",
        "»Wir schließen das Tor nie«, sagte die Müllerin.",
    ],
    "lessons, interviews": [
        "Write your answers in your notebook and share them with our class website.",
        "What would you like to tell our readers about your new book and your next projects?",
        "Where can our readers find you online?",
        "Share your story with your partner",
        "Share the story of your family",
        "“We close the gate at ten, and whoever is late sleeps in the barn with us.”",
    ],
    "letters, forums, blogs": [
        "Yours faithfully, the Editor",
        "Hope this helps you. Let us know if you have more questions.",
        "Danke, dass du uns zugehört hast.",
        "Gros bisous et à très vite, votre Julie",
        "最後までお読みいただきありがとうございました。",
        "冷蔵庫で一晩寝かせてからお召し上がりください。",
    ],
    "news": [
        "Facebook did not immediately respond to our request for comment.",
        "The company's podcast has two million subscribers.",
        "Shares of Facebook, Twitter and Pinterest fell after the report.",
        "Photo: © Jane Roe / Harwick Pictures",
        "© Jane Roe/dpa",
        "Den vollständigen Text des Gesetzes finden Sie unter recht.example.de.",
    ],
}
JUNK = {
    "en": [
        "Become a member and help us keep the presses running: lantern.example.org/join",
        "This story is free to read because some of our readers pay. You can too: give.example.org",
        "If you enjoyed this article, we have a proposition for you: join our circle and get the magazine too.",
        "Read or share this story: https://lantern.example.org/a/12",
        "Share this article Tweet Post Mail",
        'Want more like this? Sign up for our "Best of the week" here, and never miss a tide again.',
    ],
    "de": ["Hol dir die Lantern-App und lies unsere Geschichten ohne Werbung", "Hier geht es zu unserem Shop"],
    "es": ["Comparte este artículo con tus amigos"],
    "fr": ["Suivez-nous sur Facebook et Instagram", "Retrouvez toute notre actualité sur notre application mobile"],
    "it": ["Ti è piaciuto? Iscriviti alla nostra newsletter"],
    "nl": ["Vond je dit leuk? Volg ons op Facebook"],
    "ja": ["LINE友だち登録はこちら", "公式Twitterをフォローする", "メルマガ登録で最新情報をお届けします"],
    "zh": ["扫描二维码，关注我们的微信公众号"],
    "tr": ["Bizi Twitter'da takip edin"],
}


def corpus(path: Path, lines: list[str], every: int, trailing: bool = True) -> Path:
    """A source for each line, which stands in one of `every` of its 24 texts."""
    for number, line in enumerate(lines):
        bodies = [article(1000 * number + n) for n in range(24)]
        found = [[*a, line] if trailing else [line, *a] for a in bodies[::every]]
        rest = [a for n, a in enumerate(bodies) if n % every]
        write(path, [*found, *rest], source=f"paper{number}.org")
    return path


@pytest.mark.parametrize("trailing", [True, False])
@pytest.mark.parametrize("every", [1, 4])
def test_leaves_what_is_told(tmp_path: Path, every: int, trailing: bool) -> None:
    lines = [line for kind in CONTENT.values() for line in kind]
    found = taken(learned(corpus(tmp_path / "a.jsonl", lines, every, trailing)))
    assert set(found) == set()


@pytest.mark.parametrize("every", [1, 4])
def test_takes_what_a_site_says(tmp_path: Path, every: int) -> None:
    """Or the built-in rules know it: then learning has nothing to add."""
    lines = [line for kind in JUNK.values() for line in kind]
    result = learned(corpus(tmp_path / "a.jsonl", lines, every))
    on = {str(r["tests"]["changes"][0]) for r in result.rules if r.get("enabled", True)}
    known = {
        s.line for c, v in result.judge.verdicts() if v.kind == "known" for s in c.sightings.values()
    }  # fmt: skip
    assert [line for line in lines if line not in on | known] == []


def test_the_home_of_the_source_is_told_from_a_page_of_it(tmp_path: Path) -> None:
    lines = ["More of this at weir.example.org", "The options are in weir.example.org/docs/options"]
    for line in lines:
        write(tmp_path / "a.jsonl", [[*article(n), line] for n in range(12)], source="weir.example.org")
    assert {str(r["title"]) for r in taken(learned(tmp_path / "a.jsonl")).values()} == {lines[0]}


def test_a_rule_that_is_off_says_why(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [[*article(n), "Talk to your doctor, and tell us."] for n in range(12)], source="a")
    (rule,) = learned(tmp_path / "a.jsonl").rules
    assert rule["enabled"] is False and "a story might say it too" in rule["why"]
