"""Understand the articles of the benchmark by the real pipeline: names linked, facts bound, stories grouped."""

from collections.abc import Mapping
from pathlib import Path

from config.gazetteer import load_gazetteer
from config.glossary import load_glossary
from config.schema import Article, Block, stable_id
from index import Catalog, Document
from index.documents import DocumentBuilder
from nlp.annotate import Annotator
from pipelines.ingest.grouping import group_catalog


def annotated_documents(texts: Mapping[str, str], folder: Path) -> dict[str, Document]:
    """Documents by the names of their texts, as `eip ingest` would index them."""
    gazetteer = load_gazetteer()
    annotator = Annotator(gazetteer)
    with Catalog.open(folder / "catalog.sqlite") as catalog:
        catalog.save_entities(gazetteer)
        run = catalog.begin_run("ingest")
        ids = {}
        for name, text in texts.items():
            article = _article(name, text)
            catalog.save_article(run, article, annotator.annotate_article(article))
            ids[name] = article.id
        group_catalog(catalog)
        builder = DocumentBuilder(catalog.iter_entities(), load_glossary())
        return {name: builder.build(catalog.get_article(article_id)) for name, article_id in ids.items()}


def _article(name: str, text: str) -> Article:
    title, *lines = [line for line in text.splitlines() if line.strip()] or [""]
    return Article(
        id=stable_id("benchmark", name),
        version=stable_id(text),
        source="benchmark",
        url=f"http://benchmark.test/{name}",
        title=title,
        blocks=tuple(Block(kind="paragraph", text=line) for line in lines),
    )
