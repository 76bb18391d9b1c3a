"""Which languages a text may be in, and where the rules of a language are heard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.languages import known, may_be_spoken, spoken
from cleaner.model import Document
from cleaner.packs.phrase import normalise
from cleaner.packs.shape import length
from cleaner.pipeline import Cleaner

PROSE = {
    "en": "The ferry was late, and nobody on the pier would say when it was going to leave. They had been told that it "
    "would sail with the tide, but the tide came and went, and the boat was still there. It was not the first time.",
    "de": "Der Winter war lang, und auf dem See lag noch im April das Eis. Die Fischer saßen in der Stube und flickten "
    "die Netze, die sie im Herbst zerrissen hatten; von draußen hörte man nichts als den Wind, der sich nicht legte.",
    "fr": "Le marché ouvre avant le jour, et les premiers clients sont des cuisiniers qui cherchent du poisson. Une "
    "vieille dame vend des herbes dans un panier; elle ne parle pas, mais tout le monde sait que ce sont les meilleures.",
    "es": "La carretera sube por el valle hasta un pueblo que no está en los mapas. Los vecinos dicen que una vez vino "
    "un ministro y que se perdió; desde entonces la gente pinta flechas en las piedras para los que llegan de fuera.",
    "it": "Il forno del paese apre alle cinque, e il profumo del pane arriva fino alla chiesa. Non c’è nessuno che non "
    "conosca il fornaio: ha insegnato il mestiere a più di venti ragazzi, che oggi lavorano nelle città della costa.",
    "pt": "A ponte foi construída pelos moradores, que não quiseram esperar mais pelo governo. Com as pedras do rio e a "
    "madeira dos barcos velhos, fizeram em um verão o que não se fez em trinta anos, e hoje são os donos da obra.",
    "nl": "Het water stond hoog, maar de molen draaide nog. De molenaar keek niet naar de lucht; hij wist dat het weer "
    "zou omslaan en dat er voor het einde van de week geen meel meer bij de bakker in het dorp zou zijn.",
    "pl": "Na rynku stoi zegar, który nie chodzi od wojny. Nikt go nie naprawia, bo ludzie mówią, że to przynosi "
    "szczęście; tylko stary zegarmistrz przychodzi tam co roku w maju i patrzy na niego przez lupę, jak na chorego.",
    "sv": "Det var en kall vår och isen låg kvar på sjön till maj. Han som skötte färjan satt i stugan och väntade på "
    "att vinden skulle vända, men den vände inte, och de som ville till ön fick vänta med honom för att komma över.",
    "fi": "Järven jää suli vasta toukokuussa, ja lautta pysyi rannassa. Lautturi istui tuvassa eikä sanonut mitään, "
    "mutta kaikki tiesivät, että hän odotti tuulta, joka ei ollut vielä kääntynyt niin kuin sen olisi pitänyt.",
    "tr": "Göl bu yıl geç çözüldü ve vapur için mayıs ayına kadar beklemek gerekti. Kaptan her sabah iskeleye geldi, "
    "ama rüzgâr dönene kadar hiçbir şey yapamadı; köyün çocukları da onun ile birlikte orada oturup çok bekledi.",
    "cs": "Na náměstí stojí hodiny, které od války nejdou. Nikdo je neopravuje, protože se říká, že by to přineslo "
    "neštěstí, a tak k nim chodí jen starý hodinář, který se na ně dívá lupou jako na nemocného, ale nic už nedělá.",
    "hu": "A téren áll egy óra, amely a háború óta nem jár. Senki nem javítja meg, mert azt mondják, hogy szerencsét "
    "hoz; csak az öreg órás jön el minden évben, és nézi, mint egy beteget, de már nem nyúl hozzá, és nem is szól.",
    "id": "Jembatan itu dibangun oleh warga yang tidak mau menunggu lagi. Dengan batu dari sungai dan kayu dari perahu "
    "tua, mereka membuat dalam satu musim apa yang tidak pernah ada untuk tiga puluh tahun, dan kini mereka bangga.",
    "vi": "Cây cầu này được dân làng xây khi họ không muốn chờ nữa. Với đá của dòng sông và gỗ từ những chiếc thuyền "
    "cũ, họ đã làm trong một mùa hè điều mà ba mươi năm không ai làm, và bây giờ người trong làng rất tự hào về nó.",
    "ru": "На площади стоят часы, которые не идут с войны. Никто их не чинит, потому что говорят, что они приносят "
    "удачу; только старый мастер приходит к ним каждый год и смотрит на них, как на больного, но уже не трогает.",
    "uk": "На площі стоїть годинник, який не йде від війни. Його ніхто не лагодить, бо кажуть, що це на щастя; лише "
    "старий майстер приходить до нього щороку і дивиться, як на хворого, але вже нічого не робить, та й не каже.",
    "bg": "На площада има часовник, който не работи от войната. Никой не го поправя, защото хората казват, че е за "
    "късмет; само старият майстор идва при него всяка година и го гледа като болен, но вече не прави нищо със него.",
    "el": "Στην πλατεία υπάρχει ένα ρολόι που δεν δουλεύει από τον πόλεμο, και κανείς δεν το φτιάχνει.",
    "ar": "في الساحة ساعة لم تعمل منذ الحرب، ولا أحد يصلحها، فقد قال الناس إن هذا من حسن الحظ، وكان الشيخ الذي صنعها "
    "يأتي إلى هنا كل عام، ثم ينظر إليها كما ينظر إلى مريض، قبل أن يعود إلى بيته الذي بين النهر وبين السوق من دون كلام",
    "fa": "در میدان ساعتی است که از جنگ تا امروز کار نمی کند و هیچ کس آن را درست نمی کند، چون مردم می گویند که این برای "
    "شهر خوب است؛ تنها استاد پیر هر سال به آن نگاه می کند و با خود می گوید که این هم بود و آن هم شد.",
    "he": "בכיכר עומד שעון שאינו פועל מאז המלחמה, ואיש אינו מתקן אותו.",
    "hi": "चौक में एक घड़ी है जो लड़ाई के बाद से बंद है, और उसे कोई ठीक नहीं करता।",
    "bn": "চত্বরে একটি ঘড়ি আছে যা যুদ্ধের পর থেকে বন্ধ, আর কেউ তা সারায় না।",
    "th": "ที่จัตุรัสมีนาฬิกาเรือนหนึ่งซึ่งหยุดเดินมาตั้งแต่สงคราม และไม่มีใครซ่อมมัน",
    "ja": "広場には戦争のころから止まったままの時計があり、だれも直そうとしない。",
    "zh": "广场上有一座钟，自从战争以后就没有走过，也没有人去修理它。",
    "ko": "광장에는 전쟁 때부터 멈춰 있는 시계가 있지만 아무도 고치지 않는다.",
}


@pytest.mark.parametrize("language", PROSE)
def test_the_language_of_prose_is_plausible_and_most_others_are_not(language: str) -> None:
    found = spoken(2 * f"{PROSE[language]}\n")
    assert language in found
    assert len(found) <= 7


@pytest.mark.parametrize(("one", "other"), [("en", "de"), ("de", "fr"), ("ru", "en"), ("ja", "de"), ("es", "pl")])
def test_two_languages_in_one_text_both_hold(one: str, other: str) -> None:
    assert {one, other} <= spoken(f"{PROSE[one]}\n\n{PROSE[other]}")


@pytest.mark.parametrize("text", ["", "12:30", "Regions", "Köln", "***", "OK 7"])
def test_a_text_too_short_to_tell_may_be_in_many(text: str) -> None:
    assert spoken(text) >= {"de", "fr", "en"}


@given(st.text(max_size=300))
@settings(deadline=None)  # the first asks for all tables
def test_some_language_always_holds_and_all_are_known(text: str) -> None:
    assert spoken(text)
    assert spoken(text) <= known()


@pytest.mark.parametrize(
    ("languages", "line", "heard"),
    [
        (["any"], "", True),
        (["en"], "Share this", True),
        (["eu"], "Partekatu", True),  # a language that no table here knows
        (["de-AT"], "Teilen", True),
        (["nb", "fr"], "Partager", False),
        (["fr"], "Vous êtes dans une zone qui est réservée", True),  # a passage of its own
    ],
)
def test_where_a_rule_of_a_language_is_heard(languages: list[str], line: str, heard: bool) -> None:
    assert may_be_spoken(Document(PROSE["de"], []), tuple(languages), normalise(line)) is heard


def test_a_french_label_goes_from_a_french_text_and_stays_in_an_english_one() -> None:
    cleaner = Cleaner(select=["boilerplate"])
    for language, gone in (("fr", True), ("en", False)):
        text = f"{PROSE[language]}\n\nLire la suite\n\n{PROSE[language]}\n"
        assert ("Lire la suite" not in cleaner.clean(text).text) is gone


def test_english_furniture_goes_from_a_german_page() -> None:
    text = f"{PROSE['de']}\n\nShare this:\n\nTwitter\n\nFacebook\n"
    assert Cleaner(select=["boilerplate"]).clean(text).text == PROSE["de"] + "\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("Follow us – now", 4), ("今日は雨が降りました。", 5), ("자세히 보기", 2), ("ดูทั้งหมด", 2)],
)
def test_how_long_a_line_is_whatever_its_script(text: str, words: int) -> None:
    assert length(text) == words


#: Sentences of another language that would be slips in English: they stay where the text around is in that language.
NO_SLIPS = [
    ("de", "Er sagte: „Der See ist offen.“ Und sie: „Dann fahren wir.“"),
    ("de", "Mit den Gewerkschaftern sprach er, denn die Gewerkschaften und Gewerkschaften warten."),
    ("de", "Die, die die Netze flicken, sind nicht die, die die Fische essen."),
    ("fr", "Des paniers, dont les herbes viennent du jardin, et dont nous nous servons tous."),
    ("fr", "Où allez vous ? Ici ! Nous : jamais ; vous , peut-être ."),
    ("sv", "Han sade: ”Isen ligger kvar.” Sedan: ”Vi väntar.”"),
    ("fi", "Hän sanoi: ”Odotan tuulta.” Ja lisäsi: ”Se kääntyy.”"),
    ("cs", "Řekl: „Hodiny stojí.“ A dodal: „Nechte je.“"),
    ("nl", "Dat dat water zo hoog stond, wist hij; dat dat erger werd, ook."),
]


@pytest.mark.parametrize(("language", "sentence"), NO_SLIPS)
def test_what_is_right_in_another_language_is_no_slip(language: str, sentence: str) -> None:
    text = f"{PROSE[language]}\n\n{sentence}\n\n{PROSE[language]}\n"
    assert Cleaner().clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Comment réserver ?\nPuis-je me désabonner ?\nÀ la mairie et à la médiathèque.",
        "Où est la gare ?",
        "Er sagte: „Der See ist offen.“ Und sie: „Wir fahren.“",
        "Die, die die Netze flicken, essen nicht.",
        "Où est la gare ? https://example.com/the/of/and",
        "Rejtett kincsek és „titkok”. Hogy van?",
    ],
)
def test_a_short_text_in_another_language_has_no_slips_of_english(text: str) -> None:
    assert Cleaner(ignore=["boilerplate"]).clean(text).text == text


@pytest.mark.parametrize(
    "text", ["Recieve it , please.", "She had thethings in her bag.", "Ann Oat recieved gifts .", "Nobody sang , ever."]
)
def test_a_short_text_in_english_has(text: str) -> None:
    assert Cleaner(ignore=["boilerplate"]).clean(text).text != text


def test_a_slip_of_english_in_an_english_text_still_goes() -> None:
    assert Cleaner().clean(f"{PROSE['en']}\n\nThey recieve a FBI agent.\n").edits
    assert Cleaner().clean("They recieve post.\n").text == "They receive post.\n"  # too short to tell
