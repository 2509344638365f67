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
