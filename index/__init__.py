"""The system of record and the search index made from it."""

from index.catalog import Catalog
from index.checking import IndexCheck, check_index
from index.copying import copy_catalog
from index.documents import Document
from index.engine import open_engine
from index.indexer import index_pending, reindex
from index.records import FactFilter
from index.search import Engine, FactHit, FactQuery, FactResults, Hit, Query, Results, Snippet, Statistics
from index.vocabulary import Suggestion

__all__ = [
    "Catalog",
    "Document",
    "Engine",
    "FactFilter",
    "FactHit",
    "FactQuery",
    "FactResults",
    "Hit",
    "IndexCheck",
    "Query",
    "Results",
    "Snippet",
    "Statistics",
    "Suggestion",
    "check_index",
    "copy_catalog",
    "index_pending",
    "open_engine",
    "reindex",
]
