"""Search in our own words on any backend: plan, ask, mark, and page."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from config.errors import QueryError
from config.schema import Entity
from index.backends.base import Backend, Wanted
from index.documents import Document
from index.fields import row_of_document
from index.highlight import Highlighter
from index.planner import plan_query
from index.search import FACETS, Hit, Query, Results

MOST = 1000  # hits a page
MOST_VALUES = 100  # a facet


class Searcher:
    """An Engine over a backend."""

    def __init__(self, backend: Backend, entities: Iterable[Entity] = ()) -> None:
        self._backend = backend
        self._entities = tuple(entities)

    @property
    def name(self) -> str:
        return self._backend.name

    @property
    def outdated(self) -> bool:
        return self._backend.outdated

    def search(self, query: Query) -> Results:
        if not 1 <= query.limit <= MOST:
            raise QueryError(f"a page of {query.limit} hits", remedy=f"ask for 1 to {MOST}")
        after, seen = _place(query.cursor)
        planned = plan_query(query)
        by_score = planned.scored and query.sort == "relevance"
        wanted = Wanted(
            plan=planned.plan,
            limit=query.limit,
            by_score=by_score,
            after=after,
            seen=seen,
            facets=FACETS if query.facets else (),
        )
        found = self._backend.find("docs", wanted)
        highlighter = Highlighter(planned.words)
        hits = tuple(_hit(score, payload, highlighter) for score, _, payload in found.rows)
        seen += len(found.rows)
        more = bool(found.rows) and seen < found.total
        return Results(
            total=found.total,
            hits=hits,
            facets={name: values[:MOST_VALUES] for name, values in found.facets.items()},
            cursor=_cursor(found.rows[-1][0], found.rows[-1][1], seen) if more else None,
            notes=planned.notes,
        )

    def index(self, documents: Iterable[Document]) -> int:
        indexed = 0
        for document in documents:
            self._backend.put("docs", document.id, [row_of_document(document)])
            indexed += 1
        return indexed

    def delete(self, ids: Iterable[str]) -> None:
        self._backend.remove(ids)

    def commit(self) -> None:
        self._backend.commit()

    def release(self) -> None:
        self._backend.release()

    def count(self) -> int:
        return self._backend.count("docs")

    def rebuild(self) -> "Searcher":
        return Searcher(self._backend.rebuild(), self._entities)

    def switch(self) -> None:
        self._backend.switch()

    def close(self) -> None:
        self._backend.close()


def _hit(score: float, payload: Mapping[str, Any], highlighter: Highlighter) -> Hit:
    title_marks = highlighter.marks(payload["title"])
    snippets = highlighter.snippets(payload["pieces"])
    in_text = any(snippet.marks for snippet in snippets)
    return Hit(
        id=payload["id"],
        title=payload["title"],
        url=payload["url"],
        source=payload["source"],
        language=payload["language"],
        published=date.fromisoformat(payload["published"]) if payload["published"] else None,
        score=score,
        title_marks=title_marks,
        snippets=snippets,
        why=tuple(why for why, holds in (("title", title_marks), ("text", in_text)) if holds),
    )


def _cursor(score: float, order: int, seen: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([score, order, seen]).encode()).decode().rstrip("=")


def _place(cursor: str | None) -> tuple[tuple[float, int] | None, int]:
    if cursor is None:
        return None, 0
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        score, order, seen = json.loads(base64.b64decode(padded, b"-_", validate=True))
        if not (isinstance(score, float) and 0 <= int(order) < 1 << 63 and 0 <= int(seen) < 1 << 31):
            raise ValueError
    except (ValueError, TypeError, binascii.Error):
        raise QueryError("the cursor is not one of ours", remedy="begin again without it") from None
    return (score, int(order)), int(seen)
