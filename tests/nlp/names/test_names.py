"""Names as the press writes them, in tables by what makes them hard."""

import unicodedata

import pytest

from tests.nlp.names.conftest import Read

PARKS: dict[str, list[tuple[str, list[str]]]] = {
    "designators of both languages": [
        ("KCN Khánh Phú có 37 doanh nghiệp đang hoạt động.", ["KCN Khánh Phú"]),
        ("Khu công nghiệp (KCN) An Phát 1 vừa được khởi công.", ["Khu công nghiệp (KCN) An Phát 1"]),
        ("The plant stands in Khanh Phu IP near Ninh Binh.", ["Khanh Phu IP"]),
        ("Làng nghề Phong Khê và CCN Đồng Sóc gây ô nhiễm.", ["Làng nghề Phong Khê", "CCN Đồng Sóc"]),
        ("Khu kinh tế Vũng Áng ở Hà Tĩnh thu hút thêm 3 dự án.", ["Khu kinh tế Vũng Áng"]),
        ("Yên Phong II-C Industrial Park is to open next year.", ["Yên Phong II-C Industrial Park"]),
    ],
    "lists": [
        ("DEEP C and Nam Cau Kien IPs took part in the pilot.", ["DEEP C", "Nam Cau Kien IPs"]),
        ("Firms in Khanh Phu and Gian Khau industrial parks share steam.", ["Khanh Phu", "Gian Khau industrial parks"]),
        ("Đoàn khảo sát 3 KCN: An Phát (Hải Dương), Nam Cầu Kiền và Deep-C (Hải Phòng).",
         ["An Phát", "Nam Cầu Kiền", "Deep-C"]),
    ],
    "what a list is of": [
        ("The province adds three industrial cluster projects, Tien Lu, An Vien-Trung Nghia and Pho Hien.",
         ["Tien Lu", "An Vien-Trung Nghia", "Pho Hien"]),
        ("Huyện có 3 CCN tập trung: Cổ Lễ, Cát Thành, Trực Hùng.", ["Cổ Lễ", "Cát Thành", "Trực Hùng"]),
        ("Đó là các CCN Thung Khuộc, Châu Quang, Châu Hồng.", ["Thung Khuộc", "Châu Quang", "Châu Hồng"]),
        ("Các KCN Hải Phòng, Bắc Ninh và Hà Nội thu hút vốn.", []),
        ("Các khu công nghiệp do Viglacera, Becamex, VSIP làm chủ đầu tư.", []),
        ("Từ Nam Định xuống các huyện phía nam như Hải Hậu, Xuân Trường, Giao Thủy.", []),
        ("Dự án ở các huyện: Quế Võ, Thuận Thành và Lương Tài.", []),
        ("They serve the investors of five clusters faster: Đại Lâm 2, Phương Sơn–Đại Lâm, Thanh Sơn and Hương Sơn 2.",
         ["Đại Lâm 2", "Phương Sơn–Đại Lâm", "Thanh Sơn", "Hương Sơn 2"]),
        ("Of the three zones, Samsung and LG took most.", []),
        ("There are five industrial clusters, Trung An, Song Thuận and An Thạnh No.1.",
         ["Trung An", "Song Thuận", "An Thạnh No.1"]),
        ("- Location: 05 communes: Quang Dien, Quang Phong, Phu Hai and Cai Chien in Hai Ha district.", []),
    ],
    "a list of places": [
        ("It lies in five communes of Huong Hoa District: Tan Thanh, Tan Lap, Tan Lien, Tan Hop and Tan Long.", []),
        ("The city has eight wards (Tra Co, Tran Phu, Ka Long and Hai Yen).", []),
        ("That is why parks and zones (Trang Bang, Phuoc Dong and Moc Bai) matter.",
         ["Trang Bang", "Phuoc Dong", "Moc Bai"]),
        ("When done there will be four zones: Research and Development, Education and Training.", []),
    ],
    "a commune's or a town's own": [
        ("Phú Yên lập cụm công nghiệp thị trấn Phú Hòa.", ["cụm công nghiệp thị trấn Phú Hòa"]),
        ("Bảng: CCN huyện Vũ Quang ở xã Thọ Điền.", ["CCN huyện Vũ Quang"]),
    ],
    "a place beside": [
        ("Bảng 1: CCN Nam Hồng Phường Đậu Liêu", ["CCN Nam Hồng"]),
        ("Dự án có trạm biến áp 220 kV Yên Bình 2.", []),
        ("The plant is at the Dong Nam landfill.", []),
    ],
    "several kinds": [
        ("Work began on the Becamex VSIP Binh Dinh Industrial, Urban and Service Complex.",
         ["Becamex VSIP Binh Dinh Industrial, Urban and Service Complex"]),
        ("Master plan for Lao Bao trade zone approved.", ["Lao Bao trade zone"]),
    ],
    "lists with remarks and numbers": [
        ("The zone takes land of the communes of Hong Tien (Khoai Chau district) and Xuan Truc (An Thi district).", []),
        ("It has parks of its own: Thang Long Vinh Phuc, Binh Xuyen, Binh Xuyen II, Ba Thien and Ba Thien II.",
         ["Thang Long Vinh Phuc", "Binh Xuyen", "Binh Xuyen II", "Ba Thien", "Ba Thien II"]),
    ],
    "lists of many signs": [
        ("Huyện làm nốt hạ tầng cho 6 cụm công nghiệp (gồm: Xuân Giang; Tân Dĩnh - Phi Mô; Cầu Đất).",
         ["Xuân Giang", "Tân Dĩnh - Phi Mô", "Cầu Đất"]),
        ("The district licensed two industrial clusters (My An 2 and Hamlet 5) in two communes.",
         ["My An 2", "Hamlet 5"]),
    ],
    "initials in brackets": [
        ("Thang Long Industrial Park II (TLIPII) is the case of the study.",
         ["Thang Long Industrial Park II", "TLIPII"]),
        ("In Norrköping the Händelö eco-industrial park (HEIP) is well known.",
         ["Händelö eco-industrial park", "HEIP"]),
    ],
    "numbers and countries behind": [
        ("On the site of Industrial Park No. 3 workers hurry.", ["Industrial Park No. 3"]),
        ("They spoke of the case of Ulsan Industrial Park - Korea, and its limits.", ["Ulsan Industrial Park"]),
    ],
    "craft villages": [
        ("Kể tên có làng nghề mây tre đan Yên Tiến và làng nghề chạm bạc Đồng Xâm.",
         ["làng nghề mây tre đan Yên Tiến", "làng nghề chạm bạc Đồng Xâm"]),
        ("A seminar was held in Kim Lan Pottery Village near Hanoi.", ["Kim Lan Pottery Village"]),
    ],
    "a village's craft": [
        ("Sewers come to Dai Bai bronze casting trade village.", ["Dai Bai bronze casting trade village"]),
        ("Tỉnh lập cụm công nghiệp vật liệu xây dựng Tân An.", ["cụm công nghiệp vật liệu xây dựng Tân An"]),
    ],
    "a line of capitals": [
        ("KCN DẦU GIÂY KHÔNG CÒN ĐẤT ĐỂ CHO THUÊ", ["KCN DẦU GIÂY"]),
        ("KCN TỪ SƠN", ["KCN TỪ SƠN"]),
        ("PHÂN TÍCH TÌNH HÌNH PHÁT TRIỂN CỦA KCN TỈNH", []),
        ("A CỤM CÔNG NGHIỆP HIỆN CÓ 547,20 800,83", []),
        ("Trà Vinh có bốn Khu kinh tế và Khu công nghiệp.", []),
    ],
    "no designator": [
        ("The Danish firm builds its plant in VSIP III.", ["VSIP III"]),
        ("Chính quyền trao giấy phép cho nhà máy tại VSIP III.", ["VSIP III"]),
    ],
    "figures and dashes at the edge": [
        ("KCN Phước Bình 190ha vừa được phê duyệt.", ["KCN Phước Bình"]),
        ("- Khu công nghiệp Phước Đông B 1.175 ha", ["Khu công nghiệp Phước Đông B"]),
        ("Dự án KCN Bàu Cạn – Tân Hiệp rộng hơn 2.000 ha.", ["KCN Bàu Cạn – Tân Hiệp"]),
    ],
    "numbers with a point": [
        ("Công ty xin thêm KCN Long Hậu 3.2 (90 ha, Long An).", ["KCN Long Hậu 3.2"]),
    ],
    "no park at all": [
        ("The industrial park needs water. Vietnam's IPs must change. The EIP transition takes years.", []),
        ("Ban Quản lý Khu kinh tế Hải Phòng đã cấp phép cho dự án.", []),
        ("Ninh Binh IPA hosted the delegation.", []),
        ("Công ty CP KCN Hiệp Phước cho biết đã trồng 2.000 cây xanh.", []),
        ("There are industrial zones in many provinces, among them Bac Ninh, Hai Duong and Hung Yen.", []),
        ("Thai developer Amata wants to invest in Quang Ninh.", []),
    ],
}  # fmt: skip

