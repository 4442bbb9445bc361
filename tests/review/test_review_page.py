"""The review page: everything that changed is in it, nothing leads out, and a browser can be driven through it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from two_editions import OLD, comparison

from regdocs.language import Bilingual
from regdocs.review.change import Edition, Subject
from regdocs.review.compare import compare_trees
from regdocs.review.page.page import page

EMPTY = {"meta", "br", "input", "col"}


class Reader(HTMLParser):
    """Checks that elements nest, and keeps ids, links and text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.cards: list[dict[str, str | None]] = []
        self.feed(markup)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in EMPTY:
            self.open.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.addresses += [value or "" for name, value in attrs if name in ("src", "srcset", "action", "data")]
        if "card" in (found.get("class") or "").split():
            self.cards.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)


def test_every_change_has_one_card_and_one_place() -> None:
    compared = comparison()
    read = Reader(page(compared))
    wanted = [f"c{number}" for number in range(1, len(compared.changes) + 1)]
    assert sorted(str(card["data-for"]) for card in read.cards) == sorted(wanted)
    assert sorted(name for name in read.ids if re.fullmatch(r"c\d+", name)) == sorted(wanted)
    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links} <= set(read.ids)


def test_both_texts_can_be_read_in_it() -> None:
    markup = page(comparison())
    assert "<del>" in markup
    text = "".join(Reader(markup).text)
    for each in (
        "5.0×10⁷",
        "1.0×10⁸",
        "셋째 문단은 없어질 것이다. <b>&",
        "삭제되는 절",
        "신설되는 절",
        "새 항목",
        "철회",
    ):
        assert each in text
    assert "× 2" in text
    assert "보건복지부장관이 판단합니다" in text
    assert "식품의약품안전처가 판단" not in text
    assert "용량 증량" in text
    assert "변경사유 미기재" in text
    assert "그대로 있다" in text
    assert "바뀌지 않는 절" not in text


def test_nothing_leads_out_and_nothing_in_the_text_is_markup() -> None:
    markup = page(comparison())
    read = Reader(markup)
    assert read.addresses == []
    assert all(link.startswith("#") for link in read.links)
    assert not re.search(r"(https?:)?//[a-z]", re.sub(r"<script>.*?</script>", "", markup, flags=re.DOTALL))
    assert markup.count("<script") == 1
    assert "default-src 'none'" in markup
    assert 'style="' not in markup


def test_hostile_words_stay_words() -> None:
    changes = comparison()
    hostile = '"><img src=x onerror=alert(1)>'
    edition = Edition(hostile, Bilingual(hostile))
    first = replace(changes.changes[0], label=Bilingual(hostile), number=hostile, reason=Bilingual(hostile))
    field = replace(changes.fields[0], path=hostile, title=Bilingual(hostile))
    made = replace(changes, new=edition, changes=(first, *changes.changes[1:]), fields=(field,))
    assert "<img" not in page(made)


def test_the_same_comparison_gives_the_same_page_in_either_language() -> None:
    compared = comparison()
    assert page(compared) == page(comparison())
    english = "".join(Reader(page(compared, "en")).text)
    assert "Review of changes" in english
    assert "no reason written yet" in english
    assert "plan paper" in english


def test_nothing_changed_is_said() -> None:
    edition = Edition("same", Bilingual("과제"))
    text = "".join(Reader(page(compare_trees(OLD, OLD, (edition, edition)))).text)
    assert "바뀐 내용이 없습니다." in text


def test_a_change_of_the_head_is_shown() -> None:
    compared = comparison()
    heads = [change for change in compared.changes if change.subject is Subject.HEAD]
    assert heads
    assert "1.1" in "".join(Reader(page(compared)).text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        pytest.skip("needs Debian's chromium and chromium-driver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    with tempfile.TemporaryDirectory() as profile:
        for each in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync",
                     "disable-background-networking", "disable-component-update", f"user-data-dir={profile}"):  # fmt: skip
            options.add_argument(f"--{each}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        found = webdriver.Chrome(options, Service(driver))
        found.set_window_size(1400, 900)
        yield found
        found.quit()


def opened(browser: Any, markup: str, folder: Path) -> Any:
    (folder / "review.html").write_text(markup, "utf-8")
    browser.get((folder / "review.html").as_uri())
    return browser


def select(browser: Any, name: str, value: str) -> None:
    browser.execute_script(
        "const e = document.getElementById(arguments[0]); e.value = arguments[1];"
        "e.dispatchEvent(new Event('change'))", name, value,
    )  # fmt: skip


def visible(browser: Any) -> list[str]:
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('.card')].filter(c => c.offsetParent).map(c => c.dataset.for)"
    )
    return found


