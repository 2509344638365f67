"""What the judged queries ask for, and what answers it: decided on the texts, before and apart from any engine.

A text is judged by patterns of both languages on its lower-case letters without marks: 2 if one stands in its opening
(the first 200 characters) or three or more anywhere, 1 if any, else 0. Stories name their texts. Half of the queries
(every second one of a group) are kept apart: nothing was tuned on them.
"""

from dataclasses import dataclass

TOPICS = {
    "wastewater": r"nuoc thai|waste ?water|sewage|effluent",
    "central-wastewater": r"xu ly nuoc thai tap trung|central(?:i[sz]ed)? (?:waste ?water|effluent|treatment)",
    "solar": r"dien mat troi|pin mat troi|rooftop solar|solar (?:panel|roof|power|system)|photovoltaic|roof solar",
    "eco-park": r"khu cong nghiep sinh thai|kcn sinh thai|eco-industrial|eco industrial|\beips?\b",
    "symbiosis": r"cong sinh|symbiosis",
    "housing": r"nha o (?:cho )?(?:cong nhan|xa hoi)|dormitor|affordable housing|social housing|workers.{0,20}hous",
    "waste": r"chat thai (?:ran|cong nghiep)|rac thai|solid waste|industrial waste|garbage|waste treatment",
    "hazardous": r"chat thai (?:cong nghiep )?nguy hai|hazardous|toxic waste",
    "textile": r"det may|may mac|textile|garment",
    "groundbreaking": r"khoi cong|dong tho|breaks? ground|ground-?breaking|broke ground|starts? building|work starts",
    "occupancy": r"lap day|occupancy|occupied",
    "clearance": r"giai phong mat bang|site clearance|land clearance|levels? ground",
    "cleaner": r"san xuat sach hon|cleaner production|\brecp\b",
    "saving": r"tiet kiem (?:nang luong|dien)|bot dung.{0,20}kwh|energy.{0,10}(?:saving|efficien)|saves? energy",
    "certificate": r"giay chung nhan (?:dang ky )?dau tu|investment (?:registration )?certificate|investment licen",
    "decree": r"35/2022",
    "hi-tech": r"khu cong nghe cao|hi-?tech park|high-?tech park|hi-tech (?:and|zone)",
    "chips": r"ban dan|\bchips?\b|semiconductor",
    "steel": r"\bthep\b|\bsteel",
    "village": r"lang nghe|craft village",
    "pollution": r"o nhiem|pollut",
    "rent": r"gia thue|gia cho thue|rental (?:price|rate)|land rent|rental fee|/m2",
    "electronics": r"dien tu|electronic",
    "circular": r"kinh te tuan hoan|circular economy",
    "sustainable": r"phat trien ben vung|sustainable development",
    "clusters": r"cum cong nghiep|industrial cluster",
    "foreign": r"\bfdi\b|dau tu truc tiep nuoc ngoai|foreign direct invest|von ngoai",
    "support": r"cong nghiep (?:ho|phu) tro|support(?:ing)? industr",
    "water": r"cap nuoc|nuoc sach|water supply|clean water",
    "research": r"r ?& ?d\b|nghien cuu va phat trien|research and development",
    "export-zone": r"khu che xuat|export processing",
    "seaport": r"cang bien|seaport|deep-?(?:sea|water)|cang nuoc sau",
    "drinks": r"nuoc giai khat|soft.drink|coca-cola|beverage",
    "jewellery": r"vong charm|jewell|trang suc|pandora",
    "carton": r"hop giay|carton|tetra pak",
    "border-zone": r"cua khau|border gate|border district|northern border",
    "incentives": r"uu dai|incentive",
    "climate": r"bien doi khi hau|climate change|khi nha kinh|greenhouse|net.?zero|phat thai rong",
    "khanh-phu-or-vsip": r"\bvsip\b|vietnam ?- ?singapore industrial",
    "amata": r"\bamata\b",
    "long-hau": r"long hau",
    "lien-ha-thai": r"lien ha thai|green ip-?1",
    "dung-quat": r"dung quat",
    "tra-noc": r"tra noc",
    "thang-long": r"thang long",
    "foxconn": r"foxconn|hon hai",
    "kinh-bac": r"\bkbc\b|kinh bac",
    "samsung": r"samsung",
    "unido": r"\bunido\b|to chuc phat trien cong nghiep",
    "hai-ha": r"hai ha\b",
    "chu-lai": r"chu lai",
    "1600-million-usd": r"1[.,]6 ?(?:ty usd|bn|billion)|1[.,]6 billion",
    "1000-mwp": r"1[.,]000 ?mwp",
    "270-million-usd": r"270[ -](?:trieu|million)",
    "9758-ha": r"9[.,]758",
    "57-million-kwh": r"57 (?:trieu|million)",
    "30-million-usd": r"30 (?:trieu|million)|us\$30 million",
    "924-ha": r"924 ?ha",
    "240-million-usd": r"240 (?:trieu|million)",
}


