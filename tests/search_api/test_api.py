"""The API answers with what the catalog and the index hold, within its limits."""

import json
import socket
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from config.schema import stable_id
from config.settings import Settings
from index import Catalog, index_pending, open_engine
from search_api import build_app, build_deps
from search_api.hosts import served_names
from search_api.params import LONGEST_QUERY
from tests.search_api.conftest import served
from tests.search_api.corpus import english

VIETNAMESE = stable_id("newsroom", "khanh-phu-tiet-kiem")


def get(client: httpx.Client, path: str, **params: Any) -> Any:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_search_marks_the_original_text(client: httpx.Client) -> None:
    found = get(client, "/api/search", q="nước thải")
    hit = found["hits"][0]
    assert hit["id"] == VIETNAMESE
    marked = [s["text"][a:b] for s in hit["snippets"] for a, b in s["marks"]]
    assert "nước thải" in [text.lower() for text in marked]
    text = get(client, f"/api/articles/{VIETNAMESE}")["text"]
    for snippet in hit["snippets"]:
        assert text[snippet["start"] :].startswith(snippet["text"])
    assert hit["snippet"] == hit["snippets"][0]["text"]


def test_facets_count_and_name(client: httpx.Client) -> None:
    facets = get(client, "/api/search")["facets"]
    assert facets["source"][0] == {"value": "wire", "count": 15, "name": "wire"}
    assert {"value": "khanh-phu", "count": 2, "name": "Khanh Phu Industrial Park"} in facets["park"]


def test_filters_hold_together(client: httpx.Client) -> None:
    assert get(client, "/api/search", park="khanh-phu", language="vi")["total"] == 1
    assert get(client, "/api/search", park=["khanh-phu", "hoa-khanh"])["total"] == 3
    assert get(client, "/api/search", since="2025-01-01", until="2025-03-05")["total"] == 1
    assert get(client, "/api/search", figures="true")["total"] == 3


def test_pages_of_hits_cover_all_without_overlap(client: httpx.Client) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = get(client, "/api/search", limit=7, **({"cursor": cursor} if cursor else {}))
        seen += [hit["id"] for hit in page["hits"]]
        cursor = page["cursor"]
    assert len(seen) == len(set(seen)) == page["total"] == 18


def test_a_mistake_in_the_query_is_noted(client: httpx.Client) -> None:
    found = get(client, "/api/search", q='"steam')
    assert found["notes"] and found["total"]


def test_a_filter_that_makes_no_sense_is_left_out(client: httpx.Client) -> None:
    found = get(client, "/api/facts", q="nước topic:water")
    assert found["total"] == get(client, "/api/facts", q="nước")["total"] > 0
    assert found["notes"][0].startswith("at 6: topic:water is no filter here")


def test_an_article_has_its_offsets_and_versions(client: httpx.Client) -> None:
    article = get(client, f"/api/articles/{VIETNAMESE}")
    for record in (*article["mentions"], *article["figures"]):
        assert article["text"][record["start"] : record["end"]] == record["surface"]
    assert [v["number"] for v in article["versions"]] == [1, 2]
    former = article["versions"][0]["version"]
    assert get(client, f"/api/articles/{VIETNAMESE}", version=former)["title"] == "Khánh Phú tiết kiệm điện"


def test_numbers_are_plain_decimal_strings(client: httpx.Client) -> None:
    facts = get(client, "/api/facts", predicate="energy_saved", language="vi")["facts"]
    assert [(fact["value"], fact["unit"]) for fact in facts] == [("1200000", "kWh")]


def test_facts_are_filtered_and_paged(client: httpx.Client) -> None:
    assert get(client, "/api/facts", entity="khanh-phu")["total"] == 4
    first = get(client, "/api/facts", limit=2)
    assert len(first["facts"]) == 2
    rest = get(client, "/api/facts", limit=500, cursor=first["cursor"])
    assert len(first["facts"]) + len(rest["facts"]) == first["total"] == 5
    assert rest["cursor"] is None
    fact = first["facts"][0]
    assert fact["evidence"]["surface"] in fact["sentence"]


def test_a_fact_has_an_address_of_its_own(client: httpx.Client) -> None:
    fact = get(client, "/api/facts", language="en", predicate="energy_saved")["facts"][0]
    assert get(client, f"/api/facts/{fact['id']}") == fact
    answer = client.get(f"/vi/facts/{fact['id']}")
    assert answer.headers["location"] == f"/vi/articles/{fact['article_id']}?fact={fact['id']}#evidence"
    assert client.get("/api/facts/none").status_code == 404


def test_amounts_are_found_whatever_their_unit(client: httpx.Client) -> None:
    found = get(client, "/api/facts", unit="GWh", min="1.1", max="1.2")
    assert sorted(fact["unit"] for fact in found["facts"]) == ["GWh", "kWh"]
    (statistics,) = found["statistics"]
    assert (statistics["unit"], statistics["count"], statistics["mean"]) == ("kWh", 2, 1_200_000)
    assert get(client, "/api/facts", unit="GWh", min="1.3")["total"] == 0


