"""What only Elasticsearch can get wrong; what every engine promises is in the other files."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from elasticsearch import Elasticsearch

from config.errors import EngineError
from index import Catalog, Engine, FactQuery, Query, index_pending, open_engine, reindex
from index.backends.elasticsearch import READING
from index.fields import LAYOUT, made_for, row_of_document
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


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.backends.elasticsearch.READING", 0.3)


@pytest.mark.usefixtures("hurry")
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


@pytest.mark.usefixtures("hurry")
def test_a_server_that_hangs_is_given_up_in_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        with pytest.raises(EngineError, match="ConnectionTimeout"):
            _ask_and_close(open_engine(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}"))
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("prefix=Run", r"'Run' cannot begin the name of an index: prefix .*small letters"),
        ("prefix=-eip", r"'-eip' cannot begin the name"),
        ("prefix=a*", r"'a\*' cannot begin the name"),
        ("ca=/does/not/exist.pem", r"no file /does/not/exist.pem: ca .*PEM"),
    ],
)
def test_wrong_options_of_the_address_are_told_before_asking(tmp_path: Path, options: str, told: str) -> None:
    with pytest.raises(EngineError, match=told):
        open_engine(tmp_path, f"https://127.0.0.1:1?{options}")


@pytest.fixture
def refusing() -> Iterator[ThreadingHTTPServer]:
    """A server that refuses everything with its `status` and reason."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Refusal(BaseHTTPRequestHandler):
    status = 401

    def do_GET(self) -> None:
        reason = {"type": "security_exception", "reason": "action is unauthorized for user [eip]"}
        body = json.dumps({"error": reason, "status": self.status}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, r"does not know user and password, or the API key \(401\) \(mend EIP_SEARCH_URL\)"),
        (403, r"answered 403 security_exception: .* unauthorized for user \[eip\] \(give the user .* all rights"),
    ],
)
def test_a_refused_user_is_told(
    tmp_path: Path, refusing: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, status: int, told: str
) -> None:
    monkeypatch.setattr(Refusal, "status", status)
    with pytest.raises(EngineError, match=told):
        _ask_and_close(open_engine(tmp_path, f"http://eip:secret@127.0.0.1:{refusing.server_port}"))


def test_an_unknown_certificate_is_told_at_once(tmp_path: Path, refusing: ThreadingHTTPServer) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(make_certificate(tmp_path))
    refusing.socket = context.wrap_socket(refusing.socket, server_side=True)
    begun = time.monotonic()
    with pytest.raises(EngineError, match=r"certificate is not trusted.*\?ca="):
        _ask_and_close(open_engine(tmp_path, f"https://127.0.0.1:{refusing.server_port}"))
    assert time.monotonic() - begun < READING


