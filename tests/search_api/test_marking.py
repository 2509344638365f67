"""Marks never change the text, never break the markup, and never let anything through unescaped."""

from hypothesis import given
from hypothesis import strategies as st

from search_api.web.marking import Span, mark
from tests.search_api.markup import Element, read

TEXTS = st.text(alphabet=st.sampled_from("ab <>&\"'</mark>ế\u0301𝔸"), max_size=60)
SPANS = st.lists(
    st.builds(
        Span,
        start=st.integers(-5, 70),
        end=st.integers(-5, 70),
        css=st.sampled_from(["park", "figure", 'x" onclick="y']),
        title=st.sampled_from(["", '"><script>', "số & liệu"]),
        href=st.sampled_from(["", "/en/entities/a", '"><b>']),
    ),
    max_size=12,
)


@given(TEXTS, SPANS, st.integers(-5, 5))
def test_text_and_nesting_survive(text: str, spans: list[Span], offset: int) -> None:
    root = read(mark(text, spans, offset=offset))
    assert root.text == text
    assert {element.tag for element in root.all()} <= {"mark", "a"}
    assert not [inner for link in root.all("a") for inner in link.all("a")]


@given(TEXTS, SPANS)
def test_every_character_has_the_marks_of_its_spans(text: str, spans: list[Span]) -> None:
    marked = list(_classes(read(mark(text, spans)), ()))
    assert len(marked) == len(text)
    for place, classes in enumerate(marked):
        assert sorted(classes) == sorted(span.css for span in spans if span.start <= place < span.end)


def _classes(element: Element, outer: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for child in element.children:
        if isinstance(child, str):
            found += [outer] * len(child)
        else:
            own = (child.attributes["class"],) if child.tag == "mark" else ()
            found += _classes(child, outer + own)
    return found


def test_a_crossing_span_is_cut_in_two_with_one_anchor() -> None:
    spans = [Span(start=0, end=4, css="park"), Span(start=2, end=6, css="figure", anchor="here")]
    assert mark("abcdef", spans) == (
        '<mark class="park">ab<mark class="figure" id="here">cd</mark></mark><mark class="figure">ef</mark>'
    )


def test_an_anchor_stands_only_where_its_span_begins() -> None:
    spans = [Span(start=2, end=9, css="evidence", anchor="here")]
    pieces = [mark(text, spans, offset=offset) for offset, text in ((0, "abcd"), (4, "efgh"))]
    assert [piece.count("id=") for piece in pieces] == [1, 0]


def test_offsets_count_from_where_the_text_begins() -> None:
    assert mark("5 GWh", [Span(start=102, end=105, css="figure")], offset=100) == '5 <mark class="figure">GWh</mark>'


def test_a_thousand_spans_within_each_other() -> None:
    spans = [Span(start=n, end=4000 - n, css="park") for n in range(1500)]
    assert mark("a" * 4000, spans).count("<mark") == 1500