def test_facts_are_found_by_words_and_grouped(client: httpx.Client) -> None:
    found = get(client, "/api/facts", q="hơi nước", group="park", language="vi")
    (fact,) = found["facts"]
    assert [fact["sentence"][a:b] for a, b in fact["marks"]] == ["hơi nước"]
    assert [group["group"] for group in found["groups"]] == ["khanh-phu"]
    assert found["facets"]["park"] == [{"value": "khanh-phu", "count": 1, "name": "Khanh Phu Industrial Park"}]


@pytest.mark.parametrize("typed", ["kh", "Khánh", "industrial par", "khu cong"])
def test_names_and_terms_are_suggested(client: httpx.Client, typed: str) -> None:
    suggestions = get(client, "/api/suggest", q=typed)["suggestions"]
    assert 0 < len(suggestions) <= 8
    assert suggestions[0].keys() == {"text", "kind", "id", "language"}
    assert get(client, "/api/suggest", q="k") == {"suggestions": []}


def test_entities_are_found_without_marks(client: httpx.Client) -> None:
    found = get(client, "/api/entities", q="kcn khanh")
    assert [entity["id"] for entity in found["entities"]] == ["khanh-phu"]
    assert found["entities"][0]["articles"] == 2
    assert get(client, "/api/entities", q="da nang", named="false")["total"] == 1
    assert get(client, "/api/entities", q="da nang")["total"] == 0


def test_an_entity_has_all_that_is_known(client: httpx.Client) -> None:
    entity = get(client, "/api/entities/khanh-phu")
    assert entity["names"]["vi"] == "Khu công nghiệp Khánh Phú"
    assert entity["attributes"]["area_ha"] == "351"
    assert entity["facts"] == 4


@pytest.mark.parametrize(
    ("what", "format_", "start"),
    [
        ("facts", "csv", b"id,"),
        ("articles", "jsonl", b"{"),
        ("entities", "xlsx", b"PK"),
        ("facts", "parquet", b"PAR1"),
    ],
)
def test_exports_are_files(client: httpx.Client, what: str, format_: str, start: bytes) -> None:
    answer = client.get("/api/export", params={"what": what, "format": format_})
    assert answer.status_code == 200
    assert answer.content.removeprefix(b"\xef\xbb\xbf").startswith(start)
    assert f"eip-{what}.{format_}" in answer.headers["content-disposition"]


def test_exported_facts_are_filtered(client: httpx.Client) -> None:
    answer = client.get("/api/export", params={"format": "jsonl", "predicate": "energy_saved"})
    assert len([json.loads(line) for line in answer.text.splitlines()]) == 2


def test_nobody_learns_where_a_local_file_lies(tmp_path: Path) -> None:
    made, annotation = english()
    place = "file:///home/desk/secret/"
    local = replace(made, url=f"{place}gi%E1%BA%A5y.txt", twin_url=f"{place}twin.txt")
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        catalog.save_article(catalog.begin_run("ingest"), local, annotation)
        engine = open_engine(tmp_path)
        index_pending(catalog, engine)
        with served(build_app(build_deps(catalog, engine))) as base, httpx.Client(base_url=base) as client:
            told = [
                get(client, "/api/search", q="steam")["hits"][0],
                get(client, "/api/facts")["facts"][0],
                get(client, f"/api/articles/{made.id}"),
                *(json.loads(client.get("/api/export", params={"what": what, "format": "jsonl"}).text.splitlines()[0])
                  for what in ("facts", "articles")),
            ]  # fmt: skip
            assert "Local file: giấy.txt" in client.get(f"/en/articles/{made.id}").text
        engine.close()
    assert {answer["url"] for answer in told} == {"file:///gi%E1%BA%A5y.txt"}
    assert {answer.get("twin_url", "file:///twin.txt") for answer in told} == {"file:///twin.txt"}
    assert "secret" not in json.dumps(told)


def test_the_state_is_told(client: httpx.Client) -> None:
    status = get(client, "/api/status")
    assert status["records"]["articles"] == status["indexed"] == 18
    assert status["pending"] == 0
    assert status["issues"] == {"no_text": 1}
    assert status["runs"][0]["counts"] == {"changed": 1, "new": 18}
    assert get(client, "/healthz") == {"status": "ok", "catalog": "ok", "index": "ok"}


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        (f"/api/search?q={'x' * (LONGEST_QUERY + 1)}", 400, "q"),
        ("/api/search?limit=101", 400, "limit"),
        ("/api/search?limit=0", 400, "limit"),
        ("/api/search?since=20240101x", 400, "since"),
        ("/api/search?since=1700000000", 400, "since"),
        ("/api/search?language=fr", 400, "language"),
        ("/api/search?colour=red", 400, "colour"),
        ("/api/search?park=a%00b", 400, "park"),
        ("/api/search?cursor=nonsense", 400, "cursor"),
        ("/api/facts?limit=501", 400, "limit"),
        ("/api/facts?min=1", 400, "unit"),
        ("/api/facts?min=NaN&unit=GWh", 400, "min"),
        ("/api/facts?max=1e999999&unit=GWh", 400, "max"),
        ("/api/facts?since=99999", 400, "since"),
        ("/api/facts?group=colour", 400, "group"),
        ("/api/suggest", 400, "q"),
        ("/api/facts?cursor=1.2.x", 400, "cursor"),
        ("/api/entities?offset=-1", 400, "offset"),
        ("/api/export?format=exe", 400, "format"),
        ("/api/articles/none", 404, None),
        ("/api/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, None),
        ("/api/entities/none", 404, None),
        ("/api/none", 404, None),
        ("/static/../app.py", 404, None),
        ("/static/%2e%2e/rendering.py", 404, None),
        ("/none", 404, None),
    ],
)
def test_errors_are_problems(client: httpx.Client, path: str, status: int, parameter: str | None) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["parameter"] == parameter
    assert problem["detail"]