@dataclass(frozen=True, slots=True)
class Need:
    """A query, its group, what it is about, and the language that answers have to be in."""

    group: str
    query: str
    topic: str
    answers: str | None = None


def _needs(group: str, text: str, answers: str | None = None) -> list[Need]:
    return [
        Need(group, query.strip(), topic.strip(), answers)
        for query, topic in (line.split("=") for line in text.strip().splitlines())
    ]


NEEDS = [
    *_needs(
        "marked",
        """
        xử lý nước thải tập trung = central-wastewater
        điện mặt trời mái nhà = solar
        khu công nghiệp sinh thái = eco-park
        cộng sinh công nghiệp = symbiosis
        nhà ở công nhân = housing
        chất thải rắn công nghiệp = waste
        ngành dệt may = textile
        lễ khởi công = groundbreaking
        tỷ lệ lấp đầy = occupancy
        giải phóng mặt bằng = clearance
        sản xuất sạch hơn = cleaner
        làng nghề = village
        kinh tế tuần hoàn = circular
        ô nhiễm môi trường = pollution
        """,
    ),
    *_needs(
        "unmarked",
        """
        xu ly nuoc thai = wastewater
        dien mat troi ap mai = solar
        kcn sinh thai = eco-park
        cong sinh cong nghiep = symbiosis
        nha o xa hoi cho cong nhan = housing
        chat thai nguy hai = hazardous
        det may = textile
        khoi cong = groundbreaking
        cum cong nghiep = clusters
        giay chung nhan dau tu = certificate
        tiet kiem nang luong = saving
        phat trien ben vung = sustainable
        cong nghiep ho tro = support
        o nhiem = pollution
        """,
    ),
    *_needs(
        "english",
        """
        wastewater treatment = wastewater
        rooftop solar = solar
        eco-industrial parks = eco-park
        industrial symbiosis = symbiosis
        workers dormitories = housing
        solid waste = waste
        textile and garment = textile
        ground-breaking ceremony = groundbreaking
        occupancy rate = occupancy
        cleaner production = cleaner
        semiconductor chips = chips
        steel plant = steel
        foreign direct investment = foreign
        land rental price = rent
        """,
    ),
    *_needs(
        "across to English",
        """
        nước thải = wastewater
        điện mặt trời = solar
        cộng sinh công nghiệp = symbiosis
        nhà ở xã hội = housing
        chất thải nguy hại = hazardous
        dệt may = textile
        bán dẫn = chips
        khu chế xuất = export-zone
        """,
        "en",
    ),
    *_needs(
        "across to Vietnamese",
        """
        wastewater = wastewater
        solar power = solar
        eco-industrial park = eco-park
        circular economy = circular
        site clearance = clearance
        industrial cluster = clusters
        craft village = village
        groundbreaking = groundbreaking
        """,
        "vi",
    ),
    *_needs(
        "names",
        """
        VSIP = khanh-phu-or-vsip
        Amata = amata
        Long Hậu = long-hau
        Lien Ha Thai = lien-ha-thai
        Dung Quất = dung-quat
        Trà Nóc = tra-noc
        Thang Long = thang-long
        Foxconn = foxconn
        Kinh Bắc = kinh-bac
        UNIDO = unido
        Hải Hà = hai-ha
        Chu Lai = chu-lai
        """,
    ),
    *_needs(
        "figures",
        """
        1,6 tỷ USD = 1600-million-usd
        1,000 MWp = 1000-mwp
        270 million USD = 270-million-usd
        9.758,73 ha = 9758-ha
        57 triệu kWh = 57-million-kwh
        30 triệu USD = 30-million-usd
        924 ha = 924-ha
        240 million USD = 240-million-usd
        35/2022/NĐ-CP = decree
        tiết kiệm điện kWh = saving
        """,
    ),
]
