"""Who is who: links by name, marks, kind, province and what the document says; provisional things; decisions."""

from datetime import date

import pytest

from config.gazetteer import Decision, Gazetteer, load_gazetteer
from nlp.annotate import Annotator
from nlp.linking import candidates_of, provisional_entities
from nlp.linking.keys import park_key, phase_of, same_marks
from tests.nlp.names.conftest import Read

SPELLINGS = [
    ("KCN Hoà Khánh", "hoa-khanh", "new tone placement"),
    ("KCN Hòa Khánh", "hoa-khanh", "old tone placement"),
    ("Hoa Khanh Industrial Park", "hoa-khanh", "no marks"),
    ("Vietnam - Singapore Industrial Park III", "vsip-iii", "written out"),
    ("VSIP 3", "vsip-iii", "digits for Roman numbers"),
    ("KCN Yên Phong 2C", "yen-phong-ii-c", "a letter behind the digit"),
    ("KCN Yên Phong 2-C", "yen-phong-ii-c", "a letter apart from the digit"),
    ("VSIP Nghệ An 1", "vsip-nghe-an", "the first of several, which has no number of its own"),
]


@pytest.mark.parametrize(("name", "wanted", "why"), SPELLINGS)
def test_spellings_of_one_park(read: Read, name: str, wanted: str, why: str) -> None:
    mentions = [m for m in read(f"The company leased land in {name} last year.") if m.label == "PARK"]
    assert [m.entity_id for m in mentions] == [wanted], why
    assert mentions[0].reason


def test_the_province_decides_between_parks_of_one_name(read: Read) -> None:
    for province, wanted in (("tỉnh Bắc Giang", "hoa-phu-bac-giang"), ("tỉnh Đắk Lắk", "hoa-phu-dak-lak")):
        (park,) = [m for m in read(f"KCN Hòa Phú, {province}, thu hút thêm 5 dự án.") if m.label == "PARK"]
        assert park.entity_id == wanted


def test_economic_zones_of_one_name_stay_open_without_their_province(read: Read) -> None:
    for place, wanted in (
        (" ở Nghệ An", "khu-kinh-te-dong-nam-nghe-an"),
        (" ở Quảng Trị", "khu-kinh-te-dong-nam-quang-tri"),
    ):
        (zone,) = [m for m in read(f"Khu kinh tế Đông Nam{place} hút thêm vốn.") if m.label == "PARK"]
        assert zone.entity_id == wanted
    (zone,) = [m for m in read("Khu kinh tế Đông Nam hút thêm vốn.") if m.label == "PARK"]
    assert zone.entity_id is None
    assert len(zone.candidates) == 2


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Kim Tin Plastics JSC (HNX: KTQ) sold land. KTQ plans more.", {"Kim Tin Plastics JSC", "KTQ"}),
        ("CTCP Nhựa Kim Tín (mã chứng khoán KTQ) lãi lớn. Cổ phiếu KTQ tăng.", {"CTCP Nhựa Kim Tín", "KTQ"}),
    ],
)
def test_a_short_form_has_the_id_of_the_name_before_it(read: Read, text: str, surfaces: set[str]) -> None:
    found = {m.evidence.surface: m.entity_id for m in read(text) if m.evidence.surface in surfaces}
    assert found.keys() == surfaces
    assert len(set(found.values())) == 1


@pytest.mark.parametrize(
    ("text", "full", "wanted"),
    [
        (
            "Tổng công ty CP Phát triển KCN (Sonadezi) lãi lớn.",
            "Tổng công ty CP Phát triển KCN",
            "sonadezi-corporation",
        ),
        ("Ban Quản lý các KCX và CN TP.HCM (HEPZA) cấp phép.", "Ban Quản lý các KCX và CN TP.HCM", "ipa-ho-chi-minh"),
        ("Global Logistic Properties (GLP) builds halls.", "Global Logistic Properties", "glp"),
        ("Cục Công nghiệp (Bộ Công Thương) cấp phép.", "Cục Công nghiệp", "org--cuc-cong-nghiep"),
        ("Công ty cổ phần Thép Vicasa (VNSTEEL) lãi lớn.", "Công ty cổ phần Thép Vicasa", "org--thep-vicasa"),
        ("WHA Utilities and Power (WHA) sells water.", "WHA Utilities and Power", "org--wha-utilities-and-power"),
    ],
)
def test_a_full_name_has_the_id_of_its_short_form_not_of_its_owner(
    read: Read, text: str, full: str, wanted: str
) -> None:
    assert {m.evidence.surface: m.entity_id for m in read(f"{text} {full} có mặt.")}[full] == wanted


