"""A person with a browser: searches, opens an article, follows a fact; on a phone nothing sticks out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.search_api.test_pages import HOSTILE, PAGES, VIETNAMESE

CHROMIUM = shutil.which("chromium")
CHROMEDRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="Chromium or chromedriver is not installed"),
]

Browser = webdriver.Chrome


def open_browser(folder: Path, **preferences: int) -> Browser:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", dict(preferences))
    return webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = open_browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def plain_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser without JavaScript."""
    opened = open_browser(
        tmp_path_factory.mktemp("plain"), **{"profile.managed_default_content_settings.javascript": 2}
    )
    yield opened
    opened.quit()


def ask(browser: Browser, text: str) -> None:
    box = browser.find_element(By.ID, "q")
    box.clear()
    box.send_keys(text, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "q=" in b.current_url)


def texts(browser: Browser, css: str) -> list[str]:
    return [element.text for element in browser.find_elements(By.CSS_SELECTOR, css)]


@pytest.mark.parametrize("which", ["browser", "plain_browser"])
def test_from_a_question_to_the_sentence(which: str, address: str, request: pytest.FixtureRequest) -> None:
    browser: Browser = request.getfixturevalue(which)
    browser.get(f"{address}/vi/")
    ask(browser, "nuoc thai")
    assert "nước thải" in [text.lower() for text in texts(browser, "mark.hit")]
    browser.find_element(By.CSS_SELECTOR, ".hits h3[lang=vi] a").click()
    assert VIETNAMESE in browser.current_url
    assert texts(browser, "article mark.figure") == ["1,2 triệu kWh", "14 doanh nghiệp", "3.000 m3"]
    assert "Khu công nghiệp Khánh Phú" in texts(browser, "article mark.park")
    browser.find_element(By.CSS_SELECTOR, "table.facts td.evidence a").click()
    evidence = browser.find_element(By.ID, "evidence")
    assert evidence.is_displayed() and evidence.text.startswith("Năm 2024")
    browser.find_element(By.CSS_SELECTOR, ".switch a[lang=en]").click()
    assert "Named in this article" in texts(browser, "aside h2")


def test_marks_can_be_hidden_by_keyboard(browser: Browser, address: str) -> None:
    browser.get(f"{address}/en/articles/{VIETNAMESE}")
    figure = browser.find_element(By.CSS_SELECTOR, "article mark.figure")
    shown = figure.value_of_css_property("border-bottom-style")
    browser.find_element(By.ID, "show-figure").send_keys(Keys.SPACE)
    assert (shown, figure.value_of_css_property("border-bottom-style")) == ("dotted", "none")


def test_suggestions_come_while_typing(browser: Browser, address: str) -> None:
    browser.get(f"{address}/en/")
    browser.find_element(By.ID, "q").send_keys("khanh")
    options = "document.querySelectorAll('#q-suggestions option')"
    WebDriverWait(browser, 10).until(lambda b: b.execute_script(f"return {options}.length"))
    offered = browser.execute_script(f"return [...{options}].map(option => option.value)")
    assert any("Khanh Phu" in text or "Khánh Phú" in text for text in offered)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", [path for path in PAGES if "alert" not in path])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str, language: str, path: str) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    browser.get(f"{address}/{language}{path}")
    width, seen = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= seen <= PHONE["width"]


def test_hostile_text_runs_nothing(browser: Browser, address: str) -> None:
    for path in (f"/en/articles/{HOSTILE}", "/en/facts", "/en/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"):
        browser.get(address + path)
        assert not browser.find_elements(By.CSS_SELECTOR, "script:not([src]), img[src=x]")
    log: list[Any] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in log if "Content Security Policy" in entry["message"]] == []


CONTRAST = """
const luminance = color => {
  const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const ground = element => {
  for (let e = element; e; e = e.parentElement) {
    const color = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$|transparent/.test(color) && !/, 0?\\.\\d+\\)$/.test(color)) return color;
  }
  return "rgb(255, 255, 255)";
};
return [...document.querySelectorAll("body *")].filter(e => e.offsetParent && !e.closest(".unseen, .skip") &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
  const [a, b] = [luminance(getComputedStyle(e).color), luminance(ground(e))].sort((x, y) => y - x);
  return [e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 40), (a + .05) / (b + .05)];
}).filter(([, ratio]) => ratio < 4.5);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/vi/?q=nước+thải", f"/vi/articles/{VIETNAMESE}", "/en/facts", "/en/status"])
def test_text_stands_out(browser: Browser, address: str, path: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address + path)
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_superseded_stands_out_too(browser: Browser, address: str, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(f"{address}/en/facts?q=saved")
    browser.execute_script("document.querySelectorAll('.facts tbody tr').forEach(r => r.classList.add('superseded'))")
    assert browser.execute_script("return getComputedStyle(document.querySelector('.superseded')).opacity") == "1"
    assert browser.execute_script(CONTRAST) == []


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("part", ["q", ".meta"])
def test_a_long_word_stays_within_the_table(browser: Browser, address: str, part: str, width: int) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE | {"width": width, "mobile": width < 400})
    browser.get(f"{address}/en/facts?predicate=energy_saved")
    browser.execute_script(f"document.querySelector('.facts {part}').textContent = 'x'.repeat(400)")
    table = "document.querySelector('.facts').getBoundingClientRect().right"
    right, seen = browser.execute_script(f"return [{table}, window.innerWidth]")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert right <= seen <= width


def test_print_takes_the_whole_width(browser: Browser, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE | {"width": 1000, "mobile": False})
    browser.get(f"{address}/en/facts")
    share = "document.querySelector('.results').offsetWidth / document.querySelector('main').offsetWidth"
    found = browser.execute_script(f"return {share}")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert found > 0.9