def test_sources_are_those_declared_and_those_found(client: httpx.Client) -> None:
    sources = get(client, "/api/sources")["sources"]
    assert {s["id"]: s["articles"] for s in sources} == {"else<where>": 1, "newsroom": 2, "quiet": 0, "wire": 15}
    newsroom = next(s for s in sources if s["id"] == "newsroom")
    assert newsroom["urls"] == {"parsed": 2, "refused": 1}
    assert newsroom["last_run"]["breaches"] == ["no list named a page"]
    assert newsroom["next_start"].startswith("2026-03-02T23:")  # 6 in the morning in Vietnam, and some seconds
    facet = get(client, "/api/search")["facets"]["source"]
    assert {"value": "newsroom", "count": 2, "name": "The Newsroom"} in facet


def test_jobs_are_listed_newest_first(client: httpx.Client) -> None:
    runs = get(client, "/api/jobs", source="newsroom")["runs"]
    assert [run["outcomes"]["new"] for run in runs] == [0, 3]
    assert get(client, "/api/jobs", source="quiet") == {"runs": []}
    assert len(get(client, "/api/jobs", limit=1)["runs"]) == 1


def test_metrics_tell_routes_and_state(client: httpx.Client) -> None:
    get(client, "/api/articles/" + VIETNAMESE)
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = {family.name: family for family in text_string_to_metric_families(answer.text)}
    routes = {sample.labels["route"] for sample in found["eip_http_answers"].samples}
    assert "/api/articles/{article_id}" in routes
    assert not any(VIETNAMESE in route for route in routes)
    assert {s.labels["language"]: s.value for s in found["eip_articles"].samples} == {"en": 17, "vi": 1}
    urls = {(s.labels["source"], s.labels["status"]): s.value for s in found["eip_urls"].samples}
    assert urls == {("newsroom", "parsed"): 2, ("newsroom", "refused"): 1}
    assert found["eip_last_crawl_degraded"].samples[0].value == 1
    assert found["eip_index_up"].samples[0].value == 1
    assert found["eip_index_pending"].samples[0].value == 0
    assert found["eip_last_run_timestamp_seconds"].samples[0].labels == {"kind": "ingest"}


def test_an_answer_is_not_held_back(client: httpx.Client) -> None:
    """Without TCP_NODELAY each answer takes 40 ms more."""
    seconds = []
    for _ in range(15):
        begun = time.perf_counter()
        client.get("/healthz")
        seconds.append(time.perf_counter() - begun)
    assert statistics.median(seconds) < 0.035


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("LOCALHOST.:8000", 200), ("atlas.localhost:1", 200), ("127.0.0.1:80", 200),
        ("[::1]:80", 200), ("192.168.1.5", 200), ("atlas.example", 200), ("Atlas.Example:443", 200),
        ("evil.example", 400), ("evil.example:80", 400), ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example", 400), ("evil.example:80:80", 400),
        ("atlas.example@evil.example", 400), ("[evil.example]", 400), ("", 400),
    ],
)  # fmt: skip
def test_other_names_than_ours_are_refused(client: httpx.Client, host: str, status: int) -> None:
    """A page that leads its own name to our address (DNS rebinding) reads nothing."""
    answer = client.get("/api/status", headers={"host": host})
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"
    if status == 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert "EIP_HOSTS" in answer.json()["remedy"]


def test_names_served_are_those_of_the_settings() -> None:
    def names(host: str, hosts: str = "") -> list[str]:
        return list(served_names(Settings(host=host, hosts=hosts)))

    assert names("127.0.0.1") == ["127.0.0.1"]
    assert names("0.0.0.0") == ["0.0.0.0", socket.gethostname()]
    assert names("0.0.0.0", "a.vn, b.vn") == ["0.0.0.0", "a.vn", "b.vn"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/search", "/en/", "/healthz"])
def test_nothing_but_reading(client: httpx.Client, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


def test_head_is_get_without_a_body(client: httpx.Client) -> None:
    answer = client.head("/api/status")
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_description_is_complete(client: httpx.Client) -> None:
    described = get(client, "/openapi.json")
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        operation = methods["get"]
        assert operation["description"], path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (path, parameter["name"])
        content = operation["responses"]["200"]["content"]
        if "application/json" in content:
            name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert schemas[name]["examples"], path
        assert {"400", "404", "503"} <= operation["responses"].keys()
