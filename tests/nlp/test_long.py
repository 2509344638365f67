"""However strange a page is, the time to read it grows with its length alone."""

import time

import pytest

from config.gazetteer import load_gazetteer
from nlp.annotate import Annotator
from nlp.segment import iter_sentences

PARTS = {
    "a list of parks and areas": "Cổ Lễ (9 ha), ",
    "parks in one sentence": "KCN An Thịnh có 5 dự án và ",
    "numbers without blanks": "4,500,",
    "letters without blanks": "iVBORw0KGgo",
    "open brackets": "(",
    "blanks": " ",
    "an open range": "từ 5 đến ",
    "marks on one letter": "\u0301\u0323",
    "a title that is never closed": "dự án “Nâng cao ",
}
LENGTH = 15_000  # characters; each took minutes, or never ended, when the work grew with the square
SECONDS = 20


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(load_gazetteer())


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_strange_pages_are_read_in_time(annotator: Annotator, part: str) -> None:
    text = "Huyện có các CCN " + part * (LENGTH // len(part)) + "hết."
    began = time.perf_counter()
    for mention in annotator.annotate_text("text", text).mentions:
        assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.surface
    assert time.perf_counter() - began < SECONDS


def test_an_endless_sentence_is_cut_at_pauses() -> None:
    text = "Các khu gồm " + "An Thịnh 1, 200 ha; " * 400 + "và hết."
    spans = list(iter_sentences(text))
    assert len(spans) > 1
    assert all(end - start <= 2000 for start, end in spans)
    assert " ".join(text[start:end] for start, end in spans) == text
    assert all(text[start:end].endswith(";") for start, end in spans[:-1])


def test_an_endless_word_is_cut_too() -> None:
    assert [end - start for start, end in iter_sentences("a" * 4500)] == [2000, 2000, 500]
