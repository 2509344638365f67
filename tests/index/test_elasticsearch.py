"""What only Elasticsearch can get wrong; what every engine promises is in the other files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from config.errors import EngineError
from index import Catalog, Engine, Query, index_pending, open_engine
from index.fields import row_of_document
from index.searcher import Searcher
from tests.index.conftest import VERSIONS
from tests.index.making import make_document
from tests.index.test_indexer import fill

needs_server = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(
        not VERSIONS, reason='no Elasticsearch: set EIP_TEST_ELASTICSEARCH="8 9" (make test-elasticsearch)'
    ),
]


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.backends.elasticsearch.READING", 0.3)


@pytest.mark.parametrize(
    "url",
    [
        "https://eip:secret@127.0.0.1:1",
        "http://127.0.0.1:1?api_key=secret",
        "http://127.0.0.1:1,http://eip:secret@127.0.0.1:2",
        "http://127.0.0.1:secret",
        "ftp://eip:secret@host",
        "http://eip:secret@host?nonsense=secret",
        "https://eip:secret@host?ca=/does/not/exist",
    ],
)
def test_addresses_that_do_not_work_are_told_without_their_secrets(tmp_path: Path, url: str) -> None:
    with pytest.raises(EngineError) as caught:
        _ask_and_close(open_engine(tmp_path, url))
    assert "secret" not in str(caught.value)


def _ask_and_close(engine: Engine) -> None:
    try:
        engine.count()
    finally:
        engine.close()


def test_a_server_that_is_down_delays_and_loses_nothing(catalog: Catalog, tmp_path: Path) -> None:
    fill(catalog, 2)
    engine = open_engine(tmp_path, "http://127.0.0.1:1")
    with pytest.raises(EngineError, match="cannot be reached"):
        index_pending(catalog, engine)
    engine.close()
    assert len(catalog.pending("any index")) == 2


class TestServer:
    pytestmark = needs_server

    @pytest.fixture(autouse=True)
    def _not_embedded(self, search_url: str | None) -> None:
        if search_url is None:
            pytest.skip("about the server only")

    def test_two_that_open_at_once_share_one_index(self, new_engine: Callable[..., Engine]) -> None:
        first, second = new_engine(), new_engine()
        first.index([make_document(1, "Nước")])
        first.commit()
        assert first.name == second.name
        assert second.search(Query(text="nước")).total == 1

    def test_a_wrong_value_is_an_error_and_nothing_waits(self, engine: Engine) -> None:
        wrong = {**row_of_document(make_document(1, "Nước")), "day": "today"}
        assert isinstance(engine, Searcher)
        engine._backend.put("docs", "wrong", [wrong])
        with pytest.raises(EngineError, match="refused"):
            engine.commit()
        engine.index([make_document(2, "Nước")])
        engine.commit()
        assert engine.count() == 1