PLACES = [
    ("Dự án nằm ở xã Bình Dương, tỉnh Bắc Ninh.", "xã Bình Dương", None, "a commune is no province of its name"),
    ("Nhà máy ở phường Tân Phước, tỉnh Đồng Nai.", "phường Tân Phước", None, "a ward is no district of its name"),
    ("Công ty thuê đất tại Tân Hưng, tỉnh Bắc Giang.", "Tân Hưng", None, "that district lies in a province not named"),
    ("Công ty thuê đất tại Tân Hưng, tỉnh Long An.", "Tân Hưng", "long-an--huyen-tan-hung", "its province is named"),
    ("Công ty thuê đất tại Nhơn Trạch.", "Nhơn Trạch", "dong-nai--huyen-nhon-trach", "no province is named"),
    ("Firms from Lang Son visited the park.", "Lang Son", "lang-son", "no village"),
    ("KCN Vĩnh Lộc nằm ở Q.Bình Tân.", "Q.Bình Tân", "ho-chi-minh--quan-binh-tan", "the level short, glued"),
    ("Nhà máy ở H. Long Thành.", "H. Long Thành", "dong-nai--huyen-long-thanh", "the level short, apart"),
    ("Nhà máy ở P. Tân Phước, Đồng Nai.", "P. Tân Phước", None, "a ward by its short level"),
    ("Dự án ở TT. Trảng Bom, Đồng Nai.", "TT. Trảng Bom", None, "a town by its short level"),
    ("Nước sông Lô đục ngầu.", "sông Lô", None, "a river, not the district"),
    ("Dự án ở TT. Huế.", "TT. Huế", "thua-thien-hue", "no town"),
    (
        "Dự án ở huyện Tân Thành, tỉnh Bà Rịa - Vũng Tàu.",
        "huyện Tân Thành",
        "ba-ria-vung-tau--huyen-tan-thanh",
        "renamed in 2018, still written",
    ),
]


@pytest.mark.parametrize(("text", "surface", "wanted", "why"), PLACES)
def test_places_of_one_name(read: Read, text: str, surface: str, wanted: str | None, why: str) -> None:
    ids = {m.evidence.surface: m.entity_id for m in read(text) if m.label == "PLACE"}
    assert ids[surface] == wanted, why


def test_what_stays_open_names_its_candidates(read: Read) -> None:
    (park,) = [m for m in read("KCN Hòa Phú thu hút thêm 5 dự án.") if m.label == "PARK"]
    assert park.entity_id is None
    assert "hoa-phu-bac-giang" in park.candidates
    assert park.reason == "several of this name"


def test_the_phase_decides_between_parks_of_one_name(read: Read) -> None:
    for text, wanted in (
        ("Khu công nghiệp Nomura - Hải Phòng giai đoạn 2 vừa được duyệt.", "nomura-2"),
        ("A spokesman of Deep C Industrial Park welcomed the circular.", "deep-c-complex"),
    ):
        (park,) = [m for m in read(text) if m.label == "PARK"]
        assert park.entity_id == wanted


def test_full_name_acronym_and_other_language_are_one(read: Read) -> None:
    text = (
        "Bộ Kế hoạch và Đầu tư (Bộ KH&ĐT) ký kết.\n\n"
        "The Ministry of Planning and Investment (MPI) signed the agreement with UNIDO."
    )
    ids = {m.evidence.surface: m.entity_id for m in read(text) if m.label == "ORG"}
    assert {ids[n] for n in ("Bộ Kế hoạch và Đầu tư", "Bộ KH&ĐT", "Ministry of Planning and Investment", "MPI")} == {
        "mpi"
    }