ORGANISATIONS: dict[str, list[tuple[str, list[str]]]] = {
    "authorities": [
        ("Ban Quản lý Khu kinh tế Hải Phòng đã cấp phép.", ["Ban Quản lý Khu kinh tế Hải Phòng"]),
        ("Ninh Binh IPA hosted the delegation.", ["Ninh Binh IPA"]),
        ("Bộ KH&ĐT phối hợp với UNIDO tổ chức hội thảo.", ["Bộ KH&ĐT", "UNIDO"]),
        ("Việc này theo nghị quyết của BTV Tỉnh ủy về khu công nghiệp.", ["BTV Tỉnh ủy"]),
    ],
    "companies": [
        ("Công ty CP KCN Hiệp Phước cho biết đã trồng cây.", ["Công ty CP KCN Hiệp Phước"]),
        ("Everwin and LEGO Group have opened plants, Heineken Vietnam has expanded.",
         ["Everwin", "LEGO Group", "Heineken Vietnam"]),
    ],
    "legal forms apart": [
        ("The third, of Nam Tai Group Pte. Ltd, is new.", ["Nam Tai Group Pte. Ltd"]),
        ("Nhà máy do NATURE HEALTH DEVELOPMENT CO., LIMITED làm chủ.", ["NATURE HEALTH DEVELOPMENT CO., LIMITED"]),
        ("Other developers have less, Idico 3,378 ha, Becamex 4,693 ha.", ["Idico", "Becamex"]),
    ],
    "short forms in brackets": [
        ("The Civil Engineering Construction Corporation No. 4 (CIENCO4) builds zones.",
         ["Civil Engineering Construction Corporation No. 4", "CIENCO4"]),
        ("The Ministry of Planning and Investment (MoPI) met foreign firms (FDI).",
         ["Ministry of Planning and Investment", "MoPI"]),
    ],
    "a park's company": [
        ("Sai Gon – Hai Phong Industrial Park Corporation put VND108 billion.",
         ["Sai Gon – Hai Phong Industrial Park Corporation"]),
    ],
    "labels and owners beside": [
        ("1. Công ty TNHH Uni-President Việt Nam – Địa chỉ: lô 16", ["Công ty TNHH Uni-President Việt Nam"]),
        ("They were audited by the city's Energy Conservation Centre.", ["Energy Conservation Centre"]),
    ],
    "titles of projects": [
        ("The project “Clean Rivers for Dyers in Hai Yen” trained 220 people.", ["Clean Rivers for Dyers in Hai Yen"]),
        ("Dự án “Chuyển hóa carbon thấp trong ngành dệt” giúp 60 nhà máy.", ["Chuyển hóa carbon thấp trong ngành dệt"]),
        ("Dự án “án binh bất động” suốt mười năm.", []),
        ("Under “Cleaner Kilns and Greener Roofs (CKGR) project in five provinces, 20 kilns closed.",
         ["Cleaner Kilns and Greener Roofs (CKGR)"]),
        ("Dự án “Lò gạch ít khói ở Hà Yên“ bắt đầu hôm qua.", ["Lò gạch ít khói ở Hà Yên"]),
        ("Bộ làm “Dự án quản lý khói lò gạch ở Hà Yên\" từ năm ngoái.", ["Dự án quản lý khói lò gạch ở Hà Yên"]),
        ("Dự án “Đầu tư xây dựng và kinh doanh hạ tầng KCN Bảo Minh mở rộng” rộng 50 ha.", []),
    ],
    "programmes by the words beside them": [
        ("Dự án QUARK giúp 12 doanh nghiệp, chương trình MUON-Asia cũng vậy.", ["QUARK", "MUON-Asia"]),
        ("The QUARK project trained 40 people.", ["QUARK"]),
        ("The Kiln Efficiency Enhancement Project ended.", ["Kiln Efficiency Enhancement Project"]),
        ("Dự án FDI và chương trình OCOP.", ["OCOP"]),
        ("Tỉnh gọi vốn cho dự án BĐS công nghiệp, dự án NLMT và 5 dự án XLNT.", []),  # things of the glossary
        ("FDI projects and the Hai Yen Industrial Park Expansion Project.", []),
    ],
    "papers and codes of shares": [
        ("(BĐT) - Vốn đầu tư vào hạ tầng tăng mạnh trong năm qua.", ["BĐT"]),
        ("Cổ phiếu mang mã chứng khoán IDV tăng 2%.", ["IDV"]),
        ("Công ty thuộc nhóm bất động sản, giá BĐS KCN tăng.", []),
    ],
    "coordination": [
        ("The Ministries of Planning and Investment, Industry and Trade, Science and Technology signed.",
         ["Ministries of Planning and Investment", "Industry and Trade", "Science and Technology"]),
    ],
    "a brand that acts": [
        ("DEEP C currently has 5 IPs in Hai Phong and Quang Ninh.", ["DEEP C"]),
        ("Thai developer Amata wants to invest in Quang Ninh.", ["Amata"]),
    ],
}  # fmt: skip


