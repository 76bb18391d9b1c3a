"""Readers' comments: what goes under an article, and what stays."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

ARTICLE = (
    "Die alte Fähre fuhr am Samstag wieder über den See, mit sechzig Gästen, neun Rädern und einer Kapelle, die den "
    "ganzen Winter im Bootshaus geübt hatte.\n\n"
    "Niemand an Bord wusste noch, wer zuerst daran gedacht hatte, sie aus dem Schlamm zu heben, aber der Motor lief "
    "so gut wie noch nie, darin waren sich alle einig.\n\n"
    "Die Gemeinde zahlte die Farbe und der Hafenmeister die Taue; der Rest kam aus zwei Sommern voller Flohmärkte und "
    "einem Umschlag, der unter der Tür des Pfarrhauses lag.\n\n"
)
POSTS = (
    "Otto L.\n\n03.04.2019, 10:12 Uhr\n\nIch war dabei, und es war ein schöner Tag für uns alle am Ufer.\n\n"
    "Anna\n\n04.04.2019, 18:40 Uhr\n\nSchade, dass ich nicht dabei sein konnte.\n"
)
TIDY = Cleaner(select=["boilerplate"])


@pytest.mark.parametrize("label", ["Kommentare", "2 Kommentare", "2 comments"])
def test_posts_under_an_article_go(label: str) -> None:
    assert TIDY.clean(f"{ARTICLE}{label}\n\n{POSTS}").text.rstrip() == ARTICLE.rstrip()


def test_one_post_goes_where_the_section_is_closed() -> None:
    post = POSTS[: POSTS.index("Anna")]
    closed = "Kommentare sind geschlossen.\n"
    assert TIDY.clean(f"{ARTICLE}Kommentare\n\n{post}{closed}").text.rstrip() == ARTICLE.rstrip()


@pytest.mark.parametrize(
    "when",
    ["Hace 37 minutos", "vor 2 Stunden", "3 hours ago", "il y a 2 jours", "5 lat temu", "2 часа назад", "3日前"],
)
def test_times_that_have_passed_are_heads(when: str) -> None:
    posts = f"Otto\n{when}\nEin schöner Tag.\nAnna\n{when}\nSchade, dass ich nicht da war.\n"
    assert TIDY.clean(f"{ARTICLE}Kommentare\n\n{posts}").text.rstrip() == ARTICLE.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE + POSTS,  # no label: letters, a diary
        f"Otto\n\n03.04.2019, 10:12 Uhr\n\n{ARTICLE}Anna\n\n03.04.2019, 11:40 Uhr\n\n{ARTICLE}{POSTS}",  # a forum
        f"Kommentare\n\n{POSTS}{ARTICLE}",  # above the article
    ],
)
def test_what_is_no_comment_section_stays(text: str) -> None:
    kept = TIDY.clean(text).text
    assert "Ich war dabei" in kept
    assert "Schade, dass" in kept


def test_posts_that_are_most_of_a_text_stay() -> None:
    text = f"{ARTICLE}Kommentare\n\n{POSTS * 40}"
    assert "Ich war dabei" in TIDY.clean(text).text