def test_unknown_names_are_joined_by_folded_name(annotator: Annotator) -> None:
    one = annotator.annotate_text("one", "Công ty TNHH Zhongmeng mở nhà máy tại KCN Tân Xuân Mỹ.")
    other = annotator.annotate_text("other", "Zhongmeng Co., Ltd. opened a plant in Tan Xuan My Industrial Park.")
    ids = [{e.id for e in provisional_entities(annotation)} for annotation in (one, other)]
    assert ids[0] == ids[1] == {"org--zhongmeng", "park--tan-xuan-my"}
    names = {e.id: e.names["vi"] for e in provisional_entities(one)}
    assert names["park--tan-xuan-my"] == "KCN Tân Xuân Mỹ"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Công ty TNHH Thủy sản Hưng Vạn nộp thuế. Năm ngoái Hưng Vạn lãi 5 tỷ đồng.", {"org--thuy-san-hung-van"}),
        ("Nhà máy Thép Kỳ Sơn bán hơi. Thép Kỳ Sơn còn bán xỉ.", {"org--nha-may-thep-ky-son"}),
        ("Kaiyo Seafood Co., Ltd. grew. Kaiyo exports to Japan.", {"org--kaiyo-seafood"}),
        ("Kaiyo Foods JSC and Kaiyo Foods Vina JSC merged.", {"org--kaiyo-foods", "org--kaiyo-foods-vina"}),
    ],
)
def test_a_short_name_is_the_longer_one_of_its_text(read: Read, text: str, ids: set[str]) -> None:
    assert {m.entity_id for m in read(text) if m.label == "ORG"} == ids


def test_typing_errors_are_suggested_never_merged(read: Read) -> None:
    (park,) = [m for m in read("The delegation visited Khanh Phuu Industrial Park.") if m.label == "PARK"]
    assert park.entity_id == "park--khanh-phuu"
    assert "khanh-phu" in candidates_of(load_gazetteer()).suggest("Khanh Phuu Industrial Park", "PARK")


def test_decisions_come_first() -> None:
    day = date(2026, 11, 25)

    def decide(action: str, surface: str, target: str) -> Decision:
        return Decision(action=action, surface=surface, label="PARK", target=target, day=day, reason="seen on the map")

    gazetteer = Gazetteer(
        load_gazetteer(),
        [
            decide("merge", "khanh phuu industrial park", "khanh-phu"),
            decide("reject", "nam cau kien ip", ""),
            decide("split", "hoa khanh industrial park", ""),
        ],
    )
    text = "Khanh Phuu Industrial Park, Nam Cau Kien IP and Hoa Khanh Industrial Park took part."
    parks = [m for m in Annotator(gazetteer).annotate_text("text", text).mentions if m.label == "PARK"]
    assert [m.entity_id for m in parks] == ["khanh-phu", "park--hoa-khanh"]
    assert parks[0].reason == "decided on 2026-11-25: seen on the map"


def test_a_deleted_row_still_leaves_its_park_found() -> None:
    gazetteer = load_gazetteer().without(["khanh-phu"])
    mentions = Annotator(gazetteer).annotate_text("text", "KCN Khánh Phú có 37 doanh nghiệp.").mentions
    assert [(m.evidence.surface, m.entity_id) for m in mentions] == [("KCN Khánh Phú", "park--khanh-phu")]


def test_linking_is_deterministic(annotator: Annotator) -> None:
    text = "KCN Hòa Phú ở tỉnh Bắc Giang. Phu My Industrial Park and VSIP are in Binh Duong."
    assert annotator.annotate_text("a", text).mentions == annotator.annotate_text("a", text).mentions


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("KCN Trà Nóc I", "Tra Noc 1 Industrial Park", True),
        ("expanded Yen Phong Industrial Park", "KCN Yên Phong mở rộng", True),
        ("KCN Tứ Hạ giai đoạn 2", "KCN Tứ Hạ", True),
        ("KCN Yên Phong", "KCN Yên Phong mở rộng", False),
        ("Haiphong IP", "Hai Phong Industrial Park", True),
    ],
)
def test_keys_of_parks(one: str, other: str, same: bool) -> None:
    assert (park_key(one) == park_key(other)) is same


