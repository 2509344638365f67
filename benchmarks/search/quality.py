"""Measure how well the atlas finds: nDCG@10 by group beside plain BM25, and stories across languages.

    python -m benchmarks.search.quality [--json] [--pipeline] [--elasticsearch URL]

The articles are our own texts. Needs and how they were judged: `benchmarks.search.needs`.
"""

import argparse
import json
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.search.needs import NEEDS, TOPICS, Need
from benchmarks.search.pipeline import annotated_documents
from config.gazetteer import load_gazetteer
from config.glossary import load_glossary
from config.schema import Entity, stable_id
from index import Document, Engine, Query
from index import plan as p
from index.analysis import is_marked, strip_marks, token_of, tokens, words_of
from index.backends.base import Wanted
from index.backends.embedded import EmbeddedBackend
from index.documents import Piece
from index.fields import row_of_document
from index.searcher import Searcher
from index.vocabulary import Vocabulary

HERE = Path(__file__).parent
DEPTH = 10
OPENING = 200
Ranking = Callable[[Need], list[str]]


def load_articles() -> dict[str, str]:
    lines = (HERE / "articles.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


def load_stories() -> list[tuple[str, str]]:
    lines = (HERE / "stories.jsonl").read_text("utf-8").splitlines()
    return [(row["a"], row["b"]) for row in map(json.loads, lines)]


def judge(topic: str, text: str) -> int:
    """2, 1 or 0, as `needs` says."""
    pattern, plain = re.compile(TOPICS[topic]), strip_marks(text.lower())
    found = len(pattern.findall(plain))
    return 0 if not found else 2 if found >= 3 or pattern.search(plain[:OPENING]) else 1


def build_document(article: str, text: str, concepts: Vocabulary, names: Vocabulary) -> Document:
    """A document as the index gets it; names are found by their forms, in place of the pipeline's linking."""
    title, *lines = [line for line in text.splitlines() if line.strip()] or [""]
    parts = [words_of(line) for line in (title, *lines)]
    marked = is_marked([token_of(word) for words in parts for word in words])

    def senses(vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = [
            [sense.id for span in vocabulary.find_in_text(words, marked=marked) for sense in span.senses]
            for words in parts
        ]
        top = tuple(sense for line in found[:2] for sense in line)
        return top, tuple(sense for line in found[1:] for sense in line)

    top_concepts, body_concepts = senses(concepts)
    top_names, body_names = senses(names)
    start, pieces = len(title), []
    for ordinal, line in enumerate(lines, 1):
        pieces.append(Piece(ordinal=ordinal, start=start, text=line))
        start += len(line) + 2
    return Document(
        id=stable_id("benchmark", article),
        title=title,
        url=f"http://benchmark.test/{article}",
        source="benchmark",
        language="vi" if marked else "en",
        published=None,
        lead=lines[0] if lines else "",
        pieces=tuple(pieces),
        concepts=body_concepts,
        top_concepts=top_concepts,
        entities=top_names + body_names,
        top_entities=top_names,
    )


class Collection:
    """The articles, indexed once; rankings by several ways of searching."""

    def __init__(self, folder: Path, entities: Iterable[Entity] = (), *, by_pipeline: bool = False) -> None:
        concepts, entities = load_glossary(), tuple(entities)
        self.articles = load_articles()
        if by_pipeline:
            self.documents = annotated_documents(self.articles, folder)
        else:
            vocabularies = Vocabulary(concepts), Vocabulary((), entities)
            self.documents = {
                article: build_document(article, text, *vocabularies) for article, text in self.articles.items()
            }
        self._names = {document.id: article for article, document in self.documents.items()}
        self._backend = EmbeddedBackend(folder / "index")
        self.engine: Engine = Searcher(self._backend, concepts, entities)
        self.engine.index(self.documents.values())
        self.engine.commit()
        self.engine.release()

    def atlas(self, need: Need) -> list[str]:
        """What the page shows: hits, each with the near copies under it."""
        query = Query(text=need.query, language=(need.answers,) if need.answers else (), limit=DEPTH, facets=False)
        hits = self.engine.search(query).hits
        return [self._names[found] for hit in hits for found in (hit.id, *hit.copies)][:DEPTH]

    def bm25(self, form: str) -> Ranking:
        """BM25 over title and body, any word, on exact ("x") or folded ("f") tokens."""

        def rank(need: Need) -> list[str]:
            found = [token.exact if form == "x" else token.folded for token in tokens(need.query)]
            words = tuple(p.Some((p.Term(f"title_{form}", word), p.Term(f"body_{form}", word))) for word in found)
            filters = (p.Among("language", (need.answers,)),) if need.answers else ()
            wanted = Wanted(plan=p.Every((p.Some(words), *filters)), limit=DEPTH)
            return [self._names[payload["id"]] for _, _, payload in self._backend.find("docs", wanted).rows]

        return rank

    def multi_match(self, url: str) -> Ranking:
        """Elasticsearch's own multi_match, with its standard tokenizer, folding and English stemmer."""
        from elasticsearch import Elasticsearch

        client, index = Elasticsearch(url), "benchmark-multi-match"
        text = {"type": "text", "analyzer": "best"}
        analyzer = {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "porter_stem"]}
        client.options(ignore_status=404).indices.delete(index=index)
        client.indices.create(
            index=index,
            settings={"analysis": {"analyzer": {"best": analyzer}}, "number_of_shards": 1},
            mappings={"properties": {"title": text, "body": text, "language": {"type": "keyword"}}},
        )
        for article, document in self.documents.items():
            row = row_of_document(document)
            body = "\n".join(piece.text for piece in document.pieces)
            client.index(
                index=index, id=article, document={"title": document.title, "body": body, "language": row["language"]}
            )
        client.indices.refresh(index=index)

        def rank(need: Need) -> list[str]:
            query = {"multi_match": {"query": need.query, "fields": ["title^3", "body"]}}
            filters = [{"term": {"language": need.answers}}] if need.answers else []
            found = client.search(index=index, size=DEPTH, query={"bool": {"must": query, "filter": filters}})
            return [hit["_id"] for hit in found["hits"]["hits"]]

        return rank

    def qrels(self, need: Need) -> dict[str, int]:
        wanted = (a for a in self.articles if need.answers in (None, self.documents[a].language))
        return {article: grade for article in wanted if (grade := judge(need.topic, self.articles[article]))}

    def stories_found(self) -> tuple[int, int]:
        """How many headlines find the version in the other language in the first 10 of all, of how many."""
        found = tried = 0
        for pair in load_stories():
            first, second = (self.documents[article] for article in pair)
            if first.language == second.language:
                continue
            for asked, wanted in ((first, second), (second, first)):
                hits = self.engine.search(Query(text=headline(asked.title), limit=DEPTH, facets=False)).hits
                found += wanted.id in [hit.id for hit in hits]
                tried += 1
        return found, tried


def headline(title: str) -> str:
    return title[:300].replace('"', " ")


def ndcg(ranked: Sequence[str], qrels: Mapping[str, int]) -> float:
    ideal = sorted(qrels.values(), reverse=True)[:DEPTH]
    return _gain(qrels.get(article, 0) for article in ranked) / (_gain(iter(ideal)) or 1)


def _gain(grades: Iterator[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def measure(collection: Collection, rankings: Mapping[str, Ranking]) -> dict[str, dict[str, float]]:
    """Mean nDCG@10 of each way of searching: by group, over all, and over the half that was kept apart."""
    scores: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in rankings}
    places: dict[str, int] = defaultdict(int)
    for need in NEEDS:
        qrels = collection.qrels(need)
        places[need.group] += 1
        for name, rank in rankings.items():
            score = ndcg(rank(need), qrels)
            kept = ["kept apart"] if places[need.group] % 2 == 0 else []
            for group in (need.group, "all", *kept):
                scores[name][group].append(score)
    return {
        name: {group: round(sum(found) / len(found), 3) for group, found in groups.items()}
        for name, groups in scores.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="also print this many of the worst queries")
    parser.add_argument("--elasticsearch", help="address of a server to compare with")
    parser.add_argument("--pipeline", action="store_true", help="link names and group stories as `eip ingest` does")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(Path(folder), load_gazetteer(), by_pipeline=given.pipeline)
        rankings: dict[str, Ranking] = {"atlas": collection.atlas}
        rankings |= {"bm25 exact": collection.bm25("x"), "bm25 folded": collection.bm25("f")}
        if given.elasticsearch:
            rankings["multi_match"] = collection.multi_match(given.elasticsearch)
        measured = measure(collection, rankings)
        found, tried = collection.stories_found()
        report = {"ndcg@10": measured, "stories": {"found": found, "of": tried, "share": round(found / tried, 3)}}
        if given.json:
            print(json.dumps(report, indent=1))
        else:
            _print(report, measured)
        ranked = sorted((ndcg(collection.atlas(need), collection.qrels(need)), need.query) for need in NEEDS)
        for score, query in ranked[: given.worst]:
            print(f"{score:.3f} {query}")
        collection.engine.close()
    return 0


def _print(report: Mapping[str, object], measured: Mapping[str, Mapping[str, float]]) -> None:
    names = list(measured)
    print(f"{'nDCG@10':22}" + "".join(f"{name:>13}" for name in names))
    for group in measured[names[0]]:
        print(f"{group:22}" + "".join(f"{measured[name][group]:13.3f}" for name in names))
    print(f"stories: {report['stories']}")


if __name__ == "__main__":
    sys.exit(main())
