"""Search in our own words on any backend: plan, ask, mark, and page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from config.glossary import Concept
from config.schema import Entity
from index.backends.base import Age, Backend, Wanted
from index.correction import add_marks, correct
from index.documents import Document
from index.facts import search_facts
from index.fields import row_of_document, rows_of_facts
from index.folding import Folded, FoldedPage, find_folded
from index.highlight import Highlighter
from index.likeness import is_asked_for, like, told_elsewhere
from index.paging import MOST, check_limit, place_of
from index.plan import Among, Anything, Every, Plan
from index.planner import Planned, plan_query, plan_relaxed
from index.search import FACETS, FactQuery, FactResults, Hit, Query, Results
from index.vocabulary import Suggestion, Vocabulary

RELAXED_WORDS = 3  # fewer must all be there
FEW = 10  # texts that hold all words: fewer, and those that hold some are shown after them


class Searcher:
    """An Engine over a backend."""

    def __init__(self, backend: Backend, concepts: Iterable[Concept] = (), entities: Iterable[Entity] = ()) -> None:
        self._backend = backend
        self._vocabulary = Vocabulary(concepts, entities)

    @property
    def name(self) -> str:
        return self._backend.name

    @property
    def age(self) -> Age:
        return self._backend.age

    def search(self, query: Query) -> Results:
        check_limit(query.limit)
        planned = plan_query(query, self._vocabulary)
        page, relaxed, told = self._find(query, planned)
        forms = [form for sense in planned.senses for form in self._vocabulary.forms(sense)]
        highlighter = Highlighter(planned.words, phrases=planned.phrases, forms=forms, senses=planned.senses)
        return Results(
            total=page.total,
            hits=tuple(_hit(row, highlighter, told) for row in page.rows),
            facets=page.facets,
            cursor=page.cursor,
            notes=planned.notes if page.total else planned.notes + planned.doubts,
            suggestion=self._suggestion(query, planned, page.total),
            relaxed=relaxed,
        )

    def _find(self, query: Query, planned: Planned) -> tuple[FoldedPage, bool, frozenset[str]]:
        """Find a page; where few texts hold all words, also those that hold some, on every page alike."""
        after, seen = place_of(query.cursor)
        wanted = Wanted(
            plan=planned.plan,
            limit=query.limit,
            by_score=bool(planned.words) and query.sort == "relevance",
            after=after,
            seen=seen,
            facets=FACETS if query.facets else (),
        )
        page = find_folded(self._backend, wanted)
        few = FEW if wanted.by_score else 1  # by date, what holds only some words may come before what holds all
        if planned.plain and planned.count >= RELAXED_WORDS and page.total < few:
            plan, asked = self._relaxed(query)
            page = find_folded(self._backend, replace(wanted, plan=plan), asked["language"] if asked else None)
            return page, True, told_elsewhere(asked) if asked else frozenset()
        return page, False, frozenset()

    def _suggestion(self, query: Query, planned: Planned, total: int) -> str | None:
        """What may have been meant, if nothing was found or marks are missing, and if that finds something."""
        if query.cursor is not None or not planned.plain:
            return None
        if total and self._is_found_as_typed(planned, total):
            meant = add_marks(query.text, self._vocabulary)
        else:
            meant = correct(query.text, self._vocabulary, self._is_known)
        if meant is None:
            return None
        planned = plan_query(replace(query, text=meant), self._vocabulary)
        return meant if self._backend.find("docs", Wanted(plan=planned.plan, limit=1)).total else None

    def _is_found_as_typed(self, planned: Planned, total: int) -> bool:
        """Whether words with marks are found in a text that has marks; in one without, others would be found too."""
        if total >= FEW or not any(token.marked for token in planned.words):
            return True
        plan = Every((planned.plan, Among("marks", ("yes",))))
        return self._backend.find("docs", Wanted(plan=plan, limit=1)).total > 0

    def _is_known(self, word: str) -> bool:
        plan = plan_query(Query(text=word, widen=False), self._vocabulary).plan
        return self._backend.find("docs", Wanted(plan=plan, limit=1)).total > 0

    def _relaxed(self, query: Query) -> tuple[Plan, Mapping[str, Any] | None]:
        """The plan for texts that hold some words; for a headline, also to find the same story told otherwise.

        With the text that is asked for by its headline: nothing is folded then that is written in other languages.
        """
        plan = plan_relaxed(query, self._vocabulary)
        best = self._backend.find("docs", Wanted(plan=plan, limit=1)).rows if query.widen else ()
        if best and is_asked_for(query.text, best[0][2]):
            return plan_relaxed(query, self._vocabulary, like(best[0][2])), best[0][2]
        return plan, None

    def search_facts(self, query: FactQuery) -> FactResults:
        return search_facts(self._backend, query, self._vocabulary)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return self._vocabulary.suggest(prefix, limit)

    def index(self, documents: Iterable[Document]) -> int:
        indexed = 0
        for document in documents:
            self._backend.put("docs", document.id, [row_of_document(document)])
            self._backend.put("facts", document.id, rows_of_facts(document))
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

    def iter_versions(self) -> Iterator[tuple[str, str]]:
        return ((payload["id"], payload["version"]) for payload in self._iter_payloads("docs"))

    def iter_facts(self) -> Iterator[tuple[str, str]]:
        return ((payload["article_id"], payload["version"]) for payload in self._iter_payloads("facts"))

    def _iter_payloads(self, collection: str) -> Iterator[Mapping[str, Any]]:
        after = None
        while True:
            wanted = Wanted(plan=Anything(), limit=MOST, by_score=False, after=after)
            rows = self._backend.find(collection, wanted).rows
            yield from (payload for _, _, payload in rows)
            if not rows:
                return
            after = rows[-1][:2]

    def rebuild(self) -> "Searcher":
        return Searcher(self._backend.rebuild())

    def switch(self) -> None:
        self._backend.switch()

    def close(self) -> None:
        self._backend.close()


def _hit(row: Folded, highlighter: Highlighter, told: frozenset[str]) -> Hit:
    payload = row.payload
    shown = highlighter.show(payload["title"], payload["pieces"])
    return Hit(
        id=payload["id"],
        title=payload["title"],
        url=payload["url"],
        source=payload["source"],
        language=payload["language"],
        published=date.fromisoformat(payload["published"]) if payload["published"] else None,
        score=row.score,
        title_marks=shown.title_marks,
        snippets=shown.snippets,
        why=(*(shown.why if shown.has_marks else ()), "story") if payload["story"] in told else shown.why,
        copies=row.copies,
    )
