import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import iter_placed, tokens


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Khánh Phú", ["khánh", "phú"]),
        ("hòa hoà HÒA", ["hoà"] * 3),
        ("thủy thuỷ", ["thuỷ"] * 2),
        ("khỏe khoẻ", ["khoẻ"] * 2),
        ("kỹ kĩ", ["kĩ"] * 2),
        ("quý quí", ["quí"] * 2),
        ("CO₂ CO2", ["co2"] * 2),
        ("m³ m3", ["m3"] * 2),
        ("498ha", ["498", "ha"]),
        ("35/2022/NĐ-CP", ["35", "2022", "nđ", "cp"]),
        ("1,08 triệu", ["1", "08", "triệu"]),
        ("Đường\u00a0Đê", ["đường", "đê"]),
    ],
)
def test_words_have_one_spelling(text: str, exact: list[str]) -> None:
    assert [token.exact for token in tokens(text)] == exact
    assert [token.exact for token in tokens(unicodedata.normalize("NFD", text))] == exact


@pytest.mark.parametrize(
    ("text", "folded"), [("Đường", "duong"), ("nước thải", "nuoc thai"), ("Parks", "park"), ("utilities", "util")]
)
def test_folding_takes_marks_and_endings(text: str, folded: str) -> None:
    assert " ".join(token.folded for token in tokens(text)) == folded


@given(st.text())
def test_places_fit_the_text(text: str) -> None:
    end = 0
    for start, stop, token in iter_placed(text):
        assert end <= start < stop
        assert tokens(text[start:stop])[0] == token
        assert " " not in token.exact + token.folded
        end = stop


@given(st.text(alphabet="aàáảãạăâđeêioôơuưyòóùúỷỹkqthl ", max_size=30))
def test_the_normal_form_is_stable(text: str) -> None:
    once = [token.exact for token in tokens(text)]
    assert [token.exact for token in tokens(" ".join(once))] == once