def make_certificate(folder: Path) -> Path:
    """A key and a certificate that it signs itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "search.test")])
    now = datetime.now(UTC)
    certificate = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    ).sign(key, SHA256())
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "search.pem"
    path.write_bytes(written + certificate.public_bytes(Encoding.PEM))
    return path


@pytest.mark.usefixtures("hurry")
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

    @pytest.fixture
    def server(self, search_url: str) -> Iterator[Elasticsearch]:
        with Elasticsearch(search_url.partition("?")[0]) as client:
            yield client

    @pytest.fixture
    def prefix(self, search_url: str) -> str:
        return search_url.partition("prefix=")[2]

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
        with pytest.raises(
            EngineError, match=r"refused 1 records, the first into test-.*-docs-v-0: document_parsing_.*day"
        ):
            engine.commit()
        engine.index([make_document(2, "Nước")])
        engine.commit()
        assert engine.count() == 1

    def test_reindexing_leaves_alone_what_is_not_its_own(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str, tmp_path: Path, search_url: str
    ) -> None:
        fill(catalog, 2)
        logs = f"{prefix}-weblogs-2026"
        server.indices.create(index=logs, aliases={f"{prefix}-logs": {}})
        staging = open_engine(tmp_path, f"{search_url}-staging")
        index_pending(catalog, staging)
        index_pending(catalog, engine)
        former = set(server.indices.get(index=f"{prefix}-docs,{prefix}-facts").body)
        assert reindex(catalog, engine) == engine.count() == staging.count() == 2
        staging.close()
        left = set(server.indices.get(index=f"{prefix}-*").body)
        assert logs in left
        assert not former & left

    def test_an_index_of_somebody_else_only_loses_the_alias(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str
    ) -> None:
        other = f"{prefix}-elsewhere"
        server.indices.create(index=other, aliases={f"{prefix}-docs": {}})
        server.indices.create(index=f"{other}-facts", aliases={f"{prefix}-facts": {}})
        fill(catalog, 2)
        assert reindex(catalog, engine) == engine.count() == 2
        assert server.indices.exists(index=f"{other},{other}-facts")

    def test_lost_facts_are_indexed_again(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str, new_engine: Callable[..., Engine]
    ) -> None:
        fill(catalog, 2)
        index_pending(catalog, engine)
        (lost,) = server.indices.get(index=f"{prefix}-facts").body
        server.indices.delete(index=lost)
        opened = new_engine()
        assert catalog.count_pending(opened.name) == 2
        assert index_pending(catalog, opened) == opened.search_facts(FactQuery()).total == 2

    def test_an_index_in_the_place_of_the_alias_is_told_and_left_alone(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str
    ) -> None:
        fill(catalog, 2)
        name = f"{prefix}-docs"
        server.index(index=name, document={"somebody": "else"}, refresh=True)
        for ask in (engine.count, lambda: index_pending(catalog, engine), lambda: reindex(catalog, engine)):
            with pytest.raises(EngineError, match=rf"an index is named {name}, .*DELETE /{name}.*eip reindex"):
                ask()
        assert server.count(index=name)["count"] == 1
        server.indices.delete(index=name)
        assert reindex(catalog, engine) == engine.count() == 2

    def test_an_older_index_is_built_anew_and_a_newer_left_alone(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str
    ) -> None:
        fill(catalog, 2)
        index_pending(catalog, engine)
        server.indices.put_mapping(index=f"{prefix}-docs", meta={**made_for(), "layout": LAYOUT + 1})
        ages = [engine.age]
        with pytest.raises(EngineError, match="newer version"):
            index_pending(catalog, engine)
        server.indices.put_mapping(index=f"{prefix}-docs", meta={**made_for(), "content": "former"})
        ages.append(engine.age)
        assert index_pending(catalog, engine) == 2
        assert [*ages, engine.age] == ["newer", "outdated", "current"]

    def test_a_full_disk_is_told_at_once(
        self, catalog: Catalog, engine: Engine, server: Elasticsearch, prefix: str
    ) -> None:
        fill(catalog, 2)
        index_pending(catalog, engine)
        block = "index.blocks.read_only_allow_delete"
        server.indices.put_settings(index=f"{prefix}-docs", settings={block: True})
        fill(catalog, 2, first=1)
        begun = time.monotonic()
        with pytest.raises(EngineError, match=rf"{prefix}-docs-v-0 takes no records: {block}.* watermark \(make room"):
            index_pending(catalog, engine)
        assert time.monotonic() - begun < 5
        server.indices.put_settings(index=f"{prefix}-docs", settings={block: None})
        assert index_pending(catalog, engine) == 1

    def test_a_block_of_the_cluster_is_told_with_its_reason(self, engine: Engine, server: Elasticsearch) -> None:
        engine.index([make_document(1, "Nước")])
        engine.commit()
        block = "cluster.blocks.read_only_allow_delete"
        server.cluster.put_settings(persistent={block: True})
        told = r"answered 403 cluster_block_exception: .*cluster read-only.*\(make room"
        try:
            with pytest.raises(EngineError, match=told):
                engine.rebuild()
            engine.index([make_document(1, "Nước")])
            with pytest.raises(EngineError, match=told):
                engine.commit()
        finally:
            server.cluster.put_settings(persistent={block: None})

    def test_only_own_leftovers_are_removed(
        self, engine: Engine, server: Elasticsearch, prefix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.backends.elasticsearch._DAY_MILLISECONDS", -60_000)
        own, others = f"{prefix}-docs-v-1f-abcdef", f"{prefix}-staging-docs-v-1f-abcdef"
        for name in (own, others):
            server.indices.create(index=name)
        assert engine.count() == 0
        engine.rebuild()
        assert not server.indices.exists(index=own)
        assert server.indices.exists(index=others)