def _rows(table: dict[str, list[tuple[str, list[str]]]]) -> list[object]:
    return [
        pytest.param(text, wanted, id=f"{why}: {text[:40]}") for why, rows in table.items() for text, wanted in rows
    ]


@pytest.mark.parametrize(("text", "wanted"), _rows(PARKS))
def test_parks(read: Read, text: str, wanted: list[str]) -> None:
    assert [m.evidence.surface for m in read(text) if m.label == "PARK"] == wanted


@pytest.mark.parametrize(("text", "wanted"), _rows(ORGANISATIONS))
def test_organisations(read: Read, text: str, wanted: list[str]) -> None:
    assert [m.evidence.surface for m in read(text) if m.label == "ORG"] == wanted


def test_a_bare_name_is_the_firm_that_its_document_names(read: Read) -> None:
    text = "Inspectors named Thang Long Company.\n\nSome 1,500 cubic metres came from Thang Long in the park."
    assert [(m.label, m.evidence.surface) for m in read(text) if m.label != "PLACE"] == [
        ("ORG", "Thang Long Company"),
        ("ORG", "Thang Long"),
    ]


def test_one_name_many_things(read: Read) -> None:
    text = "Long Thanh district in Dong Nai is near Long Thanh Industrial Park."
    assert [(m.label, m.entity_id) for m in read(text)] == [
        ("PLACE", "dong-nai--huyen-long-thanh"),
        ("PLACE", "dong-nai"),
        ("PARK", "long-thanh"),
    ]


