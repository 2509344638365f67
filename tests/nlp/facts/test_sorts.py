"""What sort of thing a name is, by its words."""

import pytest

from config.gazetteer import fold_name
from config.schema import Evidence, Label, Mention
from nlp.facts.sorts import sort_of


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
        ("PARK", "Song Mo EZ", "zone"),
        ("PARK", "Song Mo IZ", "PARK"),
    ],
)
def test_sorts(label: Label, surface: str, sort: str) -> None:
    at = Evidence(
        article_id="a",
        passage=0,
        start=0,
        end=len(surface),
        surface=surface,
        sentence_start=0,
        sentence_end=len(surface),
    )
    assert sort_of(Mention(evidence=at, label=label, extractor="x", score=1.0), fold_name(surface)) == sort
