from collections.abc import Iterator
from pathlib import Path

import pytest

from index.backends.base import Wanted
from index.backends.collection import Collection
from index.fields import DOCS, row_of_document
from index.plan import Anything
from tests.index.making import make_document


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(tmp_path / "v-1" / "docs", DOCS)
    yield opened
    opened.release()


def test_a_wrong_value_is_refused_before_it_poisons_the_writer(collection: Collection) -> None:
    good = row_of_document(make_document(1, "Bài"))
    for wrong in ({"day": "today"}, {"title_x": 5}, {"unknown": "x"}, {"order": -1}):
        with pytest.raises((ValueError, TypeError)):
            collection.replace("wrong", [{**good, **wrong}])
    collection.replace("a", [good | {"article": ["a"]}])
    collection.commit()
    assert collection.count() == 1


def test_a_failed_commit_is_rolled_back_and_tried_again(collection: Collection, tmp_path: Path) -> None:
    good = row_of_document(make_document(1, "Bài"))
    collection.replace("a", [good | {"article": ["a"]}])
    collection.commit()
    # A row under another article's id cannot arrive where it is counted: the commit must not pass for done.
    collection.replace("b", [good | {"article": ["c"]}])
    with pytest.raises(RuntimeError, match="0 of 1"):
        collection.commit()
    collection.replace("d", [good | {"article": ["d"]}])
    collection.commit()
    assert collection.find(Wanted(plan=Anything(), limit=10, by_score=False)).total >= 2


def test_long_words_are_cut_not_lost(collection: Collection) -> None:
    row = row_of_document(make_document(1, "x" * 100_000, "nước " * 50_000))
    collection.replace("a", [row | {"article": ["a"]}])
    collection.commit()
    assert collection.count() == 1
