from dataclasses import replace
from pathlib import Path

import httpx

from config.schema import stable_id
from index import Catalog, index_pending, open_engine
from search_api import build_app, build_deps
from tests.search_api.conftest import served
from tests.search_api.corpus import english
from tests.search_api.markup import read


def test_near_copies_lie_folded_under_the_best(tmp_path: Path) -> None:
    made, annotation = english()
    copy = replace(made, id=stable_id("mirror", "copy"), source="mirror", url="https://mirror.example/copy")
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        run = catalog.begin_run("ingest")
        for article in (made, copy):
            catalog.save_article(run, article, annotation)
        catalog.set_stories({made.id: "one", copy.id: "one"})
        engine = open_engine(tmp_path)
        index_pending(catalog, engine)
        with served(build_app(build_deps(catalog, engine))) as address:
            (hit,) = read(httpx.get(f"{address}/en/?q=steam").text).all("ol", class_="hits")[0].all("article")
            other = read(httpx.get(f"{address}/en/articles/{made.id}").text).all("ul", class_="related")[0]
            (found,) = httpx.get(f"{address}/api/search", params={"q": "steam"}).json()["hits"]
        engine.close()
    shown, folded = found["id"], found["copies"][0]
    assert {shown, folded} == {made.id, copy.id}
    assert [a.attributes["href"] for a in other.all("a")] == [f"/en/articles/{copy.id}"]
    details = hit.all("details", class_="copies")[0]
    assert details.all("summary")[0].text == "1 near copy elsewhere"
    assert [a.attributes["href"] for a in details.all("a")] == [f"/en/articles/{folded}"]
