"""The coverage page as people see it: wide, on a telephone, printed, in light and dark."""

from __future__ import annotations

import base64
import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reporting import draft

from regdocs.check.report import page


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
        for each in ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-sync", "disable-background-networking",
                     "disable-component-update", f"user-data-dir={profile}"):  # fmt: skip
            options.add_argument(f"--{each}")
        found = webdriver.Chrome(options, Service(driver))
        yield found
        found.quit()


@pytest.fixture(scope="module")
def shown(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("coverage") / "coverage.html"
    path.write_text(page.write(draft("ko")), "utf-8")
    browser.get(path.as_uri())
    return browser


def resized(browser: Any, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1400])
def test_nothing_is_cut_off_at_any_width(shown: Any, width: int) -> None:
    resized(shown, width)
    beyond = (
        "[...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
    )
    assert shown.execute_script("return document.documentElement.scrollWidth") <= width
    assert shown.execute_script(f"return {beyond}.length") == 0


@pytest.mark.slow
def test_a_narrow_window_says_what_each_cell_is(shown: Any) -> None:
    resized(shown, 390)
    label = "return getComputedStyle(document.querySelector('td.state'), '::before').content"
    assert shown.execute_script(label) == '"상태"'
    resized(shown, 1400)
    assert shown.execute_script(label) == "none"


@pytest.mark.slow
def test_a_box_hides_its_rows_from_the_keyboard_too(shown: Any) -> None:
    resized(shown, 390)
    visible = "return [...document.querySelectorAll('tr.met')].filter(each => each.getClientRects().length).length"
    assert shown.execute_script(visible) > 0
    shown.execute_script("document.querySelector('#met').focus()")
    shown.switch_to.active_element.send_keys(" ")
    assert shown.execute_script(visible) == 0
    shown.switch_to.active_element.send_keys(" ")
    assert shown.execute_script(visible) > 0


@pytest.mark.slow
def test_it_is_printed_on_few_pages_with_its_heads(shown: Any) -> None:
    printed = shown.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = pypdfium2.PdfDocument(base64.b64decode(printed["data"]))
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    texts = [pdf[index].get_textpage().get_text_range() for index in range(len(pdf))]
    assert all("살핀 곳" in text for text in texts)
    assert "보일 상태" not in texts[0]
    rows = page.write(draft("ko")).count('<th scope="row">')
    assert len(pdf) < rows / 8
    pdf.close()


_VARIABLE = re.compile(r"--([\w-]+): (#\w+)")


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    ("ink", "paper"), ("faint", "paper"), ("faint", "head"), ("ink", "head"), ("met", "paper"), ("known", "paper"),
    ("missing", "missing-back"), ("faint", "missing-back"),
]  # fmt: skip


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "paper"])
def test_all_text_can_be_read(theme: int) -> None:
    """WCAG 2.1, 1.4.3."""
    style = files("regdocs.check.report").joinpath("page.css").read_text("utf-8")
    themes = [dict(_VARIABLE.findall(block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    assert len(themes) == 3
    colors = themes[0] | themes[theme]
    assert {pair: contrast(colors[pair[0]], colors[pair[1]]) for pair in PAIRS if contrast(colors[pair[0]], colors[pair[1]]) < 4.5} == {}  # fmt: skip