def test_people_have_roles(read: Read) -> None:
    text = (
        "Phó Chủ tịch UBND tỉnh Bắc Ninh Ngô Tân Phượng và ông Nguyễn Văn Hùng, Giám đốc Công ty TNHH Foster "
        "Việt Nam, dự lễ khởi công."
    )
    people = {m.evidence.surface: m.role for m in read(text) if m.label == "PERSON"}
    assert people == {
        "Ngô Tân Phượng": "Phó Chủ tịch UBND tỉnh Bắc Ninh",
        "Nguyễn Văn Hùng": "Giám đốc Công ty TNHH Foster Việt Nam",
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("KTS. Ngô Viết Nam Sơn và GS. Võ Văn Sen dự tọa đàm tại KCN Hiệp Phước.", ["Ngô Viết Nam Sơn", "Võ Văn Sen"]),
        ("BS Ngô Viết Nam Sơn và LS.Trần Thị Bình thăm KCN Hiệp Phước.", ["Ngô Viết Nam Sơn", "Trần Thị Bình"]),
        ("NSND Lê Khanh, NSƯT. Xuân Bắc và Đại tá Phạm Văn Hùng dự lễ.", ["Lê Khanh", "Xuân Bắc", "Phạm Văn Hùng"]),
        ("TSKH. Ngô Viết Nam Sơn góp ý.", ["Ngô Viết Nam Sơn"]),
    ],
)
def test_people_have_titles(read: Read, text: str, people: list[str]) -> None:
    mentions = read(text)
    assert [m.evidence.surface for m in mentions if m.label == "PERSON"] == people
    assert "ORG" not in {m.label for m in mentions}


