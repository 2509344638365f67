"""What sentences state of two named things, in both languages."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import VOCABULARY, Names, read, relations

STATED: list[tuple[Language, str, Names, tuple[str, str, str]]] = [
    (
        "en",
        "Minh Phat Steel opened its plant in An Thinh IP on Monday.",
        [("ORG", "Minh Phat Steel"), ("PARK", "An Thinh IP")],
        ("Minh Phat Steel", "tenant_of", "An Thinh IP"),
    ),
    (
        "vi",
        "Công ty Minh Phát vừa khởi công nhà máy tại KCN An Thịnh.",
        [("ORG", "Công ty Minh Phát"), ("PARK", "KCN An Thịnh")],
        ("Công ty Minh Phát", "tenant_of", "KCN An Thịnh"),
    ),
    (
        "en",
        "Song Xanh Group is the developer of An Thinh IP.",
        [("ORG", "Song Xanh Group"), ("PARK", "An Thinh IP")],
        ("Song Xanh Group", "developer_of", "An Thinh IP"),
    ),
    (
        "vi",
        "KCN An Thịnh do Tập đoàn Sông Xanh làm chủ đầu tư.",
        [("ORG", "Tập đoàn Sông Xanh"), ("PARK", "KCN An Thịnh")],
        ("Tập đoàn Sông Xanh", "developer_of", "KCN An Thịnh"),
    ),
    (
        "en",
        "The Blue Water Programme is run by the River Authority, paid by nobody.",
        [("ORG", "Blue Water Programme"), ("ORG", "River Authority")],
        ("River Authority", "implements", "Blue Water Programme"),
    ),
    (
        "vi",
        "Chương trình Nước Xanh do Bộ Nước tài trợ, Viện Sông thực hiện.",
        [("ORG", "Chương trình Nước Xanh"), ("ORG", "Bộ Nước"), ("ORG", "Viện Sông")],
        ("Chương trình Nước Xanh", "funded_by", "Bộ Nước"),
    ),
    (
        "en",
        "Song Xanh Group operates An Thinh IP.",
        [("ORG", "Song Xanh Group"), ("PARK", "An Thinh IP")],
        ("Song Xanh Group", "operates", "An Thinh IP"),
    ),
    (
        "vi",
        "Tập đoàn Sông Xanh vận hành KCN An Thịnh.",
        [("ORG", "Tập đoàn Sông Xanh"), ("PARK", "KCN An Thịnh")],
        ("Tập đoàn Sông Xanh", "operates", "KCN An Thịnh"),
    ),
    (
        "en",
        "An Thinh IP is managed by the Ha Yen Zones Authority.",
        [("PARK", "An Thinh IP"), ("ORG", "Ha Yen Zones Authority")],
        ("An Thinh IP", "managed_by", "Ha Yen Zones Authority"),
    ),
    (
        "vi",
        "KCN An Thịnh do Ban Quản lý các KCN Hà Yên quản lý.",
        [("PARK", "KCN An Thịnh"), ("ORG", "Ban Quản lý các KCN Hà Yên")],
        ("KCN An Thịnh", "managed_by", "Ban Quản lý các KCN Hà Yên"),
    ),
    (
        "en",
        "Clean Works Centre's survey is funded by UNIDO.",
        [("ORG", "Clean Works Centre"), ("ORG", "UNIDO")],
        ("Clean Works Centre", "funded_by", "UNIDO"),
    ),
    (
        "vi",
        "Dự án của Công ty Sạch Hơn do UNIDO tài trợ.",
        [("ORG", "Công ty Sạch Hơn"), ("ORG", "UNIDO")],
        ("Công ty Sạch Hơn", "funded_by", "UNIDO"),
    ),
    (
        "en",
        "Clean Works Ltd implements the project in An Thinh IP.",
        [("ORG", "Clean Works Ltd"), ("PARK", "An Thinh IP")],
        ("Clean Works Ltd", "implements", "An Thinh IP"),
    ),
    (
        "vi",
        "Công ty Sạch Hơn triển khai dự án tại KCN An Thịnh.",
        [("ORG", "Công ty Sạch Hơn"), ("PARK", "KCN An Thịnh")],
        ("Công ty Sạch Hơn", "implements", "KCN An Thịnh"),
    ),
    (
        "en",
        "Hoang Ha Power supplies surplus steam to Minh Phat Steel.",
        [("ORG", "Hoang Ha Power"), ("ORG", "Minh Phat Steel")],
        ("Hoang Ha Power", "supplies_to", "Minh Phat Steel"),
    ),
    (
        "vi",
        "Công ty Hoàng Hà cung cấp hơi nước cho Công ty Minh Phát.",
        [("ORG", "Công ty Hoàng Hà"), ("ORG", "Công ty Minh Phát")],
        ("Công ty Hoàng Hà", "supplies_to", "Công ty Minh Phát"),
    ),
    (
        "en",
        "Minh Phat Gas receives raw CO2 from Hoang Ha Fertilizer.",
        [("ORG", "Minh Phat Gas"), ("ORG", "Hoang Ha Fertilizer")],
        ("Minh Phat Gas", "receives_from", "Hoang Ha Fertilizer"),
    ),
    (
        "vi",
        "Công ty Khí Minh Phát nhận CO2 thô từ Công ty Đạm Hoàng Hà.",
        [("ORG", "Công ty Khí Minh Phát"), ("ORG", "Công ty Đạm Hoàng Hà")],
        ("Công ty Khí Minh Phát", "receives_from", "Công ty Đạm Hoàng Hà"),
    ),
    (
        "en",
        "An Thinh IP is part of the Song Lam Economic Zone.",
        [("PARK", "An Thinh IP"), ("PARK", "Song Lam Economic Zone")],
        ("An Thinh IP", "part_of", "Song Lam Economic Zone"),
    ),
    (
        "vi",
        "KCN An Thịnh thuộc Khu kinh tế Sông Lam.",
        [("PARK", "KCN An Thịnh"), ("PARK", "Khu kinh tế Sông Lam")],
        ("KCN An Thịnh", "part_of", "Khu kinh tế Sông Lam"),
    ),
    (
        "en",
        "An Thinh IP (Ha Yen) has opened.",
        [("PARK", "An Thinh IP"), ("PLACE", "Ha Yen")],
        ("An Thinh IP", "located_in", "Ha Yen"),
    ),
    (
        "vi",
        "KCN An Thịnh ở tỉnh Hà Yên đã mở cửa.",
        [("PARK", "KCN An Thịnh"), ("PLACE", "tỉnh Hà Yên")],
        ("KCN An Thịnh", "located_in", "tỉnh Hà Yên"),
    ),
]


@pytest.mark.parametrize(("language", "text", "names", "wanted"), STATED)
def test_relations_are_read(language: Language, text: str, names: Names, wanted: tuple[str, str, str]) -> None:
    assert wanted in relations(read(text, language, names))


def test_every_relation_is_tried_in_both_languages() -> None:
    tried = {(language, wanted[1]) for language, _, _, wanted in STATED}
    declared = {(language, relation.predicate) for relation in VOCABULARY.relations for language in ("en", "vi")}
    assert tried == declared


UNSTATED: list[tuple[Language, str, Names]] = [
    (
        "en",
        "Minh Phat Steel did not open its plant in An Thinh IP.",
        [("ORG", "Minh Phat Steel"), ("PARK", "An Thinh IP")],
    ),
    (
        "vi",
        "Công ty Minh Phát không khởi công nhà máy tại KCN An Thịnh.",
        [("ORG", "Công ty Minh Phát"), ("PARK", "KCN An Thịnh")],
    ),
    ("en", "Leaders praised Minh Phat Steel; An Thinh IP was not named.", [("ORG", "Minh Phat Steel")]),
]


@pytest.mark.parametrize(("language", "text", "names"), UNSTATED)
def test_what_is_denied_or_not_said_is_no_relation(language: Language, text: str, names: Names) -> None:
    assert relations(read(text, language, names)) == set()


def test_who_runs_parks_is_no_tenant_of_one() -> None:
    text = "Vietnam Singapore Industrial Park Company broke ground on a complex in Huu Lung IP on Monday."
    firm: Names = [("ORG", "Vietnam Singapore Industrial Park Company"), ("PARK", "Huu Lung IP")]
    assert not any(predicate == "tenant_of" for _, predicate, _ in relations(read(text, "en", firm)))
    other: Names = [("ORG", "Everwin Company"), ("PARK", "Huu Lung IP")]
    told = relations(read(text.replace(firm[0][1], other[0][1]), "en", other))
    assert any(predicate == "tenant_of" for _, predicate, _ in told)


def test_the_stream_is_kept_with_who_gives_it_to_whom() -> None:
    names: Names = [("ORG", "Hoang Ha Power"), ("ORG", "Minh Phat Steel")]
    (fact,) = read("Hoang Ha Power supplies surplus steam to Minh Phat Steel.", "en", names).facts
    assert (fact.item, fact.sentence, fact.extractor) == (
        "surplus steam",
        "Hoang Ha Power supplies surplus steam to Minh Phat Steel.",
        "relation.supplies_to.en.stated.1",
    )


def test_the_thing_left_out_is_what_the_text_is_about() -> None:
    text = "Song Xanh Group opens a plant\n\nSong Xanh Group makes tyres. The plant stands in An Thinh IP."
    names: Names = [("ORG", "Song Xanh Group"), ("PARK", "An Thinh IP")]
    assert ("Song Xanh Group", "tenant_of", "An Thinh IP") in relations(read(text, "en", names))


def test_a_zone_is_no_part_of_itself_in_another_spelling() -> None:
    text = "Khu kinh tế cửa khẩu (KTCK) Sông Lam mở thêm kho.\n\nHàng đổ về khu KTCK Sông Lam, thuộc tỉnh Hà Yên."
    names: Names = [("PARK", "Khu kinh tế cửa khẩu (KTCK) Sông Lam"), ("PARK", "khu KTCK Sông Lam")]
    assert "part_of" not in {predicate for _, predicate, _ in relations(read(text, "vi", names))}


def test_a_relation_is_read_across_sentences() -> None:
    text = (
        "Hai nhà máy mới ở KCN An Thịnh\n\nKCN An Thịnh vừa trao giấy chứng nhận đầu tư cho hai doanh nghiệp. "
        "Công ty TNHH Điện tử Minh Phát thuê 5 ha để xây nhà máy linh kiện."
    )
    names: Names = [("PARK", "KCN An Thịnh"), ("ORG", "Công ty TNHH Điện tử Minh Phát")]
    (fact,) = [fact for fact in read(text, "vi", names).facts if fact.kind == "relation"]
    assert (fact.subject, fact.predicate, fact.object) == (names[1][1], "tenant_of", "KCN An Thịnh")
    assert fact.extractor == "relation.tenant_of.context"
    assert fact.sentence == "Công ty TNHH Điện tử Minh Phát thuê 5 ha để xây nhà máy linh kiện."
    assert 0.6 <= fact.confidence < 1


@pytest.mark.parametrize(
    ("language", "text", "names", "wanted"),
    [
        (
            "vi",
            "Công ty TNHH Minh Phát (thuộc Tập đoàn Sông Xanh) vừa được cấp phép.",
            [("ORG", "Công ty TNHH Minh Phát"), ("ORG", "Tập đoàn Sông Xanh")],
            ("Công ty TNHH Minh Phát", "part_of", "Tập đoàn Sông Xanh"),
        ),
        (
            "en",
            "Minh Phat Steel, behind which stands Song Xanh Group, has got its licence.",
            [("ORG", "Minh Phat Steel"), ("ORG", "Song Xanh Group")],
            ("Minh Phat Steel", "part_of", "Song Xanh Group"),
        ),
    ],
)
def test_a_company_belongs_to_its_group(
    language: Language, text: str, names: Names, wanted: tuple[str, str, str]
) -> None:
    assert wanted in relations(read(text, language, names))


def test_a_park_lies_at_a_road_but_in_a_district() -> None:
    text = "An Thinh IP, in Ha Yen district, lies on National Highway 1 and near Song Mo River."
    names: Names = [
        ("PARK", "An Thinh IP"),
        ("PLACE", "Ha Yen district"),
        ("PLACE", "National Highway 1"),
        ("PLACE", "Song Mo River"),
    ]
    assert relations(read(text, "en", names)) == {("An Thinh IP", "located_in", "Ha Yen district")}


def test_who_builds_a_park_is_no_tenant_of_it() -> None:
    text = "An Thinh IP opens\n\nSong Xanh Group, the investor of An Thinh IP, leases its land to factories there."
    names: Names = [("ORG", "Song Xanh Group"), ("PARK", "An Thinh IP")]
    told = relations(read(text, "en", names))
    assert ("Song Xanh Group", "developer_of", "An Thinh IP") in told
    assert ("Song Xanh Group", "tenant_of", "An Thinh IP") not in told


@pytest.mark.parametrize(
    "text", ["Foxlink ⟨x leases land in An Thinh IP.", "Foxlink ⟨9f⟩ leases land in ⟨9p⟩ An Thinh IP."]
)
def test_no_text_forges_the_signs_of_masked_names(text: str) -> None:
    read(text, "en", [("ORG", "Foxlink"), ("PARK", "An Thinh IP")])
