"""The review page in a real browser: Chromium without a window, driven by selenium. Skipped, and said so, without."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_samples import HOSTILE, hostile_log, run_log

from cleaner.baseline import Baseline
from cleaner.cli.group import cli
from cleaner.log import change_record, dump
from cleaner.model import Edit, Result, Signal
from cleaner.report.data import baseline_key
from cleaner.report.page import page
from cleaner.terminal import _UNSAFE

try:
    from selenium import webdriver
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
except ImportError:
    pytest.skip("NOT RUN: the review page needs selenium to be tested", allow_module_level=True)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("NOT RUN: the review page needs Chromium and chromedriver to be tested", allow_module_level=True)

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1400,900"
)
TEXTS = {
    "a.txt": "The boat left teh harbour at noon.\n\nIt came back at six.\n\nSubscribe to our newsletter\n",
    "posts/b.txt": "Nothing is wrong here.\n\nWe recieve the post on Monday, they recieve it on Friday.\n",
    "posts/c [draft]*.txt": "They adress the letter to teh mayor.\n",
}


class Page:
    """What a person does with the page, and what they see."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path) -> Page:
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(path.as_uri())
        return self.wait(lambda: self.js("return document.documentElement.dataset.ready") == "yes")

    def wait(self, met: Callable[[], Any]) -> Page:
        end = time.monotonic() + 30
        while not met():
            assert time.monotonic() < end, "not met in time: " + str(self.problems())
            time.sleep(0.02)
        return self

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    # The list is drawn anew with each frame in which it moves: what is asked of nodes is asked in one script,
    # and a node that went before it could be clicked is looked for again.

    def texts(self, css: str) -> list[str]:
        return list(self.js("return [...document.querySelectorAll(arguments[0])].map((n) => n.innerText.trim())", css))

    def text(self, css: str) -> str:
        return str(self.js("return document.querySelector(arguments[0])?.textContent ?? ''", css))

    def visible(self, css: str) -> bool:
        return bool(
            self.js("return [...document.querySelectorAll(arguments[0])].some((n) => n.checkVisibility())", css)
        )

    def click(self, css: str, text: str = "") -> None:
        def clicked() -> bool:
            try:
                next(node for node in self.driver.find_elements(By.CSS_SELECTOR, css) if text in node.text).click()
            except StaleElementReferenceException:
                return False
            return True

        self.wait(clicked)

    def keys(self, keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(keys)

    def type(self, css: str, text: str) -> None:
        shown = self.text("#active")
        self.driver.find_element(By.CSS_SELECTOR, css).send_keys(text)
        self.wait(lambda: self.text("#active") != shown)

    def problems(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    @property
    def shown(self) -> str:
        return self.text("#shown-count")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    options = Options()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield Page(driver)
    finally:
        driver.quit()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(log: Path, *options: str) -> Path:
    """The page of a log."""
    target = log.parent / "report.html"
    assert cli.main(["report", str(log), "-o", str(target), *options], standalone_mode=False) == 0
    return target


@pytest.fixture
def simple(browser: Page, folder: Path) -> Page:
    return browser.open(made(run_log(folder, TEXTS)))


def test_the_page_shows_every_finding_in_its_place(simple: Page) -> None:
    assert simple.shown == "6 findings" and "6 edits · 3 documents" in simple.text("#totals")
    first = simple.texts(".card")[0]
    assert first.split("\n")[:2] == ["1:15", "codespell"]
    assert "The boat left" in first and "It came back" in first
    assert simple.texts(".card :is(del, ins, s)")[:3] == ["teh", "the", "↵ ↵ Subscribe to our newsletter"]
    assert not simple.problems()


def test_the_page_asks_for_nothing(simple: Page) -> None:
    simple.keys("jjxc")
    messages = [json.loads(entry["message"])["message"] for entry in simple.driver.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert asked and all(url.startswith("file:") for url in asked), asked
    assert simple.js("return performance.getEntriesByType('resource').length") == 0


def test_the_policy_holds(simple: Page) -> None:
    markup = "try { document.body.innerHTML = '<b>x</b>'; return 'made' } catch (error) { return error.name }"
    assert simple.js(markup) == "TypeError"  # trusted types: no text becomes markup
    for script in (
        "const s = document.createElement('script'); s.text = 'window.ran = 1'; document.body.append(s)",
        "document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()",
        "const a = document.createElement('a'); a.href = 'javascript:window.ran = 1'; a.click()",
        "new Image().src = 'https://example.org/x.png'",
        "fetch('https://example.org/').catch(() => {})",
    ):
        simple.js(f"try {{ {script} }} catch {{}}")
    said: list[str] = []
    simple.wait(lambda: said.extend(simple.problems()) or sum("Content Security Policy" in text for text in said) >= 4)
    assert simple.js("return window.ran") is None


@pytest.mark.parametrize(
    ("css", "text", "left", "active"),
    [
        (".line.group", "typos", 5, "typos"),
        (".line:not(.group):not(.doc)", "codespell", 5, "codespell"),
        (".line.doc", "posts/b.txt", 2, "posts/b.txt"),
        (".chips .chip", "safe", 6, "safe"),
    ],
)
def test_charts_filter(simple: Page, css: str, text: str, left: int, active: str) -> None:
    simple.click(css, text)
    assert simple.shown == f"{left} findings of 6" and simple.text("#active") == f"{active} ×"
    assert simple.js("return document.activeElement.getAttribute('aria-pressed')") == "true"
    simple.click("#active .chip")
    assert simple.shown == "6 findings"


@pytest.mark.parametrize(
    ("css", "typed", "left"),
    [
        ("#query", "RECIEVE", 2),  # old
        ("#query", "receive", 2),  # new
        ("#query", "harbour at", 2),  # around; also before the prompt
        ("#query", "newsletter-", 1),  # rule
        ("#query", "b.txt", 2),  # file
        ("#query", ".*", 0),
        ("#query", "*.txt", 2),
        ("#file", "posts/", 4),
        ("#file", "zzz", 0),
    ],
)
def test_search(simple: Page, css: str, typed: str, left: int) -> None:
    simple.type(css, typed)
    assert simple.shown.split()[0] == str(left)
    assert simple.visible("#nothing") == (left == 0)
    simple.js("document.querySelector('#scroller').focus()")
    simple.keys("\ue00c")  # Escape
    assert simple.shown == "6 findings"


def test_the_keyboard_reaches_everything(simple: Page) -> None:
    def at() -> str:
        return simple.text("#detail .place")

    assert at() == "a.txt:1:15"
    seen = [at()]
    for _ in range(7):
        simple.keys("j")
        seen.append(at())
    assert len(dict.fromkeys(seen)) == 6 and seen[-1] == seen[-2]  # the last stays the last
    simple.keys("K")
    assert at().startswith("posts/b.txt:3:4")
    simple.keys("J")
    assert at().startswith("posts/c [draft]*.txt:1:6")
    simple.keys("g")
    assert at() == "a.txt:1:15"
    simple.keys("G")
    assert at().startswith("posts/c [draft]*.txt:1:")
    simple.keys("d")
    assert simple.shown == "2 findings of 6"
    simple.keys("dl")
    assert simple.shown == "5 findings of 6"
    simple.keys("/")
    simple.keys("jjj")  # typed, not a command
    simple.wait(lambda: simple.shown == "0 findings of 6")
    simple.keys("\ue00c")
    simple.keys("\ue00c")
    assert simple.shown == "6 findings"
    simple.keys("?")
    assert simple.visible("#help")
    selected = (
        "return document.getElementById(document.querySelector('#scroller').getAttribute('aria-activedescendant'))"
    )
    assert simple.js(selected + ".getAttribute('aria-selected')") == "true"


def test_marks_become_configuration(simple: Page, folder: Path) -> None:
    from pathspec import GitIgnoreSpec

    simple.keys("w")  # the word "teh"
    simple.keys("jx")  # the prompt, as known
    simple.keys("jr")  # codespell
    simple.keys("Gi")  # codespell, in that file
    assert simple.text("#off-count") == "4"
    simple.keys("m")
    assert simple.shown == "6 findings of 6"
    simple.keys("c")
    settings = tomllib.loads(simple.js("return document.querySelector('#toml').value"))["tool"]["cleaner"]
    files = settings.pop("files")
    assert settings == {"ignore": ["codespell"], "words": ["teh"], "baseline": "cleaner-baseline.json"}
    ((glob, section),) = files.items()
    assert section == {"ignore": ["codespell"]}
    assert [n for n in TEXTS if GitIgnoreSpec.from_lines([glob]).match_file(n)] == ["posts/c [draft]*.txt"]
    simple.click("#off label", ".cleaner.toml")
    assert tomllib.loads(simple.js("return document.querySelector('#toml').value")) == {**settings, "files": files}
    (found,) = [e for e in json.loads((folder / "changes.jsonl").read_text().splitlines()[0])["edits"] if e["line"] > 1]
    known = {"v": 1, "findings": {"a.txt": {baseline_key(found["rule"], found["old"]): 1}}}
    assert json.loads(simple.js("return document.querySelector('#baseline').value")) == known
    assert not simple.problems()


def test_the_baseline_is_one_that_check_reads() -> None:
    base = Baseline("/site/base.json", {"a.md": {baseline_key("codespell", "teh"): 1}})
    assert base.knows("/site/a.md", {"rule": "codespell", "old": "teh"})


def test_configuration_is_saved_copied_and_taken_back(simple: Page, folder: Path) -> None:
    behaviour = {"behavior": "allow", "downloadPath": str(folder)}
    simple.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    simple.keys("rjx")
    simple.keys("c")
    for which, name in (("toml", "cleaner.toml"), ("baseline", "cleaner-baseline.json")):
        simple.click(f"[data-save={which}]")
        simple.wait((folder / name).exists)
        assert (folder / name).read_text() == simple.js("return document.getElementById(arguments[0]).value", which)
    simple.click("[data-copy=toml]")
    simple.wait(lambda: simple.text("#said"))
    assert simple.text("#said") == "Copied"
    for _ in range(2):
        simple.click("#marks .drop")
    assert simple.text("#off-count") == "0" and simple.visible("#off-empty")


def test_marks_outlive_a_reload(simple: Page, folder: Path) -> None:
    simple.keys("rjx")
    simple.open(folder / "report.html")
    assert simple.text("#off-count") == "2"
    simple.keys("rjx")
    assert simple.text("#off-count") == "0"


def test_light_and_dark(simple: Page) -> None:
    def paper(system: str) -> str:
        feature = {"name": "prefers-color-scheme", "value": system}
        simple.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        return str(simple.js("return getComputedStyle(document.body).backgroundColor"))

    light, dark = paper("light"), paper("dark")
    assert light != dark
    simple.keys("t")
    assert simple.text("#theme") == "Light" and {paper("light"), paper("dark")} == {light}
    simple.keys("t")
    assert simple.text("#theme") == "Dark" and {paper("light"), paper("dark")} == {dark}
    simple.click("#theme")
    assert simple.text("#theme") == "Auto" and (paper("light"), paper("dark")) == (light, dark)


@pytest.mark.parametrize("width", [360, 700, 1000, 1400])
def test_every_width_works(simple: Page, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    simple.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert simple.js("return document.documentElement.scrollWidth <= innerWidth")
        simple.keys("jj")
        box = simple.js(
            "const c = document.querySelector('[aria-selected=true]').getBoundingClientRect();"
            "const s = document.querySelector('#scroller').getBoundingClientRect(); return [c.top >= s.top, c.height <= s.height]"
        )
        assert box == [True, True] and simple.js("return document.querySelector('#detail').offsetHeight") > 100
    finally:
        simple.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


CHANGES = [
    ("teh", "the"),
    ("He said said it", "He said it"),
    ("one two three four", "one 2 three 4"),
    ("realisticenough", "realistic enough"),
    ("a", ""),
    ("\N{FAMILY} naïve 👩‍👧 שלום x", "\N{FAMILY} naive 👩‍👧 שלום y"),
    ("word " * 300, "word " * 299 + "ward "),
]


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=range(len(CHANGES)))
def test_struck_and_underlined_words_are_old_and_new(browser: Page, folder: Path, old: str, new: str) -> None:
    edit = Edit(1, 1 + len(old), old, new, "r", "typos")
    record = change_record(Result("", (edit,), (), f"({old})"), {"path": "a.txt"}, f"({old})".encode(), b"")
    (folder / "a.txt").write_text(f"({old})")
    (folder / "log.jsonl").write_bytes(dump(record))
    browser.open(made(folder / "log.jsonl"))
    text = (
        "const p = document.querySelector('.passage').cloneNode(true); p.querySelectorAll(arguments[0]).forEach((n) => n.remove());"
        "p.querySelectorAll('.sign').forEach((n) => n.replaceWith(n.textContent.replaceAll('·', ' '))); return p.textContent"
    )
    assert browser.js(text, "ins") == f"({old})" and browser.js(text, "del") == f"({new})"


def test_hostile_texts_are_only_text(browser: Page, folder: Path) -> None:
    from pathspec import GitIgnoreSpec

    browser.open(made(hostile_log(folder)))
    assert browser.shown == f"{2 * len(HOSTILE)} findings"
    for more in range(len(browser.texts(".more"))):
        browser.js("document.querySelectorAll('.more')[arguments[0]].click()", more)
    seen = ""
    for n in range(2 * len(HOSTILE)):
        if n % 2 == 0:
            browser.keys("ri")
        seen += str(browser.js("return document.body.innerText"))
        browser.keys("j")
    assert "pwned" not in browser.driver.title and browser.js("return window.pwned") is None
    assert browser.js("return document.querySelectorAll('img, svg, iframe, object, link, a').length") == 0
    assert browser.js("return document.scripts.length") == 1  # the data went when it was read
    left = set(_UNSAFE.findall(seen)) - set("\n\t")
    assert not left
    for label in ("U+202E", "U+001B", r"\xFF", "U+D83D", "U+200B", "U+E0041", "U+2028"):
        assert label in seen
    browser.keys("c")
    source = browser.js("return document.querySelector('#toml').value")
    assert not set(_UNSAFE.findall(source)) - {"\n"}
    files = tomllib.loads(source)["tool"]["cleaner"]["files"]
    names = [text for text in HOSTILE if not any(c in text for c in "/\\\0\udcff")]  # what pathspec can take
    assert len(names) > 9
    for name in names:
        assert any(GitIgnoreSpec.from_lines([glob]).match_file(name) for glob in files), name
    assert not browser.problems()


def rows(documents: int, each: int) -> Iterator[list[Any]]:
    """Documents of a page with `each` findings."""
    for n in range(documents):
        found = [
            [
                k,
                1,
                (n + k) % 3,
                2,
                1,
                "typo",
                f"teh {n}.{k}",
                f"the {n}.{k}",
                "before " * 20,
                " after" * 20,
                "0" * 16,
                [],
            ]
            for k in range(each)
        ]
        yield [f"posts/{n}.txt", 0, "", f"posts/{n}.txt", 1, found]


def test_a_hundred_thousand_findings_stay_usable(browser: Page, folder: Path) -> None:
    head = {
        "log": "many", "total": 5000, "removed": 0, "leftOut": 0, "rules": [[f"r{n}", "typos", "", ""] for n in range(3)],
        "kinds": [[n, 2, 1, 33333 + (n < 1)] for n in range(3)], "heaviest": [["posts/7.txt", 20]],
    }  # fmt: skip
    with (folder / "many.html").open("wb") as file:
        file.writelines(page("many", head, rows(5000, 20)))
    browser.open(folder / "many.html")
    assert browser.shown == "100,000 findings"
    assert browser.js("return document.querySelectorAll('*').length") < 1000  # only what is in sight exists
    browser.keys("G")
    assert browser.text("#detail .place") == "posts/4999.txt:19:1"
    card = browser.js(
        "const c = document.querySelector('[aria-selected=true]').getBoundingClientRect();"
        "const s = document.querySelector('#scroller').getBoundingClientRect(); return c.top >= s.top && c.bottom <= s.bottom"
    )
    assert card
    browser.type("#query", "teh 4321.7")
    assert browser.shown == "1 finding of 100,000"
    assert browser.js("return document.querySelectorAll('*').length") < 1000


def test_a_list_taller_than_browsers_allow(browser: Page, folder: Path) -> None:
    """Beyond the height that an element may have the scroll bar is scaled; every finding can still be reached."""
    head = {
        "log": "tall", "total": 1, "removed": 0, "leftOut": 0, "rules": [["r", "typos", "", ""]] * 3,
        "kinds": [[0, 2, 1, 150_000]], "heaviest": [],
    }  # fmt: skip
    with (folder / "tall.html").open("wb") as file:
        file.writelines(page("tall", head, rows(1, 150_000)))
    browser.open(folder / "tall.html")
    card = "return document.querySelector('[aria-selected=true] .text')?.textContent ?? ''"
    for place in (75_000, 75_001, 149_999):
        browser.js("document.querySelector('#scroller').scrollTop = 0")
        browser.driver.find_element(By.CSS_SELECTOR, "#query").clear()
        browser.type("#query", f"teh 0.{place}")
        browser.js("document.querySelector('#scroller').focus()")
        browser.keys("\ue00c")
        browser.wait(lambda: browser.shown == "150,000 findings")
        assert browser.text("#detail .place") == f"posts/0.txt:{place}:1"
        browser.wait(lambda place=place: f"teh 0.{place}"[-4:] in browser.js(card))
    browser.keys("k")
    assert browser.text("#detail .place") == "posts/0.txt:149998:1"


def test_reported_and_unsafe_findings_are_told_apart(browser: Page, folder: Path) -> None:
    from cleaner.model import Safety

    text = "one two three four"
    edits = (Edit(0, 3, "one", "1", "a", "typos"), Edit(4, 7, "two", "2", "b", "typos", Safety.UNSAFE))
    flags = (
        Edit(8, 13, "three", "", "c", "typos", Safety.UNSAFE),
        Edit(14, 18, "four", "", "d", "boilerplate", Safety.FLAG, "look", (Signal("d", 3.5), Signal("e", -1.25))),
    )
    record = change_record(Result("", edits, flags, text), {"path": "a.txt"}, text.encode(), b"")
    (folder / "log.jsonl").write_bytes(dump(record))
    browser.open(made(folder / "log.jsonl"))
    chips = browser.texts(".chips .chip")
    assert chips == ["safe 1", "unsafe 1", "unsafe, not made 1", "flag 1"]
    browser.click(".chips .chip", "not made")
    assert browser.shown == "1 finding of 4" and browser.texts(".card mark") == ["three"]
    browser.click(".chips .chip", "not made")
    browser.keys("G")
    assert "Evidence, in all +2.3" in browser.text("#detail") and "not there or has changed" in browser.text("#detail")
    assert not [text for text in browser.texts(".actions button") if "known" in text]  # a flag changes nothing


def test_a_narrow_window_shows_the_list_or_the_filters(simple: Page) -> None:
    size = {"width": 420, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    simple.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        simple.wait(lambda: not simple.visible("#facets"))
        assert simple.visible("#scroller")
        simple.click("#open-facets")
        simple.wait(lambda: simple.visible("#facets"))
        assert not simple.visible("#scroller")
        simple.click("#facets .line.group", "typos")
        simple.keys("f")
        simple.wait(lambda: simple.shown == "5 findings of 6" and simple.visible(".card"))
    finally:
        simple.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    simple.wait(lambda: simple.visible("#facets") and not simple.visible("#open-facets"))


def test_lines_that_would_go_all_the_same_are_named(browser: Page, folder: Path) -> None:
    both = (Signal("one", 12.0), Signal("two", 8.0), Signal("shape-any-line", -1.5))
    weak = (Signal("one", 12.0), Signal("two", 3.0))
    edits = (
        Edit(0, 2, "a\n", "", "one", "boilerplate", signals=both),
        Edit(2, 4, "b\n", "", "one", "boilerplate", signals=weak),
    )
    record = change_record(Result("c\n", edits, (), "a\nb\nc\n"), {"path": "a.txt"}, b"", b"")
    (folder / "log.jsonl").write_bytes(dump(record))
    browser.open(made(folder / "log.jsonl"))
    browser.keys("rc")
    assert "two (1)" in browser.text("#still")
    browser.click("#still button")
    assert not browser.visible("#still") and browser.text("#off-count") == "2"
    assert 'ignore = ["one", "two"]' in browser.js("return document.querySelector('#toml').value")
    assert not browser.problems()
