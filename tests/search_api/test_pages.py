"""The page shows what is asked for, in both languages, and nothing of an article's text becomes markup."""

import re
from typing import Any

import httpx
import pytest

from config.schema import stable_id
from search_api.web.interface import load_interface
from search_api.web.results import value_name
from tests.search_api.markup import Element, read

VIETNAMESE = stable_id("newsroom", "khanh-phu-tiet-kiem")
ENGLISH = stable_id("newsroom", "khanh-phu-saves")
HOSTILE = stable_id("else<where>", "hostile")
PAGES = (
    "/",
    "/?q=steam",
    "/?q=nothing+has+this",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27",
    "/?source=else%3Cwhere%3E&park=hoa-khanh",
    f"/articles/{VIETNAMESE}",
    f"/articles/{ENGLISH}",
    f"/articles/{HOSTILE}",
    f"/articles/{VIETNAMESE}/changes",
    "/facts",
    "/facts?group=park&q=saved",
    "/facts?entity=%22%3E%3Cscript%3Ex%3C/script%3E",
    "/entities",
    "/entities?q=khanh&label=PARK",
    "/entities/khanh-phu",
    "/entities/ninh-binh",
    "/status",
    "/api",
)


def page(client: httpx.Client, path: str, status: int = 200) -> Element:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_made(client: httpx.Client, language: str, path: str) -> None:
    root = page(client, f"/{language}{path}")
    assert root.all("html")[0].attributes["lang"] == language
    assert len(root.all("h1")) == len(root.all("main")) == len(root.all("title")) == 1
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    labelled = {label.attributes.get("for") for label in root.all("label")}
    for field in (*root.all("input"), *root.all("select")):
        inside = field.parent is not None and field.parent.tag == "label"
        assert field.has("type", "hidden") or inside or field.attributes.get("id") in labelled, field.attributes
    for part in root.all():
        described = part.attributes.get("aria-describedby") or part.attributes.get("aria-labelledby")
        assert described is None or described in ids


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_foreign_runs_or_is_fetched(client: httpx.Client, language: str, path: str) -> None:
    root = page(client, f"/{language}{path}")
    for element in root.all():
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        assert element.tag not in {"style", "iframe", "object", "b", "i", "u"}
        for name in ("src", "href", "action"):
            target = element.attributes.get(name, "")
            fetched = element.tag in {"script", "img", "link", "form"}
            assert re.match(r"/(?!/)" if fetched else r"/(?!/)|#|https?://|\?", target) or not target, target
    assert [script.attributes["src"] for script in root.all("script")] == ["/static/atlas.js"]
    assert not root.all("script")[0].text


