from collections.abc import Callable

import pytest

from index import Engine, Hit, Query
from tests.index.making import make_document

# Three stories of four copies each in two languages, and eight texts of their own.
DOCUMENTS = [
    make_document(
        n,
        f"Nước thải {'và nước thải ' * (n % 3)}",
        f"Nước thải lần {n}.",
        story=f"story {n % 3}" if n < 12 else None,
        language="en" if n in (0, 1) else "vi",
    )
    for n in range(20)
]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index(DOCUMENTS)
    engine.commit()
    return engine


@pytest.mark.parametrize("query", [Query(text="nước thải"), Query(), Query(text="nước", sort="date")])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_copies_lie_under_the_best_of_their_language(filled: Engine, query: Query, limit: int) -> None:
    hits: list[Hit] = []
    cursor = None
    while True:
        results = filled.search(Query(text=query.text, sort=query.sort, limit=limit, cursor=cursor))
        assert results.total == 20
        assert len(results.hits) == limit or results.cursor is None
        hits += results.hits
        if (cursor := results.cursor) is None:
            break
    assert len(hits) == 3 + 2 + 8
    everything = [found for hit in hits for found in (hit.id, *hit.copies)]
    assert sorted(everything) == sorted(document.id for document in DOCUMENTS)
    assert sorted(len(hit.copies) for hit in hits if hit.copies) == [2, 2, 3]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nuoc thai", "nước thải"),
        ("nước thãi", "nước thải"),
        ("wastewatre", "wastewater"),
        ("industrail park", "industrial park"),
        ("nước thải", None),
        ("wastewater", None),
        ("xyzzy", None),
        ('"nước thãi"', '"nước thải"'),
        ("nuoc thai -steam", None),
    ],
)
def test_what_may_be_meant(new_engine: Callable[..., Engine], typed: str, meant: str | None) -> None:
    engine = new_engine()
    engine.index([make_document(1, "Nước thải", "Industrial park: wastewater, steam.")])
    engine.commit()
    assert engine.search(Query(text=typed)).suggestion == meant
