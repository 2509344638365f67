"""Elasticsearch 8 and 9 as the engine: versioned indexes behind two aliases that move together.

https://user:password@host:9200,https://host2:9200?prefix=eip&ca=ca.pem
https://host:9200?api_key=...
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from elasticsearch import (
    ApiError,
    AuthenticationException,
    BadRequestError,
    Elasticsearch,
    NotFoundError,
    SSLError,
    TransportError,
)
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from config.errors import EngineError
from index import plan as p
from index.backends.base import EVERY_VALUE, Age, Found, Row, Wanted, aggregations, facets_of, tallies_of
from index.fields import COLLECTIONS, KEY, Field, age_of, made_for
from index.rows import storable

Answer = TypeVar("Answer")
TIMEOUT_SECONDS = 30
READING, WRITING = 5.0, 60.0  # seconds of patience
CHUNK_BYTES = 10_000_000
CHUNK_ROWS = 500
_NO_PREFIX = re.compile(r"""^[-_+.]|[\s\\/*?"<>|,#:]""")  # what no index's name may begin with, or hold
_FIRST = "v-0"
_VERSION = re.compile(r"0|[0-9a-f]+-[0-9a-f]{6}")  # after "v-"
_EXACT = {"shard_size": EVERY_VALUE}
_DAY_MILLISECONDS = 86_400_000
_BLOCKS = {
    "index.blocks.read_only_allow_delete": ", the disk is over the flood-stage watermark",
    "index.blocks.read_only": "",
    "index.blocks.write": "",
}
_RIGHTS = "give the user of EIP_SEARCH_URL all rights on the indexes that begin with its prefix"
_UNBLOCK = "make room on the search server's disk, or lift the block; then index again: nothing is lost"
_ROUNDED = "Math.round(_score * 100) / 100.0"  # as index.backends.base.rounded
_TYPES: Mapping[str, Row] = {
    "keyword": {"type": "keyword"},
    "text": {"type": "text", "analyzer": "ready"},
    "day": {"type": "integer"},
    "number": {"type": "double"},
    "order": {"type": "long"},
    "payload": {"type": "keyword", "index": False, "doc_values": False},
}
_SETTINGS: Row = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "analysis": {"analyzer": {"ready": {"type": "custom", "tokenizer": "whitespace", "filter": []}}},
}


class ElasticsearchBackend:
    """Usable by many threads and processes; what is put waits until `commit`."""

    def __init__(self, client: Elasticsearch, prefix: str, *, name: str | None = None) -> None:
        self._client = client
        self._prefix = prefix
        self._fixed = name
        self._waiting: dict[str, dict[str, list[Row]]] = {}
        self._created = name is not None

    @classmethod
    def connect(cls, url: str) -> "ElasticsearchBackend":
        """Take the servers of an address without speaking to them yet; raises EngineError if it is no address."""
        return cls(*_client_of(url))

    @property
    def name(self) -> str:
        return self._patiently(lambda client: f"{self._prefix}-{self._version(client)}", READING)

    @property
    def age(self) -> Age:
        def ask(client: Elasticsearch) -> Age:
            answer = client.indices.get_mapping(index=self._index("docs"))
            (mapping,) = answer.body.values()
            return age_of(mapping["mappings"].get("_meta", {}))

        return self._patiently(ask, READING)

    def find(self, collection: str, wanted: Wanted) -> Found:
        query = compiled(wanted.plan)
        asked: Row = {"size": wanted.limit, "track_total_hits": True, "_source": ["payload"]}
        if wanted.by_score:
            query = {"script_score": {"query": query, "script": {"source": _ROUNDED}}}
            asked |= {"sort": [{"_score": "desc"}, {"order": "asc"}]}
        else:
            asked |= {"sort": [{"order": "asc"}]}
        if wanted.after is not None:
            asked["search_after"] = list(wanted.after) if wanted.by_score else [wanted.after[1]]
        if aggregated := aggregations(wanted, _EXACT):
            asked["aggs"] = aggregated
        answer = self._patiently(
            lambda client: client.search(index=self._index(collection), query=query, **_named(asked)).body, READING
        )
        rows = [
            (
                float(hit["sort"][0]) if wanted.by_score else 0.0,
                int(hit["sort"][-1]),
                json.loads(hit["_source"]["payload"]),
            )
            for hit in answer["hits"]["hits"]
        ]
        counted = answer.get("aggregations", {})
        return Found(
            total=answer["hits"]["total"]["value"],
            rows=rows,
            facets=facets_of(wanted, counted),
            tallies=tallies_of(wanted, counted),
        )

    def put(self, collection: str, article_id: str, rows: Iterable[Row]) -> None:
        kinds = {field.name for field in COLLECTIONS[collection]}
        checked = list(rows)
        if unknown := {name for row in checked for name in row} - kinds:
            raise EngineError(f"no such field: {', '.join(sorted(unknown))}")
        self._waiting.setdefault(collection, {})[article_id] = checked

    def remove(self, article_ids: Iterable[str]) -> None:
        for article_id in article_ids:
            for collection in COLLECTIONS:
                self._waiting.setdefault(collection, {})[article_id] = []

    def commit(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for collection, articles in waiting.items():
            write = partial(_write, index=self._index(collection), articles=articles, is_alias=self._fixed is None)
            self._patiently(write, WRITING)

    def release(self) -> None:
        """Nothing is held between commits."""

    def count(self, collection: str) -> int:
        return self._patiently(lambda client: int(client.count(index=self._index(collection)).body["count"]), READING)

    def rebuild(self) -> "ElasticsearchBackend":
        """Open empty indexes beside; what a killed rebuild left behind is removed after a day."""
        beside = ElasticsearchBackend(self._client, self._prefix, name=f"v-{time.time_ns():x}-{uuid4().hex[:6]}")
        self._patiently(self._remove_leftovers, WRITING)
        with wrapped():
            for collection in COLLECTIONS:
                beside._create(collection, {})
        return beside

    def switch(self) -> None:
        with wrapped():
            actions: list[Row] = []
            for collection in COLLECTIONS:
                alias, new = self._alias(collection), self._index(collection)
                for index in self._behind(self._client, collection):
                    if self._is_version(collection, index):
                        actions += [{"remove_index": {"index": index}}] if index != new else []
                    else:  # not made here: it only loses the alias
                        actions.append({"remove": {"index": index, "alias": alias}})
                actions.append({"add": {"index": new, "alias": alias}})
            self._client.indices.update_aliases(actions=actions)

    def close(self) -> None:
        if self._fixed is None:
            self._client.close()

    def _patiently(self, act: Callable[[Elasticsearch], Answer], seconds: float) -> Answer:
        """Do it, again and again while the servers are busy or change places; raises EngineError after that time.

        `act` is given a client that waits for an answer as long as there is time, and asks once.
        """
        deadline, pause = time.monotonic() + seconds, 0.1
        with wrapped():
            while True:
                client = self._client.options(request_timeout=max(deadline - time.monotonic(), pause), max_retries=0)
                try:
                    if not self._created:
                        self._create_first(client)
                        self._created = True
                    return act(client)
                except (ApiError, TransportError) as error:
                    if not _may_pass(error) or time.monotonic() + pause > deadline:
                        raise
                time.sleep(pause)
                pause *= 2

    def _alias(self, collection: str) -> str:
        return f"{self._prefix}-{collection}"

    def _index(self, collection: str) -> str:
        return f"{self._alias(collection)}-{self._fixed}" if self._fixed else self._alias(collection)

    def _behind(self, client: Elasticsearch, collection: str) -> list[str]:
        """The indexes that a collection's alias stands for; raises EngineError if an index itself is named so."""
        alias = self._alias(collection)
        found = client.indices.get(index=alias, features="aliases", ignore_unavailable=True).body
        if alias in found:
            raise EngineError(
                f"an index is named {alias}, as the alias of the atlas must be",
                remedy=f"if nobody needs it, delete it (DELETE /{alias}) and run `eip reindex`; "
                "else choose another prefix in EIP_SEARCH_URL",
            )
        return sorted(found)

    def _is_version(self, collection: str, index: str) -> bool:
        """Whether an index has a name that only this installation gives."""
        alias, _, version = index.rpartition("-v-")
        return alias == self._alias(collection) and bool(_VERSION.fullmatch(version))

    def _version(self, client: Elasticsearch) -> str:
        """The version in use, with the identities that its indexes got when they were created."""
        version, identities = "", []
        for collection in COLLECTIONS:
            for index, found in client.indices.get_settings(index=self._index(collection)).body.items():
                version = version or index.removeprefix(self._alias(collection) + "-")
                identities.append(found["settings"]["index"]["uuid"])
        return "-".join((version, *identities))

    def _create_first(self, client: Elasticsearch) -> None:
        for collection in COLLECTIONS:
            if not self._behind(client, collection):
                first = ElasticsearchBackend(self._client, self._prefix, name=_FIRST)
                try:
                    first._create(collection, {self._alias(collection): {}})
                except BadRequestError as error:  # another process was faster
                    if error.error != "resource_already_exists_exception":
                        raise

    def _create(self, collection: str, aliases: Row) -> None:
        self._client.indices.create(
            index=self._index(collection),
            settings=_SETTINGS,
            mappings=_mappings(COLLECTIONS[collection]),
            aliases=aliases,
        )

    def _remove_leftovers(self, client: Elasticsearch) -> None:
        oldest = time.time() * 1000 - _DAY_MILLISECONDS
        for collection in COLLECTIONS:
            for index, found in client.indices.get(index=f"{self._alias(collection)}-v-*").body.items():
                old = int(found["settings"]["index"]["creation_date"]) < oldest
                if old and not found["aliases"] and self._is_version(collection, index):
                    client.indices.delete(index=index)


def _write(client: Elasticsearch, index: str, articles: Mapping[str, list[Row]], *, is_alias: bool) -> None:
    same = {"terms": {KEY: list(articles)}}
    _check_blocks(client, index)
    client.indices.refresh(index=index)
    client.delete_by_query(index=index, query=same, conflicts="proceed", refresh=True)
    actions = (
        {"_op_type": "index", "_index": index, "_id": f"{article_id}.{number}", **_source(row)}
        for article_id, rows in articles.items()
        for number, row in enumerate(rows)
    )
    patient = client.options(request_timeout=4 * TIMEOUT_SECONDS, max_retries=3)
    expected = 0
    for _ in streaming_bulk(
        patient,
        actions,
        CHUNK_ROWS,
        CHUNK_BYTES,
        max_retries=5,
        initial_backoff=1,
        require_alias=is_alias,  # without it the server would make an index of that name, of fields it guesses
    ):
        expected += 1
    client.indices.refresh(index=index)
    found = client.count(index=index, query=same).body["count"]
    if found != expected:
        raise EngineError(f"{found} of {expected} records arrived in the index", remedy="index again")


def _check_blocks(client: Elasticsearch, index: str) -> None:
    """Raise EngineError for an index that takes no writes: the server itself would try to delete for minutes."""
    answer = client.indices.get_settings(index=index, name="index.blocks.*", flat_settings=True)
    for name, found in answer.body.items():
        for block in sorted(found["settings"].keys() & _BLOCKS.keys()):
            if found["settings"][block] == "true":
                raise EngineError(f"{name} takes no records: {block} is set{_BLOCKS[block]}", remedy=_UNBLOCK)


def _is_blocked(error: ApiError) -> bool:
    """Whether writing is forbidden; with 503 the cluster only changes places."""
    return _reason(error.body).startswith("cluster_block_exception") and error.meta.status != 503


def _may_pass(error: ApiError | TransportError) -> bool:
    if isinstance(error, ApiError):
        return error.meta.status in (429, 502, 503, 504) and not _is_blocked(error)
    return not isinstance(error, SSLError)


def compiled(plan: p.Plan) -> Row:
    """Put a plan into the query language of Elasticsearch."""
    match plan:
        case p.Term(field, token):
            return {"term": {field: {"value": token}}}
        case p.Phrase(field, tokens):
            return {"match_phrase": {field: {"query": " ".join(tokens)}}}
        case p.Among(field, values):
            return _unscored({"terms": {field: storable(list(values))}})
        case p.Span(field, low, high):
            ends = {"gte": low, "lte": high}
            return _unscored({"range": {field: {end: value for end, value in ends.items() if value is not None}}})
        case p.Every(parts, bonus, never):
            needed = parts or (p.Anything(),)
            clauses = {"must": needed, "should": bonus, "must_not": never}
            return {"bool": {kind: [compiled(part) for part in some] for kind, some in clauses.items() if some}}
        case p.Some(parts, least):
            return {"bool": {"should": [compiled(part) for part in parts], "minimum_should_match": least}}
        case p.Best(parts):
            return {"dis_max": {"queries": [compiled(part) for part in parts]}}
        case p.Weighted(part, weight):
            return {"bool": {"must": [compiled(part)], "boost": weight}}
        case p.Constant(part, score):
            return {"constant_score": {"filter": compiled(part), "boost": score}}
        case p.Anything():
            return _unscored({"match_all": {}})
        case p.Nothing():
            return {"match_none": {}}


def _unscored(query: Row) -> Row:
    return {"constant_score": {"filter": query, "boost": 0}}


def _named(asked: Row) -> Row:
    """The client calls `_source` by another name."""
    return {"source" if name == "_source" else name: value for name, value in asked.items()}


def _source(row: Row) -> Row:
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in row.items()}


def _mappings(fields: Iterable[Field]) -> Row:
    return {
        "dynamic": "strict",
        "_meta": made_for(),
        "_source": {"includes": ["payload"]},
        "properties": {field.name: _TYPES[field.kind] for field in fields},
    }


def _client_of(url: str) -> tuple[Elasticsearch, str]:
    address, _, query = url.partition("?")
    options = {name: values[-1] for name, values in parse_qs(query).items()}
    if unknown := options.keys() - {"prefix", "ca", "api_key"}:
        raise EngineError(f"no option {', '.join(sorted(unknown))} in EIP_SEARCH_URL", remedy="prefix, ca, api_key")
    hosts, secrets = [], []
    for part in address.split(","):
        try:
            found = urlsplit(part.strip())
            port = found.port or 9200
        except ValueError:
            raise EngineError("EIP_SEARCH_URL is no address", remedy="write https://host:9200") from None
        if found.scheme not in ("http", "https") or not found.hostname:
            raise EngineError("EIP_SEARCH_URL is no address", remedy="write https://host:9200")
        hosts.append(f"{found.scheme}://{found.hostname}:{port}{found.path.rstrip('/')}")
        if found.username:
            secrets.append((unquote(found.username), unquote(found.password or "")))
    prefix = options.get("prefix", "eip")
    if _NO_PREFIX.search(prefix) or prefix != prefix.lower():
        raise EngineError(
            f"{prefix!r} cannot begin the name of an index: prefix in EIP_SEARCH_URL",
            remedy="write it in small letters and digits, as eip-staging",
        )
    if "ca" in options and not Path(options["ca"]).is_file():
        raise EngineError(f"there is no file {options['ca']}: ca in EIP_SEARCH_URL", remedy="give the CA's PEM file")
    given: dict[str, Any] = {"basic_auth": secrets[0]} if secrets else {}
    given |= {"api_key": options["api_key"]} if "api_key" in options else {}
    given |= {"ca_certs": options["ca"]} if "ca" in options else {}
    try:
        client = Elasticsearch(hosts, request_timeout=TIMEOUT_SECONDS, max_retries=3, **given)
    except (ValueError, OSError) as error:
        raise EngineError(f"EIP_SEARCH_URL cannot be used: {type(error).__name__}", remedy="mend it") from None
    return client, prefix


@contextmanager
def wrapped() -> Iterator[None]:
    """Turn what the client raises into EngineError, without addresses and secrets."""
    try:
        yield
    except NotFoundError as error:
        raise EngineError("the index is gone from the search server", remedy="run `eip reindex`") from error
    except AuthenticationException as error:
        raise EngineError(
            "the search server does not know user and password, or the API key (401)", remedy="mend EIP_SEARCH_URL"
        ) from error
    except ApiError as error:
        reason = f"{error.meta.status} {_reason(error.body)}"
        remedy = _UNBLOCK if _is_blocked(error) else _RIGHTS if error.meta.status == 403 else "see its log"
        raise EngineError(f"the search server answered {reason}", remedy=remedy) from error
    except SSLError as error:
        raise EngineError(
            "no safe connection to the search server: its certificate is not trusted, or it speaks no TLS",
            remedy="give the CA's file by ?ca=/path/ca.pem in EIP_SEARCH_URL, and the host's name as certified",
        ) from error
    except TransportError as error:
        reason = type(error).__name__
        raise EngineError(f"the search server cannot be reached: {reason}", remedy="see whether it runs") from error
    except BulkIndexError as error:
        first = next(iter(error.errors[0].values()))
        reason = f"{len(error.errors)} records, the first into {first['_index']}: {_reason(first)}"
        raise EngineError(f"the search server refused {reason}", remedy="see its log") from error


def _reason(answer: Any) -> str:
    """Type and reason of an error as the server tells them."""
    if isinstance(answer, Mapping):
        error = answer.get("error") or next((failed["cause"] for failed in answer.get("failures", ())), None)
        if isinstance(error, Mapping):
            return f"{error.get('type')}: {error.get('reason')}"
    return "without a reason"