def test_dates_have_values_and_decrees_none(read: Read) -> None:
    text = "Ngày 19/6/2023, Chính phủ ban hành Nghị định 35/2022/NĐ-CP; tháng 5/2024 có hiệu lực."
    dates = [(m.evidence.surface, m.value) for m in read(text) if m.label == "DATE"]
    assert dates == [("Ngày 19/6/2023", "2023-06-19"), ("tháng 5/2024", "2024-05")]


def test_noise_changes_nothing(read: Read) -> None:
    """Decomposed letters, other blanks and line breaks inside of names."""
    text = "Công ty TNHH Foster Việt Nam thuê đất tại KCN Quế Võ III, tỉnh Bắc Ninh."
    plain = [(m.label, m.entity_id) for m in read(text)]
    for noisy in (unicodedata.normalize("NFD", text), text.replace(" Nam", "\u00a0Nam"), text.replace("Quế ", "Quế\n")):
        assert [(m.label, m.entity_id) for m in read(noisy)] == plain


def test_a_repeated_name_is_found_without_its_legal_form(read: Read) -> None:
    text = (
        "Công ty TNHH Zhongmeng Việt Nam xây nhà máy tại KCN Quế Võ III.\n\nHiện Zhongmeng Việt Nam tuyển thêm người."
    )
    surfaces = [m.evidence.surface for m in read(text) if m.label == "ORG"]
    assert surfaces == ["Công ty TNHH Zhongmeng Việt Nam", "Zhongmeng Việt Nam"]


def test_a_place_that_is_all_of_a_repeated_form_stays_a_place(read: Read) -> None:
    mentions = read("Công ty CP Hà Nam xây nhà máy ở KCN Đồng Văn I.\n\nHiện Hà Nam có 8 khu công nghiệp.")
    assert [m.label for m in mentions if m.evidence.surface == "Hà Nam"] == ["PLACE"]


@pytest.mark.parametrize(
    ("text", "surface", "extractor"),
    [
        ("Thang Long Industrial Park II (TLIPII) reported that it is full.", "TLIPII", "names.initials"),
        ("Huyện có 3 CCN tập trung: Cổ Lễ, Cát Thành, Trực Hùng, Chợ Mới.", "Chợ Mới", "names.list"),
        ("The Danish firm builds its plant in VSIP III.", "VSIP III", "names.tagger"),
    ],
)
def test_a_name_says_what_read_it(read: Read, text: str, surface: str, extractor: str) -> None:
    assert [m.extractor for m in read(text) if m.evidence.surface == surface] == [extractor]


@pytest.mark.parametrize(
    ("text", "label", "surfaces"),
    [
        ("Hiện mới có 5 KCN: Cảng biển Hải Hà, Cái Lân, Đông Mai, Việt Hưng, Hải Yên.", "PARK",
         ["Cảng biển Hải Hà", "Cái Lân", "Đông Mai", "Việt Hưng", "Hải Yên"]),
        ("Nơi đi đầu là KCN Việt Nam – Singapore (VSIP).", "PARK", ["KCN Việt Nam – Singapore", "VSIP"]),
        ("Typical parks: Hop Khanh Industrial Zone, Da Nang, Vinh An Economic Zone, Ha Tinh.", "PARK",
         ["Hop Khanh Industrial Zone", "Vinh An Economic Zone"]),
        ("The plant stands in the industrial zone of Dinh Vu, Haiphong City.", "PARK", ["Dinh Vu"]),
        ("The plant stands in the industrial zone of Bac Ninh.", "PARK", []),
        ("Another Amata in the north is planned.", "PARK", ["Amata"]),
        ("Mỗi năm bớt cho Nestlé Việt Nam 13 nghìn tấn carbon.", "ORG", ["Nestlé Việt Nam"]),
        ("Dự án ở nhà máy Xi măng Hà Tiên 2, tiền của tổ chức NEDO.", "ORG", ["nhà máy Xi măng Hà Tiên 2", "NEDO"]),
        ("Scope 1 and Scope 2 emissions must be 50% lower in 2030.", "PARK", []),
        ("Address: Sonadezi Building, Bien Hoa 1 Industrial Park.", "PARK", ["Bien Hoa 1 Industrial Park"]),
    ],
)  # fmt: skip
def test_what_lists_numbers_and_neighbours_tell(read: Read, text: str, label: str, surfaces: list[str]) -> None:
    assert [m.evidence.surface for m in read(text) if m.label == label] == surfaces


