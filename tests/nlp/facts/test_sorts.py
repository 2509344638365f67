"""What sort of thing a name is, by its words."""

import pytest

from config.gazetteer import fold_name
from config.schema import Label
from nlp.facts.scene import Scene
from nlp.facts.sorts import sort_of
from nlp.segment import iter_text_passages
from tests.nlp.facts.reading import mentions_of


@pytest.mark.parametrize(
    ("label", "surface", "sort"),
    [
        ("ORG", "Công ty TNHH một thành viên Minh Phát", "firm"),  # "thành viên" is no "viện" (institute)
        ("ORG", "Công ty Cổ phần Môi trường Xanh", "firm"),  # nor "môi trường" a "trường" (school)
        ("ORG", "Công ty CP Thương mại Dịch vụ Sông Mơ", "firm"),  # nor "dịch vụ" a "vụ" (department)
        ("ORG", "Truong Hai Auto Corporation", "firm"),
        ("ORG", "Công ty CP Hạ tầng Khu công nghiệp Bảo Minh", "firm"),
        ("ORG", "Bảo Minh", "firm"),
        ("ORG", "Bao bì Biên Hòa", "firm"),
        ("ORG", "Báo Hà Yên", "medium"),
        ("ORG", "Công ty Chứng khoán Sông Mơ", "medium"),
        ("ORG", "Vụ Quản lý các khu kinh tế", "authority"),
        ("ORG", "Viện Kinh tế Hà Yên", "authority"),
        ("ORG", "Trường Cao đẳng nghề Hà Yên", "authority"),
        ("ORG", "World Bank Group", "authority"),
        ("ORG", "Global Eco-Industrial Parks Programme", "programme"),
        ("ORG", "Dự án Cấp nước Hà Yên", "programme"),
        ("ORG", "Ban Quản lý dự án Cấp nước Hà Yên", "authority"),
        ("ORG", "Công ty CP Đầu tư Dự án Sông Mơ", "firm"),
        ("ORG", "Boustead Projects", "firm"),
        ("PLACE", "Nhà máy nhiệt điện Sông Mơ", "firm"),
        ("PLACE", "Song Mo Waste Treatment Complex", "firm"),
        ("PLACE", "Hà Yên", "province"),
        ("PARK", "Song Mo EZ", "zone"),
        ("PARK", "Song Mo IZ", "PARK"),
    ],
)
def test_sorts(label: Label, surface: str, sort: str) -> None:
    passages = tuple(iter_text_passages("a", surface))
    (mention,) = mentions_of(surface, passages, label, surface, None)
    assert sort_of(mention, fold_name(surface)) == sort


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Dự án QUARK giúp 12 doanh nghiệp; từ năm 2014 QUARK có ở 3 tỉnh.", "programme"),
        ("The QUARK project helped 12 firms.", "programme"),
        ("QUARK opened a plant, QUARK hired 300 workers; the QUARK project covers 2 ha.", "firm"),
        ("Dự án Nhà máy QUARK rộng 2 ha.", "firm"),
    ],
)
def test_what_a_text_mostly_calls_a_project_is_one(text: str, sort: str) -> None:
    passages = tuple(iter_text_passages("a", text))
    surface = "Nhà máy QUARK" if "Nhà máy" in text else "QUARK"
    names = Scene(text, passages, mentions_of(text, passages, "ORG", surface, None), None).names
    assert {name.sort for name in names} == {sort}
