"""Where one sentence ends and the next begins."""

import pytest

from nlp.segment import iter_sentences, iter_text_passages


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It opened.It has 5 ha.", ["It opened.It has 5 ha."]),  # too little to tell
        ("They save on travel.With 10 parks it leads.", ["They save on travel.", "With 10 parks it leads."]),
        ("Đi lại đỡ tốn.Với 10 khu, hãng dẫn đầu.", ["Đi lại đỡ tốn.", "Với 10 khu, hãng dẫn đầu."]),
        ("See VietnamNet.Com of Pte.Ltd today.", ["See VietnamNet.Com of Pte.Ltd today."]),
        ("Mr.Nguyen leads TP.Hồ Chí Minh.\nMore", ["Mr.Nguyen leads TP.Hồ Chí Minh.", "More"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in iter_sentences(text)] == sentences


def test_a_line_behind_a_colon_is_no_heading() -> None:
    text = "Closing report\n\nThe project will:\n\nTrain 40 people in two villages\n\nResults so far\n\nIt trained 12."
    kinds = [passage.kind for passage in iter_text_passages("a", text)]
    assert kinds == ["heading", "paragraph", "item", "heading", "paragraph"]


def test_lines_of_equally_many_bars_are_a_table() -> None:
    text = "Parks\n\nPark | Area (ha)\n\nAn Thinh IP | 426\n\nBao Long IP | 500\n\nIt ends here, at last."
    found = [(passage.kind, passage.level) for passage in iter_text_passages("a", text)]
    assert found[1:4] == [("row", 1), ("row", 0), ("row", 0)]
    assert {found[0][0], found[4][0]}.isdisjoint({"row"})
    close = list(iter_text_passages("a", text.replace("\n\nBao", "\nBao").replace("\n\nAn", "\nAn")))
    assert [(passage.kind, passage.level) for passage in close] == found
    crumbs = "Page 1 | 2 | 3\n\nPage 2 | 3 | 4\n\nPage 3 | 4 | 5"
    assert "row" not in {passage.kind for passage in iter_text_passages("a", crumbs)}


def test_a_header_may_name_a_day() -> None:
    text = "Parks\n\nPark | Area (ha) | Let at 31 December\nAn Thinh | 426 | 98%\nBao Long | 500 | 63%"
    assert [passage.kind for passage in iter_text_passages("a", text)] == ["heading", "row", "row", "row"]


def test_numbered_headings_stand_under_each_other() -> None:
    lines = (
        "Report",
        "I. RESULTS",
        "1. Capital",
        "2. Land",
        "2.1. Cleared",
        "It ends.",
        "II. TASKS",
        "It goes on.",
        "Notes",
        "Yes.",
    )
    found = {passage.text: passage.headings for passage in iter_text_passages("a", "\n\n".join(lines))}
    assert found["It ends."] == ("I. RESULTS", "2. Land", "2.1. Cleared")
    assert found["It goes on."] == ("II. TASKS",)
    assert found["Yes."] == ("Notes",)