@pytest.mark.parametrize(
    ("text", "bodies", "people"),
    [
        ("Phó Thống đốc Thường trực Ngân hàng Nhà nước Đào Minh Tú lưu ý.", ["Ngân hàng Nhà nước"], ["Đào Minh Tú"]),
        (
            "The lenders are Bank of Communications Company Limited and Commercial Bank of China Limited.",
            ["Bank of Communications Company Limited", "Commercial Bank of China Limited"],
            [],
        ),
        (
            "The Vietnam–Singapore Industrial Park (VSIP) Joint Venture Company is to develop it.",
            ["Vietnam–Singapore Industrial Park (VSIP) Joint Venture Company"],
            [],
        ),
    ],
)
def test_names_read_as_one_are_parted(read: Read, text: str, bodies: list[str], people: list[str]) -> None:
    found = read(text)
    assert [m.evidence.surface for m in found if m.label == "ORG"] == bodies
    assert [m.evidence.surface for m in found if m.label == "PERSON"] == people


def test_the_plant_of_a_company_is_none_of_its_name(read: Read) -> None:
    found = read("Song Tranh Cement's 15MW plant burns no coal.")
    assert [m.evidence.surface for m in found if m.label == "ORG"] == ["Song Tranh Cement"]


def test_papers_that_are_asked_for_are_no_organisations(read: Read) -> None:
    assert not [m for m in read("Theo ĐTM, công suất sẽ tăng từ 12 lên 18 triệu sản phẩm.") if m.label == "ORG"]


@pytest.mark.parametrize(
    "text",
    [
        "Vốn xanh mở đường cho khu công nghiệp xanh\nTài chính - Thị trường",
        "Đưa năng lượng tái tạo vào khu công nghiệp\nMuốn giữ lời hứa, các khu phải đổi.",
        'They work in the project "Scaling Up Eco-Industrial Park Approaches".',
        "A station is fed by the Dai Ninh - Phan Ri 110 KV line.",
        "Vài số liệu về các KCN\nTrong nửa năm, Long An đón 12 dự án.",
    ],
)
def test_titles_lines_and_wires_are_no_parks(read: Read, text: str) -> None:
    assert [m.evidence.surface for m in read(text) if m.label == "PARK"] == []


@pytest.mark.parametrize(
    ("text", "label", "surfaces"),
    [
        ("Ba Ria Cement ground 271,000 tonnes into its blends.", "ORG", ["Ba Ria Cement"]),
        ("Cai Mep Fertiliser used to vent carbon dioxide.", "ORG", ["Cai Mep Fertiliser"]),
        ("Phong Khe paper village has 200 workshops.", "ORG", []),
        ("Nam Dinh – Dyeing is thirsty work.", "ORG", []),
        ("Khách lớn nhất, Bia Trường Giang, lấy 15 tấn hơi.", "ORG", ["Bia Trường Giang"]),
        ("Giấy Đại Lâm chuyển vào KCN Thụy Vân.", "ORG", ["Giấy Đại Lâm"]),
        ("Dệt may Việt Nam khó đạt mục tiêu xuất khẩu.", "ORG", []),
        ("The chairwoman of Green Yen Phong, the developer of Yen Phong II-C, complained.", "ORG", ["Green Yen Phong"]),
        ("In Trang Bang, the operator added a fee.", "ORG", []),
        ("KCN Nam Cầu Kiền do Công ty CP Shinec đầu tư, rộng 268 ha.", "ORG", ["Công ty CP Shinec"]),
        ("Sở Kế hoạch và đầu tư tỉnh Hà Nam báo cáo.", "ORG", ["Sở Kế hoạch và đầu tư tỉnh Hà Nam"]),
        ("Lãnh đạo Ban Quản lý bộc bạch năm 2025 tỉnh đặt chỉ tiêu 3 tỷ USD.", "ORG", ["Ban Quản lý"]),
        ("Bản tin: Khu công nghiệp Ninh Bình qua những con số.", "PLACE", ["Ninh Bình"]),
        ("Occupancy north of the Hai Van Pass firmed to 81.5%.", "PLACE", ["Hai Van Pass"]),
        ("Greening Estates in the Mekong Delta (GEMD)\n\nDonor: SECO.", "ORG",
         ["Greening Estates in the Mekong Delta", "GEMD", "SECO"]),
        ("Rents in the North rose. The South stood still, while the North led.", "PLACE", ["North", "South", "North"]),
        ("Rents in the North rose.", "PLACE", ["North"]),
        ("Park | Area\nThang Loi 2 | 38 ha\nTotal | 38 ha\n\nGround was broken on Thang Loi 2.", "PARK",
         ["Thang Loi 2", "Thang Loi 2"]),
        ("Công ty CP Hạ tầng Đông Phú\nLong An, ngày 28/3/2025", "PLACE", ["Long An"]),
    ],
)  # fmt: skip
def test_what_trades_heads_and_columns_tell(read: Read, text: str, label: str, surfaces: list[str]) -> None:
    assert [m.evidence.surface for m in read(text) if m.label == label] == surfaces