def test_a_phase_may_have_a_letter() -> None:
    assert park_key("KCN Hòa Phú giai đoạn 2A") == park_key("KCN Hòa Phú")
    assert phase_of("KCN Hòa Phú giai đoạn II-A") == "2"


def test_marks_contradict_only_where_both_have_them() -> None:
    assert same_marks("Hoà Khánh", "Hòa Khánh")
    assert same_marks("Hoa Khanh", "Hòa Khánh")
    assert not same_marks("Tân Phú", "Tấn Phú")


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("Theo BQL KCN Bắc Ninh, vốn tăng mạnh.", "BQL KCN Bắc Ninh", "ipa-bac-ninh"),
        ("Ban Quản lý Khu kinh tế Vũng Áng họp.", "Ban Quản lý Khu kinh tế Vũng Áng", "ipa-ha-tinh"),
        ("Kon Tum đẩy nhanh vốn. Ban quản lý Khu kinh tế tỉnh báo cáo.", "Ban quản lý Khu kinh tế tỉnh", "ipa-kon-tum"),
        ("Tay Ninh licensed projects, the Economic Zone Authority said.", "Economic Zone Authority", "ipa-tay-ninh"),
        ("UBND tỉnh Lào Cai họp. UBND tỉnh yêu cầu báo cáo.", "UBND tỉnh", "lao-cai-provincial-people-s-committee"),
        ("Hà Nội họp bàn. UBND tỉnh yêu cầu báo cáo.", "UBND tỉnh", "org--ubnd-tinh"),
        ("Hải Dương và Hưng Yên họp. UBND tỉnh yêu cầu báo cáo.", "UBND tỉnh", "org--ubnd-tinh"),
        ("Ban quản lý dự án KCN Hải Phòng họp.", "Ban quản lý dự án KCN Hải Phòng",
         "org--ban-quan-ly-du-an-kcn-hai-phong"),
        ("HEINEKEN Việt Nam nấu bia bằng trấu.", "HEINEKEN Việt Nam", "heineken-vietnam"),
    ],
)  # fmt: skip
def test_a_body_is_that_of_the_province(read: Read, text: str, surface: str, wanted: str) -> None:
    assert wanted in {m.entity_id for m in read(text) if m.evidence.surface == surface}


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Ecological industrial parks initiatives for sustainable zones in Vietnam", "eip-initiative"),
        ("KCN sinh thái theo Chương trình KCN sinh thái toàn cầu", "geipp"),
        ("Supporting Green Skills for Textile Workers in Vietnam",
         "org--supporting-green-skills-for-textile-workers-in-viet-nam"),
    ],
)  # fmt: skip
def test_a_title_in_other_words_is_that_of_its_programme(read: Read, title: str, wanted: str) -> None:
    (programme,) = [m for m in read(f"Dự án “{title}” bắt đầu năm 2020.") if m.evidence.surface == title]
    assert programme.entity_id == wanted


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("CCN Hải Long (huyện Giao Thủy, Nam Định) rộng 50 ha.", ["park--hai-long"]),
        ("KCN Hải Long (Tiền Hải, Thái Bình) rộng 200 ha.", ["hai-long-thai-binh"]),
        ("KCN Phú Mỹ 3 (TP.HCM) rộng 999 ha.", ["phu-my-3"]),
        ("It covered Ha Nam's Dong Van I and II, Dong Nai's Tam Phuoc.", ["dong-van-i", "dong-van-ii", "tam-phuoc"]),
        ("Khu công nghiệp, đô thị và dịch vụ VSIP Nghệ An 1 rộng 367 ha.", ["vsip-nghe-an"]),
        ("Amata Service City Long Thanh 1 is planned.", ["park--amata-service-city-long-thanh-1"]),
    ],
)
def test_the_place_and_the_number_beside_tell_of_a_park(read: Read, text: str, ids: list[str]) -> None:
    assert [m.entity_id for m in read(text) if m.label == "PARK"] == ids
