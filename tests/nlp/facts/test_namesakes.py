"""One thing under several spellings in one text, and what looks like a paper's name and is a firm's."""

import pytest

from config.schema import Label
from nlp.facts.scene import Scene
from nlp.segment import iter_text_passages
from tests.nlp.facts.reading import Names, keep_longest, mentions_of

SAME: list[tuple[str, Names]] = [
    ("Sonadezi Chau Duc JSC (HOSE: SZC) grew. SZC pays more.", [("ORG", "Sonadezi Chau Duc JSC"), ("ORG", "SZC")]),
    ("CTCP Hạ tầng Vĩnh Phúc (mã chứng khoán IDV) lãi. IDV chia cổ tức.",
     [("ORG", "CTCP Hạ tầng Vĩnh Phúc"), ("ORG", "IDV")]),
    ("Kinh Bac City JSC (KBC VN) sold land. KBC plans more.",
     [("ORG", "Kinh Bac City JSC"), ("ORG", "KBC VN"), ("ORG", "KBC")]),
    ("HoaiThanh Tay cluster was founded. Hoai Thanh Tay cluster waits.",
     [("PARK", "HoaiThanh Tay"), ("PARK", "Hoai Thanh Tay")]),
    ("The Cau Treo international border economic zone grows. Cau Treo EZ has ten firms.",
     [("PARK", "Cau Treo international border economic zone"), ("PARK", "Cau Treo")]),
    ("Xanh Pearl Quang Ngai opened. Xanh Pearl is full.", [("PARK", "Xanh Pearl Quang Ngai"), ("PARK", "Xanh Pearl")]),
]  # fmt: skip
APART: list[tuple[str, Names]] = [
    ("Sonadezi (HNX: SZB) and HNX agreed.", [("ORG", "Sonadezi"), ("ORG", "HNX")]),
    ("Hoa Phu 2 opens next to Hoa Phu.", [("PARK", "Hoa Phu 2"), ("PARK", "Hoa Phu")]),
]


def _scene(text: str, names: Names) -> Scene:
    passages = tuple(iter_text_passages("text", text))
    mentions = [m for label, surface in names for m in mentions_of(text, passages, label, surface, None)]
    return Scene(text, passages, keep_longest(mentions), None)


@pytest.mark.parametrize(("text", "names"), SAME)
def test_one_thing(text: str, names: Names) -> None:
    assert len({name.key for name in _scene(text, names).names}) == 1


@pytest.mark.parametrize(("text", "names"), APART)
def test_two_things(text: str, names: Names) -> None:
    assert len({name.key for name in _scene(text, names).names}) == 2


@pytest.mark.parametrize(
    ("text", "label", "surface", "sort"),
    [
        ("Lửa bốc lên ở KANGNA VN CO., LTD.", "ORG", "KANGNA VN CO., LTD", "firm"),
        ("Plasteurope.com wrote of it.", "ORG", "Plasteurope.com", "medium"),
        ("(VNS) - A park opens.", "ORG", "VNS", "medium"),
        ("PHR – HSX: rubber pays.\n\nPHR plans more. Land of PHR is leased.", "ORG", "PHR", "firm"),
    ],
)
def test_sorts(text: str, label: Label, surface: str, sort: str) -> None:
    assert {name.sort for name in _scene(text, [(label, surface)]).names} == {sort}