def test_headers_of_every_answer(client: httpx.Client) -> None:
    for path in ("/en/", "/api/search", "/static/atlas.css", "/api/none", "/en/articles/none", "/"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_the_start_follows_the_browser(client: httpx.Client) -> None:
    assert client.get("/", headers={"accept-language": "en"}).headers["location"] == "/en/"
    assert client.get("/", headers={"accept-language": "vi-VN"}).headers["location"] == "/vi/"
    assert client.get("/vi").headers["location"] == "/vi/"


@pytest.mark.parametrize("path", ["//evil.example/", "/vi//evil.example", "/%2F%2Fevil.example", "/en%2F..%2F%2Fevil"])
def test_no_address_leads_away(client: httpx.Client, path: str) -> None:
    answer = client.get(str(client.base_url).rstrip("/") + path, headers={"host": "atlas.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_the_switch_keeps_the_question(client: httpx.Client) -> None:
    root = page(client, "/en/?q=steam&park=khanh-phu")
    other = next(a for a in root.all("a", hreflang="vi"))
    assert other.attributes["href"] == "/vi/?q=steam&park=khanh-phu"


def test_hits_are_marked_and_lead_to_their_passage(client: httpx.Client) -> None:
    root = page(client, "/vi/?q=nước+thải&language=vi")
    hit = root.all("ol", class_="hits")[0].all("li")[0]
    marked = {mark.text.lower() for mark in hit.all("mark", class_="hit")}
    assert "nước thải" in marked <= {"nước", "thải", "nước thải"}
    assert hit.all("h3")[0].attributes["lang"] == "vi"
    href = hit.all("p", class_="excerpt")[0].all("a")[0].attributes["href"]
    path, _, anchor = href.partition("#")
    assert page(client, path).all(id=anchor)


def test_facets_choose_and_give_up(client: httpx.Client) -> None:
    root = page(client, "/en/?q=steam")
    link = next(a for a in root.all("aside")[0].all("a") if "Khanh Phu" in a.text)
    assert link.attributes["href"] == "/en/?q=steam&park=khanh-phu"
    count = int(link.all("span", class_="count")[0].text)
    chosen = page(client, link.attributes["href"])
    link = next(a for a in chosen.all("aside")[0].all("a") if "Khanh Phu" in a.text)
    assert link.attributes["href"] == "/en/?q=steam"
    assert link.attributes["aria-current"] == "true"
    assert len(chosen.all("ol", class_="hits")[0].all("article")) == count


@pytest.mark.parametrize("asked", ["", "?q=saved", "?entity=khanh-phu", "?unit=GWh"])
def test_every_facet_of_facts_keeps_what_it_promises(client: httpx.Client, asked: str) -> None:
    links = page(client, f"/en/facts{asked}").all("aside")[0].all("a")
    assert links
    for link in links:
        if "chosen" in link.attributes.get("class", ""):
            continue
        found = page(client, link.attributes["href"])
        total = found.all(id="results")[0].all("span", class_="total")[0].text
        assert total.split()[0] == link.all("span", class_="count")[0].text, link.attributes["href"]


def test_a_unit_that_is_chosen_shows_what_it_finds(client: httpx.Client) -> None:
    (chosen,) = page(client, "/en/facts?unit=GWh").all("aside")[0].all("a", class_="chosen")
    assert chosen.text.split() == ["GWh", "2"]


def test_a_chosen_filter_stays_when_nothing_has_it(client: httpx.Client) -> None:
    root = page(client, "/en/?q=steam&park=nowhere")
    chosen = root.all("aside")[0].all("a", class_="chosen")
    assert [a.attributes["href"] for a in chosen] == ["/en/?q=steam"]


def test_more_results_follow_without_repeating(client: httpx.Client) -> None:
    first = page(client, "/en/?source=wire")
    second = page(client, first.all("a", rel="next")[0].attributes["href"])
    titles = [h3.text for root in (first, second) for h3 in root.all("h3")]
    hits = [title for title in titles if title.startswith("Short news")]
    assert len(hits) == len(set(hits)) == 15
    assert not second.all("a", rel="next")


def test_an_article_has_its_marks(client: httpx.Client) -> None:
    article = page(client, f"/vi/articles/{VIETNAMESE}").all("article")[0]
    assert [m.text for m in article.all("mark", class_="org")] == ["Trung tâm Sản xuất sạch Việt Nam"]
    assert [m.text for m in article.all("mark", class_="figure")] == ["1,2 triệu kWh", "14 doanh nghiệp", "3.000 m3"]
    park = article.all("mark", class_="park")[0]
    assert park.all("a")[0].attributes["href"] == "/vi/entities/khanh-phu"
    assert len(article.all("ul")[0].all("li")) == 2
    assert article.all("p", class_="caption")


def test_an_article_leads_to_its_telling_in_the_other_language(client: httpx.Client) -> None:
    root = page(client, f"/vi/articles/{VIETNAMESE}")
    links = [a.attributes["href"] for a in root.all("ul", class_="related")[0].all("a")]
    assert f"/vi/articles/{ENGLISH}" in links
    assert f"/vi/articles/{VIETNAMESE}" not in links


def test_passages_carry_their_own_language(client: httpx.Client) -> None:
    article = page(client, f"/vi/articles/{ENGLISH}").all("article")[0]
    assert article.attributes["lang"] == "en"
    by_language = {p.attributes.get("lang") for p in article.all("p") if p.text.startswith("Khánh Phú")}
    assert by_language == {"vi"}
    assert [th.text for th in article.all("th")] == ["Measure", "Saved a year", "Paid back in"]


def test_a_fact_leads_to_its_sentence(client: httpx.Client) -> None:
    root = page(client, "/vi/facts?predicate=energy_saved&language=vi")
    href = root.all("td", class_="evidence")[0].all("a")[0].attributes["href"]
    path, _, anchor = href.partition("#")
    evidence = page(client, path).all("mark", id=anchor)[0]
    assert evidence.text.startswith("Năm 2024") and evidence.text.endswith("hơi nước thừa.")
    assert evidence.all("mark", class_="figure")[0].text == "1,2 triệu kWh"


def test_a_former_version_says_so(client: httpx.Client) -> None:
    root = page(client, f"/en/articles/{VIETNAMESE}")
    former = root.all("ol", class_="versions")[0].all("a")[0].attributes["href"]
    assert "has been replaced" in page(client, former).all("p", class_="notice")[0].text


def test_what_a_correction_changed_is_shown(client: httpx.Client) -> None:
    root = page(client, f"/vi/articles/{VIETNAMESE}/changes")
    changed = root.all("div", class_="changes")[0]
    assert changed.all("p")[0].attributes["class"] == "altered"
    assert "Khu công nghiệp" in "".join(ins.text for ins in changed.all("p")[0].all("ins"))
    assert page(client, f"/vi/articles/{ENGLISH}/changes", 404)


def test_amounts_are_summed_up_by_park(client: httpx.Client) -> None:
    root = page(client, "/en/facts?group=park&predicate=energy_saved")
    tables = root.all("details", class_="summaries")[0].all("table")
    assert [td.text for td in tables[1].all("tbody")[0].all("tr")[0].all("td")] == [
        *("kWh", "2", "1.2 million", "1.2 million", "1.2 million", "2.4 million")
    ]
    assert tables[1].all("th", scope="row")[0].text == "Khanh Phu Industrial Park"


def test_amounts_can_be_asked_for_in_words(client: httpx.Client) -> None:
    root = page(client, "/en/facts?q=energy_saved+>=+1+GWh")
    assert len(root.all("table", class_="facts")[0].all("tbody")[0].all("tr")) == 2


def test_an_entity_has_its_facts_by_year(client: httpx.Client) -> None:
    root = page(client, "/en/entities/khanh-phu")
    assert [caption.text for caption in root.all("caption")] == ["2025", "2024"]
    assert {dd.text for dd in root.all("dd", lang="vi")} == {"Khu công nghiệp Khánh Phú"}
    assert [a.text for a in root.all("dl")[0].all("a")] == ["Ninh Binh", "Ninh Binh"]
    assert len(root.all("ol", class_="hits")[0].all("li")) == 2


def test_a_person_is_found_in_articles_by_name(client: httpx.Client) -> None:
    root = page(client, "/en/entities/tran-van-binh")
    assert "1 article " in root.all("p", class_="meta")[0].text
    assert len(root.all("ol", class_="hits")[0].all("article")) == 1


def test_an_entity_counts_the_facts_that_it_shows(client: httpx.Client) -> None:
    root = page(client, "/en/entities/vncpc")
    assert root.all("p", class_="meta")[0].text.endswith("1 fact")
    assert len(root.all("table", class_="facts")[0].all("tbody")[0].all("tr")) == 1


def test_an_amount_without_its_unit_keeps_the_form(client: httpx.Client) -> None:
    root = page(client, "/en/facts?min=5&q=saved")
    assert root.all("input", id="min")[0].attributes["value"] == "5"
    assert root.all("input", id="q")[0].attributes["value"] == "saved"
    assert "needs its unit" in root.all("p", class_="notice")[0].text
    assert root.all("table", class_="facts")


def test_notes_and_problems_are_told_in_the_language_of_the_page(client: httpx.Client) -> None:
    for path, tag in (
        ('/?q=province:"Sao Hỏa"', "bộ lọc province không có tên nào là Sao Hỏa"),
        ("/facts?q=(a", "dấu ("),
    ):
        (notice,) = page(client, f"/vi{path}").all("p", class_="notice")
        assert tag in notice.text
        assert notice.all("span")[0].attributes.get("lang") is None
    assert "không có gì ở địa chỉ này" in page(client, "/vi/nothing/here", 404).all("main")[0].text
    assert "no province is known" in page(client, '/en/?q=province:"Sao Hỏa"').all("p", class_="notice")[0].text


def test_a_name_is_exported_as_it_is_shown(client: httpx.Client) -> None:
    root = page(client, "/en/facts?entity=Khánh+Phú")
    shown = len(root.all("table", class_="facts")[0].all("tbody")[0].all("tr"))
    (link,) = (a for a in root.all("a") if a.text == "jsonl")
    assert len(client.get(link.attributes["href"]).text.splitlines()) == shown == 4


def test_sources_show_their_crawls(client: httpx.Client) -> None:
    root = page(client, "/en/status")
    bars = root.all("svg", class_="trend")[0]
    assert bars.attributes["aria-label"].endswith(": 3, 0")
    assert [rect.attributes.get("class") for rect in bars.all("rect")] == [None, "broken"]
    assert "no list named a page" in root.all("table", class_="sources")[0].text


def test_hostile_text_stays_text(client: httpx.Client) -> None:
    root = page(client, f"/en/articles/{HOSTILE}")
    assert root.all("h1")[0].text == 'Steam <script>alert("title")</script> & "quotes"'
    assert "javascript:alert(document.domain)" in root.text
    assert not [a for a in root.all("a") if "javascript" in a.attributes["href"]]
    assert root.all("article")[0].all("mark", class_="figure")[0].text == "5 <b>GWh</b>"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/articles/none", 404),
        ("/vi/entities/none", 404),
        ("/en/none", 404),
        ("/en/?since=tomorrow", 400),
        ("/en/?limit=1000", 400),
        (f"/vi/?q={'x' * 2000}", 400),
    ],
)
def test_problems_are_pages_to_readers(client: httpx.Client, path: str, status: int) -> None:
    root = page(client, path, status)
    assert root.all("html")[0].attributes["lang"] == path[1:3]
    assert "Traceback" not in root.text


def test_empty_fields_of_a_form_are_no_mistake(client: httpx.Client) -> None:
    assert page(client, "/en/?q=steam&since=&until=&sort=relevance&figures=&unknown=1").all("ol", class_="hits")
    assert page(client, "/en/facts?entity=&kind=&status=").all("table")


def test_it_is_told_when_few_articles_hold_all_words(client: httpx.Client) -> None:
    answer = client.get("/api/search?q=estate+reports+boilers+turbine").json()
    assert answer["relaxed"] is True
    assert answer["total"] > 1
    notices = [part.text for part in page(client, "/en/?q=estate+reports+boilers+turbine").all("p")]
    assert any(text.startswith("Few articles hold all of these words") for text in notices)
    assert client.get("/api/search?q=estate+reports+boilers").json()["relaxed"] is False
    notices = [part.text for part in page(client, "/en/?q=estate+reports+boilers+turbine&sort=date").all("p")]
    assert any(text.startswith("No article holds all of these words") for text in notices)


def test_what_has_no_predicate_is_named_in_the_language_of_the_page() -> None:
    directory: Any = None  # not asked for predicates
    names = [value_name("predicate", "other", load_interface(language), directory) for language in ("vi", "en")]
    assert names == ["khác", "other"]