def position(browser: Any) -> str:
    found: str = browser.find_element("id", "position").text
    return found


@pytest.mark.slow
def test_a_person_goes_through_the_changes(browser: Any, tmp_path: Path) -> None:
    compared = comparison()
    opened(browser, page(compared), tmp_path)
    body = browser.find_element("tag name", "body")
    substantial = [f"c{n}" for n, change in enumerate(compared.changes, 1) if change.kind.substantial]
    assert sorted(visible(browser)) == sorted(substantial)
    seen = []
    for key in ("n", "n", "ㅜ", "p"):
        if key.isascii():
            body.send_keys(key)
        else:
            browser.execute_script(
                "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", key
            )
        seen.append(browser.execute_script("return document.querySelector('.card.now').dataset.for"))
        mark = browser.find_element("id", seen[-1])
        assert mark.is_displayed()
        assert browser.switch_to.active_element == mark
    assert seen[3] == seen[1]
    assert len(set(seen)) == 3
    assert position(browser).startswith(f"2 / {len(substantial)} ·")
    assert browser.get_log("browser") == []


@pytest.mark.slow
def test_filters_search_and_views(browser: Any, tmp_path: Path) -> None:
    compared = comparison()
    opened(browser, page(compared), tmp_path)
    caused = [f"c{n}" for n, change in enumerate(compared.changes, 1) if change.causes]
    select(browser, "field", "f0")
    assert sorted(visible(browser)) == sorted(caused)
    select(browser, "document", "d1")
    assert visible(browser) == [
        f"c{n}" for n, change in enumerate(compared.changes, 1) if change.causes and change.document == "form"
    ]
    select(browser, "field", "")
    select(browser, "document", "")
    select(browser, "impact", "important")
    assert sorted(visible(browser)) == sorted(caused)
    select(browser, "impact", "")
    search = browser.find_element("id", "search")
    search.send_keys("관찰한다")
    assert len(visible(browser)) == 1
    search.clear()
    search.send_keys("없는 말")
    assert visible(browser) == []
    assert browser.find_element("id", "none").is_displayed()
    search.clear()
    search.send_keys(" ")
    select(browser, "view", "side")
    browser.find_element("id", "next").click()
    halves = browser.execute_script(
        "return [...document.querySelectorAll('.chunk.now .halves > div')].map(h => h.innerText.replace(/\\s+/g, ' '))"
    )
    assert len(halves) == 2
    assert halves[0] != halves[1]
    select(browser, "view", "inline")
    context = browser.execute_script("return document.querySelector('.same').offsetParent === null")
    browser.find_element("id", "context").click()
    assert context
    assert browser.find_element("css selector", ".same").is_displayed()
    assert browser.get_log("browser") == []


@pytest.mark.slow
def test_light_dark_and_paper_differ_but_say_the_same(browser: Any, tmp_path: Path) -> None:
    opened(browser, page(comparison()), tmp_path)
    colours = []
    for theme in ("light", "dark"):
        select(browser, "theme", theme)
        colours.append(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))
    assert colours[0] != colours[1]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.find_element("css selector", ".controls").is_displayed()
    assert browser.find_element("css selector", ".document ins").is_displayed()
    line = browser.execute_script("return getComputedStyle(document.querySelector('del')).textDecorationLine")
    assert line == "line-through"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.slow
def test_a_thousand_changes_stay_in_order(browser: Any, tmp_path: Path) -> None:
    compared = comparison()
    change = next(each for each in compared.changes if each.before_text and each.kind.substantial)
    many = tuple(
        replace(change, id=f"many{n}", before=(), after=(), before_text=f"전 {n}", after_text=f"후 {n}", causes=())
        for n in range(1000)
    )
    opened(browser, page(replace(compared, changes=many)), tmp_path)
    assert position(browser) == "– / 1000"
    body = browser.find_element("tag name", "body")
    for _ in range(3):
        body.send_keys("n")
    body.send_keys("p")
    assert position(browser).startswith("2 / 1000")
    places = browser.execute_script("return [...document.querySelectorAll('.card')].map(c => +c.dataset.for.slice(1))")
    assert all(first < second for first, second in pairwise(places))