def test_a_cut_name_gives_way_to_the_whole_one(read: Read) -> None:
    text = "BÁO CÁO 2024 – CÔNG TY CỔ PHẦN SONADEZI TRỊ AN\nPhần IV: Năng lượng\n\nDoanh thu Sonadezi Trị An tăng."
    surfaces = [m.evidence.surface for m in read(text) if m.label == "ORG"]
    assert surfaces == ["CÔNG TY CỔ PHẦN SONADEZI TRỊ AN", "Sonadezi Trị An"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Project title: Scaling up eco-industrial parks for green recovery\nDonor: SECO",
         ["Scaling up eco-industrial parks for green recovery"]),
        ("Tên dự án | Hỗ trợ doanh nghiệp tiết kiệm năng lượng\nNgân sách | 3,2 triệu USD",
         ["Hỗ trợ doanh nghiệp tiết kiệm năng lượng"]),
        ("Promoting Cleaner Mills in the Delta (Vietnam)\n\nGrant ID: K-38\n\nAmount: $750000.00",
         ["Promoting Cleaner Mills in the Delta"]),
        ("Promoting Cleaner Mills in the Delta (Vietnam)\n\nBy Lan Anh\n\nAmount: $750000.00", []),
        ("Tên dự án: Nhà máy năng lượng xanh", []),
        ("Project: Dong Xuyen Industrial Park goes green", []),
    ],
)  # fmt: skip
def test_a_project_is_named_by_the_page_about_it(read: Read, text: str, titles: list[str]) -> None:
    assert [m.evidence.surface for m in read(text) if m.extractor == "names.title"] == titles


def test_a_market_note_speaks_of_regions(read: Read) -> None:
    text = "The North leads.\n\nTier 1, North: rents rose 4%.\n\nSouth: rents rose 1%."
    assert [m.evidence.surface for m in read(text) if m.label == "PLACE"] == ["North", "North", "South"]
    assert not read("South: the gate of the park.")


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("The site lies on the Nam Dinh Vu Peninsula.", "Nam Dinh Vu Peninsula", "PLACE"),
        ("- 12 km to Phu My Hung\n- 19 km to District 1", "Phu My Hung", "PLACE"),
        ("Phước Hòa (PHR) lãi 400 tỷ đồng.", "Phước Hòa", "ORG"),
        ("KCN Phước Hòa (PHR) lấp đầy 90%.", "KCN Phước Hòa", "PARK"),
        ("Mỹ Phước 3\n8.000\n\nSóng Thần II\n5.000\n\nNam Tân Uyên\n4.150", "Nam Tân Uyên", "PARK"),
        ("Sông Khoai hút 1 tỷ USD\n\nKhu công nghiệp Sông Khoai rộng 714 ha.", "Sông Khoai", "PARK"),
        ("Ban đề nghị Sở Xây dựng ủy quyền thanh tra.", "Sở Xây dựng", "ORG"),
        ("Tỉnh ủy Hưng Yên họp bàn.", "Tỉnh ủy Hưng Yên", "ORG"),
        ("Xi măng Chinfon phát điện bằng nhiệt dư.", "Xi măng Chinfon", "ORG"),
        ("Khu công nghiệp, đô thị và dịch vụ VSIP Nghệ An rộng 750 ha.",
         "Khu công nghiệp, đô thị và dịch vụ VSIP Nghệ An", "PARK"),
    ],
)  # fmt: skip
def test_what_neighbours_and_lines_tell_of_a_name(read: Read, text: str, surface: str, label: str) -> None:
    assert (surface, label) in {(m.evidence.surface, m.label) for m in read(text)}


def test_a_word_for_parks_with_what_stands_behind_its_comma_is_no_park(read: Read) -> None:
    assert not [m for m in read("Từ khóa: khu công nghiệp sinh thái, UNIDO, GEF") if m.label == "PARK"]
