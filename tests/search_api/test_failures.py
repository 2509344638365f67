"""What fails inside is told outside without a trace, a path or an address."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
from fastapi import FastAPI

from search_api import build_app, build_deps
from search_api.deps import Deps
from tests.search_api.conftest import served
from tests.search_api.corpus import fill
from tests.search_api.test_pages import VIETNAMESE


def test_a_lost_index_is_a_503_without_details(tmp_path: Path) -> None:
    catalog, engine = fill(tmp_path)
    with catalog, served(build_app(build_deps(catalog, engine))) as address, httpx.Client(base_url=address) as client:
        assert client.get("/healthz").status_code == 200
        shutil.rmtree(tmp_path / "index")
        for path in ("/api/search", "/healthz", "/en/"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert str(tmp_path) not in answer.text
            assert "reindex" not in answer.text
        assert client.get("/healthz").json() == {"status": "failed", "catalog": "ok", "index": "failed"}
        metrics = client.get("/metrics")
        assert metrics.status_code == 200
        assert "\neip_index_up 0.0\n" in metrics.text
        assert "\neip_index_articles" not in metrics.text
        for family in ("eip_http_answers_total{", "eip_articles{", "eip_last_run_timestamp_seconds{"):
            assert f"\n{family}" in metrics.text
        assert client.get("/api/entities").status_code == 200
        assert client.get(f"/en/articles/{VIETNAMESE}").status_code == 200
    engine.close()


def test_an_outdated_index_is_told_by_a_healthy_atlas(tmp_path: Path) -> None:
    catalog, engine = fill(tmp_path)
    pointer = tmp_path / "index" / "current"
    pointer.write_text(pointer.read_text().replace('"content": "', '"content": "former-'))
    with catalog, served(build_app(build_deps(catalog, engine))) as address:
        answer = httpx.get(f"{address}/healthz")
    assert (answer.status_code, answer.json()["index"]) == (200, "outdated")
    engine.close()


def test_a_lost_catalog_is_a_503_without_details(tmp_path: Path) -> None:
    catalog, engine = fill(tmp_path)
    with catalog, served(build_app(build_deps(catalog, engine))) as address, httpx.Client(base_url=address) as client:
        with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as database:
            database.execute("DROP TABLE facts")
            database.execute("ALTER TABLE articles RENAME TO lost")
        health = client.get("/healthz")
        assert health.status_code == 503
        assert health.json() == {"status": "failed", "catalog": "failed", "index": "ok"}
        answer = client.get("/api/entities")
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert "table" not in answer.text and str(tmp_path) not in answer.text
    engine.close()


def test_a_mistake_of_ours_is_a_500_without_a_trace(app: FastAPI) -> None:
    deps: Deps = app.state.deps
    broken = build_app(deps)
    broken.get("/api/broken")(_fail)
    with served(broken) as address, httpx.Client(base_url=address) as client:
        answer = client.get("/api/broken")
        assert answer.status_code == 500
        assert answer.json()["title"] == "Internal Server Error"
        assert "secret" not in answer.text and "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


def _fail() -> None:
    raise RuntimeError("secret of the house")
