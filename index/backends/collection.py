"""One tantivy index: what is put into it waits until `commit`, then all of it is taken or nothing."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import Document, FieldType, Occur, Order, Query

from config.errors import EngineError
from index import plan as p
from index.backends.base import EVERY_VALUE, Found, Row, Wanted, aggregations, facets_of, rounded, tallies_of
from index.fields import KEY, Field
from index.rows import storable

HEAP_BYTES = 128_000_000
PATIENCE_SECONDS = 30.0
ATTEMPTS = 3
_EXACT = {"segment_size": EVERY_VALUE}

Placed = list[tuple[float, int, tantivy.DocAddress]]


class Collection:
    """Reads from any number of threads; the caller lets one thread write at a time."""

    def __init__(self, folder: Path, fields: Sequence[Field]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.version = folder.parent.name
        self._meta = folder / "meta.json"
        self._kinds = {field.name: field.kind for field in fields}
        self._schema = _schema(fields)
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: tantivy.IndexWriter | None = None
        self._waiting: dict[str, list[Document]] = {}
        self._seen = -1

    def find(self, wanted: Wanted) -> Found:
        """Answer from the newest commit of any process."""
        self._refresh()
        searcher = self._index.searcher()
        query = self._compile(wanted.plan)
        ranked = _by_score if wanted.by_score else self._by_order
        total, placed = ranked(searcher, query, wanted)
        rows = [(score, order, json.loads(searcher.doc(at)["payload"][0])) for score, order, at in placed]
        asked = aggregations(wanted, _EXACT)
        answered = searcher.aggregate(query, asked) if asked else {}
        return Found(total=total, rows=rows, facets=facets_of(wanted, answered), tallies=tallies_of(wanted, answered))

    def count(self) -> int:
        self._refresh()
        return self._index.searcher().num_docs

    def replace(self, article_id: str, rows: Iterable[Row]) -> None:
        """Put rows in the place of all that the article has here."""
        # from_dict checks the types of values: a wrong one would poison the writer and lose the whole batch in silence.
        documents = [Document.from_dict(self._checked(row), self._schema) for row in rows]
        self._waiting[article_id] = documents
        self._writer = self._writer or self._open_writer()
        self._put(self._writer, article_id, documents)

    def commit(self) -> None:
        """Make what waits durable and visible; raises EngineError with none of it taken."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._write(waiting, again=attempt > 1)
                return
            except (OSError, ValueError, RuntimeError):
                self._abandon()
                if attempt == ATTEMPTS:
                    raise
                time.sleep(0.1 * attempt)

    def release(self) -> None:
        """Let other processes write; waits for merges."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def _put(self, writer: tantivy.IndexWriter, article_id: str, documents: Sequence[Document]) -> None:
        writer.delete_documents_by_term(KEY, article_id)
        for document in documents:
            writer.add_document(document)

    def _write(self, waiting: dict[str, list[Document]], *, again: bool) -> None:
        writer = self._writer = self._writer or self._open_writer()
        if again:
            for article_id, documents in waiting.items():
                self._put(writer, article_id, documents)
        writer.commit()
        self._index.reload()
        expected = sum(map(len, waiting.values()))
        present = Query.term_set_query(self._schema, KEY, list(waiting))
        found = _total(self._index.searcher().search(present, 1))
        if found != expected:
            raise RuntimeError(f"{found} of {expected} records arrived in the index")

    def _abandon(self) -> None:
        # Without the rollback every later commit of this writer would succeed and be lost.
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.rollback()
            writer.wait_merging_threads()

    def _open_writer(self) -> tantivy.IndexWriter:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                writer = self._index.writer(HEAP_BYTES, 2)
                # A killed writer may have left a file that the next one would write under the same name.
                writer.garbage_collect_files()
                return writer
            except ValueError as error:
                if "LockBusy" not in str(error) and "lock" not in str(error).lower():
                    raise
                if time.monotonic() > deadline:
                    raise EngineError("another process is writing the index", remedy="wait for it") from error
                time.sleep(0.1)

    def _refresh(self) -> None:
        changed = self._meta.stat().st_mtime_ns
        if changed != self._seen:
            self._index.reload()
            self._seen = changed

    def _checked(self, row: Row) -> Row:
        if unknown := row.keys() - self._kinds.keys():
            raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
        return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}

    def _by_order(self, searcher: tantivy.Searcher, query: Query, wanted: Wanted) -> tuple[int, Placed]:
        total = None
        if wanted.after is not None:
            total = _total(searcher.search(query, 1))
            later = Query.range_query(self._schema, "order", FieldType.Unsigned, wanted.after[1], None, False, True)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, later)])
        found = searcher.search(query, wanted.limit, order_by_field="order", order=Order.Asc)
        return _total(found) if total is None else total, [(0.0, order, at) for order, at in found.hits]

    def _compile(self, plan: p.Plan) -> Query:
        match plan:
            case p.Term(field, token):
                return Query.term_query(self._schema, field, token, "freq" if self._is_text(field) else "basic")
            case p.Phrase(field, tokens):
                return Query.phrase_query(self._schema, field, list(tokens))
            case p.Among():
                return self._among(plan)
            case p.Span():
                return self._span(plan)
            case p.Every(parts, bonus, never):
                needed = parts or (p.Anything(),)
                occurs = ((Occur.Must, needed), (Occur.Should, bonus), (Occur.MustNot, never))
                return Query.boolean_query([(how, self._compile(part)) for how, some in occurs for part in some])
            case p.Some(parts, least):
                return Query.boolean_query([(Occur.Should, self._compile(part)) for part in parts], least)
            case p.Best(parts):
                return Query.disjunction_max_query([self._compile(part) for part in parts])
            case p.Weighted(part, weight):
                return Query.boost_query(self._compile(part), weight)
            case p.Constant(part, score):
                return Query.const_score_query(self._compile(part), score)
            case p.Anything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case p.Nothing():
                return Query.empty_query()

    def _among(self, among: p.Among) -> Query:
        values = storable(list(among.values))
        if len(values) == 1:  # without the set of all documents that a set of terms makes
            found = self._compile(p.Term(among.field, values[0]))
        else:
            found = Query.term_set_query(self._schema, among.field, values)
        return Query.const_score_query(found, 0.0)

    def _is_text(self, field: str) -> bool:
        return self._kinds[field] == "text"

    def _span(self, span: p.Span) -> Query:
        low, high = span.low, span.high
        if self._kinds[span.field] == "day":
            kind, low, high = FieldType.Integer, low and int(low), high and int(high)
        else:
            kind = FieldType.Float
        return Query.const_score_query(Query.range_query(self._schema, span.field, kind, low, high), 0.0)


def _by_score(searcher: tantivy.Searcher, query: Query, wanted: Wanted) -> tuple[int, Placed]:
    depth = wanted.seen + wanted.limit + 1
    while True:
        found = searcher.search(query, depth)
        orders = searcher.fast_field_values("order", [at for _, at in found.hits])
        placed = [(rounded(score), int(order or 0), at) for (score, at), order in zip(found.hits, orders, strict=True)]
        placed.sort(key=lambda hit: (-hit[0], hit[1]))
        complete = len(placed) < depth
        if not complete:  # there may be more with the last score: those of it are not in order yet
            placed = [hit for hit in placed if hit[0] > placed[-1][0]]
        if wanted.after is not None:
            after = (-wanted.after[0], wanted.after[1])
            placed = [hit for hit in placed if (-hit[0], hit[1]) > after]
        if complete or len(placed) >= wanted.limit:
            return _total(found), placed[: wanted.limit]
        depth *= 2


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # missing in the stubs


def _schema(fields: Sequence[Field]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in fields:
        match field.kind:
            case "keyword":
                builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
            case "text":
                builder.add_text_field(field.name, tokenizer_name="whitespace")
            case "day":
                builder.add_integer_field(field.name, indexed=True, fast=True)
            case "number":
                builder.add_float_field(field.name, indexed=True, fast=True)
            case "order":
                builder.add_unsigned_field(field.name, indexed=True, fast=True)
            case "payload":
                builder.add_bytes_field(field.name, stored=True, indexed=False)
    return builder.build()


@contextmanager
def wrapped() -> Iterator[None]:
    """Turn what tantivy and the file system raise into EngineError."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise EngineError(f"the index failed: {error}", remedy="run `eip reindex` if it persists") from error
